"""What a claim is about beyond its own words: what its thread, its post, the answered post and its targets are about.

A row of scores in [0, 1] stands for a claim, a column for a direction. Everything that is taken over has a weight below
1 and comes from further away with a smaller one, so that it fades instead of spreading over a whole thread.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from argmap.datatypes import Claim, Link, Thread
from argmap.settings import Settings
from argmap.stages import FloatArray

NAMED = 0.8
"""A claim of this score names the direction by itself."""
SUBJECT_OF_OPENING, SUBJECT_OF_POSTS, SUBJECT_LEADS = 0.15, 0.2, 0.35
"""A thread's subject is named by such shares of the opening's claims, of all posts, and of all that posts name."""


@dataclass(frozen=True)
class Bearings:
    """Which claim stands in which post, and what it serves or answers, by index."""

    claims: Sequence[Claim]
    links: Sequence[Link]
    thread: Thread

    @cached_property
    def members(self) -> Mapping[str, list[int]]:
        """The claims of each post that has any."""
        found: dict[str, list[int]] = {}
        for i, claim in enumerate(self.claims):
            found.setdefault(claim.mentions[0].post, []).append(i)
        return found

    @cached_property
    def opening(self) -> str:
        """The id of the first post, which speaks of many things."""
        return self.thread.posts[0].id

    @cached_property
    def targets(self) -> Sequence[tuple[int, int, float]]:
        """Source, target and confidence of every link."""
        index = {claim.id: i for i, claim in enumerate(self.claims)}
        return [(index[link.source], index[link.target], link.confidence) for link in self.links]

    def post_of(self, i: int) -> str:
        """The id of the post of a claim's first mention."""
        return self.claims[i].mentions[0].post


def inherit(own: FloatArray, titled: FloatArray, posts: FloatArray, at: Bearings, settings: Settings) -> FloatArray:
    """Own scores with what claims inherit, shape as `own`.

    Args:
        own: what each claim says itself or stands under, shape (claims, directions).
        titled: 1 where the thread's title names the direction, shape (directions,).
        posts: the share of posts that name each direction, shape (directions,).
        at: where the claims stand.
        settings: the weights.
    """
    subject = subjects(own, titled, posts, at)
    around = contexts(own, at, settings)
    scores = np.maximum(own, subject)
    for post, members in at.members.items():
        if post != at.opening:
            scores[members] = np.maximum(scores[members], settings.direction_of_post * around[post])
    return along_links(scores, own, at, settings)


def subjects(own: FloatArray, titled: FloatArray, posts: FloatArray, at: Bearings) -> FloatArray:
    """1 for each direction that the whole thread is about, else 0.

    The title names it; or the opening and many posts do, and no other direction nearly as often.
    """
    opening = own[at.members.get(at.opening, [])] >= NAMED
    said = opening.mean(axis=0) if len(opening) else np.zeros(own.shape[1])
    leads = posts / max(float(posts.sum()), 1e-9)
    spoken = (said >= SUBJECT_OF_OPENING) & (posts >= SUBJECT_OF_POSTS) & (leads >= SUBJECT_LEADS)
    found: FloatArray = np.where(spoken, 1.0, titled).astype(np.float32)
    return found


def contexts(own: FloatArray, at: Bearings, settings: Settings) -> Mapping[str, FloatArray]:
    """What each comment is about: its own claims' share, and the answered comment's, which weighs less each time.

    Both count together (1 - (1 - a)(1 - b)). One claim more than there are is counted, so that a single claim does not
    decide for its post. A long comment that never names what the answered one is about speaks of something else.
    """
    found: dict[str, FloatArray] = {}
    nothing = np.zeros(own.shape[1], dtype=np.float32)
    for post in at.thread.posts:
        members = at.members.get(post.id, [])
        if post.id == at.opening:
            continue
        share = own[members].sum(axis=0) / (len(members) + 1)
        patience = np.where(share > 0, 1.0, settings.direction_patience / (settings.direction_patience + len(members)))
        above = settings.direction_of_reply * patience * found.get(post.reply_to or "", nothing)
        found[post.id] = 1 - (1 - share) * (1 - above)
    return found


def along_links(scores: FloatArray, own: FloatArray, at: Bearings, settings: Settings) -> FloatArray:
    """The scores with what claims take from those that they serve or answer, less the less sure the link is.

    Within a post only a claim that is silent takes anything: the others stand under their own words.
    """
    found = scores
    for _ in range(settings.direction_hops):
        taken = scores.copy()
        for i, row in passed_on(found, own, at, settings):
            taken[i] = np.maximum(taken[i], row)
        found = taken
    return found


def passed_on(
    scores: FloatArray, own: FloatArray, at: Bearings, settings: Settings
) -> Iterator[tuple[int, FloatArray]]:
    """What one step along each link hands to its source."""
    for i, j, confidence in at.targets:
        if at.post_of(i) != at.post_of(j) or not own[i].any():
            yield i, settings.direction_decay * confidence**0.5 * scores[j]


def chosen(row: FloatArray, slugs: Sequence[str], settings: Settings) -> tuple[str, ...]:
    """The slugs whose score reaches the floor, best first, ties in their own order."""
    order = sorted(range(len(slugs)), key=lambda i: (-row[i], i))
    return tuple(slugs[i] for i in order if row[i] >= settings.min_direction)[: settings.max_directions]
