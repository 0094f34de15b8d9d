"""`argmap app`, or `streamlit run app.py`. Widgets and their order; argmap.view makes what they show."""

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import pyvis
import streamlit as st
import streamlit.components.v1 as components
from pyvis.network import Network

import argmap
from argmap.app import desk, maps, progress, saving, sources
from argmap.app.admission import is_admitted, keep_log_wordless
from argmap.app.review import show_review
from argmap.datatypes import ArgumentMap, Kind
from argmap.errors import ArgmapError
from argmap.library import Work, wish
from argmap.readers.taxonomy import read_taxonomy
from argmap.view import (
    Filters,
    View,
    direction_counts,
    editing_payload,
    filter_map,
    header_html,
    map_payload,
    neighbourhood,
    plain,
    view_payload,
)

FRONT = Path(argmap.__file__).parent / "graph"
VIS = Path(pyvis.__file__).parent / "lib" / "vis-9.1.2"
KINDS = {Kind.SUPPORT: "\\+ Supports", Kind.OBJECTION: "− Objections"}
OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"dragNodes": False, "hover": True, "tooltipDelay": 250, "selectable": False},
}
UNLINKED = "Claims that nothing in the thread supports, attacks or builds on"


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
    messages()
    progress.show_progress()
    if review is not None:
        show_review(review)
    elif opened is not None:
        explore(opened)
        watch(opened)


def header(opened: Work | None) -> None:
    """The title, and the menus of ways in and out."""
    left, maps_, brought, changed, saved = st.columns([7, 1.3, 1.3, 1.4, 1.2], vertical_alignment="center")
    shut = f"{opened.id if opened else ''}-{len(st.session_state.get('jobs', []))}"  # a choice closes its menu
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
    """Filters and the workbench; using them leaves the rest of the page alone."""
    if desk.work() is not opened:
        st.rerun()
    names = {direction.slug: direction.name for direction in read_taxonomy()}
    argument_map, key = opened.argument_map, str(opened.id)
    if st.session_state.get("filtered") != key:  # another map is shown whole
        clear_filters()
        st.session_state.filtered = key
    view = filter_map(argument_map, choose_filters(argument_map))
    st.session_state.setdefault("shown", {})["view"] = view
    st.session_state.summary.html(f'<p class="am-count" role="status">{view.summary}</p>')
    undo, redo = bool(opened.state.done), bool(opened.state.undone)
    workbench()(
        key="workbench",
        data={
            "assets": f"component/{static('front', FRONT)}/",
            "vis": f"../{static('vis', VIS)}/vis-network.min.js",
            "options": OPTIONS,
            "map": {"key": key, "version": opened.version, **map_payload(argument_map)},
            "view": drawn(view),
            "focus": focused(view),
            "editing": editing_payload(argument_map, names, undo=undo, redo=redo),
        },
        on_at_change=lambda: None,
        on_edit_change=take_edit,
        on_dropped_change=lambda: sources.take_dropped(st.session_state.workbench.get("dropped")),
    )


def take_edit() -> None:
    """Makes the correction that the browser asks for, once."""
    asked = st.session_state.workbench.get("edit") or {}
    if asked.get("n") == st.session_state.get("edited"):
        return
    st.session_state.edited = asked.get("n")
    try:
        desk.do(wish(asked["edit"]))
    except ArgmapError as error:
        desk.fail(error)


def clear_filters() -> None:
    """Everything is let through."""
    for key in ("words", "kinds", "confidence", "unlinked", "directions"):
        st.session_state.pop(key, None)


def choose_filters(argument_map: ArgumentMap) -> Filters:
    """What the reader asks for."""
    search, kind, sure, loose, count = st.columns([3, 2.6, 2.2, 1.7, 1.7], vertical_alignment="center")
    words = search.text_input(
        "Search claims", key="words", placeholder="Search claims or authors", label_visibility="collapsed"
    )
    kinds = kind.pills(
        "Links", list(Kind), selection_mode="multi", format_func=KINDS.get, key="kinds", label_visibility="collapsed"
    )
    confidence = sure.select_slider(
        "Least confidence",
        range(0, 100, 5),
        key="confidence",
        format_func=lambda least: f"links ≥ {least}% sure" if least else "links however unsure",
        label_visibility="collapsed",
    )
    unlinked = filter_map(argument_map, Filters()).unlinked
    shown = loose.toggle(f"{unlinked} unlinked", key="unlinked", disabled=not unlinked, help=UNLINKED)
    st.session_state.summary = count.empty()
    counts = {slug: f"{plain(name)} · {number}" for slug, name, number in direction_counts(argument_map)}
    directions = (
        st.pills(
            "Research directions or topics",
            list(counts),
            selection_mode="multi",
            format_func=counts.get,
            key="directions",
            label_visibility="collapsed",
        )
        if counts
        else []
    )
    return Filters(tuple(directions), tuple(kinds), confidence / 100, words, shown)


def focused(view: View) -> dict[str, Any] | None:
    """The neighbourhood of the claim that the reader focuses on, laid out by itself."""
    claim = (st.session_state.get("workbench", {}).get("at") or {}).get("focus")
    near = neighbourhood(view, claim) if claim else None
    return {"claim": claim, **drawn(near)} if near and near.claims else None


def drawn(view: View) -> dict[str, Any]:
    """The view as vis-network takes it: nodes and edges made by pyvis, each with its place."""
    payload = view_payload(view)
    network = Network(directed=True)
    for node in payload["nodes"]:
        network.add_node(node.pop("id"), shape="custom", physics=False, **node)
    for edge in payload["edges"]:
        network.add_edge(edge.pop("source"), edge.pop("target"), **edge)
    found = {"nodes": network.nodes, "edges": network.edges}
    return {"key": hashlib.sha256(json.dumps(found).encode()).hexdigest(), **found}


def static(name: str, folder: Path) -> str:
    """The name under which the server hands out a folder's files, which browsers keep between runs."""
    return components.declare_component(name, path=folder).name


@st.cache_resource
def workbench() -> Any:
    """The cruxes, the graph and the inspector as one component."""
    return st.components.v2.component("argmap", css=read_text("style.css"), js=read_text("component.js"))


@st.cache_data(show_spinner=False)
def read_text(name: str) -> str:
    """One of the front end's files."""
    return (FRONT / name).read_text("utf-8")


main()
