"""Ways out: the whole map, or the view of it, in any format."""

import re
from collections.abc import Callable

import streamlit as st

from argmap.datatypes import ArgumentMap
from argmap.formats import FORMATS, PICTURES, Format, Picture
from argmap.formats.graphs.picture import can_draw
from argmap.screen import View, shown_map

RESERVED = frozenset(("CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(10))))
"""Names of files that Windows keeps for devices."""
WHOLE, SHOWN = "The whole map", "What is shown"


def offer_downloads(argument_map: ArgumentMap) -> None:
    """The map or the part of it that the filters let through, in argmap's own format or another."""
    part = st.segmented_control("Save", (WHOLE, SHOWN), default=WHOLE, required=True, label_visibility="collapsed")
    shown: dict[str, View] = st.session_state.setdefault("shown", {})

    def chosen() -> ArgumentMap:
        return shown_map(shown["view"]) if part == SHOWN and "view" in shown else argument_map

    stem = stem_of(argument_map) + ("-part" if part == SHOWN else "")
    offer_download(chosen, f"{part} (JSON)", FORMATS["json"], stem)
    offer_download(chosen, "One page to share (HTML)", FORMATS["html"], stem)
    offer_download(chosen, "Picture (SVG)", FORMATS["svg"], stem)
    others: dict[str, Format | Picture] = {**FORMATS, **(PICTURES if can_draw() else {})}
    for name in ("json", "html", "svg"):
        del others[name]
    name = st.selectbox("Or for other tools", others, format_func=lambda name: f"{name}: {others[name].summary}")
    offer_download(chosen, f"{part} ({name})", others[name], stem)


def stem_of(argument_map: ArgumentMap) -> str:
    """A file's name without its ending: the thread's title, in letters that are safe on every system.

    >>> from argmap.datatypes import Post, Run, Thread
    >>> thread = Thread((Post("p1", "Hm."),), title="../Why <b>?</b>")
    >>> stem_of(ArgumentMap(thread, (), (), {}, (), (), {}, Run("0", "none")))
    'Why-b-b'
    """
    thread = argument_map.thread
    stem = re.sub(r"[^\w-]+", "-", thread.title or thread.id)[:60].strip("-_")
    return f"thread-{stem}" if stem.upper() in RESERVED else stem or "thread"


def offer_download(chosen: Callable[[], ArgumentMap], label: str, form: Format | Picture, stem: str) -> None:
    """One format; the file is written when it is asked for."""
    st.download_button(
        label,
        lambda: form.write(chosen()),
        stem + form.suffix,
        form.media_type,
        on_click="ignore",
        width="stretch",
    )
