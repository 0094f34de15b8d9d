"""What a reader asks for -> everything that the screen needs to show it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from argmap.datatypes import ArgumentMap
from argmap.view.address import Ask, query_of
from argmap.view.controls import controls_payload
from argmap.view.filters import View, filter_map, neighbourhood
from argmap.view.folding import Fold, fold_view


@dataclass(frozen=True)
class Answer:
    """What is drawn, and what stands around it.

    Attributes:
        view: what the filters let through.
        fold: the claims and links that are drawn.
        near: the neighbourhood of the claim in focus; None without one.
        around: the rest, ready for JSON: what was asked, filter bar, shown and folded claims.
    """

    view: View
    fold: Fold
    near: View | None
    around: Mapping[str, Any]


def answer(argument_map: ArgumentMap, ask: Ask, folded: Collection[str] | None) -> Answer:
    """What the screen shows of a map.

    Args:
        argument_map: the whole.
        ask: what is asked for; a claim that the map does not have is passed over.
        folded: claims whose reasons are folded away; None for the way a map opens.
    """
    known = argument_map.claim_by_id
    ask = replace(ask, claim=ask.claim if ask.claim in known else "", focus=ask.focus if ask.focus in known else "")
    view = filter_map(argument_map, ask.filters)
    fold = fold_view(view, () if ask.by else folded, [claim for claim in (ask.claim, ask.focus) if claim])
    near = neighbourhood(view, ask.focus) if ask.focus else None
    around = {
        "ask": query_of(ask),
        "controls": controls_payload(view, ask.filters),
        "shown": [claim.id for claim in view.claims],
        "folded": list(fold.folded),
    }
    return Answer(view, fold, near if near and near.claims else None, around)
