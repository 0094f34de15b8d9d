"""Links that words between two claims give away: "X because Y", "X. For example, Y", "X, therefore Y".

A connective joins the claim that it opens to the one before it in the post. Each has the share of right links among the
pairs that it joins on the training threads, over claims as argmap finds them there, drawn towards .35 as by eight more
pairs, since they are few (models/README.md has the table).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from argmap.mapping.scene import Pair, Scene
from argmap.stages import FloatArray

FILLERS = re.compile(
    r"^(?:(?:and|but|well|just|mainly|simply|only|probably|partly|i guess|i think)\s+)"
    r"(?=because|since|so|therefore|thus|hence|for (?:example|instance))"
)
"""Words before a connective that change nothing of what it does."""
STOP = re.compile(r"[.!?…\n]")
FAR = re.compile(r"\n\s*\n|\w{3,}.*[.!?\n]", re.DOTALL)
"""Between two claims: a paragraph ends, or something else is said."""
MOST_WORDS = 4
"""Words between two claims that a connective joins."""
BEFORE = " \t\r\n,;:.-—–!?\"”’')("
"""What may stand before a connective."""


@dataclass(frozen=True, slots=True)
class Connective:
    """Words that join a claim to the one before it.

    Attributes:
        opening: the words, at the beginning of what follows the first claim, in small letters.
        backward: whether the second claim is the reason, and the first what it is given for.
        within: how probable the link is where both stand in one sentence; None where that is not known.
        across: the same where a new sentence begins.
    """

    opening: re.Pattern[str]
    backward: bool
    within: float | None
    across: float | None


CONNECTIVES = (
    Connective(re.compile(r"(?:because|cuz|bc)\b(?! of)"), backward=True, within=0.58, across=None),
    Connective(re.compile(r"(?:for (?:example|instance)|e\.g\.)"), backward=True, within=None, across=0.63),
    Connective(re.compile(r"after all\b"), backward=True, within=None, across=0.46),
    Connective(re.compile(r"for\b(?! (?:the|a|me|my|all|those|most)\b)"), backward=True, within=None, across=0.45),
    Connective(
        re.compile(r"(?:therefore|thus|hence|consequently|accordingly|as a result)\b"),
        backward=False,
        within=0.47,
        across=0.47,
    ),
    Connective(re.compile(r"so\b(?! (?:far|much|many|long|what|i|you)\b)"), backward=False, within=0.39, across=0.33),
)


def joined_pairs(scene: Scene) -> dict[Pair, float]:
    """Find the links that connectives give away: source and target, and how probable each is; all are support."""
    return {pair: sure for members in scene.members.values() for pair, sure in joined_in(scene, members)}


def joined_in(scene: Scene, members: Sequence[int]) -> Iterator[tuple[Pair, float]]:
    """Find them among the claims of one post, in the order of the text."""
    for first, second in pairwise(members):
        text = scene.posts[second].text
        one, two = (scene.claims[claim].mentions[0] for claim in (first, second))
        between = text[one.end : two.start]
        connective = opening(between + text[two.start : two.end])
        if connective is None or FAR.search(between) or len(between.split()) > MOST_WORDS:
            continue
        sure = connective.across if STOP.search(text[max(one.end - 1, 0) : one.end] + between) else connective.within
        if sure is not None:
            yield ((second, first) if connective.backward else (first, second)), sure


def opening(text: str) -> Connective | None:
    """Find the connective that a text opens with, after stops, spaces and fillers."""
    words = FILLERS.sub("", text.lstrip(BEFORE).lower())
    return next((each for each in CONNECTIVES if each.opening.match(words)), None)


def with_connectives(pairs: Sequence[Pair], probabilities: FloatArray, joined: Mapping[Pair, float]) -> FloatArray:
    """Raise the probability of each joined pair to what its connective says, and lower its source's others in turn.

    Args:
        pairs: sources and targets.
        probabilities: of each pair, those of one source and "no link" summing to 1, shape (pairs,).
        joined: what connectives say.
    """
    found = probabilities.copy()
    sources = np.array([source for source, _ in pairs], dtype=np.int64)
    for k, pair in enumerate(pairs):
        sure = joined.get(pair, 0.0)
        if sure > found[k]:
            found[sources == pair[0]] *= (1 - sure) / (1 - found[k])
            found[k] = sure
    return found
