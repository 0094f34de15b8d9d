"""What says the same: arguments that make a key point, perspectives of one meaning (keypoints, perspectrum)."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from argmap.quality.exam.data import Row, sample
from argmap.quality.exam.scores import average_precision
from argmap.quality.exam.words import WordModel, fit_words
from argmap.stages import Encoder, FloatArray


@dataclass(frozen=True)
class Matching:
    """Pairs of texts, and which of them say the same."""

    first: tuple[str, ...]
    second: tuple[str, ...]
    same: NDArray[np.bool_]


Scorer = Callable[[Matching], FloatArray]


def key_points(rows: Sequence[Row]) -> Matching:
    """Arguments beside key points of their topic and stance, and whether they make them."""
    return matching([(row["argument"], row["key_point"], bool(row["match"])) for row in rows])


def clusters(rows: Sequence[Row]) -> Matching:
    """Every two perspectives on a claim that take the same side, and whether they mean the same."""
    sides: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        sides[row["claim"], row["label"]].append(row)
    return matching(
        [
            (a["perspective"], b["perspective"], a["cluster"] == b["cluster"])
            for side in sides.values()
            for a, b in combinations(side, 2)
        ]
    )


def matching(rows: Sequence[tuple[str, str, bool]]) -> Matching:
    """The pairs, column by column."""
    first, second, same = zip(*rows, strict=True)
    return Matching(first, second, np.array(same, dtype=bool))


def drawn(pairs: Matching, most: int | None) -> Matching:
    """So many of the pairs, drawn by a fixed seed."""
    return matching(sample(list(zip(pairs.first, pairs.second, pairs.same.tolist(), strict=True)), most))


def by_likeness(encoder: Encoder) -> Scorer:
    """The likeness of the two by an encoder."""

    def score(pairs: Matching) -> FloatArray:
        texts = list(dict.fromkeys((*pairs.first, *pairs.second)))
        place = {text: n for n, text in enumerate(texts)}
        vectors = encoder.encode(texts)
        first, second = ([place[text] for text in column] for column in (pairs.first, pairs.second))
        likeness: FloatArray = (vectors[first] * vectors[second]).sum(axis=1)
        return likeness

    return score


def by_words(pairs: Matching) -> Scorer:
    """What TF-IDF and logistic regression, trained on these pairs, take for the same."""
    model: WordModel = fit_words(pairs.same.astype(np.int64), pairs.first, pairs.second)
    return lambda asked: model.probabilities(asked.first, asked.second)[:, 1]


def alike(pairs: Matching) -> FloatArray:
    """The same score for every pair: average precision is then the share of pairs that say the same."""
    return np.zeros(len(pairs.first), dtype=np.float32)


def precision(pairs: Matching, score: Scorer) -> float:
    """Average precision of pairs that say the same."""
    return average_precision(pairs.same, score(pairs))
