"""Pages as people copy them: GitHub, Stack Exchange, Wikipedia's talk pages, LessWrong."""

import re
from collections.abc import Sequence
from dataclasses import replace

from argmap.readers.clock import DAY, MOMENT, moment
from argmap.readers.turns.turn import FURNITURE, Line, Turn, Turns, person, spans, trimmed

AGO = r"(?:\d+|an?|last) ?\w+(?: ago)?|yesterday|just now"
ACTED = re.compile(
    rf"(?:commented|opened(?: this(?: \w+)?| on)?|replied|reviewed|left a comment|started a discussion)\b.{{0,60}}?"
    rf"(?P<when>{MOMENT}|{AGO}).{{0,60}}$",
    re.IGNORECASE,
)
ACTED_INLINE = re.compile(rf"(?P<author>[A-Za-z0-9][\w-]{{0,38}}(?:\[bot\])?) {ACTED.pattern}", re.IGNORECASE)
LOGIN = re.compile(r"@?[A-Za-z0-9][\w-]{0,38}(?:\[bot\])?$")
MENTION = re.compile(r"@[A-Za-z0-9][\w-]{0,38}$")
ON_DAY = re.compile(rf"(?:on )?(?:{MOMENT}|{AGO})(?: [·•] edited.*)?$", re.IGNORECASE)
ASKED = re.compile(rf"(?P<what>asked|answered)(?: (?P<when>{MOMENT}|.{{3,30}}))?$", re.IGNORECASE)
EDITED = re.compile(rf"edited (?:{MOMENT}|.{{3,30}})$", re.IGNORECASE)
COMMENTED = re.compile(r"commented (?P<when>.{3,40})$", re.IGNORECASE)
COMMENTER = re.compile(r"(?P<text>.*?)\s*[–—]\s(?P<author>[^–—]{1,40}?)(?:\s(?:♦|mod))?$")
SIGNED = re.compile(r".*?(?P<when>\d\d:\d\d, \d{1,2} \w{3,9} \d{4} \(UTC\))(?: ?\[?reply\]?)?$")
BEFORE_NAME = re.compile(r"^.*(?:[.!?…)\]\"”’][\"”’)\]]{0,3}|[—–]|--)\s*(?=\S)")
KARMA = re.compile(
    r"\[[-+–]\]\s*(?P<author>\S.{0,50}?)\s*(?P<age>\d{1,3}(?:s|m|h|d|w|mo|y))(?P<edited>\*)?\s*(?P<votes>[-−]?\d{1,4}(?:[-−]?\d{1,4})?)?"
    r"(?:\s.{0,40})?$"
)
BY = re.compile(r"by (?P<author>\S.{0,60})$", re.IGNORECASE)
ENDS = re.compile(r"(?:mentioned in|\d+ comments?\b.{0,60}|new comment|moderation log)$", re.IGNORECASE)
DATE = re.compile(rf"{DAY}$", re.IGNORECASE)
LEAST = 2
MOST = 200
"""Characters of a line's end in which a signature is looked for."""


def find_copy(lines: Sequence[Line]) -> Turns | None:
    """The turns of a copied page; None where the lines are of none of these."""
    return _github(lines) or _questions(lines) or _talk(lines) or _lesswrong(lines)


def _github(lines: Sequence[Line]) -> Turns | None:
    heads: list[tuple[int, str, str]] = []
    for i, line in enumerate(lines):
        if (found := ACTED_INLINE.match(line.text)) or (
            i and (found := ACTED.match(line.text)) and LOGIN.match(lines[i - 1].text)
        ):
            inline = "author" in found.groupdict()
            heads.append((i if inline else i - 1, found["author"] if inline else lines[i - 1].text, found["when"]))
    if len(heads) < LEAST:
        return None
    turns = []
    for (first, end), (_, author, when) in zip(spans(lines, [i for i, *_ in heads]), heads, strict=True):
        body = first + (1 if ACTED_INLINE.match(lines[first].text) else 2)
        while body < end and _is_head(lines[body].text, author):
            body += 1
        while end > body and MENTION.match(lines[end - 1].text):  # the picture of who speaks next
            end -= 1
        body, end = trimmed(lines, body, end)
        if body < end:
            turns.append(Turn(lines[body].start, lines[end - 1].end, person(author), moment(when)))
    above = [line for line in lines[: heads[0][0]] if not FURNITURE.match(line.text)]
    return Turns(tuple(turns), above[0].text if above and len(above[0].text) < 200 else None)


def _is_head(text: str, author: str) -> bool:
    return text == author or ON_DAY.match(text) is not None or FURNITURE.match(text) is not None


