"""A saved page of GreaterWrong, the other reader of LessWrong and the EA Forum: comments in nested lists."""

import re

from argmap.datatypes import Thread
from argmap.readers.drafts import MISSING, NO_OPENING, Draft, Losses, thread_of
from argmap.readers.fields import iso_time
from argmap.readers.markup.composer import Body
from argmap.readers.markup.dom import Element, by_class, find, has, nested, number_in, text_of
from argmap.readers.markup.html_text import element_body
from argmap.readers.markup.page import Page

DELETED = by_class("deleted-comment", "deleted-meta")


def is_greaterwrong(page: Page) -> bool:
    """Whether a page is one of GreaterWrong."""
    return find(page.tree, _is_item) is not None or find(page.tree, _is_post_body) is not None


def from_greaterwrong(page: Page) -> Thread:
    """The thread on the page.

    Raises:
        InputError: it holds no words.
    """
    lost: Losses = Losses()
    opening = _opening(page)
    drafts = [opening] if opening else []
    for item, above in nested(page.tree, _is_item):
        parent = _name(above) if above is not None else opening.id if opening else None
        drafts.append(_draft(item, _name(item), parent, page))
    lost[NO_OPENING] += opening is None
    count = number_in(text_of(find(page.tree, by_class("comment-count"), inside=_is_item)))
    lost[MISSING] += max(0, (count or 0) - (len(drafts) - (opening is not None)))
    title = find(page.tree, by_class("post-title"))
    return thread_of(
        drafts, id=opening.id if opening else None, title=text_of(title) or page.title, url=page.url, lost=lost
    )


def _is_item(element: Element) -> bool:
    return element.tag == "li" and (element.get("id") or "").startswith("comment-") and has(element, "comment-item")


def _is_post_body(element: Element) -> bool:
    return has(element, "post-body") and has(element, "body-text")


def _name(item: Element) -> str:
    return str(item.get("id")).removeprefix("comment-")


def _opening(page: Page) -> Draft | None:
    main = find(page.tree, lambda element: element.tag == "main" and has(element, "post"))
    if main is None or find(main, _is_post_body) is None:
        return None
    found = re.search(r"/posts/(\w{15,20})\b", page.url or "")
    return _draft(main, found[1] if found else "post", None, page)


def _draft(item: Element, name: str, parent: str | None, page: Page) -> Draft:
    body = find(item, by_class("body-text"), inside=_is_item)
    date = find(item, by_class("date"), inside=_is_item)
    author = text_of(find(item, by_class("author"), inside=_is_item))
    stamp = "" if date is None else date.get("data-js-date") or ""
    gone = find(item, DELETED, inside=_is_item) is not None
    return Draft(
        name,
        Body() if body is None else element_body(body, base=page.origin),
        author=author if author and author != "[deleted]" else None,
        reply_to=parent,
        created_at=iso_time(float(stamp)) if stamp.isascii() and stamp.isdigit() else None,
        score=number_in(text_of(find(item, by_class("karma-value"), inside=_is_item))),
        deleted=gone,
        retracted=has(item, "retracted") or find(item, by_class("retracted"), inside=_is_item) is not None,
    )
