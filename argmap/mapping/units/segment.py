"""Thread -> units: the stretches of text that can be claims, each with the section headings above it.

A post is read line by line. Headings, list items that are only names, links and words quoted from others are set
aside here, because they are told by layout; whether a sentence asserts anything is judged in claims.py.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter

import numpy as np

from argmap.datatypes import Dropped, Post, Span, Thread, Unit
from argmap.mapping import cues
from argmap.mapping.units.code import code_spans
from argmap.mapping.units.pieces import pieces_of
from argmap.stages import FloatArray, Segmenter

LINE = re.compile(r"[^\n\r\u2028\u2029]+")
BULLET = re.compile(r"\s*(?:[-*•–·+]\s+|\(?\d{1,2}[.)]\s+|\(?[a-zA-Z][.)]\s+)")
MARKDOWN_HEADING = re.compile(r"\s*#{1,6}\s+(?P<title>.+?)\s*#*$|\s*\*\*(?P<bold>[^*]{2,80})\*\*:?\s*$")
LABEL = re.compile(r"(?P<label>[A-Z][^.:!?\n]{2,60}):\s+\S")
GLUED = re.compile(r"(?<=[.;:!?])(?=\(?\d{1,2}\)\s)")
"""Where a paste has lost the line break before a numbered item: "... a solution.2) Debate is ...\""""
ENDS = '.!?…:;"”'
WRAP = re.compile(r"[ \t]*\r?\n[ \t]*")
SMALL = re.compile(r"\s*[a-z]{2,}[ ,]")
FENCE = "```"
URL = re.compile(r"(?:https?://|www\.)\S+")
SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*\s*$")
WORD = re.compile(r"\w[\w'’\-]*")

