"""Edits of a thread's structure: where posts begin, what they answer, who wrote them. Claims keep their words."""

from dataclasses import replace

from argmap.datatypes import ArgumentMap, Post, Source, Span, Thread
from argmap.errors import InputError
from argmap.readers.paste.reshape import join_post, move_start, set_reply, split_post
from argmap.work.corrections.edits import EditError, JoinPosts, MoveBoundary, PostEdit, SetAuthor, SetReply, SplitPost
from argmap.work.corrections.order import by_ends, in_reading_order


def edit_posts(argument_map: ArgumentMap, edit: PostEdit) -> ArgumentMap:
    """The map with one edit of its thread; claims stand at the same words as before, whatever the posts are called.

    Raises:
        EditError: the edit cannot be made.
    """
    before = argument_map.thread
    thread = edit_thread(before, edit)
    if isinstance(edit, SetReply | SetAuthor):
        return replace(argument_map, thread=thread)
    moved = (
        replace(
            claim,
            mentions=tuple(dict.fromkeys(_moved(span, before, thread) for span in claim.mentions)),
            agreements=tuple(dict.fromkeys(_moved(span, before, thread) for span in claim.agreements)),
        )
        for claim in argument_map.claims
    )
    claims = in_reading_order(moved, thread)
    return replace(argument_map, thread=thread, claims=claims, links=by_ends(argument_map.links, claims))


def edit_thread(thread: Thread, edit: PostEdit) -> Thread:
    """The thread with one edit.

    Raises:
        EditError: the edit cannot be made.
    """
    try:
        match edit:
            case SetReply(post, reply_to):
                return set_reply(thread, post, reply_to)
            case SetAuthor(post, author):
                return _by(thread, post, (author or "").strip() or None)
            case JoinPosts(post):
                return join_post(thread, post, file_of(thread))
            case SplitPost(post, at):
                file_of(thread)
                return split_post(thread, post, at)
            case MoveBoundary(post, start):
                return move_start(thread, post, start, file_of(thread))
    except InputError as error:
        raise EditError(error.problem) from None


def file_of(thread: Thread) -> str:
    """The file that a thread was read from, as far as its posts have it; line breaks stand for the rest.

    Raises:
        EditError: not all posts were read from plain text, in order.
    """
    text = ""
    for post in thread.posts:
        if post.source is None or post.source.start < len(text):
            raise EditError("only the posts of a pasted text can be parted anew")
        text += "\n" * (post.source.start - len(text)) + post.text
    return text


def _by(thread: Thread, id: str, author: str | None) -> Thread:
    if id not in thread.by_id:
        raise EditError(f"there is no post {id} in this thread any more")
    posts = (replace(post, author=author) if post.id == id else post for post in thread.posts)
    return replace(thread, posts=tuple(posts))


def _moved(span: Span, before: Thread, after: Thread) -> Span:
    """Where a stretch stands now: in the post that has most of it."""
    start = _source(before.by_id[span.post]).start
    first, last = start + span.start, start + span.end
    best = max(after.posts, key=lambda post: _shared(first, last, _source(post)))
    place = _source(best)
    inside = (min(max(at, place.start), place.end) - place.start for at in (first, last))
    return Span(best.id, *inside)


def _shared(start: int, end: int, source: Source) -> int:
    """How much a stretch of the file shares with a post; the less, the farther away, where it shares nothing."""
    return min(end, source.end) - max(start, source.start)


def _source(post: Post) -> Source:
    assert post.source is not None
    return post.source
