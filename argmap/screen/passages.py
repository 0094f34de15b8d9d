"""Where the claims stand in the posts: stretches that do not overlap, in the offsets of a browser's strings."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from argmap.datatypes import Claim, Span, Thread


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a post, and the claims stated there, the one with the shortest mention first."""

    start: int
    end: int
    claims: tuple[str, ...]


def find_marks(claims: Iterable[Claim], thread: Thread) -> dict[str, tuple[Mark, ...]]:
    """The marks of every post in which something is claimed, in order, offsets in code points."""
    stated: dict[str, list[tuple[Span, str]]] = {}
    for claim in claims:
        for span in claim.mentions:
            if span.start < span.end:
                stated.setdefault(span.post, []).append((span, claim.id))
    return {post.id: tuple(cut_apart(stated[post.id])) for post in thread.posts if post.id in stated}


def cut_apart(mentions: Sequence[tuple[Span, str]]) -> Iterator[Mark]:
    """The mentions of one post cut where another begins or ends."""
    edges = sorted({edge for span, _ in mentions for edge in (span.start, span.end)})
    waiting = sorted(mentions, key=lambda mention: mention[0].start)
    open_: list[tuple[Span, str]] = []
    for start, end in pairwise(edges):
        open_ = [mention for mention in open_ if mention[0].end > start]
        while waiting and waiting[0][0].start == start:
            open_.append(waiting.pop(0))
        inner = sorted(open_, key=lambda mention: mention[0].end - mention[0].start)
        if inner:
            yield Mark(start, end, tuple(dict.fromkeys(claim for _, claim in inner)))


def utf16(text: str, offsets: Iterable[int]) -> list[int]:
    """Offsets in code points as offsets in a browser's strings, where characters beyond U+FFFF count twice.

    One pass over the text, whatever the number of offsets.

    >>> utf16("a🐈b", [0, 1, 2, 3])
    [0, 1, 3, 4]
    """
    wanted = list(offsets)
    if text.isascii():
        return wanted
    at, units, found = 0, 0, {}
    for offset, _ in groupby(sorted(wanted)):
        units += len(text[at:offset].encode("utf-16-le", "surrogatepass")) // 2
        found[offset], at = units, offset
    return [found[offset] for offset in wanted]


def find_depths(thread: Thread) -> dict[str, int]:
    """How many replies lie between each post and the start of its exchange."""
    depths: dict[str, int] = {}
    for post in thread.posts:
        depths[post.id] = depths[post.reply_to] + 1 if post.reply_to in depths else 0
    return depths
