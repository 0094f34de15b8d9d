"""What a thread is divided over: which claims are drawn first, and how they hang together."""

from dataclasses import replace

import pytest

from argmap.datatypes import ArgumentMap, Crux, Kind, Link
from argmap.screen import Ask, Filters, answer, filter_map, view_payload
from argmap.screen.dispute import find_tops, find_ways
from argmap.screen.folding import DIVIDED, fold_dispute


def crux(claim: str, about: str) -> Crux:
    """A crux with figures that nobody looks at."""
    return Crux(claim, about, 0.5, 0.1, 1.0, fell=0.4, held=0.6, flips=False, double=False, for_=(), against=())


@pytest.fixture
def divided(debate: ArgumentMap) -> ArgumentMap:
    """The debate with c3 as its crux, a surer link of c3 to a new claim d0, and d1 to d200 hanging below c2."""
    source = debate.claims[1]
    more = [replace(source, id=f"d{n}") for n in range(201)]
    links = [Link(f"k{n}", f"d{n}", "c2", Kind.SUPPORT, 0.5) for n in range(1, 201)]
    links.append(Link("surer", "c3", "d0", Kind.SUPPORT, 0.95))
    strengths = {claim.id: 0.5 for claim in (*debate.claims, *more)}
    whole = replace(debate, claims=(*debate.claims, *more), links=(*debate.links, *links), strengths=strengths)
    return replace(whole, cruxes=(crux("c3", "c1"),))


def drawn(argument_map: ArgumentMap, folded: tuple[str, ...] | None = None) -> list[str]:
    """The ids that are drawn."""
    fold = fold_dispute(filter_map(argument_map, Filters()), folded)
    assert fold is not None
    return [claim.id for claim in fold.view.claims]


def test_the_crux_its_way_up_and_its_objections_are_drawn(divided: ArgumentMap) -> None:
    """Of 208 claims those stay that show the crux: what turns on it, who objects to it, its surest support."""
    assert drawn(divided) == ["c1", "c3", "c5", "c6"]


def test_a_crux_hangs_below_what_turns_on_it(divided: ArgumentMap) -> None:
    """The way up is drawn as a branch, also where another link of the crux is surer."""
    view = filter_map(divided, Filters())
    assert find_ways(view)[0] == "l1"
    edges = {edge["id"]: edge for edge in view_payload(view)["edges"]}
    assert edges["l1"]["tree"]
    assert not edges["surer"]["tree"]


def test_main_claims_stand_in_the_order_of_their_cruxes(debate: ArgumentMap) -> None:
    """What the first crux is about comes first; a main claim that is a crux of another hangs below that."""
    assert find_tops(replace(debate, main=("c2", "c1"), cruxes=(crux("c3", "c1"),))) == ("c1", "c2")
    assert find_tops(replace(debate, main=("c3", "c1"), cruxes=(crux("c3", "c1"),))) == ("c1",)


def test_what_is_left_out_unfolds_level_by_level(divided: ArgumentMap) -> None:
    """A handle says how many claims wait below; unfolding brings the next level, with handles of its own."""
    view = filter_map(divided, Filters())
    fold = fold_dispute(view)
    assert fold is not None
    assert fold.folded == ("c1", "c2")
    assert fold.below["c1"] == 202
    assert fold.below["c3"] == 0
    opened = drawn(divided, ("c2",))
    assert opened == ["c1", "c2", "c3", "c5", "c6"]
    assert len(drawn(divided, ())) == 206  # d0, which nothing joins to the crux by a branch, stays out


def test_a_large_map_opens_at_what_divides_it(divided: ArgumentMap, debate: ArgumentMap) -> None:
    """More than DIVIDED claims open as the dispute, fewer as the whole; either can be asked for."""
    assert len(divided.claims) > DIVIDED
    assert answer(divided, Ask(), None).around["drawn"] == "dispute"
    assert answer(divided, Ask(show="map"), None).around["drawn"] == "map"
    assert answer(divided, Ask(by="author"), None).around["drawn"] == "map"
    assert answer(divided, Ask(filters=Filters(roles=("main", "crux"))), None).around["drawn"] == "map"
    small = replace(debate, cruxes=(crux("c3", "c1"),))
    assert answer(small, Ask(), None).around["drawn"] == "map"
    assert answer(small, Ask(show="dispute"), None).around["drawn"] == "dispute"
    assert answer(debate, Ask(show="dispute"), None).around["drawn"] == "map"


def test_what_is_selected_is_drawn(divided: ArgumentMap) -> None:
    """A claim that the dispute leaves out turns to the map, which stays and is in the address; others do not."""
    found = answer(divided, Ask(claim="d7"), None)
    assert found.around["drawn"] == "map"
    assert found.around["ask"] == {"show": ["map"], "claim": ["d7"]}
    assert "d7" in {claim.id for claim in found.fold.view.claims}
    assert answer(divided, Ask(claim="c5"), None).around["drawn"] == "dispute"


def test_folding_the_dispute_says_nothing_of_the_map(divided: ArgumentMap) -> None:
    """What is folded in one picture does not count in the other."""
    assert answer(divided, Ask(show="map"), ["c1"], of="dispute").fold.folded != ("c1",)
    assert answer(divided, Ask(show="map"), ["c1"], of="map").fold.folded == ("c1",)


def test_the_dispute_stays_while_filters_come_and_go(divided: ArgumentMap) -> None:
    """What was drawn does not change with the number of claims that a filter leaves; without any it is decided anew."""
    few, many = Filters(roles=("main", "crux")), Filters(contested=False, unlinked=True)
    assert answer(divided, Ask(filters=few), None, of="dispute").around["drawn"] == "dispute"
    assert answer(divided, Ask(filters=many), None, of="map").around["drawn"] == "map"
    assert answer(divided, Ask(), None, of="map").around["drawn"] == "dispute"


def test_the_filter_counts_as_many_cruxes_as_the_list_has(divided: ArgumentMap) -> None:
    """A main claim that is a crux of another is both."""
    first = divided.main[0]
    both = replace(divided, cruxes=(*divided.cruxes, replace(divided.cruxes[0], claim=first, about="c3")))
    choices = answer(both, Ask(filters=Filters(unlinked=True)), None).around["controls"]["choices"]
    counts = {value: count for value, _, count in choices["roles"]}
    assert counts["crux"] == len(both.cruxes)
    assert counts["main"] == len(both.main)
