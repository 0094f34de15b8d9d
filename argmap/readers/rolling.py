"""Sums, neighbours and likeness along the rows of a text's paragraphs."""

from collections.abc import Iterator
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Totals = NDArray[np.float64]
A = TypeVar("A", bound=np.generic)

AT_ONCE = 200_000
"""Words summed at once; bounds the memory that a large text takes."""


def shifted(rows: NDArray[A], back: int, fill: float = 0) -> NDArray[A]:
    """For each row the one so many before it (after it, where `back` is negative); `fill` where there is none."""
    moved = np.full_like(rows, fill)
    if back >= 0:
        moved[back:] = rows[: len(rows) - back] if back < len(rows) else rows[:0]
    else:
        moved[:back] = rows[-back:]
    return moved


def running(rows: Floats) -> Totals:
    """For each row the sum of all rows before it, and at the end the sum of all: `window` makes any window of these."""
    totals = np.zeros((len(rows) + 1, *rows.shape[1:]))
    np.cumsum(rows, axis=0, dtype=np.float64, out=totals[1:])
    return totals


def window(totals: Totals, start: int, end: int) -> Floats:
    """For each row the sum of the rows from `start` to before `end`, counted from it; `totals` is of `running`."""
    index, last = np.arange(len(totals) - 1), len(totals) - 1
    above, below = (np.clip(index + edge, 0, last) for edge in (start, end))
    found: Floats = (totals[below] - totals[above]).astype(np.float32)
    return found


def sums(table: Floats, words: Ints, ends: Ints) -> Floats:
    """For each paragraph the sum of its words' rows in a table.

    Args:
        table: a row for each word.
        words: of all paragraphs, as rows of the table.
        ends: where each paragraph's words start, and where the last one's end.
    """
    found, first = np.zeros((len(ends) - 1, table.shape[1]), np.float32), 0
    while first < len(found):
        last = max(first + 1, int(np.searchsorted(ends, ends[first] + AT_ONCE, side="right")) - 1)
        own = words[ends[first] : ends[last]]
        filled = np.flatnonzero(np.diff(ends[first : last + 1])) + first
        if len(own):
            found[filled] = np.add.reduceat(table[own], ends[filled] - ends[first])
        first = last
    return found


def cosine(ours: Floats, theirs: Floats) -> Floats:
    """The likeness of each row to the same row of the other; 0 where one is nothing."""
    norms = np.linalg.norm(ours, axis=1) * np.linalg.norm(theirs, axis=1)
    alike: Floats = np.einsum("ij,ij->i", ours, theirs) / np.maximum(norms, 1e-6)
    return alike


def cosines_back(rows: Floats, most: int) -> Iterator[Floats]:
    """The likeness of each row to the one before it, then to the one two before it, up to `most`; 0 where none is."""
    norms = np.linalg.norm(rows, axis=1)
    for back in range(1, most + 1):
        found = np.zeros(len(rows), np.float32)
        products = np.einsum("ij,ij->i", rows[:-back], rows[back:])
        found[back:] = products / np.maximum(norms[:-back] * norms[back:], 1e-6)
        yield found
