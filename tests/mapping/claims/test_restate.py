"""Restatements: what can be one claim, and what must stay two."""

import pytest

from argmap.mapping.claims.restate import denials, may_restate, says_the_same


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("You cannot prove the universe thinks.", "You cannot prove the universe thinks."),
        ("The entertainment itself isn't causing aggression.", "But the entertainment isn't causing the aggression!"),
        ("No, the council has published the counts.", "The council published all of its counts."),
        ("Nuclear power is much safer than coal.", "Nuclear power is a lot safer than coal is."),
    ],
)
def test_the_same_said_again_is_one_claim(text, other):
    """Other grammar, an answering word in front and other endings change nothing."""
    assert says_the_same(text, other, one_speaker=True)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Guns are fully legal in this country.", "Guns are fully illegal in this country."),
        ("The ban has increased crime in cities.", "The ban has decreased crime in cities."),
        ("Most people here want more traffic.", "Most people here want less traffic."),
        ("Meat is a better source than beans.", "Beans are a better source than meat."),
        ("Takings are down 22 percent this year.", "Takings are down 3 percent this year."),
        ("The council will publish the new counts.", "The council will not publish the new counts."),
        ("The council should publish its new counts.", "Should the council publish its new counts?"),
        ("The council publishes its counts every June.", "The council burns its old letters."),
    ],
)
def test_what_differs_in_one_telling_word_stays_two(text, other):
    """However alike: an opposite, a turned comparison, a number, a negation, a question, or other words."""
    assert not says_the_same(text, other, one_speaker=True)


def test_you_and_i_change_with_the_speaker():
    """Two people who say "you missed the point" say it of one another."""
    texts = ("You have totally missed the point.", "You have missed the point completely, totally.")
    assert says_the_same(*texts, one_speaker=True)
    assert not says_the_same(*texts, one_speaker=False)


def test_a_no_that_answers_denies_nothing_of_its_own():
    """ "No, it was" asserts; "no, it was not" denies."""
    assert (denials("No, it was."), denials("No, it was not.")) == (0, 1)
    assert may_restate("No, this has always been the law.", "This has always been the law.")


def test_few_words_are_no_restatement():
    """Likeness of four words says little."""
    assert not may_restate("That is simply false.", "That is simply false.")
