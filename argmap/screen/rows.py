"""What is told of a map in words and lists: who says what, which directions, which cruxes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from argmap.datatypes import ArgumentMap, Claim, Crux, Post
from argmap.mapping.cruxes.paths import find_path
from argmap.mapping.cruxes.reactions import told_by_readers
from argmap.mapping.cruxes.settling import settled_by, surest_objection
from argmap.mapping.cruxes.sides import sure_sides
from argmap.mapping.cruxes.telling import Turn, confidences, how_sure, shorten, turn_of

ScorePart = tuple[str, float, str]
"""What a score is a product of: its name, its value, and what it was counted from, in words."""


@dataclass(frozen=True, slots=True)
class CruxRow:
    """A crux as a briefing tells it.

    Attributes:
        for_, against: who surely stands there; maybe_for, maybe_against: who may, by a doubtful link.
        turn: what it does to the claim that turns on it.
        path: leads from the crux to the claim that turns on it, both included.
        readers: what readers of the site marked it as, in words; empty where nothing.
        sure: whether a careful reader would name it, in words; empty where the map does not say.
        objection: who objects most surely, and the words; empty where nobody does.
        settled_by: what would settle it, in words; empty where no cue tells.
    """

    rank: int
    claim: str
    about: str
    for_: tuple[str, ...]
    against: tuple[str, ...]
    turn: Turn
    double: bool
    score: float
    path: tuple[str, ...]
    readers: str = ""
    sure: str = ""
    objection: str = ""
    settled_by: str = ""
    maybe_for: tuple[str, ...] = ()
    maybe_against: tuple[str, ...] = ()


def crux_rows(argument_map: ArgumentMap) -> tuple[CruxRow, ...]:
    """The cruxes of the map, best first."""
    named = {post.id: speaker(post) for post in argument_map.thread.posts if not post.author}
    sure = confidences(argument_map)
    return tuple(crux_row(rank, crux, argument_map, named, sure) for rank, crux in enumerate(argument_map.cruxes, 1))


def crux_row(
    rank: int, crux: Crux, argument_map: ArgumentMap, named: Mapping[str, str], sure: Mapping[tuple[str, str], float]
) -> CruxRow:
    """One crux; `named` says what to call speakers whose name is unknown, `sure` how surely each link is there."""
    for_, against = sure_sides(crux, argument_map)

    def called(speakers: Iterable[str]) -> tuple[str, ...]:
        return tuple(named.get(name, name) for name in speakers)

    return CruxRow(
        rank,
        crux.claim,
        crux.about,
        called(for_),
        called(against),
        turn_of(crux, argument_map, sure),
        crux.double,
        crux.score,
        find_path(crux.claim, crux.about, argument_map.links),
        told_by_readers(argument_map.claim_by_id[crux.claim], argument_map.thread),
        how_sure(crux),
        told_objection(crux, argument_map),
        settled_by(argument_map.claim_by_id[crux.claim].text),
        called(name for name in crux.for_ if name not in for_),
        called(name for name in crux.against if name not in against),
    )


def told_objection(crux: Crux, argument_map: ArgumentMap) -> str:
    """Who objects to a crux most surely, and the words; empty where nobody does."""
    claim = argument_map.claim_by_id.get(surest_objection(crux, argument_map))
    return f"{', '.join(speakers(claim, argument_map))}: “{shorten(claim.text, 160)}”" if claim else ""


def direction_name(slug: str, argument_map: ArgumentMap) -> str:
    """The name of a direction or topic, or its slug made readable where the map has none."""
    names = {topic.slug: topic.name for topic in argument_map.topics}
    return names.get(slug) or slug.replace("-", " ").capitalize()


def roles(argument_map: ArgumentMap) -> dict[str, str]:
    """`main`, `crux` or `claim` for every claim."""
    found = {claim.id: "claim" for claim in argument_map.claims}
    found.update((crux.claim, "crux") for crux in argument_map.cruxes)
    found.update((claim, "main") for claim in argument_map.main)
    return found


def all_roles(argument_map: ArgumentMap) -> dict[str, tuple[str, ...]]:
    """The roles of every claim: a main claim can be a crux of another as well."""
    cruxes = {crux.claim for crux in argument_map.cruxes}
    return {
        claim: (role, "crux") if role == "main" and claim in cruxes else (role,)
        for claim, role in roles(argument_map).items()
    }


def speakers(claim: Claim, argument_map: ArgumentMap) -> tuple[str, ...]:
    """Who states the claim, each once, the clearest mention's author first."""
    return tuple(dict.fromkeys(speaker(argument_map.thread.by_id[span.post]) for span in claim.mentions))


def speaker(post: Post) -> str:
    """The author's name, or words for a post whose author is unknown."""
    return post.author or f"unknown ({post.id})"
