"""JSON that a site answers: what is in it, or one line that says that it is something else."""

import json
from collections.abc import Mapping, Sequence
from typing import cast

from argmap.errors import InputError
from argmap.readers.native import read_json
from argmap.readers.web.requests import SAVE_IT

OTHER_FORM = f"answers in another form than its API has; {SAVE_IT}"

Row = Mapping[str, object]


def written(document: object, host: str) -> bytes:
    """A document put together from what a host gave, as JSON."""
    try:
        return json.dumps(document).encode()
    except RecursionError:
        raise InputError(f"{host} {OTHER_FORM}") from None


def parsed(body: bytes, host: str) -> Row:
    """The JSON object in an answer; raises what `document_in` raises, or InputError where it is no object."""
    return object_in(document_in(body, host), host)


def document_in(body: bytes, host: str) -> object:
    """The JSON document in an answer.

    Raises:
        InputError: it is something else, such as a page that asks whether one is human.
    """
    try:
        return read_json(body.decode("utf-8"), name="")
    except (UnicodeDecodeError, InputError):
        raise InputError(f"{host} does not answer with JSON; {SAVE_IT}") from None


def object_in(value: object, host: str) -> Row:
    """The value, which must be an object."""
    if not isinstance(value, dict):
        raise InputError(f"{host} {OTHER_FORM}")
    return cast(Row, value)


def rows_of(value: object, host: str) -> Sequence[Row]:
    """The value, which must be a list of objects."""
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise InputError(f"{host} {OTHER_FORM}")
    return cast(Sequence[Row], value)
