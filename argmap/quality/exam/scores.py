"""Figures of agreement between judgements and labels: each in [0, 1]."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from argmap.stages import FloatArray

Labels = NDArray[np.int64]
BINS = 10


def macro_f1(wanted: Labels, said: Labels, labels: Sequence[int]) -> float:
    """The mean over labels of the F1 of saying each; a label that neither has counts as 0.

    >>> macro_f1(np.array([0, 0, 1]), np.array([0, 1, 1]), (0, 1))
    0.6667
    """
    scores = []
    for label in labels:
        both = int(((wanted == label) & (said == label)).sum())
        either = int((wanted == label).sum() + (said == label).sum())
        scores.append(2 * both / either if either else 0.0)
    return round(sum(scores) / len(scores), 4)


def average_precision(wanted: NDArray[np.bool_], scores: NDArray[Any]) -> float:
    """The mean, over what is wanted, of the share of wanted ones among all with at least its score.

    >>> average_precision(np.array([True, False, True]), np.array([.9, .5, .5]))
    0.8333
    """
    order = np.argsort(-scores, kind="stable")
    hits, ordered = np.cumsum(wanted[order]), scores[order]
    # Equal scores have no order: all of them are reached together, at the last one's place.
    last = np.searchsorted(-ordered, -ordered, side="right") - 1
    precision = hits[last] / (last + 1)
    return round(float(precision[wanted[order]].mean()), 4) if wanted.any() else 0.0


def calibration_error(confidences: FloatArray, right: NDArray[np.bool_], bins: int = BINS) -> float:
    """Expected calibration error: how far confidence and share of right ones lie apart, by bins of equal width.

    Guo et al. (2017), On Calibration of Modern Neural Networks.

    >>> calibration_error(np.array([.9, .9, .1], dtype=np.float32), np.array([True, False, False]))
    0.3
    """
    if not len(confidences):
        return 0.0
    place = np.minimum((confidences * bins).astype(int), bins - 1)
    apart = [
        abs(float(confidences[place == n].sum()) - int(right[place == n].sum())) for n in range(bins) if n in place
    ]
    return round(sum(apart) / len(confidences), 4)
