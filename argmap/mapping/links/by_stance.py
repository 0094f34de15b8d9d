"""Let the stance of a whole reply decide the kind of its links into the answered post, and whether it has any.

Claim by claim nearly every reply looks like an objection; read whole, two replies in five support, ask, add or thank.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from argmap.datatypes import Post
from argmap.stages import FloatArray

OWN, KIND = 0.5, 1.0
"""The weights of the pair's log-odds of objection and of those of the stance; models/README.md has what was tried."""
SILENT = 0.6
"""A reply that is so probably neither has no link into the answered post."""
FORCED = 0.5
"""A reply that nothing links is given its likeliest link only where it is less probably neither."""
Shares = Mapping[str, FloatArray]
"""The probability of each StanceKind, in its order, by the id of the reply."""


@dataclass(frozen=True, slots=True)
class Option:
    """One possible link: indices of source and target, how probable it is, and how probable that it objects."""

    source: int
    target: int
    probability: float
    objects: float


def with_stances(options: Iterable[Option], posts: Sequence[Post], shares: Shares) -> list[Option]:
    """Join the kind of each option into an answered post with the reply's stance; leave out those of silent replies.

    Args:
        options: possible links.
        posts: the post of each claim.
        shares: of the replies that were judged.
    """
    found = []
    for option in options:
        reply = posts[option.source].id
        if reply not in shares or not answers(option, posts):
            found.append(option)
        elif not is_silent(reply, shares):
            found.append(joined(option, shares[reply]))
    return found


def answers(option: Option, posts: Sequence[Post]) -> bool:
    """Tell whether an option leads from a reply into the post that it answers."""
    return posts[option.source].reply_to == posts[option.target].id


def is_silent(reply: str, shares: Shares, bound: float = SILENT) -> bool:
    """Tell whether a reply is so probably neither for nor against anything in the answered post."""
    return reply in shares and float(shares[reply][3]) >= bound


def joined(option: Option, shares: FloatArray) -> Option:
    """Add the stance's log-odds of objection, half of "mixed" on either side, to those of the option."""
    objects, supports, mixed, _ = map(float, shares)
    lean = math.log((objects + mixed / 2 + 1e-6) / (supports + mixed / 2 + 1e-6))
    odds = OWN * math.log((option.objects + 1e-6) / (1 - option.objects + 1e-6)) + KIND * lean
    return replace(option, objects=1 / (1 + math.exp(-odds)))
