"""Probabilities and their log-odds, in which what several models say adds up."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from argmap.stages import FloatArray

SURE = 1e-6
"""No probability is taken to be nearer to 0 or 1."""


def log_odds(probabilities: FloatArray) -> FloatArray:
    """The log-odds of probabilities in [0, 1], any shape."""
    sure = np.clip(probabilities.astype(np.float64), SURE, 1 - SURE)
    found: FloatArray = (np.log(sure) - np.log(1 - sure)).astype(np.float32)
    return found


def probabilities(odds: NDArray[Any]) -> FloatArray:
    """What log-odds are probabilities of, same shape."""
    found: FloatArray = (1 / (1 + np.exp(-odds))).astype(np.float32)
    return found
