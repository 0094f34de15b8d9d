"""What a page shows to a reader, found without any reader of a site: what the posts of a thread are held against."""

import re
from collections.abc import Iterator

from lxml import etree

from argmap.readers.markup.dom import Element, find_all, number_in, text_of
from argmap.readers.markup.html_text import BLOCKS, SKIPPED

AROUND = SKIPPED | {"nav", "footer", "form", "aside", "label", "option", "s", "del", "strike", "title", "cite"}
"""Elements with words of the page, not of its people."""
BREAKS = BLOCKS | {"li", "ol", "td", "th", "pre", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "dd", "dt", "br"}
SENTENCE = 8
"""Words in a block from which it is taken for something said."""
WORD = re.compile(r"[^\W\d_]{2,}")
COUNT = re.compile(r"\s*\(?(\d[\d.,]*k?)\)?\s+(?:comments?|replies|answers|responses)\b", re.IGNORECASE)
LONGEST = 40
DATED = re.compile(r"\d{4}-\d\d-\d\d")
"""How a machine's date begins, on an element whose words tell it to people."""
PARTED = "\0"
STAMP = re.compile(r"\(\0\)|\d{1,2}:\d{2},? \d{1,2}\.? \w+\.? \d{4} \([A-Z]{2,5}\)")
"""What a wiki writes between a name and the end of a signature."""


def shown(tree: Element) -> Iterator[str]:
    """The blocks of running words on a page."""
    pieces: list[str] = []
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        if element.tag in BREAKS:
            yield from _block(pieces)
        if event == "end":
            pieces.append(element.tail or "")
        elif element.tag in AROUND or DATED.match(element.get("title") or element.get("datetime") or ""):
            walk.skip_subtree()
        elif element.tag == "a":  # what it leads to may be a person, a menu or a source: no words of its own
            pieces.append(PARTED)
            walk.skip_subtree()
        else:
            pieces.append(element.text or "")
    yield from _block(pieces)


def claimed(tree: Element) -> int:
    """How many comments a page says that there are, where it first says it in a short text of its own."""
    for element in find_all(tree, lambda one: one.tag not in SKIPPED and len(one) < 4):
        text = text_of(element, 20)
        if len(text) <= LONGEST and (found := COUNT.match(text)):
            return number_in(found[1]) or 0
    return 0


def _block(pieces: list[str]) -> Iterator[str]:
    text = "".join(pieces)
    pieces.clear()
    if len(WORD.findall(text)) >= SENTENCE:
        yield from STAMP.sub(PARTED, text).split(PARTED)
