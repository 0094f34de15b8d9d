"""Saved pages of forum software: phpBB, XenForo, vBulletin, MyBB, SMF, Discourse, told by how each marks its posts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from argmap.datatypes import Thread
from argmap.readers.drafts import MISSING, Draft, Losses, thread_of
from argmap.readers.fields import iso_time
from argmap.readers.markup.dom import Element, Test, by_class, by_tag, find, find_all, number_in, text_of
from argmap.readers.markup.html_text import element_body
from argmap.readers.markup.page import Page
from argmap.readers.sites.saved.quotations import mark_quotations
from argmap.readers.sites.saved.replies import answering_quoted
from argmap.readers.times import time_of

NUMBER = re.compile(r"\d+(?=\D*$)")
PAGES = ("page", "of the same thread, not in this file: save each, or read the address")
PAGE_OF = re.compile(r"\b(?:Page|Seite|Página|Pagina) (\d+) (?:of|von|de|di) (\d+)\b|(?<!\d)(\d+) of (\d+)(?!\d)")
SIGNATURE = by_class("signature", "message-signature", "signaturecontainer", "moderatorbar", "sharing", "likes")


@dataclass(frozen=True, slots=True)
class Software:
    """How a forum software marks the parts of a page.

    Attributes:
        name: what it is called.
        post: the element of a post.
        body: where its words stand; the last place that is found first.
        author: where its author stands.
        title: where the thread's title stands.
        when: where its time stands, in its own form; None for a `time` element.
        likes: where the number of likes stands.
    """

    name: str
    post: Test
    body: Test
    author: Test
    title: Test
    when: Test | None = None
    likes: Test | None = None


def _numbered(*tags: str, id: str) -> Test:
    """A test for elements with an id of this form, of any of some tags where tags are given."""
    form = re.compile(id)
    return lambda element: (not tags or element.tag in tags) and form.fullmatch(element.get("id") or "") is not None


def _both(first: Test, second: Test) -> Test:
    return lambda element: first(element) and second(element)


def _either(first: Test, second: Test) -> Test:
    return lambda element: first(element) or second(element)


def _with(attribute: str) -> Test:
    return lambda element: attribute in element.attrib


def _link_to(*parts: str) -> Test:
    return lambda element: element.tag == "a" and any(part in (element.get("href") or "") for part in parts)


KINDS: Sequence[Software] = (
    Software(
        "phpBB",
        post=_both(_numbered("div", id=r"p\d+"), by_class("post")),
        body=by_class("content"),
        author=by_class("username", "username-coloured"),
        title=by_class("topic-title"),
        when=by_class("author"),
    ),
    Software(
        "XenForo",
        post=_both(by_class("message"), _with("data-author")),
        body=by_class("bbWrapper", "messageText"),
        author=by_class("username"),
        title=by_class("p-title-value", "titleBar"),
        when=by_class("DateTime", "u-dt"),
        likes=by_class("reactionsBar-link"),
    ),
    Software(
        "vBulletin",
        post=_numbered("li", "table", "div", id=r"post_?\d+"),
        body=_numbered(id=r"post_message_\d+"),
        author=by_class("username", "bigusername"),
        title=by_class("threadtitle", "navbar"),
        when=by_class("postdate", "thead"),
    ),
    Software(
        "MyBB",
        post=_both(_numbered("div", "table", id=r"post_\d+"), by_class("post")),
        body=by_class("post_body"),
        author=by_class("largetext"),
        title=by_class("thead"),
        when=by_class("post_date"),
    ),
    Software(
        "SMF",
        post=by_class("post_wrapper"),
        body=_numbered("div", id=r"msg_\d+"),
        author=_link_to("action=profile"),
        title=_numbered(id=r"top_subject|display_head"),
        when=by_class("smalltext", "postinfo"),
    ),
    Software(
        "Discourse",
        post=_either(by_class("crawler-post"), _both(by_tag("article"), _with("data-post-id"))),
        body=_either(by_class("cooked"), lambda element: element.get("itemprop") == "text"),
        author=_either(lambda element: element.get("itemprop") == "name", _with("data-user-card")),
        title=_either(by_class("fancy-title"), _both(by_tag("h1"), lambda one: find(one, _link_to("/t/")) is not None)),
        when=by_class("relative-date"),
        likes=by_class("like-count", "likes"),
    ),
)  # fmt: skip


def is_software(page: Page) -> bool:
    """Whether a page is a thread of such a forum."""
    return software_of(page) is not None


def software_of(page: Page) -> Software | None:
    """The software that a page is of: the first that has a post on it with words and an author."""
    return next((kind for kind in KINDS if any(_is_whole(post, kind) for post in find_all(page.tree, kind.post))), None)


def _is_whole(post: Element, kind: Software) -> bool:
    return find(post, kind.body) is not None and bool(_author(post, kind))


def from_software(page: Page) -> Thread:
    """The thread on the page; a post answers the post that it quotes first, else the first.

    Raises:
        InputError: it holds no words.
    """
    kind = software_of(page)
    assert kind is not None, "the page was recognised"
    mark_quotations(page.tree)
    drafts = []
    for number, post in enumerate(find_all(page.tree, kind.post, inside=None), 1):
        if (body := find(post, kind.body)) is not None:
            drafts.append(_draft(post, body, kind, page, number))
    lost: Losses = Losses()
    lost[PAGES] += _other_pages(page)
    lost[MISSING] += 0 if lost[PAGES] else max(0, _claimed(page) - len(drafts))
    title = text_of(find(page.tree, kind.title)) or re.sub(r"\s+[|•·–-]\s+[^|•·–]*$", "", page.title)
    return thread_of(answering_quoted(drafts), title=title, url=page.url, lost=lost)


def _draft(post: Element, body: Element, kind: Software, page: Page, number: int) -> Draft:
    for inner in list(find_all(body, SIGNATURE)):
        inner.getparent().remove(inner) if not inner.tail else inner.clear(keep_tail=True)
    return Draft(
        _name(post, body) or f"post{number}",
        element_body(body, base=page.origin),
        author=_author(post, kind) or None,
        reply_to=_answered(post),
        created_at=_when(post, kind),
        score=number_in(text_of(find(post, kind.likes))) if kind.likes else None,
    )


def _name(post: Element, body: Element) -> str | None:
    """The number by which others quote a post."""
    for value in (post.get("data-content"), post.get("id"), body.get("id"), body.get("data-msgid")):
        if found := NUMBER.search(value or ""):
            return found[0]
    return None


def _author(post: Element, kind: Software) -> str:
    return post.get("data-author") or text_of(find(post, kind.author))


def _answered(post: Element) -> str | None:
    """The author whom a post of Discourse says that it answers, where the page says so, with a mark before."""
    tab = find(post, by_class("reply-to-tab"))
    return f"@{text_of(tab)}" if tab is not None and text_of(tab) else None


def _when(post: Element, kind: Software) -> str | None:
    time = find(post, lambda element: element.tag == "time" and bool(element.get("datetime")))
    if time is not None:
        return str(time.get("datetime"))
    for element in find_all(post, kind.when) if kind.when else ():
        stamp = element.get("data-time") or ""
        if stamp.isdigit():
            return iso_time(float(stamp))
        if found := time_of(element.get("title") or "") or time_of(text_of(element)):
            return found
    return None


def _other_pages(page: Page) -> int:
    """How many more pages a thread has, where the page tells."""
    bar = find(page.tree, by_class("pagination", "pageNav", "PageNav", "pagelinks"))
    found = PAGE_OF.search(text_of(bar))
    if found:
        return max(0, int((found[2] or found[4])[:6]) - 1)
    numbers = [int(text) for link in (find_all(bar, lambda one: one.tag == "a") if bar is not None else ())
               if (text := text_of(link)).isdigit() and len(text) < 6]  # fmt: skip
    return max(0, max(numbers, default=1) - 1)


def _claimed(page: Page) -> int:
    """How many posts the page says that the thread has."""
    found = re.search(r"(\d[\d.,]*) (?:posts|Beiträge|messages)\b", text_of(find(page.tree, by_class("pagination"))))
    return number_in(found[1]) or 0 if found else 0
