"""One person's words in a pasted text, and the furniture of pages around them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LINE = re.compile(r"[^\r\n]+")
BUTTONS = (
    "permalink|embed|save|parent|report|give award|reply|share|hide|crosspost|context|full comments|source|unsave|edit"
    "|delete|disable inbox replies|block user|load more comments"
)
FURNITURE = re.compile(
    rf"(?:(?:{BUTTONS})+"
    r"|(?:up|down)vote[sd]?|award|follow(?:ing)?|op|mod|contributor|member|owner|author|collaborator|maintainer|edited"
    r"|pinned|more actions|copy link|improve this (?:question|answer)|add a comment|show \d+ more comments?|cite|flag"
    r"|close|like|link|unlike|react|subscribe|translate|view (?:edits?|more|replies)|sorted by:?|reset to default"
    r"|highest score.*|locked|stickied comment|top \d+% (?:commenter|poster)|profile badge for .*|reply ?\d*"
    r"|[-−]?\d[\d,.]*k?|[·•|▲▼△▽✓]|\d+ (?:answers?|comments?|replies|reactions?|(?:gold|silver|bronze) badges?)"
    r"|comments?|new comment|submit|mentioned in|\d+ min(?:ute)? read|\d+ comments?,? sorted by.*"
    r"|(?:some )?comments? (?:are )?(?:truncated|sorted) .*|change truncation settings"
    r"|\[-\]|load more|continue this thread.*|view all comments?.*|sort by:?.*|🎉|👍|👎|😄|😕|❤️|🚀|👀)$",
    re.IGNORECASE,
)
"""Lines that pages put around posts: buttons, badges and counts, no one's words."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: where its words stand in the text, the words, and how far they are indented."""

    start: int
    end: int
    text: str
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Turn:
    """Where one person's words stand in a text.

    Attributes:
        start: offset of their first character.
        end: offset past the last.
        author: who says them, where the text names somebody.
        created_at: ISO 8601, as far as the text says when: a time with or without its day.
        score: its points.
        above: the index of the turn that it answers; None where the text does not say.
        opens: whether it is known to answer none.
    """

    start: int
    end: int
    author: str | None = None
    created_at: str | None = None
    score: int | None = None
    above: int | None = None
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Turns:
    """The turns of a text in order, its title, and the lines that are no turn but notices of the program."""

    turns: tuple[Turn, ...]
    title: str | None = None
    notices: tuple[Line, ...] = ()


def lines_of(text: str) -> list[Line]:
    """The lines of a text that are not blank."""
    found = []
    for match in LINE.finditer(text):
        words = match[0].strip()
        if words:
            indent = len(match[0].expandtabs(4)) - len(match[0].expandtabs(4).lstrip())
            start = match.start() + match[0].index(words)
            found.append(Line(start, start + len(words), words, indent))
    return found


def trimmed(lines: Sequence[Line], first: int, end: int) -> tuple[int, int]:
    """The lines from first to end without the furniture at both ends."""
    while first < end and FURNITURE.match(lines[first].text):
        first += 1
    while first < end and FURNITURE.match(lines[end - 1].text):
        end -= 1
    return first, end


def spans(lines: Sequence[Line], starts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """For each start the lines from it to the next start."""
    return zip(starts, [*starts[1:], len(lines)], strict=True)


def person(name: str) -> str | None:
    """A name as a page shows it, without marks of roles; None for nobody.

    >>> person("nora_q[S]"), person("[deleted]"), person("@odd [score hidden]"), person("u/pia [S]")
    ('nora_q', None, 'odd', 'pia')
    """
    plain = re.sub(r"\s*\[(?:S|M|A|🍰|score hidden|\+\d+)\]|\s*\(OP\)$", "", name.strip())
    plain = re.sub(r"^(?:/?u/)?@?", "", plain).strip(" \u200e\u202a\u202c\u2068\u2069~*:")
    return None if plain in ("", "[deleted]", "[removed]", "deleted", "[score hidden]") else " ".join(plain.split())
