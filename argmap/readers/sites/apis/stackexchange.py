"""Answers of the Stack Exchange API: questions with their answers and comments in them, or in lists of their own."""

import html

from argmap.datatypes import Thread
from argmap.readers.drafts import Draft, Losses, thread_of
from argmap.readers.fields import Row, name_in, number_in, row_in, text_in, time_in
from argmap.readers.markup.composer import Body
from argmap.readers.markup.html_text import html_body
from argmap.readers.markup.markdown_text import markdown_body
from argmap.readers.sites.apis.objects import begins_with, objects

NO_BODY = ("post", "without its body: ask the API for it (filter=withbody)")
IDS = ("comment_id", "answer_id", "question_id")


def is_stackexchange(document: object) -> bool:
    """Whether a JSON document holds questions, answers or comments of such a site."""
    return begins_with(document, lambda row: any(name in row for name in IDS) and "owner" in row)


def from_stackexchange(document: object) -> Thread:
    """The thread of a question; comments are called `comment` and their number, since posts may have the same.

    Raises:
        InputError: it holds no words.
    """
    lost: Losses = Losses()
    rows = [row for row in objects(document) if _kind(row)]
    top = next((row for row in rows if _kind(row) == "question_id"), {})
    drafts = [_draft(row) for row in rows]
    lost[NO_BODY] += sum(not draft.body.text for draft in drafts)
    title = html.unescape(name_in(top, "title") or "")
    kept = [draft for draft in drafts if draft.body.text]
    return thread_of(kept, id=name_in(top, "question_id"), title=title, url=name_in(top, "link"), lost=lost)


def _kind(row: Row) -> str:
    """The field that has the id of a comment, answer or question; the empty string for other objects."""
    return next((name for name in IDS if name in row), "") if "owner" in row or "body" in row else ""


def _draft(row: Row) -> Draft:
    kind = _kind(row)
    number = name_in(row, kind) or ""
    return Draft(
        f"comment{number}" if kind == "comment_id" else number,
        _body(row, kind),
        author=html.unescape(name_in(row_in(row, "owner"), "display_name", "user_id") or "") or None,
        reply_to={"comment_id": name_in(row, "post_id"), "answer_id": name_in(row, "question_id")}.get(kind),
        created_at=time_in(row, "creation_date"),
        score=number_in(row, "score"),
    )


def _body(row: Row, kind: str) -> Body:
    """The words; a question that the API gave without its body has its title."""
    if text := text_in(row, "body"):
        return html_body(text)
    if text := text_in(row, "body_markdown"):
        return markdown_body(html.unescape(text))
    return Body(html.unescape(name_in(row, "title") or "")) if kind == "question_id" else Body()
