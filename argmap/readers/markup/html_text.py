"""HTML -> the body of a post: words in paragraphs, lists, quotations, code, footnotes; links as text and address."""

import re
from html import unescape
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from argmap.errors import InputError
from argmap.readers.markup.composer import Body, Composer, paragraphs
from argmap.readers.markup.dom import Element, find, has, parse_html, text_of

SKIPPED = {"script", "style", "noscript", "template", "head", "svg", "button", "input", "select", "textarea", "iframe"}
BLOCKS = {
    *("address", "article", "aside", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption", "figure"),
    *("footer", "form", "header", "hr", "main", "nav", "p", "section", "summary", "table", "tbody", "thead", "tr"),
    *("html", "body"),
}
STRUCK = {"s", "strike", "del"}
HEADING = re.compile(r"h([1-6])$")
TAG = re.compile(r"<[^<>]*>")
BACK = {"^", "↩", "↩︎", "↑", "[^]"}
"""What leads from a footnote back to its place."""
CUT = ("...", "…")
MATH = ("mjx-math", "mjx-chtml", "mjpage")


def html_body(html: str, *, base: str = "") -> Body:
    """The body that an HTML text makes; `base` is what its relative addresses are relative to."""
    try:
        return element_body(parse_html(html), base=base)
    except InputError:  # nested beyond reason: its words, without what the mark-up says
        return paragraphs(unescape(TAG.sub(" ", html)))


def element_body(root: Element, *, base: str = "") -> Body:
    """The body that an element of a page makes."""
    writer = _Writer(base)
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "start" and writer.start(element):
            walk.skip_subtree()
        elif event == "end":
            writer.end(element)
            if element is not root and element.tail:
                writer.composer.words(element.tail)
    return writer.composer.body()


class _Writer:
    """Tells a composer what the tags of a page mean."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.composer = Composer()
        self.cited: dict[str, Any] = {}

    def start(self, element: Element) -> bool:
        """An element begins; true where what is in it has been dealt with."""
        tag = element.tag
        if tag in SKIPPED or self._taken_whole(element):
            return True
        if tag == "br":
            self.composer.line_break()
        elif tag in BLOCKS:
            self.composer.end_block()
            self._cite(element)
        elif tag == "blockquote":
            self.composer.open_quote(**(self.cited or _cited(element)))
            self.cited = {}
        elif tag in ("ul", "ol"):
            self.composer.open_list(_start(element) if tag == "ol" else None)
        elif tag == "li":
            self.composer.open_item()
        elif tag in ("td", "th") and element.getprevious() is not None:
            self.composer.words(" | ")
        elif heading := HEADING.match(tag):
            self.composer.heading(int(heading[1]))
        elif tag == "sup" and find(element, lambda inner: inner.tag == "a") is None:
            self.composer.words("^")
        if element.text:
            self.composer.words(element.text)
        return False

    def end(self, element: Element) -> None:
        """An element ends."""
        tag = element.tag
        if tag in SKIPPED:
            return
        if tag == "blockquote":
            self.composer.close_quote()
        elif tag in ("ul", "ol"):
            self.composer.close_list()
        elif tag in BLOCKS or tag in ("li", "pre") or HEADING.match(tag):
            self.composer.end_block()

    def _taken_whole(self, element: Element) -> bool:
        """Whether an element was written as one piece: code, formulas, links, previews of other pages."""
        if element.tag == "pre":
            self.composer.code(_verbatim(element))
        elif element.tag in STRUCK:
            self.composer.strike("".join(element.itertext()))
        elif element.tag == "a":  # around a picture Discourse writes its file's name and size, no one's words
            return has(element, "lightbox") or self._link(element)
        elif any(has(element, name) for name in MATH) and element.get("aria-label"):
            self.composer.words(element.get("aria-label"))
        elif element.tag == "aside" and has(element, "onebox"):
            self._preview(element)
        else:  # "NAME said:" above a quotation of Discourse says nothing that is not in its data
            return bool(element.tag == "div" and has(element, "title") and self.cited)
        return True

    def _link(self, element: Element) -> bool:
        href, text = (element.get("href") or "").strip(), text_of(element, 50)
        if href.startswith("#"):
            if text in BACK:
                return True
            if text.isdigit():
                self.composer.words(f"[{text}]")
                return True
            return False
        url = self._address(href)
        if url and text.endswith(CUT) and url.startswith(text.rstrip(".…")):
            self.composer.words(url)
            return True
        if url and text != url and not has(element, "mention"):
            self.composer.link(text, url)
        return False

    def _address(self, href: str) -> str:
        try:
            return urljoin(self.base, href)
        except ValueError:
            return ""

    def _preview(self, element: Element) -> None:
        """Only the address of a page that the site shows a preview of: its words are not the author's."""
        link = find(element, lambda inner: inner.tag == "a" and bool(inner.get("href")))
        self.composer.end_block()
        if link is not None:
            self.composer.words(self._address(link.get("href")))
        self.composer.end_block()

    def _cite(self, element: Element) -> None:
        if element.tag == "aside" and has(element, "quote"):
            place = (element.get("data-topic"), element.get("data-post"))
            self.cited = {"author": element.get("data-username"), "post": "/".join(filter(None, place)) or None}


def _cited(element: Element) -> dict[str, str | None]:
    """Whose words a quotation holds, where its own attributes tell."""
    return {"author": element.get("data-quote"), "post": element.get("data-post")}


def _start(element: Element) -> int:
    value = element.get("start") or "1"
    return int(value) if value.isascii() and value.isdigit() and len(value) < 7 else 1


def _verbatim(element: Element) -> str:
    """The text of an element with its own line breaks."""
    pieces = [element.text or ""]
    for inner in element.iterdescendants():
        pieces += ["\n" if inner.tag == "br" else inner.text or "", inner.tail or ""]
    return "".join(pieces)
