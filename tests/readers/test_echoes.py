"""What a post echoes of those that it may answer, and how sure it is that they were parted rightly."""

import numpy as np
import pytest

from argmap.datatypes import Break, Guess, Post
from argmap.readers.paste.doubts import doubts
from argmap.readers.paste.echoes import echoes

BRIDGE = "The old bridge needs new pillars before winter, so the council should pay for granite."
SCHOOL = "A larger playground would help the school, and the teachers asked for swings."
SHARE, WEIGHT, LATEST, OPENING, PAIRS, PHRASES = range(6)


@pytest.mark.parametrize(
    ("reply", "columns"),
    [
        ("Granite is dear, and so are pillars.", [SHARE, WEIGHT, LATEST, OPENING]),
        ("What makes you want new pillars now?", [WEIGHT, PAIRS]),
        ('You wrote "new pillars before winter", and I doubt it.', [PHRASES, PAIRS]),
        ("“granite” it is.", [PHRASES]),
        ("That is no reason to want 'the old bridge' back.", [PHRASES]),
    ],
)
def test_what_a_reply_takes_up_speaks_for_its_post(reply: str, columns: list[int]) -> None:
    """Rare words, pairs of words and phrases in quotation marks stand out for the post that they come from."""
    bridge, school = echoes([BRIDGE, SCHOOL, reply, "Hm.", "Well.", "Yes.", "No.", "Why?"], [[], [], [0, 1], *[[]] * 5])
    assert all(bridge[column] > school[column] for column in columns)
    assert (school >= 0).all()


def test_the_last_to_say_a_word_counts_for_it() -> None:
    """Of two posts with the same word the later one has it from there on."""
    rest = ["One.", "Two.", "Three.", "Four.", "Five.", "Six.", "Seven.", "Eight.", "Nine."]
    first, second = echoes(["Granite.", "Granite!", "Granite?", *rest], [[], [], [0, 1], *[[]] * 9])
    assert first[SHARE] == second[SHARE] == 1
    assert (first[LATEST], second[LATEST]) == (0, 1)


def test_words_that_many_have_are_no_echo() -> None:
    """A quarter of the posts may have a word; what stands in all of them says nothing."""
    texts = [f"Bridges {word}" for word in ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")]
    assert not echoes(texts, [[], *([index - 1] for index in range(1, 9))]).any()


def test_doubts_count_wrong_and_hidden_starts() -> None:
    """Nothing is doubted where nothing was guessed; else each start may be wrong and each break hide a post."""
    sure = tuple(Post(f"p{i}", "x") for i in range(3))
    targets = [[], [0], [0, 1]]
    assert not doubts(sure, targets).any()
    guesses = [Guess(None, (Break(4, 0.25),)), Guess(0.75), Guess(0.5, (Break(2, 0.125), Break(9, 0.125)))]
    posts = [Post(f"p{i}", "x", guess=guess) for i, guess in enumerate(guesses)]
    found = doubts(posts, targets)
    assert found[1, :8].tolist() == [0.5, 0, 0.25, 0.25, 0.25, 0, 0.75, 0]
    assert found[2, :8].tolist() == [0.5, 0.25, 0.5, 0.25, 0, 0, 0.5, 0]
    assert np.allclose(found[:, 8:], [0.25, 0.5 / 3])
