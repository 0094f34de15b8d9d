"""`argmap evaluate` and `doctor`: how good the maps are, and whether the installation is whole."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from argmap.cli.mapping import analyzed
from argmap.cli.options import Chosen, backend_options
from argmap.cli.output import progress, write
from argmap.errors import ArgmapError
from argmap.version import __version__

BAD = 2
CORPORA = Path(__file__).parents[2] / "corpora"
MODELS = Path(__file__).parents[2] / "models"


@click.command()
@click.option("--threads", default=str(CORPORA / "threads"), metavar="DIR", help="Threads, ID.thread.json each.")
@click.option("--gold", default=str(CORPORA / "gold"), metavar="DIR", help="Their annotations, ID.gold.json each.")
@backend_options
def evaluate(threads: str, gold: str, backend: Chosen) -> None:
    """Score the maps of annotated threads against a careful reader's annotation.

    Without options, those that come with argmap.
    """
    from argmap.console import figures_page
    from argmap.evaluation import score
    from argmap.readers.annotation import read_annotated

    rows = {
        thread.id: score(analyzed(thread, backend), annotation).table()
        for thread, annotation in read_annotated(Path(threads), Path(gold))
    }
    write(figures_page(rows), None)


@click.command()
@click.pass_context
def doctor(context: click.Context) -> None:
    """Say whether packages and models are there and whole."""
    from argmap.backends import load_backend

    click.echo(f"argmap {__version__}, Python {sys.version.split()[0]}")
    try:
        for line in (*packages(), *weights()):
            click.echo(f"  {line}")
        with progress() as report:
            report("Loading models", 0, 1)
            models = load_backend("neural").models
    except ArgmapError as error:
        click.echo(f"  {error}")
        context.exit(BAD)
    for stage, model in models.items():
        click.echo(f"  {stage}: {model} loads")


def weights() -> Iterator[str]:
    """A line for each weight file in models/, with its sha256.

    Raises:
        ModelError: one is missing, or is not the one that its card describes.
    """
    from argmap.backends.weights import read_weights

    for card in sorted(MODELS.glob("*/card.json")):
        for name, digest in read_weights(card.parent).digests.items():
            yield f"{card.parent.name}/{name} whole, sha256 {digest}"


def packages() -> Iterator[str]:
    """A line for each package that argmap needs: its version, or that it is missing or another than was tested."""
    from importlib.metadata import PackageNotFoundError, requires, version

    for requirement in requires("argmap") or ():
        name, _, pinned = requirement.partition(";")[0].strip().partition("==")
        if "extra ==" in requirement:
            continue
        try:
            found = version(name)
        except PackageNotFoundError:
            yield f"{name}: missing; pip install {name}=={pinned}"
        else:
            yield f"{name} {found}" if found.partition("+")[0] == pinned else f"{name} {found} (tested with {pinned})"
