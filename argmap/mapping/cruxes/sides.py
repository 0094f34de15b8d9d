"""Who stands where on a crux and on the claim that turns on it."""

from dataclasses import dataclass

from argmap.datatypes import Crux
from argmap.mapping.cruxes.debate import Debate

Speakers = tuple[str, ...]


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
