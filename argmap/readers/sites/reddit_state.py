"""A saved page of www.reddit.com of 2018 to 2023: what it draws is cut short, but its data stand in a script."""

import json
import re
from collections.abc import Iterator
from typing import Any

from argmap.datatypes import Thread
from argmap.errors import InputError
from argmap.readers.drafts import MISSING, Draft, Losses, thread_of
from argmap.readers.fields import Row, list_in, name_in, number_in, row_in, text_in, time_in
from argmap.readers.markup.composer import Body, Composer
from argmap.readers.markup.html_text import html_body
from argmap.readers.markup.markdown_text import markdown_body
from argmap.readers.markup.page import Page
from argmap.readers.sites.reddit import GONE, SITE

STATE = re.compile(r"window\.___r\s*=\s*(?=\{)")
DRAWN = re.compile(r'data-test-?id="comment"')


def is_reddit_state(page: Page) -> bool:
    """Whether a page is a thread of the Reddit of those years."""
    return STATE.search(page.text) is not None and DRAWN.search(page.text) is not None


def from_reddit_state(page: Page) -> Thread:
    """The thread in the page's data, which hold more than the page shows: names, and comments folded away.

    Raises:
        InputError: the data are cut off, or hold no words.
    """
    state = _state(page.text)
    comments = row_in(state, "comments", "models")
    post = next((row for row in row_in(state, "posts", "models").values() if isinstance(row, dict)), {})
    opening = name_in(post, "id")
    drafts = [_draft(post, opening, None)] if opening else []
    for name in _in_order(state, comments):
        row = row_in(comments, name)
        drafts.append(_draft(row, name, name_in(row, "parentId") or opening))
    lost: Losses = Losses()
    lost[MISSING] += max(0, (number_in(post, "numComments") or 0) - len(comments))
    return thread_of(drafts, id=opening, title=name_in(post, "title"), url=name_in(post, "permalink"), lost=lost)


def _state(text: str) -> Any:
    found = STATE.search(text)
    start = found.end() if found else 0
    try:
        return json.JSONDecoder().raw_decode(text, start)[0]
    except (ValueError, RecursionError):
        problem = "a page of Reddit whose data are cut off; save it again, or save the address with .json at its end"
        raise InputError(problem, line=text.count("\n", 0, start) + 1) from None


def _in_order(state: object, comments: Row) -> Iterator[str]:
    """The names of the comments as the page draws them; those that it does not draw come last."""
    page = row_in(state, "commentsPage")
    links = next((row for row in row_in(page, "keyToCommentThreadLinkSets").values() if isinstance(row, dict)), {})
    stubs = row_in(state, "continueThreads", "models")
    name = next((head for head in row_in(page, "keyToHeadCommentId").values() if isinstance(head, str)), None)
    seen: set[str] = set()
    while name and name not in seen:
        seen.add(name)
        if name in comments:
            yield name
        name = name_in(row_in(links, name, "next") or row_in(stubs, name, "next"), "id")
    yield from (other for other in comments if other not in seen)


def _draft(row: Row, name: str, parent: str | None) -> Draft:
    body = _body(row_in(row, "media"))
    author = name_in(row, "author")
    gone = row.get("isDeleted") is True or body.text.strip() in GONE
    if parent is None and not body.text:
        body = Body(name_in(row, "title") or "")
    return Draft(
        name,
        body,
        author=author if author not in GONE else None,
        reply_to=parent,
        created_at=time_in(row, "created"),
        score=None if row.get("isScoreHidden") is True else number_in(row, "score"),
        deleted=gone,
    )


def _body(media: Row) -> Body:
    document = list_in(row_in(media, "richtextContent"), "document")
    if document:
        return _written(document)
    if content := text_in(media, "content"):
        return html_body(content, base=SITE) if content.lstrip().startswith("<") else markdown_body(content, base=SITE)
    return markdown_body(text_in(media, "markdownContent") or "", base=SITE)


def _written(document: list[object]) -> Body:
    """The body that Reddit's rich text makes: objects with a kind `e`, parts `c` or text `t`."""
    composer = Composer()
    waiting: list[tuple[bool, object]] = [(False, part) for part in reversed(document)]
    while waiting:
        closing, value = waiting.pop()
        row = row_in(value)
        kind = row.get("e")
        if closing:
            _close(kind, composer)
        elif kind == "code":
            composer.code("\n".join(text_in(row_in(part), "t") or "" for part in list_in(row, "c")))
        else:
            _open(kind, row, composer)
            waiting.append((True, row))
            waiting.extend((False, part) for part in reversed(list_in(row, "c")) if isinstance(part, dict))
    return composer.body()


def _open(kind: object, row: Row, composer: Composer) -> None:
    if kind == "blockquote":
        composer.open_quote()
    elif kind == "list":
        composer.open_list(1 if row.get("o") is True else None)
    elif kind == "li":
        composer.open_item()
    elif kind == "h":
        composer.heading(number_in(row, "l") or 1)
    elif kind == "br":
        composer.line_break()
    elif kind in ("text", "raw", "link", "r/", "u/"):
        text = row.get("t") if isinstance(row.get("t"), str) else ""
        composer.words(f"{kind}{text}" if kind in ("r/", "u/") else str(text))
        if kind == "link" and (url := text_in(row, "u")) and url != text:
            composer.link(str(text), url)


def _close(kind: object, composer: Composer) -> None:
    if kind == "blockquote":
        composer.close_quote()
    elif kind == "list":
        composer.close_list()
    elif kind in ("par", "h", "li", "hr"):
        composer.end_block()
