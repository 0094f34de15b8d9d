"""Entries of a journal as JSON and back."""

import json
from dataclasses import fields
from typing import Any

from argmap.datatypes import Kind
from argmap.errors import InputError
from argmap.formats.json import from_json, to_json
from argmap.work.corrections.edits import EDITS, Edit, NewRun
from argmap.work.corrections.journal import Entry, Redo, Undo

STEPS: dict[str, type[Undo | Redo]] = {"undo": Undo, "redo": Redo}
NAMES: dict[type, str] = {kind: name for names in (EDITS, STEPS) for name, kind in names.items()}


def to_record(entry: Entry) -> str:
    """The entry as one line of JSON."""
    return json.dumps({"when": entry.when, "what": NAMES[type(entry.what)], **_fields(entry.what)}, ensure_ascii=True)


def from_record(text: str) -> Entry:
    """The entry that `to_record` wrote.

    Raises:
        InputError: it is not such a line.
    """
    try:
        record = json.loads(text)
        when, what = record.pop("when"), record.pop("what")
        if what in STEPS:
            return Entry(when, STEPS[what]())
        return Entry(when, edit_of(what, record))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"not a correction that this version of argmap knows ({error})") from None


def edit_of(name: str, values: dict[str, Any]) -> Edit:
    """The edit of that name with these fields, as JSON has them.

    Raises:
        InputError: there is no such edit, or its fields are others.
    """
    if name not in EDITS:
        raise InputError(f"there is no edit {name!r}")
    kind = EDITS[name]
    wanted = {field.name: field.type for field in fields(kind)}
    if set(wanted) != set(values):
        raise InputError(f"{name} needs {', '.join(wanted)}, not {', '.join(values)}")
    return kind(**{field: _value(field, value, wanted[field]) for field, value in values.items()})


def _fields(edit: Edit | Undo | Redo) -> dict[str, Any]:
    if isinstance(edit, NewRun):
        return {"argument_map": to_json(edit.argument_map)}
    return {field.name: getattr(edit, field.name) for field in fields(edit)}


_TYPES: dict[Any, tuple[type, ...]] = {
    str: (str,),
    int: (int,),
    str | None: (str, type(None)),
    bool | None: (bool, type(None)),
}


def _value(field: str, value: Any, wanted: Any) -> Any:
    """A value of the type that the field has; of JSON a list is a tuple, a string a kind or a whole map."""
    if wanted is Kind:
        return Kind(value)
    if wanted == tuple[str, ...] and isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    if field == "argument_map":
        return from_json(value)
    if wanted not in _TYPES or not isinstance(value, _TYPES[wanted]) or (wanted is int and isinstance(value, bool)):
        raise InputError(f"{field} cannot be {value!r}")
    return value
