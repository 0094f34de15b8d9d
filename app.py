"""`argmap app`, or `streamlit run app.py`. Widgets and their order; argmap.screen makes what they show."""

import hashlib
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyvis
import streamlit as st
import streamlit.components.v1 as components
from pyvis.edge import Edge
from pyvis.node import Node

from argmap.app import correcting, desk, directions, maps, progress, saving, sources
from argmap.app.admission import is_admitted, keep_log_wordless
from argmap.app.review import show_review
from argmap.places import FRONT
from argmap.screen import (
    KEYS,
    Fold,
    Query,
    answer,
    ask_from,
    editing_payload,
    header_html,
    map_payload,
    plain,
    view_payload,
)
from argmap.work.library import Work

VIS = Path(pyvis.__file__).parent / "lib" / "vis-9.1.2"
OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"dragNodes": False, "hover": True, "tooltipDelay": 250, "selectable": False},
}
NOTHING = "No map is open. Choose one under Maps, or open a thread: a file, a paste, an address, or a sample."


def main() -> None:
    """The page, from top to bottom."""
    st.set_page_config("argmap", page_icon=str(FRONT / "icon.svg"), layout="wide")
    st.html(f"<style>{read_text('page.css')}</style>")
    keep_log_wordless()
    if not is_admitted():
        return
    state = st.session_state
    if "begun" not in state:
        state.begun = True
        sources.first_source(sys.argv[1] if sys.argv[1:] and Path(sys.argv[0]).name == Path(__file__).name else None)
    desk.stay_current()
    opened, review = desk.work(), state.get("review")
    header(None if review else opened)
    with st.container():  # what comes and goes here must not move the workbench, which would be made anew
        messages()
        progress.show_progress()
    if review is not None:
        show_review(review)
    elif opened is not None:
        explore(opened)
        watch(opened)
    elif not desk.jobs():
        st.html(f'<p class="am-nothing">{NOTHING}</p>')


def header(opened: Work | None) -> None:
    """The title, and the menus of ways in and out."""
    left, maps_, brought, changed, saved = st.columns([7, 1.3, 1.3, 1.4, 1.2], vertical_alignment="center")
    shut = f"{opened.id if opened else ''}-{len(desk.jobs())}"  # a choice closes its menu
    with maps_.popover("Maps", icon=":material/collections_bookmark:", width="stretch", key=f"maps-{shut}"):
        maps.offer_maps()
    with brought.popover("Open", icon=":material/folder_open:", width="stretch", key=f"open-{shut}"):
        sources.offer_sources()
    if opened is None:
        left.html('<div class="am-head"><b>argmap</b></div>')
        return
    left.html(header_html(opened.argument_map))
    with changed.popover("Changes", icon=":material/history:", width="stretch"):
        maps.offer_changes(opened)
    with saved.popover("Save", icon=":material/download:", width="stretch"):
        saving.offer_downloads(opened.argument_map)


def messages() -> None:
    """What went wrong, what the user must know, and the way back of what was deleted."""
    if notice := desk.notice():
        st.warning(plain(notice))
    if error := st.session_state.get("error"):
        st.error(plain(error))
    for note in st.session_state.pop("notes", []):
        st.info(plain(note))
    maps.offer_restore()


@st.fragment(run_every=5)
def watch(opened: Work) -> None:
    """Looks whether the map was changed in another tab, which has to be told."""
    if desk.work() is opened and desk.stay_current():
        st.rerun()


