"""What speaks for a unit being a claim beside its words: marks, its place, and how like it is to what else is said.

A judge (see stages.py) joins these rows with what the parser finds in the words.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from argmap.datatypes import Post, Thread, Unit
from argmap.mapping.units.segment import MARKS, marks_of_units
from argmap.stages import FloatArray

PLACE = (
    "place",
    "units_of_post",
    "place_from_end",
    "gap_before",
    "gap_after",
    "line_before",
    "line_after",
    "quote_before",
    "quotes_of_post",
    "starts_sentence",
    "share_before",
    "length_of_post",
    "post_number",
    "answers",
    "answers_itself",
    "units_per_post",
)
LIKENESS = (
    "like_thread",
    "like_post",
    "like_opening",
    "like_answered",
    "most_like_answered",
    "most_like_elsewhere",
    "most_like_later",
    "most_like_own",
    "like_previous",
    "like_next",
    "like_five",
)
ASSERTIONS = (*MARKS, *PLACE, *LIKENESS)
"""The columns, in order."""

NOBODY = -1.0
"""The likeness to a unit that is not there."""
REACH = 1024
"""Units before and after a block that its units are compared with."""
BLOCK = 256
"""Units that are compared at once."""


@dataclass(frozen=True)
class Page:
    """The units of a thread in their posts, with all that the rows are computed from, looked up once."""

    thread: Thread
    units: Sequence[Unit]
    vectors: FloatArray

    @cached_property
    def members(self) -> Mapping[str, list[int]]:
        """The units of each post that has some, by index, in the order of the text."""
        found: dict[str, list[int]] = defaultdict(list)
        for i, unit in enumerate(self.units):
            found[unit.span.post].append(i)
        return found

    @cached_property
    def number(self) -> Mapping[str, int]:
        """The place of each post in the thread, from 0."""
        return {post.id: n for n, post in enumerate(self.thread.posts)}


def assertion_rows(thread: Thread, units: Sequence[Unit], vectors: FloatArray) -> FloatArray:
    """The row of each unit, shape (units, len(ASSERTIONS)).

    Args:
        thread: where the units stand.
        units: in reading order.
        vectors: rows of unit length, shape (units, d).
    """
    page = Page(thread, units, vectors)
    places = [row for members in page.members.values() for row in place_columns(page, members)]
    place = np.array(places, dtype=np.float32).reshape(-1, len(PLACE))
    return np.hstack([marks_of_units([unit.text for unit in units]), place, likeness_columns(page)])


def place_columns(page: Page, members: Sequence[int]) -> Iterator[list[float]]:
    """Where the units of one post stand in it: the columns of PLACE."""
    post = page.thread.by_id[page.units[members[0]].span.post]
    spans = [page.units[i].span for i in members]
    ends = [0, *(span.end for span in spans)]
    starts = [*(span.start for span in spans), len(post.text)]
    for n, span in enumerate(spans):
        before, after = post.text[ends[n] : span.start], post.text[span.end : starts[n + 1]]
        yield [
            float(n),
            float(len(spans)),
            float(len(spans) - 1 - n),
            float(len(before)),
            float(len(after)),
            float("\n" in before),
            float("\n" in after),
            float(any(ends[n] <= quote.start < span.start for quote in post.quotes)),
            float(len(post.quotes)),
            float(not n or post.text[: ends[n]].rstrip()[-1:] in ".!?"),
            span.start / max(1, len(post.text)),
            float(len(post.text)),
            float(page.number[post.id]),
            float(post.reply_to is not None),
            float(answers_itself(page.thread, post)),
            len(page.units) / len(page.thread.posts),
        ]


def answers_itself(thread: Thread, post: Post) -> bool:
    """Whether a post answers one of the same author."""
    answered = thread.by_id.get(post.reply_to or "")
    return answered is not None and post.author is not None and answered.author == post.author


def likeness_columns(page: Page) -> FloatArray:
    """How like each unit is to what stands around it and to what others say: the columns of LIKENESS."""
    rows = np.full((len(page.units), len(LIKENESS)), NOBODY, dtype=np.float32)
    if not len(rows):
        return rows
    posts = np.array([page.number[unit.span.post] for unit in page.units])
    sums = {post: page.vectors[members].sum(axis=0) for post, members in page.members.items()}
    rows[:, 0] = likeness_to(page.vectors, page.vectors.sum(axis=0) - page.vectors)
    opening = page.thread.posts[0].id
    for post, members in page.members.items():
        own, answered = page.vectors[members], page.thread.by_id[post].reply_to or ""
        if len(members) > 1:
            rows[members, 1] = likeness_to(own, sums[post] - own)
            steps = (own[1:] * own[:-1]).sum(axis=1)
            rows[members[1:], 8], rows[members[:-1], 9] = steps, steps
        if opening in sums and post != opening:
            rows[members, 2] = likeness_to(own, sums[opening])
        if answered in sums:
            rows[members, 3] = likeness_to(own, sums[answered])
            rows[members, 4] = (own @ page.vectors[page.members[answered]].T).max(axis=1)
    for first in range(0, len(rows), BLOCK):
        block = slice(first, min(first + BLOCK, len(rows)))
        rows[block, 5:8], rows[block, 10] = nearest(page.vectors, posts, block)
    return rows


def nearest(vectors: FloatArray, posts: NDArray[np.int64], block: slice) -> tuple[FloatArray, FloatArray]:
    """The greatest likeness of the units of a block to units of other posts, later ones, and their own; and the fifth.

    The last is the mean of the five greatest of all, or of as many as there are.
    """
    near = slice(max(0, block.start - REACH), block.stop + REACH)
    likeness = vectors[block] @ vectors[near].T
    here, there = np.arange(block.start, block.stop), np.arange(near.start, near.start + likeness.shape[1])
    likeness[here - block.start, here - near.start] = NOBODY
    own = posts[block, None] == posts[None, near]
    later = ~own & (there > here[:, None])
    found = [np.where(counted, likeness, NOBODY).max(axis=1) for counted in (~own, later, own)]
    most = min(5, likeness.shape[1] - 1)
    five = np.sort(likeness, axis=1)[:, -most:].mean(axis=1) if most else np.full(len(here), NOBODY)
    return np.column_stack(found), five


def likeness_to(vectors: FloatArray, others: FloatArray) -> FloatArray:
    """The cosine of each vector, of unit length, and the other of its row, or the one other."""
    norms = np.linalg.norm(others, axis=-1) + 1e-9
    found: FloatArray = (vectors * others).sum(axis=-1) / norms
    return found
