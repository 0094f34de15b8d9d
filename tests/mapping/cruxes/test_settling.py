"""What would settle a disagreement, and who objects in which words."""

import pytest

from argmap.cli.console import cruxes_page
from argmap.datatypes import ArgumentMap, Kind, Run
from argmap.mapping.cruxes.crux import find_cruxes
from argmap.mapping.cruxes.settling import settled_by, surest_objection
from argmap.mapping.cruxes.strength import final_strengths
from argmap.screen.rows import crux_rows
from argmap.settings import Settings


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("A strike does not count as violence.", "a common meaning"),
        ("Rents will fall within five years.", "a prediction"),
        ("The council should close the lane.", "which values"),
        ("The survey had 412 answers.", "a fact"),
        ("Nobody knows.", ""),
    ],
)
def test_cues_tell_the_kind(text, start):
    """Words of meaning, of the future, of value and of fact tell what would settle it; without any, nothing does."""
    found = settled_by(text)
    assert found.startswith(start)
    assert bool(found) == bool(start)


def test_the_surest_objection_of_another_is_told(graphs):
    """Of the objections of others the one with the surest link stands on the card, with who says it."""
    claims = graphs.claims([0.6] * 5)
    links = (
        graphs.link(2, 1, Kind.SUPPORT, 0.5),
        graphs.link(3, 2, Kind.OBJECTION, 0.3),
        graphs.link(4, 2, Kind.OBJECTION, 0.6),
        graphs.link(5, 2, Kind.OBJECTION, 0.9),
    )
    thread = graphs.thread(["ann", "ann", "bo", "cy", "ann"])
    cruxes, own = find_cruxes(claims, links, thread, ["c1"], Settings())
    strengths = final_strengths(claims, links).values
    argument_map = ArgumentMap(thread, claims, links, strengths, ("c1",), cruxes, own, Run("0", "test"))
    crux = next(crux for crux in cruxes if crux.claim == "c2")
    assert surest_objection(crux, argument_map) == "c4"
    assert crux_rows(argument_map)[argument_map.cruxes.index(crux)].objection == "cy: “Claim number 4.”"
    assert "objected: cy: “Claim number 4.”" in cruxes_page(argument_map)
