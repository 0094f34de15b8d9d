"""The eval gate: agreement with careful readers must not fall below the floors that were once reached.

`make floors` shows the floors beside today's figures and raises them; one is lowered only with a reason.
"""

import json
from pathlib import Path

import pytest

from argmap.errors import InputError
from argmap.quality.exam.gate import FLOORS, Group, beyond, groups, renewed

BOUNDS = {"data": "d", "floors": {"a": 0.5, "b": 0.7}, "ceilings": {"error": 0.1}}


def hold(name: str, data: Path | None) -> None:
    """The figures of a group are within their bounds, on the data that these were measured on."""
    bounds, group = json.loads(FLOORS.read_text("utf-8"))[name], groups(data)[name]
    assert group.digest == bounds["data"], f"the data have changed: measure again and pin {group.digest}"
    found = group.measure()
    assert beyond(bounds, found) == {}, f"beyond the bound (found, bound); all figures: {found}"


@pytest.mark.slow
def test_the_sample_threads_are_mapped_as_well_as_before():
    """Figures on the annotated threads that come with argmap."""
    hold("corpora", None)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["gold dev", "judgements"])
def test_what_nothing_was_trained_on_is_judged_as_well_as_before(shared, name):
    """Figures on development threads and corpora beside the repository."""
    hold(name, shared / "data")


def test_floors_are_only_raised():
    """A figure that beats its bound tightens it, one that is as good as before leaves it."""
    group = Group("d", dict)
    assert renewed(BOUNDS, group, {"a": 0.6, "b": 0.701, "error": 0.05}, "") == {
        "data": "d",
        "floors": {"a": 0.595, "b": 0.7},
        "ceilings": {"error": 0.055},
    }


def test_a_floor_is_lowered_only_with_a_reason():
    """Without one it is refused by name; with one the reason stands beside the floors."""
    found = {"a": 0.4, "b": 0.8, "error": 0.05}
    with pytest.raises(InputError, match=r"a 0\.400, bound 0\.5"):
        renewed(BOUNDS, Group("d", dict), found, "")
    with pytest.raises(InputError, match="data have changed"):
        renewed(BOUNDS, Group("other", dict), {"a": 0.6, "b": 0.8, "error": 0.05}, "")
    lowered = renewed(BOUNDS, Group("d", dict), found, "fewer, surer links")
    assert lowered["why"] == "fewer, surer links"
    assert lowered["floors"]["a"] == 0.395
