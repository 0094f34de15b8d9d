"""The words in a box: a claim's text cut to a few lines of about one width, and the size of the box around them."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

LINE = 18.5
"""Height of a line of words, in pixels."""
PADDING = 22.0
"""Above and below the words, together."""
TAG = 16.0
"""Height of the line that names a main claim or a crux."""
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Style:
    """How boxes of a role are made: their width, how many columns and lines of words they hold, room for a tag."""

    width: float
    columns: int
    lines: int
    tag: float = 0.0


STYLES = MappingProxyType(
    {"main": Style(264.0, 32, 5, TAG), "crux": Style(230.0, 25, 5, TAG), "claim": Style(190.0, 24, 4)}
)


@dataclass(frozen=True, slots=True)
class Box:
    """A claim's lines and the size of its box."""

    lines: tuple[str, ...]
    size: tuple[float, float]


@lru_cache(maxsize=20_000)
def find_box(text: str, role: str) -> Box:
    """The box of a claim of a role (`main`, `crux` or `claim`)."""
    style = STYLES[role]
    lines = wrap_label(text, style.columns, style.lines)
    return Box(lines, (style.width, len(lines) * LINE + PADDING + style.tag))


def wrap_label(text: str, columns: int, lines: int) -> tuple[str, ...]:
    """The text in at most so many lines of at most so many columns, an ellipsis at the end of what was cut.

    >>> wrap_label("Debate does nothing about inner alignment", 16, 2)
    ('Debate does', 'nothing about…')
    """
    wrapped = fill(pieces(text, columns), columns)
    if len(wrapped) <= lines:
        return tuple(wrapped)
    kept = wrapped[:lines]
    while kept[-1] and width_of(kept[-1] + ELLIPSIS) > columns:
        kept[-1] = kept[-1][:-1].rstrip()
    kept[-1] = kept[-1].rstrip(" ,;:—-") + ELLIPSIS
    return tuple(kept)


def fill(words: Sequence[str], columns: int) -> list[str]:
    """The words in lines, each as full as it can be; one empty line where there are none."""
    lines = [""]
    for word in words:
        longer = f"{lines[-1]} {word}".lstrip()
        if width_of(longer) <= columns:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def pieces(text: str, columns: int) -> list[str]:
    """The words of the text, without control characters, those wider than a line cut into pieces."""
    if text.isascii() and text.isprintable():
        return [piece for word in text.split() for piece in cut(word, columns)]
    shown = "".join(" " if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp") and c != "\u200d" else c for c in text)
    return [piece for word in shown.split() for piece in cut(word, columns)]


def cut(word: str, columns: int) -> Iterator[str]:
    """The word in pieces of at most so many columns, in one pass; a character wider than that is a piece of its own.

    >>> list(cut("alignment", 4))
    ['alig', 'nmen', 't']
    """
    if word.isascii() and len(word) <= columns:
        yield word
        return
    start, width = 0, 0
    for place, character in enumerate(word):
        wide = width_of(character)
        if width + wide > columns and place > start:
            yield word[start:place]
            start, width = place, 0
        width += wide
    yield word[start:]


def width_of(text: str) -> int:
    """Columns that a text takes: two for wide East Asian characters and emoji, none for combining marks."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
