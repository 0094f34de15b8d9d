"""Corpora of conversations as ConvoKit keeps them: one utterance a line, each with the id of its conversation."""

from argmap.errors import InputError
from argmap.readers.fields import Row, name_in, row_in

CONVERSATION = ("conversation_id", "root")


def conversations_of(rows: list[object]) -> list[list[Row]]:
    """The utterances by conversation, in the order in which these begin; empty where the rows are of no such corpus."""
    found: dict[str, list[Row]] = {}
    for value in rows:
        row = row_in(value)
        name = name_in(row, *CONVERSATION)
        if name is None or not ("speaker" in row or "user" in row) or "text" not in row:
            return []
        found.setdefault(name, []).append(row)
    return list(found.values())


def chosen(rows: list[object], part: int | None) -> list[object]:
    """The rows of one conversation, by its number from 1; all of them where no number is given.

    Raises:
        InputError: there is no such conversation.
    """
    if part is None:
        return rows
    parts = conversations_of(rows)
    if not 0 < part <= len(parts):
        raise InputError(f"holds {len(parts) or 1} conversations, not {part}; count from 1")
    return [*parts[part - 1]]


def ask_which(count: int) -> None:
    """Nothing for one conversation.

    Raises:
        InputError: there are more; says how to name one, and how to map them all.
    """
    if count > 1:
        raise InputError(f"holds {count:,} conversations; name one, as in FOLDER#2, or map them all with argmap corpus")
