"""Trains the linker: boosted trees over the evidence of each possible link, beside the parser's own judgement.

The trees learn from the claims that argmap itself finds in the training threads, so that they know its mistakes: a
link is right where its ends stand for the ends of an annotated one. The parser was trained on the same threads and is
too sure of itself there; so its judgement is no column of the trees but is added to theirs, by a weight chosen on
development threads.

`python -m argmap.training.trees DATA ABOUT.json OUT` writes the folder; ABOUT holds data, terms and figures.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from argmap.backends.neural import MODELS, load_minilm, load_segmenter
from argmap.backends.parser import NeuralParser
from argmap.candidates import all_candidates
from argmap.claims import find_claims
from argmap.evaluation import MATCH, Annotation, overlap, roots
from argmap.evidence import evidence
from argmap.exam.threads import gold_files
from argmap.readers import read_thread
from argmap.readers.annotation import read_annotation
from argmap.scene import Pair, Scene
from argmap.segment import split_units
from argmap.settings import Settings
from argmap.stages import FloatArray
from argmap.training.forest import grow, write_forest
from argmap.training.links import WRITTEN_TRAIN
from argmap.training.settings import Growth, read_settings
from argmap.windows import windows_of


@dataclass(frozen=True)
class Sheet:
    """What argmap sees of every possible link of a thread, and which of them the annotation has."""

    rows: FloatArray
    labels: NDArray[np.bool_]


def sheet_of(thread_file: Path, annotation_file: Path, parser: NeuralParser, settings: Settings) -> Sheet:
    """The sheet of an annotated thread, over the claims that the neural backend finds in it."""
    thread = read_thread(thread_file)
    units, _ = split_units(thread, load_segmenter())
    texts = [unit.text for unit in units]
    vectors = load_minilm().encode(texts)
    scores = parser.read(texts, windows_of(units)).claim_scores
    found = find_claims(units, scores, vectors, thread, settings)
    scene = Scene(found.claims, thread, vectors[list(found.units)])
    pairs = all_candidates(scene, settings)
    return Sheet(evidence(scene, pairs), labels_of(scene, pairs, read_annotation(annotation_file, thread)))


def labels_of(scene: Scene, pairs: Sequence[Pair], annotation: Annotation) -> NDArray[np.bool_]:
    """Whether each pair stands for an annotated link, as `argmap.evaluation.score` counts it."""
    root = roots(annotation)
    wanted = {(root[s], root[t]) for s, t in annotation.links}
    stands_for = [
        {root[name] for name, span in annotation.claims.items() if overlap(claim.mentions, span) >= MATCH}
        for claim in scene.claims
    ]
    return np.array([any((a, b) in wanted for a in stands_for[i] for b in stands_for[j]) for i, j in pairs], dtype=bool)


def training_files(data: Path) -> Iterator[tuple[Path, Path]]:
    """Threads and annotations to train on: gold train, and the written threads that are not kept for choosing."""
    yield from gold_files(data / "gold", "train")
    written = data / "written"
    for name in WRITTEN_TRAIN:
        yield written / f"{name}.thread.json", written / f"{name}.gold.json"


def main() -> None:
    """See the module."""
    data, about, out = map(Path, sys.argv[1:4])
    parser, settings = NeuralParser(MODELS / "parser"), Settings()
    sheets = [sheet_of(thread, gold, parser, settings) for thread, gold in training_files(data)]
    rows, labels = np.vstack([sheet.rows for sheet in sheets]), np.concatenate([sheet.labels for sheet in sheets])
    write_forest(grow(rows, labels, read_settings(Growth, "trees")), json.loads(about.read_text("utf-8")), out)


if __name__ == "__main__":
    main()
