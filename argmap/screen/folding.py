"""Which claims are drawn: what a thread is divided over, or all of it, with the reasons below some folded away."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from argmap.datatypes import Link
from argmap.screen.dispute import find_dispute, find_tops, find_ways
from argmap.screen.filters import View
from argmap.screen.places import choose_parents, upward

WHOLE = 150
"""A map of so many claims opens whole: about what a window shows in boxes that can still be told apart."""
DIVIDED = 50
"""A map of more claims opens as what it is divided over: the boxes of a whole one would be too small to read."""
OVERVIEW = 110
"""A larger one without cruxes opens at as many levels as hold no more than this."""


@dataclass(frozen=True)
class Fold:
    """What is drawn of a view.

    Attributes:
        view: the claims that are not folded away, and the links between them.
        folded: the claims whose reasons are folded away, in reading order.
        below: for each claim how many below it can be folded away, and are where it is folded; none are left out.
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
    up = find_parents(view)
    children = find_children(view, up)
    closed = set(opening(view, up, children) if folded is None else folded) & set(children)
    for claim in reveal:
        closed.difference_update([*upward(claim, up)][1:])
    return without(view, {claim for top in closed for claim in under(top, children)}, closed, up, frozenset())


def fold_dispute(view: View, folded: Collection[str] | None = None) -> Fold | None:
    """Leaves out all but what the thread is divided over, and what a reader has unfolded below that.

    Args:
        view: what the filters let through.
        folded: ids; None for the way a map opens, with everything else folded.

    Returns:
        None where the view has no crux.
    """
    up = find_parents(view)
    children, core = find_children(view, up), find_dispute(view, up)
    if not core:
        return None
    closed = {claim for claim in children if folded is None or claim in folded}
    away = {claim.id for claim in view.claims if claim.id not in up and claim.id not in core}
    hidden = away | {claim for top in closed | away for claim in under(top, children)}
    return without(view, hidden - core, closed, up, core)


def without(
    view: View, hidden: Collection[str], closed: Collection[str], up: Mapping[str, Link], core: Collection[str]
) -> Fold:
    """The view without the hidden claims; those of the core are never folded away."""
    claims = tuple(claim for claim in view.claims if claim.id not in hidden)
    links = tuple(link for link in view.links if link.source not in hidden and link.target not in hidden)
    below = {claim.id: 0 for claim in view.claims}
    for claim in below.keys() - core:
        for top in [*upward(claim, up)][1:]:
            below[top] += 1
    folded = tuple(claim.id for claim in view.claims if claim.id in closed and below[claim.id])
    return Fold(View(view.argument_map, claims, links, view.unlinked), folded, below)


def find_parents(view: View) -> dict[str, Link]:
    """For every claim that hangs below another the link that it hangs by."""
    return choose_parents(view.links, frozenset(find_tops(view.argument_map)), find_ways(view))


def find_children(view: View, up: Mapping[str, Link]) -> dict[str, list[str]]:
    """The claims right below each that has some, in reading order."""
    children: dict[str, list[str]] = {}
    for claim in (claim.id for claim in view.claims):
        if claim in up:
            children.setdefault(up[claim].target, []).append(claim)
    return children


def under(claim: str, children: Mapping[str, list[str]]) -> Iterator[str]:
    """The claims below a claim, without itself."""
    waiting = list(children.get(claim, ()))
    for reason in waiting:
        yield reason
        waiting.extend(children.get(reason, ()))


def opening(view: View, up: Mapping[str, Link], children: Mapping[str, list[str]]) -> Iterator[str]:
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
