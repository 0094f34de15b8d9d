"""A story of Lobsters (`/s/ID.json`) with its comments, flat and in the order in which they are drawn."""

from argmap.datatypes import Thread
from argmap.readers.drafts import Draft, Losses, thread_of
from argmap.readers.fields import Row, name_in, number_in, row_in, rows_in, text_in, time_in
from argmap.readers.markup.composer import Body
from argmap.readers.markup.html_text import html_body
from argmap.readers.messages.texts import plain_body

SITE = "https://lobste.rs"


def is_lobsters(document: object) -> bool:
    """Whether a JSON document is a story of Lobsters or of a site that runs its software."""
    return isinstance(document, dict) and "short_id" in document and "submitter_user" in document


def from_lobsters(document: object) -> Thread:
    """The thread of a story; older answers tell only how far each comment is set in.

    Raises:
        InputError: it holds no words.
    """
    story, lost = row_in(document), Losses()
    name = name_in(story, "short_id") or "story"
    drafts = [_opening(story, name)]
    above: list[str] = []
    for row in rows_in(story, "comments"):
        id = name_in(row, "short_id") or f"row{len(drafts)}"
        depth = min(max(0, (number_in(row, "depth", "indent_level") or 1) - ("indent_level" in row)), len(above))
        set_in = above[depth - 1] if depth else name
        parent = (name_in(row, "parent_comment") or name) if "parent_comment" in row else set_in
        above[depth:] = [id]
        drafts.append(_comment(row, id, parent))
    return thread_of(
        drafts, id=name, title=name_in(story, "title"), url=name_in(story, "short_id_url", "comments_url"), lost=lost
    )


def _opening(story: Row, name: str) -> Draft:
    """The story; one without words of its own has its title, since that is what is answered."""
    return Draft(
        name,
        body if (body := _body(story, "description")).text else Body(name_in(story, "title") or ""),
        author=_user(story, "submitter_user"),
        created_at=time_in(story, "created_at"),
        score=number_in(story, "score"),
    )


def _comment(row: Row, name: str, parent: str) -> Draft:
    return Draft(
        name,
        _body(row, "comment"),
        author=_user(row, "commenting_user"),
        reply_to=parent,
        created_at=time_in(row, "created_at"),
        score=number_in(row, "score"),
        deleted=row.get("is_deleted") is True or row.get("is_moderated") is True,
    )


def _body(row: Row, field: str) -> Body:
    marked = text_in(row, field)
    return html_body(marked, base=SITE) if marked else plain_body(text_in(row, f"{field}_plain") or "")


def _user(row: Row, field: str) -> str | None:
    return name_in(row, field) or name_in(row_in(row, field), "username")
