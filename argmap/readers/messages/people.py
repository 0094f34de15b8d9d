"""People whom an answer lists apart from its messages, which name them by their ids."""

from argmap.readers.fields import name_in
from argmap.readers.messages import names
from argmap.readers.messages.fields import person


def people_of(document: object) -> dict[str, str]:
    """What people are called, by their ids: those in lists of people, and objects whose type is one."""
    found: dict[str, str] = {}
    waiting: list[tuple[object, bool, str]] = [(document, False, "")]
    while waiting:
        value, listed, key = waiting.pop()
        if isinstance(value, list):
            waiting.extend((one, listed, "") for one in value)
        elif isinstance(value, dict):
            kind = value.get("type")
            if listed or (isinstance(kind, str) and names.plain(kind) in names.PEOPLE):
                row = names.plain_row(value)
                id = name_in(row, "id", "_id", "userid", "uid", "commenterhex") or key
                if id and (called := person(value)) and called != id:
                    found.setdefault(id, called)
            waiting.extend((one, names.plain(name) in names.PEOPLE or (listed and not key), name)
                           for name, one in value.items() if isinstance(one, dict | list))  # fmt: skip
    return found
