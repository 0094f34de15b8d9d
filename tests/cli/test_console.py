"""What the terminal shows of cruxes, double cruxes and a reader's credences."""

from dataclasses import replace

import pytest

from argmap.cli.console import credences_page, cruxes_page
from argmap.datatypes import ArgumentMap, Kind, Run
from argmap.mapping.cruxes.credence import what_if
from argmap.mapping.cruxes.crux import find_cruxes
from argmap.mapping.cruxes.strength import final_strengths
from argmap.settings import Settings


@pytest.fixture
def argument_map(graphs):
    """Ann says c1 and c2 for it; Bo objects to both, with c3 and c4; an unknown author objects to c4 with c5."""
    claims = graphs.claims([0.5] * 5)
    links = (
        graphs.link(2, 1, Kind.SUPPORT),
        graphs.link(3, 1, Kind.OBJECTION, 0.5),
        graphs.link(4, 2, Kind.OBJECTION),
        graphs.link(5, 4, Kind.OBJECTION),
    )
    thread = graphs.thread(["Ann", "Ann", "Bo", "Bo", None])
    cruxes, own = find_cruxes(claims, links, thread, ["c1"], Settings())
    strengths = final_strengths(claims, links).values
    return ArgumentMap(thread, claims, links, strengths, ("c1",), cruxes, own, Run("0", "test"))


def test_a_double_crux_says_who_stands_where_on_both(argument_map):
    """The two sides of the main claim are named with their side on the crux."""
    page = cruxes_page(argument_map)
    assert "1. [c2] “Claim number 2.” (Ann)" in page
    assert "double crux: Ann: for [c1] and for this; Bo: against [c1] and against this" in page


def test_a_crux_says_the_way_to_what_turns_on_it(argument_map):
    """Every link of the way is told with its kind and where it leads."""
    cruxes = tuple(replace(crux, about="c1") for crux in argument_map.cruxes)
    page = cruxes_page(replace(argument_map, cruxes=cruxes))
    assert "it supports [c1] “Claim number 1.”" in page
    assert "it objects to [c2] “Claim number 2.”, which supports [c1] “Claim number 1.”" in page


def test_a_crux_without_a_way_is_still_told(argument_map):
    """A map from elsewhere can name cruxes and lack the links."""
    page = cruxes_page(replace(argument_map, links=()))
    assert "1. [c2]" in page
    assert "it supports" not in page


def test_credences_are_told_with_what_moves(argument_map):
    """What was set, each main claim before and after, and what else moves."""
    page = credences_page(argument_map, {"c3": 0.0})
    assert f"0.00 instead of {argument_map.strengths['c3']:.2f} for [c3] “Claim number 3.”" in page
    before, after = argument_map.strengths["c1"], what_if(argument_map, {"c3": 0.0})[0].after
    assert before < 0.5 < after
    assert f"  {before:.2f} -> {after:.2f}, to the other side of 0.50: [c1] “Claim number 1.”" in page
    assert "[c2]" in credences_page(argument_map, {"c4": 0.0}).partition("What else moves:")[2]
    assert "Nothing else moves." in page
