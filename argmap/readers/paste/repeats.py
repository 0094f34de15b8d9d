"""Which paragraphs of a text repeat words that stand further up: the traces that quotations leave in a paste."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from argmap.readers.paste.rolling import Floats, Ints

RUN = 5
"""Words that stand further up in the same order; shorter runs are common by chance."""
SHORT = 3
"""Words from which a whole paragraph that stands further up counts, however short."""
SPREAD = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Repeats:
    """For every paragraph what of it stands further up.

    Attributes:
        share: of its words.
        first: index of the paragraph where its first repeated word stands; -1 for none.
        last: the same for its last repeated word.
        opens: 1 where it begins with repeated words.
        closes: 1 where it ends with them.
        from_top: 1 where its repeated words begin a paragraph there.
    """

    share: Floats
    first: Ints
    last: Ints
    opens: Floats
    closes: Floats
    from_top: Floats


def find_repeats(words: Ints, ends: Ints) -> Repeats:
    """What each paragraph repeats of earlier ones; of several places the latest counts.

    Args:
        words: the words of the text as numbers, equal where the words are.
        ends: where each paragraph's words start, and where the last one's end; one more than there are paragraphs.
    """
    starts, stops = ends[:-1], ends[1:]
    paragraph = np.repeat(np.arange(len(starts)), np.diff(ends))
    source = _with_short(_sources(words, paragraph), words, ends)
    covered = np.flatnonzero(source >= 0)
    counts = np.bincount(paragraph[covered], minlength=len(starts))
    at = np.searchsorted(covered, starts)
    has = counts > 0
    top, bottom = np.full_like(starts, -1), np.full_like(starts, -1)
    top[has], bottom[has] = covered[at[has]], covered[(at + counts - 1)[has]]
    first, last, from_top = np.full_like(top, -1), np.full_like(top, -1), np.zeros(len(top), np.float32)
    first[has], last[has] = paragraph[source[top[has]]], paragraph[source[bottom[has]]]
    from_top[has] = source[top[has]] - starts[first[has]] <= 1
    return Repeats(
        (counts / np.maximum(1, stops - starts)).astype(np.float32),
        first,
        last,
        (has & (top - starts <= 1)).astype(np.float32),
        (has & (bottom >= stops - 2)).astype(np.float32),
        from_top,
    )


def _sources(words: Ints, paragraph: Ints) -> Ints:
    """For each word the place of the same word in the latest equal run of an earlier paragraph, or -1."""
    source = np.full(len(words), -1, np.int64)
    runs = len(words) - RUN + 1
    if runs <= 0:
        return source
    hashes, scattered = np.zeros(runs, np.uint64), scatter(words)
    for step in range(RUN):
        hashes = hashes * SPREAD + scattered[step : step + runs]
    before = _previous(hashes)
    at = np.flatnonzero(before >= 0)
    at = at[paragraph[before[at]] < paragraph[at]]
    for step in range(RUN - 1, -1, -1):
        source[at + step] = before[at] + step
    return np.where((source >= 0) & (paragraph[source] < paragraph), source, -1)


def _previous(hashes: NDArray[np.uint64]) -> Ints:
    """For each place the latest earlier one with the same hash, or -1."""
    order = np.argsort(hashes, kind="stable")
    same = hashes[order][1:] == hashes[order][:-1]
    before = np.full(len(hashes), -1, np.int64)
    before[order[1:][same]] = order[:-1][same]
    return before


def _with_short(source: Ints, words: Ints, ends: Ints) -> Ints:
    """The places, with those of short paragraphs that stand further up as a whole."""
    seen: dict[bytes, int] = {}
    for start, end in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True):
        if SHORT <= end - start < 2 * RUN:
            key = words[start:end].tobytes()
            if key in seen and (source[start:end] < 0).any():
                source[start:end] = np.arange(seen[key], seen[key] + end - start)
            seen[key] = start
    return source


def scatter(numbers: NDArray[np.int64] | NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Numbers spread over all 64 bits, the same for the same number (the finaliser of splitmix64)."""
    bits = numbers.astype(np.uint64) + SPREAD
    bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return bits ^ (bits >> np.uint64(31))
