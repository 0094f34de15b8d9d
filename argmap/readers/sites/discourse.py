"""The JSON of a Discourse topic (`/t/ID.json`), and pages of more posts of it (`/t/ID/posts.json`)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from argmap.datatypes import Thread
from argmap.readers.drafts import MISSING, NO_OPENING, NOTICE, UNREADABLE, Draft, Losses, thread_of
from argmap.readers.fields import Row, list_in, name_in, number_in, row_in, rows_in, text_in, time_in
from argmap.readers.markup.composer import Body, Cited
from argmap.readers.markup.html_text import html_body
from argmap.readers.markup.markdown_text import markdown_body

LIKE = 2
SPOKEN = (1, 2)
"""Types of posts that people write: posts and moderators' posts; others are notices ("closed this topic")."""


def is_discourse(document: object) -> bool:
    """Whether a JSON document is a topic, a list that begins with one, or posts alone (`/posts.json`)."""
    first = _pages(document)[0] if _pages(document) else None
    return bool(row_in(first, "post_stream")) or bool(_loose(document))


def from_discourse(document: object) -> Thread:
    """The thread of a topic; posts are called by their numbers in it.

    Raises:
        InputError: it holds no words.
    """
    if loose := _loose(document):
        return _from_loose(loose)
    pages = [row_in(page) for page in _pages(document)]
    topic = next((page for page in pages if name_in(page, "title")), pages[0])
    number, lost = name_in(topic, "id"), Losses()
    streams = [row_in(page, "post_stream") for page in pages]
    rows: list[object] = [row for stream in streams for row in list_in(stream, "posts")]
    drafts = list(_drafts(rows, number, lost))
    known = {name_in(row, "id") for stream in streams for row in rows_in(stream, "posts")}
    stream = {str(name) for page in streams for name in list_in(page, "stream") if isinstance(name, int)}
    lost[MISSING] += len(stream - known) or max(0, (number_in(topic, "posts_count") or 0) - len(rows))
    return thread_of(drafts, id=number, title=name_in(topic, "title"), url=_url(topic), lost=lost)


def _loose(document: object) -> list[Row]:
    """Posts that stand in no topic: those of a list, or the latest of a site."""
    holder = row_in(document) or {"posts": document}
    rows = list(rows_in(holder, "latest_posts", "posts"))
    return rows if rows and all("post_number" in row and ("cooked" in row or "raw" in row) for row in rows) else []


def _from_loose(rows: list[Row]) -> Thread:
    """The thread of posts, each called by its number; where they are of several topics, by that and the number."""
    lost: Losses = Losses()
    topics = list(dict.fromkeys(name_in(row, "topic_id") for row in rows))
    drafts: list[Draft] = []
    for topic in topics:
        own = sorted((row for row in rows if name_in(row, "topic_id") == topic), key=_place)
        found = list(_drafts(own, topic, lost))
        drafts += found if len(topics) == 1 else [_of_topic(draft, topic) for draft in found]
    first = {draft.id for draft in drafts}
    lost[NO_OPENING] += sum(name not in first for name in (["1"] if len(topics) == 1 else []))
    return thread_of(drafts, id=topics[0], title=name_in(rows[-1], "topic_title"), lost=lost)


def _place(row: Row) -> int:
    return number_in(row, "post_number") or 0


def _of_topic(draft: Draft, topic: str | None) -> Draft:
    parent = draft.reply_to and f"{topic}/{draft.reply_to}"
    quotes = tuple(replace(cited, post=cited.post and f"{topic}/{cited.post}") for cited in draft.body.quotes)
    return replace(draft, id=f"{topic}/{draft.id}", reply_to=parent, body=replace(draft.body, quotes=quotes))


def _pages(document: object) -> list[object]:
    return document if isinstance(document, list) else [document]


def _drafts(rows: Sequence[object], topic: str | None, lost: Losses) -> Iterator[Draft]:
    for row in rows:
        name = name_in(row, "post_number") if isinstance(row, dict) else None
        if not isinstance(row, dict) or name is None:
            lost[UNREADABLE] += 1
        elif (number_in(row, "post_type") or 1) not in SPOKEN:
            lost[NOTICE] += 1
        else:
            yield _draft(row, name, topic)


def _draft(row: Row, name: str, topic: str | None) -> Draft:
    body = _in_topic(_body(row), topic)
    quoted = next((cited.post for cited in body.quotes if cited.post), None)
    answered = name_in(row, "reply_to_post_number") or quoted
    return Draft(
        name,
        body,
        author=name_in(row, "username", "name"),
        reply_to=answered or ("1" if name != "1" else None),
        created_at=time_in(row, "created_at"),
        score=_likes(row),
        deleted=row.get("user_deleted") is True or bool(row.get("deleted_at")) or row.get("hidden") is True,
    )


def _body(row: Row) -> Body:
    cooked = text_in(row, "cooked")
    return html_body(cooked) if cooked else markdown_body(text_in(row, "raw") or "")


def _in_topic(body: Body, topic: str | None) -> Body:
    """The body with the posts that it quotes called by number; those of other topics are no posts of this thread."""
    return replace(body, quotes=tuple(replace(cited, post=_number(cited, topic)) for cited in body.quotes))


def _number(cited: Cited, topic: str | None) -> str | None:
    other, _, number = (cited.post or "").rpartition("/")
    return number or None if other in ("", topic) else None


def _likes(row: Row) -> int | None:
    counts = [number_in(action, "count") for action in rows_in(row, "actions_summary") if action.get("id") == LIKE]
    return next((count for count in counts if count is not None), 0)


def _url(topic: Row) -> str | None:
    """The address of the topic, where the file tells it in full; Discourse itself does not."""
    shown = name_in(topic, "url", "share_url")
    return shown if shown and shown.startswith("http") else None
