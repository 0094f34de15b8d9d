"""A saved page of Stack Exchange: the question, its answers, and the comments within each."""

from argmap.datatypes import Thread
from argmap.readers.drafts import MISSING, Draft, Losses, thread_of
from argmap.readers.markup.composer import Body
from argmap.readers.markup.dom import Element, by_class, by_id, find, find_all, has, nested, number_in, text_of
from argmap.readers.markup.html_text import element_body
from argmap.readers.markup.page import Page

BODY = by_class("js-post-body", "comment-copy")
SIGNATURE = by_class("user-details")


def is_stackexchange_page(page: Page) -> bool:
    """Whether a page is a question of such a site."""
    question = find(page.tree, by_id("question"))
    return question is not None and find(question, by_class("js-post-body")) is not None


def from_stackexchange_page(page: Page) -> Thread:
    """The thread on the page; answers answer the question, comments what they stand under.

    Raises:
        InputError: it holds no words.
    """
    drafts: list[Draft] = []
    for post, above in nested(page.tree, _is_post):
        parent = None if above is None else _name(above)
        drafts.append(_draft(post, parent or (drafts[0].id if drafts else None), page))
    lost: Losses = Losses()
    for more in find_all(page.tree, by_class("js-show-link", "comments-link")):
        lost[MISSING] += number_in(text_of(more)) or 0
    heading = find(page.tree, lambda one: one.tag == "h1")
    return thread_of(drafts, title=text_of(heading) or page.title, url=page.url, lost=lost)


def _is_post(element: Element) -> bool:
    if element.get("id") == "question" or (has(element, "answer") and "data-answerid" in element.attrib):
        return True
    named = (element.get("id") or "").startswith(("answer-", "comment-"))
    return named and (element.tag == "li" or has(element, "answer"))


def _name(post: Element) -> str:
    return str(post.get("data-questionid") or post.get("data-answerid") or post.get("id"))


def _draft(post: Element, parent: str | None, page: Page) -> Draft:
    body = find(post, BODY, inside=_is_post)
    return Draft(
        _name(post),
        Body() if body is None else element_body(body, base=page.origin),
        author=_author(post),
        reply_to=parent,
        created_at=_time(post),
        score=number_in(_points(post)),
    )


def _author(post: Element) -> str | None:
    """Who wrote a post: the last who signed it, since whoever edited it stands first; or who is named in a comment."""
    signed = list(find_all(post, SIGNATURE, inside=_is_post))
    place = signed[-1] if signed else find(post, by_class("comment-user"), inside=_is_post)
    link = None if place is None else find(place, lambda one: one.tag == "a")
    return text_of(place if link is None else link) or None


def _time(post: Element) -> str | None:
    time = find(post, lambda one: one.get("itemprop") == "dateCreated", inside=_is_post)
    if time is not None:
        return time.get("datetime") or None
    dated = list(find_all(post, by_class("relativetime", "relativetime-clean"), inside=_is_post))
    stamp = (dated[-1].get("title") or "")[:20] if dated else ""
    return stamp.replace(" ", "T").rstrip(",") or None


def _points(post: Element) -> str:
    found = find(post, by_class("js-vote-count", "comment-score"), inside=_is_post)
    return "" if found is None else found.get("data-value") or text_of(found)
