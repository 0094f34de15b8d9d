"""Claims and links as a person left them -> strengths, main claims and cruxes found anew, what they marked first."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from argmap.datatypes import ArgumentMap, Crux
from argmap.mapping.cruxes.crux import describe, find_cruxes, rank
from argmap.mapping.cruxes.debate import Debate, build_debate, distances, natural
from argmap.mapping.cruxes.main import find_main
from argmap.mapping.cruxes.strength import final_strengths
from argmap.settings import Settings


def conclude(argument_map: ArgumentMap, settings: Settings = Settings()) -> ArgumentMap:
    """The map with everything found anew that follows from its thread, claims and links.

    A claim that a person marked as a crux stands before those that the figures find, and one that they marked as none
    is left out.
    """
    thread, claims, links = argument_map.thread, argument_map.claims, argument_map.links
    main = find_main(claims, links, thread, settings)
    refused = {claim.id for claim in claims if claim.marked is False}
    wide = replace(settings, max_cruxes=settings.max_cruxes + len(refused))
    cruxes, own = find_cruxes(claims, links, thread, main, wide)
    return replace(
        argument_map,
        strengths=final_strengths(claims, links).values,
        main=main,
        cruxes=_marked(argument_map, main, cruxes, settings),
        claim_cruxes={claim: tuple(crux for crux in found if crux not in refused) for claim, found in own.items()},
    )


def _marked(
    argument_map: ArgumentMap, main: Sequence[str], found: Sequence[Crux], settings: Settings
) -> tuple[Crux, ...]:
    """The cruxes in the order that a person's marks give them; as many as were found in any case, or as were marked."""
    marks = {claim.id: claim.marked for claim in argument_map.claims if claim.marked is not None}
    if not marks:
        return tuple(found)
    known = {crux.claim: crux for crux in found}
    debate = build_debate(argument_map.claims, argument_map.links, argument_map.thread)
    wanted = sorted((claim for claim, mark in marks.items() if mark), key=natural)
    first = [known.get(claim) or crux for claim in wanted for crux in _crux_of(debate, claim, main, settings)]
    rest = [crux for crux in found if crux.claim not in marks]
    return tuple([*first, *rest][: max(settings.max_cruxes, len(first))])


def _crux_of(debate: Debate, claim: str, main: Sequence[str], settings: Settings) -> Iterator[Crux]:
    """A marked claim as a crux of the main claim that it moves most, else of the first that it is not itself."""
    others = [about for about in main if about != claim]
    if not others:
        return
    scores = {about: _score(debate, claim, about, settings) for about in others}
    reach = {about: claim in distances(debate.network, about, settings.max_path) for about in others}
    about = max(others, key=lambda about: (scores[about], reach[about]))
    yield describe(debate, claim, about=about, score=scores[about])


def _score(debate: Debate, claim: str, about: str, settings: Settings) -> float:
    """What the figures give a claim as a crux of another; 0 where they give it no rank."""
    return next((rival.score for rival in rank(debate, about, settings, every=True) if rival.claim == claim), 0.0)
