"""Claims -> research directions: by their own words, by the heading they stand under, by what they answer."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from argmap.datatypes import Claim, Link, Thread
from argmap.settings import Settings
from argmap.stages import Encoder, FloatArray


@dataclass(frozen=True, slots=True)
class Direction:
    """One research direction.

    Attributes:
        slug: its name in files and addresses.
        name: its name on the screen.
        sentence: what it is, in one sentence; its meaning is compared with the claims'.
        aliases: words that name it and nothing else.
        hints: words that speak of it only in a thread that names it elsewhere ("debate", "interp").
    """

    slug: str
    name: str
    sentence: str
    aliases: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()


Taxonomy = tuple[Direction, ...]

OF_THE_FIELD = 3
"""A thread that names so many directions of a taxonomy is of its field."""


def tag_directions(
    claims: Sequence[Claim],
    links: Sequence[Link],
    thread: Thread,
    vectors: FloatArray,
    taxonomy: Taxonomy,
    encoder: Encoder,
    settings: Settings,
) -> tuple[Claim, ...]:
    """The claims with their directions, best first.

    A claim's own words and its headings count in full. What it lacks it takes, decayed, from the claim that it answers
    or serves, and from the direction that the answered post is mostly about. Nothing is tagged in a thread that never
    names a direction.
    """
    if not claims or not taxonomy:
        return tuple(claims)
    named = named_in(thread, taxonomy)
    own = np.array([own_scores(claim, taxonomy, named) for claim in claims])
    own = np.maximum(own, meaning(vectors, taxonomy, encoder, named, settings))
    scores = inherit(claims, links, thread, own, settings)
    return tuple(
        replace(claim, directions=chosen(row, taxonomy, settings)) for claim, row in zip(claims, scores, strict=True)
    )


def named_in(thread: Thread, taxonomy: Taxonomy) -> frozenset[str]:
    """The slugs of the directions that the thread speaks of: those it calls by a name that means nothing else.

    A thread that names several is of the taxonomy's field: there every direction may be spoken of by a hint.
    """
    text = "\n".join([thread.title or "", *(post.text for post in thread.posts)])
    named = frozenset(d.slug for d in taxonomy if pattern_of(names_of(d)).search(text))
    return frozenset(d.slug for d in taxonomy) if len(named) >= OF_THE_FIELD else named


def names_of(direction: Direction) -> tuple[str, ...]:
    """What names a direction and nothing else; a name of one word ("Policy") is everybody's."""
    return (*direction.aliases, *([direction.name] if " " in direction.name else []))


@cache
def pattern_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Matches any of the words or phrases, whole, in any case, hyphens and spaces alike; nothing if there are none."""
    parts = (r"[\s\-]*".join(map(re.escape, re.split(r"[\s\-]+", word))) for word in words)
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts) or '(?!)'})(?:s|es)?(?!\w)", re.IGNORECASE)


def own_scores(claim: Claim, taxonomy: Taxonomy, named: frozenset[str]) -> list[float]:
    """For each direction 1 where the claim names it, .8 by a hint, .9 by the innermost heading that names one."""
    headings = [named_by(heading, taxonomy) for heading in claim.headings] if named else []
    inner = next((slugs for slugs in reversed(headings) if slugs), frozenset())
    scores = []
    for d in taxonomy:
        score = 1.0 if pattern_of(names_of(d)).search(claim.text) else 0.0
        if d.slug in named and pattern_of((d.name, *d.hints)).search(claim.text):
            score = max(score, 0.8)
        scores.append(max(score, 0.9 if d.slug in inner else 0.0))
    return scores


def named_by(heading: str, taxonomy: Taxonomy) -> frozenset[str]:
    """The slugs of the directions that a heading names."""
    return frozenset(d.slug for d in taxonomy if pattern_of((d.name, *d.aliases)).search(heading))


def meaning(
    vectors: FloatArray, taxonomy: Taxonomy, encoder: Encoder, named: frozenset[str], settings: Settings
) -> FloatArray:
    """Likeness of each claim to each direction's sentence where it counts, shape (claims, directions)."""
    sentences = encoder.encode([f"{d.name}: {d.sentence}" for d in taxonomy])
    likeness = vectors @ sentences.T
    mask = np.array([d.slug in named for d in taxonomy])
    counted: FloatArray = np.where((likeness >= settings.min_direction_likeness) & mask, likeness, 0.0)
    return counted


def inherit(
    claims: Sequence[Claim], links: Sequence[Link], thread: Thread, own: FloatArray, settings: Settings
) -> FloatArray:
    """Own scores, or where a claim has none, those of what it answers, times the decay, shape as `own`."""
    index = {claim.id: i for i, claim in enumerate(claims)}
    targets: Mapping[int, list[int]] = {i: [] for i in range(len(claims))}
    for link in links:
        targets[index[link.source]].append(index[link.target])
    scores = own.copy()
    post_of = [claim.mentions[0].post for claim in claims]
    for _ in range(settings.direction_hops):
        posts = post_scores(scores, post_of, thread, settings)
        passed = np.zeros_like(scores)
        for i, answered in targets.items():
            from_claims = scores[answered].max(axis=0) if answered else np.zeros(own.shape[1])
            from_post = posts.get(post_of[i], np.zeros(own.shape[1]))
            passed[i] = settings.direction_decay * np.maximum(from_claims, from_post)
        silent = own.max(axis=1) == 0
        scores = np.where(silent[:, None], np.maximum(own, passed), own)
    return scores


def post_scores(
    scores: FloatArray, post_of: Sequence[str], thread: Thread, settings: Settings
) -> dict[str, FloatArray]:
    """For each comment the mean score of its own claims, or where they are silent of the comment that it answers.

    An opening post speaks of many things, so nothing is passed on from it as a whole.
    """
    members: dict[str, list[int]] = {}
    for i, name in enumerate(post_of):
        members.setdefault(name, []).append(i)
    found: dict[str, FloatArray] = {}
    for post in thread.posts[1:]:
        rows = scores[members.get(post.id, [])]
        mean = rows.mean(axis=0) if len(rows) else np.zeros(scores.shape[1])
        if mean.max() == 0 and post.reply_to in found:
            mean = settings.direction_decay * found[post.reply_to]
        found[post.id] = np.where(mean >= settings.min_post_share * mean.max(), np.sign(mean) * mean.max() ** 0.5, 0.0)
    return found


def chosen(row: FloatArray, taxonomy: Taxonomy, settings: Settings) -> tuple[str, ...]:
    """The slugs whose score reaches the floor, best first, ties in the taxonomy's order."""
    order = sorted(range(len(taxonomy)), key=lambda i: (-row[i], i))
    return tuple(taxonomy[i].slug for i in order if row[i] >= settings.min_direction)[: settings.max_directions]
