"""What the screen is told for what a reader asks: counts, folding, groups."""

import json
from dataclasses import replace

import pytest

from argmap.datatypes import ArgumentMap, Kind, Topic
from argmap.screen import Ask, Filters, answer, ask_from, filter_map, view_payload
from argmap.screen.clusters import GROUPINGS, find_clusters
from argmap.screen.folding import OVERVIEW, WHOLE, fold_view

ALL = [f"c{n}" for n in range(1, 7)]


def drawn(argument_map: ArgumentMap, folded: tuple[str, ...], reveal: tuple[str, ...] = ()) -> list[str]:
    """The ids that are drawn of the whole map."""
    fold = fold_view(filter_map(argument_map, Filters()), folded, reveal)
    return [claim.id for claim in fold.view.claims]


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        (Filters(authors=("Ada",)), ["c1", "c2", "c4"]),
        (Filters(authors=("unknown (p6)", "Cy")), ["c5", "c6"]),
        (Filters(posts=("p2", "p3")), ["c2", "c3"]),
        (Filters(roles=("main",)), ["c1"]),
        (Filters(contested=True), ["c1", "c3"]),
        (Filters(contested=True, min_confidence=0.45), ["c3"]),
        (Filters(contested=True, kinds=(Kind.SUPPORT,)), []),
        (Filters(authors=("Ada",), directions=("evals",)), ["c2", "c4"]),
    ],
)
def test_filters_by_author_post_role_and_contest(debate: ArgumentMap, filters: Filters, left: list[str]) -> None:
    """A claim needs one of the wanted values of every filter; contested is what a shown link objects to."""
    assert [claim.id for claim in filter_map(debate, filters).claims] == left


@pytest.mark.parametrize("filters", [Filters(), Filters(authors=("Ada",)), Filters(contested=True, words="e")])
def test_a_chip_leaves_as_many_claims_as_it_says(debate: ArgumentMap, filters: Filters) -> None:
    """Choosing one value of a filter shows just the number of claims that stands on its chip."""
    controls = answer(debate, Ask(filters), None).around["controls"]
    for name, choices in controls["choices"].items():
        for value, _, count in choices:
            assert len(filter_map(debate, replace(filters, **{name: (value,)})).claims) == count
    assert len(filter_map(debate, replace(filters, contested=True)).claims) == controls["contested"]


def test_a_map_is_answered_in_json(debate: ArgumentMap) -> None:
    """The answer names what was asked, what passes, what is folded, and passes over claims that are not there."""
    ask = ask_from({"claim": ["c99"], "focus": ["c4"], "q": ["judges"]})
    found = answer(debate, ask, None)
    around = json.loads(json.dumps(found.around))
    assert around["ask"] == {"q": ["judges"], "focus": ["c4"]}
    assert around["shown"] == ["c2", "c3"]
    assert around["controls"]["summary"] == "2 of 7 claims shown"
    assert ["oversight", "Oversight", 1] in around["controls"]["choices"]["directions"]
    assert found.near is None


def test_folding_hides_what_hangs_below_and_says_how_much(debate: ArgumentMap) -> None:
    """A folded claim stays, what is below it goes, at any depth; the count of a claim is the same folded or not."""
    assert drawn(debate, ()) == ALL
    assert drawn(debate, ("c3",)) == ["c1", "c2", "c3", "c4"]
    assert drawn(debate, ("c1", "c3")) == ["c1"]
    fold = fold_view(filter_map(debate, Filters()), ("c3", "c5", "c99"))
    assert fold.folded == ("c3",)
    assert fold.below == {"c1": 5, "c2": 1, "c3": 2, "c4": 0, "c5": 0, "c6": 0}


def test_a_claim_that_is_wanted_is_drawn_whatever_is_folded(debate: ArgumentMap) -> None:
    """What hides a selected claim is opened, and nothing else."""
    assert drawn(debate, ("c1", "c2", "c3"), ("c5",)) == ["c1", "c2", "c3", "c5", "c6"]


def test_a_large_map_opens_at_its_upper_levels(debate: ArgumentMap) -> None:
    """Up to WHOLE claims a map opens whole; above it as many whole levels as OVERVIEW holds."""
    view = filter_map(debate, Filters())
    assert fold_view(view).folded == ()
    source, link = debate.claims[1], debate.links[0]
    many = [replace(source, id=f"d{n}") for n in range(WHOLE)]
    chain = [replace(link, id=f"k{n}", source=f"d{n}", target=f"d{n - 1}" if n else "c1") for n in range(WHOLE)]
    large = replace(debate, claims=(*debate.claims, *many), links=(*debate.links, *chain))
    fold = fold_view(filter_map(large, Filters()))
    assert 0 < len(fold.view.claims) <= OVERVIEW
    assert fold.folded


@pytest.mark.parametrize("by", GROUPINGS)
def test_groups_stand_apart_and_hold_their_claims(debate: ArgumentMap, by: str) -> None:
    """Every box lies in one frame, frames do not touch, and every link has a line."""
    view = filter_map(debate, Filters(unlinked=True))
    payload = view_payload(view, by)
    frames = payload["frames"]
    assert sum(frame["count"] for frame in frames) == len(payload["nodes"]) == 7
    assert {edge["id"] for edge in payload["edges"]} == {link.id for link in debate.links}
    for node in payload["nodes"]:
        assert sum(inside(node, frame) for frame in frames) == 1
    for number, one in enumerate(frames):
        assert not any(overlap(one, other) for other in frames[:number])


def test_groups_are_named_as_readers_know_them(debate: ArgumentMap) -> None:
    """Directions by name, posts with their author, and a place for claims without a direction."""
    view = filter_map(replace(debate, topics=(Topic("oversight", "Watching"),)), Filters())
    sizes = {claim.id: (10.0, 10.0) for claim in view.claims}
    assert [f.name for f in find_clusters(view, sizes, "direction").frames] == [
        "Watching",
        "No direction",
        "Evals",
    ]
    assert [f.name for f in find_clusters(view, sizes, "post").frames][-2:] == ["p5 · Cy", "unknown (p6)"]
    assert find_clusters(view, sizes, "").frames == ()


def inside(node: dict[str, float], frame: dict[str, float]) -> bool:
    """Whether a box lies in a frame."""
    left, top = node["x"] - node["width"] / 2 - frame["x"], node["y"] - node["height"] / 2 - frame["y"]
    right, low = left + node["width"], top + node["height"]
    return left >= 0 and top >= 0 and right <= frame["width"] and low <= frame["height"]


def overlap(one: dict[str, float], other: dict[str, float]) -> bool:
    """Whether two frames share a point."""
    return all(
        one[at] < other[at] + other[size] and other[at] < one[at] + one[size]
        for at, size in (("x", "width"), ("y", "height"))
    )
