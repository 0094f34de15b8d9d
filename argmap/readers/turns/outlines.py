"""Speakers in Markdown: nested lists of **Name**: text, headings and bold names that come again."""

import re
from collections import Counter
from collections.abc import Sequence

from argmap.readers.turns.turn import Line, Turn, Turns, person, spans

NAME = r"[^\W_][^*_:\n#]{0,38}?"
ITEM = re.compile(
    rf"(?:[-*+•]|\d{{1,3}}[.)])\s+(?:(?:\*\*|__)(?P<bold>{NAME})(?::(?:\*\*|__)|(?:\*\*|__) ?:)|(?P<plain>{NAME}):)"
    r"\s+(?=\S)"
)
BULLET = re.compile(r"(?:[-*+•]|\d{1,3}[.)])\s+")
LEAD = re.compile(rf"(?:\*\*|__)(?P<author>{NAME})(?::(?:\*\*|__)|(?:\*\*|__) ?:|(?:\*\*|__)(?=\s*$))\s*")
HEADING = re.compile(rf"(?P<level>#{{1,6}})\s+(?:\*\*|__)?(?P<author>{NAME})(?:\*\*|__)?:?$")
ANY_HEADING = re.compile(r"(#{1,6})\s+\S")
MOST_WORDS = 4
SHARE = 0.5
LEAST = 2


def find_outline(lines: Sequence[Line]) -> Turns | None:
    """The turns of a Markdown text whose speakers stand in a list, in bold or in headings; None where they do not."""
    return _list(lines) or _headings(lines) or _bold(lines)


def _list(lines: Sequence[Line]) -> Turns | None:
    """Items that begin with a name; an item within another answers it."""
    found = [(i, match) for i, line in enumerate(lines) if (match := ITEM.match(line.text)) and _name(match)]
    bullets = sum(BULLET.match(line.text) is not None for line in lines)
    names = Counter(_name(match) for _, match in found)
    bold = sum(match["bold"] is not None for _, match in found)
    nested = len({lines[i].indent for i, _ in found}) > 1
    clear = 2 * bold > len(found) or (nested and max(names.values(), default=0) > 1)
    if len(found) < LEAST or len(names) < LEAST or len(found) < 0.8 * bullets or found[0][0] > 2 or not clear:
        return None
    turns, open_ = list[Turn](), list[tuple[int, int]]()
    for (first, end), (_, match) in zip(spans(lines, [i for i, _ in found]), found, strict=True):
        while open_ and open_[-1][0] >= lines[first].indent:
            open_.pop()
        above = open_[-1][1] if open_ else None
        open_.append((lines[first].indent, len(turns)))
        start = lines[first].start + match.end()
        turns.append(Turn(start, lines[end - 1].end, person(_name(match)), above=above, opens=above is None and nested))
    return Turns(tuple(turns), _title(lines, found[0][0]))


def _name(match: re.Match[str]) -> str:
    name = (match["bold"] or match["plain"]).strip()
    return name if len(name.split()) <= MOST_WORDS else ""


def _headings(lines: Sequence[Line]) -> Turns | None:
    found = [(i, match) for i, line in enumerate(lines) if (match := HEADING.match(line.text))]
    levels = Counter(match["level"] for _, match in found)
    level = max(levels, key=lambda one: levels[one], default="")
    found = [(i, match) for i, match in found if match["level"] == level]
    inner = [i for i, line in enumerate(lines) if (one := ANY_HEADING.match(line.text)) and len(one[1]) == len(level)]
    names = Counter(match["author"] for _, match in found)
    if len(names) < LEAST or max(names.values()) < 2 or len(inner) > len(found) or found[0][0] > 2:
        return None
    return _below(lines, [(i, i + 1, match["author"]) for i, match in found])


def _bold(lines: Sequence[Line]) -> Turns | None:
    """Bold names before their words, or on lines of their own."""
    found = [(i, match) for i, line in enumerate(lines) if (match := LEAD.match(line.text)) and _short(match["author"])]
    names = Counter(match["author"] for _, match in found)
    if len(names) < LEAST or found[0][0] > 2 or not (max(names.values()) > 1 or len(found) >= 0.8 * (len(lines) - 1)):
        return None
    if len(found) < SHARE * len(lines) / 2 or max(names.values()) * 2 < len(found) / len(names):
        return None
    turns = []
    for (first, end), (_, match) in zip(spans(lines, [i for i, _ in found]), found, strict=True):
        words = lines[first].text[match.end() :]
        if words or first + 1 < end:
            start = lines[first].start + match.end() if words else lines[first + 1].start
            turns.append(Turn(start, lines[end - 1].end, person(match["author"])))
    return Turns(tuple(turns), _title(lines, found[0][0]))


def _short(name: str) -> bool:
    return (len(name.split()) <= MOST_WORDS and name[:1].isupper()) or len(name.split()) == 1


def _below(lines: Sequence[Line], heads: Sequence[tuple[int, int, str]]) -> Turns:
    turns = []
    for (_, end), (_, body, author) in zip(spans(lines, [i for i, *_ in heads]), heads, strict=True):
        if body < end:
            turns.append(Turn(lines[body].start, lines[end - 1].end, person(author)))
    return Turns(tuple(turns), _title(lines, heads[0][0]))


def _title(lines: Sequence[Line], first: int) -> str | None:
    return lines[0].text.lstrip("# ") if first and len(lines[0].text) < 200 else None
