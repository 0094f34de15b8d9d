"""The JSON Schemas that ship with the package, and the check of a document against one."""

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

from argmap.errors import InputError

if TYPE_CHECKING:
    from jsonschema.protocols import Validator

Name = Literal["map", "thread"]


@cache
def read_schema(name: Name) -> dict[str, Any]:
    """The schema of native maps or native threads (JSON Schema 2020-12), from the package's own data."""
    text = files("argmap.formats").joinpath(f"{name}.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


@cache
def _validator(name: Name) -> "Validator":
    from jsonschema import Draft202012Validator  # 0.1 s that a reader of other formats should not pay

    return Draft202012Validator(read_schema(name))


def check(document: dict[str, Any], name: Name) -> None:
    """Compare a document with a schema.

    Raises:
        InputError: naming the first place that is wrong, such as `claims[3].text`.
    """
    fault = next(_validator(name).iter_errors(document), None)
    if fault is not None:
        place = _dotted(list(fault.absolute_path)) or "the top level"
        message = " ".join(fault.message.split())
        raise InputError(f"not a valid argmap {name}: {place}: {_shortened(message)}")


def _dotted(path: Sequence[str | int]) -> str:
    """A path as people write it.

    >>> _dotted(["claims", 3, "mentions", 0, "end"])
    'claims[3].mentions[0].end'
    """
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")


def _shortened(message: str, limit: int = 160) -> str:
    """The message with its middle left out where it quotes a whole document."""
    return message if len(message) <= limit else f"{message[: limit // 2]} … {message[-limit // 2 :]}"
