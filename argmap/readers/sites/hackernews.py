"""Hacker News as JSON: an item of Algolia's API with its comments in it, or items of the Firebase API side by side."""

from collections.abc import Iterator

from argmap.datatypes import Thread
from argmap.readers.drafts import MISSING, UNREADABLE, Draft, Losses, thread_of
from argmap.readers.fields import Row, list_in, name_in, number_in, text_in, time_in
from argmap.readers.markup.composer import Body
from argmap.readers.markup.html_text import html_body

SITE = "https://news.ycombinator.com"
KINDS = ("story", "comment", "job", "poll", "pollopt")


def is_algolia(document: object) -> bool:
    """Whether a JSON document is an item of hn.algolia.com/api/v1/items."""
    return isinstance(document, dict) and "children" in document and document.get("type") in KINDS


def from_algolia(document: object) -> Thread:
    """The thread of an item.

    Raises:
        InputError: it holds no words.
    """
    lost: Losses = Losses()
    drafts: list[Draft] = []
    waiting: list[tuple[object, str | None]] = [(document, None)]
    while waiting:
        row, above = waiting.pop()
        name = name_in(row, "id") if isinstance(row, dict) else None
        if not isinstance(row, dict) or name is None:
            lost[UNREADABLE] += 1
            continue
        drafts.append(_draft(row, name, name_in(row, "author"), above or name_in(row, "parent_id")))
        waiting.extend((child, name) for child in reversed(list_in(row, "children")))
    top = document if isinstance(document, dict) else {}
    return thread_of(drafts, id=name_in(top, "id"), title=name_in(top, "title"), url=_url(top), lost=lost)


def is_firebase(document: object) -> bool:
    """Whether a JSON document is an item of hacker-news.firebaseio.com, or several of them."""
    rows = list(_items(document))
    return bool(rows) and all(row.get("type") in KINDS and ("kids" in row or "time" in row) for row in rows[:20])


def from_firebase(document: object) -> Thread:
    """The thread of items in a list, in an object by id, or of one alone.

    Raises:
        InputError: they hold no words.
    """
    lost: Losses = Losses()
    rows = {name: row for row in _items(document) if (name := name_in(row, "id")) is not None}
    drafts = [_draft(row, name, name_in(row, "by"), name_in(row, "parent")) for name, row in rows.items()]
    top = next((row for row in rows.values() if row.get("type") == "story"), next(iter(rows.values()), {}))
    answered = {child for row in rows.values() for child in list_in(row, "kids") if isinstance(child, int)}
    unread = sum(str(child) not in rows for child in answered)
    claimed = (number_in(top, "descendants") or 0) - sum(row.get("type") == "comment" for row in rows.values())
    lost[MISSING] += max(unread, claimed, 0)
    return thread_of(
        _by_kids(drafts, rows), id=name_in(top, "id"), title=name_in(top, "title"), url=_url(top), lost=lost
    )


def _items(document: object) -> Iterator[Row]:
    if isinstance(document, dict) and "type" in document:
        yield document
    elif isinstance(document, list | dict):
        values = document if isinstance(document, list) else document.values()
        yield from (value for value in values if isinstance(value, dict))


def _by_kids(drafts: list[Draft], rows: dict[str, Row]) -> list[Draft]:
    """The drafts in the order in which the site ranks answers, stories first."""
    rank = {str(child): i for row in rows.values() for i, child in enumerate(list_in(row, "kids"))}
    return sorted(drafts, key=lambda draft: (draft.reply_to is not None, rank.get(draft.id, 0)))


def _draft(row: Row, name: str, author: str | None, parent: str | None) -> Draft:
    words = text_in(row, "text")
    return Draft(
        name,
        _body(words, row),
        author=author,
        reply_to=parent,
        created_at=time_in(row, "created_at", "created_at_i", "time"),
        score=number_in(row, "points", "score"),
        deleted=row.get("deleted") is True
        or row.get("dead") is True
        or (words is None and row.get("type") == "comment"),
    )


def _body(words: str | None, row: Row) -> Body:
    """The words of an item; a story without any has its title as its words, since that is what is answered."""
    if words is not None:
        return html_body(words, base=SITE)
    return Body(name_in(row, "title") or "")


def _url(top: Row) -> str | None:
    name = name_in(top, "id")
    return f"{SITE}/item?id={name}" if name else None
