"""Claims -> research directions: by their own words, by meaning, and by what they inherit."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from argmap.datatypes import Claim, Link, Thread
from argmap.mapping.topics.inheritance import NAMED, Bearings, chosen, inherit
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
UNDER_HEADING, OUTWARD = 0.9, 0.8
"""What standing under a heading counts, and what is left of it for each heading further out."""
FAR_HINT = 0.5
"""What a hint counts in a thread that names other directions only."""


def tag_directions(
    claims: Sequence[Claim],
    links: Sequence[Link],
    thread: Thread,
    vectors: FloatArray,
    taxonomy: Taxonomy,
    encoder: Encoder,
    settings: Settings,
) -> tuple[Claim, ...]:
    """The claims with their directions, best first; none where none fits.

    A claim's own words, its meaning and its headings count in full, and what it inherits counts less the further away
    it comes from. Nothing is tagged in a thread that never names a direction.
    """
    named = named_in(thread, taxonomy)
    if not claims or not named:
        return tuple(claims)
    words = np.array([own_scores(claim, taxonomy, named) for claim in claims], dtype=np.float32)
    own = np.maximum(words, meaning(vectors, taxonomy, encoder, settings))
    titled = np.array([float(mentions(d, thread.title or "", named)) for d in taxonomy], dtype=np.float32)
    posts = np.array([[mentions(d, post.text, named) for d in taxonomy] for post in thread.posts], dtype=np.float32)
    scores = inherit(own, titled, posts.mean(axis=0), Bearings(claims, links, thread), settings)
    slugs = [d.slug for d in taxonomy]
    return tuple(
        replace(claim, directions=chosen(row, slugs, settings)) for claim, row in zip(claims, scores, strict=True)
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
    """Matches any of the words or phrases, whole, in any case, hyphens and spaces alike; nothing if there are none.

    Plurals count, of abbreviations only with an s: METR is no metre.
    """
    parts = (
        r"[\s\-]*".join(map(re.escape, re.split(r"[\s\-]+", word))) + ("s?" if word.isupper() else "(?:s|es)?")
        for word in words
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts) or '(?!)'})(?!\w)", re.IGNORECASE)


def mentions(direction: Direction, text: str, named: frozenset[str]) -> bool:
    """Whether a text names the direction, or hints at it where the thread names it."""
    hints = (direction.name, *direction.hints) if direction.slug in named else ()
    return bool(pattern_of((*names_of(direction), *hints)).search(text))


def own_scores(claim: Claim, taxonomy: Taxonomy, named: frozenset[str]) -> list[float]:
    """For each direction 1 where the claim names it, less by a hint, .9 by the innermost heading that names one."""
    inner = under(claim.headings, taxonomy)
    scores = []
    for d in taxonomy:
        score = inner.get(d.slug, 0.0)
        if pattern_of((d.name, *d.hints)).search(claim.text):
            score = max(score, NAMED if d.slug in named else FAR_HINT)
        scores.append(1.0 if pattern_of(names_of(d)).search(claim.text) else score)
    return scores


def under(headings: Sequence[str], taxonomy: Taxonomy) -> dict[str, float]:
    """What the innermost heading that names directions counts for each of them."""
    for outward, heading in enumerate(reversed(headings)):
        if slugs := named_by(heading, taxonomy):
            return dict.fromkeys(slugs, UNDER_HEADING * OUTWARD**outward)
    return {}


def named_by(heading: str, taxonomy: Taxonomy) -> frozenset[str]:
    """The slugs of the directions that a heading names."""
    return frozenset(d.slug for d in taxonomy if pattern_of((d.name, *d.aliases)).search(heading))


def meaning(vectors: FloatArray, taxonomy: Taxonomy, encoder: Encoder, settings: Settings) -> FloatArray:
    """Likeness of each claim to each direction's sentence where it counts, shape (claims, directions)."""
    sentences = encoder.encode([f"{d.name}: {d.sentence}" for d in taxonomy])
    likeness = vectors @ sentences.T
    counted: FloatArray = np.where(likeness >= settings.min_direction_likeness, likeness, 0.0)
    return counted
