"""The list of changes says what was done in the words of the map at that time."""

import pytest

from argmap.datatypes import ArgumentMap, Kind
from argmap.work.corrections.edits import (
    EDITS,
    DeleteClaim,
    Edit,
    MarkCrux,
    MergeClaims,
    MoveLink,
    NewRun,
    RelabelLink,
    ReverseLink,
    RewriteClaim,
    SetAuthor,
    SetDirections,
    SetReply,
    SplitClaim,
)
from argmap.work.corrections.journal import Entry, Journal, Undo, edited
from argmap.work.corrections.words import history, made, words


def test_each_change_is_told_as_it_was_made(pasted_map: ArgumentMap) -> None:
    """What stands, oldest first, with its time; what was undone is not in the list."""
    edits = [RewriteClaim("c2", "They hush."), ReverseLink("l3"), NewRun(pasted_map), MergeClaims("c2", "c5"), Undo()]
    entries = tuple(Entry(f"t{n}", edit) for n, edit in enumerate(edits))
    assert history(Journal(pasted_map, entries)) == (
        ("t0", "Rewrote “They are quiet.” as “They hush.”"),
        ("t1", "Turned round: “They are not quiet at night.” objects to “They hush.”"),
        ("t2", "Mapped the thread again"),
    )
    assert words(Entry("t", MarkCrux("c1", False)), pasted_map) == (
        "“Cats are good pets.”: was left to the figures, is no crux"
    )
    assert words(Entry("t", DeleteClaim("c1")), pasted_map) == "Deleted “Cats are good pets.”"
    assert len(EDITS) == 19, "a new edit needs words"


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (SetAuthor("p3", "Ann"), ": was unknown, is Ann"),
        (SetReply("p3", None), " answers: was “"),
        (SetReply("p3", None), "”, is nothing"),
        (SetDirections("c2", ("policy",)), "were policy, myopia, are policy"),
        (SplitClaim("c1", 8), "into “Cats are” and “good pets.”"),
        (
            MoveLink("l3", "c4", "c1"),
            "Moved a link: was “They are not quiet at night.” objects to “They are quiet.”, is “",
        ),
        (RelabelLink("l1", Kind.SUPPORT), "Found right: "),
        (RelabelLink("l1", Kind.OBJECTION), "Was a support, is an objection: "),
    ],
)
def test_what_it_was_and_what_it_is(pasted_map: ArgumentMap, edit: Edit, told: str) -> None:
    """A change says both."""
    assert told in words(Entry("t", edit), pasted_map)


def test_every_edit_that_was_asked_for_is_told_of_the_claim_it_made(pasted_map: ArgumentMap) -> None:
    """The first new claim is named; where none is new, nothing is."""
    split = edited(pasted_map, SplitClaim("c1", 8))
    assert made(pasted_map, split) == "c6"
    assert made(pasted_map, edited(pasted_map, RewriteClaim("c2", "They hush."))) is None
