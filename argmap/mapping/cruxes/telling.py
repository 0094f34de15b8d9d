"""Cruxes in words: what would change if one fell, and how sure the map is of the links that say so.

Every place that tells a crux (the app, the terminal, Markdown) takes its figures from `turn_of`, so that all say the
same: the strength of the other claim as it stands, with the crux fallen, and with the crux held without doubt.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from argmap.datatypes import ArgumentMap, Crux
from argmap.mapping.cruxes.paths import find_path

CERTAIN = 0.995
"""A link this sure is not doubted in whole percents."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What a crux does to the claim that turns on it, as it is read: strengths with two decimals.

    Attributes:
        now: the strength of that claim as the thread argues.
        fell: its strength if the crux fell.
        held: its strength if the crux held without doubt.
        moves: whether the crux moves it in two decimals.
        flips: whether it stands on different sides of 0.50 with the crux held and fallen.
        doubt: how sure the map is of the links between the two, in words; empty where they are certain.
    """

    now: str
    fell: str
    held: str
    moves: bool
    flips: bool
    doubt: str


def turn_of(crux: Crux, argument_map: ArgumentMap, sure: Mapping[tuple[str, str], float] | None = None) -> Turn:
    """The figures of a crux; `sure` is `confidences(argument_map)`, for who asks about many cruxes."""
    now, fell, held = (f"{value:.2f}" for value in (argument_map.strengths[crux.about], crux.fell, crux.held))
    path = find_path(crux.claim, crux.about, argument_map.links)
    sure = confidences(argument_map) if sure is None else sure
    return Turn(now, fell, held, len({now, fell, held}) > 1, crux.flips, doubt([sure[step] for step in pairwise(path)]))


def confidences(argument_map: ArgumentMap) -> dict[tuple[str, str], float]:
    """The confidence of the link between each source and target, the surest where there are several."""
    found: dict[tuple[str, str], float] = {}
    for link in argument_map.links:
        ends = (link.source, link.target)
        found[ends] = max(link.confidence, found.get(ends, 0.0))
    return found


def doubt(sure: list[float]) -> str:
    """How sure the map is of the links of a way, in words; empty where every one is certain."""
    if min(sure, default=1.0) >= CERTAIN:
        return ""
    if len(sure) == 1:
        return f"if the map reads this link right; it is {sure[0]:.0%} sure"
    return f"if the map reads the {len(sure)} links between them right; of the least sure it is {min(sure):.0%} sure"


def explain(crux: Crux, argument_map: ArgumentMap) -> str:
    """What would change, in words: the strength of `about` now, with the crux fallen, and with the crux held true."""
    claim, about = (shorten(argument_map.claim_by_id[id].text) for id in (crux.claim, crux.about))
    return f"If *{claim}* fell, *{about}* {would(turn_of(crux, argument_map))}."


def would(turn: Turn) -> str:
    """What the claim that turns on a crux would do if the crux fell, and if it held; without a full stop."""
    if not turn.moves:
        return f"would hardly move from {turn.now}"
    sides = ", on the other side of 0.50" if turn.flips else ""
    links = f" ({turn.doubt})" if turn.doubt else ""
    return f"would go from {turn.now} to {turn.fell}; if it held without doubt, to {turn.held}{sides}{links}"


def shorten(text: str, width: int = 90) -> str:
    """The text on one line, cut between words where it is longer than `width`."""
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1].rpartition(" ")[0].rstrip(" ,;:.") + "…"
