"""The options that several commands share."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from argmap.settings import LlmSettings

if TYPE_CHECKING:
    from argmap.stages import Backend

BACKENDS = click.Choice(["neural", "lexical", "llm"])
FORMATS = (
    *("json", "html", "markdown", "svg", "argdown", "kialo", "aif", "xaif", "sadface", "jsonld", "graphml", "gexf"),
    *("dot", "mermaid", "canvas", "annotations", "csv-claims", "csv-links", "png", "pdf"),
)
"""The names in argmap.formats, here so that --help need not import it; a test keeps them in step."""

output_option = click.option("-o", "--output", metavar="FILE", help="Write to this file instead of standard output.")
to_option = click.option(
    "--to", "name", metavar="FORMAT", default="json", show_default=True, help=f"One of {', '.join(FORMATS)}."
)
directions_option = click.option(
    "--directions", metavar="FILE", help="Your own research directions, in YAML (default: those of AI alignment)."
)
Command = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The backend that the options name, not loaded yet."""

    name: str
    encoder: str
    relater: str
    llm: LlmSettings

    def load(self) -> "Backend":
        """The backend; before a thread can leave the machine, standard error says where it goes.

        Raises:
            ArgmapError: there is no such backend, or it cannot be loaded.
        """
        from argmap.backends import load_backend

        if self.name == "llm":
            from argmap.backends.llm.address import notice

            click.echo(notice(self.llm), err=True)
        return load_backend(self.name, self.encoder, self.llm, self.relater)


def backend_options(command: Command) -> Command:
    """Options that choose a backend; the command gets one `backend`, what is Chosen."""

    @click.option(
        "--backend",
        type=BACKENDS,
        default="neural",
        help="neural (default); lexical: fast, no weights; llm: neural and a language model of your choice.",
    )
    @click.option(
        "--encoder",
        metavar="DIR|NAME",
        default="",
        help="A sentence-transformers model, by directory or hub name, instead of the MiniLM in models/.",
    )
    @click.option(
        "--relater",
        metavar="DIR|NAME",
        default="",
        help="A cross-encoder (support, objection, none; or NLI) that judges kinds, instead of the one in models/.",
    )
    @click.option("--llm-url", default="", metavar="URL", help="For llm: its server, as http://localhost:11434/v1.")
    @click.option("--llm-model", default="", metavar="NAME", help="For llm: the name of the model there.")
    @click.option(
        "--max-tokens",
        type=click.IntRange(0),
        default=LlmSettings().max_tokens,
        metavar="N",
        help="For llm: spend at most so many tokens, in and out (200000), and keep what is done.",
    )
    @wraps(command)
    def chosen(
        *args: Any,
        backend: str,
        encoder: str,
        relater: str,
        llm_url: str,
        llm_model: str,
        max_tokens: int,
        **kwargs: Any,
    ) -> Any:
        llm = LlmSettings(url=llm_url, model=llm_model, max_tokens=max_tokens)
        return command(*args, backend=Chosen(backend, encoder, relater, llm), **kwargs)

    return chosen
