"""Two readers of one thread: agreement raises confidence, disagreement keeps both."""

import numpy as np
import pytest

from argmap.datatypes import Claim, Crux, Kind, Link, Post, Span, Thread, Unit
from argmap.mapping.claims.find import Found, find_claims
from argmap.mapping.second.joint import joint_cruxes, joint_links, joint_main, joint_scores, same_units
from argmap.settings import Settings
from argmap.stages import Opinion

UNITS = [Unit(Span("p1", 10 * n, 10 * n + 9), f"unit {n}") for n in range(4)]
FOUND = Found(tuple(Claim(f"c{n + 1}", u.text, (u.span,)) for n, u in enumerate(UNITS)), (0, 1, 2, 3), ())
FOR, AGAINST = Kind.SUPPORT, Kind.OBJECTION


def joint(parser, said, read=(0, 1, 2)):
    links = [Link(f"l{n}", *key, confidence) for n, (key, confidence) in enumerate(parser.items())]
    opinion = Opinion(read=frozenset(read), links=said)
    return {(li.source, li.target, li.kind): li.confidence for li in joint_links(links, FOUND, UNITS, opinion, 0.1)}


def test_agreement_raises_the_confidence():
    """A link that both see is surer than either says."""
    assert joint({("c2", "c1", FOR): 0.5}, {(1, 0, FOR): 0.6}) == {("c2", "c1", FOR): pytest.approx(0.8)}


def test_disagreement_shows_both():
    """Another target, or another kind, is another link; both stand, the parser's at half of its confidence."""
    assert joint({("c2", "c1", FOR): 0.6}, {(1, 0, AGAINST): 0.7, (1, 2, FOR): 0.5}) == {
        ("c2", "c1", AGAINST): 0.7,
        ("c2", "c1", FOR): 0.3,
        ("c2", "c3", FOR): 0.5,
    }


def test_a_doubtful_link_that_is_denied_goes():
    """What the parser itself hardly believes is not kept against the second reader."""
    assert joint({("c2", "c1", FOR): 0.15}, {}) == {}


def test_where_it_did_not_answer_nothing_changes():
    """A window without an answer leaves the parser's links as they are."""
    assert joint({("c4", "c1", FOR): 0.15}, {}) == {("c4", "c1", FOR): 0.15}


def test_links_are_numbered_in_the_order_of_their_sources():
    """Ids are given once, in order, and no link joins a claim with itself or with what is no claim."""
    opinion = Opinion(read=frozenset({2}), links={(2, 1, FOR): 0.9, (2, 0, AGAINST): 0.8, (2, 2, FOR): 0.7})
    links = joint_links([Link("l1", "c2", "c1", FOR, 0.4)], FOUND, UNITS, opinion, 0.1)
    assert [(link.id, link.source, link.target) for link in links] == [
        ("l1", "c2", "c1"),
        ("l2", "c3", "c1"),
        ("l3", "c3", "c2"),
    ]


def test_claims_of_either_reader_count():
    """A unit that both see is surer; one that only one sees keeps a chance; what a link ends in counts as seen."""
    opinion = Opinion(read=frozenset({0, 1, 2}), claims={0: 0.8, 1: 0.8}, links={(0, 3, FOR): 0.7})
    scores = joint_scores(np.array([0.8, 0.2, 0.8, 0.5, 0.3], dtype=np.float32), opinion)
    assert scores == pytest.approx([0.94, 0.5, 0.5, 0.7, 0.3], abs=0.01)


def test_cruxes_are_ranked_by_both():
    """A crux that both name comes first, then the second reader's, then the map's; what is no candidate is left out."""
    cruxes = [
        Crux(c, "c9", score, 0.1, 0.5, False, False, 0.6, 0.5) for c, score in (("c1", 0.5), ("c2", 0.4), ("c3", 0))
    ]
    ranked = joint_cruxes(cruxes, ["c7", "c2", "c3"], 3)
    assert [crux.claim for crux in ranked] == ["c2", "c3", "c1"]
    assert [crux.score for crux in ranked] == pytest.approx([0.88, 0.7, 0.5])


def test_main_claims_of_both_come_first():
    """Then those of the second reader, then those of the map."""
    assert joint_main(["c1", "c2", "c3"], ["c4", "c2"], 3) == ("c2", "c4", "c1")


@pytest.mark.parametrize(
    ("again", "claims"),
    [("One should not build upon the old bridge any more.", 1), ("We can build upon the old bridge.", 2)],
)
def test_what_the_second_reader_calls_the_same_is_one_claim(again, claims):
    """Words that no likeness sees as one are merged where it says so, and never across a negation."""
    texts = ["Nobody may put a house on that crossing.", again]
    posts = tuple(Post(f"p{n}", text) for n, text in enumerate(texts))
    units = [Unit(Span(post.id, 0, len(post.text)), post.text) for post in posts]
    same = same_units(Opinion(restatements=((1, 0),)), units)
    found = find_claims(units, np.ones(2, np.float32), np.eye(2, dtype=np.float32), Thread(posts), Settings(), same)
    assert len(found.claims) == claims
