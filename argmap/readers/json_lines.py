"""JSON lines: one object a line."""

import json
import re

from argmap.errors import InputError
from argmap.readers.drafts import Losses

FIRST = re.compile(r"\s*(\{[^\n]*\})[ \t\r]*\n\s*\{")
BROKEN = ("row", "not a whole JSON object (a line that was cut off)")


def is_json_lines(text: str) -> bool:
    """Whether the first line of a text is an object of its own, with more below."""
    found = FIRST.match(text)
    return found is not None and isinstance(_object(found[1]), dict)


def read_json_lines(text: str) -> tuple[list[object], Losses]:
    """The objects of the lines, and how many lines held none.

    Raises:
        InputError: hardly a line holds one; names the first that does not.
    """
    found: list[object] = []
    bad: list[int] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        value = _object(line)
        if isinstance(value, dict):
            found.append(value)
        else:
            bad.append(number)
    if len(bad) > max(1, len(found) // 10):
        raise InputError(f"JSON lines, but {len(bad)} lines are not one JSON object each; save it again", line=bad[0])
    return found, Losses({BROKEN: len(bad)} if bad else {})


def _object(line: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None
