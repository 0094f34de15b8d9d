"""Cruxes in words: what would change if one fell, and how sure the map is of the links that say so.

Every place that tells a crux (the app, the terminal, Markdown) takes its figures from `turn_of`, so that all say the
same: the strength of the other claim as it stands, with the crux fallen, and with the crux held without doubt.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from argmap.datatypes import ArgumentMap, Crux, Kind
from argmap.mapping import cues
from argmap.mapping.cruxes.paths import find_path

CERTAIN = 0.995
"""A link this sure is not doubted in whole percents."""

LIKELY, MAYBE = 0.4, 0.2
"""From these probabilities on a crux is one that a careful reader likely, or maybe, names."""
MOSTLY = 0.4
"""So large a share of the claims says what they mostly are."""
ADVICE = re.compile(
    r"^\W*(?:(?:then|and|just|also|please|first|next|finally|always|never|don['’]t|do not)\b,? )*"
    r"(?:use|try|add|make|take|put|get|keep|let|start|check|run|install|remove|avoid|consider|buy|read|look|go|set|open|wait|ask|talk|clean|turn)\b"
    r"|\b(?:should|recommend|suggest|advise|you(?:['’]ll)? (?:can|need|want)|make sure|worth trying)\b",
    re.IGNORECASE,
)
EXPERIENCE = re.compile(r"^\W*(?:i|we|my|our)\b", re.IGNORECASE)
ASKED = re.compile(r"[^.!?\n]{8,200}\?")
MOST_ASKED = 3


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


def how_sure(crux: Crux) -> str:
    """Whether a careful reader would name a crux, in words; empty where the map does not say."""
    if crux.likelihood is None:
        return ""
    word = "likely" if crux.likelihood >= LIKELY else "maybe" if crux.likelihood >= MAYBE else "less likely"
    return f"{word} ({crux.likelihood:.0%})"


def silence(argument_map: ArgumentMap) -> str:
    """What there is instead, for a map without cruxes; empty where it has some."""
    claims = argument_map.claims
    if argument_map.cruxes:
        return ""
    if not claims:
        return "No claim was found in this thread: nothing in it asserts what could be supported or denied."
    authors = len({argument_map.thread.by_id[span.post].speaker for claim in claims for span in claim.mentions})
    what = f"{_counted(len(claims), 'claim')} by {_counted(authors, 'author')}{_mostly(argument_map)}"
    disputed = any(
        link.kind is Kind.OBJECTION and _by_others(link.source, link.target, argument_map)
        for link in argument_map.links
    )
    first = "Nothing that is disputed here moves another claim" if disputed else "Nobody objects to anything here"
    return f"{first}: {what}."


def open_questions(argument_map: ArgumentMap) -> tuple[str, ...]:
    """The first questions that the thread asks, at most three."""
    found = (asked[0].strip() for post in argument_map.thread.posts for asked in ASKED.finditer(post.text))
    return tuple(dict.fromkeys(found))[:MOST_ASKED]


def _mostly(argument_map: ArgumentMap) -> str:
    """What most claims are, where they are mostly of one kind."""
    texts = [claim.text for claim in argument_map.claims]
    kinds = {
        "advice": sum(bool(ADVICE.search(text)) for text in texts),
        "questions": sum(cues.is_question(text) for text in texts),
        "what people went through themselves": sum(bool(EXPERIENCE.match(text)) for text in texts),
    }
    kind = max(kinds, key=lambda name: kinds[name])
    return f", mostly {kind}" if kinds[kind] >= MOSTLY * len(texts) else ""


def _by_others(source: str, target: str, argument_map: ArgumentMap) -> bool:
    """Whether two claims have no speaker in common."""
    one, other = (
        {argument_map.thread.by_id[span.post].speaker for span in argument_map.claim_by_id[claim].mentions}
        for claim in (source, target)
    )
    return not one & other


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def shorten(text: str, width: int = 90) -> str:
    """The text on one line, cut between words where it is longer than `width`."""
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1].rpartition(" ")[0].rstrip(" ,;:.") + "…"
