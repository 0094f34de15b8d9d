"""Which posts of a paste a reader finds, and where in the thread as it was each of them starts."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from argmap.datatypes import Break, Guess, Post, Thread
from argmap.readers.paste.boundaries import find_starts
from argmap.readers.paste.plain import UNLIKELY
from argmap.readers.paste.trained import StartNet
from argmap.readers.quotes import with_quotes
from argmap.training.paste.pastes import Paste


@dataclass(frozen=True, slots=True)
class Places:
    """Where the posts that were found start.

    Attributes:
        holds: for each the index of the post of the paste that it starts in.
        exact: for each whether it starts where that post does.
    """

    holds: list[int]
    exact: list[bool]


def places_at(paste: Paste, paragraphs: Sequence[int]) -> Places:
    """The places of posts that start at some paragraphs."""
    owner = np.repeat(np.arange(len(paste.paragraphs)), [len(own) for own in paste.paragraphs])
    starts = paste.starts
    return Places([int(owner[index]) for index in paragraphs], [starts[index] for index in paragraphs])


def places_in(paste: Paste, thread: Thread) -> tuple[list[int], Places]:
    """The paragraph in which each post of a thread starts that was read from the paste's lines, and its place."""
    offsets = [0, *accumulate(len(line) + 1 for line in paste.lines[:-1])]
    paragraphs = [bisect_right(offsets, post.source.start if post.source else 0) - 1 for post in thread.posts]
    return paragraphs, places_at(paste, paragraphs)


def known_posts(paste: Paste, *, named: bool = False) -> tuple[tuple[Post, ...], Places]:
    """The posts of a paste as a reader has them when their starts are known, with their authors or without."""
    posts = tuple(
        Post(f"p{number}", "\n".join(lines), author=author if named else None)
        for number, (lines, author) in enumerate(zip(paste.paragraphs, paste.authors, strict=True), 1)
    )
    whole = Places(list(range(len(posts))), [True] * len(posts))
    return with_quotes(posts, {post.id for post in posts}), whole


def found_posts(paste: Paste, net: StartNet) -> tuple[tuple[Post, ...], Places]:
    """The posts that a model of starts finds in a paste."""
    starts, lines = find_starts(paste.lines, paste.gaps, net=net), paste.lines
    ends = [*starts.indices[1:], len(lines)]
    posts = tuple(
        Post(
            f"p{first}",
            "\n".join(lines[first:end]),
            guess=Guess(
                starts.confidence[first] if first else None,
                tuple(
                    Break(i, starts.confidence[i]) for i in range(first + 1, end) if starts.confidence[i] >= UNLIKELY
                ),
            ),
        )
        for first, end in zip(starts.indices, ends, strict=True)
    )
    return with_quotes(posts, {post.id for post in posts}), places_at(paste, starts.indices)
