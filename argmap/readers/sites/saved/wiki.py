"""A saved talk page of a wiki that runs MediaWiki: paragraphs and lists set in, each post ended by its signature."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

from lxml import etree

from argmap.datatypes import Thread
from argmap.readers.drafts import Draft, thread_of
from argmap.readers.markup.composer import Body
from argmap.readers.markup.dom import Element, by_class, find, find_all, has, text_of
from argmap.readers.markup.html_text import html_body
from argmap.readers.markup.page import Page
from argmap.readers.times import time_of

STAMP = re.compile(r"\d{1,2}:\d{2},? \d{1,2}\.? \w+\.? \d{4} \([A-Z]{2,5}\)\s*$")
USER = re.compile(
    r"(?:/wiki/|title=)(?:User|Benutzer|Benutzerin|Utilisateur|Usuario|Utente|Gebruiker|Special:Contributions)[:/](?P<name>[^/?#&]+)"
)
CONTROLS = by_class(
    "mw-editsection", "ext-discussiontools-init-replylink-buttons", "ext-discussiontools-init-section-bar", "toc"
)
BLOCKS = {"p", "li", "dd", "dt", "blockquote", "pre", *(f"h{level}" for level in range(1, 7))}
INNER = ("dl", "ul", "ol", "p", "blockquote", "pre")
"""What stands in a block and is a block of its own."""
LISTS = ("dl", "ul", "ol")
TAIL = re.compile(r"[\s—–\-~(]*$")


@dataclass(slots=True)
class _Talk:
    """Posts as they are closed by their signatures, and the blocks of the post that is open."""

    page: Page
    drafts: list[Draft] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    depth: int = 0
    above: list[tuple[int, str]] = field(default_factory=list)

    def block(self, element: Element, html: str, text: str, depth: int) -> None:
        """Take a paragraph or an item; one that ends with a time closes the post."""
        if not self.open:
            self.depth = depth
        self.open.append(html)
        if STAMP.search(text):
            self._close(_signer(element), text)

    def section(self) -> None:
        """Begin a section: what stands in it answers nothing above."""
        self.above.clear()

    def _close(self, author: str | None, text: str) -> None:
        body = html_body("".join(self.open), base=self.page.origin)
        self.open.clear()
        while self.above and self.above[-1][0] >= max(self.depth, 1):
            self.above.pop()
        parent = self.above[-1][1] if self.above else None
        name = f"post{len(self.drafts) + 1}"
        self.drafts.append(
            Draft(name, _unsigned(body, author), author=author, reply_to=parent, created_at=time_of(text))
        )
        self.above.append((self.depth, name))


def is_wiki(page: Page) -> bool:
    """Whether a page is a talk page of MediaWiki with at least one signature."""
    content = find(page.tree, by_class("mw-parser-output"))
    return (
        content is not None
        and re.search(r"\d{1,2}:\d{2}, \d{1,2} \w+ \d{4} \([A-Z]{2,5}\)", text_of(content, 100_000)) is not None
    )


def from_wiki(page: Page) -> Thread:
    """The thread on the page; what is set in deeper answers the nearest post above that is less so.

    Raises:
        InputError: it holds no words.
    """
    content = find(page.tree, by_class("mw-parser-output"))
    assert content is not None, "the page was recognised"
    for control in list(find_all(content, CONTROLS)):
        control.clear(keep_tail=True)
    talk = _Talk(page)
    for element, depth in _blocks(content):
        if re.fullmatch(r"h[1-6]", element.tag):
            talk.section()
            continue
        talk.block(element, _own_html(element), _own_text(element), depth)
    heading = find(page.tree, lambda one: one.get("id") == "firstHeading" or has(one, "firstHeading"))
    return thread_of(talk.drafts, title=text_of(heading) or page.title, url=page.url)


def _blocks(content: Element) -> Iterator[tuple[Element, int]]:
    """The headings, paragraphs and items of a page, each with how many lists it stands in."""
    depth = 0
    for event, element in etree.iterwalk(content, events=("start", "end")):
        if element.tag in LISTS:
            depth += 1 if event == "start" else -1
        elif event == "start" and element.tag in BLOCKS and _own_text(element):
            yield element, depth


def _own(element: Element) -> Iterator[Element]:
    """The children of a block that are not lists or blocks with posts of their own."""
    return (child for child in element if child.tag not in INNER)


def _own_text(element: Element) -> str:
    pieces = [element.text or ""]
    for child in element:
        own = child.tag not in INNER
        pieces += ["".join(child.itertext()) if own else " ", child.tail or ""]
    return " ".join("".join(pieces).split())


def _own_html(element: Element) -> str:
    """The block as a paragraph, without the lists in it."""
    pieces = [escape(element.text or "")]
    for child in element:
        own = child.tag not in INNER
        pieces.append(etree.tostring(child, encoding="unicode", method="html", with_tail=False) if own else "")
        pieces.append(escape(child.tail or ""))
    tag = element.tag if element.tag in ("blockquote", "pre") else "p"
    return f"<{tag}>{''.join(pieces)}</{tag}>"


def _signer(element: Element) -> str | None:
    """Whose page the last link in a block leads to that leads to a user's."""
    links = [found for child in _own(element) for link in (child, *child.iterdescendants("a"))
             if (found := USER.search(link.get("href") or ""))]  # fmt: skip
    return re.sub(r"_", " ", links[-1]["name"]) if links else None


def _unsigned(body: Body, author: str | None) -> Body:
    """The body without its signature: the time at the end, and the names and links before it."""
    text = body.text.partition("\n\nLinks:\n")[0]
    found = STAMP.search(text)
    text = text[: found.start()] if found else text
    if author:
        text = re.sub(rf"[\s—–~-]*{re.escape(author)}\s*(?:\([^()\n]*\)\s*)*$", "", text.rstrip())
    return Body(TAIL.sub("", text), tuple(quote for quote in body.quotes if quote.end <= len(text)))
