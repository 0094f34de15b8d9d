"""Values of JSON that others wrote, each of the type that is asked for or None: no site keeps its promises for ever."""

import math
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import TypeAlias, cast

Row: TypeAlias = Mapping[str, object]


def row_in(value: object, *path: str) -> Row:
    """The object at the end of a path of names; an empty one where there is none."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return cast(Row, value) if isinstance(value, dict) else {}


def list_in(row: Row, *names: str) -> list[object]:
    """The list under the first of some names that has one; an empty one where none has."""
    return next((value for name in names if isinstance(value := row.get(name), list)), [])


def rows_in(row: Row, *names: str) -> Iterator[Row]:
    """The objects in a list."""
    return (cast(Row, item) for item in list_in(row, *names) if isinstance(item, dict))


def text_in(row: Row, *names: str) -> str | None:
    """The text under the first of some names that has one with words in it."""
    values = (row.get(name) for name in names)
    return next((value for value in values if isinstance(value, str) and value.strip()), None)


def name_in(row: Row, *names: str) -> str | None:
    """A name or id as text; whole numbers count, since sites disagree on what an id is."""
    for name in names:
        value = row.get(name)
        if isinstance(value, str) and value.strip():
            return " ".join(value.encode("utf-8", "replace").decode("utf-8").split())
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value) if abs(value) < 10**18 else None
    return None


def number_in(row: Row, *names: str) -> int | None:
    """The whole number under the first of some names that has a number; fractions are rounded."""
    for name in names:
        value = row.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e15:
            return round(value) if math.isfinite(value) else None
    return None


def time_in(row: Row, *names: str) -> str | None:
    """A time as ISO 8601: text that looks like one as it is, seconds or milliseconds since 1970 as UTC."""
    for name in names:
        value = row.get(name)
        if isinstance(value, str) and len(value) >= 10 and value[:4].isdigit():
            return " ".join(value[:40].split())
        if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
            return iso_time(float(value))
    return None


def iso_time(seconds: float) -> str | None:
    """A time counted in seconds, or milliseconds, since 1970."""
    seconds = seconds / 1000 if abs(seconds) > 1e11 else seconds
    try:
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (OverflowError, ValueError, OSError):
        return None
