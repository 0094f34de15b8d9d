"""Correcting what was guessed of a plain text: parting, joining and moving posts, and what each answers.

Every function is pure and gives a new thread. Posts stay exact slices of the file and are numbered anew in reading
order, so that the thread is as if it had been read this way; what a person settled is no guess any more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from argmap.datatypes import Answer, Break, Guess, Post, Source, Thread
from argmap.errors import InputError
from argmap.readers.paste.plain import SETTLED, answers_of
from argmap.readers.quotes import with_quotes

SURE = 0.75
"""Probability from which a guess is not shown as doubtful."""
NEW = ""
"""The id of a post that has none yet."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A guess of the reader's that is worth a look.

    Attributes:
        post: the id of the post that it is about.
        kind: of what: that the post starts where it does, that no other starts within it, or what it answers.
        start: for a break its offset in the post's text, else 0.
        confidence: the probability that the thread as it stands is right there.
    """

    post: str
    kind: Literal["start", "break", "reply"]
    start: int
    confidence: float


def find_doubts(thread: Thread, *, sure: float = SURE) -> tuple[Doubt, ...]:
    """The guesses of which the reader was less than `sure`, in reading order."""
    return tuple(doubt for post in thread.posts for doubt in _doubts(post) if doubt.confidence < sure)


def _doubts(post: Post) -> list[Doubt]:
    guess = post.guess or SETTLED
    starts = [] if guess.start is None else [Doubt(post.id, "start", 0, guess.start)]
    replies = [
        Doubt(post.id, "reply", 0, answer.confidence) for answer in guess.answers if answer.post == post.reply_to
    ]
    return [*starts, *replies, *(Doubt(post.id, "break", one.start, 1 - one.confidence) for one in guess.breaks)]


def split_post(thread: Thread, post: str, at: int) -> Thread:
    """The thread with a post parted in two; what the new one answers is guessed.

    Args:
        thread: read from plain text.
        post: the id of a post.
        at: offset in its text, where the new post begins.

    Raises:
        InputError: no such post, or one of the two would be empty.
    """
    index, old, source = _located(thread, post)
    places = _breaks([old])
    above = _between(old.text, source.start, source.start, source.start + at, old, places)
    below = _between(old.text, source.start, source.start + at, source.end, Post(NEW, ""), places)
    return _renumbered(thread, [*thread.posts[:index], above, below, *thread.posts[index + 1 :]], {})


def join_post(thread: Thread, post: str, text: str) -> Thread:
    """The thread with a post joined to the one above it; replies to either become replies to both.

    Args:
        thread: read from plain text.
        post: the id of any post but the first.
        text: the file that the thread was read from.

    Raises:
        InputError: no such post, none above it, or another text.
    """
    index, above, old = _with_above(thread, post, text)
    start, end = _source(above).start, _source(old).end
    joined = _between(text, 0, start, end, above, _breaks([above, old]))
    return _renumbered(thread, [*thread.posts[: index - 1], joined, *thread.posts[index + 1 :]], {post: above.id})


def move_start(thread: Thread, post: str, start: int, text: str) -> Thread:
    """The thread with the start of a post moved; the words between go to, or come from, the post above.

    Args:
        thread: read from plain text.
        post: the id of any post but the first.
        start: offset in the file of the post's first character.
        text: the file that the thread was read from.

    Raises:
        InputError: no such post, none above it, another text, or one of the two would be empty.
    """
    index, above, old = _with_above(thread, post, text)
    places = _breaks([above, old])
    moved = [
        _between(text, 0, _source(above).start, start, above, places),
        _between(text, 0, start, _source(old).end, old, places),
    ]
    return _renumbered(thread, [*thread.posts[: index - 1], *moved, *thread.posts[index + 1 :]], {})


def set_reply(thread: Thread, post: str, reply_to: str | None) -> Thread:
    """The thread with what a post answers set by a person.

    Args:
        thread: of any format.
        post: the id of a post.
        reply_to: the id of an earlier one, or None.

    Raises:
        InputError: no such post, or the other does not come before it.
    """
    index = _index(thread, post)
    if reply_to is not None and _index(thread, reply_to) >= index:
        raise InputError(f"{post} cannot answer {reply_to}, which does not come before it; name an earlier post")
    old = thread.posts[index]
    changed = replace(old, reply_to=reply_to, guess=_settled(replace(old.guess or SETTLED, answers=())))
    return replace(thread, posts=(*thread.posts[:index], changed, *thread.posts[index + 1 :]))


def _index(thread: Thread, post: str) -> int:
    found = next((i for i, one in enumerate(thread.posts) if one.id == post), None)
    if found is None:
        raise InputError(f"the thread has no post {post}; name one of its posts")
    return found


def _source(post: Post) -> Source:
    if post.source is None:
        raise InputError(f"{post.id} was not read from plain text; only a paste can be parted anew")
    return post.source


def _located(thread: Thread, post: str) -> tuple[int, Post, Source]:
    index = _index(thread, post)
    return index, thread.posts[index], _source(thread.posts[index])


def _with_above(thread: Thread, post: str, text: str) -> tuple[int, Post, Post]:
    """The index of a post, the post above it, and the post itself, both slices of the text."""
    index, old, _ = _located(thread, post)
    if index == 0:
        raise InputError(f"{post} is the first post; there is none above it")
    above = thread.posts[index - 1]
    for one in (above, old):
        source = _source(one)
        if text[source.start : source.end] != one.text:
            raise InputError(f"{one.id} does not stand in this text; give the file that the thread was read from")
    return index, above, old


def _breaks(posts: Sequence[Post]) -> dict[int, float]:
    """Where in the file another post may begin, within some posts, and how likely."""
    return {
        _source(post).start + one.start: one.confidence for post in posts if post.guess for one in post.guess.breaks
    }


def _between(text: str, offset: int, start: int, end: int, like: Post, places: Mapping[int, float]) -> Post:
    """A post like another that fills the file from start to end, without the space around it.

    Args:
        text: the file from `offset` on.
        offset: of the text in the file.
        start: in the file.
        end: in the file.
        like: gives everything but the words and their place.
        places: where in the file another post may begin.
    """
    words = text[max(0, start - offset) : max(0, end - offset)]
    begin = start + len(words) - len(words.lstrip())
    words = words.strip()
    if not words:
        raise InputError("a post would be left without words; part the text elsewhere")
    breaks = tuple(Break(at - begin, share) for at, share in places.items() if begin < at < begin + len(words))
    keeps_start = like.source is not None and like.source.start == begin
    guess = like.guess or SETTLED
    settled = _settled(replace(guess, start=guess.start if keeps_start else None, breaks=breaks))
    return replace(like, text=words, source=Source(begin, begin + len(words)), guess=settled)


def _settled(guess: Guess) -> Guess | None:
    return None if guess == SETTLED else guess


def _renumbered(thread: Thread, posts: Sequence[Post], joined: Mapping[str, str]) -> Thread:
    """The thread of some posts in reading order, their references carried over and their quotes found anew.

    Args:
        thread: gives everything but the posts.
        posts: with their old ids; a new one is `NEW`.
        joined: old id of a post that went into another -> old id of that other.
    """
    names = {post.id: f"p{i}" for i, post in enumerate(posts, 1)}
    names |= {gone: names[kept] for gone, kept in joined.items()}
    carried = tuple(_carried(post, f"p{i}", names) for i, post in enumerate(posts, 1))
    quoted = with_quotes(carried, {post.id for post in carried})
    new = [i for i, post in enumerate(posts) if post.id == NEW]
    answers = answers_of(quoted) if new else []
    for i in new:
        guess = replace(quoted[i].guess or SETTLED, answers=answers[i])
        first = answers[i][0].post if answers[i] else None
        quoted = (*quoted[:i], replace(quoted[i], reply_to=first, guess=_settled(guess)), *quoted[i + 1 :])
    return replace(thread, posts=quoted)


def _carried(post: Post, name: str, names: Mapping[str, str]) -> Post:
    """The post under its new id, what it answers under theirs."""
    shares: dict[str, float] = {}
    for answer in post.guess.answers if post.guess else ():
        target = names[answer.post]
        shares[target] = min(1.0, round(shares.get(target, 0.0) + answer.confidence, 3))
    answers = tuple(Answer(*each) for each in sorted(shares.items(), key=lambda each: -each[1]))
    guess = post.guess and _settled(replace(post.guess, answers=answers))
    return replace(post, id=name, reply_to=post.reply_to and names[post.reply_to], guess=guess)
