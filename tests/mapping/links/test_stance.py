"""Stances: replies described without what they quote, and links that follow what a whole reply does."""

import numpy as np
import pytest

from argmap.datatypes import Post, Quote, StanceKind, Thread
from argmap.mapping.links.by_stance import SILENT, Option, is_silent, joined, with_stances
from argmap.mapping.links.stance import FEATURES, features, replies_of, stances_of

OPENING = Post("p1", "Debate is a good plan. It scales.", author="ann")
REPLY = Post("p2", "It scales.\n\nThanks! Does it?", author="bo", reply_to="p1", quotes=(Quote(0, 10, "p1"),))
OWN = Post("p3", "And it is cheap.", author="bo", reply_to="p2")
THREAD = Thread((OPENING, REPLY, OWN))
EVEN = Option(0, 1, 0.4, 0.5)


def shares(**given: float) -> np.ndarray:
    """The probabilities of the four stances, those not named sharing the rest."""
    rest = (1 - sum(given.values())) / (4 - len(given))
    return np.array([given.get(kind.value, rest) for kind in StanceKind], dtype=np.float32)


def test_a_reply_is_described_without_what_it_quotes():
    """Its own words, the quoted ones, and those of the answered post stand apart."""
    (post, reply), (_, own) = replies_of(THREAD)
    assert (post, reply.own, reply.quoted) == (REPLY, "Thanks! Does it?", "It scales.")
    assert reply.context == "It scales. ... Debate is a good plan. It scales."
    assert (reply.answers_opening, reply.same_speaker) == (True, False)
    assert (own.answers_opening, own.same_speaker) == (False, True)


def test_features_are_as_many_as_their_names():
    """Cues of the quoted words do not count."""
    _, reply = next(replies_of(THREAD))
    row = dict(zip(FEATURES, features(reply), strict=True))
    assert (row["thanks"], row["question_marks"], row["ends_with_question"], row["quotes"]) == (1, 1, 1, 1)


def test_the_likeliest_stance_is_named_with_its_probability():
    """Toward the post that is answered."""
    found = stances_of(THREAD, {"p2": shares(neither=0.7)})["p2"]
    assert (found.kind, found.toward) == (StanceKind.NEITHER, "p1")
    assert found.confidence == pytest.approx(0.7)


@pytest.mark.parametrize(("kind", "objects"), [("objects", True), ("supports", False)])
def test_a_link_leans_the_way_of_its_reply(kind, objects):
    """What is even by itself is decided by the whole reply; "mixed" alone decides nothing."""
    assert (joined(EVEN, shares(**{kind: 0.8})).objects > 0.5) is objects
    assert joined(EVEN, shares(mixed=0.97)).objects == pytest.approx(0.5)


def test_a_reply_that_does_neither_has_no_link_into_the_answered_post():
    """Its other links stay, and so do those of replies that nobody judged."""
    posts = [REPLY, OPENING, OWN]
    options = [EVEN, Option(0, 2, 0.3, 0.5), Option(2, 0, 0.3, 0.5)]
    silent = {"p2": shares(neither=SILENT + 0.05)}
    assert is_silent("p2", silent)
    assert with_stances(options, posts, silent) == options[1:]
    assert with_stances(options, posts, {}) == options
