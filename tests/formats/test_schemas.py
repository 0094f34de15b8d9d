"""JSON Canvas and Web Annotations: they fit schemas made from their specifications, and hold the whole map."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from argmap.datatypes import ArgumentMap, Kind
from argmap.formats import FORMATS
from argmap.formats.escape import printable

SCHEMAS = Path(__file__).parent / "schemas"


@pytest.fixture(params=["small_map", "nasty_map", "empty_map"])
def any_map(request: pytest.FixtureRequest) -> ArgumentMap:
    """Each of the maps made by hand."""
    found: ArgumentMap = request.getfixturevalue(request.param)
    return found


@pytest.mark.parametrize("name", ["canvas", "annotations"])
def test_fits_its_schema(name: str, any_map: ArgumentMap) -> None:
    """Every map's file has the fields that the specification asks for, and no others."""
    schema = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    faults = Draft202012Validator(schema).iter_errors(json.loads(FORMATS[name].write(any_map)))
    assert [fault.message for fault in faults] == []


def test_canvas_has_the_whole_map(any_map: ArgumentMap) -> None:
    """A card for each claim, none on another; an arrow for each link, its colour the link's kind."""
    canvas = json.loads(FORMATS["canvas"].write(any_map))
    assert [node["id"] for node in canvas["nodes"]] == [claim.id for claim in any_map.claims]
    assert [(edge["fromNode"], edge["toNode"], edge["label"]) for edge in canvas["edges"]] == [
        (link.source, link.target, link.kind.value) for link in any_map.links
    ]
    colours = {edge["label"]: edge["color"] for edge in canvas["edges"]}
    assert len(set(colours.values())) == len(colours) <= len(Kind)


def test_canvas_cards_stand_apart(small_map: ArgumentMap) -> None:
    """No card covers another."""
    cards = json.loads(FORMATS["canvas"].write(small_map))["nodes"]

    def covers(one: dict[str, Any], other: dict[str, Any]) -> bool:
        return abs(one["x"] - other["x"]) < one["width"] and abs(one["y"] - other["y"]) < max(
            one["height"], other["height"]
        )

    assert not [(a["id"], b["id"]) for a in cards for b in cards if a is not b and covers(a, b)]


def test_annotations_find_their_words(any_map: ArgumentMap) -> None:
    """Each mention is found again by its words and those around it, and says which claim it states."""
    found = json.loads(FORMATS["annotations"].write(any_map))
    items = found["first"]["items"]
    mentions = [(claim, span) for claim in any_map.claims for span in claim.mentions]
    assert found["total"] == len(items) == len(mentions)
    assert len({item["id"] for item in items}) == len(items)
    for item, (claim, span) in zip(items, mentions, strict=True):
        selector = item["target"]["selector"]
        around = selector["prefix"] + selector["exact"] + selector["suffix"]
        assert around in printable(any_map.thread.by_id[span.post].text)
        assert item["body"][0]["value"] == printable(claim.text)
