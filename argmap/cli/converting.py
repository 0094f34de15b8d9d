"""`argmap export` and `diff`: maps in, another format or their differences out."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from argmap.cli.mapping import STDIN
from argmap.cli.options import output_option, to_option
from argmap.cli.output import write, writer

if TYPE_CHECKING:
    from argmap.datatypes import ArgumentMap


@click.command()
@click.argument("map", metavar="MAP")
@to_option
@output_option
def export(map: str, name: str, output: str | None) -> None:
    """Write a map in another format.

    MAP is JSON as `argmap map` writes it, or AIF, xAIF, Argdown or Kialo text.
    """
    from argmap.formats.maps import parse_map, read_map
    from argmap.readers.decode import read_bytes
    from argmap.settings import Settings

    convert = writer(name)
    from_stdin = map == "-"
    write(convert(parse_map(read_bytes(map, settings=Settings()), name=STDIN) if from_stdin else read_map(map)), output)


@click.command()
@click.argument("old")
@click.argument("new")
@click.option("--json", "as_json", is_flag=True, help="As JSON instead of text.")
@click.option(
    "--onto", metavar="GROWN", help="Write this map with what NEW corrects in OLD, instead of the differences."
)
@output_option
def diff(old: str, new: str, as_json: bool, onto: str | None, output: str | None) -> None:
    """Show what two maps of a thread differ in.

    Or, with --onto, keep your work as a thread grows: OLD is a map, NEW is what you made of it, GROWN the map of the
    thread as it is now.
    """
    from argmap.formats.diff import diff_json, diff_maps, diff_text
    from argmap.formats.maps import read_map

    before, after = read_map(old), read_map(new)
    if onto:
        write(carried(before, after, read_map(onto)), output)
        return
    changes = diff_maps(before, after)
    write(diff_json(changes) if as_json else diff_text(changes), output)


def carried(old: "ArgumentMap", new: "ArgumentMap", grown: "ArgumentMap") -> Iterable[str]:
    """The grown map, corrected as the old one was; says what could not be carried over."""
    from argmap.cli.console import printable
    from argmap.formats.json import json_pieces
    from argmap.work.corrections.carry import carry_corrections

    result = carry_corrections(old, new, grown)
    for dropped in result.run.dropped[len(grown.run.dropped) :]:
        click.echo(f"not carried over: {printable(dropped.what)}: {dropped.why}", err=True)
    return json_pieces(result)
