"""The judge of models/: trees over marks, place and likeness, joined with the parser's word on what is a claim."""

from pathlib import Path

from argmap.backends.odds import log_odds, probabilities
from argmap.backends.weights import TREES, open_forest, read_weights
from argmap.mapping.claims.assertions import ASSERTIONS
from argmap.stages import FloatArray

WORDS_WEIGHT = 0.5
"""What the parser's log-odds weigh beside those of the trees: with 0, .3, .5, .7 and 1 claims F1 is .765, .778, .781,
.782 and .782 on training threads, as if they were new."""
SHARPNESS = 0.8
"""The factor that calibrates the sum of log-odds."""


class TreeJudge:
    """Boosted trees and the parser, together."""

    def __init__(self, folder: Path) -> None:
        weights = read_weights(folder)
        self.digest = weights.digests[TREES][:12]
        self._trees = open_forest(weights, TREES, ASSERTIONS)

    def judge(self, rows: FloatArray, words: FloatArray) -> FloatArray:
        """See `argmap.stages.Judge`."""
        return joined(self._trees.scores(rows), words)


def joined(place: FloatArray, words: FloatArray) -> FloatArray:
    """The probability of a claim from the log-odds of the trees and the probability by the parser, shape (units,)."""
    sum_of_odds = place + WORDS_WEIGHT * log_odds(words)
    return probabilities(SHARPNESS * sum_of_odds)
