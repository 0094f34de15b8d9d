"""A map that is open on somebody's desk: every correction is in the library before it is on the screen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from argmap.datatypes import ArgumentMap
from argmap.work.corrections.edits import Edit
from argmap.work.corrections.journal import Entry, Journal, Redo, State, Undo, added, replay
from argmap.work.corrections.records import STEPS, edit_of
from argmap.work.library.store import Library


@dataclass(frozen=True)
class Work:
    """An open map.

    Attributes:
        id: of the map in its library.
        journal: what the model said, and everything that was done since.
        state: where that leads.
    """

    id: int
    journal: Journal
    state: State

    @property
    def version(self) -> int:
        """How many entries the journal has."""
        return len(self.journal.entries)

    @property
    def argument_map(self) -> ArgumentMap:
        """The map with all corrections."""
        return self.state.argument_map


def open_work(library: Library, id: int) -> Work:
    """Opens a map.

    Raises:
        GoneError: there is no such map, or it is deleted.
    """
    journal = library.open(id)
    return Work(id, journal, replay(journal))


def act(library: Library, work: Work, what: Edit | Undo | Redo) -> Work:
    """Makes an edit, undoes or redoes one: the work after it, which is saved.

    Raises:
        EditError: it cannot be done.
        ChangedError: somebody else has changed the map since it was opened; nothing is saved.
        LibraryError: it cannot be saved.
    """
    entry = Entry(now(), what)
    journal, state = added(work.journal, work.state, entry)
    library.append(work.id, entry, work.version)
    return Work(work.id, journal, state)


def now() -> str:
    """The time as journals write it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def wish(record: Mapping[str, Any]) -> Edit | Undo | Redo:
    """What a browser asks for: `what` names an edit, an undo or a redo, the rest are the edit's fields.

    Raises:
        InputError: there is no such edit, or its fields are others.
    """
    values = dict(record)
    what = str(values.pop("what", ""))
    return STEPS[what]() if what in STEPS else edit_of(what, values)
