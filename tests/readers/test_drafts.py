"""From a site's posts to a thread: ids once, parents first, rings broken, everything lost counted."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.errors import InputError
from argmap.readers.drafts import (
    DELETED,
    EMPTY,
    RING,
    TWICE,
    UNKNOWN_PARENT,
    UNPLACED,
    Draft,
    Mark,
    thread_of,
)
from argmap.readers.markup.composer import Body, Cited


def drafts(*parents: str | None, gone: Sequence[int] = (), empty: Sequence[int] = ()) -> list[Draft]:
    """One draft for each parent: a, b, c, ..."""
    names = "abcdefghijklmnopqrstuvwxyz"
    return [
        Draft(names[i], Body("" if i in empty else f"Words {i}."), reply_to=parent, deleted=i in gone)
        for i, parent in enumerate(parents)
    ]


def replies(made: list[Draft]) -> dict[str, str | None]:
    return {post.id: post.reply_to for post in thread_of(made).posts}


def losses(made: list[Draft]) -> dict[tuple[str, str], int]:
    return {(lost.what, lost.why): lost.count for lost in thread_of(made).dropped}


def test_replies_to_deleted_and_empty_posts_answer_what_those_answered() -> None:
    """A gap in the middle of a branch does not cut the branch off, however long the gap is."""
    made = drafts(None, "a", "b", "c", "d", gone=[1, 3], empty=[2])
    assert replies(made) == {"a": None, "e": "a"}
    assert losses(made) == {DELETED: 2, EMPTY: 1}


def test_an_unknown_parent_is_replaced_by_the_first_post_and_counted() -> None:
    """The reply keeps a place in the thread, and the thread says that the place is a guess."""
    made = drafts(None, "x", "b", "y")
    assert replies(made) == {"a": None, "b": "a", "c": "b", "d": "a"}
    assert losses(made) == {UNKNOWN_PARENT: 2}


def test_rings_are_broken_at_their_first_post() -> None:
    """Posts that answer one another in a ring, or themselves, hang below the first post."""
    made = drafts(None, "d", "b", "c", "e")
    assert replies(made) == {"a": None, "b": "a", "c": "b", "d": "c", "e": "a"}
    assert losses(made) == {RING: 2}


def test_a_thread_that_is_one_ring_has_a_first_post() -> None:
    """Even where no post stands at the top, the first one does."""
    assert replies(drafts("b", "c", "a")) == {"a": None, "c": "a", "b": "c"}


def test_replies_come_after_what_they_answer() -> None:
    """A file in another order is put in reading order, each branch after its root."""
    assert list(replies(drafts("c", None, "b", "a"))) == ["b", "c", "a", "d"]


def test_an_id_that_stands_twice_is_read_once() -> None:
    """The first post of an id counts."""
    made = [Draft("a", Body("One.")), Draft("a", Body("Two.")), Draft("b", Body("Three."), reply_to="a")]
    assert [post.text for post in thread_of(made).posts] == ["One.", "Three."]
    assert losses(made) == {TWICE: 1}


def test_a_thread_without_words_is_refused() -> None:
    """Nothing but deleted and empty posts is no thread."""
    with pytest.raises(InputError, match="no post in it has any words"):
        thread_of(drafts(None, "a", gone=[0], empty=[1]))


def test_a_quotation_is_of_the_post_named_else_of_the_words_else_of_the_author_named() -> None:
    """What the source says outweighs likeness, and a name alone is the last resort."""
    said = "Rivers rise in spring when the snow melts."
    first, second = Draft("a", Body(said), author="ann"), Draft("b", Body("Other words."), author="bo")
    quote = f"> {said}"

    def origin(text: str, **source: str) -> str | None:
        reply = Draft("c", Body(text, (Cited(0, len(text), **source),)))
        return thread_of([first, second, reply]).posts[2].quotes[0].post

    assert origin(quote, post="b") == "b"
    assert origin(quote, author="bo") == "a"
    assert origin("> lost words", author="Bo") == "b"
    assert origin("> lost words", author="cy") is None
    assert origin(quote, post="c") == "a"


def test_a_reaction_to_words_that_are_not_there_is_one_to_the_post() -> None:
    """Its place is lost, and that is counted; the reaction itself is not."""
    thread = thread_of([Draft("a", Body("It is so."), reactions=(Mark("crux", 2, "not there"), Mark("agree", 0)))])
    assert [(mark.name, mark.count, mark.start) for mark in thread.posts[0].reactions] == [("crux", 2, None)]
    assert [(lost.what, lost.why) for lost in thread.dropped] == [UNPLACED]


@given(st.lists(st.tuples(st.none() | st.integers(0, 9), st.booleans(), st.booleans()), min_size=1, max_size=9))
def test_any_drafts_give_a_thread_whose_replies_come_after_what_they_answer(
    rows: list[tuple[int | None, bool, bool]],
) -> None:
    """No wiring of replies, deletions and gaps breaks the order, loses a post with words, or makes a ring."""
    names = "abcdefghij"
    made = [
        Draft(names[i], Body("" if empty else "Words."), reply_to=None if to is None else names[to], deleted=gone)
        for i, (to, gone, empty) in enumerate(rows)
    ]
    spoken = {draft.id for draft in made if draft.body.text and not draft.deleted}
    if not spoken:
        return
    seen: set[str] = set()
    for post in thread_of(made).posts:
        assert post.reply_to is None or post.reply_to in seen
        seen.add(post.id)
    assert seen == spoken
