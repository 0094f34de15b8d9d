"""Bad files: whatever the bytes, a reader gives a result that holds together or one line, within bounds."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

SEEDS = Path(__file__).with_name("seeds")
"""What coverage-guided fuzzing kept (see fuzz.py), by target, and whole files of each format in `files`."""
FILES = sorted((SEEDS / "files").iterdir())
Target = tuple[str, Callable[[bytes], object]]

INVALID = [b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc0\xaf", b"\x1f\x8b\x08", b"\xef\xbb\xbf"]
"""NUL, a byte order mark, a lone surrogate, what lies beyond Unicode, an overlong form, gzip, and another mark."""


def test_what_fuzzing_kept(target: Target) -> None:
    """Every input that coverage-guided fuzzing found a new way with goes well."""
    name, read = target
    for path in sorted((SEEDS / name).glob("*")):
        read(path.read_bytes())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(st.data())
def test_damaged_files(target: Target, data: st.DataObject) -> None:
    """A file of any format that was cut, doubled, or had bytes put in or out, at any place."""
    _, read = target
    text = data.draw(st.sampled_from(FILES)).read_bytes()
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 50)) | st.just(len(text)))
        put = data.draw(st.sampled_from([b"", text[start:end] * 2, *INVALID]) | st.binary(max_size=8))
        text = text[:start] + put + text[end:]
    read(text)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just("\ud800"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(st.data())
def test_wrong_values(target: Target, data: st.DataObject) -> None:
    """A JSON file of any format in which a value was left out, or replaced by any other, however deep it stands."""
    _, read = target
    path = data.draw(st.sampled_from([path for path in FILES if path.suffix == ".json"]))
    document = json.loads(path.read_text("utf-8"))
    place, key = data.draw(st.sampled_from(list(places(document))))
    if isinstance(place, dict) and data.draw(st.booleans()):
        del place[key]
    else:
        place[key] = data.draw(VALUES)
    read(json.dumps(document).encode())


def places(value: Any) -> Any:
    """Every container in a document, with the key or number of each thing in it."""
    inside = list(value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ())
    for key, inner in inside:
        yield value, key
        yield from places(inner)