@st.fragment
def explore(opened: Work) -> None:
    """The workbench; using it leaves the rest of the page alone."""
    if desk.work() is not opened:
        st.rerun()
    argument_map, key, stamp = opened.argument_map, str(opened.id), f"{opened.id}.{opened.version}"
    told, query, moved = asked(key)
    ask = ask_from(query)
    found = answer(argument_map, ask, told.get("folded"), "" if moved else told.get("drawn") or "")
    st.session_state.setdefault("shown", {})["view"] = found.view
    write_address((key, None if moved else told["turn"]), found.around["ask"])
    view, known = picture(found.fold, ask.by, stamp), told.get("map") == stamp
    names = {direction.slug: direction.name for direction in directions.in_use(desk.owner())}
    done = {"undo": bool(opened.state.done), "redo": bool(opened.state.undone), "handled": correcting.handled()}
    workbench()(
        key="workbench",
        data={
            "assets": f"component/{static('front', FRONT)}/",
            "vis": f"../{static('vis', VIS)}/vis-network.min.js",
            "options": OPTIONS,
            "map": {"key": key, "stamp": stamp} | ({} if known else map_payload(argument_map)),
            "view": {"key": view["key"]} if told.get("view") == view["key"] else view,
            "focus": found.near and {"claim": ask.focus, **drawn(view_payload(found.near))},
            "turn": None if moved else told["turn"],
            "editing": editing_payload(argument_map, names, known=known, **done) | {"outcome": correcting.outcome()},
            **found.around,
        },
        on_at_change=lambda: None,
        on_edits_change=correcting.take_edits,
        on_dropped_change=lambda: sources.take_dropped(st.session_state.workbench.get("dropped")),
    )


def asked(key: str) -> tuple[Mapping[str, Any], Query, bool]:
    """What the workbench told last, what is asked for, and whether it has not told anything of this map yet.

    Then the address asks, where it is the first map that is seen; another one is shown whole.
    """
    state = st.session_state
    told = state.get("workbench", {}).get("at") or {}
    if told.get("of") == key:
        return told, told["ask"], False
    first = state.setdefault("first", key) == key and not told
    return (
        told,
        {name: st.query_params.get_all(name) for name in KEYS if name in st.query_params} if first else {},
        True,
    )


def write_address(turn: tuple[str, int | None], query: Query) -> None:
    """Puts what was asked into the page's address, once, and leaves what others keep there.

    Not again when the page runs anew for another reason, such as the browser's Back: the workbench sees that itself,
    and asks for what the address says.
    """
    if st.session_state.get("answered") == turn:
        return
    st.session_state.answered = turn
    address = {name: st.query_params.get_all(name) for name in st.query_params}
    wanted = {name: values for name, values in address.items() if name not in KEYS} | dict(query)
    if wanted != address:
        st.query_params.from_dict(wanted)


def picture(fold: Fold, by: str, stamp: str) -> dict[str, Any]:
    """What is drawn, made anew only where it is not what was drawn last: selecting a claim mostly draws the same."""
    of = (stamp, by, fold)
    if st.session_state.get("picture", (None,))[0] != of:
        st.session_state.picture = (of, drawn(view_payload(fold.view, by, fold.below)))
    found: dict[str, Any] = st.session_state.picture[1]
    return found


def drawn(payload: dict[str, Any]) -> dict[str, Any]:
    """A view as vis-network takes it: nodes and edges made by pyvis, each with its place."""
    # Network.add_node and add_edge look through all nodes for each one: a second at two thousand claims.
    nodes = [
        Node(node.pop("id"), "custom", node.pop("label"), physics=False, **node).options for node in payload["nodes"]
    ]
    edges = [Edge(edge.pop("source"), edge.pop("target"), True, **edge).options for edge in payload["edges"]]
    found = {"nodes": nodes, "edges": edges, "frames": payload["frames"]}
    return {"key": hashlib.sha256(json.dumps(found).encode()).hexdigest(), **found}


def static(name: str, folder: Path) -> str:
    """The name under which the server hands out a folder's files, which browsers keep between runs."""
    return components.declare_component(name, path=folder).name


@st.cache_resource
def workbench() -> Any:
    """The cruxes, the graph and the inspector as one component."""
    css = "".join(map(read_text, ("style.css", "edit/edit.css", "touch.css")))
    return st.components.v2.component("argmap", css=css, js=read_text("bench/component.js"))


@st.cache_data(show_spinner=False)
def read_text(name: str) -> str:
    """One of the front end's files."""
    return (FRONT / name).read_text("utf-8")


main()
