"""Units -> claims: what asserts something is kept, restatements become one claim, every mention is kept."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from argmap.datatypes import Claim, Dropped, Thread, Unit
from argmap.mapping import cues
from argmap.mapping.claims.references import discussed_points
from argmap.mapping.claims.restate import may_restate, says_the_same
from argmap.mapping.units.segment import SENTENCE_END, as_dropped
from argmap.settings import Settings
from argmap.stages import FloatArray

WORD = re.compile(r"\w+(?:['’]\w+)?")
BLOCK = 256
"""Units whose likeness to all earlier ones is looked at together."""


@dataclass(frozen=True)
class Found:
    """The claims, the index of the unit that gives each its text, and what was dropped."""

    claims: tuple[Claim, ...]
    units: tuple[int, ...]
    dropped: tuple[Dropped, ...]


def find_claims(
    units: Sequence[Unit],
    scores: FloatArray,
    vectors: FloatArray,
    thread: Thread,
    settings: Settings,
    same: Mapping[int, int] = MappingProxyType({}),
) -> Found:
    """The claims among the units, in the reading order of their clearest mentions, restatements merged.

    Points that are discussed by their number are always claims; short clauses that are plain need less of a score.

    Args:
        units: in reading order.
        scores: the probability that each belongs on a map, shape (units,).
        vectors: rows of unit length, shape (units, d).
        thread: where the units stand.
        settings: the floors.
        same: for a unit, by index, an earlier one that a reader says it restates.
    """
    points = discussed_points(units, thread)
    floors = [settings.min_plain_score if unit.plain else settings.min_claim_score for unit in units]
    kept = [i for i, floor in enumerate(floors) if i in points or scores[i] >= floor]
    dropped = Counter(reason_to_drop(units[i].text) for i in sorted(set(range(len(units))) - set(kept)))
    place = {i: k for k, i in enumerate(kept)}
    said = {place[i]: place[j] for i, j in same.items() if i in place and j in place}
    alike = restatements([units[i] for i in kept], vectors[kept], thread, settings.min_restatement, said)
    groups = sorted(clearest_first(group, [units[kept[k]].text for k in group]) for group in alike)
    claims = tuple(
        claim_of(f"c{n}", [units[kept[k]] for k in group], thread, settings) for n, group in enumerate(groups, start=1)
    )
    return Found(claims, tuple(kept[group[0]] for group in groups), as_dropped(dropped))


def reason_to_drop(text: str) -> tuple[str, str]:
    """What a unit that is no claim is, and why, for the record of the run."""
    if cues.is_courtesy(text):
        return "courtesy", "greets, thanks, agrees or points elsewhere"
    if cues.is_question(text):
        return "question", "asks without asserting"
    if len(WORD.findall(text)) < 4:
        return "fragment", "too short to assert something"
    return "aside", "does not look like a claim"


def restatements(
    units: Sequence[Unit],
    vectors: FloatArray,
    thread: Thread,
    floor: float,
    said: Mapping[int, int] = MappingProxyType({}),
) -> list[list[int]]:
    """Groups of units that say the same, as indices, each group and the groups in reading order.

    A unit joins the group that a reader has said, else the most alike earlier one whose likeness reaches the floor and
    which says the same by its words; never across a negation. Likeness to the heads of all earlier groups is looked up
    for many units at once.
    """
    groups: dict[int, list[int]] = {}
    head_of: dict[int, int] = {}
    for first in range(0, len(units), BLOCK):
        block = range(first, min(first + BLOCK, len(units)))
        earlier = [*groups, *block]
        likeness = vectors[block.start : block.stop] @ vectors[earlier].T
        is_head = np.arange(len(earlier)) < len(groups)
        for i, row in zip(block, likeness, strict=True):
            best = head_of.get(said[i]) if i in said else most_alike(row, is_head, earlier, floor)
            if best is None or not joins(units[i], units[best], thread, told=i in said):
                best = i
                is_head[i - block.stop] = True
            head_of[i] = best
            groups.setdefault(best, []).append(i)
    return list(groups.values())


def joins(unit: Unit, head: Unit, thread: Thread, *, told: bool) -> bool:
    """Whether a unit says what an earlier alike one says; where a reader has told so, nothing may speak against it."""
    if told:
        return may_restate(unit.text, head.text)
    speakers = {thread.by_id[each.span.post].speaker for each in (unit, head)}
    return says_the_same(unit.text, head.text, one_speaker=len(speakers) == 1)


def clearest_first(group: Sequence[int], texts: Sequence[str]) -> list[int]:
    """A group of restatements, the one that is understood best by itself in front, the others in reading order."""
    best = min(range(len(group)), key=lambda k: (leaning(texts[k]), group[k]))
    return [group[best], *(i for k, i in enumerate(group) if k != best)]


def leaning(text: str) -> int:
    """In how many ways a text leans on what stands around it, or holds back: 0 for one that stands by itself."""
    signs = (cues.ANAPHOR.match, cues.CONTRAST.match, cues.REASON.match, cues.CONCLUSION.match, cues.AGREEMENT.match)
    starts = sum(bool(sign(text)) for sign in signs) + text[:1].islower()
    return starts + cues.is_question(text) + bool(cues.HEDGE.search(text)) + (not SENTENCE_END.search(text))


def most_alike(likeness: FloatArray, counted: NDArray[np.bool_], units: Sequence[int], floor: float) -> int | None:
    """The unit of the greatest likeness that counts, if it reaches the floor."""
    best = int(np.argmax(np.where(counted, likeness, -1.0)))
    return units[best] if counted[best] and likeness[best] >= floor else None


def claim_of(name: str, units: Sequence[Unit], thread: Thread, settings: Settings) -> Claim:
    """One claim from the units that state it, the first, which is the clearest, giving the text."""
    firm = max(cues.firmness(unit.text) for unit in units)
    scores = [thread.by_id[unit.span.post].score for unit in units]
    base = with_karma(firm, max((score for score in scores if score is not None), default=0), settings.max_karma_shift)
    return Claim(
        id=name,
        text=" ".join(units[0].text.split()),
        mentions=tuple(unit.span for unit in units),
        base_score=round(base, 4),
        headings=units[0].headings,
    )


def with_karma(base: float, score: int, most: float) -> float:
    """The base score moved by the post's karma: by half of `most` at 10 points, by nearly all of it at 100."""
    shift = most * score / (10 + abs(score))
    return min(max(base + shift, 0.05), 0.95)
