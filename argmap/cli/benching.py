"""`argmap bench`: how long maps take here."""

from typing import TYPE_CHECKING

import click

from argmap.cli.options import output_option
from argmap.cli.output import progress, write

if TYPE_CHECKING:
    from argmap.datatypes import Thread

SIZES = "10,100,1000"


@click.command()
@click.argument("files", metavar="[FILES]...", nargs=-1)
@click.option(
    "--sizes", default=SIZES, metavar="N,N,...", help=f"Posts of the threads grafted from real ones ({SIZES})."
)
@click.option("--peers", is_flag=True, help="Also what sentence-transformers and a cross-encoder take (minutes).")
@click.option("--json", "as_json", is_flag=True, help="As JSON instead of tables.")
@output_option
def bench(files: tuple[str, ...], sizes: str, peers: bool, as_json: bool, output: str | None) -> None:
    """Measure how long maps take here.

    By stage, cold and warm, beside the floor: spaCy's parse of the text and one pass of the encoder over every unit.
    Without FILES the sample threads, and real ones where they lie beside the repository. Every thread is measured in a
    process of its own.
    """
    from argmap.quality.bench.measure import measured
    from argmap.quality.bench.peers import compared_apart
    from argmap.quality.bench.report import growth, peers_text, table, to_json

    threads, grafted = chosen(files), grafted_threads(sizes)
    rows = []
    with progress() as report:
        for n, (name, thread) in enumerate((threads | grafted).items()):
            report(f"Measuring {name}", n, len(threads) + len(grafted))
            rows.append(measured(name, thread))
        found = {name: compared_apart(threads[name]) for name in list(threads)[: 2 if peers else 0]}
    if as_json:
        write(to_json(rows, found) + "\n", output)
        return
    lines = [table(rows)]
    if len(grafted) > 1:
        lines.append(f"Growth exponent of the grafted threads: {growth(rows[len(threads) :]):.2f}\n")
    write("\n".join([*lines, *(peers_text(name, peer) for name, peer in found.items())]), output)


def chosen(files: tuple[str, ...]) -> "dict[str, Thread]":
    """The threads in the files, or those that there are."""
    from argmap.quality.bench.threads import sample_threads
    from argmap.readers import read_thread

    return {name: read_thread(name) for name in files} if files else sample_threads()


def grafted_threads(sizes: str) -> "dict[str, Thread]":
    """Threads of so many posts each, by what the table calls them."""
    from argmap.quality.bench.threads import grafted_thread

    words = [word.strip() for word in sizes.split(",") if word.strip()]
    if any(not word.isdigit() or int(word) < 2 for word in words):
        raise click.UsageError(f"--sizes {sizes}: numbers of posts, 2 or more, with commas between.")
    return {f"{size} posts": grafted_thread(size) for size in map(int, words)}
