"""Who stands where on a crux and on the claim that turns on it."""

from dataclasses import dataclass

from argmap.datatypes import ArgumentMap, Claim, Crux, Kind
from argmap.mapping.cruxes.debate import Debate

Speakers = tuple[str, ...]

SURE = 0.8
"""A link so sure puts a speaker on a side; one below it may.

A side follows from links between posts. On the 105 training threads their share that a careful reader drew as well,
with the same kind, is .14 .21 .30 .35 .42 .42 .45 .42 .67 for confidences from 0, .1, ... .8 (the last of 9 links):
only from .8 on it is two of three, and a link that a person confirmed is certain. The linker has seen those threads,
and two readers draw .63 of each other's links.
"""


@dataclass(frozen=True, slots=True)
class Sides:
    """The speakers who take a side on both claims, in reading order.

    Attributes:
        both: for the claim that turns, and for the crux.
        neither: against both.
        only_about: for the claim that turns, against the crux.
        only_crux: against the claim that turns, for the crux.
    """

    both: Speakers
    neither: Speakers
    only_about: Speakers
    only_crux: Speakers


def sides_of(crux: Crux, debate: Debate) -> Sides:
    """Who of those who speak on the claim that turns takes which side on the crux."""
    pro, con = debate.for_[crux.about], debate.against[crux.about]
    yes, no = debate.for_[crux.claim], debate.against[crux.claim]

    def those(some: frozenset[str]) -> Speakers:
        return tuple(speaker for speaker in debate.speakers if speaker in some)

    return Sides(those(pro & yes), those(con & no), those(pro & no), those(con & yes))


def sure_sides(crux: Crux, argument_map: ArgumentMap) -> tuple[Speakers, Speakers]:
    """Who is for and against a crux without a doubtful link in between: those who state it, or are linked surely."""

    def stating(claim: Claim) -> set[str]:
        places = (*claim.mentions, *claim.agreements)
        return {argument_map.thread.by_id[place.post].speaker for place in places}

    claims = argument_map.claim_by_id
    found = {Kind.SUPPORT: stating(claims[crux.claim]), Kind.OBJECTION: set[str]()}
    for link in argument_map.links:
        if link.target == crux.claim and link.confidence >= SURE:
            found[link.kind] |= stating(claims[link.source])
    return (
        tuple(name for name in crux.for_ if name in found[Kind.SUPPORT]),
        tuple(name for name in crux.against if name in found[Kind.OBJECTION]),
    )
