"""What a person did to a map, in the order in which they did it, kept apart from what the model said.

A journal only grows: undoing and redoing are entries like any other, so that nothing that was done is ever lost, and
the number of entries tells one state of a map from every other. The map is what replaying them gives.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from argmap.datatypes import ArgumentMap
from argmap.work.corrections.carry import carry_corrections
from argmap.work.corrections.conclude import conclude
from argmap.work.corrections.edits import ClaimEdit, Edit, EditError, LinkEdit, NewRun, PostEdit
from argmap.work.corrections.on_claims import edit_claims
from argmap.work.corrections.on_links import edit_links
from argmap.work.corrections.on_posts import edit_posts


@dataclass(frozen=True, slots=True)
class Undo:
    """The latest edit that stands does so no longer."""


@dataclass(frozen=True, slots=True)
class Redo:
    """The latest edit that was undone stands again."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What was done, and when (ISO 8601, UTC)."""

    when: str
    what: Edit | Undo | Redo


@dataclass(frozen=True)
class Journal:
    """What the model said, and everything that was done since."""

    base: ArgumentMap
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class State:
    """Where a journal stands.

    Attributes:
        said: what the model said last.
        argument_map: that with all corrections.
        done: the edits that stand, oldest first.
        undone: the edits that can be redone, the next one last.
    """

    said: ArgumentMap
    argument_map: ArgumentMap
    done: tuple[Entry, ...] = ()
    undone: tuple[Entry, ...] = ()


def replay(journal: Journal) -> State:
    """The state that a journal leads to, always the same.

    Raises:
        EditError: an entry cannot be made on what the ones before it give.
    """
    done, undone = standing(journal.entries)
    said = found = journal.base
    for entry in done:
        said, found = _step(said, found, entry)
    return State(said, conclude(found) if done else found, done, undone)


def added(journal: Journal, state: State, entry: Entry) -> tuple[Journal, State]:
    """The journal with one more entry, and its state; `state` is that of the journal before.

    Raises:
        EditError: the entry cannot be made: nothing to undo or redo, or what it names is not there.
    """
    longer = replace(journal, entries=(*journal.entries, entry))
    if isinstance(entry.what, Undo | Redo):
        if not (state.done if isinstance(entry.what, Undo) else state.undone):
            raise EditError("nothing to undo" if isinstance(entry.what, Undo) else "nothing to redo")
        return longer, replay(longer)
    said, found = _step(state.said, state.argument_map, entry)
    return longer, State(said, conclude(found), (*state.done, entry))


def standing(entries: Iterable[Entry]) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """The edits that stand, oldest first, and those that can be redone, the next one last.

    An undo or redo that has nothing to act on does nothing.
    """
    done: list[Entry] = []
    undone: list[Entry] = []
    for entry in entries:
        if isinstance(entry.what, Undo | Redo):
            source, target = (done, undone) if isinstance(entry.what, Undo) else (undone, done)
            if source:
                target.append(source.pop())
        else:
            done.append(entry)
            undone.clear()
    return tuple(done), tuple(undone)


def edited(argument_map: ArgumentMap, edit: ClaimEdit | LinkEdit | PostEdit) -> ArgumentMap:
    """The map with one edit; its strengths, main claims and cruxes are still those from before."""
    if isinstance(edit, ClaimEdit):
        return edit_claims(argument_map, edit)
    return edit_links(argument_map, edit) if isinstance(edit, LinkEdit) else edit_posts(argument_map, edit)


def _step(said: ArgumentMap, found: ArgumentMap, entry: Entry) -> tuple[ArgumentMap, ArgumentMap]:
    """What the model said and what stands, after one edit."""
    if isinstance(entry.what, NewRun):
        return entry.what.argument_map, carry_corrections(said, found, entry.what.argument_map)
    assert not isinstance(entry.what, Undo | Redo)
    return said, edited(found, entry.what)
