"""An open map: saved before it is shown, and never on top of what somebody else did."""

from pathlib import Path

import pytest

from argmap.datatypes import ArgumentMap
from argmap.errors import InputError
from argmap.work.corrections.edits import DeleteClaim, EditError, RewriteClaim
from argmap.work.corrections.journal import Redo, Undo
from argmap.work.library import ChangedError, Library, act, open_work, wish


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A new library."""
    return Library(tmp_path / "library.sqlite3")


def test_a_second_start_finds_the_work_as_it_was_left(library: Library, small_map: ArgumentMap) -> None:
    """Edits, an undo and a redo later, opening gives what was on the screen, and undoing goes on from there."""
    work = open_work(library, library.add(small_map, "Cats"))
    for what in (RewriteClaim("c2", "They hush."), DeleteClaim("c3"), Undo(), Redo(), Undo()):
        work = act(library, work, what)
    again = open_work(library, work.id)
    assert again == work
    assert again.version == 5
    assert act(library, again, Redo()).argument_map.claim_by_id.keys() == {"c1", "c2", "c4", "c5"}


def test_what_cannot_be_done_is_not_saved(library: Library, small_map: ArgumentMap) -> None:
    """A refused edit leaves no entry behind, which every later start would stumble over."""
    work = open_work(library, library.add(small_map, "Cats"))
    for what in (DeleteClaim("c9"), Undo()):
        with pytest.raises(EditError):
            act(library, work, what)
    assert library.card(work.id).version == 0


def test_two_tabs_do_not_write_over_each_other(library: Library, small_map: ArgumentMap) -> None:
    """The tab that comes second is told, and goes on from the newest."""
    first = second = open_work(library, library.add(small_map, "Cats"))
    first = act(library, first, RewriteClaim("c2", "They hush."))
    with pytest.raises(ChangedError):
        act(library, second, DeleteClaim("c3"))
    second = act(library, open_work(library, second.id), DeleteClaim("c3"))
    assert second.argument_map.claim_by_id["c2"].text == "They hush."


def test_a_browser_asks_by_name() -> None:
    """Edits, undo and redo are asked for as records; anything else is refused."""
    assert wish({"what": "rewrite-claim", "claim": "c1", "text": "x"}) == RewriteClaim("c1", "x")
    assert wish({"what": "undo"}) == Undo()
    for record in ({}, {"what": "drop-tables"}, {"what": "delete-claim"}):
        with pytest.raises(InputError):
            wish(record)
