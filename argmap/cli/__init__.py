"""The command line: arguments to calls to standard output; each command imports what it needs when it runs."""

import sys
from contextlib import suppress

import click

from argmap.cli.archiving import corpus
from argmap.cli.benching import bench
from argmap.cli.caching import cache
from argmap.cli.checking import doctor, show_version
from argmap.cli.converting import diff, export
from argmap.cli.examining import evaluate
from argmap.cli.mapping import cruxes, make_map, read
from argmap.cli.prompting import prompts
from argmap.cli.serving import app

EXAMPLES = """\b
Examples:
  argmap app                                   the app, with a sample thread
  argmap cruxes corpora/threads/lw01.thread.json
  argmap map thread.txt -o map.json
  argmap export map.json --to markdown
  pbpaste | argmap cruxes -
"""


@click.group(epilog=EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=show_version,
    help="Show the versions of argmap and of its models.",
)
def argmap() -> None:
    """Show what a discussion is really about: its claims, what supports and objects to them, and its cruxes.

    SOURCE is a file with a thread, in any format that is read, the web address of one, or - for standard input. MAP is
    a map made before.
    """
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]


for command in (app, bench, cache, corpus, cruxes, diff, doctor, evaluate, export, make_map, prompts, read):
    argmap.add_command(command)
