"""The research directions that maps are tagged with: argmap's, or those of a YAML file that the user brings."""

from pathlib import Path

import streamlit as st

from argmap.cli.output import replace_file
from argmap.errors import ArgmapError, InputError
from argmap.mapping.topics.directions import Taxonomy
from argmap.readers.taxonomy import DEFAULT, parse_taxonomy, read_taxonomy
from argmap.screen import plain
from argmap.work.library import taxonomy_path


def own(owner: str) -> Taxonomy | None:
    """The directions that a user has brought; None where argmap's are used, or the file can no longer be read."""
    path = taxonomy_path(owner)
    try:
        return _read(path, path.stat().st_mtime_ns)
    except (OSError, InputError):
        return None


def in_use(owner: str) -> Taxonomy:
    """The directions that new maps are tagged with, and that a claim can be given."""
    return own(owner) or _standard()


@st.cache_data(show_spinner=False, max_entries=8)
def _read(path: Path, changed: int) -> Taxonomy:
    return read_taxonomy(path)


@st.cache_data(show_spinner=False)
def _standard() -> Taxonomy:
    return read_taxonomy()


def offer_directions(owner: str) -> None:
    """Which directions are used, a way to bring others, what is wrong with them, and the way back."""
    brought, used = own(owner), in_use(owner)
    with st.expander("Research directions"):
        whose = "Yours" if brought else "argmap's"
        st.caption(plain(f"{whose}: {', '.join(direction.name for direction in used)}."))
        st.file_uploader(
            "Your own, in YAML",
            type=["yaml", "yml"],
            key="directions",
            on_change=_take,
            args=(owner,),
            help="A list `directions`, each with `slug`, `name` and `sentence`, and maybe `aliases` and `hints`",
        )
        if wrong := st.session_state.pop("directions_wrong", None):
            st.error(plain(wrong))
        st.caption("They tag the maps that you make from now on; “Map again” under Changes tags an open map anew.")
        example, back, _ = st.columns([2, 2, 1])
        example.download_button(
            "Save argmap's as an example", _example(), "directions.yaml", "application/yaml", on_click="ignore"
        )
        if brought:
            back.button("Back to argmap's", on_click=_drop, args=(owner,))


def _example() -> bytes:
    return DEFAULT.read_bytes()


def _take(owner: str) -> None:
    """Keeps what was uploaded, if it is a taxonomy."""
    file, path = st.session_state.get("directions"), taxonomy_path(owner)
    if file is None:
        return
    try:
        data = file.getvalue()
        parse_taxonomy(data, name=file.name)
        replace_file(path, [data])
    except ArgmapError as error:
        st.session_state.directions_wrong = str(error)
    except OSError as error:
        st.session_state.directions_wrong = f"They could not be kept: {error.strerror}"


def _drop(owner: str) -> None:
    try:
        taxonomy_path(owner).unlink(missing_ok=True)
    except OSError as error:
        st.session_state.directions_wrong = f"They could not be put away: {error.strerror}"
