"""Lemmy, Mastodon and Bluesky: what their APIs give of a thread."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from argmap.datatypes import Thread
from argmap.readers.drafts import MISSING, NO_OPENING, Draft, Losses, thread_of
from argmap.readers.fields import Row, list_in, name_in, number_in, row_in, text_in, time_in
from argmap.readers.markup.composer import Body, Composer
from argmap.readers.markup.html_text import html_body
from argmap.readers.markup.markdown_text import markdown_body
from argmap.readers.sites.apis.objects import begins_with, objects

UNSHOWN = ("post", "deleted, blocked, or shown to nobody without an account")


def is_lemmy(document: object) -> bool:
    """Whether a JSON document has a post or comments of Lemmy, each in a view with its creator."""
    return begins_with(document, lambda row: _is_view(row, "comment") or _is_view(row, "post"))


def from_lemmy(document: object) -> Thread:
    """The thread of a post; comments have a path of ids from the root down.

    Raises:
        InputError: it holds no words.
    """
    views = list(objects(document))
    comments = [view for view in views if _is_view(view, "comment")]
    post_view = next((view for view in views if _is_view(view, "post") and "comment" not in view), {})
    post = row_in(post_view, "post") or row_in(comments[0] if comments else {}, "post")
    lost: Losses = Losses()
    drafts = [_lemmy_post(post, post_view)] if post_view or post.get("body") else []
    for view in comments:
        comment = row_in(view, "comment")
        steps = (name_in(comment, "path") or "0").split(".")
        parent = steps[-2] if len(steps) > 2 else drafts[0].id if drafts else None
        drafts.append(_lemmy_draft(comment, view, name_in(comment, "id") or steps[-1], parent))
    lost[NO_OPENING] += not drafts[0].id.startswith("post")
    counted = number_in(row_in(post_view, "counts"), "comments") or number_in(post, "comments") or 0
    lost[MISSING] += max(0, counted - len(comments))
    return thread_of(drafts, id=name_in(post, "id"), title=name_in(post, "name"), url=name_in(post, "ap_id"), lost=lost)


def _is_view(row: Row, kind: str) -> bool:
    inner = row_in(row, kind)
    return bool(row_in(row, "creator")) and ("path" in inner if kind == "comment" else "name" in inner)


def _lemmy_post(post: Row, view: Row) -> Draft:
    draft = _lemmy_draft(post, view, f"post{name_in(post, 'id') or ''}", None)
    return draft if draft.body.text else replace(draft, body=Body(name_in(post, "name") or ""))


def _lemmy_draft(row: Row, view: Row, name: str, parent: str | None) -> Draft:
    return Draft(
        name,
        markdown_body(text_in(row, "content", "body") or ""),
        author=name_in(row_in(view, "creator"), "name", "display_name"),
        reply_to=parent,
        created_at=time_in(row, "published", "published_at"),
        score=number_in(row_in(view, "counts"), "score") if "counts" in view else number_in(row, "score"),
        deleted=row.get("deleted") is True or row.get("removed") is True,
    )


def is_mastodon(document: object) -> bool:
    """Whether a JSON document has statuses of Mastodon or of software that speaks its API."""
    return begins_with(document, _is_status)


def from_mastodon(document: object) -> Thread:
    """The thread of statuses; a context alone lacks the status that it was asked for.

    Raises:
        InputError: it holds no words.
    """
    rows = [row for row in objects(document) if _is_status(row)]
    contexts = [row for row in objects(document) if "descendants" in row]
    above = {
        name_in(row, "id") for context in contexts for row in list_in(context, "ancestors") if isinstance(row, dict)
    }
    drafts = [_mastodon_draft(row) for row in rows]
    drafts = sorted(drafts, key=lambda draft: draft.id not in above)
    known = {draft.id for draft in drafts}
    lost: Losses = Losses()
    unknown = {draft.reply_to for draft in drafts if draft.reply_to and draft.reply_to not in known}
    lost[NO_OPENING] += bool(unknown)
    answered = Counter(draft.reply_to for draft in drafts)
    lost[MISSING] += sum(max(0, _replies(row) - answered[name_in(row, "id")]) for row in rows)
    drafts = [draft.answering(None) if draft.reply_to in unknown else draft for draft in drafts]
    return thread_of(drafts, url=name_in(rows[0], "url"), lost=lost)


def _is_status(row: Row) -> bool:
    return isinstance(row.get("content"), str) and "in_reply_to_id" in row and isinstance(row.get("account"), dict)


def _replies(row: Row) -> int:
    return number_in(row, "replies_count") or 0


def _mastodon_draft(row: Row) -> Draft:
    warning = text_in(row, "spoiler_text")
    return Draft(
        name_in(row, "id") or "",
        html_body((f"<p>{warning}</p>" if warning else "") + (text_in(row, "content") or "")),
        author=name_in(row_in(row, "account"), "acct", "username"),
        reply_to=name_in(row, "in_reply_to_id"),
        created_at=time_in(row, "created_at"),
        score=number_in(row, "favourites_count"),
    )


def is_bluesky(document: object) -> bool:
    """Whether a JSON document has posts of Bluesky in a thread."""
    return begins_with(document, lambda row: _is_skeet(row_in(row, "post")) or _is_skeet(row))


def from_bluesky(document: object) -> Thread:
    """The thread around a post: those above it, itself, and the replies.

    Raises:
        InputError: it holds no words.
    """
    lost: Losses = Losses()
    drafts = [_bluesky_draft(post) for post in _skeets(document, lost)]
    by_time = sorted(drafts, key=lambda draft: draft.created_at or "")
    return thread_of(by_time if all(draft.created_at for draft in drafts) else drafts, lost=lost)


def _is_skeet(row: Row) -> bool:
    return "uri" in row and isinstance(row.get("author"), dict) and isinstance(row_in(row, "record").get("text"), str)


def _skeets(document: object, lost: Losses) -> Iterator[Row]:
    """The posts of a thread in reading order; posts that others only show are not of it."""
    waiting: list[object] = [document]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(reversed(value))
        elif isinstance(value, dict) and _is_skeet(value):
            yield value
        elif isinstance(value, dict):
            lost[UNSHOWN] += value.get("notFound") is True or value.get("blocked") is True
            inner = [value.get(name) for name in ("parent", "post", "value", "thread", "posts", "feed", "replies")]
            waiting.extend(reversed([one for one in inner if isinstance(one, dict | list)]))


def _bluesky_draft(post: Row) -> Draft:
    record = row_in(post, "record")
    return Draft(
        name_in(post, "uri") or "",
        _bluesky_body(record, row_in(post, "embed")),
        author=name_in(row_in(post, "author"), "handle", "displayName", "did"),
        reply_to=name_in(row_in(record, "reply", "parent"), "uri"),
        created_at=time_in(record, "createdAt") or time_in(post, "indexedAt"),
        score=number_in(post, "likeCount"),
    )


def _bluesky_body(record: Row, embed: Row) -> Body:
    """The words of a post, and those of the post that it shows as a quotation."""
    composer = Composer()
    for number, line in enumerate((text_in(record, "text") or "").split("\n")):
        composer.line_break() if number else None
        composer.words(line)
    shown = row_in(embed, "record", "record") or row_in(embed, "record")
    if words := text_in(row_in(shown, "value"), "text"):
        composer.open_quote(name_in(row_in(shown, "author"), "handle"), name_in(shown, "uri"))
        composer.words(words)
        composer.close_quote()
    return composer.body()
