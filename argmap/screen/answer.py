"""What a reader asks for -> everything that the screen needs to show it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from argmap.datatypes import ArgumentMap
from argmap.screen.address import Ask, query_of
from argmap.screen.controls import controls_payload
from argmap.screen.filters import Filters, View, filter_map, neighbourhood
from argmap.screen.folding import DIVIDED, Fold, fold_dispute, fold_view


@dataclass(frozen=True)
class Answer:
    """What is drawn, and what stands around it.

    Attributes:
        view: what the filters let through.
        fold: the claims and links that are drawn.
        near: the neighbourhood of the claim in focus; None without one.
        around: the rest, ready for JSON: what was asked, filter bar, shown and folded claims, what is drawn.
    """

    view: View
    fold: Fold
    near: View | None
    around: Mapping[str, Any]


def answer(argument_map: ArgumentMap, ask: Ask, folded: Collection[str] | None, of: str = "") -> Answer:
    """What the screen shows of a map.

    Args:
        argument_map: the whole.
        ask: what is asked for; a claim that the map does not have is passed over.
        folded: claims whose reasons are folded away; None for the way a map opens.
        of: which of SHOWN was drawn before, and these were folded in; what is folded there says nothing of the other.
    """
    known = argument_map.claim_by_id
    ask = replace(ask, claim=ask.claim if ask.claim in known else "", focus=ask.focus if ask.focus in known else "")
    view = filter_map(argument_map, ask.filters)
    fold = fold_dispute(view, folded if of == "dispute" else None) if starts_with_dispute(ask, view, of) else None
    wanted = [claim.id for claim in view.claims if claim.id in (ask.claim, ask.focus)]
    if fold and not {claim.id for claim in fold.view.claims}.issuperset(wanted):
        ask, fold = replace(ask, show="map"), None
    drawn = "dispute" if fold else "map"
    fold = fold or fold_view(view, () if ask.by else folded if of != "dispute" else None, wanted)
    near = neighbourhood(view, ask.focus) if ask.focus else None
    around = {
        "ask": query_of(ask),
        "controls": controls_payload(view, ask.filters),
        "shown": [claim.id for claim in view.claims],
        "folded": list(fold.folded),
        "drawn": drawn,
    }
    return Answer(view, fold, near if near and near.claims else None, around)


def starts_with_dispute(ask: Ask, view: View, of: str = "") -> bool:
    """Whether what the thread is divided over is asked for, or there is more than can be read in a window.

    What was drawn before stays as filters come and go; without any the number of claims decides.
    """
    if ask.by or ask.show:
        return not ask.by and ask.show == "dispute"
    many = len(view.claims) > DIVIDED
    return of == "dispute" or (many and (not of or ask.filters == Filters()))
