"""Reads research directions from YAML."""

import os
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from argmap.directions import Direction, Taxonomy
from argmap.errors import InputError

DEFAULT = "ai-alignment.yaml"
VARIABLE = "ARGMAP_DIRECTIONS"
"""The environment variable that names a taxonomy to use where none is asked for."""


def read_taxonomy(path: str | Path | None = None) -> Taxonomy:
    """The directions in a YAML file; where none is named in that of ARGMAP_DIRECTIONS, else those of AI alignment.

    Raises:
        InputError: the file cannot be read, or an entry lacks a slug, a name or a sentence.
    """
    where = Path(path or os.environ.get(VARIABLE, "") or default_path())
    try:
        entries = yaml.safe_load(where.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read: {error}", source=str(where)) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise InputError("is not valid YAML", source=str(where), line=mark.line + 1 if mark else None) from None
    if not isinstance(entries, dict) or not isinstance(entries.get("directions"), list):
        raise InputError("has no list called `directions`", source=str(where))
    return tuple(direction_of(entry, f"{where}: directions[{i}]") for i, entry in enumerate(entries["directions"]))


def default_path() -> Path:
    """The taxonomy beside the package in a checkout, or the copy inside an installed one."""
    checkout = Path(__file__).parents[2] / "corpora" / "directions" / DEFAULT
    return checkout if checkout.exists() else Path(str(files("argmap") / "data" / DEFAULT))


def direction_of(entry: Any, place: str) -> Direction:
    """One direction; `place` says where it stands for the error."""
    if not isinstance(entry, dict):
        raise InputError("is not a mapping with slug, name and sentence", source=place)
    for name in ("slug", "name", "sentence"):
        if not isinstance(entry.get(name), str) or not entry[name].strip():
            raise InputError(f"lacks `{name}`", source=place)
    words = {name: tuple(str(word) for word in entry.get(name) or ()) for name in ("aliases", "hints")}
    return Direction(entry["slug"], entry["name"], " ".join(entry["sentence"].split()), **words)
