"""A saved page of www.reddit.com since 2023: elements of its own (`shreddit-comment`) with their data in attributes."""

import re

from argmap.datatypes import Thread
from argmap.readers.drafts import MISSING, Draft, Losses, thread_of
from argmap.readers.markup.composer import Body
from argmap.readers.markup.dom import Element, Test, by_tag, find, find_all, nested, number_in, text_of
from argmap.readers.markup.html_text import element_body
from argmap.readers.markup.page import Page
from argmap.readers.sites.reddit import FOLDED, GONE, SITE

BY_WHOM = re.compile(r"(?:Comment|Post) (?:deleted|removed) by \w+\s*$")
COMMENT = by_tag("shreddit-comment")


def is_reddit_new(page: Page) -> bool:
    """Whether a page is a thread of the new Reddit."""
    return find(page.tree, by_tag("shreddit-post", "shreddit-comment")) is not None


def from_reddit_new(page: Page) -> Thread:
    """The thread on the page.

    Raises:
        InputError: it holds no words.
    """
    lost: Losses = Losses()
    post = find(page.tree, by_tag("shreddit-post"))
    opening = None if post is None else post.get("id") or "post"
    title = None if post is None else post.get("post-title") or text_of(find(post, _in_slot("title")))
    drafts = [] if post is None or opening is None else [_post(post, opening, title or "")]
    for comment, above in nested(page.tree, COMMENT):
        parent = comment.get("parentid") or (above.get("thingid") if above is not None else opening)
        drafts.append(_comment(comment, f"c{len(drafts)}", parent))
    for partial in find_all(page.tree, by_tag("faceplate-partial")):
        text = text_of(partial)
        lost[FOLDED] += (number_in(text) or 1) if "repl" in text or "comment" in text else 0
    claimed = number_in((post.get("comment-count") or "") if post is not None else "") or 0
    lost[MISSING] += max(0, claimed - (len(drafts) - (post is not None)) - lost[FOLDED])
    place = None if post is None else post.get("permalink")
    return thread_of(drafts, id=opening, title=title, url=SITE + place if place else page.url, lost=lost)


def _in_slot(name: str) -> Test:
    return lambda element: element.get("slot") == name


def _post(post: Element, name: str, title: str) -> Draft:
    """The post; one without text, a link or a picture, has its title as its words."""
    content = find(post, _in_slot("text-body"))
    body = Body() if content is None else element_body(content, base=SITE)
    return _draft(post, name, body if body.text and body.text not in GONE else Body(title), None)


def _comment(comment: Element, spare: str, parent: str | None) -> Draft:
    content = find(comment, _in_slot("comment"), inside=COMMENT)
    body = Body() if content is None else element_body(content, base=SITE)
    return _draft(comment, comment.get("thingid") or spare, body, parent)


def _draft(element: Element, name: str, body: Body, parent: str | None) -> Draft:
    author = element.get("author")
    score = find(element, by_tag("shreddit-comment-action-row"), inside=COMMENT)
    told = element.get("score") or ("" if score is None else score.get("score")) or ""
    return Draft(
        name,
        body,
        author=author if author and author not in GONE else None,
        reply_to=parent,
        created_at=_created(element),
        score=number_in(told),
        deleted=body.text.strip() in GONE or BY_WHOM.match(body.text) is not None,
    )


def _created(element: Element) -> str | None:
    stamp = element.get("created-timestamp") or element.get("created")
    if not stamp:
        time = find(element, by_tag("time", "faceplate-timeago"), inside=COMMENT)
        stamp = None if time is None else time.get("datetime") or time.get("ts")
    return stamp or None
