"""The marks that part posts in a paste that kept some structure: bylines, speakers, rules and wide gaps."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from argmap.readers.lines import Stretch

NO_NAME = r"(?!(?:the|an?|in|as|by|and|but|i|he|she|it|we|they|you|who|someone|one|this|that) )"
"""Words that begin a sentence ("In 1999 Cornell wrote:"), not a byline."""
NAME = NO_NAME + r"(?P<author>[^\s:·•|,;!?][^:·•|;!?\n]{0,39}?)"
POINTS = r"(?P<score>[-−]?\d[\d,]*) (?:points?|karma|(?:up)?votes?|likes?)"
AGE = r"(?:(?:an?|\d+) ?(?:s|m|h|d|w|y|mo|min(?:ute)?s?|hours?|hrs?|days?|weeks?|months?|years?)(?: ago)?)"
DATE = r"(?:\d{4}-\d\d-\d\d|\d{1,2}(?:st|nd|rd|th)? \w{3,9},? \d{4}|\w{3,9} \d{1,2},? \d{4})(?:[ T,]+\d{1,2}:\d\d.*)?"
DOT = r"\s*[·•|–—]\s*"
BYLINES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{NAME}{DOT}{POINTS}(?:{DOT}.*)?$",
        rf"{NAME}{DOT}(?:{AGE}|{DATE})(?:{DOT}(?:{POINTS}|.{{0,30}}))?$",
        rf"{NAME} {POINTS} (?:{AGE}.*|{DATE})$",
        rf"{NAME} \((?:{AGE}|{DATE})\):?$",
        rf"(?:on .{{4,40}}, )?{NAME} (?:wrote|posted|replied|commented)(?: on [^:]{{3,40}})?:$",
    )
)
SPEAKER = re.compile(r"(?P<author>[A-Z][\w.'’-]{0,24}(?: [A-Z][\w.'’-]{0,24}){0,2}):\s+(?=\S)")
EMPHASIS = re.compile(r"^#{1,6}\s+|\*\*|__")
"""What Markdown puts around a name or before a heading."""
RULE = re.compile(r"(?:-{3,}|\*{3,}|={3,}|_{3,}|~{3,}|(?:[-*] ){2,}[-*])$")
BARE_NAME = re.compile(r"@?[\w.'’-]{2,25}(?: [A-Z][\w.'’-]{0,25}){0,2}:?$")
LEAD = re.compile(BARE_NAME.pattern.replace(":?$", ":$"))
MIN_SPEAKERS = 0.5
"""Least share of lines that must open with a speaker's name for a text to be a dialogue."""
LONGEST_BYLINE = 140


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a post begins.

    Attributes:
        line: index of the first line that belongs to the mark or to the post.
        body: index of the first line of the post's text.
        start: offset in the file where that text begins.
        author: who wrote it, where the mark says so.
        score: its points, where the mark says so.
    """

    line: int
    body: int
    start: int
    author: str | None = None
    score: int | None = None


def find_marks(lines: Sequence[Stretch]) -> list[Mark]:
    """The marks of the clearest kind that the lines have, in order; none where there is no structure."""
    for kind in (_bylines, _speakers, _leads, _rules, _gaps):
        marks = kind(lines)
        if marks:
            return marks
    return []


def _bylines(lines: Sequence[Stretch]) -> list[Mark]:
    found = []
    for i, line in enumerate(lines):
        match = None if len(line.text) > LONGEST_BYLINE else _byline(line.text)
        if match and not _says_who_is_quoted(lines, i):
            score = _number(match.groupdict().get("score"))
            found.append(_mark(lines, i, i + 1, match["author"].strip(), score))
    return found if len(found) >= 2 else []


def _says_who_is_quoted(lines: Sequence[Stretch], i: int) -> bool:
    """Whether a line that ends in a colon belongs to the quotation below it; over a blank line only in mail."""
    below = lines[i + 1] if i + 1 < len(lines) else None
    if below is None or not (below.text.startswith(">") and lines[i].text.endswith(":")):
        return False
    return not below.gap or lines[i].text.startswith("On ")


def _byline(text: str) -> re.Match[str] | None:
    plain = EMPHASIS.sub("", text)
    found = (pattern.match(plain) for pattern in BYLINES)
    return next((match for match in found if match and len(match["author"].split()) <= 4), None)


def _number(digits: str | None) -> int | None:
    return int(digits.replace(",", "").replace("−", "-")[:12]) if digits else None


def _speakers(lines: Sequence[Stretch]) -> list[Mark]:
    found = [(i, match) for i, line in enumerate(lines) if (match := SPEAKER.match(line.text))]
    names = Counter(match["author"] for _, match in found)
    if len(names) < 2 or max(names.values()) < 2 or len(found) < max(3, MIN_SPEAKERS * len(lines)):
        return []
    return [Mark(i, i, lines[i].start + match.end(), match["author"]) for i, match in found]


def _leads(lines: Sequence[Stretch]) -> list[Mark]:
    """Names that stand alone with a colon, from the top on: where names come again and each has words below."""
    found = [i for i, line in enumerate(lines) if LEAD.match(line.text)]
    names = Counter(lines[i].text for i in found)
    emptied = any(after - before == 1 for before, after in pairwise(found))
    if emptied or len(names) < 2 or max(names.values()) < 2 or found[0] > 1:
        return []
    return [_mark(lines, i, i + 1, lines[i].text.strip("@:")) for i in found]


def _rules(lines: Sequence[Stretch]) -> list[Mark]:
    rules = [i for i, line in enumerate(lines) if RULE.match(line.text)]
    named = bool(rules) and all(i + 2 < len(lines) and BARE_NAME.match(lines[i + 1].text) for i in rules)
    if named:
        return [_mark(lines, i, i + 2, lines[i + 1].text.strip("@:")) for i in rules]
    return [_mark(lines, i, i + 1) for i in rules]


def _gaps(lines: Sequence[Stretch]) -> list[Mark]:
    """Two or more blank lines part posts where one blank line parts paragraphs."""
    gaps = [line.gap for line in lines[1:]]
    if gaps.count(1) < 2 or max(gaps) < 2:
        return []
    return [_mark(lines, i, i) for i, gap in enumerate(gaps, 1) if gap >= 2]


def _mark(lines: Sequence[Stretch], line: int, body: int, author: str | None = None, score: int | None = None) -> Mark:
    start = lines[body].start if body < len(lines) else lines[-1].end
    return Mark(line, body, start, author, score)
