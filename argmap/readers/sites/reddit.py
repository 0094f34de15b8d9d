"""The `.json` of a Reddit thread: a listing with the post, and one with the comments, replies within replies."""

import html
from collections.abc import Iterator

from argmap.datatypes import Thread
from argmap.readers.drafts import UNREADABLE, Draft, Losses, thread_of
from argmap.readers.fields import Row, list_in, name_in, number_in, row_in, text_in, time_in
from argmap.readers.markup.composer import Body
from argmap.readers.markup.html_text import html_body
from argmap.readers.markup.markdown_text import markdown_body

SITE = "https://www.reddit.com"
GONE = ("[deleted]", "[removed]", "[ Removed by Reddit ]", "[unavailable]")
UNTEXTED = ("post", "its text was deleted on the site; its title stands for it")
FOLDED = ("post", "behind “load more comments” or “continue this thread”: open them before you save the thread")


def is_reddit(document: object) -> bool:
    """Whether a JSON document is a listing of Reddit, or a list that begins with one."""
    first = document[0] if isinstance(document, list) and document else document
    return isinstance(first, dict) and first.get("kind") in ("Listing", "t1", "t3") and "data" in first


def from_reddit(document: object) -> Thread:
    """The thread in the `.json` of its page.

    Raises:
        InputError: it holds no words.
    """
    lost: Losses = Losses()
    things = list(_things(document, lost))
    post = next((data for kind, data in things if kind == "t3"), {})
    opening = _name(post, "t3")
    drafts = [draft for kind, data in things if (draft := _draft(kind, data, opening)) is not None]
    lost[UNTEXTED] += (text_in(post, "selftext") or "").strip() in GONE
    lost[UNREADABLE] += sum(kind in ("t1", "t3") for kind, _ in things) - len(drafts)
    link = name_in(post, "permalink")
    return thread_of(
        drafts,
        id=opening,
        title=html.unescape(name_in(post, "title") or ""),
        url=SITE + link if link else None,
        lost=lost,
    )


def _things(document: object, lost: Losses) -> Iterator[tuple[str, Row]]:
    """Kind and data of every post and comment, in the order of the page; what is folded away is counted."""
    waiting: list[object] = [document]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(reversed(value))
            continue
        kind, data = name_in(row_in(value), "kind"), row_in(value, "data")
        if kind == "Listing":
            waiting.extend(reversed(list_in(data, "children")))
        elif kind == "more":
            lost[FOLDED] += max(number_in(data, "count") or 0, len(list_in(data, "children")), 1)
        elif kind in ("t1", "t3"):
            yield kind, data
            waiting.append(data.get("replies"))
        elif value:
            lost[UNREADABLE] += 1


def _draft(kind: str, data: Row, opening: str | None) -> Draft | None:
    name = _name(data, kind)
    if name is None:
        return None
    gone = (text_in(data, "body", "selftext") or "").strip() in GONE
    titled = kind == "t3" and (gone or text_in(data, "selftext") is None)
    author = name_in(data, "author")
    return Draft(
        name,
        Body(html.unescape(name_in(data, "title") or "")) if titled else body_of(data),
        author=None if author in GONE else author,
        reply_to=None if kind == "t3" else name_in(data, "parent_id") or opening,
        created_at=time_in(data, "created_utc", "created"),
        score=None if data.get("score_hidden") is True else number_in(data, "score", "ups"),
        deleted=gone and not titled,
    )


def body_of(data: Row) -> Body:
    """The body of a post or comment, from its HTML where the file has it, else from its Markdown."""
    if markup := text_in(data, "body_html", "selftext_html"):
        return html_body(markup if markup.lstrip().startswith("<") else html.unescape(markup), base=SITE)
    return markdown_body(html.unescape(text_in(data, "body", "selftext") or ""), base=SITE)


def _name(data: Row, kind: str) -> str | None:
    """The full name of a thing ("t1_abc"), by which replies call it."""
    short = name_in(data, "id")
    return name_in(data, "name") or (f"{kind}_{short}" if short else None)
