"""Whatever a person does to a map can be undone, redone, saved and replayed."""

import os
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from argmap.datatypes import ArgumentMap, Kind
from argmap.errors import InputError
from argmap.formats.consistency import contradictions
from argmap.formats.json import from_json, to_json
from argmap.work.corrections.edits import (
    EDITS,
    AddClaim,
    AddLink,
    DeleteClaim,
    DeleteLink,
    DetachMention,
    Edit,
    EditError,
    JoinPosts,
    MarkCrux,
    MergeClaims,
    MoveBoundary,
    MoveLink,
    NewRun,
    RelabelLink,
    ReverseLink,
    RewriteClaim,
    SetAuthor,
    SetDirections,
    SetReply,
    SplitClaim,
    SplitPost,
)
from argmap.work.corrections.journal import Entry, Journal, Redo, State, Undo, added, replay
from argmap.work.corrections.records import from_record, to_record

WORDS = st.sampled_from(["Cats purr.", "Dogs, on the other hand, bark.", "  two\nlines "])
AT = st.integers(-3, 30)
kinds = st.sampled_from(Kind)
PATIENT = settings(
    max_examples=int(os.environ.get("ARGMAP_EXAMPLES", "10")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def edits(argument_map: ArgumentMap, base: ArgumentMap) -> st.SearchStrategy[Edit]:
    """Any edit of what a map has, made or refused."""
    claim = st.sampled_from([claim.id for claim in argument_map.claims] or ["c0"])
    link = st.sampled_from([link.id for link in argument_map.links] or ["l0"])
    post = st.sampled_from([post.id for post in argument_map.thread.posts])
    makers: dict[type, st.SearchStrategy[Edit]] = {
        RewriteClaim: st.builds(RewriteClaim, claim, WORDS),
        MergeClaims: st.builds(MergeClaims, claim, claim),
        SplitClaim: st.builds(SplitClaim, claim, AT),
        DetachMention: st.builds(DetachMention, claim, st.integers(0, 2)),
        AddClaim: st.builds(AddClaim, post, AT, AT),
        DeleteClaim: st.builds(DeleteClaim, claim),
        MarkCrux: st.builds(MarkCrux, claim, st.sampled_from([True, False, None])),
        SetDirections: st.builds(SetDirections, claim, st.sampled_from([(), ("policy",), ("evals", "policy")])),
        AddLink: st.builds(AddLink, claim, claim, kinds),
        DeleteLink: st.builds(DeleteLink, link),
        ReverseLink: st.builds(ReverseLink, link),
        MoveLink: st.builds(MoveLink, link, claim, claim),
        RelabelLink: st.builds(RelabelLink, link, kinds),
        JoinPosts: st.builds(JoinPosts, post),
        SplitPost: st.builds(SplitPost, post, AT),
        MoveBoundary: st.builds(MoveBoundary, post, st.integers(-3, 150)),
        SetReply: st.builds(SetReply, post, st.none() | post),
        SetAuthor: st.builds(SetAuthor, post, st.sampled_from([None, "Ann", " Bo "])),
        NewRun: st.just(NewRun(base)),
    }
    assert set(makers) == set(EDITS.values()), "a new edit is tried here as well"
    return st.one_of(*makers.values())


def worked_on(data: st.DataObject, base: ArgumentMap, most: int = 8) -> list[tuple[Journal, State]]:
    """A journal after each of some entries that could be made, the empty one first."""
    journal = Journal(base)
    steps = [(journal, replay(journal))]
    for number in range(data.draw(st.integers(1, most))):
        journal, state = steps[-1]
        what = data.draw(edits(state.argument_map, base) | st.sampled_from([Undo(), Redo()]))
        with suppress(EditError):
            steps.append(added(journal, state, Entry(f"2026-01-01T00:00:{number:02}Z", what)))
    return steps


@PATIENT
@given(st.data())
def test_any_edits_leave_a_sound_map(pasted_map: ArgumentMap, data: st.DataObject) -> None:
    """A corrected map contradicts nothing, has all its figures, and is saved without loss."""
    _, state = worked_on(data, pasted_map)[-1]
    found = state.argument_map
    assert not list(contradictions(found))
    assert set(found.strengths) == set(found.claim_cruxes) == {claim.id for claim in found.claims}
    assert all(0 <= strength <= 1 for strength in found.strengths.values())
    assert all(link.source != link.target for link in found.links)
    assert from_json(to_json(found)) == found


@PATIENT
@given(st.data())
def test_replay_gives_what_was_on_the_screen(pasted_map: ArgumentMap, data: st.DataObject) -> None:
    """The state that grew edit by edit is the one that a later start finds in the file."""
    journal, state = worked_on(data, pasted_map)[-1]
    entries = tuple(from_record(to_record(entry)) for entry in journal.entries)
    assert replay(Journal(pasted_map, entries)) == replay(journal) == state


@PATIENT
@given(st.data())
def test_undo_and_redo_reach_every_state(pasted_map: ArgumentMap, data: st.DataObject) -> None:
    """Undone one by one, every state before is met again, down to what the model said; redone, the last one is."""
    journal, state = worked_on(data, pasted_map)[-1]
    states, last = [state], len(state.done)
    for _ in range(last):
        journal, state = added(journal, state, Entry("t", Undo()))
        states.append(state)
    assert state.argument_map == pasted_map
    with pytest.raises(EditError):
        added(journal, state, Entry("t", Undo()))
    for expected in reversed(states[:-1]):
        journal, state = added(journal, state, Entry("t", Redo()))
        assert state.argument_map == expected.argument_map
        assert state.done == expected.done


@PATIENT
@given(st.data())
def test_a_new_run_that_says_the_same_changes_nothing(pasted_map: ArgumentMap, data: st.DataObject) -> None:
    """The model reads the corrected thread again and finds what it found: every correction still stands."""
    journal, state = worked_on(data, pasted_map, 4)[-1]
    assume(state.argument_map.thread == pasted_map.thread)
    _, again = added(journal, state, Entry("t", NewRun(state.said)))

    def content(found: ArgumentMap) -> list[tuple[object, ...]]:
        texts = {claim.id: claim.text for claim in found.claims}
        claims = [(c.text, c.mentions, c.directions, c.marked) for c in found.claims]
        links = [(texts[link.source], texts[link.target], link.kind, link.confidence) for link in found.links]
        return sorted(claims, key=repr) + sorted(links, key=repr)

    assert content(again.argument_map) == content(state.argument_map)


def test_undoing_a_new_run_brings_the_map_before_it(pasted_map: ArgumentMap) -> None:
    """A run of the model is an entry like any other."""
    journal = Journal(pasted_map)
    journal, state = added(journal, replay(journal), Entry("t", RewriteClaim("c2", "They hush.")))
    journal, after = added(journal, state, Entry("t", NewRun(pasted_map)))
    assert after.argument_map.claim_by_id["c2"].text == "They hush."
    _, undone = added(journal, after, Entry("t", Undo()))
    assert undone.argument_map == state.argument_map
    assert undone.said == pasted_map


def test_an_edit_after_an_undo_ends_what_could_be_redone(pasted_map: ArgumentMap) -> None:
    """As everywhere; the journal still has all four entries."""
    journal = Journal(pasted_map)
    state = replay(journal)
    for what in (DeleteClaim("c1"), Undo(), DeleteClaim("c2")):
        journal, state = added(journal, state, Entry("t", what))
    with pytest.raises(EditError, match="nothing to redo"):
        added(journal, state, Entry("t", Redo()))
    assert len(journal.entries) == 3


@pytest.mark.parametrize(
    "line",
    [
        "",
        "[]",
        '{"when": "t", "what": "no-edit"}',
        '{"when": "t", "what": "delete-claim"}',
        '{"when": "t", "what": "delete-claim", "claim": 3}',
        '{"when": "t", "what": "split-claim", "claim": "c1", "at": true}',
        '{"when": "t", "what": "add-link", "source": "c1", "target": "c2", "kind": "other"}',
        '{"when": "t", "what": "set-directions", "claim": "c1", "directions": "policy"}',
        '{"when": "t", "what": "new-run", "argument_map": "{}"}',
    ],
)
def test_a_broken_record_is_refused(line: str) -> None:
    """What is no entry is an error in one line, whatever is wrong with it."""
    with pytest.raises(InputError):
        from_record(line)


def test_a_mark_outranks_the_figures(pasted_map: ArgumentMap, state_after: Callable[..., ArgumentMap]) -> None:
    """A claim marked as a crux comes first, with its figures; one marked as none is in no list; None undoes both."""
    plain = state_after(RewriteClaim("c3", "They need little."))
    first = plain.cruxes[0].claim
    assert first != "c5"
    marked = state_after(MarkCrux("c5", True), MarkCrux(first, False))
    assert marked.cruxes[0].claim == "c5"
    assert marked.cruxes[0].about in marked.main
    assert first not in {crux.claim for crux in marked.cruxes}
    assert all(first not in cruxes for cruxes in marked.claim_cruxes.values())
    freed = state_after(MarkCrux("c5", True), MarkCrux(first, False), MarkCrux("c5", None), MarkCrux(first, None))
    assert freed.cruxes == plain.cruxes
