"""The count of what an input says and no post holds."""

from argmap.datatypes import Post, Thread
from argmap.formats.json import from_native_thread, to_native_thread
from argmap.readers import parse_thread
from argmap.readers.losses import LOST_WORDS, missing, with_losses

THREAD = Thread((Post("a", "The roof is safe, because nobody walks there."), Post("b", "Bees fly.")))


def test_words_that_a_post_has_are_not_missing() -> None:
    """Case, signs, addresses and a second copy of the same words do not count."""
    said = ["the ROOF is safe -- because nobody walks there", "https://example.org/a/b", "Bees fly", "The roof is safe"]
    assert missing(said, THREAD).lost == 0
    assert with_losses(THREAD, said) == THREAD


def test_missing_words_are_counted_by_their_characters() -> None:
    """Words that stand in a post only in another order are missing; the share is of all words of the input."""
    found = missing(["The roof is safe", "safe roof fly nobody"], THREAD)
    assert (found.lost, found.whole) == (17, 30)
    assert missing([], THREAD).share == 0


def test_a_line_is_said_from_a_tenth_on() -> None:
    """A small loss is counted, and a large one is also told; both are written and read back."""
    text = [post.text for post in THREAD.posts]
    small = with_losses(THREAD, [*text, "Oh"])
    assert [(item.what, item.why, item.count) for item in small.dropped] == [(*LOST_WORDS, 2)]
    assert small.notes == ()
    large = with_losses(THREAD, [*text, "The cellar is too damp for honey"])
    assert large.notes == ("26 of the 69 characters of words in the file (38%) are in no post",)
    assert from_native_thread(to_native_thread(large)) == large
    assert parse_thread(to_native_thread(large).encode()).notes == large.notes
