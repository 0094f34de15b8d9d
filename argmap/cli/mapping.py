"""`argmap read`, `map` and `cruxes`: a thread in, what argmap makes of it out."""

from typing import TYPE_CHECKING

import click

from argmap.cli.failing import within
from argmap.cli.options import Chosen, backend_options, directions_option, output_option, to_option
from argmap.cli.output import columns, progress, write, writer
from argmap.errors import ArgmapError

if TYPE_CHECKING:
    from argmap.datatypes import ArgumentMap, Thread

STDIN = "standard input"


class Reads(click.Command):
    """A command whose help ends with what is read, a line each; the list is only imported to be shown."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """See `click.Command`."""
        from argmap.readers import FORMATS

        with formatter.section("Reads"):
            for line in FORMATS:
                formatter.write_text(f"- {line}")


@click.command(cls=Reads)
@click.argument("source")
@output_option
def read(source: str, output: str | None) -> None:
    """Read a thread and write it as JSON (argmap-thread/1)."""
    from argmap.formats.json import to_native_thread
    from argmap.readers import read_thread

    thread = read_thread(source)
    tell(thread)
    write(to_native_thread(thread), output)


@click.command("map")
@click.argument("source")
@output_option
@to_option
@directions_option
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True, max=86_400),
    metavar="SECONDS",
    help="Give up after so long, and write nothing.",
)
@backend_options
def make_map(
    source: str, output: str | None, name: str, directions: str | None, timeout: float | None, backend: Chosen
) -> None:
    """Map the argument in a thread."""
    from argmap.cli.console import summary
    from argmap.readers import read_thread

    convert = writer(name)
    with within(timeout):
        argument_map = analyzed(read_thread(source), backend, directions)
        write(convert(argument_map), output)
    if output:
        click.echo(f"{output}: {summary(argument_map)}", err=True)


@click.command()
@click.argument("source", metavar="SOURCE|MAP")
@click.option(
    "--set", "credences", metavar="CLAIM=VALUE", multiple=True, help="Your own credence in a claim (--set c7=0.9)."
)
@output_option
@directions_option
@backend_options
def cruxes(
    source: str, credences: tuple[str, ...], output: str | None, directions: str | None, backend: Chosen
) -> None:
    """Show what a disagreement turns on.

    For each crux: its words, who is on which side, and what would change if it fell. With --set, what would change
    your mind: which conclusions move when you give claims a credence of your own, from 0 to 1.
    """
    from argmap.cli.console import credences_page, cruxes_page

    given, width = dict(map(credence, credences)), min(100, columns())
    argument_map = load_map(source, backend, directions)
    write(credences_page(argument_map, given, width) if given else cruxes_page(argument_map, width), output)


def credence(text: str) -> tuple[str, float]:
    """The claim and the value of `CLAIM=VALUE`.

    Raises:
        ArgmapError: it is not of that form.
    """
    claim, _, value = text.rpartition("=")
    try:
        return claim, float(value)
    except ValueError:
        raise ArgmapError(f"--set {text}: not of the form CLAIM=VALUE, as in --set c7=0.9") from None


def load_map(source: str, backend: Chosen, directions: str | None = None) -> "ArgumentMap":
    """The map in a file or on standard input, or the map of the thread in it or at a web address."""
    from argmap.formats.maps import is_map, parse_map
    from argmap.readers import is_address, parse_thread, read_thread
    from argmap.readers.decode import read_bytes
    from argmap.settings import Settings

    if is_address(source):
        return analyzed(read_thread(source), backend, directions)
    data, name = read_bytes(source, settings=Settings()), STDIN if source == "-" else source
    if is_map(data, name):
        return parse_map(data, name=name)
    return analyzed(parse_thread(data, name=name) if source == "-" else read_thread(source), backend, directions)


def tell(thread: "Thread") -> None:
    """Print what the reader of a thread has to say, a line each, on standard error."""
    from argmap.cli.console import printable
    from argmap.readers.language import language_note

    for line in (*thread.notes, *filter(None, [language_note(thread)])):
        click.echo(f"argmap: {printable(' '.join(line.split()))}", err=True)


def analyzed(thread: "Thread", backend: Chosen, directions: str | None = None) -> "ArgumentMap":
    """The thread's map, with a progress bar while it is made; `directions` names a file with a taxonomy."""
    from argmap.pipeline import STAGES, analyze
    from argmap.readers.taxonomy import read_taxonomy

    tell(thread)
    taxonomy = read_taxonomy(directions) if directions else None
    with progress() as report:
        report(STAGES[0], 0, len(STAGES))
        return analyze(thread, backend=backend.load(), taxonomy=taxonomy, progress=report)
