"""Lines of Pushshift, Arctic Shift and Academic Torrents: submissions and comments of Reddit, each an object."""

import html
import re
from collections.abc import Iterator
from dataclasses import replace

from argmap.datatypes import Thread
from argmap.readers.drafts import NO_OPENING, Draft, Losses, thread_of
from argmap.readers.fields import Row, name_in, number_in, row_in, rows_in, text_in, time_in
from argmap.readers.markup.composer import Body
from argmap.readers.sites.apis.objects import begins_with, objects
from argmap.readers.sites.reddit import GONE, SITE, body_of

HOLDERS = ("data", "submissions", "posts", "comments")
KIND = re.compile(r"t\d_(?=\w)")
SAYS_SOMETHING = 5
"""Words from which a title is a claim of its own, which stands above the text."""


def is_reddit_dump(document: object) -> bool:
    """Whether rows are submissions or comments of Reddit without the listing that its own JSON wraps them in."""
    return begins_with(document, lambda row: _is_comment(row) or _is_submission(row))


def from_reddit_dump(document: object) -> Thread:
    """The thread of a dump's rows, submissions first.

    Raises:
        InputError: it holds no words.
    """
    rows = list(_rows(document))
    submissions = [row for row in rows if _is_submission(row)]
    drafts = [_submission(row) for row in submissions]
    drafts += [_comment(row) for row in rows if _is_comment(row)]
    known = {draft.id for draft in drafts}
    lost: Losses = Losses()
    for number, draft in enumerate(drafts):
        if draft.reply_to is not None and draft.reply_to not in known and not draft.reply_to.startswith("t1_"):
            lost[NO_OPENING] = 1
            drafts[number] = replace(draft, reply_to=None)
    top: Row = submissions[0] if submissions else {}
    link = name_in(top, "permalink")
    title = html.unescape(name_in(top, "title") or "")
    return thread_of(drafts, title=title, url=SITE + link if link and link.startswith("/") else link, lost=lost)


def _rows(document: object) -> Iterator[Row]:
    """The rows of a dump; what stands within one, such as the post that it passes on, is no row."""
    for row in objects(document):
        if any(name in row for name in HOLDERS):
            for name in HOLDERS:
                yield from rows_in(row, name)
            return
        break
    yield from rows_in({"rows": document}, "rows")


def _is_comment(row: Row) -> bool:
    return isinstance(row.get("body"), str) and any(_is_name(row.get(name)) for name in ("parent_id", "link_id"))


def _is_submission(row: Row) -> bool:
    return (
        isinstance(row.get("selftext"), str) and "title" in row and ("created_utc" in row or _is_name(row.get("name")))
    )


def _is_name(value: object) -> bool:
    return isinstance(value, str) and KIND.match(value) is not None


def _submission(row: Row) -> Draft:
    title = html.unescape(name_in(row, "title") or "")
    written = (text_in(row, "selftext") or "").strip()
    body = body_of(row) if written and written not in GONE else Body()
    if not body.text:
        body = Body(title)
    elif len(title.split()) >= SAYS_SOMETHING and title.lower() not in body.text.lower():
        moved = len(title) + 2
        quotes = tuple(replace(cited, start=cited.start + moved, end=cited.end + moved) for cited in body.quotes)
        body = Body(f"{title}\n\n{body.text}", quotes)
    return _draft(row, body, None)


def _comment(row: Row) -> Draft:
    gone = (text_in(row, "body") or "").strip() in GONE
    parent = name_in(row, "parent_id", "link_id") or ""
    return replace(_draft(row, body_of(row), KIND.sub("", parent) or None), deleted=gone)


def _draft(row: Row, body: Body, parent: str | None) -> Draft:
    author = name_in(row, "author", "author.name") or name_in(row_in(row, "author"), "name")
    return Draft(
        KIND.sub("", name_in(row, "id", "name") or ""),
        body,
        author=None if author in GONE else author,
        reply_to=parent,
        created_at=time_in(row, "created_utc", "created"),
        score=number_in(row, "score", "ups"),
    )
