"""Which claims and links a reader wants to see."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from argmap.datatypes import ArgumentMap, Claim, Kind, Link
from argmap.view.rows import find_path, speakers


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader wants to see; they combine, and each left as it is lets everything through.

    Attributes:
        directions: slugs; a claim needs one of them.
        kinds: of links; a claim needs a link of one of them, as source or target.
        min_confidence: of links, in [0, 1].
        words: all of them must stand in a claim's text or be its author's, in any case.
        unlinked: whether to show claims that no link holds; words find them in any case.
    """

    directions: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    min_confidence: float = 0.0
    words: str = ""
    unlinked: bool = False


@dataclass(frozen=True)
class View:
    """The part of a map that is shown.

    Attributes:
        argument_map: the whole.
        claims: those shown, in reading order.
        links: those shown; both ends are.
        unlinked: how many claims of the whole map no link holds.
    """

    argument_map: ArgumentMap
    claims: tuple[Claim, ...]
    links: tuple[Link, ...]
    unlinked: int

    @property
    def summary(self) -> str:
        """How much of the map is shown, in words."""
        return f"{len(self.claims)} of {len(self.argument_map.claims)} claims shown"


def filter_map(argument_map: ArgumentMap, filters: Filters) -> View:
    """The claims and links that the filters let through."""
    links = [
        link
        for link in argument_map.links
        if link.confidence >= filters.min_confidence and link.kind in (filters.kinds or tuple(Kind))
    ]
    linked, held = ends(argument_map.links), ends(links)
    loose = filters.unlinked or bool(filters.words.strip())
    shown = {
        claim.id: claim
        for claim in argument_map.claims
        if (claim.id in held or (loose and claim.id not in linked)) and fits(claim, argument_map, filters)
    }
    kept = tuple(link for link in links if link.source in shown and link.target in shown)
    return View(argument_map, tuple(shown.values()), kept, len(argument_map.claims) - len(linked))


def shown_map(view: View) -> ArgumentMap:
    """What is shown as a map of its own, for those who want only that; strengths are those of the whole."""
    whole, shown = view.argument_map, {claim.id for claim in view.claims}
    return replace(
        whole,
        claims=view.claims,
        links=view.links,
        strengths={claim: strength for claim, strength in whole.strengths.items() if claim in shown},
        main=tuple(claim for claim in whole.main if claim in shown),
        cruxes=tuple(crux for crux in whole.cruxes if {crux.claim, crux.about} <= shown),
        claim_cruxes={
            claim: tuple(crux for crux in cruxes if crux in shown)
            for claim, cruxes in whole.claim_cruxes.items()
            if claim in shown
        },
    )


def ends(links: Sequence[Link]) -> frozenset[str]:
    """The ids of the claims that the links hold."""
    return frozenset(claim for link in links for claim in (link.source, link.target))


def fits(claim: Claim, argument_map: ArgumentMap, filters: Filters) -> bool:
    """Whether a claim has one of the wanted directions and all of the wanted words."""
    if filters.directions and not set(filters.directions) & set(claim.directions):
        return False
    said = " ".join((claim.text, *speakers(claim, argument_map))).casefold()
    return all(word in said for word in filters.words.casefold().split())


def neighbourhood(view: View, claim: str) -> View:
    """What is shown around a claim: its neighbours, and the way to what turns on it, or to the main claims."""
    argument_map = view.argument_map
    tops = {crux.about for crux in argument_map.cruxes if crux.claim == claim} or set(argument_map.main)
    links = [link for link in view.links if claim in (link.source, link.target)]
    near = {claim, *ends(links), *(step for top in tops for step in find_path(claim, top, view.links))}
    claims = tuple(other for other in view.claims if other.id in near)
    kept = tuple(link for link in view.links if link.source in near and link.target in near)
    return View(argument_map, claims if any(c.id == claim for c in claims) else (), kept, view.unlinked)
