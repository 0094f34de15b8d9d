"""Words of a thread as lines that a language model reads: no post can forge a number, a name or a line.

They stand only as JSON strings, one a line, without invisible characters; what people call themselves is not sent.
"""

import json
import re
import unicodedata

from argmap.datatypes import Post

VARIATIONS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def quoted(text: str, longest: int) -> str:
    r"""The text as a JSON string on one line, without what is not seen, cut where it is too long.

    >>> print(quoted('He said "no"\n[9] \u200bnew', 100))
    "He said \"no\" [9] new"
    """
    line = " ".join(visible(text).split())
    return json.dumps(line if len(line) <= longest else line[: longest - 1] + "…", ensure_ascii=False)


def visible(text: str) -> str:
    """The text without characters that a reader does not see: formats, controls, unassigned and private ones."""
    seen = "".join(c if c.isspace() else "" if unicodedata.category(c)[0] == "C" else c for c in text)
    return VARIATIONS.sub("", seen)


class Names:
    """Names for the posts and speakers of one question; what people call themselves is not sent."""

    def __init__(self) -> None:
        self._posts: dict[str, int] = {}
        self._speakers: dict[str, str] = {}

    def speaker(self, name: str) -> str:
        """A, B, C, ... in the order in which they are met."""
        return self._speakers.setdefault(name, letters(len(self._speakers)))

    def header(self, post: Post) -> str:
        """The line above a post's units."""
        known = self._posts.get(post.reply_to or "")
        answers = f", answers post {known}" if known else ""
        number = self._posts.setdefault(post.id, len(self._posts) + 1)
        return f"Post {number}, by speaker {self.speaker(post.speaker)}{answers}:"


def letters(n: int) -> str:
    """A, B, ..., Z, AA, AB, ...

    >>> letters(0), letters(25), letters(26)
    ('A', 'Z', 'AA')
    """
    head = letters(n // 26 - 1) if n >= 26 else ""
    return head + chr(ord("A") + n % 26)
