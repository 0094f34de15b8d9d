"""Pairs of claims: does the one support the other, object to it, or neither (relations.dev)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from argmap.datatypes import Claim, Post, Span, Thread
from argmap.mapping.links.evidence import evidence
from argmap.mapping.scene import Scene
from argmap.quality.exam.data import Row
from argmap.quality.exam.scores import Labels, calibration_error, macro_f1
from argmap.quality.exam.words import WordModel, fit_words
from argmap.stages import RELATIONS, Backend, FloatArray, Relater

SUPPORT, OBJECTION, NONE = range(3)
PLACES = np.linspace(0.02, 0.98, 49)
"""Shares of the held-out pairs at which a cut is tried."""
Spoken = Mapping[tuple[str, str], bool]
"""Whether one author makes both claims of a pair, by the texts of source and target."""
NEVER = 2.0
"""A cut that no probability reaches."""


@dataclass(frozen=True, slots=True)
class Cuts:
    """Where probabilities become labels: the least of a link, of an objection, and of one among linked pairs."""

    link: float
    objection: float
    polarity: float


class WordRelater:
    """TF-IDF and logistic regression, as a relater."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._model: WordModel = fit_words(labels_of(rows), *zip(*pairs_of(rows), strict=True))

    def relate(self, pairs: Sequence[tuple[str, str]]) -> FloatArray:
        """See `argmap.stages.Relater`."""
        return self._model.probabilities(*zip(*pairs, strict=True))


class MajorityRelater:
    """Says of every pair what most pairs are: unlinked; and of linked ones: support."""

    def relate(self, pairs: Sequence[tuple[str, str]]) -> FloatArray:
        """See `argmap.stages.Relater`."""
        return np.tile(np.array([0.4, 0.1, 0.5], dtype=np.float32), (len(pairs), 1))


class ThreadRelater:
    """What a backend's parser says of a pair: the target a post of its own, the source the answer to it.

    Args:
        backend: whose parser.
        spoken: whether one author makes both claims of a pair, which then stand in one post.
    """

    def __init__(self, backend: Backend, spoken: Spoken | None = None) -> None:
        self._backend, self._spoken = backend, spoken or {}

    def relate(self, pairs: Sequence[tuple[str, str]]) -> FloatArray:
        """See `argmap.stages.Relater`."""
        texts = list(dict.fromkeys(text for pair in pairs for text in pair))
        number = {text: n for n, text in enumerate(texts)}
        numbers = [(number[source], number[target]) for source, target in pairs]
        vectors = self._backend.encoder.encode(texts)
        reading = self._backend.parser.read(texts, [(n,) for n in range(len(texts))])
        rows = [
            evidence(scene_of(pair, vectors[[j, i]], self._spoken.get(pair, False)), [(1, 0)])
            for pair, (i, j) in zip(pairs, numbers, strict=True)
        ]
        attach, objects = reading.judge(numbers, np.vstack(rows))
        linked = 1 / (1 + np.exp(-attach))
        return np.column_stack([linked * (1 - objects), linked * objects, 1 - linked]).astype(np.float32)


def scene_of(pair: tuple[str, str], vectors: FloatArray, one_author: bool) -> Scene:
    """A thread of two claims, target and source, with their vectors: one author's post, or a post and its reply."""
    source, target = pair
    if one_author:
        posts: tuple[Post, ...] = (Post("p1", f"{target} {source}", "a"),)
        spans = (Span("p1", 0, len(target)), Span("p1", len(target) + 1, len(target) + 1 + len(source)))
    else:
        posts = (Post("p1", target, "a"), Post("p2", source, "b", "p1"))
        spans = (Span("p1", 0, len(target)), Span("p2", 0, len(source)))
    claims = tuple(Claim(f"c{n}", text, (span,)) for n, text, span in zip((1, 2), (target, source), spans, strict=True))
    return Scene(claims, Thread(posts), vectors)


def labels_of(rows: Sequence[Row]) -> Labels:
    """The label of each row as its place in RELATIONS."""
    return np.array([RELATIONS.index(row["label"]) for row in rows], dtype=np.int64)


def pairs_of(rows: Sequence[Row]) -> list[tuple[str, str]]:
    """Source and target of each row; what is blank is a full stop."""
    return [(str(row["source"]).strip() or ".", str(row["target"]).strip() or ".") for row in rows]


def said(probabilities: FloatArray, cuts: Cuts) -> Labels:
    """The label of each pair, by the cuts."""
    linked = 1 - probabilities[:, NONE] >= cuts.link
    kind = np.where(leaning(probabilities) >= cuts.objection, OBJECTION, SUPPORT)
    return np.where(linked, kind, NONE).astype(np.int64)


def polarity(probabilities: FloatArray, cuts: Cuts) -> Labels:
    """Support or objection, of pairs that are known to be linked."""
    return np.where(leaning(probabilities) >= cuts.polarity, OBJECTION, SUPPORT).astype(np.int64)


def leaning(probabilities: FloatArray) -> FloatArray:
    """The probability that each pair objects if it is linked."""
    linked = np.maximum(probabilities[:, SUPPORT] + probabilities[:, OBJECTION], 1e-9)
    found: FloatArray = probabilities[:, OBJECTION] / linked
    return found


def fit_cuts(probabilities: FloatArray, labels: Labels) -> Cuts:
    """The cuts that give the best macro-F1 on pairs that nothing was trained on."""
    linked, leans, real = 1 - probabilities[:, NONE], leaning(probabilities), labels != NONE
    tried = [Cuts(float(link), float(objection), 0.0) for link in cuts_of(linked) for objection in cuts_of(leans)]
    best = max(tried, key=lambda cuts: macro_f1(labels, said(probabilities, cuts), (SUPPORT, OBJECTION, NONE)))
    among = [Cuts(best.link, best.objection, float(cut)) for cut in cuts_of(leans[real])]
    return max(
        among, key=lambda cuts: macro_f1(labels[real], polarity(probabilities[real], cuts), (SUPPORT, OBJECTION))
    )


def cuts_of(scores: FloatArray) -> FloatArray:
    """Cuts to try: places among the scores, and one that none reaches."""
    found: FloatArray = np.append(np.unique(np.quantile(scores, PLACES)), NEVER).astype(np.float32)
    return found


def pair_figures(relater: Relater, held_out: Sequence[Row], rows: Sequence[Row]) -> Mapping[str, float]:
    """The figures of one relater on rows of relations.dev, by name; its cuts are fitted on the rows held out."""
    cuts = fit_cuts(relater.relate(pairs_of(held_out)), labels_of(held_out))
    probabilities, labels = relater.relate(pairs_of(rows)), labels_of(rows)
    three, two = (SUPPORT, OBJECTION, NONE), (SUPPORT, OBJECTION)
    corpora = np.array([str(row["group"]).partition(":")[0] for row in rows])
    found = {"relations, three-way macro-F1": macro_f1(labels, said(probabilities, cuts), three)}
    for corpus in sorted(set(corpora)):
        at = corpora == corpus
        found[f"  {corpus}"] = macro_f1(labels[at], said(probabilities[at], cuts), three)
    real = labels != NONE
    found["relations, polarity macro-F1"] = macro_f1(labels[real], polarity(probabilities[real], cuts), two)
    sure, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == labels
    return {**found, "relations, calibration error": calibration_error(sure, right)}