LONGEST_HEADING = 500
"""Characters; a longer line is prose, whatever marks it, and none of its spaces are tried as the heading's end."""
MAX_HEADING_WORDS = 9
MAX_LABEL_WORDS = 5
MIN_BODY_WORDS = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a post: its offsets without outer space and bullet, and what was cut off the front."""

    start: int
    end: int
    text: str
    listed: bool

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(WORD.findall(self.text))


@dataclass(frozen=True, slots=True)
class Section:
    """A line of running text with the headings that hold for it."""

    line: Line
    headings: tuple[str, ...]


def split_units(thread: Thread, segmenter: Segmenter) -> tuple[tuple[Unit, ...], tuple[Dropped, ...]]:
    """All units of a thread in reading order, and what layout left out, by reason.

    A unit is handed on only where the segmenter finds a clause in it; the spans lie outside quoted words.
    """
    dropped: Counter[tuple[str, str]] = Counter()
    pieces: list[tuple[Post, Section]] = []
    for post in thread.posts:
        sections, left_out = sections_of(post.text)
        quotes = apart(post)
        dropped.update(left_out)
        for section in sections:
            pieces.extend((post, Section(line, section.headings)) for line in own_pieces(post, quotes, section.line))
        dropped["quotation", "words of another post"] += len(post.quotes)
    splits = segmenter.split([piece.line.text for _, piece in pieces])
    units: list[Unit] = []
    for (post, section), stretches in zip(pieces, splits, strict=True):
        for stretch in stretches:
            start, end = section.line.start + stretch.start, section.line.start + stretch.end
            if stretch.clausal:
                units.append(Unit(Span(post.id, start, end), post.text[start:end], section.headings, stretch.plain))
            else:
                dropped["fragment", "no clause that asserts something"] += 1
    return tuple(units), as_dropped(dropped)


MARKS = ("question", "closed", "because", "joined", "conditional", "anaphor", "length")
"""The columns of `marks_of_units`: what layout and cue words say of a unit beside its vector."""


def marks_of_units(texts: Sequence[str]) -> FloatArray:
    """A row of marks for each unit, shape (units, len(MARKS))."""
    rows = [
        [
            float(cues.is_question(text)),
            float(bool(SENTENCE_END.search(text))),
            float(bool(cues.REASON.match(text))),
            float(bool(cues.CONTRAST.match(text))),
            float(bool(cues.CONDITIONAL.match(text))),
            float(bool(cues.ANAPHOR.match(text))),
            min(len(text.split()), 40) / 40,
        ]
        for text in texts
    ]
    return np.array(rows, dtype=np.float32).reshape(-1, len(MARKS))


def as_dropped(counts: Counter[tuple[str, str]]) -> tuple[Dropped, ...]:
    """The counts as values, in a fixed order."""
    return tuple(Dropped(what, why, count) for (what, why), count in sorted(counts.items()) if count)


def sections_of(text: str) -> tuple[list[Section], Counter[tuple[str, str]]]:
    """The lines of running text of one post with their headings, and a count of the lines set aside.

    A heading holds until the next one; a label ("Threat modeling: ...") until the next label or heading; a lead that
    ends with a colon for the list under it.
    """
    code = list(code_spans(text))
    lines = list(outside(code, lines_of(text)))
    left_out: Counter[tuple[str, str]] = Counter()
    left_out["code", "is no prose"] += len(code)
    sections: list[Section] = []
    heading, label, lead = "", "", ""
    for i, line in enumerate(lines):
        following = lines[i + 1] if i + 1 < len(lines) else None
        title = heading_of(line, following)
        if title:
            heading, label, lead = title, "", ""
            left_out["heading", "names a section"] += 1
            continue
        label = label_of(line) or label
        if lead and not (line.listed or is_item(line)):
            lead = ""
        found = tuple(part for part in (heading, label, lead) if part)
        if URL.fullmatch(line.text) or (lead == cues.LINKS and URL.search(line.text)):
            left_out["link", "only an address"] += 1
        elif lead and is_item(line):
            left_out["list item", "only a name"] += 1
        elif line.text != cues.LINKS:
            sections.append(Section(line, found))
        if line.text.endswith(":"):
            lead = line.text
    return sections, left_out


def lines_of(text: str) -> Iterator[Line]:
    """The lines of a text that are not blank, bullets and outer space cut off."""
    for first, last in wrapped(text):
        cuts = [first, *(first + glue.start() for glue in GLUED.finditer(text[first:last])), last]
        for start, end in pairwise(cuts):
            bullet = BULLET.match(text[start:end])
            line = line_at(text, start + (bullet.end() if bullet else 0), end, listed=bullet is not None)
            if line.text:
                yield line


def outside(spans: Sequence[tuple[int, int]], lines: Iterable[Line]) -> Iterator[Line]:
    """The lines that begin in none of the spans; both are in order."""
    waiting = iter(spans)
    start, end = next(waiting, (0, 0))
    for line in lines:
        while end <= line.start and (later := next(waiting, None)):
            start, end = later
        if not start <= line.start < end:
            yield line


def wrapped(text: str) -> Iterator[tuple[int, int]]:
    """The offsets of each line; one that starts small goes on with a line before it that breaks off in a sentence."""
    start, end = 0, 0
    for match in LINE.finditer(text):
        closed = text[end - 1 : end] in ENDS or text.endswith(FENCE, 0, end)
        open_ended = not closed and WRAP.fullmatch(text[end : match.start()])
        goes_on = open_ended and SMALL.match(match.group())
        if end and goes_on:
            end = match.end()
            continue
        if end:
            yield start, end
        start, end = match.span()
    if end:
        yield start, end


def line_at(text: str, start: int, end: int, *, listed: bool = False) -> Line:
    """The line between two offsets, outer space cut off."""
    raw = text[start:end]
    start += len(raw) - len(raw.lstrip())
    end = start + len(raw.strip())
    return Line(start, end, text[start:end], listed)


def heading_of(line: Line, following: Line | None) -> str:
    """The title if the line is a heading, else an empty string.

    Marked headings are taken as they are; a bare one is short, ends without a full stop and stands over running text.
    """
    marked = MARKDOWN_HEADING.match(line.text) if len(line.text) <= LONGEST_HEADING else None
    if marked:
        return (marked["title"] or marked["bold"]).strip()
    bare = (
        following is not None
        and not line.listed
        and 1 <= line.words <= MAX_HEADING_WORDS
        and line.text[0].isupper()
        and not re.search(r"[.!?…,;:)\"”]$", line.text)
        and following.words >= MIN_BODY_WORDS
    )
    return line.text if bare else ""


def label_of(line: Line) -> str:
    """The words before the colon of a line such as "Threat modeling: understanding and forecasting ..."."""
    match = LABEL.match(line.text)
    if match is None or len(WORD.findall(match["label"])) > MAX_LABEL_WORDS:
        return ""
    return match["label"]


def is_item(line: Line) -> bool:
    """Whether a line looks like a list item that only names something."""
    return not SENTENCE_END.search(line.text) and line.words <= 2 * MIN_BODY_WORDS


def own_pieces(post: Post, quotes: Sequence[tuple[int, int]], line: Line) -> Iterator[Line]:
    """The parts of a line that lie outside the post's quotes, none longer than a segmenter takes."""
    for whole in outside_of(quotes, line.start, line.end):
        for start, end in pieces_of(post.text, *whole):
            yield line_at(post.text, start, end)


def apart(post: Post) -> list[tuple[int, int]]:
    """The stretches of a post that are quotes, in order, those that overlap as one."""
    found: list[tuple[int, int]] = []
    for quote in sorted(post.quotes, key=lambda quote: quote.start):
        if found and quote.start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], quote.end)
        else:
            found.append((quote.start, quote.end))
    return found


def unquoted(post: Post, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of [start, end) that lie outside the post's quotes."""
    return outside_of(apart(post), start, end)


def outside_of(spans: Sequence[tuple[int, int]], start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of [start, end) that lie in none of the spans, which are in order and apart; those before are skipped.

    >>> [*outside_of([(0, 2), (4, 6)], 1, 9)]
    [(2, 4), (6, 9)]
    """
    for n in range(bisect_right(spans, start, key=itemgetter(1)), len(spans)):
        first, last = spans[n]
        if first >= end:
            break
        if first > start:
            yield start, first
        start = last
    if start < end:
        yield start, end
