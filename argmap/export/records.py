"""JSON laid out for people and for diffs: one record a line."""

import json
import re

_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False)
_SURROGATES = re.compile(r"[\ud800-\udfff]")


def laid_out(value: object, depth: int = 0) -> str:
    """JSON with one line for each item of a list of records, and one for each field of the objects above them."""
    margin = "\n" + " " * (depth + 1)
    if isinstance(value, dict) and depth < 2:
        rows = [f"{_ENCODER.encode(key)}: {laid_out(item, depth + 1)}" for key, item in value.items()]
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        rows = list(map(_ENCODER.encode, value))
    else:
        return _ENCODER.encode(value)
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    body = f"{opening}{margin}{f',{margin}'.join(rows)}\n{' ' * depth}{closing}"
    return body if depth else _encodable(body) + "\n"


def dumped(value: object) -> str:
    """JSON on one line; letters stay readable, except those that UTF-8 cannot carry (lone surrogates)."""
    return _encodable(_ENCODER.encode(value))


def _encodable(text: str) -> str:
    return _SURROGATES.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
