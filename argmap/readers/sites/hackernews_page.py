"""A saved page of Hacker News: a flat table of comments, each with how far it is set in."""

from argmap.datatypes import Thread
from argmap.readers.drafts import MISSING, Draft, Losses, thread_of
from argmap.readers.markup.composer import Body
from argmap.readers.markup.dom import Element, by_class, by_id, find, find_all, has, number_in, text_of
from argmap.readers.markup.html_text import element_body
from argmap.readers.markup.page import Page
from argmap.readers.sites.hackernews import SITE

PIXELS = 40
"""How much wider than its parent's the blank picture before a comment is, on pages without `indent`."""
TITLE = by_class("titleline", "storylink")
GONE = ("[deleted]", "[flagged]", "[dead]")
NEXT_PAGE = ("post", "on the next pages of the thread (“More”): argmap reads what is in the file")


def is_hackernews_page(page: Page) -> bool:
    """Whether a page is an item of Hacker News."""
    return any(find(page.tree, test) is not None for test in (by_class("fatitem"), _is_comment)) or (
        find(page.tree, by_id("hnmain")) is not None and find(page.tree, by_class("comhead")) is not None
    )


def from_hackernews_page(page: Page) -> Thread:
    """The thread on the page.

    Raises:
        InputError: it holds no words.
    """
    lost: Losses = Losses()
    item = _item(page)
    opening = None if item is None else _opening(item)
    drafts = [opening] if opening else []
    above: list[str] = []  # the comments that stand above the next one, outermost first
    for row in find_all(page.tree, _is_comment):
        depth = min(_depth(row), len(above))
        parent = above[depth - 1] if depth else opening.id if opening else None
        draft = _comment(row, parent, len(drafts))
        above[depth:] = [draft.id]
        drafts.append(draft)
    more = find(page.tree, by_class("morelink")) is not None
    left = (_claimed(item) if item is not None else 0) - (len(drafts) - (opening is not None))
    lost[NEXT_PAGE if more else MISSING] += max(left, 0)
    title = None if item is None else text_of(_headline(item))
    url = f"{SITE}/item?id={opening.id}" if opening else page.url
    return thread_of(drafts, id=opening.id if opening else None, title=title, url=url, lost=lost)


def _is_comment(element: Element) -> bool:
    """Whether an element is the row of a comment; before 2016 rows had neither a class of their own nor an id."""
    if element.tag != "tr":
        return False
    if has(element, "comtr"):
        return bool(element.get("id"))
    return has(element, "athing") and not element.get("id") and find(element, by_class("ind")) is not None


def _item(page: Page) -> Element | None:
    """The table of the item: its title, its points and who posted it."""
    item = find(page.tree, by_class("fatitem"))
    title = None if item is not None else find(page.tree, by_class("title"), inside=_is_comment)
    around = () if title is None else title.iterancestors("table")
    return next(iter(around), None) if item is None else item


def _opening(item: Element) -> Draft | None:
    row = find(item, by_class("athing"))
    name = _id(item) if row is None else row.get("id") or _id(item)
    if not name:
        return None
    text = find(item, by_class("toptext", "commtext"))
    link = _headline(item)
    return Draft(
        name,
        Body(text_of(link)) if text is None else element_body(text, base=SITE),
        author=_user(item),
        created_at=_time(item),
        score=number_in(text_of(find(item, by_class("score")))),
    )


def _comment(row: Element, parent: str | None, number: int) -> Draft:
    text = find(row, by_class("commtext" if has(row, "comtr") else "comment"))
    return Draft(
        row.get("id") or _id(row) or f"comment{number}",
        Body() if text is None else element_body(text, base=SITE),
        author=_user(row),
        reply_to=parent,
        created_at=_time(row),
        deleted=text is None or text_of(text) in GONE,  # which stand where words would, of late outside their place
    )


def _headline(item: Element) -> Element | None:
    """The title, which before 2016 was any link in its cell."""
    found = find(item, TITLE)
    cell = find(item, by_class("title")) if found is None else None
    return found if cell is None else find(cell, lambda one: one.tag == "a")


def _user(element: Element) -> str | None:
    found = find(element, lambda one: has(one, "hnuser") or (one.get("href") or "").startswith("user?id="))
    return text_of(found) or None


def _id(element: Element) -> str | None:
    """The number of an item, from the address of its own page."""
    link = find(element, lambda one: (one.get("href") or "").startswith("item?id="))
    return None if link is None else link.get("href").partition("=")[2].partition("&")[0] or None


def _depth(row: Element) -> int:
    cell = find(row, by_class("ind"))
    indent = "" if cell is None else cell.get("indent") or ""
    if indent.isdigit():
        return int(indent[:4])
    picture = None if cell is None else find(cell, lambda element: element.tag == "img")
    width = "" if picture is None else picture.get("width") or ""
    return int(width[:6]) // PIXELS if width.isdigit() else 0


def _time(element: Element) -> str | None:
    age = find(element, by_class("age"))
    stamp = ("" if age is None else age.get("title") or "").split(" ")[0]
    return f"{stamp}Z" if stamp[:4].isdigit() and len(stamp) == 19 else None


def _claimed(item: Element) -> int:
    """How many comments the page says there are."""
    links = [text_of(link) for link in find_all(item, lambda element: element.tag == "a")]
    return next((number_in(text) or 0 for text in links if text.endswith(("comments", "comment"))), 0)
