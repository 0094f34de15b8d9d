"""What a pronoun stands for, shown in the text of a claim; its mentions stay exact."""

import pytest

import argmap
from argmap.datatypes import Claim, Kind, Link, Post, Quote, Span, Thread
from argmap.mapping.claims.antecedents import with_antecedents

OPENING = Post("p1", "The council shut the street to all cars. Shops lose a fifth of their trade.", "Ann")
OPENED = (
    Claim("c1", "The council shut the street to all cars.", (Span("p1", 0, 40),)),
    Claim("c2", "Shops lose a fifth of their trade.", (Span("p1", 41, 75),)),
)


def shown(text, words, *links, quotes=()):
    """The text of the claim that stands at these words of a reply to the opening."""
    reply = Post("p2", text, "Bo", reply_to="p1", quotes=tuple(quotes))
    start = text.index(words)
    claim = Claim("c3", " ".join(words.split()), (Span("p2", start, start + len(words)),))
    (*_, found) = with_antecedents((*OPENED, claim), links, Thread((OPENING, reply)))
    assert found.mentions == claim.mentions
    return found.text


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("This is fixable.", "This [“The council took four bays”] is fixable."),
        ("And that's fixable.", "And that's [“The council took four bays”] fixable."),
        ("Those were the last bays.", "Those [“The council took four bays”] were the last bays."),
    ],
)
def test_a_pronoun_stands_for_the_sentence_before(words, text):
    """In the same paragraph, without its full stop."""
    assert shown(f"Good point. The council took four bays. {words}", words) == text


@pytest.mark.parametrize(
    "text",
    [
        "The council took four bays. This street is closed.",
        "The council took four bays. That the bus is late is known.",
        "The council took four bays. That's why I left.",
        "The council took four bays. It is fixable.",
        "The council took four bays.\n\nThat is fixable.",
        "It took four bays here. That is fixable.",
        "Four bays (and not five bays here. That is fixable.",
        "No, Ann. That is fixable.",
    ],
)
def test_where_it_is_not_clear_nothing_is_added(text):
    """A noun or a clause after the word, "it", another paragraph, or a sentence that leans on others or says little."""
    words = text.replace("\n\n", ". ").split(". ")[-1]
    assert shown(text, words) == words


def test_after_a_quote_it_stands_for_the_quoted_words():
    """Wherever in the post the quote stands."""
    text = "Shops lose a fifth of their trade.\n\nThat is off the till."
    found = shown(text, "That is off the till.", quotes=[Quote(0, 34, "p1")])
    assert found == "That [“Shops lose a fifth of their trade”] is off the till."


def test_at_the_start_of_a_reply_it_stands_for_what_is_answered():
    """Where the link is sure; "these" stand for all that the answered post says."""
    sure, unsure = (Link("l1", "c3", "c2", Kind.OBJECTION, confidence) for confidence in (0.8, 0.3))
    assert shown("That is not so.", "That is not so.", sure) == "That [“Shops lose a fifth of their trade”] is not so."
    assert shown("That is not so.", "That is not so.", unsure) == "That is not so."
    found = shown("These are old stories.", "These are old stories.")
    assert found == "These [“The council shut the street to all cars” and what follows] are old stories."


def test_many_words_are_cut_between_words():
    """No line on the map grows without end."""
    long = "The council took " + "many " * 60 + "bays."
    found = shown(f"{long} That is fixable.", "That is fixable.")
    assert found.endswith("many…”] is fixable.")
    assert len(found) < 120


def test_the_map_shows_it_and_its_mentions_quote_the_thread():
    """Only the text gains words: every mention is still the exact place."""
    post = Post("p1", "The council must take out all four of the badge bays. That is a mistake and it will cost us.")
    argument_map = argmap.analyze(Thread((post,)), backend="lexical")
    claim = argument_map.claims[-1]
    assert "[“The council must take out all four of the badge bays”]" in claim.text
    assert post.text[claim.mentions[0].start : claim.mentions[0].end] == "That is a mistake and it will cost us."
