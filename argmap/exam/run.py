"""The whole exam: every figure of a backend on the development corpora, beside those of its baselines."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from argmap.backends import load_backend
from argmap.exam import answers, likeness, pairs, threads, units
from argmap.exam.data import comment_thread, is_held_out, modes_thread, read_rows, sample
from argmap.settings import Settings
from argmap.stages import Backend, Progress, Relater

MAJORITY, WORDS, CUES, RELATER = "majority", "tf-idf", "lexical", "relater"
Table = Mapping[str, Mapping[str, float]]
"""Figures by name, then by method."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much of the data is looked at; None is all.

    Attributes:
        relations: pairs of relations.dev.
        held_out: pairs of relations.train that cuts are fitted on.
        threads: of cmv_modes.dev.
        comments: of cdcp.dev.
        replies: of quote_replies.dev.
        matches: of keypoints.dev, and pairs of perspectrum.dev.
        taught: rows of train, or pairs of them, that the words learn from; of relations.train it is always all.
        gold: threads of gold dev.
    """

    relations: int | None = 1500
    held_out: int | None = 1000
    threads: int | None = 19
    comments: int | None = 75
    replies: int | None = 300
    matches: int | None = 1500
    taught: int | None = 2000
    gold: int | None = 19


WHOLE = Sizes(None, None, None, None, None, None, 20_000, None)


@dataclass(frozen=True)
class Exam:
    """Who is examined, on what, beside whom.

    Attributes:
        folder: the data.
        backend: who is examined.
        relater: a model for pairs beside it.
        sizes: how much is looked at.
        floor: the untrained method.
    """

    folder: Path
    backend: Backend
    relater: Relater | None = None
    sizes: Sizes = field(default_factory=Sizes)
    floor: Backend = field(default_factory=lambda: load_backend("lexical"))

    @property
    def backends(self) -> dict[str, Backend]:
        """The untrained method, and who is examined; one column where they are the same."""
        return {CUES: self.floor, self.backend.name: self.backend}


def run(exam: Exam, progress: Progress) -> dict[str, dict[str, float]]:
    """All figures.

    Raises:
        InputError: a file of the data is missing or damaged.
        ModelError: a model is missing or damaged.
    """
    parts: tuple[Callable[[Exam], Table], ...] = (
        relations,
        found_units,
        answered_sentences,
        same_meanings,
        annotated_threads,
    )
    found: dict[str, dict[str, float]] = {}
    for n, part in enumerate(parts):
        progress(part.__name__.replace("_", " ").capitalize(), n, len(parts))
        found |= {name: dict(row) for name, row in part(exam).items()}
    return found


def relations(exam: Exam) -> Table:
    """relations.dev: support, objection or none."""
    train = read_rows(exam.folder, "relations.train")
    held_out = sample([row for row in train if is_held_out(row)], exam.sizes.held_out)
    rows = sample(read_rows(exam.folder, "relations.dev"), exam.sizes.relations)
    relaters: dict[str, Relater] = {
        MAJORITY: pairs.MajorityRelater(),
        WORDS: pairs.WordRelater([row for row in train if not is_held_out(row)]),
        **{name: pairs.ThreadRelater(backend) for name, backend in exam.backends.items()},
        **({RELATER: exam.relater} if exam.relater else {}),
    }
    return by_figure({name: pairs.pair_figures(relater, held_out, rows) for name, relater in relaters.items()})


def by_figure(columns: Mapping[str, Mapping[str, float]]) -> Table:
    """Columns of figures, turned."""
    names = dict.fromkeys(name for column in columns.values() for name in column)
    return {name: {method: column[name] for method, column in columns.items() if name in column} for name in names}


def found_units(exam: Exam) -> Table:
    """cmv_modes.dev and cdcp.dev: which stretches are claims or premises."""
    table: dict[str, dict[str, float]] = {}
    for name, read, most in (
        ("cmv_modes", modes_thread, exam.sizes.threads),
        ("cdcp", comment_thread, exam.sizes.comments),
    ):
        dev = [read(row) for row in sample(read_rows(exam.folder, f"{name}.dev"), most)]
        train = [read(row) for row in sample(read_rows(exam.folder, f"{name}.train"), most)]
        segmenter = exam.backend.segmenter
        sheets = units.sheets_of(dev, segmenter)
        row = {
            MAJORITY: units.units_f1(sheets, units.every_unit),
            WORDS: units.units_f1(sheets, units.by_words(units.sheets_of(train, segmenter))),
        }
        for method, backend in exam.backends.items():
            find = units.by_backend(backend, Settings())
            row[method] = units.units_f1(units.sheets_of(dev, backend.segmenter), find)
        table[f"{name}, units found F1"] = row
    return table


def answered_sentences(exam: Exam) -> Table:
    """quote_replies.dev: the sentence of a post that a reply quotes."""
    asked = answers.answers_of(sample(read_rows(exam.folder, "quote_replies.dev"), exam.sizes.replies))
    taught = answers.answers_of(read_rows(exam.folder, "quote_replies.train", exam.sizes.taught))
    alike = {name: answers.by_likeness(backend.encoder) for name, backend in exam.backends.items()}
    linked = {name: answers.by_links(backend) for name, backend in exam.backends.items()}
    baselines = {
        MAJORITY: answers.share_right(asked, answers.first_sentence),
        WORDS: answers.share_right(asked, answers.by_words(taught)),
    }
    return {
        "quote_replies, quoted sentence most like the reply": {
            **baselines,
            **{name: answers.share_right(asked, score) for name, score in alike.items()},
        },
        "quote_replies, quoted sentence linked to": {
            **baselines,
            **{name: answers.share_right(asked, score) for name, score in linked.items()},
        },
    }


def same_meanings(exam: Exam) -> Table:
    """keypoints.dev and perspectrum.dev: which pairs say the same."""
    table: dict[str, dict[str, float]] = {}
    for name, read, figure in (
        ("keypoints", likeness.key_points, "average precision"),
        ("perspectrum", likeness.clusters, "same cluster, average precision"),
    ):
        asked = likeness.drawn(read(read_rows(exam.folder, f"{name}.dev")), exam.sizes.matches)
        taught = likeness.drawn(read(read_rows(exam.folder, f"{name}.train")), exam.sizes.taught)
        scorers = {
            MAJORITY: likeness.alike,
            WORDS: likeness.by_words(taught),
            **{method: likeness.by_likeness(backend.encoder) for method, backend in exam.backends.items()},
        }
        table[f"{name}, {figure}"] = {method: likeness.precision(asked, score) for method, score in scorers.items()}
    return table


def annotated_threads(exam: Exam) -> Table:
    """Gold dev: whole maps beside a careful reader's."""
    rows = sample(threads.gold_threads(exam.folder / "gold", "dev"), exam.sizes.gold)
    return by_figure({name: threads.thread_figures(rows, backend) for name, backend in exam.backends.items()})
