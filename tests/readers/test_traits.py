"""What the trained reader sees of paragraphs: repeated words, windows, and numbers for any text at all."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.readers.paste.repeats import find_repeats
from argmap.readers.paste.rolling import cosine, running, shifted, sums, window
from argmap.readers.paste.traits import see, trait_names
from argmap.readers.paste.wording import portraits, read_words

SAID = "The bridge over the river will not hold through another winter."


def repeats_of(*paragraphs: str):
    words = read_words(paragraphs)
    return find_repeats(words.stream, words.ends)


def test_a_repeated_paragraph_names_its_source() -> None:
    """Words that stand further up are found, with the paragraph that they come from and how they lie in both."""
    found = repeats_of(SAID, "It is old.", f"He said: {SAID}", SAID)
    assert found.share.tolist() == pytest.approx([0, 0, 11 / 13, 1])
    assert found.first.tolist() == [-1, -1, 0, 2]
    assert (found.opens.tolist(), found.closes.tolist()) == ([0, 0, 0, 1], [0, 0, 1, 1])
    assert found.from_top.tolist() == [0, 0, 1, 0]


def test_a_short_paragraph_counts_where_it_is_repeated_whole() -> None:
    """Three words in a row are chance, three words that are a whole paragraph twice are not."""
    assert repeats_of("It is old.", "It is old.").share.tolist() == [0, 1]
    assert repeats_of("It is old.", "But it is old and grey.").share.tolist() == [0, 0]


def test_words_repeated_within_one_paragraph_are_no_quotation() -> None:
    """Only an earlier paragraph is a source."""
    assert repeats_of(f"{SAID} {SAID}").share.tolist() == [0]


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(0, 3), max_size=9), min_size=1, max_size=6))
def test_repeats_point_backwards(paragraphs: list[list[int]]) -> None:
    """Whatever the words, a source comes before what repeats it, and no share passes one."""
    found = find_repeats(
        np.array([word for own in paragraphs for word in own], np.int64),
        np.cumsum([0, *map(len, paragraphs)]).astype(np.int64),
    )
    index = np.arange(len(paragraphs))
    assert ((found.first < index) & (found.last < index)).all()
    assert ((found.share >= 0) & (found.share <= 1)).all()
    assert ((found.share > 0) == (found.first >= 0)).all()


def test_windows_and_neighbours_stop_at_the_ends() -> None:
    """Nothing is seen before the first row or after the last."""
    rows = np.array([1, 2, 4], np.float32)
    assert window(running(rows), -2, 0).tolist() == [0, 1, 3]
    assert window(running(rows), 0, 2).tolist() == [3, 6, 4]
    assert shifted(rows, 1).tolist() == [0, 1, 2]
    assert shifted(rows, -1).tolist() == [2, 4, 0]
    assert shifted(rows, 9).tolist() == [0, 0, 0]


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(0, 4), max_size=5), min_size=1, max_size=6))
def test_sums_are_those_of_each_paragraph(paragraphs: list[list[int]]) -> None:
    """A paragraph without words sums to nothing, wherever it stands."""
    table = np.arange(10, dtype=np.float32).reshape(5, 2)
    words = np.array([word for own in paragraphs for word in own], np.int64)
    found = sums(table, words, np.cumsum([0, *map(len, paragraphs)]).astype(np.int64))
    assert found.tolist() == [
        [sum(table[word][0] for word in own), sum(table[word][1] for word in own)] for own in paragraphs
    ]


def test_likeness_to_nothing_is_nothing() -> None:
    """A row of zeros is like no other."""
    rows = np.array([[1, 0], [0, 0], [1, 1]], np.float32)
    assert cosine(rows, rows).round(3).tolist() == [1, 0, 1]


@settings(deadline=None)
@given(st.lists(st.text(min_size=1).filter(str.strip), min_size=1, max_size=5))
def test_any_paragraphs_give_numbers(paragraphs: list[str]) -> None:
    """No text makes a trait that is no number, and every paragraph has every column."""
    traits = see(paragraphs)
    assert traits.rows.shape == (len(paragraphs), len(trait_names()))
    assert np.isfinite(traits.rows).all()
    assert len(traits.grams) == len(paragraphs)


def test_traits_do_not_depend_on_the_shape_of_quotation_marks() -> None:
    """A site's own apostrophes and dashes change nothing but the columns that compare shapes within a text."""
    straight, curly = see(["It's so -- isn't it?", "I don't."]), see(["It’s so — isn’t it?", "I don’t."])
    assert straight.rows == pytest.approx(curly.rows)
    assert straight.grams == curly.grams


def test_a_post_is_most_alike_to_itself() -> None:
    """What posts are about is compared by the words they share."""
    looks = portraits([[SAID], ["Cats purr when they sleep."], ["The bridge will not hold a winter."]])
    assert cosine(looks.matter[[0]], looks.matter[[2]]) > cosine(looks.matter[[0]], looks.matter[[1]])
