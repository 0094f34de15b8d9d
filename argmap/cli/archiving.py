"""`argmap corpus`: an archive of threads to maps and a dataset."""

from pathlib import Path

import click

from argmap.cli.output import progress


@click.command()
@click.argument("sources", metavar="DIR|FILES...", nargs=-1, required=True)
@click.option("-o", "--output", metavar="OUT", required=True, help="The folder for maps and tables.")
@click.option(
    "--backend", type=click.Choice(["neural", "lexical"]), default="neural", help="neural (default) or lexical."
)
@click.option("--encoder", metavar="DIR|NAME", default="", help="A sentence-transformers model instead of MiniLM.")
@click.option("--relater", metavar="DIR|NAME", default="", help="A cross-encoder instead of the one in models/.")
@click.option("--workers", type=click.IntRange(0), default=0, metavar="N", help="Processes here (one a core).")
@click.option("--scheduler", default="", metavar="ADDRESS", help="A Dask scheduler, as tcp://host:8786.")
def corpus(
    sources: tuple[str, ...], output: str, backend: str, encoder: str, relater: str, workers: int, scheduler: str
) -> None:
    """Map many threads, on all cores or on a cluster.

    OUT gets a map for every file, or every thread of a mailbox, and tables of claims, links, cruxes and failures (JSON
    lines, and Parquet where pyarrow is installed). Stopped or killed, the same command goes on where it was; what
    cannot be read is listed and stops nothing.
    """
    from argmap.corpus.plan import Recipe
    from argmap.corpus.run import run_corpus

    recipe = Recipe(backend, encoder, relater)
    with progress() as report:
        outcome = run_corpus(sources, Path(output), recipe, workers=workers, scheduler=scheduler, progress=report)
    for name, why in outcome.failures.items():
        click.echo(f"not mapped: {name}: {' '.join(why.split())}", err=True)
    click.echo(
        f"{output}: {outcome.total} threads, {outcome.mapped} done now, {outcome.before} before, "
        f"{len(outcome.failures)} failed",
        err=True,
    )
