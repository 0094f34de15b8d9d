"""Quotations as forum software draws them, made into `blockquote` elements that say whose words they are."""

import re

from argmap.readers.markup.dom import Element, Test, by_class, find, find_all, has, text_of

QUOTED: Test = by_class("bbCodeQuote", "bbcode_quote", "quotecontent")
HEADS: Test = by_class("bbCodeBlock-title", "attribution", "bbcode_postedby", "quoteheader", "quotetitle")
USELESS: Test = by_class("bbCodeBlock-expandLink", "quoteExpand", "quotefooter", "bbCodeBlock-shrinkLink")
WHOSE = re.compile(
    r"(?:Originally Posted by|Quote from:?|Quoting|Zitat von:?|Cita de:?)\s+(?P<first>.+?)\s*(?: on .+| am .+)?$"
    r"|^(?P<name>.{1,80}?)\s+(?:wrote|said|schrieb|escribió|a écrit)\b",
    re.IGNORECASE,
)
LINKED = re.compile(r"(?:post-?|#p|msg|[?&;]p=|post\?id=|pid)(\d+)")


def mark_quotations(tree: Element) -> None:
    """Give every quotation on a page `data-quote` and `data-post`, as far as the page tells, and drop its headline."""
    for element in list(find_all(tree, USELESS)):
        _drop(element)
    for element in list(find_all(tree, lambda one: one.tag == "blockquote" or QUOTED(one))):
        if has(element, "messageText") or has(element, "postcontent"):
            element.tag = "div"  # around the whole message, not a quotation
        else:
            _mark(element)
    for label in list(find_all(tree, lambda one: has(one, "smallfont") and text_of(one) == "Quote:")):
        if (table := label.getnext()) is not None and table.tag == "table":
            _mark(table)
            _drop(label)


def _mark(element: Element) -> None:
    inner = None if element.tag == "blockquote" else find(element, lambda one: one.tag == "blockquote")
    head = _head(element)
    author, post = element.get("data-quote") or element.get("data-author"), _number(element.get("data-source") or "")
    if head is not None:
        found = WHOSE.search(text_of(head).rstrip(": ↑"))
        author = author or ((found["first"] or found["name"]).strip() if found else None)
        links = (link.get("href") or "" for link in (head, *find_all(head, lambda one: one.tag == "a")))
        ids = (one.get("data-post-id") for one in (head, *find_all(head, lambda one: "data-post-id" in one.attrib)))
        post = (
            post
            or next(filter(None, ids), None)
            or next((found[1] for link in links if (found := LINKED.search(link))), None)
        )
        _drop(head)
    target = element if inner is None else inner
    target.tag = "blockquote"
    if author and not target.get("data-quote"):
        target.set("data-quote", author)
    if post:
        target.set("data-post", post)


def _head(element: Element) -> Element | None:
    """The line above a quotation that says whose it is: within it, or just before it."""
    before = element.getprevious()
    if before is not None and HEADS(before) and not (before.tail or "").strip():
        return before
    if element.tag == "table":
        return find(element, lambda one: one.tag == "div" and text_of(one, 5).startswith("Originally Posted"))
    return find(element, lambda one: one.tag == "cite" or HEADS(one), inside=lambda one: one.tag == "blockquote")


def _number(text: str) -> str | None:
    found = re.search(r"\d+", text)
    return found[0] if found else None


def _drop(element: Element) -> None:
    """Take an element out, not the words after it."""
    parent, tail = element.getparent(), element.tail
    if parent is None:
        return
    before = element.getprevious()
    if tail and before is not None:
        before.tail = (before.tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail
    parent.remove(element)
