"""The list of changes says what was done in the words of the map at that time."""

from argmap.datatypes import ArgumentMap
from argmap.work.corrections.edits import EDITS, DeleteClaim, MarkCrux, MergeClaims, NewRun, ReverseLink, RewriteClaim
from argmap.work.corrections.journal import Entry, Journal, Undo
from argmap.work.corrections.words import history, words


def test_each_change_is_told_as_it_was_made(pasted_map: ArgumentMap) -> None:
    """What stands, oldest first, with its time; what was undone is not in the list."""
    edits = [RewriteClaim("c2", "They hush."), ReverseLink("l3"), NewRun(pasted_map), MergeClaims("c2", "c5"), Undo()]
    entries = tuple(Entry(f"t{n}", edit) for n, edit in enumerate(edits))
    assert history(Journal(pasted_map, entries)) == (
        ("t0", "Rewrote “They are quiet.” as “They hush.”"),
        ("t1", "Turned round: “They are not quiet at night.” objects to “They hush.”"),
        ("t2", "Mapped the thread again"),
    )
    assert words(Entry("t", MarkCrux("c1", False)), pasted_map) == "Marked “Cats are good pets.” as no crux"
    assert words(Entry("t", DeleteClaim("c1")), pasted_map) == "Deleted “Cats are good pets.”"
    assert len(EDITS) == 18, "a new edit needs words"
