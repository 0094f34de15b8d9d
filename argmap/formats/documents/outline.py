"""A map as an outline: each main claim with its reasons below it, for formats and people that read downwards."""

from collections.abc import Iterator
from dataclasses import dataclass

from argmap.datatypes import ArgumentMap, Link


@dataclass(frozen=True, slots=True)
class Row:
    """One line of an outline.

    Attributes:
        number: its place among its siblings on every level, counted from 1: (2, 1) is the first below the second root.
        claim: its id.
        link: what joins it to the row above; None for a root.
        again: the claim stands further up already, with its reasons; here it is only named.
    """

    number: tuple[int, ...]
    claim: str
    link: Link | None
    again: bool


def outline(argument_map: ArgumentMap) -> Iterator[Row]:
    """Every claim once with its reasons, every link once; main claims come first, then reading order."""
    reasons: dict[str, list[Link]] = {claim.id: [] for claim in argument_map.claims}
    for link in argument_map.links:
        reasons[link.target].append(link)
    seen: set[str] = set()
    roots = 0
    for root in _roots(argument_map):
        if root not in seen:
            roots += 1
            yield from _below(root, roots, reasons, seen)


def _roots(argument_map: ArgumentMap) -> Iterator[str]:
    """Where to begin: main claims, what is a reason for nothing, then the rest (rings without an end)."""
    reason_for_something = {link.source for link in argument_map.links}
    yield from argument_map.main
    yield from (claim.id for claim in argument_map.claims if claim.id not in reason_for_something)
    yield from (claim.id for claim in argument_map.claims)


def _below(root: str, place: int, reasons: dict[str, list[Link]], seen: set[str]) -> Iterator[Row]:
    """A claim and all below it, without recursion, since a chain of replies can be thousands long."""
    waiting: list[tuple[tuple[int, ...], str, Link | None]] = [((place,), root, None)]
    while waiting:
        number, claim, link = waiting.pop()
        again = claim in seen
        yield Row(number, claim, link, again)
        if not again:
            seen.add(claim)
            below = [((*number, i), reason.source, reason) for i, reason in enumerate(reasons[claim], 1)]
            waiting.extend(reversed(below))
