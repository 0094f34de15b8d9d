"""JSON with a stack of its own: the same values, the same refusals, and depth that the standard parser has not."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.readers.deep_json import DEEPEST, DeepReader, parse_json

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


@given(VALUES, st.sampled_from([None, 1]))
def test_it_gives_what_the_standard_parser_gives(value: object, indent: int | None) -> None:
    """Every value comes back, however it is laid out."""
    assert DeepReader(json.dumps(value, indent=indent)).document() == value


@given(VALUES, st.data())
def test_it_refuses_what_the_standard_parser_refuses(value: object, data: st.DataObject) -> None:
    """A text that was cut or marred is broken for both, or for neither and of the same value."""
    text = json.dumps(value)
    at = data.draw(st.integers(0, len(text)))
    marred = text[:at] + data.draw(st.sampled_from(["", "]", "}", ",", ":", '"', "x", "{", "[", "1"]))
    marred += data.draw(st.sampled_from(["", text[at:]]))

    def outcome(parse: object) -> object:
        try:
            return parse(marred)  # type: ignore[operator]
        except json.JSONDecodeError:
            return json.JSONDecodeError

    assert outcome(lambda text: DeepReader(text).document()) == outcome(json.loads)


def test_depth_has_a_limit() -> None:
    """A document as deep as allowed is read, and one level more is refused."""
    assert parse_json("[" * DEEPEST + "1" + "]" * DEEPEST) != []
    with pytest.raises(RecursionError):
        parse_json("[" * (DEEPEST + 1) + "1" + "]" * (DEEPEST + 1))
