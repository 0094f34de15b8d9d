"""What speaks for a unit being a claim: its row tells of its place and of its likeness to the other units."""

import numpy as np
import pytest

from argmap.backends.judge import joined
from argmap.datatypes import Post, Quote, Span, Thread, Unit
from argmap.mapping.claims import assertions
from argmap.mapping.claims.assertions import ASSERTIONS, NOBODY, assertion_rows

FIRST = "Rent is too high.\nBuild more homes!"
SECOND = "Rent is too high. I doubt that building helps."
THREAD = Thread(
    (
        Post("a", FIRST, author="ann"),
        Post("b", SECOND, author="bob", reply_to="a", quotes=(Quote(0, 17, "a"),)),
        Post("c", "It did in Vienna", author="bob", reply_to="b"),
    )
)
UNITS = (
    Unit(Span("a", 0, 17), FIRST[:17]),
    Unit(Span("a", 18, 35), FIRST[18:]),
    Unit(Span("b", 18, 46), SECOND[18:]),
    Unit(Span("c", 0, 16), "It did in Vienna"),
)
VECTORS = np.array([[1, 0], [0, 1], [0.6, 0.8], [0.8, 0.6]], dtype=np.float32)


def column(name: str) -> list[float]:
    rows = assertion_rows(THREAD, UNITS, VECTORS)
    assert rows.shape == (len(UNITS), len(ASSERTIONS))
    return [round(float(value), 3) for value in rows[:, ASSERTIONS.index(name)]]


def test_a_row_tells_where_the_unit_stands():
    """Place from both ends, lines, quotes before it, and whom the post answers."""
    assert column("place") == [0, 1, 0, 0]
    assert column("place_from_end") == [1, 0, 0, 0]
    assert column("line_before") == [0, 1, 0, 0]
    assert column("quote_before") == [0, 0, 1, 0]
    assert column("post_number") == [0, 0, 1, 2]
    assert column("answers_itself") == [0, 0, 0, 1]


def test_a_row_tells_what_the_unit_is_like():
    """Likeness to neighbours, the opening post and the answered one; nobody there is less than the least likeness."""
    assert column("like_previous") == [NOBODY, 0, NOBODY, NOBODY]
    assert column("most_like_answered") == [NOBODY, NOBODY, 0.8, 0.96]
    assert column("like_opening") == [NOBODY, NOBODY, 0.99, 0.99]
    assert column("most_like_elsewhere") == [0.8, 0.8, 0.96, 0.96]
    assert column("most_like_later") == [0.8, 0.8, 0.96, NOBODY]


@pytest.mark.parametrize("units", [0, 1])
def test_few_units_are_no_trouble(units):
    """A thread without units, and one with a single one."""
    rows = assertion_rows(THREAD, UNITS[:units], VECTORS[:units])
    assert rows.shape == (units, len(ASSERTIONS))
    assert np.isfinite(rows).all()


def test_units_are_compared_within_reach_only(monkeypatch):
    """In a long thread a unit is compared with those near it; within reach, blocks change nothing."""
    whole = assertion_rows(THREAD, UNITS, VECTORS)
    monkeypatch.setattr(assertions, "BLOCK", 1)
    assert (assertion_rows(THREAD, UNITS, VECTORS) == whole).all()
    monkeypatch.setattr(assertions, "REACH", 1)
    assert column("most_like_elsewhere") == [NOBODY, 0.8, 0.96, 0.96]


def test_the_judge_joins_trees_and_words():
    """More by either is more, and certainty of one is heard by the other."""
    place, words = np.array([0, 1, 0, -20], np.float32), np.array([0.5, 0.5, 0.9, 1.0], np.float32)
    scores = joined(place, words)
    assert scores[0] == 0.5
    assert min(scores[1], scores[2]) > 0.5 > scores[3]
