"""A network, its strengths at rest, and who stands where on every claim: what cruxes are found from."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from argmap.datatypes import Claim, Kind, Link, Thread
from argmap.mapping.cruxes.strength import Network, aggregate, build_network, weigh
from argmap.mapping.cruxes.talk import is_talk, is_told
from argmap.mapping.cues import is_question

Speakers = frozenset[str]
"""Distinct ones: a second mention by the same author does not count twice."""

HALF_ANSWERED, OTHER_REASON = 3, 0.2
"""So many objections make a claim half as answered as it can be; what a reason of another kind counts beside one."""
FULL_WORDS = 40
"""A claim of so many words is full."""
ASKED = 0.5
"""What is left of the score of a claim that is put as a question."""


@dataclass(frozen=True, slots=True)
class Debate:
    """A network, its strengths at rest, and who stands where.

    Attributes:
        network: claims and links.
        rest: final strength by claim id.
        for_: the speakers who assert or support a claim.
        against: the speakers who object to it.
        answered: how much others object to a claim, in [0, 1).
        full: how much a claim says, by its words, in [0, 1].
        heard: how much its post is replied to, in [0, 1].
        stated: 1, or 0.5 for a claim that is put as a question.
        speakers: all of them, in reading order.
        disputed: the claims that one speaker asserts and another objects to; only these can be cruxes.
    """

    network: Network
    rest: Mapping[str, float]
    for_: Mapping[str, Speakers]
    against: Mapping[str, Speakers]
    answered: Mapping[str, float]
    full: Mapping[str, float]
    heard: Mapping[str, float]
    stated: Mapping[str, float]
    speakers: tuple[str, ...]
    disputed: frozenset[str]


def build_debate(claims: Sequence[Claim], links: Iterable[Link], thread: Thread) -> Debate:
    """Everything that the cruxes of any claim are found from."""
    network = build_network(claims, links)
    asserting = {c.id: frozenset(thread.by_id[m.post].speaker for m in (*c.mentions, *c.agreements)) for c in claims}
    replies = Counter(post.reply_to for post in thread.posts)
    return Debate(
        network,
        weigh(network, network.base, network.base).values,
        for_={c: asserting[c].union(*_sources(c, Kind.SUPPORT, network, asserting)) for c in network.base},
        against={c: Speakers().union(*_sources(c, Kind.OBJECTION, network, asserting)) for c in network.base},
        answered={c: _answered(c, network, asserting) for c in network.base},
        full={c.id: _full(c.text) for c in claims},
        heard={c.id: _heard(replies[c.mentions[0].post]) for c in claims},
        stated={c.id: ASKED if is_question(c.text) else 1.0 for c in claims},
        speakers=tuple(dict.fromkeys(post.speaker for post in thread.posts)),
        disputed=_disputed(claims, network, asserting, thread),
    )


def distances(network: Network, about: str, max_path: int) -> dict[str, int]:
    """How many links at least lie between a claim and each other that reaches it, nearest first, up to `max_path`."""
    found = {about: 0}
    front = [about]
    for distance in range(1, max_path + 1):
        sources = (source for claim in front for source, _, _ in network.reasons[claim])
        front = [source for source in dict.fromkeys(sources) if source not in found]
        found.update(dict.fromkeys(front, distance))
    del found[about]
    return found


def contest(debate: Debate, claim: str) -> float:
    """How evenly the sides stand on a claim, in [0, 1]: by speakers, or by reasons where only one speaks."""
    for_, against = debate.for_[claim], debate.against[claim]
    if len(for_ | against) > 1:
        return 2 * min(len(for_), len(against)) / (len(for_) + len(against))
    weights = [aggregate(claim, kind, debate.network, debate.rest) for kind in Kind]
    return min(1.0, 2 * min(weights))


def outcomes(debate: Debate, claim: str, about: str) -> tuple[float, float]:
    """The strength of `about` if the claim is held true, and if it falls, whatever speaks for the claim."""
    between = _between(debate.network, claim, about)
    held, fell = (weigh(debate.network, {**debate.rest, claim: s}, between).values[about] for s in (1.0, 0.0))
    return held, fell


def is_double(debate: Debate, claim: str, about: str) -> bool:
    """Whether two speakers who differ on `about` differ on the claim as well."""
    pro, con = debate.for_[about], debate.against[about]
    yes, no = debate.for_[claim], debate.against[claim]
    pairs = ((pro & yes, con & no), (pro & no, con & yes))
    return any(one and other and len(one | other) > 1 for one, other in pairs)


def natural(id: str) -> tuple[int, str]:
    """A key that puts c2 before c10, so that ties go by reading order however the claims are listed."""
    return len(id), id


def _disputed(
    claims: Sequence[Claim], network: Network, asserting: Mapping[str, Speakers], thread: Thread
) -> frozenset[str]:
    """The claims that a speaker asserts in an argument, and that another speaker objects to with one."""
    talk = {claim.id for claim in claims if is_talk(claim.text)}

    def objected(claim: str) -> bool:
        return any(
            how is Kind.OBJECTION and source not in talk and not asserting[source] & asserting[claim]
            for source, _, how in network.reasons[claim]
        )

    return frozenset(claim.id for claim in claims if is_told(claim, thread) and objected(claim.id))


def _answered(claim: str, network: Network, asserting: Mapping[str, Speakers]) -> float:
    """How much others object to a claim, and is said for and against it besides, in [0, 1)."""
    objections = sum(
        1
        for source, _, kind in network.reasons[claim]
        if kind is Kind.OBJECTION and not asserting[source] & asserting[claim]
    )
    count = objections + OTHER_REASON * (len(network.reasons[claim]) - objections)
    return count / (count + HALF_ANSWERED)


def _full(text: str) -> float:
    return float(((1 + min(len(text.split()), FULL_WORDS) / FULL_WORDS) / 2) ** 2)


def _heard(replies: int) -> float:
    return float(((1 + replies / (replies + 1)) / 2) ** 2)


def _sources(claim: str, kind: Kind, network: Network, asserting: Mapping[str, Speakers]) -> tuple[Speakers, ...]:
    return tuple(asserting[source] for source, _, how in network.reasons[claim] if how is kind)


def _between(network: Network, claim: str, about: str) -> frozenset[str]:
    """The claims on the ways from one claim to another, the last included, the first not."""
    down = _spread(claim, lambda at: network.targets[at])
    up = _spread(about, lambda at: (source for source, _, _ in network.reasons[at] if source in down))
    return (down & up) - {claim}


def _spread(start: str, step: Callable[[str], Iterable[str]]) -> frozenset[str]:
    """Everything that can be reached from a claim, itself included."""
    seen, open_ = {start}, [start]
    while open_:
        new = set(step(open_.pop())) - seen
        seen |= new
        open_.extend(new)
    return frozenset(seen)
