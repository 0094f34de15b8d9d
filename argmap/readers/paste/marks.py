"""The marks that part posts in a paste that kept some structure: bylines, speakers, rules and wide gaps."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from argmap.readers.paste.lines import Stretch
from argmap.readers.turns.turn import person

NO_NAME = r"(?!(?:the|an?|in|as|by|and|but|i|he|she|it|we|they|you|who|someone|one|this|that) )"
"""Words that begin a sentence ("In 1999 Cornell wrote:"), not a byline."""
BUTTON = r"(?:\[[-+–]\]|[▲△▼▽])*\s*(?:/?u/)?"
"""What pages set before a name."""
NAME = BUTTON + NO_NAME + r"(?P<author>[^\s:·•|,;!?][^:·•|;!?\n]{0,39}?)"
POINTS = r"(?P<score>[-−]?\d[\d,]*) (?:points?|karma|(?:up)?votes?|likes?)"
AGE = r"(?:(?:an?|\d+) ?(?:s|m|h|d|w|y|mo|min(?:ute)?s?|hours?|hrs?|days?|weeks?|months?|years?)(?: ago)?)"
DATE = r"(?:\d{4}-\d\d-\d\d|\d{1,2}(?:st|nd|rd|th)? \w{3,9},? \d{4}|\w{3,9} \d{1,2},? \d{4})(?:[ T,]+\d{1,2}:\d\d.*)?"
DOT = r"\s*[·•|–—»]\s*"
BYLINES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{NAME}{DOT}{POINTS}(?:{DOT}.*)?$",
        rf"{NAME}{DOT}(?:{AGE}|{DATE})(?:{DOT}(?:{POINTS}|.{{0,30}}))?$",
        rf"{NAME} {POINTS} (?:{AGE}.*|{DATE})$",
        rf"{NAME} (?:{AGE} {POINTS}|\d+ \w+ ago)(?:{DOT}.*)?$",
        rf"(?:posted )?by {NAME}(?:{DOT}| on )(?:\w{{3,9}} )?(?:{DATE}|{AGE}).{{0,20}}$",
        rf"{NAME} \((?:{AGE}|{DATE})\):?$",
        rf"(?:on .{{4,40}}, )?{NAME} (?:wrote|posted|replied|commented)(?: on [^:]{{3,40}})?:$",
    )
)
SPEAKER = re.compile(r"(?P<author>[A-Z][\w.'’-]{0,24}(?: [A-Z][\w.'’-]{0,24}){0,2}):\s+(?=\S)")
EMPHASIS = re.compile(r"^#{1,6}\s+|\*\*|__")
"""What Markdown puts around a name or before a heading."""
MANY = r"(?P<score>[-−]?\d[\d,]*) points?|[-−]?\d[\d,]* (?:karma|(?:up)?votes?|likes?)"
META = re.compile(
    rf"(?:{DOT})?(?:{MANY}|\d+ ?(?:mo|[smhdwy])\b|{AGE} ago|{DATE})(?:{DOT}.{{0,40}})?$|[·•]$", re.IGNORECASE
)
"""A line with nothing but points, an age or a date."""
SCORE = re.compile(rf"(?:{DOT})?(?:{MANY}|{AGE} ago)(?:{DOT}.{{0,40}})?$", re.IGNORECASE)
"""The same without dates, which stand alone in other texts too."""
COUNT = re.compile(r"[-−]?\d{1,4}$|[·•]$")
LOOSE_NAME = re.compile(r"(?:/?u/)?@?[^\s:.!?>-][^:!?,;>]{0,29}(?<![.])$")
"""What may be a name where points or an age stand below."""
ROLE = re.compile(r"(?:OP|MOD|ADMIN|Top \d+% (?:Commenter|Poster)|Contributor|Member|Moderator)$", re.IGNORECASE)
"""What pages say of a person below the name."""
RULE = re.compile(r"(?:-{3,}|\*{3,}|={3,}|_{3,}|~{3,}|(?:[-*] ){2,}[-*])$")
BARE_NAME = re.compile(r"(?:/?u/)?@?[\w.'’-]{2,25}(?: [A-Z][\w.'’-]{0,25}){0,2}:?$")
LEAD = re.compile(BARE_NAME.pattern.replace(":?$", ":$"))
MIN_SPEAKERS = 0.5
"""Least share of lines that must open with a speaker's name for a text to be a dialogue."""
LONGEST_BYLINE = 140
MIN_SCORES = 3
"""Least lines of points or ages without names that part a text."""
PAGE = re.compile(
    r"(?:reply|share|permalink|link|parent|report|save|edit|like|award|continue this thread|load more comments|more"
    r"|yes|no|agreed?|exactly|thanks|true|quote|comments?|replies|edit|update|ps|also|lol|ok(?:ay)?|notes?)$",
    re.IGNORECASE,
)
"""Short lines that are no names."""


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
    found = [kind(lines) for kind in (_bylines, _two_lines, _scores)]
    most = max(map(len, found))
    for marks in found:
        if marks and 2 * len(marks) >= most:
            return marks
    kinds = (kind(lines) for kind in (_speakers, _leads, _rules, _gaps, _names))
    return next((marks for marks in kinds if marks), [])


