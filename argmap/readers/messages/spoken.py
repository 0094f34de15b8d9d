"""The words that people wrote in a JSON document, found without any reader: what a reader's posts are held against."""

import html
import re
from collections.abc import Iterator

from argmap.readers.messages import names

TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--.*?-->", re.DOTALL)
HIDDEN = re.compile(r"<(script|style|s|del|strike)\b[^<>]*>.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
"""What a page does not show, and what its author struck out, which is counted apart."""
BLANK = re.compile(r"\s")
WORD = re.compile(r"[^\W\d_]{2,}")
NOT_SAID = names.ASIDE.union(names.TIME) | {
    *("bio", "note", "about", "signature", "aboutme", "css", "useragent", "excerpt", "blurb", "alttext", "caption")
}
"""Fields around a message, times, and what tells of a person or a picture or repeats the beginning of a text."""
SENTENCE = 5
"""Words from which a string is taken for something said, whatever it is called."""


def spoken(document: object) -> Iterator[str]:
    """The strings of a document that are words of a discussion, without mark-up.

    A string counts where its name is that of a text, or where it has `SENTENCE` words.
    """
    waiting: list[tuple[str, object]] = [("", document)]
    while waiting:
        name, value = waiting.pop()
        if isinstance(value, dict):
            inner = ((names.plain(key), one) for key, one in value.items())
            waiting.extend((key, one) for key, one in inner if key not in NOT_SAID)
        elif isinstance(value, list):
            waiting.extend((name, one) for one in value)
        elif isinstance(value, str):
            words = bare(value)
            if len(WORD.findall(words)) >= (1 if name in names.TEXT else SENTENCE) and BLANK.search(words.strip()):
                yield words


def bare(text: str) -> str:
    """A text without tags and entities, be it packed as HTML twice."""
    for _ in range(2):
        text = html.unescape(TAG.sub(" ", HIDDEN.sub(" ", text)) if "<" in text else text)
    return TAG.sub(" ", text)
