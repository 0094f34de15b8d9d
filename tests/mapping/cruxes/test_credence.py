"""What would change a reader's mind: credences in claims, and what follows."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.datatypes import ArgumentMap, Kind, Run
from argmap.errors import InputError
from argmap.mapping.cruxes.credence import what_if
from argmap.mapping.cruxes.crux import find_cruxes
from argmap.mapping.cruxes.main import find_main
from argmap.mapping.cruxes.strength import final_strengths
from argmap.settings import Settings

SUPPORT, OBJECTION = Kind.SUPPORT, Kind.OBJECTION


@pytest.fixture(scope="module")
def make(graphs):
    """A map of so many claims with links (source, target, kind), by claim number, each claim said by one speaker."""

    def made(count, *links, confidence=1.0, authors=None):
        claims = graphs.claims([0.5] * count)
        joined = tuple(graphs.link(source, target, kind, confidence) for source, target, kind in links)
        thread = graphs.thread(authors or [f"a{n}" for n in range(1, count + 1)])
        main = find_main(claims, joined, thread, Settings())
        cruxes, own = find_cruxes(claims, joined, thread, main, Settings())
        strengths = final_strengths(claims, joined).values
        return ArgumentMap(thread, claims, joined, strengths, main, cruxes, own, Run("0", "test"))

    return made


def pushed(base, balance):
    """The strength of a claim whose supports, less its objections, add up to the balance."""
    odds = base / (1 - base) * 4**balance
    return odds / (1 + odds)


def after(shifts):
    """The strengths with the reader's credences, by claim."""
    return {shift.claim: shift.after for shift in shifts}


def test_what_a_claim_supports_follows_the_credence_in_it(make):
    """By hand: the base score .5 and a supporter of credence v give odds of 4 ** v."""
    argument_map = make(2, (2, 1, SUPPORT))
    assert after(what_if(argument_map, {"c2": 0.2}))["c1"] == pytest.approx(pushed(0.5, 0.2))
    assert after(what_if(argument_map, {"c2": 1.0}))["c1"] == pytest.approx(4 / 5)


def test_what_it_objects_to_moves_the_other_way(make):
    """By hand: an objection that falls leaves a supporter of .5 alone; of two the stronger one decides."""
    argument_map = make(3, (2, 1, OBJECTION), (3, 1, SUPPORT))
    (shift,) = what_if(argument_map, {"c2": 0.0})
    assert (shift.claim, shift.before) == ("c1", pytest.approx(0.5))
    assert shift.after == pytest.approx(2 / 3)
    assert what_if(argument_map, {"c2": 0.9, "c3": 0.5})[0].after == pytest.approx(pushed(0.5, -0.4))


def test_whatever_speaks_for_a_claim_that_is_set_counts_no_more(make):
    """A reader's credence takes the place of the claim's strength: its own reasons no longer reach through it."""
    argument_map = make(3, (3, 2, SUPPORT), (2, 1, SUPPORT))
    assert after(what_if(argument_map, {"c2": 0.5, "c3": 0.0})) == after(what_if(argument_map, {"c2": 0.5, "c3": 1.0}))


def test_held_and_fell_of_every_crux_are_the_credences_one_and_nought(make):
    """The engine and the cruxes tell the same of the same map."""
    argument_map = make(5, (2, 1, SUPPORT), (3, 2, OBJECTION), (4, 2, SUPPORT), (5, 4, OBJECTION), confidence=0.7)
    assert argument_map.cruxes
    for crux in argument_map.cruxes:
        for value, told in ((1.0, crux.held), (0.0, crux.fell)):
            assert after(what_if(argument_map, {crux.claim: value}))[crux.about] == pytest.approx(told)


@given(st.integers(1, 8), st.data())
def test_the_credence_that_the_thread_gives_moves_nothing(make, count, data):
    """Whoever agrees with the thread on any claims learns nothing new, cycles or not."""
    ends = st.tuples(st.integers(1, count), st.integers(1, count), st.sampled_from(Kind)).filter(lambda e: e[0] != e[1])
    links = data.draw(st.lists(ends, unique=True, max_size=12)) if count > 1 else []
    argument_map = make(count, *links, confidence=0.6)
    chosen = data.draw(st.sets(st.sampled_from(sorted(argument_map.strengths))))
    shifts = what_if(argument_map, {claim: argument_map.strengths[claim] for claim in chosen})
    assert not [shift for shift in shifts if shift.claim not in chosen and shift.moves]


def test_main_claims_come_first_then_the_largest_moves(make):
    """A main claim is told even where it stays; what moves not enough to be seen is left out elsewhere."""
    argument_map = make(5, (2, 1, SUPPORT), (3, 2, SUPPORT), (4, 3, OBJECTION))
    argument_map = replace(argument_map, main=("c5", "c1"))
    assert [shift.claim for shift in what_if(argument_map, {"c4": 1.0})] == ["c5", "c1", "c3", "c2"]


def test_a_cycle_is_weighed_around_what_is_set(make):
    """On a cycle the set claim keeps its credence and the rest follows: c1 has .8 for it, c2 c1 against it."""
    argument_map = make(3, (1, 2, OBJECTION), (2, 3, SUPPORT), (3, 1, SUPPORT))
    found = {**argument_map.strengths, **after(what_if(replace(argument_map, main=("c1", "c2")), {"c3": 0.8}))}
    assert found["c1"] == pytest.approx(pushed(0.5, 0.8))
    assert found["c2"] == pytest.approx(pushed(0.5, -found["c1"]))


@pytest.mark.parametrize("credences", [{"c9": 0.5}, {"c1": 1.2}, {"c1": -0.1}, {"c1": float("nan")}])
def test_a_bad_credence_is_one_clear_line(make, credences):
    """An unknown claim or a value outside [0, 1] is named."""
    with pytest.raises(InputError, match=r"c9|c1") as error:
        what_if(make(1), credences)
    assert "\n" not in str(error.value)
