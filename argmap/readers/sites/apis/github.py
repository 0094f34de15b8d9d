"""Issues, pull requests and discussions of GitHub, from its REST and GraphQL APIs or the `gh` command."""

from dataclasses import replace

from argmap.datatypes import Dropped, Thread
from argmap.readers.drafts import MISSING
from argmap.readers.fields import Row, name_in, number_in, row_in, text_in
from argmap.readers.messages.read import Style, from_messages
from argmap.readers.sites.apis.objects import begins_with, objects
from argmap.settings import Settings

HUNK_LINES = 4
"""Lines of a diff that the site shows above a comment on its last one."""


def is_github(document: object) -> bool:
    """Whether a JSON document is of GitHub: an issue with its comments, or any of them alone."""
    return begins_with(document, _is_github)


def from_github(document: object, settings: Settings = Settings()) -> Thread:
    """The thread of an issue, a pull request or a discussion; a comment on code quotes the end of its hunk.

    Raises:
        InputError: it holds no words.
    """
    thread = from_messages(document, style=STYLE, settings=settings)
    assert thread is not None, "what is of GitHub has an author and a body or a title"
    top = next((row for row in objects(document) if "title" in row and "number" in row), {})
    counted = number_in(top, "comments") or number_in(row_in(top, "comments"), "totalCount") or 0
    missing = max(0, counted - (len(thread.posts) - 1))
    dropped = (*thread.dropped, Dropped(*MISSING, missing)) if missing else thread.dropped
    return replace(thread, url=name_in(top, "html_url", "url"), dropped=dropped)


def _is_github(row: Row) -> bool:
    if "author_association" in row or "authorAssociation" in row or "diff_hunk" in row:
        return True
    address = text_in(row, "html_url", "url") or ""
    if address.startswith(("https://github.com/", "https://api.github.com/")):
        return "body" in row or "title" in row
    return {"title", "body", "comments"} <= row.keys() and "login" in row_in(row, "author")


def hunk_above(row: Row) -> str:
    """The end of the hunk that a comment is the first on, as a quotation to stand above its words."""
    hunk = text_in(row, "diff_hunk", "diffHunk")
    if hunk is None or row.get("in_reply_to_id"):
        return ""
    return "\n".join(["> ```diff", *(f"> {line}" for line in hunk.split("\n")[-HUNK_LINES:]), "> ```", "", ""])


STYLE = Style(site="GitHub", markdown=True, base="https://github.com", lead=hunk_above)
