"""Trains the linker: boosted trees over the evidence of each possible link, beside the parser's own judgement.

The trees learn from the claims that argmap would find in the training threads if they were new (judging.py), so that
they know its mistakes: a link is right where its ends stand for the ends of an annotated one. The parser was trained on
the same threads and is too sure of itself there; so its judgement is no column of the trees but is added to theirs, by
a weight chosen on development threads.

`python -m argmap.training.trees DATA ABOUT.json OUT` writes the folder; ABOUT holds data, terms and figures.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from argmap.candidates import all_candidates
from argmap.claims import find_claims
from argmap.evaluation import MATCH, Annotation, overlap, roots
from argmap.evidence import evidence
from argmap.scene import Pair, Scene
from argmap.settings import Settings
from argmap.stages import FloatArray
from argmap.training.forest import grow, write_forest
from argmap.training.judging import Page, training_pages, unseen_scores
from argmap.training.settings import Growth, read_settings


@dataclass(frozen=True)
class Sheet:
    """What argmap sees of every possible link of a thread, and which of them the annotation has."""

    rows: FloatArray
    labels: NDArray[np.bool_]


def sheet_of(page: Page, scores: FloatArray, settings: Settings) -> Sheet:
    """The sheet of an annotated thread, over the claims that units of those scores make."""
    found = find_claims(page.units, scores, page.vectors, page.thread, settings)
    scene = Scene(found.claims, page.thread, page.vectors[list(found.units)])
    pairs = all_candidates(scene, settings)
    return Sheet(evidence(scene, pairs), labels_of(scene, pairs, page.annotation))


def labels_of(scene: Scene, pairs: Sequence[Pair], annotation: Annotation) -> NDArray[np.bool_]:
    """Whether each pair stands for an annotated link, as `argmap.evaluation.score` counts it."""
    root = roots(annotation)
    wanted = {(root[s], root[t]) for s, t in annotation.links}
    stands_for = [
        {root[name] for name, span in annotation.claims.items() if overlap(claim.mentions, span) >= MATCH}
        for claim in scene.claims
    ]
    return np.array([any((a, b) in wanted for a in stands_for[i] for b in stands_for[j]) for i, j in pairs], dtype=bool)


def main() -> None:
    """See the module."""
    data, about, out = map(Path, sys.argv[1:4])
    pages, settings = training_pages(data), Settings()
    draws = unseen_scores(pages, read_settings(Growth, "judge"))
    sheets = [sheet_of(*both, settings) for scores in draws for both in zip(pages, scores, strict=True)]
    rows, labels = np.vstack([sheet.rows for sheet in sheets]), np.concatenate([sheet.labels for sheet in sheets])
    write_forest(grow(rows, labels, read_settings(Growth, "trees")), json.loads(about.read_text("utf-8")), out)


if __name__ == "__main__":
    main()
