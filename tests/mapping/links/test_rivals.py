"""Evidence beside its rivals: quotes, posts, and the other candidates of a source."""

import numpy as np
import pytest

from argmap.backends.lexical import LexicalEncoder
from argmap.datatypes import Claim, Post, Quote, Span, Thread
from argmap.mapping.links.evidence import EVIDENCE, evidence
from argmap.mapping.scene import Scene

OPENING = "Trams are quiet. Buses smell of diesel fumes."
ANSWER = "> Buses smell of diesel fumes.\nThe new buses do not. Trams are dear as well."


def claim(number: int, post: Post, words: str) -> Claim:
    start = post.text.index(words)
    return Claim(f"c{number}", words, (Span(post.id, start, start + len(words)),))


@pytest.fixture(scope="module")
def scene() -> Scene:
    """Two claims of an opening, and two of an answer that quotes the second."""
    posts = (Post("p1", OPENING), Post("p2", ANSWER, reply_to="p1", quotes=(Quote(0, 31, "p1"),)))
    claims = (
        claim(1, posts[0], "Trams are quiet."),
        claim(2, posts[0], "Buses smell of diesel fumes."),
        claim(3, posts[1], "The new buses do not."),
        claim(4, posts[1], "Trams are dear as well."),
    )
    return Scene(claims, Thread(posts), LexicalEncoder().encode([c.text for c in claims]))


def column(scene: Scene, name: str, pairs: list[tuple[int, int]]) -> list[float]:
    return evidence(scene, pairs)[:, EVIDENCE.index(name)].tolist()


def test_the_quoted_claim_stands_out(scene):
    """Only the claim whose words the last quote repeats lies in it; the quote before the source is counted."""
    pairs = [(2, 0), (2, 1), (3, 1)]
    assert column(scene, "in_last_quote", pairs) == [0.0, 1.0, 1.0]
    assert column(scene, "since_quote", pairs) == [0.0, 0.0, 1.0]
    assert column(scene, "post_quoted", pairs) == [1.0, 1.0, 1.0]


def test_a_candidate_is_measured_by_the_best_of_its_source(scene):
    """The best candidate of each source stands at 0, the others below it."""
    below = column(scene, "telling_below_best", [(2, 0), (2, 1), (3, 0), (3, 1)])
    assert max(below[:2]) == max(below[2:]) == 0
    assert min(below) < 0


def test_words_that_few_claims_share_tell_most(scene):
    """A claim shares nothing telling with one of other words, and all of its own with itself."""
    assert column(scene, "telling_of_target", [(3, 1)]) == [0.0]
    assert column(scene, "telling_of_target", [(3, 0)])[0] > 0


def test_the_answered_post_is_known(scene):
    """Its claims are marked, those of the source's own post are not; gaps are counted within a post only."""
    pairs = [(2, 1), (3, 2)]
    assert column(scene, "answered_post", pairs) == [1.0, 0.0]
    assert column(scene, "target_post_replies", pairs) == [1.0, 0.0]
    assert np.allclose(column(scene, "gap", pairs), [0, 0.01])
