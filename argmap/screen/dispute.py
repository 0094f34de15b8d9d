"""What a thread is divided over, as the part of its map that is looked at first: cruxes, ways up, who objects."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from argmap.datatypes import ArgumentMap, Kind, Link
from argmap.mapping.cruxes.paths import find_path
from argmap.screen.filters import View
from argmap.screen.places import upward

OBJECTIONS = 3
"""Objections to a crux, or to a claim on its way up, that are drawn from the start, the surest first."""
SUPPORTS = 1
"""Supports of a crux that are drawn from the start."""


def find_ways(view: View) -> tuple[str, ...]:
    """Ids of the links that a reader must be able to follow, most wanted first.

    They are those from the cruxes up to what turns on them, in the order of their ranks, then the objections to them.
    """
    surest: dict[tuple[str, str], Link] = {}
    for link in sorted(view.links, key=lambda link: link.confidence):
        surest[link.source, link.target] = link
    steps = [surest[step].id for path in find_paths(view) for step in pairwise(path)]
    cruxes = {crux.claim for crux in view.argument_map.cruxes}
    attacks = (link.id for link in view.links if link.kind is Kind.OBJECTION and link.target in cruxes)
    return tuple(dict.fromkeys([*steps, *attacks]))


def find_paths(view: View) -> Iterator[tuple[str, ...]]:
    """For each crux that is shown, best first, the way to what turns on it, or itself where the view has none."""
    shown = {claim.id for claim in view.claims}
    for crux in view.argument_map.cruxes:
        if crux.claim in shown:
            yield find_path(crux.claim, crux.about, view.links)


def find_dispute(view: View, up: Mapping[str, Link]) -> frozenset[str]:
    """The claims that show what the thread is divided over; none where the view has no crux.

    Args:
        view: what the filters let through.
        up: for every claim that hangs below another the link that it hangs by.
    """
    below: dict[str, list[Link]] = {}
    for link in sorted(up.values(), key=lambda link: -link.confidence):
        below.setdefault(link.target, []).append(link)
    found: dict[str, None] = {}
    for path in find_paths(view):
        way = {claim: None for step in path for claim in upward(step, up)}
        found |= way
        for claim in way:
            found |= dict.fromkeys(voices(below.get(claim, ()), Kind.OBJECTION, OBJECTIONS))
        found |= dict.fromkeys(voices(below.get(path[0], ()), Kind.SUPPORT, SUPPORTS))
    return frozenset(found)


def voices(links: Sequence[Link], kind: Kind, most: int) -> list[str]:
    """The sources of the first links of a kind."""
    return [link.source for link in links if link.kind is kind][:most]


def find_tops(argument_map: ArgumentMap) -> tuple[str, ...]:
    """The main claims that stand on top, in the order of the cruxes that they turn on; then the others in their own.

    One that is itself a crux of another hangs below that, since the way between them is what has to be seen.
    """
    cruxes = {crux.claim for crux in argument_map.cruxes}
    turning = (crux.about for crux in argument_map.cruxes if crux.about in argument_map.main)
    return tuple(claim for claim in dict.fromkeys([*turning, *argument_map.main]) if claim not in cruxes)
