"""The words that people wrote in a pasted text, found without its posts: what these are held against."""

import re
from collections.abc import Iterable, Iterator
from typing import Protocol

from argmap.datatypes import Thread
from argmap.readers.clock import CLOCK, MOMENT
from argmap.readers.losses import with_losses
from argmap.readers.turns.turn import FURNITURE

LINE = re.compile(r"[^\r\n]+")
AGE = r"(?:an?|\d+) ?(?:s|m|h|d|w|y|mo|min(?:ute)?s?|hours?|hrs?|days?|weeks?|months?|years?)\b(?: ago\b)?\*?"
POINTS = r"[-−]?\d[\d,]*(?: (?:points?|karma|(?:up)?votes?|likes?))?\b"
GLUED = r"\[(?:score hidden|S|M|A|deleted|removed)\]|(?<=[^\W\d_])\d{1,3}(?:s|m|h|d|w|mo|y)\*?(?:[-−]?\d{1,4}){0,2}$"
"""What stands so close to a name that no space parts them."""
BETWEEN = (
    r"(?:UTC|GMT|today at|yesterday at|(?:posted |submitted )?by|on|at|commented(?: on)?|replied(?: on)?|opened this"
    r"|asked|answered|edited|talk|contribs|op|from|to everyone|posted)\b|wrote:"
)
AROUND = re.compile(rf"(?<!\w)(?:{MOMENT}|{CLOCK}|{AGE}|{POINTS}|{BETWEEN})(?!\w)|{GLUED}", re.IGNORECASE)
"""What stands beside names: times, points, and the words between them."""
LONGEST_NAME = 4
SIGNS = " \t,.:;|·•–—-()[]*#<>"


class Place(Protocol):
    """A stretch of a text."""

    @property
    def start(self) -> int:
        """Its first character."""
        ...


def weighed(thread: Thread, text: str, aside: Iterable[Place] = ()) -> Thread:
    """The thread with what is missing of the words of the text that it was read from.

    Args:
        thread: what the reader made of it.
        text: the whole text.
        aside: lines that are already counted as left out.
    """
    return with_losses(thread, spoken(thread, text, {place.start for place in aside}))


def spoken(thread: Thread, text: str, aside: set[int]) -> Iterator[str]:
    """The lines of a text, cut at what pages put around posts: names, times, points, buttons."""
    names = {tuple(post.author.lower().split()) for post in thread.posts if post.author}
    for line in LINE.finditer(text):
        words = line[0].strip()
        if words and line.start() + line[0].index(words) not in aside and not FURNITURE.match(words):
            for part in AROUND.split(words):
                kept = _unnamed(part.strip(SIGNS).split(), names)
                if kept and not FURNITURE.match(" ".join(kept)):
                    yield " ".join(kept)


def _unnamed(words: list[str], names: set[tuple[str, ...]]) -> list[str]:
    """The words without a name at their beginning or end."""
    forms = [word.lower().strip(SIGNS) for word in words]
    for length in range(min(LONGEST_NAME, len(words)), 0, -1):
        if tuple(forms[:length]) in names:
            return words[length:]
        if tuple(forms[-length:]) in names:
            return words[:-length]
    return words
