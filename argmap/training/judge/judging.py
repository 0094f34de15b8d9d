"""The claims of the training threads, as if they were new: how the judge and the linker see them while they learn.

The parser was trained on the same threads and is too sure of itself there; so its judgement is no column of the judge's
trees but is added to theirs, and its log-odds are blurred by noise until they part claims from other units no better
than on threads that it has not seen (area under the curve .84 as it is, .75 blurred, .77 on gold dev).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from argmap.backends.judge import joined
from argmap.backends.neural import load_minilm, load_segmenter
from argmap.backends.odds import log_odds, probabilities
from argmap.backends.parser import NeuralParser, NeuralReading
from argmap.datatypes import Thread, Unit
from argmap.mapping.claims.assertions import assertion_rows
from argmap.mapping.units.segment import split_units
from argmap.mapping.units.windows import windows_of
from argmap.places import MODELS
from argmap.quality.annotation import read_annotation
from argmap.quality.evaluation import MATCH, Annotation, overlap
from argmap.quality.exam.threads import gold_files
from argmap.readers import read_thread
from argmap.stages import FloatArray
from argmap.training.corpora import WRITTEN_DEV
from argmap.training.forest import grow
from argmap.training.parser.train import WRITTEN_TRAIN
from argmap.training.settings import Growth, Judging, read_settings


@dataclass(frozen=True)
class Page:
    """An annotated thread as the judge sees it: its units, their rows, and which of them are claims.

    Attributes:
        thread: the thread.
        annotation: what a reader saw in it.
        units: what can be claims.
        vectors: by the encoder, shape (units, d).
        reading: by the parser alone.
        rows: what speaks for each beside its words, shape (units, len(ASSERTIONS)).
        labels: whether each is a claim, shape (units,).
    """

    thread: Thread
    annotation: Annotation
    units: tuple[Unit, ...]
    vectors: FloatArray
    reading: NeuralReading
    rows: FloatArray
    labels: NDArray[np.bool_]

    @property
    def words(self) -> FloatArray:
        """The probability of a claim by the parser, shape (units,)."""
        return self.reading.claim_scores


def page_of(thread_file: Path, annotation_file: Path, parser: NeuralParser) -> Page:
    """The page of an annotated thread."""
    thread = read_thread(thread_file)
    annotation = read_annotation(annotation_file, thread)
    units, _ = split_units(thread, load_segmenter())
    texts = [unit.text for unit in units]
    vectors = load_minilm().encode(texts)
    labels = [overlap(annotation.claims.values(), unit.span) >= MATCH for unit in units]
    return Page(
        thread,
        annotation,
        units,
        vectors,
        parser.read(texts, windows_of(units)),
        assertion_rows(thread, units, vectors),
        np.array(labels, dtype=bool),
    )


def training_files(data: Path) -> Iterator[tuple[Path, Path]]:
    """Threads and annotations to train on: gold train, and the written threads that are not kept for choosing."""
    yield from gold_files(data / "gold", "train")
    yield from written_files(data, WRITTEN_TRAIN)


def choosing_files(data: Path) -> Iterator[tuple[Path, Path]]:
    """Threads and annotations to choose on: gold dev, and the other written threads."""
    yield from gold_files(data / "gold", "dev")
    yield from written_files(data, WRITTEN_DEV)


def written_files(data: Path, names: Sequence[str]) -> Iterator[tuple[Path, Path]]:
    """The written threads of those names, and their annotations."""
    for name in names:
        yield data / "written" / f"{name}.thread.json", data / "written" / f"{name}.gold.json"


def pages_of(files: Iterable[tuple[Path, Path]]) -> list[Page]:
    """The pages of threads and their annotations."""
    parser = NeuralParser(MODELS / "parser")
    return [page_of(*both, parser) for both in files]


def unseen_scores(pages: Sequence[Page], growth: Growth) -> list[list[FloatArray]]:
    """The scores of each page's units, shape (units,), as if its thread were new, once for each draw of the noise."""
    judging = read_settings(Judging, "judging")
    odds = unseen_odds(pages, growth, judging)
    found = []
    for draw in range(judging.draws):
        chance = np.random.default_rng((judging.seed, draw))
        words = [blurred(page.words, judging.blur, chance) for page in pages]
        found.append([joined(*both) for both in zip(odds, words, strict=True)])
    return found


def unseen_odds(pages: Sequence[Page], growth: Growth, judging: Judging) -> list[FloatArray]:
    """For each page the log-odds of its units by trees that were grown on the other folds, shape (units,)."""
    folds = np.random.default_rng(judging.seed).permutation(len(pages)) % judging.folds
    found: dict[int, FloatArray] = {}
    for fold in range(judging.folds):
        ensemble = grow_judge([page for page, own in zip(pages, folds, strict=True) if own != fold], growth)
        for n in np.flatnonzero(folds == fold).tolist():
            odds = [model.decision_function(pages[n].rows) for model in ensemble]
            found[n] = np.mean(odds, axis=0).astype(np.float32)
    return [found[n] for n in range(len(pages))]


def blurred(words: FloatArray, deviation: float, chance: np.random.Generator) -> FloatArray:
    """The probabilities with noise of that deviation on their log-odds."""
    return probabilities(log_odds(words) + chance.normal(0, deviation, len(words)))


def grow_judge(pages: Sequence[Page], growth: Growth) -> list[Any]:
    """The trees of these pages."""
    return grow(np.vstack([page.rows for page in pages]), np.concatenate([page.labels for page in pages]), growth)
