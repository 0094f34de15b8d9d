"""The numbers behind a crux's score."""

import json
from math import prod
from pathlib import Path

import pytest

import argmap
from argmap.readers.native import from_native
from argmap.screen.why import explain_scores


def test_the_parts_of_a_score_multiply_to_it(demo: Path) -> None:
    """Whatever a crux is ranked by, what the screen tells of it gives that number."""
    argument_map = argmap.analyze(from_native(json.loads(demo.read_text("utf-8"))), backend="lexical")
    parts = explain_scores(argument_map)
    assert argument_map.cruxes
    for crux in argument_map.cruxes:
        assert prod(value for _, value, _ in parts[crux.claim]) == pytest.approx(crux.score)
        assert all(words for _, _, words in parts[crux.claim])
