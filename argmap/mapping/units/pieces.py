"""Long lines cut into pieces that a segmenter can take: spaCy refuses a million characters, and holds all in memory.

A line of prose is shorter than a piece; what is longer is a text that lost its line breaks, or no prose at all.
"""

import re
from collections.abc import Iterator

LONGEST = 10_000
"""Characters of a piece; the longest line of the development threads has a seventh of that."""
SENTENCE = re.compile(r"[.!?…][\"”’')\]]{0,9}\s")
BLANK = re.compile(r"\s")


def pieces_of(text: str, start: int, end: int, longest: int = LONGEST) -> Iterator[tuple[int, int]]:
    """Cut [start, end) into pieces of at most `longest` characters.

    A cut falls behind the last sentence in the second half of a piece, else behind the last blank there, else amid a
    word. Takes time linear in the text.

    >>> [*pieces_of("It rains. It is wet. Now", 0, 24, 15)]
    [(0, 10), (10, 24)]
    """
    while end - start > longest:
        half, last = start + longest // 2, start + longest
        ends = (
            max((found.end() for found in mark.finditer(text, half, last)), default=0) for mark in (SENTENCE, BLANK)
        )
        cut = next(filter(None, ends), last)
        yield start, cut
        start = cut
    yield start, end
