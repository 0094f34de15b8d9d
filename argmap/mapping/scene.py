"""The claims of a thread in their posts: who answers whom, what stands where, and the cue words of each claim."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from argmap.datatypes import Claim, Post, Thread
from argmap.mapping import cues
from argmap.stages import FloatArray

NEWLINE = re.compile("\n")
WORD = re.compile(r"[a-z][a-z'’\-]{3,}")
HIGHEST = 100
"""So many posts above a post are looked at, and the first of its branch; climbing on would cost a square."""


Pair = tuple[int, int]
"""Indices of a source and a target."""
Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Scene:
    """The claims of a thread with all that the rows are computed from, looked up once."""

    claims: Sequence[Claim]
    thread: Thread
    vectors: FloatArray
    _above: dict[str, Mapping[str, int]] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def posts(self) -> list[Post]:
        """The post of each claim's first mention."""
        return [self.thread.by_id[claim.mentions[0].post] for claim in self.claims]

    @cached_property
    def members(self) -> Mapping[str, list[int]]:
        """The claims of each post, by index, in the order of the text."""
        found: dict[str, list[int]] = defaultdict(list)
        for i, claim in enumerate(self.claims):
            found[claim.mentions[0].post].append(i)
        return found

    @cached_property
    def place(self) -> list[int]:
        """The place of each claim among those of its post, from 0."""
        places = [0] * len(self.claims)
        for members in self.members.values():
            for place, i in enumerate(members):
                places[i] = place
        return places

    @cached_property
    def post_number(self) -> Numbers:
        """The place in the thread of each claim's post, from 0."""
        order = {post.id: n for n, post in enumerate(self.thread.posts)}
        return np.array([order[post.id] for post in self.posts], dtype=np.int64)

    @cached_property
    def line(self) -> list[int]:
        """The number of the line of its post that each claim starts on."""
        ends = {post.id: [found.start() for found in NEWLINE.finditer(post.text)] for post in self.thread.posts}
        return [bisect_left(ends[claim.mentions[0].post], claim.mentions[0].start) for claim in self.claims]

    @cached_property
    def words(self) -> list[frozenset[str]]:
        """The longer words of each claim."""
        return [frozenset(WORD.findall(claim.text.lower())) for claim in self.claims]

    @cached_property
    def marks(self) -> FloatArray:
        """The cue columns of each claim, shape (claims, 11): see `marks_of`."""
        return np.array([marks_of(claim.text) for claim in self.claims], dtype=np.float32).reshape(-1, 11)

    @cached_property
    def first_above(self) -> Mapping[str, str]:
        """For each post the post that its branch of the thread starts with."""
        found: dict[str, str] = {}
        for post in self.thread.posts:
            found[post.id] = found.get(post.reply_to or "", post.reply_to or post.id)
        return found

    def ancestors(self, post: Post) -> Mapping[str, int]:
        """The posts that a post answers, directly and through others, with how many replies lie between.

        The `HIGHEST` nearest, nearest first, and the one that the branch starts with.
        """
        if post.id not in self._above:
            self._above[post.id] = dict(self._climb(post))
        return self._above[post.id]

    def _climb(self, post: Post) -> Iterator[tuple[str, int]]:
        above, by_id = post.reply_to, self.thread.by_id
        for hops in range(1, HIGHEST + 1):
            if above is None or above not in by_id:
                return
            yield above, hops
            above = by_id[above].reply_to
        if above is not None and self.first_above[post.id] in by_id:
            yield self.first_above[post.id], HIGHEST + 1


def marks_of(text: str) -> list[float]:
    """Cues of one claim.

    Reason, conclusion, contrast, anaphor, question, hedge, length, agreement, disagreement, address, and whether its
    negations are odd in number.
    """
    return [
        float(bool(cues.REASON.match(text))),
        float(bool(cues.CONCLUSION.match(text))),
        float(bool(cues.CONTRAST.match(text))),
        float(bool(cues.ANAPHOR.match(text))),
        float(cues.is_question(text)),
        float(bool(cues.HEDGE.search(text))),
        min(len(text.split()), 40) / 40,
        float(bool(cues.AGREEMENT.match(text))),
        float(bool(cues.DISAGREEMENT.match(text))),
        float(bool(cues.ADDRESS.search(text))),
        float(cues.negations(text) % 2),
    ]
