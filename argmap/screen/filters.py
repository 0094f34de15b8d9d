"""Which claims and links a reader wants to see."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from argmap.datatypes import ArgumentMap, Claim, Kind, Link
from argmap.mapping.cruxes.paths import find_path
from argmap.screen.rows import all_roles, speakers

Test = Callable[[Claim], bool]
CHOICES = ("directions", "authors", "posts", "roles")
"""The filters that offer values to choose from, each with the number of claims that it would leave."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader wants to see; they combine, and each left as it is lets everything through.

    Attributes:
        directions: slugs; a claim needs one of them.
        kinds: of links; a claim needs a link of one of them, as source or target.
        min_confidence: of links, in [0, 1].
        words: all of them must stand in a claim's text or be its author's, in any case.
        unlinked: whether to show claims that no link holds; words find them in any case.
        authors: names as the screen shows them; a claim needs one that states it.
        posts: ids; a claim needs one that states it.
        roles: `main`, `crux` or `claim`; a claim needs one of them.
        contested: whether to keep only claims that somebody objects to.
    """

    directions: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    min_confidence: float = 0.0
    words: str = ""
    unlinked: bool = False
    authors: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    contested: bool = False


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
    links = kept_links(argument_map, filters)
    linked, tests = ends(argument_map.links), find_tests(argument_map, filters, links)
    shown = {claim.id: claim for claim in argument_map.claims if all(test(claim) for test in tests.values())}
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


def count_choices(argument_map: ArgumentMap, filters: Filters) -> dict[str, Counter[str]]:
    """For each filter that offers values how many claims each value has, among those that the other filters leave."""
    tests = find_tests(argument_map, filters, kept_links(argument_map, filters))
    values = find_values(argument_map)
    found: dict[str, Counter[str]] = {name: Counter() for name in CHOICES}
    for claim in argument_map.claims:
        failed = [name for name, test in tests.items() if not test(claim)]
        for name in CHOICES:
            if failed in ([], [name]):
                found[name].update(set(values[name](claim)))
    return found


def count_contested(argument_map: ArgumentMap, filters: Filters) -> int:
    """How many claims would be left if only contested ones were shown."""
    tests = find_tests(argument_map, filters, links := kept_links(argument_map, filters))
    del tests["contested"]
    attacked = contested(links)
    return sum(claim.id in attacked and all(test(claim) for test in tests.values()) for claim in argument_map.claims)


def find_tests(argument_map: ArgumentMap, filters: Filters, links: Sequence[Link]) -> dict[str, Test]:
    """What a claim must pass to be shown, by the name of the filter; `links` are those that are kept."""
    linked, held, attacked = ends(argument_map.links), ends(links), contested(links)
    loose = filters.unlinked or bool(filters.words.strip())
    words = filters.words.casefold().split()

    def said(claim: Claim) -> str:
        return " ".join((claim.text, *speakers(claim, argument_map))).casefold()

    tests: dict[str, Test] = {
        "links": lambda claim: claim.id in held or (loose and claim.id not in linked),
        "contested": lambda claim: not filters.contested or claim.id in attacked,
        "words": lambda claim: not words or all(word in said(claim) for word in words),
    }
    for name, values in find_values(argument_map).items():
        tests[name] = one_of(frozenset(getattr(filters, name)), values)
    return tests


def one_of(wanted: frozenset[str], values: Callable[[Claim], Iterable[str]]) -> Test:
    """Whether a claim has one of the wanted values; everything is wanted where none is named."""
    return lambda claim: not wanted or not wanted.isdisjoint(values(claim))


def find_values(argument_map: ArgumentMap) -> Mapping[str, Callable[[Claim], Iterable[str]]]:
    """What a claim has of each filter that offers values."""
    role = all_roles(argument_map)
    return {
        "directions": lambda claim: claim.directions,
        "authors": lambda claim: speakers(claim, argument_map),
        "posts": lambda claim: [span.post for span in claim.mentions],
        "roles": lambda claim: role[claim.id],
    }


def kept_links(argument_map: ArgumentMap, filters: Filters) -> list[Link]:
    """The links of the wanted kinds that are sure enough."""
    kinds = filters.kinds or tuple(Kind)
    return [link for link in argument_map.links if link.confidence >= filters.min_confidence and link.kind in kinds]


def ends(links: Iterable[Link]) -> frozenset[str]:
    """The ids of the claims that the links hold."""
    return frozenset(claim for link in links for claim in (link.source, link.target))


def contested(links: Iterable[Link]) -> frozenset[str]:
    """The ids of the claims that somebody objects to."""
    return frozenset(link.target for link in links if link.kind is Kind.OBJECTION)


def neighbourhood(view: View, claim: str) -> View:
    """What is shown around a claim: its neighbours, and the way to what turns on it, or to the main claims."""
    argument_map = view.argument_map
    tops = {crux.about for crux in argument_map.cruxes if crux.claim == claim} or set(argument_map.main)
    links = [link for link in view.links if claim in (link.source, link.target)]
    near = {claim, *ends(links), *(step for top in tops for step in find_path(claim, top, view.links))}
    claims = tuple(other for other in view.claims if other.id in near)
    kept = tuple(link for link in view.links if link.source in near and link.target in near)
    return View(argument_map, claims if any(c.id == claim for c in claims) else (), kept, view.unlinked)
