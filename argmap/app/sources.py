"""Ways to bring a thread or a map: files, text, an address, a sample."""

import base64
import binascii
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import streamlit as st

from argmap.app import desk, directions, second
from argmap.errors import ArgmapError, InputError
from argmap.formats.json import to_native_thread
from argmap.places import THREADS as SAMPLES
from argmap.readers import FORMATS, parse_thread, read_thread
from argmap.screen import plain

DEMO = SAMPLES / "lw01.thread.json"


def offer_sources() -> None:
    """The menu of ways in."""
    upload, paste, address, samples = st.tabs(["Upload", "Paste", "Address", "Samples"])
    upload.file_uploader(
        "Saved pages or JSON of threads, mail, tables or text; or maps. You can also drop them on the map",
        key="upload",
        accept_multiple_files=True,
        on_change=take_upload,
        help="Threads that are read:\n" + "".join(f"\n- {line}" for line in FORMATS),
    )
    paste.text_area("The text of a thread", key="paste", height=220, placeholder="Paste a post and its comments")
    paste.button("Map it", type="primary", on_click=take_paste)
    address.text_input(
        "The address of a thread",
        key="address",
        placeholder="https://www.lesswrong.com/posts/…",
        help="LessWrong, the EA Forum, the Alignment Forum, Hacker News, GitHub, Discourse, or any page or file",
    )
    address.button("Fetch and map it", type="primary", on_click=take_address)
    for path in sorted(SAMPLES.glob("*.json")):
        samples.button(plain(title_of(path)), key=path.name, on_click=take_sample, args=(path,), type="tertiary")
    directions.offer_directions(desk.owner())
    second.offer_reader()


def take(bring: Callable[[], None]) -> None:
    """Brings something; what is wrong with it is told in one line, and the map before it stays."""
    try:
        bring()
    except ArgmapError as error:
        desk.fail(error)


def take_files(files: Iterable[tuple[str, bytes]]) -> None:
    """Brings several files, each for itself."""
    for name, data in files:
        take(partial(desk.receive, name, data))


def take_upload() -> None:
    """What was uploaded comes next; files that were there before, and are still listed, do not come again."""
    seen: set[str] = st.session_state.setdefault("uploaded", set())
    new = [file for file in st.session_state.upload if file.file_id not in seen]
    seen.update(file.file_id for file in new)
    take_files((file.name, file.getvalue()) for file in new)


def take_paste() -> None:
    """What was pasted comes next."""
    text = st.session_state.paste.encode("utf-8", "surrogatepass")
    take_files([("pasted text", text)])


def take_sample(path: Path) -> None:
    """A sample comes next."""
    take_files([(path.name, path.read_bytes())])


def take_address() -> None:
    """What is at an address comes next."""
    address = st.session_state.address.strip()

    def bring() -> None:
        if not address.lower().startswith(("http://", "https://")):
            raise InputError("an address begins with https:// or http://; copy it from the browser's address bar")
        thread = read_thread(address)
        source = sha256(to_native_thread(thread).encode("utf-8", "surrogatepass")).hexdigest()
        if not desk.open_known(source):
            desk.take_thread(thread, address, source)

    take(bring)


def take_dropped(record: Mapping[str, Any] | None) -> None:
    """What was dropped on the map comes next: names, and bytes in base64."""
    if not record or record.get("n") == st.session_state.get("dropped"):
        return
    st.session_state.dropped = record.get("n")
    try:
        files = [(str(file["name"]), base64.b64decode(file["data"], validate=True)) for file in record["files"]]
    except (KeyError, TypeError, binascii.Error):
        return
    take_files(files)


def first_source(told: str | None) -> None:
    """What a new visit begins with: the map in the address, the file that was named, the last map, or the demo."""
    wanted = st.query_params.get("map", "")
    if desk.jobs() and not wanted:
        return
    if wanted.isdecimal():
        desk.show(int(wanted))
    elif told:
        take_file(Path(told))
    elif cards := desk.library().cards():
        desk.show(cards[0].id)
    if not (desk.work() or desk.jobs() or "review" in st.session_state):
        error = st.session_state.get("error")
        take_sample(DEMO)
        st.session_state.error = error


def take_file(path: Path) -> None:
    """Brings a file of this machine."""
    try:
        take_files([(path.name, path.read_bytes())])
    except OSError as error:
        desk.fail(InputError(f"{error.strerror}; give a file that can be read", source=str(path)))


@st.cache_data(show_spinner=False)
def title_of(path: Path) -> str:
    """A sample's own title."""
    return parse_thread(path.read_bytes(), name=path.name).title or path.name
