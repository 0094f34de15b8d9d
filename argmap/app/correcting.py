"""Corrections that the browser asks for."""

from typing import Any

import streamlit as st

from argmap.app import desk
from argmap.errors import ArgmapError
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
        try:
            desk.do(wish(record))
        except ArgmapError as error:
            desk.fail(error)


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