def _questions(lines: Sequence[Line]) -> Turns | None:
    """Questions and answers, whose names stand below the words, and the comments to each."""
    signs = [i for i, line in enumerate(lines) if ASKED.match(line.text) and i + 1 < len(lines)]
    if not any(lines[i].text.lower().startswith("asked ") for i in signs) and len(signs) < LEAST:
        return None
    turns: list[Turn] = []
    begin, title = 0, None
    for sign in signs:
        found = ASKED.match(lines[sign].text)
        end = sign
        while end > begin and (EDITED.match(lines[end - 1].text) or FURNITURE.match(lines[end - 1].text)):
            end -= 1
        if end > begin + 1 and EDITED.match(lines[end - 2].text):  # an editor's name stands below the time
            end -= 2
        first, end = trimmed(lines, begin, end)
        main = next((i for i, turn in enumerate(turns) if turn.opens), None)
        opens = found is not None and found["what"].lower() == "asked"
        last = next((i for i in reversed(range(len(turns))) if turns[i].opens or turns[i].above == main), None)
        first = _comments(lines, first, end, turns, last)
        first, end = trimmed(lines, first, end)
        if first < end:
            author, when = person(lines[sign + 1].text), moment(found["when"] or "") if found else None
            turns.append(Turn(lines[first].start, lines[end - 1].end, author, when, above=main, opens=opens))
        begin = sign + 2
        while begin < len(lines) and (
            FURNITURE.match(lines[begin].text) or re.match(r"[\d,.k]+(?:\D.*)?$", lines[begin].text)
        ):
            begin += 1
    last = next((i for i in reversed(range(len(turns))) if turns[i].opens or turns[i].above is not None), None)
    _comments(lines, begin, len(lines), turns, last)
    return Turns(tuple(turns), title) if len(turns) >= LEAST else None


def _comments(lines: Sequence[Line], first: int, end: int, turns: list[Turn], above: int | None) -> int:
    """Add the comments that stand at the beginning of some lines; gives the first line below them."""
    begin = first
    for i in range(first, end):
        below = COMMENTED.match(lines[i + 1].text) if i + 1 < len(lines) else None
        found = COMMENTER.match(lines[i].text)
        if found is None or below is None or above is None:
            continue
        last = lines[i].start + len(found["text"]) if found["text"] else lines[i - 1].end if i > begin else None
        if last is not None:
            turns.append(Turn(lines[begin].start, last, person(found["author"]), moment(below["when"]), above=above))
        begin = i + 2
    return begin


def _talk(lines: Sequence[Line]) -> Turns | None:
    """A talk page: words that end in a name and a time."""
    stamped = [(i, line) for i, line in enumerate(lines) if "(UTC)" in line.text[-20:]]
    signed = [(i, found) for i, line in stamped if (found := SIGNED.match(line.text[-MOST:]))]
    if len(signed) < LEAST:
        return None
    turns: list[Turn] = []
    begin, title = 0, None
    if len(lines) > 1 and len(lines[0].text) < 120 and signed[0][0] > 0 and not re.search(r"[.!?:]$", lines[0].text):
        begin, title = 1, lines[0].text
    for i, found in signed:
        shift = max(0, len(lines[i].text) - MOST)
        head = lines[i].text[: shift + found.start("when")].rstrip(" ,.")
        head = re.sub(r" ?\((?:user )?talk(?: ?[·•|] ?contribs)?\)$", "", head)
        named = BEFORE_NAME.match(head)
        cut = named.end() if named else 0
        name = head[cut:]
        if len(name.split()) > 4:  # no sentence ends before it: the last word is the name
            cut = head.rindex(" ") + 1
            name = head[cut:]
        words = head[:cut].rstrip(" —–-")
        end = lines[i].start + len(words) if words else lines[i - 1].end if i > begin else lines[i].start
        if lines[begin].start < end:
            turns.append(Turn(lines[begin].start, end, person(name), moment(found["when"])))
        begin = i + 1
    return Turns(tuple(turns), title) if len(turns) >= LEAST else None


def _lesswrong(lines: Sequence[Line]) -> Turns | None:
    heads = [(i, found) for i, line in enumerate(lines) if (found := KARMA.match(line.text))]
    if len(heads) < LEAST:
        return None
    turns = []
    for (first, end), (_, found) in zip(spans(lines, [i for i, _ in heads]), heads, strict=True):
        body, end = trimmed(lines, first + 1, end)
        if body < end:
            score = _karma(found["votes"] or "")
            turns.append(Turn(lines[body].start, lines[end - 1].end, person(found["author"]), score=score))
    opening, title = _opening(lines[: heads[0][0]])
    return Turns((*([opening] if opening else []), *turns), title)


def _opening(lines: Sequence[Line]) -> tuple[Turn | None, str | None]:
    """The post above the comments of LessWrong: title, author, day, words."""
    by = next((i for i, line in enumerate(lines[:6]) if BY.match(line.text)), None)
    end = next((i for i, line in enumerate(lines) if i > (by or 0) and ENDS.match(line.text)), len(lines))
    title = lines[0].text if lines and (by or 0) > 0 else None
    found, first, when = BY.match(lines[by].text) if by is not None else None, (by or 0) + (by is not None), None
    while first < end and (DATE.match(lines[first].text) or FURNITURE.match(lines[first].text)):
        when = moment(lines[first].text) or when
        first += 1
    first, end = trimmed(lines, first, end)
    if first >= end:
        return None, title
    turn = Turn(lines[first].start, lines[end - 1].end, person(found["author"]) if found else None, when)
    return replace(turn, opens=True), title


def _karma(votes: str) -> int | None:
    """The points before those of agreement; None where figures run together so that they cannot be told apart."""
    found = re.fullmatch(r"([-−]?\d{1,4})[-−]\d{1,4}|([-−]?\d)", votes)
    return int((found[1] or found[2]).replace("−", "-")) if found else None
