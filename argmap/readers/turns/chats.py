"""Chats as text: IRC, WhatsApp, Telegram, Signal, Zoom, Slack, Teams, Discord, and transcripts with a clock a turn."""

import re
from collections import Counter
from collections.abc import Sequence

from argmap.readers.clock import CLOCK, DAY, moment
from argmap.readers.turns.turn import Line, Turn, Turns, person

AT = rf"(?:{DAY},?[ T]{{1,2}})?{CLOCK}(?:\.\d{{1,3}})?(?: ?(?:UTC|Z|GMT))?"
STAMP = rf"(?P<when>{AT})"
NICK = r"[^\s<>:\[\]](?:[^<>:\n\[\]]{0,38}[^\s<>:\[\]])?"
HEAVY = "\u200e\u200f\u202a\u202c\u2068\u2069"
INLINE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:\[?{STAMP}\]?\s+)?<\s?[@+%&~]?(?P<author>[^<>\n]{{1,40}})>\s+",
        rf"[{HEAVY}]*\[(?P<when>{DAY},? {CLOCK})\] (?P<author>[^:\n]{{1,60}}):(?:\s+|$)",
        rf"(?P<when>{DAY},? {CLOCK}) [-–] (?P<author>[^:\n]{{1,60}}):(?:\s+|$)",
        rf"{STAMP}\s+From (?P<author>.{{1,60}}?)(?: to (?:.{{1,60}}?))?\s?:(?:\s+|$)",
        rf"[\[(]{STAMP}[\])] ?[-–]? ?(?P<author>{NICK}):(?:\s+|$)",
        rf"{STAMP} ?[-–|]? ?(?P<author>(?!\d){NICK}):(?:\s+|$)",
        rf"(?P<author>(?!\d){NICK}) [\[(]{STAMP}[\])] ?:\s+",
    )
)
"""A turn a line: a time, a name, the words."""
NOTICES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:\[?{STAMP}\]?\s+)?(?:-!-|\*{{1,3}}|[-=]{{1,3}}[>!]|<--|-->)\s.*",
        rf"[{HEAVY}]*\[(?P<when>{DAY},? {CLOCK})\] [^:\n]*$",
        rf"(?P<when>{DAY},? {CLOCK}) [-–] [^:\n]*$",
        rf"{STAMP}\s+(?:From .*)?$",
    )
)
"""What programs write into a chat: who joins and leaves, that it is encrypted."""
WITHOUT_WORDS = re.compile(
    rf"[{HEAVY}]*(?:<Media omitted>|<attached: .*>|(?:image|video|audio|sticker|GIF|document|Contact card) omitted"
    r"|This message was deleted|You deleted this message)\.?$"
)
DATED = rf"(?:(?:Today|Yesterday|{DAY}|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\w*),? ?(?:at )?)?{CLOCK}"
HEADED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<author>[^\n:]{{1,40}}?)(?:  +|\t+| ?[—–|] ?)(?P<when>{DATED})$",
        rf"(?P<author>[^\n:\[]{{1,40}}), \[(?P<when>{DAY},? {CLOCK})\]:?$",
        rf"(?P<author>(?:[A-Z][\w.'’-]*)(?: [A-Z][\w.'’-]*){{0,2}}) [\[(]?(?P<when>{DATED})[\])]?:?$",
        rf"[\[(]?(?P<when>(?:{DAY},? )?{CLOCK})[\])]? (?P<author>(?:[A-Z][\w.'’-]*)(?: [A-Z][\w.'’-]*){{0,2}})$",
    )
)
"""A turn below a line with a name and a time."""
ALONE = re.compile(rf"(?P<when>{DATED})(?:\s*\(edited\))?$")
"""The time alone, below a name."""
NAME = re.compile(r"@?[^\W\d_](?:[^\n:.!?,;]{0,30}[^\n:.!?,;\s])?(?: (?:APP|\[\w+\]))?$")
MOST_WORDS = 4
SHARE = 0.5
"""Of a text's lines that must open turns for turns a line; fewer where messages are long."""
LEAST = 2


