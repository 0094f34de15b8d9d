"""Trains the linker: boosted trees over the evidence of each possible link, beside the parser's own judgement.

The trees learn from the claims that argmap would find in the training threads if they were new (judging.py), so that
they know its mistakes: a link is right where its ends stand for the ends of an annotated one. The parser was trained on
the same threads and is too sure of itself there; so its judgement is no column of the trees but is added to theirs, by
a weight chosen on development threads, and what makes the sum keep its word is fitted there.

`python -m argmap.training.linker.trees DATA ABOUT.json OUT` writes the folder; ABOUT holds data, terms and figures.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from argmap.backends.judge import TreeJudge
from argmap.backends.linker import BETWEEN, INNER, ROLES, WITHIN, WORDS_WEIGHT, Roles, inner_rows, is_inside, traits_of
from argmap.backends.parser import NeuralParser
from argmap.mapping.claims.find import find_claims
from argmap.mapping.links.candidates import all_candidates
from argmap.mapping.links.evidence import EVIDENCE, evidence
from argmap.mapping.links.relate import per_source
from argmap.mapping.scene import Numbers, Pair, Scene
from argmap.places import MODELS
from argmap.quality.evaluation import MATCH, Annotation, overlap, roots
from argmap.settings import Settings
from argmap.stages import FloatArray
from argmap.training.card import write_card
from argmap.training.forest import graph_of, grow
from argmap.training.judge.judging import Page, choosing_files, pages_of, training_files, unseen_scores
from argmap.training.linker.roles import fit_roles
from argmap.training.settings import Growth, read_settings


@dataclass(frozen=True)
class Sheet:
    """What argmap sees of every possible link of a thread.

    Attributes:
        pairs: of claims, those of one source together.
        rows: the evidence.
        inner: what the trees see of the pairs inside a post, see `inner_rows`.
        words: the log-odds of each by the parser.
        right: whether each stands for an annotated link.
    """

    pairs: Sequence[Pair]
    rows: FloatArray
    inner: FloatArray
    words: FloatArray
    right: NDArray[np.bool_]

    @property
    def inside(self) -> NDArray[np.bool_]:
        """Whether both claims of each pair stand in one post."""
        return is_inside(self.rows)


def sheet_of(page: Page, scores: FloatArray, roles: Roles, settings: Settings) -> Sheet:
    """The sheet of an annotated thread, over the claims that units of those scores make."""
    found = find_claims(page.units, scores, page.vectors, page.thread, settings)
    own = list(found.units)
    scene = Scene(found.claims, page.thread, page.vectors[own])
    pairs = all_candidates(scene, settings)
    rows = evidence(scene, pairs)
    traits = traits_of([page.units[i].text for i in own], page.reading.vectors[own], roles)
    sources, targets = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    inside = is_inside(rows)
    inner = inner_rows(rows[inside], traits[sources[inside]], traits[targets[inside]])
    words, _ = page.reading.judge([(own[i], own[j]) for i, j in pairs], rows)
    return Sheet(pairs, rows, inner, words, labels_of(scene, pairs, page.annotation))


def labels_of(scene: Scene, pairs: Sequence[Pair], annotation: Annotation) -> NDArray[np.bool_]:
    """Whether each pair stands for an annotated link, as `argmap.quality.evaluation.score` counts it."""
    root = roots(annotation)
    wanted = {(root[s], root[t]) for s, t in annotation.links}
    stands_for = [
        {root[name] for name, span in annotation.claims.items() if overlap(claim.mentions, span) >= MATCH}
        for claim in scene.claims
    ]
    return np.array([any((a, b) in wanted for a in stands_for[i] for b in stands_for[j]) for i, j in pairs], dtype=bool)


def grow_both(sheets: Sequence[Sheet], growth: Growth) -> tuple[list[Any], list[Any]]:
    """The trees for pairs inside a post, and those for pairs between posts."""
    inside, right = (np.concatenate([getattr(sheet, name) for sheet in sheets]) for name in ("inside", "right"))
    rows, inner = np.vstack([sheet.rows for sheet in sheets]), np.vstack([sheet.inner for sheet in sheets])
    return grow(inner, right[inside], growth), grow(rows[~inside], right[~inside], growth)


def scales_of(sheets: Sequence[Sheet], within: Sequence[Any], between: Sequence[Any]) -> dict[str, list[float]]:
    """Factor and shift of the log-odds inside a post and between posts that make them keep their word.

    They give the least loss of what each source links to.
    """
    scores = [sums_of(sheet, within, between) for sheet in sheets]

    def loss(scale: Sequence[float]) -> float:
        a, b, c, d = scale
        return sum(
            loss_of(sheet, np.where(sheet.inside, a * own + b, c * own + d).astype(np.float32))
            for sheet, own in zip(sheets, scores, strict=True)
        )

    found = minimize(loss, [0.8, 0.1, 0.8, 0.1], method="Nelder-Mead", options={"maxiter": 200}).x.round(3).tolist()
    return {WITHIN: found[:2], BETWEEN: found[2:]}


def sums_of(sheet: Sheet, within: Sequence[Any], between: Sequence[Any]) -> FloatArray:
    """The log-odds of trees and parser together, before they are scaled."""
    found = WORDS_WEIGHT * sheet.words
    for trees, seen, where in (
        (within, sheet.inner, sheet.inside),
        (between, sheet.rows[~sheet.inside], ~sheet.inside),
    ):
        if where.any():
            found[where] += np.mean([model.decision_function(seen) for model in trees], axis=0)
    return found


def loss_of(sheet: Sheet, scores: FloatArray) -> float:
    """The sum over the claims of a thread of the loss of what each links to, "nothing" being one more choice."""
    sources: Numbers = np.array([i for i, _ in sheet.pairs], dtype=np.int64)
    chosen = np.bincount(sources, weights=per_source(sheet.pairs, scores) * sheet.right)
    none = 1 / (1 + np.bincount(sources, weights=np.exp(np.clip(scores, -20, 20))))
    linked = np.bincount(sources, weights=sheet.right) > 0
    asked = np.bincount(sources) > 0
    return float(-np.log(np.where(linked, chosen, none) + 1e-9)[asked].sum())


def main() -> None:
    """See the module."""
    data, about, out = map(Path, sys.argv[1:4])
    settings, growth = Settings(), read_settings(Growth, "trees")
    roles, judge = fit_roles(data, NeuralParser(MODELS / "parser")), TreeJudge(MODELS / "judge")
    pages, others = pages_of(training_files(data)), pages_of(choosing_files(data))
    draws = unseen_scores(pages, read_settings(Growth, "judge"))
    train = [sheet_of(*both, roles, settings) for scores in draws for both in zip(pages, scores, strict=True)]
    dev = [sheet_of(page, judge.judge(page.rows, page.words), roles, settings) for page in others]
    within, between = grow_both(train, growth)
    out.mkdir(parents=True, exist_ok=True)
    for name, trees in ((WITHIN, within), (BETWEEN, between)):
        (out / name).write_bytes(graph_of(trees).SerializeToString())
    np.savez(out / ROLES, weights=roles.weights, bias=roles.bias)
    columns = {WITHIN: list(INNER), BETWEEN: list(EVIDENCE)}
    card = {**json.loads(about.read_text("utf-8")), "scales": scales_of(dev, within, between), "columns": columns}
    write_card(out, card, (ROLES, WITHIN, BETWEEN))


if __name__ == "__main__":
    main()
