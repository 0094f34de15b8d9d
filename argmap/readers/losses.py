"""Counts the words of an input that reached no post, so that no reader loses text in silence.

Each reader walks what it parsed once more, takes the strings that people wrote, and hands them to `with_losses`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from argmap.datatypes import Dropped, Thread
from argmap.readers.markup.composer import INVISIBLE
from argmap.readers.quotes import words_of

RUN = 3
"""Words in a row that must stand in one post for the middle one to count as read."""
NOTABLE = 0.1
"""The share of missing characters from which a reader says it in a line of its own."""
LOST_WORDS = ("character", "in words of the file that are in no post")
ADDRESS = re.compile(r"https?://\S+|www\.\S+|(?<!\S)[^\s@]+@\S+\.\w+")
"""An address of a page or of a person; the latter is looked for from the start of a word only, so that a word of any
length is searched in linear time."""


@dataclass(frozen=True, slots=True)
class Missing:
    """The characters of an input's words, and how many of them reached no post; space and signs are not counted."""

    lost: int
    whole: int

    @property
    def share(self) -> float:
        """The missing part, from 0 to 1."""
        return self.lost / self.whole if self.whole else 0.0


def missing(words: Iterable[str], thread: Thread) -> Missing:
    """Count the characters of words that stand in no post of a thread, and in neither its title.

    A word is read where it and its neighbours, `RUN` in a row, stand so in a post. Case, space, signs and addresses
    do not count, and numbers, such as points beside a post, are not missed. Works in time linear in both texts.

    Args:
        words: the stretches of the input that people wrote (a message, a paragraph), without mark-up.
        thread: what the reader made of the input.
    """
    known: set[tuple[str, ...]] = set()
    whole_texts: dict[str, int] = {}
    for text in (*(post.text for post in thread.posts), thread.title or ""):
        forms = _forms(text)
        whole_texts[text.strip()] = sum(map(len, forms))
        known.update(tuple(forms[i : i + size]) for size in range(1, RUN + 1) for i in range(len(forms) - size + 1))
    lost = whole = 0
    for stretch in words:
        if (length := whole_texts.get(stretch.strip())) is not None:
            whole += length
            continue
        forms = _forms(stretch)
        size = min(RUN, len(forms))
        read = [False] * len(forms)
        for i in range(len(forms) - size + 1):
            if tuple(forms[i : i + size]) in known:
                read[i : i + size] = [True] * size
        whole += sum(map(len, forms))
        lost += sum(len(form) for form, found in zip(forms, read, strict=True) if not (found or form.isdigit()))
    return Missing(lost, whole)


def with_losses(thread: Thread, words: Iterable[str]) -> Thread:
    """The thread with what is missing of an input's words in `dropped`, and in a line where it is more than a tenth.

    Args:
        thread: what a reader made of the input.
        words: see `missing`.
    """
    found = missing(words, thread)
    if not found.lost:
        return thread
    dropped = (*thread.dropped, Dropped(*LOST_WORDS, found.lost))
    if found.share <= NOTABLE:
        return replace(thread, dropped=dropped)
    line = f"{found.lost:,} of the {found.whole:,} characters of words in the file ({found.share:.0%}) are in no post"
    return replace(thread, dropped=dropped, notes=(*thread.notes, line))


def _forms(text: str) -> tuple[str, ...]:
    return words_of(ADDRESS.sub(" ", INVISIBLE.sub("", text))).forms
