"""`argmap prompts`: what a language model would be asked about a thread."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from argmap.cli.options import output_option
from argmap.cli.output import progress, write

if TYPE_CHECKING:
    from argmap.stages import Question

READERS = click.Choice(["neural", "lexical"])


@click.command()
@click.argument("source", metavar="THREAD")
@click.option("--backend", type=READERS, default="neural", help="The backend that cuts the units (neural).")
@output_option
def prompts(source: str, backend: str, output: str | None) -> None:
    """Write out what a language model would be asked; nothing is sent.

    Every window, as `argmap map --backend llm` sends it, after the instructions that stand above each. One more
    question closes a run; it is made from the answers.
    """
    from argmap.backends.llm.ledger import tokens_of
    from argmap.backends.llm.prompts import messages_of
    from argmap.pipeline import questions
    from argmap.readers import read_thread
    from argmap.settings import LlmSettings

    thread = read_thread(source)
    with progress() as report:
        report("Splitting into units", 0, 1)
        windows = questions(thread, backend=backend)
    write("\n".join(written(windows)) + "\n", output)
    most = sum(tokens_of(messages_of(window), LlmSettings().answer_tokens) for window in windows)
    click.echo(f"{len(windows)} windows, at most {most:,} tokens if every first answer holds", err=True)


def written(windows: Sequence["Question"]) -> Iterator[str]:
    """The instructions, and the windows under a line each."""
    from argmap.backends.llm.prompts import read_prompt

    yield "=== instructions"
    yield read_prompt("read").rstrip()
    for number, window in enumerate(windows, start=1):
        yield f"\n=== window {number} of {len(windows)}"
        yield window.text
