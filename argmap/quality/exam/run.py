"""The whole exam: every figure of a backend on the development corpora, beside those of its baselines."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from argmap.backends import load_backend
from argmap.quality.exam import answers, likeness, linking, pairs, speakers, threads, units
from argmap.quality.exam.data import Row, comment_thread, is_held_out, modes_thread, read_rows, sample
from argmap.settings import Settings
from argmap.stages import Backend, Progress, Relater, Segmenter

T = TypeVar("T")

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
    """Who is examined, and on what.

    Attributes:
        folder: the data.
        backend: who is examined.
        sizes: how much is looked at.
        beside: whether the baselines are measured as well.
    """

    folder: Path
    backend: Backend
    sizes: Sizes = field(default_factory=Sizes)
    beside: bool = True

    @property
    def backends(self) -> dict[str, Backend]:
        """The untrained method, and who is examined; one column where they are the same."""
        return {CUES: load_backend("lexical"), self.backend.name: self.backend}

    def columns(self, methods: Mapping[str, Callable[[], T]]) -> dict[str, T]:
        """What those methods give that are asked for."""
        asked = {self.backend.name, RELATER}
        return {name: give() for name, give in methods.items() if self.beside or name in asked}


def run(exam: Exam, progress: Progress) -> dict[str, dict[str, float]]:
    """All figures.

    Raises:
        InputError: a file of the data is missing or damaged.
        ModelError: a model is missing or damaged.
    """
    parts = (relations, found_units, answered_sentences, same_meanings, annotated_threads)
    found: dict[str, dict[str, float]] = {}
    for n, part in enumerate(parts):
        progress(part.__name__.replace("_", " ").capitalize(), n, len(parts))
        found |= {name: dict(row) for name, row in part(exam).items()}
    return found


def relations(exam: Exam) -> Table:
    """relations.dev: support, objection or none, by the words alone and where it is known who speaks."""
    train, dev = (read_rows(exam.folder, f"relations.{split}") for split in ("train", "dev"))
    held_out, taught = ([row for row in train if is_held_out(row) is held] for held in (True, False))
    cut, asked = sample(held_out, exam.sizes.held_out), sample(dev, exam.sizes.relations)
    known = [speakers.spoken_pairs(exam.folder, *part) for part in (("train", train), ("dev", asked))]
    spoken = {pair: one for part in known for pair, one in part.items()}
    relater = exam.backend.relater
    words: dict[str, Callable[[], Relater]] = {
        MAJORITY: pairs.MajorityRelater,
        WORDS: lambda: pairs.WordRelater(taught),
        **({RELATER: lambda: relater} if relater else {}),
    }

    def figures(alone: Callable[[], Relater], told: Callable[[], Relater]) -> Mapping[str, float]:
        where_known = pairs.pair_figures(told(), cut, asked)
        named = {f"{name}, speakers known": figure for name, figure in where_known.items()}
        return {**pairs.pair_figures(alone(), cut, asked), **named}

    def told(make: Callable[[], Relater]) -> Relater:
        return speakers.SpokenRelater(make(), spoken, taught)

    methods: dict[str, Callable[[], Mapping[str, float]]] = {}
    for name, make in words.items():
        methods[name] = partial(figures, make, partial(told, make))
    for name, backend in exam.backends.items():
        in_thread = partial(pairs.ThreadRelater, backend)
        methods[name] = partial(figures, in_thread, partial(in_thread, spoken))
    return by_figure(exam.columns(methods))


def by_figure(columns: Mapping[str, Mapping[str, float]]) -> Table:
    """Columns of figures, turned."""
    names = dict.fromkeys(name for column in columns.values() for name in column)
    return {name: {method: column[name] for method, column in columns.items() if name in column} for name in names}


def found_units(exam: Exam) -> Table:
    """cmv_modes.dev and cdcp.dev: which stretches are claims or premises."""
    corpora = (("cmv_modes", modes_thread, exam.sizes.threads), ("cdcp", comment_thread, exam.sizes.comments))
    table = {}
    for name, read, most in corpora:
        dev, train = (
            [read(row) for row in sample(read_rows(exam.folder, f"{name}.{split}"), most)] for split in ("dev", "train")
        )
        table[f"{name}, units found F1"] = exam.columns(unit_methods(exam, dev, train))
    return table


def unit_methods(exam: Exam, dev: units.Annotated, train: units.Annotated) -> dict[str, Callable[[], float]]:
    """F1 by method; the baselines choose among the units of who is examined."""
    own = exam.backend.segmenter

    def figure(segmenter: Segmenter, make: Callable[[], units.Finder]) -> Callable[[], float]:
        return lambda: units.units_f1(units.sheets_of(dev, segmenter), make())

    return {
        MAJORITY: figure(own, lambda: units.every_unit),
        WORDS: figure(own, lambda: units.by_words(units.sheets_of(train, own))),
        **{
            name: figure(backend.segmenter, partial(units.by_backend, backend, Settings()))
            for name, backend in exam.backends.items()
        },
    }


def answered_sentences(exam: Exam) -> Table:
    """quote_replies.dev: the sentence of a post that a reply quotes."""
    asked = answers.answers_of(sample(read_rows(exam.folder, "quote_replies.dev"), exam.sizes.replies))

    def figure(make: Callable[[], answers.Chooser]) -> Callable[[], float]:
        return lambda: answers.share_right(asked, make())

    def by_words() -> answers.Chooser:
        return answers.by_words(answers.answers_of(read_rows(exam.folder, "quote_replies.train", exam.sizes.taught)))

    baselines = exam.columns({MAJORITY: figure(lambda: answers.first_sentence), WORDS: figure(by_words)})
    backends = exam.backends.items()
    alike = {name: figure(partial(answers.by_likeness, backend.encoder)) for name, backend in backends}
    linked = {name: figure(partial(answers.by_links, backend)) for name, backend in backends}
    return {
        "quote_replies, quoted sentence most like the reply": baselines | exam.columns(alike),
        "quote_replies, quoted sentence linked to": baselines | exam.columns(linked),
    }


def same_meanings(exam: Exam) -> Table:
    """keypoints.dev and perspectrum.dev: which pairs say the same."""
    corpora = (
        ("keypoints", likeness.key_points, "average precision"),
        ("perspectrum", likeness.clusters, "same cluster, average precision"),
    )
    return {f"{name}, {figure}": exam.columns(meaning_methods(exam, name, read)) for name, read, figure in corpora}


def meaning_methods(
    exam: Exam, name: str, read: Callable[[Sequence[Row]], likeness.Matching]
) -> dict[str, Callable[[], float]]:
    """Average precision by method."""
    asked = likeness.drawn(read(read_rows(exam.folder, f"{name}.dev")), exam.sizes.matches)

    def figure(make: Callable[[], likeness.Scorer]) -> Callable[[], float]:
        return lambda: likeness.precision(asked, make())

    def by_words() -> likeness.Scorer:
        return likeness.by_words(likeness.drawn(read(read_rows(exam.folder, f"{name}.train")), exam.sizes.taught))

    return {
        MAJORITY: figure(lambda: likeness.alike),
        WORDS: figure(by_words),
        **{method: figure(partial(likeness.by_likeness, backend.encoder)) for method, backend in exam.backends.items()},
    }


def annotated_threads(exam: Exam) -> Table:
    """Gold dev: whole maps beside a careful reader's, and the links that simpler rules give the same claims."""
    rows = sample(threads.gold_threads(exam.folder / "gold", "dev"), exam.sizes.gold)
    columns = exam.columns(
        {name: partial(threads.thread_figures, rows, backend) for name, backend in exam.backends.items()}
    )
    rules = linking.linking_figures(rows, exam.backend, Settings()) if exam.beside else {}
    return by_figure(columns | rules)
