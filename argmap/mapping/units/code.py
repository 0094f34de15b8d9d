"""Blocks of code that fences of backticks hold; a fence that nobody closes is prose with a slip in it."""

import re
from bisect import bisect_right
from collections.abc import Iterator

FENCE = re.compile(r"^[ >]*(?P<fence>`{3,})(?P<closes>[ \t]*$)?", re.MULTILINE)


def code_spans(text: str) -> Iterator[tuple[int, int]]:
    """Find the blocks of code, in order: from the line of a fence to the end of the line that closes it.

    A fence is closed by a line of as many backticks, else by one of fewer, the most first. Takes time linear in the
    text, but for a logarithm.

    >>> [*code_spans("a" + chr(10) + "```py" + chr(10) + "x" + chr(10) + "```")]
    [(2, 13)]
    """
    fences = list(FENCE.finditer(text))
    closing: dict[int, list[re.Match[str]]] = {}
    for fence in reversed(fences):
        if fence["closes"] is not None:
            closing.setdefault(len(fence["fence"]), []).append(fence)
    lengths = sorted(closing)
    end = 0
    for fence in fences:
        if fence.start() < end:
            continue
        while n := bisect_right(lengths, len(fence["fence"])):
            waiting = closing[lengths[n - 1]]
            while waiting and waiting[-1].start() <= fence.start():
                waiting.pop()
            if waiting:
                end = waiting[-1].end()
                yield fence.start(), end
                break
            del lengths[n - 1]
