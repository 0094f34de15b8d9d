"""Where a new comment starts in text that lost its structure, by the trained model of models/paste."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from argmap.readers.paste.trained import StartNet, load_starts
from argmap.readers.paste.traits import see

LIKELY = 0.33
"""Probability from which a paragraph starts a post: near the best F1 on iac_threads.dev, quotations there or not."""


@dataclass(frozen=True, slots=True)
class Starts:
    """Where posts start.

    Attributes:
        indices: of the paragraphs that start a post, in order; the first paragraph always does.
        confidence: for every paragraph the probability that it starts a post.
    """

    indices: tuple[int, ...]
    confidence: tuple[float, ...]


def find_starts(
    paragraphs: Sequence[str], gaps: Sequence[int] = (), *, post_end: int | None = None, net: StartNet | None = None
) -> Starts:
    """Where posts start.

    Args:
        paragraphs: none of them blank.
        gaps: the blank lines before each.
        post_end: index of the first paragraph after the first post, where it is known; no post starts before it.
        net: another model than that of models/paste.
    """
    if not paragraphs:
        return Starts((), ())
    odds = (net or load_starts()).log_odds(see(paragraphs, gaps))
    shares = 1 / (1 + np.exp(-odds.astype(np.float64)))
    shares[: post_end or 1] = 0
    shares[[0, post_end or 0]] = 1
    return Starts(tuple(np.flatnonzero(shares >= LIKELY).tolist()), tuple(shares.tolist()))
