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
ROWS_AT_ONCE = 20_000
"""Paragraphs, or pairs of posts, compared at once; likewise."""


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
    found = np.zeros((len(ends) - 1, table.shape[1]), np.float32)
    for first in range(0, len(words), AT_ONCE):
        own = words[first : first + AT_ONCE]
        cuts = np.clip(ends - first, 0, len(own))
        filled = np.flatnonzero(np.diff(cuts))
        found[filled] += np.add.reduceat(table[own], cuts[filled])
    return found


def blocks(count: int, before: int, after: int) -> Iterator[tuple[slice, slice]]:
    """Parts of so many rows, one after the other: of each the rows that it is told from, and where its own are in them.

    Args:
        count: of all rows.
        before: how many rows above its own a part needs.
        after: how many below.
    """
    for first in range(0, count, ROWS_AT_ONCE):
        top, own = max(0, first - before), min(ROWS_AT_ONCE, count - first)
        yield slice(top, first + own + after), slice(first - top, first - top + own)


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
