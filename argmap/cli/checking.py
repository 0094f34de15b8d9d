"""`argmap doctor`: whether the installation is whole."""

import json
import sys
from collections.abc import Iterator

import click

from argmap.cli.options import Chosen, backend_options
from argmap.cli.output import progress
from argmap.errors import ArgmapError
from argmap.places import MODELS
from argmap.version import __version__

BAD = 2


def show_version(context: click.Context, _: click.Parameter, asked: bool) -> None:
    """Print the versions of argmap and of its models, and leave; the weights are not read."""
    if not asked or context.resilient_parsing:
        return
    click.echo(f"argmap, version {__version__}")
    for card in sorted(MODELS.glob("*/card.json")):
        files = json.loads(card.read_text("utf-8"))["sha256"]
        click.echo(f"  {card.parent.name}: {', '.join(f'{name} {digest[:12]}' for name, digest in files.items())}")
    context.exit()


@click.command()
@click.pass_context
@backend_options
def doctor(context: click.Context, backend: Chosen) -> None:
    """Say whether packages and models are there and whole, and which models the options load."""
    click.echo(f"argmap {__version__}, Python {sys.version.split()[0]}")
    try:
        for line in (*packages(), *weights()):
            click.echo(f"  {line}")
        with progress() as report:
            report("Loading models", 0, 1)
            models = backend.load().models
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
