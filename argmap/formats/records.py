"""JSON laid out for people and for diffs: one record a line, written piece by piece."""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import chain

_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False)
_UNSEEN = re.compile(r"[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What a terminal would obey, what reorders or breaks the lines of a viewer, and what UTF-8 cannot carry."""


def laid_out(value: object, levels: int = 2) -> Iterator[str]:
    """JSON with one line for each item of a list of records or rows, and one for each field of the objects above them.

    An iterator stands for a list of records that is made as it is written. Objects get lines for their fields on so
    many levels from the top.

    >>> print("".join(laid_out({"a": 1, "b": iter([{"c": 2}, {"c": 3}])})), end="")
    {
     "a": 1,
     "b": [
      {"c": 2},
      {"c": 3}
     ]
    }
    """
    yield from map(_encodable, _pieces(value, 0, levels))
    yield "\n"


def dumped(value: object) -> str:
    r"""JSON on one line; letters stay readable, except those that are not seen but obeyed, which are spelled out.

    >>> print(dumped("\u202eé"))
    "\u202eé"
    """
    return _encodable(_ENCODER.encode(value))


def _pieces(value: object, depth: int, levels: int) -> Iterator[str]:
    if isinstance(value, dict) and value and depth < levels:
        fields = (
            chain((f"{_ENCODER.encode(key)}: ",), _pieces(item, depth + 1, levels)) for key, item in value.items()
        )
        yield from _block(fields, "{}", depth)
    elif isinstance(value, Iterator) or (isinstance(value, list) and value and isinstance(value[0], dict | list)):
        yield from _block(((_ENCODER.encode(record),) for record in value), "[]", depth)
    else:
        yield _ENCODER.encode(value)


def _block(rows: Iterable[Iterable[str]], brackets: str, depth: int) -> Iterator[str]:
    """Rows between brackets, each on a line of its own; brackets alone where there are none."""
    margin = "\n" + " " * (depth + 1)
    before = brackets[0] + margin
    for row in rows:
        yield before
        yield from row
        before = "," + margin
    yield brackets if before[0] == brackets[0] else f"\n{' ' * depth}{brackets[1]}"


def _encodable(text: str) -> str:
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
