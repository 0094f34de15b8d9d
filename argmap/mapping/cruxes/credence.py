"""What would change my mind: a reader's own credence in some claims, and what follows for the others.

A credence takes the place of a claim's strength, whatever speaks for the claim and against it; what the claim is a
reason for or against is weighed again. This is what `held` and `fell` of a crux are, with 1 and 0 for the credence.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from argmap.datatypes import ArgumentMap
from argmap.errors import InputError
from argmap.mapping.cruxes.strength import Network, build_network, weigh

LEAST_MOVE = 0.005
"""A smaller change shows as none in two decimals."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A claim's strength as the thread argues, and with the reader's credences."""

    claim: str
    before: float
    after: float

    @property
    def moves(self) -> bool:
        """Whether the change can be seen."""
        return abs(self.after - self.before) >= LEAST_MOVE

    @property
    def turns(self) -> bool:
        """Whether the two lie on different sides of 0.5."""
        return (self.before - 0.5) * (self.after - 0.5) < 0


def what_if(argument_map: ArgumentMap, credences: Mapping[str, float]) -> tuple[Shift, ...]:
    """What follows from a reader's credences, each in [0, 1]: takes time linear in claims and links.

    Returns:
        The main claims, most central first, whether they move or not; then the other claims that move, the largest
        change first, without those that the reader has set.

    Raises:
        InputError: a credence lies outside [0, 1], or the map has no such claim.
    """
    for claim, credence in credences.items():
        if claim not in argument_map.claim_by_id:
            raise InputError(f"there is no claim {claim} in this map; `argmap cruxes` shows the ids of its cruxes")
        if not 0 <= credence <= 1:
            raise InputError(f"the credence in {claim} is {credence:g}; give one from 0 to 1")
    network = build_network(argument_map.claims, argument_map.links)
    before = weigh(network, network.base, network.base).values
    after = weigh(network, {**before, **credences}, downstream(network, credences)).values
    shifts = {claim: Shift(claim, before[claim], after[claim]) for claim in before}
    others = [shift for claim, shift in shifts.items() if claim not in {*argument_map.main, *credences} and shift.moves]
    others.sort(key=lambda shift: -abs(shift.after - shift.before))
    return (*(shifts[claim] for claim in argument_map.main), *others)


def downstream(network: Network, credences: Mapping[str, float]) -> frozenset[str]:
    """The claims that those set by the reader can reach, without these."""
    found: set[str] = set()
    waiting = list(credences)
    for claim in waiting:
        fresh = [target for target in network.targets[claim] if target not in found and target not in credences]
        found.update(fresh)
        waiting.extend(fresh)
    return frozenset(found)
