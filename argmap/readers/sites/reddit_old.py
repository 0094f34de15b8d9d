"""A saved page of old.reddit.com: things in things, with their data in attributes."""

from argmap.datatypes import Thread
from argmap.readers.drafts import Draft, Losses, thread_of
from argmap.readers.fields import iso_time
from argmap.readers.markup.composer import Body
from argmap.readers.markup.dom import Element, by_class, find, find_all, has, nested, number_in, text_of
from argmap.readers.markup.html_text import element_body
from argmap.readers.markup.page import Page
from argmap.readers.sites.reddit import FOLDED, GONE, SITE


def is_reddit_old(page: Page) -> bool:
    """Whether a page is a thread of old.reddit.com."""
    return find(page.tree, _is_thing) is not None


def from_reddit_old(page: Page) -> Thread:
    """The thread on the page.

    Raises:
        InputError: it holds no words.
    """
    lost: Losses = Losses()
    link = find(page.tree, lambda element: _is_thing(element) and has(element, "link"))
    opening = None if link is None else link.get("data-fullname")
    drafts = [] if link is None else [_post(link)]
    for thing, above in nested(page.tree, lambda element: _is_thing(element) and has(element, "comment")):
        drafts.append(_draft(thing, opening if above is None else above.get("data-fullname")))
    for more in find_all(page.tree, by_class("morecomments", "deepthread")):
        lost[FOLDED] += max(number_in(text_of(more)) or 1, 1)
    title = None if link is None else text_of(find(link, lambda element: element.tag == "a" and has(element, "title")))
    place = None if link is None else link.get("data-permalink")
    return thread_of(drafts, id=opening, title=title, url=SITE + place if place else page.url, lost=lost)


def _is_thing(element: Element) -> bool:
    return has(element, "thing") and (element.get("data-fullname") or "").startswith(("t1_", "t3_"))


def _post(link: Element) -> Draft:
    """The post; one without text, a link or a picture, has its title as its words."""
    draft = _draft(link, None)
    title = text_of(find(link, lambda element: element.tag == "a" and has(element, "title")))
    if draft.deleted or not draft.body.text:
        return Draft(draft.id, Body(title), draft.author, None, draft.created_at, draft.score)
    return draft


def _draft(thing: Element, parent: str | None) -> Draft:
    body = find(thing, by_class("md"), inside=_is_thing)
    text = Body() if body is None else element_body(body, base=SITE)
    time = find(thing, lambda element: element.tag == "time" and bool(element.get("datetime")), inside=_is_thing)
    stamp = thing.get("data-timestamp") or ""
    score = find(thing, lambda element: has(element, "score") and has(element, "unvoted"), inside=_is_thing)
    told = thing.get("data-score") or ("" if score is None else score.get("title") or text_of(score))
    author = thing.get("data-author") or text_of(find(thing, by_class("author"), inside=_is_thing))
    return Draft(
        thing.get("data-fullname"),
        text,
        author=author if author and author not in GONE else None,
        reply_to=parent,
        created_at=iso_time(float(stamp)) if stamp.isascii() and stamp.isdigit() else _datetime(time),
        score=number_in(told),
        deleted=text.text.strip() in GONE,
    )


def _datetime(time: Element | None) -> str | None:
    return None if time is None else time.get("datetime")
