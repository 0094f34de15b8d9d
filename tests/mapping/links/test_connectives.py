"""Connectives: which links the words between two claims give away, which way they run, and how sure they are."""

import re

import numpy as np
import pytest

from argmap.datatypes import Claim, Post, Span, Thread
from argmap.mapping.links.connectives import joined_pairs, opening, with_connectives
from argmap.mapping.scene import Scene


def scene_of(text: str) -> Scene:
    """A post whose claims are what stands between bars."""
    plain = text.replace("|", "")
    starts = [match.start() - n for n, match in enumerate(re.finditer(r"\|", text))]
    spans = [Span("p1", start, end) for start, end in zip(starts[::2], starts[1::2], strict=True)]
    claims = tuple(Claim(f"c{n}", plain[s.start : s.end], (s,)) for n, s in enumerate(spans, start=1))
    return Scene(claims, Thread((Post("p1", plain),)), np.eye(len(claims), dtype=np.float32))


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("|The plan fails|, |because nobody pays for it|.", (1, 0)),
        ("|Trams are cheap.| |For example, line 4 costs little.|", (1, 0)),
        ("|Nobody pays for it.| |Therefore the plan fails.|", (0, 1)),
        ("|Nobody pays for it|, and so |the plan fails|.", (0, 1)),
        ("|We should wait.| |After all, nothing is lost by it.|", (1, 0)),
    ],
)
def test_a_connective_joins_the_claim_that_it_opens_to_the_one_before(text, pair):
    """The reason is the source, whichever of the two stands first."""
    assert list(joined_pairs(scene_of(text))) == [pair]


@pytest.mark.parametrize(
    "text",
    [
        "|The plan fails|, |because of the rain it stops|.",
        "|Trams are cheap.|\n\n|For example, line 4 costs little.|",
        "|Trams are cheap.| Buses run in many other towns as well. |Therefore the plan fails.|",
        "|The plan fails.| |Nobody pays for it.|",
        "|It is late.| |So far nobody came.|",
    ],
)
def test_nothing_is_joined_across_a_paragraph_or_by_words_that_only_look_like_connectives(text):
    """Two claims without a connective between them, or with something else said there, are left to the models."""
    assert joined_pairs(scene_of(text)) == {}


def test_fillers_before_a_connective_change_nothing():
    """ "And just because" is "because"."""
    assert opening("; just because it rains") is opening("because it rains") is not None


def test_the_probability_rises_to_the_connectives_and_the_rivals_make_room():
    """Those of one source still sum to at most one; a link that is surer already stays as it is."""
    pairs = [(0, 1), (0, 2), (1, 2)]
    given = np.array([0.2, 0.4, 0.9], dtype=np.float32)
    found = with_connectives(pairs, given, {(0, 1): 0.6, (1, 2): 0.5})
    assert found.tolist() == pytest.approx([0.6, 0.2, 0.9])
