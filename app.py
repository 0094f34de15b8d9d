"""`argmap app`, or `streamlit run app.py`. Widgets and their order; argmap.view makes what they show."""

import hashlib
import json
import re
import sys
from pathlib import Path
from typing import Any

import pyvis
import streamlit as st
import streamlit.components.v1 as components
from pyvis.network import Network

import argmap
from argmap.datatypes import ArgumentMap, Kind
from argmap.errors import ArgmapError
from argmap.export import FORMATS, PICTURES, Format, Picture
from argmap.export.picture import can_draw
from argmap.readers import FORMATS as FORMATS_READ
from argmap.readers.maps import is_map
from argmap.view import (
    Filters,
    View,
    direction_counts,
    filter_map,
    header_html,
    map_payload,
    neighbourhood,
    plain,
    view_payload,
)

SAMPLES = Path(__file__).parent / "corpora" / "threads"
DEMO = "lw01.thread.json"
FRONT = Path(argmap.__file__).parent / "graph"
VIS = Path(pyvis.__file__).parent / "lib" / "vis-9.1.2"
KINDS = {Kind.SUPPORT: "\\+ Supports", Kind.OBJECTION: "− Objections"}
OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"dragNodes": False, "hover": True, "tooltipDelay": 250, "selectable": False},
}
UNLINKED = "Claims that nothing in the thread supports, attacks or builds on"
KEPT_MAPS = 8  # on the server, so that a thread that is opened again is not mapped again


def main() -> None:
    """The page, from top to bottom."""
    st.set_page_config("argmap", page_icon=str(FRONT / "icon.svg"), layout="wide")
    st.html(f"<style>{read_text('page.css')}</style>")
    state = st.session_state
    working = st.empty()
    if "map" not in state and "pending" not in state:
        state.pending = first_source()
    if "pending" in state:
        take(*state.pop("pending"), working)
    left, opened, saved = st.columns([8, 1.5, 1.2], vertical_alignment="center")
    shut = f"open-{state.get('map_key', '')}"  # a new map closes the menu that it came from
    with opened.popover("Open", icon=":material/folder_open:", width="stretch", key=shut):
        offer_sources()
    if error := state.get("error"):
        st.error(plain(error))
    if "map" not in state:
        return
    left.html(header_html(state.map))
    with saved.popover("Save", icon=":material/download:", width="stretch"):
        offer_downloads(state.map)
    explore(state.map, state.map_key)


def first_source() -> tuple[str, bytes]:
    """The file named on the command line, else the demo thread."""
    told = sys.argv[1:] if Path(sys.argv[0]).name == Path(__file__).name else []
    path = Path(told[0]) if told else SAMPLES / DEMO
    try:
        return path.name, path.read_bytes()
    except OSError as error:
        st.session_state.error = f"{path}: {error.strerror}; give a file that can be read"
        return DEMO, (SAMPLES / DEMO).read_bytes()


def offer_sources() -> None:
    """Ways to bring a thread."""
    upload, paste, samples = st.tabs(["Upload", "Paste", "Samples"])
    upload.file_uploader(
        "A saved page or JSON of a thread, mail, a table or text; or a map",
        key="upload",
        on_change=take_upload,
        help="Threads that are read:\n" + "".join(f"\n- {line}" for line in FORMATS_READ),
    )
    paste.text_area("The text of a thread", key="paste", height=220, placeholder="Paste a post and its comments")
    paste.button("Map it", type="primary", on_click=take_paste)
    for path in sorted(SAMPLES.glob("*.json")):
        samples.button(plain(title_of(path)), key=path.name, on_click=take_sample, args=(path,), type="tertiary")


def take_upload() -> None:
    """What was uploaded comes next."""
    if (file := st.session_state.upload) is not None:
        st.session_state.pending = (file.name, file.getvalue())


def take_paste() -> None:
    """What was pasted comes next."""
    st.session_state.pending = ("pasted text", st.session_state.paste.encode("utf-8", "surrogatepass"))


def take_sample(path: Path) -> None:
    """A sample comes next."""
    st.session_state.pending = (path.name, path.read_bytes())


@st.cache_data(show_spinner=False)
def title_of(path: Path) -> str:
    """A sample's own title."""
    return argmap.read_thread(path).title or path.name


@st.cache_resource
def kept_maps() -> dict[str, ArgumentMap]:
    """The latest maps by the hash of what they were made from."""
    return {}


def take(name: str, data: bytes, working: Any) -> None:
    """Shows the map of what was brought; an error is told in one line, and the map before it stays."""
    state, maps, key = st.session_state, kept_maps(), hashlib.sha256(data).hexdigest()
    try:
        found = maps.get(key) or map_of(name, data, working)
    except ArgmapError as error:
        state.error = str(error)
    else:
        maps[key] = found
        for old in list(maps)[:-KEPT_MAPS]:
            maps.pop(old, None)
        if "map" in state:  # on the first start an error is that of a file that gave way to the demo
            state.pop("error", None)
        state.map, state.map_key = found, key
        clear_filters()
    working.empty()


def map_of(name: str, data: bytes, working: Any) -> ArgumentMap:
    """The map in a file, or that of the thread in it, with progress on the screen."""
    if is_map(data, name):
        return argmap.parse_map(data, name=name)
    thread = argmap.parse_thread(data, name=name)
    bar = working.progress(0.0, "Reading the thread")

    def progress(stage: str, done: int, total: int) -> None:
        bar.progress(min(done / max(total, 1), 1.0), plain(stage))

    return argmap.analyze(thread, progress=progress)


def clear_filters() -> None:
    """A new map is shown whole."""
    for key in ("words", "kinds", "confidence", "unlinked", "directions"):
        st.session_state.pop(key, None)


def offer_downloads(argument_map: ArgumentMap) -> None:
    """The whole map, whatever is filtered, in argmap's own format or another."""
    stem = re.sub(r"[^\w.-]+", "-", argument_map.thread.id)[:60].strip(".-") or "thread"
    offer_download(argument_map, "Whole map (JSON)", FORMATS["json"], stem)
    others = {**FORMATS, **(PICTURES if can_draw() else {})}
    del others["json"]
    chosen = st.selectbox("Or for other tools", others, format_func=lambda name: f"{name}: {others[name].summary}")
    offer_download(argument_map, f"Whole map ({chosen})", others[chosen], stem)


def offer_download(argument_map: ArgumentMap, label: str, form: Format | Picture, stem: str) -> None:
    """One format; the file is written when it is asked for."""
    st.download_button(
        label,
        lambda: form.write(argument_map),
        stem + form.suffix,
        form.media_type,
        on_click="ignore",
        width="stretch",
    )


@st.fragment
def explore(argument_map: ArgumentMap, key: str) -> None:
    """Filters and the workbench; using them leaves the rest of the page alone."""
    view = filter_map(argument_map, choose_filters(argument_map))
    st.session_state.summary.html(f'<p class="am-count" role="status">{view.summary}</p>')
    workbench()(
        key="workbench",
        data={
            "assets": f"component/{static('front', FRONT)}/",
            "vis": f"../{static('vis', VIS)}/vis-network.min.js",
            "options": OPTIONS,
            "map": {"key": key, **map_payload(argument_map)},
            "view": drawn(view),
            "focus": focused(view),
        },
        on_at_change=lambda: None,
    )


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
