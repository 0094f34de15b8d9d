"""GraphQL JSON of LessWrong, the EA Forum and the Alignment Forum: a post and its comments, in whatever it is wrapped.

The fields are those of ForumMagnum, the software of the three: `_id`, `htmlBody` or `contents`, `parentCommentId`,
`baseScore`, `extendedScore.reacts`.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from argmap.datatypes import Thread
from argmap.readers.drafts import MISSING, NO_OPENING, UNREADABLE, Draft, Losses, Mark, thread_of
from argmap.readers.fields import Row, list_in, name_in, number_in, row_in, text_in, time_in
from argmap.readers.markup.composer import Body, paragraphs
from argmap.readers.markup.html_text import html_body
from argmap.readers.markup.markdown_text import markdown_body

BODY_FIELDS = ("htmlBody", "contents")
COMMENT_FIELDS = ("parentCommentId", "topLevelCommentId", "postId")
WEIGHTS = {"created": 1, "seconded": 1, "disagreed": -1}
"""How a reader's stand on a reaction counts, as the site counts it."""


def is_lesswrong(document: object) -> bool:
    """Whether a JSON document holds a post or comments of such a forum."""
    return next(_objects(document), None) is not None


def from_lesswrong(document: object) -> Thread:
    """The thread in one GraphQL answer, or in several in a list.

    Raises:
        InputError: it holds no words.
    """
    objects = list(_objects(document))
    comments = [row for row in objects if _is_comment(row)]
    post = _main(objects, comments)
    url = text_in(post, "pageUrl") or next((url for row in comments if (url := text_in(row, "pageUrl"))), None)
    base = _origin(url)
    opening = _draft(post, None, base) if post else None
    lost: Losses = Losses()
    drafts = [opening] if opening else []
    for row in comments:
        draft = _draft(row, opening, base)
        if draft is None:
            lost[UNREADABLE] += 1
        else:
            drafts.append(draft)
    lost[NO_OPENING] += opening is None
    lost[MISSING] += max(0, (number_in(post, "commentCount") or 0) - len(comments))
    return thread_of(drafts, id=name_in(post, "_id"), title=name_in(post, "title"), url=url, lost=lost)


def _objects(document: object) -> Iterator[Row]:
    """The posts and comments in a document, each before what is in it."""
    waiting: list[object] = [document]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            if isinstance(value.get("_id"), str) and any(name in value for name in BODY_FIELDS):
                yield value
            waiting.extend(reversed([inner for inner in value.values() if isinstance(inner, dict | list)]))
        elif isinstance(value, list):
            waiting.extend(reversed(value))


def _is_comment(row: Row) -> bool:
    return any(name in row for name in COMMENT_FIELDS) and "title" not in row


def _main(objects: list[Row], comments: list[Row]) -> Row:
    """The post that the comments are on, else the first post; an empty row where there is none."""
    posts = [row for row in objects if not _is_comment(row)]
    asked = {name_in(row, "postId") for row in comments}
    return next((row for row in posts if row["_id"] in asked), posts[0] if posts else {})


def _draft(row: Row, opening: Draft | None, base: str) -> Draft | None:
    name = name_in(row, "_id")
    if name is None:
        return None
    parent = name_in(row, "parentCommentId") or name_in(row, "parentAnswerId")
    return Draft(
        name,
        body_of(row, base),
        author=name_in(row_in(row, "user"), "displayName", "username", "slug") or name_in(row, "author"),
        reply_to=parent or (opening.id if opening else None),
        created_at=time_in(row, "postedAt"),
        score=number_in(row, "baseScore"),
        reactions=tuple(marks_of(row)),
        deleted=row.get("deleted") is True or row.get("deletedPublic") is True,
        retracted=row.get("retracted") is True,
    )


def body_of(row: Row, base: str) -> Body:
    """The body of a post or comment, from the richest form that is there."""
    contents = row_in(row, "contents")
    if html := text_in(row, "htmlBody") or text_in(contents, "html"):
        return html_body(html, base=base)
    if markdown := text_in(contents, "markdown", "agentMarkdown"):
        return markdown_body(markdown, base=base)
    return paragraphs(text_in(contents, "plaintextMainText") or text_in(row, "contents") or "")


def marks_of(row: Row) -> Iterator[Mark]:
    """The reactions to a post or comment, those who disagree with one taken off; with the words that each marks."""
    counts: dict[tuple[str, str | None], int] = {}
    for name, given in row_in(row, "extendedScore", "reacts").items():
        for vote in given if isinstance(given, list) else ():
            if not isinstance(vote, dict):
                continue
            weight = WEIGHTS.get(str(vote.get("reactType")), 0)
            quotes: list[str | None] = [quote for quote in list_in(vote, "quotes") if isinstance(quote, str)]
            for quote in quotes or [None]:
                counts[name, quote] = counts.get((name, quote), 0) + weight
    return (Mark(name, count, words) for (name, words), count in counts.items() if count > 0)


def _origin(url: str | None) -> str:
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
