"""Corrections that the browser asks for."""

from typing import Any

import streamlit as st

from argmap.app import desk
from argmap.errors import ArgmapError
from argmap.work.corrections.edits import EditError
from argmap.work.corrections.journal import Entry, Redo, Undo
from argmap.work.corrections.words import made, words
from argmap.work.library import wish


def take_edits() -> None:
    """Makes every correction that was asked for since the last time, each once, in order.

    The browser numbers them and sends those again of which it has not heard yet, so that none is lost on the way.
    """
    asked = st.session_state.get("workbench", {}).get("edits") or []
    for number, record in numbered(asked):
        if number <= handled():
            continue
        st.session_state.handled = number
        st.session_state.outcome = {"n": number, **carry_out(record)}


def carry_out(record: dict[str, Any]) -> dict[str, Any]:
    """Makes one correction: what was done or why not, in words, and the id of the claim that it made, if any."""
    before = desk.work()
    try:
        what = wish(record)
        told = words(Entry("", what), before.argument_map) if before else ""
    except (ArgmapError, LookupError, StopIteration) as error:
        desk.fail(error if isinstance(error, ArgmapError) else EditError("what this names is not in the map any more"))
        return {"told": st.session_state.error, "made": None, "done": False}
    done, after = desk.correct(what), desk.work()
    if not (done and before and after):
        return {"told": st.session_state.get("error", ""), "made": None, "done": False}
    found = made(before.argument_map, after.argument_map)
    return {"told": told, "made": found, "new": not isinstance(what, Undo | Redo), "done": True}


def outcome() -> dict[str, Any] | None:
    """What came of the last correction that the browser asked for; None where it asked for none."""
    found: dict[str, Any] | None = st.session_state.get("outcome")
    return found


def handled() -> int:
    """The number of the last correction that was made or refused."""
    return int(st.session_state.get("handled", 0))


def numbered(asked: Any) -> list[tuple[int, dict[str, Any]]]:
    """The corrections asked for with their numbers, lowest first; what is none is left out.

    >>> numbered([{"n": 2, "edit": {"what": "undo"}}, {"n": "1"}, 3])
    [(2, {'what': 'undo'})]
    """
    items = [item for item in asked if isinstance(item, dict)] if isinstance(asked, list) else []
    pairs = [(item.get("n"), item.get("edit")) for item in items]
    return sorted(((n, edit) for n, edit in pairs if isinstance(n, int) and isinstance(edit, dict)), key=lambda p: p[0])
