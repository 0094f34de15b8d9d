"""Correcting a plain text's posts: exact slices, references carried over, and nothing guessed where a person spoke."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.datatypes import Answer, Break, Guess, Post, Source, Thread
from argmap.errors import InputError
from argmap.formats.json import to_native_thread
from argmap.readers import parse_thread
from argmap.readers.paste.plain import from_plain
from argmap.readers.paste.reshape import Doubt, find_doubts, join_post, move_start, set_reply, split_post

TEXT = "The bridge is old.\nIt must go.\n\nNo, it holds.\nI saw it.\nThanks for looking!\n"
LINES = st.sampled_from(
    ["Thanks!", "I disagree. It is wrong.", "Why do you think so?", "", "The bridge is old.", "So it is.", "ann wrote:"]
)


def post(name: str, start: int, end: int, reply_to: str | None = None, guess: Guess | None = None) -> Post:
    return Post(name, TEXT[start:end], reply_to=reply_to, source=Source(start, end), guess=guess)


@pytest.fixture
def bridge() -> Thread:
    """Three posts, the starts and answers of the later two guessed."""
    second = Guess(0.8, (Break(14, 0.4),), (Answer("p1", 0.9),))
    third = Guess(0.6, (), (Answer("p2", 0.5), Answer("p1", 0.4)))
    return Thread((post("p1", 0, 30), post("p2", 32, 55, "p1", second), post("p3", 56, 75, "p2", third)))


def texts(thread: Thread) -> list[str]:
    return [one.text for one in thread.posts]


def answered(thread: Thread) -> list[tuple[str, str | None]]:
    return [(one.id, one.reply_to) for one in thread.posts]


def test_a_split_post_is_two_slices_and_later_replies_keep_their_target(bridge: Thread) -> None:
    """Ids count on in reading order, and whoever answered the whole answers its first part."""
    thread = split_post(bridge, "p2", 14)
    assert texts(thread) == ["The bridge is old.\nIt must go.", "No, it holds.", "I saw it.", "Thanks for looking!"]
    assert [one.source for one in thread.posts][1:3] == [Source(32, 45), Source(46, 55)]
    assert answered(thread)[1] == ("p2", "p1")
    assert answered(thread)[3] == ("p4", "p2")
    assert thread.posts[3].guess == Guess(0.6, (), (Answer("p2", 0.5), Answer("p1", 0.4)))


def test_what_a_split_settles_is_no_guess(bridge: Thread) -> None:
    """The new start is a person's, so it has no probability, and it is no longer a place to part the post."""
    thread = split_post(bridge, "p2", 14)
    assert thread.posts[1].guess == Guess(0.8, (), (Answer("p1", 0.9),))
    new = thread.posts[2].guess
    assert new is not None
    assert new.start is None
    assert new.answers
    assert thread.posts[2].reply_to == new.answers[0].post


def test_joined_posts_are_one_slice_and_replies_to_either_are_replies_to_it(bridge: Thread) -> None:
    """The words between them come from the file; the answers to both add up."""
    thread = join_post(bridge, "p2", TEXT)
    assert texts(thread) == [TEXT[:55], "Thanks for looking!"]
    assert answered(thread) == [("p1", None), ("p2", "p1")]
    assert thread.posts[0].guess == Guess(None, (Break(46, 0.4),))
    assert thread.posts[1].guess == Guess(0.6, (), (Answer("p1", 0.9),))


@pytest.mark.parametrize(("start", "above"), [(46, "No, it holds."), (62, "No, it holds.\nI saw it.\nThanks")])
def test_a_moved_start_gives_and_takes_words(bridge: Thread, start: int, above: str) -> None:
    """A start can be moved up into the post above or down into its own; what the posts answer stays."""
    thread = move_start(bridge, "p3", start, TEXT)
    assert texts(thread)[1:] == [above, TEXT[start:].strip()]
    assert answered(thread) == answered(bridge)
    assert thread.posts[2].guess == Guess(None, (), (Answer("p2", 0.5), Answer("p1", 0.4)))


def test_a_reply_that_a_person_set_is_no_guess(bridge: Thread) -> None:
    """It names an earlier post or none, and carries no probability."""
    thread = set_reply(bridge, "p3", "p1")
    assert thread.posts[2].reply_to == "p1"
    assert thread.posts[2].guess == Guess(0.6)
    assert set_reply(bridge, "p2", None).posts[1].reply_to is None


def test_doubts_are_the_unsure_guesses_in_reading_order(bridge: Thread) -> None:
    """A doubt says how likely the thread as it stands is right: at a break, that no post starts there."""
    assert find_doubts(bridge) == (
        Doubt("p2", "break", 14, 0.6),
        Doubt("p3", "start", 0, 0.6),
        Doubt("p3", "reply", 0, 0.5),
    )
    assert find_doubts(bridge, sure=0.0) == ()


def test_impossible_corrections_are_refused(bridge: Thread) -> None:
    """Each gets one line that says what is wrong."""
    with pytest.raises(InputError, match="no post p9"):
        split_post(bridge, "p9", 3)
    for at in (0, 23, -5, 99):
        with pytest.raises(InputError, match="without words"):
            split_post(bridge, "p2", at)
    with pytest.raises(InputError, match="none above"):
        join_post(bridge, "p1", TEXT)
    with pytest.raises(InputError, match="does not stand in this text"):
        join_post(bridge, "p2", "another text")
    with pytest.raises(InputError, match="without words"):
        move_start(bridge, "p2", 0, TEXT)
    with pytest.raises(InputError, match="does not come before"):
        set_reply(bridge, "p2", "p3")
    with pytest.raises(InputError, match="not read from plain text"):
        split_post(Thread((Post("p1", "Two words."),)), "p1", 4)


@settings(deadline=None)
@given(st.lists(LINES, min_size=1, max_size=12).map("\n".join), st.data())
def test_any_corrections_leave_a_sound_thread(text: str, data: st.DataObject) -> None:
    """After any corrections posts are slices of the file in order, numbered in order, and answer earlier posts."""
    thread = from_plain(text)
    for _ in range(data.draw(st.integers(1, 4))):
        name = data.draw(st.sampled_from([one.id for one in thread.posts]))
        change = data.draw(st.sampled_from([split_post, join_post, move_start]))
        place = data.draw(st.integers(0, len(text)))
        try:
            if change is split_post:
                thread = split_post(thread, name, place)
            elif change is join_post:
                thread = join_post(thread, name, text)
            else:
                thread = move_start(thread, name, place, text)
        except InputError:
            continue
    last, seen = 0, set[str]()
    for i, one in enumerate(thread.posts, 1):
        assert one.id == f"p{i}"
        assert one.source is not None
        assert one.text == text[one.source.start : one.source.end]
        assert one.source.start >= last
        assert one.reply_to in seen if seen else one.reply_to is None
        assert {answer.post for answer in (one.guess.answers if one.guess else ())} <= seen
        last = one.source.end
        seen.add(one.id)
    if text.strip():
        assert parse_thread(to_native_thread(thread).encode()) == thread
