"""`argmap read`, `map` and `cruxes`: a thread in, what argmap makes of it out."""

from typing import TYPE_CHECKING

import click

from argmap.cli.options import Chosen, backend_options, directions_option, output_option, to_option
from argmap.cli.output import columns, progress, write, writer

if TYPE_CHECKING:
    from argmap.datatypes import ArgumentMap, Thread

STDIN = "standard input"


@click.command()
@click.argument("source")
@output_option
def read(source: str, output: str | None) -> None:
    """Read a thread and write it as JSON (argmap-thread/1)."""
    from argmap.export.json import to_native_thread
    from argmap.readers import read_thread

    write(to_native_thread(read_thread(source)), output)


@click.command("map")
@click.argument("source")
@output_option
@to_option
@directions_option
@backend_options
def make_map(source: str, output: str | None, name: str, directions: str | None, backend: Chosen) -> None:
    """Map the argument in a thread."""
    from argmap.console import summary
    from argmap.readers import read_thread

    convert = writer(name)
    argument_map = analyzed(read_thread(source), backend, directions)
    write(convert(argument_map), output)
    if output:
        click.echo(f"{output}: {summary(argument_map)}", err=True)


@click.command()
@click.argument("source", metavar="SOURCE|MAP")
@output_option
@directions_option
@backend_options
def cruxes(source: str, output: str | None, directions: str | None, backend: Chosen) -> None:
    """Show what a disagreement turns on.

    For each crux: its words, who is on which side, and what would change if it fell.
    """
    from argmap.console import cruxes_page

    write(cruxes_page(load_map(source, backend, directions), min(100, columns())), output)


def load_map(source: str, backend: Chosen, directions: str | None = None) -> "ArgumentMap":
    """The map in a file or on standard input, or the map of the thread in it or at a web address."""
    from argmap.readers import is_address, parse_thread, read_thread
    from argmap.readers.decode import read_bytes
    from argmap.readers.maps import is_map, parse_map
    from argmap.settings import Settings

    if is_address(source):
        return analyzed(read_thread(source), backend, directions)
    data, name = read_bytes(source, settings=Settings()), STDIN if source == "-" else source
    if is_map(data, name):
        return parse_map(data, name=name)
    return analyzed(parse_thread(data, name=name) if source == "-" else read_thread(source), backend, directions)


def analyzed(thread: "Thread", backend: Chosen, directions: str | None = None) -> "ArgumentMap":
    """The thread's map, with a progress bar while it is made; `directions` names a file with a taxonomy."""
    from argmap.pipeline import STAGES, analyze
    from argmap.readers.taxonomy import read_taxonomy

    taxonomy = read_taxonomy(directions) if directions else None
    with progress() as report:
        report(STAGES[0], 0, len(STAGES))
        return analyze(thread, backend=backend.load(), taxonomy=taxonomy, progress=report)
