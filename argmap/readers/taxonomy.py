"""Reads research directions from YAML."""

import os
from pathlib import Path
from typing import Any

import yaml

from argmap.errors import InputError
from argmap.mapping.topics.directions import Direction, Taxonomy
from argmap.places import DIRECTIONS

DEFAULT = DIRECTIONS / "ai-alignment.yaml"
MOST_BYTES = 1_000_000
VARIABLE = "ARGMAP_DIRECTIONS"
"""The environment variable that names a taxonomy to use where none is asked for."""


def read_taxonomy(path: str | Path | None = None) -> Taxonomy:
    """The directions in a YAML file; where none is named in that of ARGMAP_DIRECTIONS, else those of AI alignment.

    Raises:
        InputError: the file cannot be read, or an entry lacks a slug, a name or a sentence.
    """
    where = Path(path or os.environ.get(VARIABLE, "") or DEFAULT)
    try:
        data = where.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {error}", source=str(where)) from None
    return parse_taxonomy(data, name=str(where))


def parse_taxonomy(data: bytes, *, name: str) -> Taxonomy:
    """The directions in the bytes of a YAML file; `name` is what an error calls it.

    Raises:
        InputError: it is no YAML, or an entry lacks a slug, a name or a sentence.
    """
    if len(data) > MOST_BYTES:
        raise InputError(f"is larger than {MOST_BYTES:,} bytes, which no list of directions needs", source=name)
    try:
        entries = yaml.safe_load(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError(f"cannot be read: {error}", source=name) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise InputError("is not valid YAML", source=name, line=mark.line + 1 if mark else None) from None
    except (RecursionError, ValueError):
        raise InputError("is not valid YAML, or nested too deeply", source=name) from None
    if not isinstance(entries, dict) or not isinstance(entries.get("directions"), list):
        raise InputError("has no list called `directions`", source=name)
    return tuple(direction_of(entry, f"{name}: directions[{i}]") for i, entry in enumerate(entries["directions"]))


def direction_of(entry: Any, place: str) -> Direction:
    """One direction; `place` says where it stands for the error."""
    if not isinstance(entry, dict):
        raise InputError("is not a mapping with slug, name and sentence", source=place)
    for name in ("slug", "name", "sentence"):
        if not isinstance(entry.get(name), str) or not entry[name].strip():
            raise InputError(f"lacks `{name}`", source=place)
    words = {name: words_of(entry.get(name) or [], name, place) for name in ("aliases", "hints")}
    return Direction(entry["slug"], entry["name"], " ".join(entry["sentence"].split()), **words)


def words_of(found: Any, name: str, place: str) -> tuple[str, ...]:
    """The words that a direction is known by; numbers and dates among them are words too."""
    if not isinstance(found, list) or any(isinstance(word, list | dict) for word in found):
        raise InputError(f"has `{name}` that are no list of words", source=place)
    return tuple(str(word) for word in found)
