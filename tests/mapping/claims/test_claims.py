"""Claims: what is kept, what is merged, and the base score."""

import numpy as np
import pytest

from argmap.datatypes import Post, Span, Thread, Unit
from argmap.mapping.claims.find import BLOCK, find_claims, reason_to_drop, restatements, with_karma
from argmap.mapping.cues import firmness
from argmap.settings import Settings


def found(*texts, vectors=None, scores=None):
    posts = tuple(Post(f"p{i}", text) for i, text in enumerate(texts))
    units = [Unit(Span(post.id, 0, len(post.text)), post.text) for post in posts]
    vectors = np.eye(len(texts), dtype=np.float32) if vectors is None else np.array(vectors, dtype=np.float32)
    scores = np.ones(len(texts), dtype=np.float32) if scores is None else np.array(scores, dtype=np.float32)
    return find_claims(units, scores, vectors, Thread(posts), Settings())


def test_ids_are_given_in_reading_order():
    """The first claim read is c1."""
    claims = found("Debate scales well enough.", "Debate does not scale at all.").claims
    assert [claim.id for claim in claims] == ["c1", "c2"]


def test_a_restatement_becomes_a_mention():
    """Two alike texts are one claim with two mentions, and the first gives the text."""
    result = found(
        "Debate will never scale to hard tasks.", "Debate will never scale to the hard tasks.", vectors=[[1, 0], [1, 0]]
    )
    assert len(result.claims) == 1
    assert [mention.post for mention in result.claims[0].mentions] == ["p0", "p1"]
    assert result.units == (0,)


def test_nothing_is_merged_across_a_negation():
    """Alike words that deny one another stay two claims."""
    result = found(
        "Debate will scale to the hard tasks.", "Debate will not scale to the hard tasks.", vectors=[[1, 0], [1, 0]]
    )
    assert len(result.claims) == 2


def test_units_below_the_floor_are_counted_with_a_reason():
    """What is left out is said, with why."""
    result = found("Thanks for this post!", "Have you read it?", "It holds for every case we know.", scores=[0, 0, 1])
    assert {row.what for row in result.dropped} == {"courtesy", "question"}
    assert [claim.text for claim in result.claims] == ["It holds for every case we know."]


def test_a_short_clause_about_a_named_subject_needs_less_of_a_score():
    """ "Cars kill people." is a claim where a clause of the same score that is not plain is none."""
    posts = (Post("p0", "Cars kill people."), Post("p1", "There it goes."))
    units = [Unit(Span(post.id, 0, len(post.text)), post.text, plain=post.id == "p0") for post in posts]
    scores = np.array([0.3, 0.3], dtype=np.float32)
    kept = find_claims(units, scores, np.eye(2, dtype=np.float32), Thread(posts), Settings()).claims
    assert [claim.text for claim in kept] == ["Cars kill people."]


@pytest.mark.parametrize(
    ("weaker", "firmer"),
    [
        ("It might be true in practice.", "It is true in practice."),
        ("If it rains, the match is off.", "The match is off."),
        ("Some people say it is a scam.", "It is a scam."),
    ],
)
def test_hedged_conditional_and_reported_claims_start_lower(weaker, firmer):
    """The base score follows how firmly a claim is asserted."""
    assert firmness(weaker) < firmness(firmer)


def test_karma_moves_the_base_score_only_a_little():
    """A post's points move its claims up or down by less than the setting allows, and never out of (0, 1)."""
    assert 0.6 < with_karma(0.6, 100, 0.05) < 0.65
    assert 0.55 < with_karma(0.6, -100, 0.05) < 0.6
    assert with_karma(0.6, 0, 0.05) == 0.6


def test_every_dropped_unit_has_a_reason():
    """There is a reason for any text."""
    assert reason_to_drop("Agreed.")[0] == "courtesy"
    assert reason_to_drop("a list of things that were written down")[0] == "aside"


def test_the_clearest_mention_gives_the_text():
    """Of two mentions the one that stands by itself is shown, and mentions[0] is its place."""
    result = found(
        "But maybe debate will never scale to hard tasks",
        "Cats purr in the sunshine all day.",
        "Debate will never scale to hard tasks.",
        vectors=[[1, 0], [0, 1], [1, 0]],
    )
    assert [claim.text for claim in result.claims][1] == "Debate will never scale to hard tasks."
    assert [mention.post for mention in result.claims[1].mentions] == ["p2", "p0"]
    assert result.units == (1, 2)


def test_restatements_are_found_across_blocks():
    """A unit finds the one that it restates however far above it stands, and the group keeps reading order."""
    rng = np.random.default_rng(0)
    vectors = rng.standard_normal((2 * BLOCK + 50, 64)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors[[BLOCK + 3, 2 * BLOCK + 40]] = vectors[2]
    texts = [f"The winter of year {n // 7} was cold and long here." for n in range(len(vectors))]
    texts[BLOCK + 3] = texts[2 * BLOCK + 40] = texts[2]
    posts = tuple(Post(f"p{n}", text, author="ann") for n, text in enumerate(texts))
    units = [Unit(Span(post.id, 0, len(post.text)), post.text) for post in posts]
    groups = restatements(units, vectors, Thread(posts), 0.9)
    assert [group for group in groups if len(group) > 1] == [[2, BLOCK + 3, 2 * BLOCK + 40]]
    assert sorted(i for group in groups for i in group) == list(range(len(units)))