def find_chat(lines: Sequence[Line]) -> Turns | None:
    """The turns of a chat or transcript; None where the lines are none."""
    return _inline(lines) or _headed(lines)


def _inline(lines: Sequence[Line]) -> Turns | None:
    for pattern in INLINE:
        found = {i: match for i, line in enumerate(lines) if (match := _match(pattern, line))}
        if len(found) < LEAST or (min(found) > 3) or not _speakers([match["author"] for match in found.values()]):
            continue
        notices = {i for i, line in enumerate(lines) if i not in found and any(one.match(line.text) for one in NOTICES)}
        if len(found) + len(notices) < SHARE * len(lines) and not all(match["when"] for match in found.values()):
            continue
        return _turns(lines, found, notices)
    return None


def _match(pattern: re.Pattern[str], line: Line) -> re.Match[str] | None:
    found = pattern.match(line.text[:400])
    return found if found and len(found["author"].split()) <= MOST_WORDS else None


def _speakers(names: Sequence[str]) -> bool:
    """Whether names are those of a chat: not all different where there are many."""
    counts = Counter(names)
    return len(counts) > 1 and (len(names) < 4 or max(counts.values()) > 1)


def _turns(lines: Sequence[Line], found: dict[int, re.Match[str]], notices: set[int]) -> Turns:
    month_first = _month_first([match["when"] or "" for match in found.values()])
    turns, left_out, order = [], set(notices), sorted(found)
    for i, after in zip(order, [*order[1:], len(lines)], strict=True):
        match = found[i]
        end = next((k for k in range(i + 1, after) if k in notices), after)
        words = lines[i].text[match.end() :]
        start = lines[i].start + match.end() if words else lines[i + 1].start if end > i + 1 else lines[i].end
        if not words.strip() and end == i + 1:
            continue
        if WITHOUT_WORDS.match(words) and end == i + 1:
            left_out.add(i)
            continue
        when = moment(match["when"] or "", month_first=month_first)
        turns.append(Turn(start, lines[end - 1].end, person(match["author"]), when))
    first = min(found)
    title = lines[0].text if first and 0 not in notices and len(lines[0].text) < 120 else None
    return Turns(tuple(turns), title, tuple(lines[i] for i in sorted(left_out)))


def _month_first(times: Sequence[str]) -> bool:
    """Whether the days of a file have the month first: as one of them shows, else where clocks count to twelve."""
    figures = [re.match(r"(\d{1,2})[/.-](\d{1,2})[/.-]", time) for time in times]
    pairs = [(int(one[1]), int(one[2])) for one in figures if one]
    if any(first > 12 for first, _ in pairs):
        return False
    if any(second > 12 for _, second in pairs):
        return True
    return any(re.search(r"[ap]\.?\s?m", time, re.IGNORECASE) for time in times)


def _headed(lines: Sequence[Line]) -> Turns | None:
    found: list[tuple[int, int, str, str]] = []
    for i, line in enumerate(lines):
        match = next((one for pattern in HEADED if (one := pattern.match(line.text))), None)
        if match and _may_be_name(match["author"]):
            found.append((i, i + 1, match["author"], match["when"]))
        elif i + 1 < len(lines) and _may_be_name(line.text) and (match := ALONE.match(lines[i + 1].text)):
            found.append((i, i + 2, line.text, match["when"]))
    if len(found) < LEAST or found[0][0] > 1 or not _speakers([author for _, _, author, _ in found]):
        return None
    month_first = _month_first([when for *_, when in found])
    ends = [*(i for i, *_ in found[1:]), len(lines)]
    if any(body >= end for (_, body, _, _), end in zip(found, ends, strict=True)):
        return None  # a programme or a list of times: who speaks says something
    turns = [
        Turn(lines[body].start, lines[end - 1].end, person(author), moment(when, month_first=month_first))
        for (_, body, author, when), end in zip(found, ends, strict=True)
    ]
    return Turns(tuple(turns), lines[0].text if found[0][0] == 1 else None)


def _may_be_name(text: str) -> bool:
    return len(text.split()) <= MOST_WORDS and NAME.match(text) is not None and text.upper() not in ("AM", "PM")
