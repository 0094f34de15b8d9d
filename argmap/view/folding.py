"""Which claims are drawn when the reasons below some are folded away: large maps open at their upper levels."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from argmap.view.filters import View
from argmap.view.places import choose_parents

WHOLE = 150
"""A map of so many claims opens whole: about what a window shows in boxes that can still be told apart."""
OVERVIEW = 110
"""A larger one opens at as many levels as hold no more than this."""


@dataclass(frozen=True)
class Fold:
    """What is drawn of a view.

    Attributes:
        view: the claims that are not folded away, and the links between them.
        folded: the claims whose reasons are folded away, in reading order.
        below: for each claim how many hang below it in the view, folded or not; none are left out.
    """

    view: View
    folded: tuple[str, ...]
    below: Mapping[str, int]


def fold_view(view: View, folded: Collection[str] | None = None, reveal: Iterable[str] = ()) -> Fold:
    """Leaves out what hangs below the folded claims.

    Args:
        view: what the filters let through.
        folded: ids; None for the way a map opens.
        reveal: ids that have to be drawn, whatever is folded.
    """
    up = {claim: link.target for claim, link in choose_parents(view.links, frozenset(view.argument_map.main)).items()}
    children: dict[str, list[str]] = {}
    for claim in (claim.id for claim in view.claims):
        if claim in up:
            children.setdefault(up[claim], []).append(claim)
    closed = set(opening(view, up, children) if folded is None else folded) & set(children)
    for claim in reveal:
        closed.difference_update(above(claim, up))
    hidden = {claim for top in closed for claim in under(top, children)}
    claims = tuple(claim for claim in view.claims if claim.id not in hidden)
    links = tuple(link for link in view.links if link.source not in hidden and link.target not in hidden)
    return Fold(
        View(view.argument_map, claims, links, view.unlinked),
        tuple(claim.id for claim in view.claims if claim.id in closed),
        sizes_below(view, up),
    )


def above(claim: str, up: Mapping[str, str]) -> Iterator[str]:
    """The claims over a claim, nearest first, without itself."""
    while claim in up:
        claim = up[claim]
        yield claim


def under(claim: str, children: Mapping[str, list[str]]) -> Iterator[str]:
    """The claims below a claim, without itself."""
    waiting = list(children.get(claim, ()))
    for reason in waiting:
        yield reason
        waiting.extend(children.get(reason, ()))


def sizes_below(view: View, up: Mapping[str, str]) -> dict[str, int]:
    """How many claims hang below each."""
    below = {claim.id: 0 for claim in view.claims}
    for claim in below:
        for top in above(claim, up):
            below[top] += 1
    return below


def opening(view: View, up: Mapping[str, str], children: Mapping[str, list[str]]) -> Iterator[str]:
    """The claims that a map opens with folded: none, or the lowest level that still fits an overview."""
    if len(view.claims) <= WHOLE:
        return
    level = [claim.id for claim in view.claims if claim.id not in up]
    drawn = len(level)
    while (below := [reason for claim in level for reason in children.get(claim, ())]) and drawn + len(
        below
    ) <= OVERVIEW:
        level, drawn = below, drawn + len(below)
    yield from level