def _bylines(lines: Sequence[Stretch]) -> list[Mark]:
    found = []
    for i, line in enumerate(lines):
        match = None if len(line.text) > LONGEST_BYLINE else _byline(line.text)
        if match and not _says_who_is_quoted(lines, i):
            score = _number(match.groupdict().get("score"))
            found.append(_mark(lines, i, i + 1, person(match["author"]), score))
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


def _two_lines(lines: Sequence[Stretch]) -> list[Mark]:
    """A name on a line of its own above points, an age or a date, each perhaps on a line of its own too."""
    found = []
    for i in range(len(lines) - 1):
        if not _may_be_name(lines[i].text):
            continue
        below = next((k for k in range(i + 1, min(i + 4, len(lines))) if not ROLE.match(lines[k].text)), i)
        if META.match(lines[below].text):
            body, score = _below_meta(lines, below)
            found.append(_mark(lines, i, body, person(lines[i].text), score))
    return found if len(found) >= 2 else []


def _below_meta(lines: Sequence[Stretch], first: int) -> tuple[int, int | None]:
    """The index of the first line below the points and ages that stand at a line, and the points."""
    score, i = None, first
    while i < len(lines) and (META.match(lines[i].text) or COUNT.match(lines[i].text)):
        match = META.match(lines[i].text)
        score = _number(match["score"]) if match and match["score"] else score
        i += 1
    return i, score


def _scores(lines: Sequence[Stretch]) -> list[Mark]:
    """Lines of points or ages whose names the paste left out."""
    found = []
    for i, line in enumerate(lines):
        if SCORE.match(line.text) and not (i and META.match(lines[i - 1].text)):
            body, score = _below_meta(lines, i)
            found.append(_mark(lines, i, body, None, score))
    return found if len(found) >= MIN_SCORES else []


def _names(lines: Sequence[Stretch]) -> list[Mark]:
    """Names alone on their lines, told from other short lines by coming again, with words below each."""
    bare = [i for i in range(len(lines) - 1) if _is_name(lines[i].text) and not _is_name(lines[i + 1].text)]
    counts = Counter(lines[i].text for i in bare)
    again = [i for i in bare if counts[lines[i].text] > 1]
    if len({lines[i].text for i in again}) < 2 or not bare or bare[0] > 1 or 2 * len(again) < len(bare):
        return []
    return [_mark(lines, i, i + 1, person(lines[i].text)) for i in bare]


def _may_be_name(text: str) -> bool:
    return (
        len(text.split()) <= 3
        and LOOSE_NAME.match(text) is not None
        and not any(kind.match(text) for kind in (PAGE, META, ROLE))
    )


def _is_name(text: str) -> bool:
    """Whether a line may be nothing but a name: no sentence, no button of a page."""
    return BARE_NAME.match(text) is not None and not text.endswith((".", ":")) and not PAGE.match(text)


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
