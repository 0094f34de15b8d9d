"""`argmap evaluate`: how good the maps are, and the judgements that they rest on."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from argmap.cli.mapping import analyzed
from argmap.cli.options import Chosen, backend_options, output_option
from argmap.cli.output import progress, write
from argmap.places import CORPORA

if TYPE_CHECKING:
    from argmap.quality.exam.run import Exam


@click.command()
@click.option("--threads", default=str(CORPORA / "threads"), metavar="DIR", help="Threads, ID.thread.json each.")
@click.option("--gold", default=str(CORPORA / "gold"), metavar="DIR", help="Their annotations, ID.gold.json each.")
@click.option("--corpora", metavar="DIR", help="Also examine the models on the corpora in DIR (minutes).")
@click.option("--whole", is_flag=True, help="With --corpora: all of them instead of a fixed sample of each.")
@click.option("--json", "as_json", is_flag=True, help="As JSON instead of tables.")
@output_option
@backend_options
def evaluate(
    threads: str, gold: str, corpora: str | None, whole: bool, as_json: bool, output: str | None, backend: Chosen
) -> None:
    """Score the maps of annotated threads against a careful reader's annotation.

    Without options, those that come with argmap. With --corpora also the judgements that maps rest on (pairs of claims,
    units, what a reply answers, restatements) on development corpora, beside the majority, TF-IDF with logistic
    regression, and the lexical backend.
    """
    from argmap.cli.console import figures_page
    from argmap.quality.annotation import read_annotated
    from argmap.quality.evaluation import score
    from argmap.quality.exam.report import table, to_json

    rows = {
        thread.id: score(analyzed(thread, backend), annotation).table()
        for thread, annotation in read_annotated(Path(threads), Path(gold))
    }
    exam = exam_of(Path(corpora), whole, backend) if corpora else None
    figures = examined(exam) if exam else {}
    if as_json:
        write(to_json(rows, exam, figures), output)
    else:
        write(figures_page(rows) + (f"\n{table(figures)}" if figures else ""), output)


def exam_of(folder: Path, whole: bool, backend: Chosen) -> "Exam":
    """What is to be examined, the models loaded."""
    from argmap.quality.exam.run import WHOLE, Exam, Sizes

    return Exam(folder, backend.load(), sizes=WHOLE if whole else Sizes())


def examined(exam: "Exam") -> dict[str, dict[str, float]]:
    """The figures of an exam, with a progress bar while they are found."""
    from argmap.quality.exam.run import run

    with progress() as report:
        return run(exam, report)
