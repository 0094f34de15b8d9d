"""Any other page whose parts are named: comments with an author and words in them, by microformats or plain classes."""

from collections.abc import Callable, Iterator, Mapping
from itertools import chain, islice

from argmap.datatypes import Thread
from argmap.readers.drafts import Draft, thread_of
from argmap.readers.markup.dom import Element, find, find_all, nested, number_in, text_of
from argmap.readers.markup.html_text import element_body
from argmap.readers.markup.page import Page
from argmap.readers.sites.saved.quotations import mark_quotations
from argmap.readers.times import time_of

POSTS = {
    *("comment", "post", "message", "reply", "answer", "h-entry", "h-cite", "u-comment", "p-comment", "hentry"),
    *(
        "commentpost",
        "forum-post",
        "topic-post",
        "thread-post",
        "comment-item",
        "commentitem",
        "post-item",
        "timeline-comment",
    ),
}
BODIES = (
    *(
        "e-content",
        "p-content",
        "comment-content",
        "comment-text",
        "commenttext",
        "comment_text",
        "comment__content",
        "comment__text",
    ),
    *("message-body", "message-text", "message-content", "post-content", "post-text", "post-message", "postbody"),
    *(
        "entry-content",
        "comment-body",
        "post-body",
        "content",
        "text",
        "body",
        "message",
        "commentbody",
        "md",
        "p-name",
    ),
)
AUTHORS = (
    *("p-author", "u-author", "comment-author", "link-user", "fn", "author", "username", "user-name", "post-author"),
    *("comment__author", "poster", "byline", "nickname", "nick", "commenter", "user", "name"),
)
HIGHEST, SIBLINGS = 4, 3
"""Elements around a post, and before each of these, that can be what it answers."""
TIMES = ("dt-published", "published", "comment-date", "post-date", "date", "time", "timestamp", "created")
SCORES = ("score", "points", "votes", "vote-count", "karma")


def is_classed(page: Page) -> bool:
    """Whether a page has an element called a comment, or a name like it, with an author and words in it."""
    return any(_author(post) and _body(post) is not None for post in find_all(page.tree, _is_post))


def from_classed(page: Page) -> Thread:
    """The thread on the page; a comment answers the one that it stands within, else the first post.

    Raises:
        InputError: it holds no words.
    """
    mark_quotations(page.tree)
    title = find(page.tree, lambda one: one.tag == "h1")
    return thread_of(_drafts(page), title=text_of(title) or page.title, url=page.url)


def _tokens(element: Element) -> set[str]:
    return {token.lower() for token in (element.get("class") or "").split()}


def _is_post(element: Element) -> bool:
    return bool(_tokens(element) & POSTS)


def _drafts(page: Page) -> Iterator[Draft]:
    names: dict[Element, str] = {}
    outer: dict[Element, Element | None] = {}
    first: str | None = None
    for number, (post, above) in enumerate(nested(page.tree, _is_post), 1):
        outer[post] = above
        body, author = _body(post), _author(post)
        if body is None or author is None:
            continue
        while above is not None and above not in names:
            above = outer[above]
        above = _beside(post, names) if above is None else above
        name = names[post] = post.get("id") or post.get("data-id") or f"post{number}"
        yield Draft(
            name,
            element_body(body, base=page.origin),
            author=author,
            reply_to=first if above is None else names[above],
            created_at=_when(post),
            score=number_in(text_of(_part(post, SCORES))),
        )
        first = first or name


def _beside(post: Element, names: Mapping[Element, str]) -> Element | None:
    """The post that stands just before a list in which another stands: some sites put replies beside, not within."""
    for around in islice(post.iterancestors(), HIGHEST):
        for before in islice(around.itersiblings(preceding=True), SIBLINGS):
            if before in names:
                return before
    return None


def _part(
    post: Element, wanted: tuple[str, ...], without: Callable[[Element], bool] = lambda one: False
) -> Element | None:
    """The first element of a post, not of a post within it, of the first of some classes that there is."""
    found: dict[str, Element] = {}
    for element in find_all(post, lambda one: "class" in one.attrib, inside=_is_post):
        if not without(element):
            for token in _tokens(element):
                found.setdefault(token, element)
    return next((found[name] for name in wanted if name in found), None)


def _author(post: Element) -> str | None:
    found = _part(post, AUTHORS)
    inner = None if found is None else find(found, lambda one: bool(_tokens(one) & {"p-name", "fn", "p-nickname"}))
    return text_of(inner if inner is not None else found)[:100] or None


def _body(post: Element) -> Element | None:
    """Where the words stand: a part that does not hold the author's name as well."""
    author = _part(post, AUTHORS)
    around = set() if author is None else set(chain([author], author.iterancestors(), author.iterdescendants()))
    return _part(post, BODIES, without=lambda one: one in around)


def _when(post: Element) -> str | None:
    time = find(post, lambda one: bool(one.get("datetime")), inside=_is_post)
    if time is not None:
        return str(time.get("datetime"))
    part = _part(post, TIMES)
    return None if part is None else time_of(part.get("title") or "") or time_of(text_of(part))
