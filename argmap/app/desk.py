"""What a session works on: the library, the open map, the mappings under way, and what the user must be told."""

import os
import secrets
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import streamlit as st

from argmap.app import directions, second
from argmap.datatypes import ArgumentMap, Thread
from argmap.errors import ArgmapError
from argmap.formats.maps import is_map, parse_map
from argmap.readers import parse_thread
from argmap.readers.language import language_note
from argmap.readers.paste.reshape import find_doubts
from argmap.work.corrections.edits import Edit, NewRun
from argmap.work.corrections.journal import Entry, Redo, Undo
from argmap.work.library import ChangedError, Library, LibraryError, Work, act, library_path, now, open_work
from argmap.work.worker import Job, Mappers, Stage

UNSAVED = "Your work is not being saved beyond this visit"


@dataclass(frozen=True, slots=True)
class Review:
    """The posts of a paste, to be set right before it is mapped, or of an open map of one.

    Attributes:
        name: what the paste is called.
        source: the sha256 of its bytes; empty for an open map.
        thread: its posts as they are now.
        before: its posts before every step, the latest last, and whether that step is a correction of the open map.
        map: the id of the open map, which every step corrects; None where there is no map yet.
    """

    name: str
    source: str
    thread: Thread
    before: tuple[tuple[Thread, bool], ...] = ()
    map: int | None = None


@dataclass(frozen=True, slots=True)
class Followed:
    """A mapping that the session waits for, and the id of the map that was open when it began."""

    job: Job
    beside: int | None


@st.cache_resource
def open_library(path: Path) -> tuple[Library, str]:
    """The library in a file, and what the user must be told about it; one for this visit where it cannot be used."""
    try:
        library = Library(path)
    except LibraryError as error:
        return Library(Path(tempfile.mkdtemp(prefix="argmap-")) / "library.sqlite3"), f"{UNSAVED}: {error}"
    return library, library.notice


@st.cache_resource
def mappers() -> Mappers:
    """The processes that map, for all sessions together."""
    return Mappers(max(2, (os.cpu_count() or 2) // 2))


def library() -> Library:
    """The library of the person who is logged in, else of the one who runs the app."""
    return open_library(library_path(owner()))[0]


def notice() -> str:
    """What must be known of that library, as long as it is open."""
    return open_library(library_path(owner()))[1]


def owner() -> str:
    """A name for whoever is logged in, safe in a path; empty where the server asks for no login."""
    user = st.user.to_dict()
    return sha256(str(user.get("email") or user["sub"]).encode()).hexdigest()[:16] if user.get("is_logged_in") else ""


def work() -> Work | None:
    """The open map."""
    found: Work | None = st.session_state.get("work")
    return found


def tell(line: str) -> None:
    """Shows a line on the next run, once."""
    st.session_state.setdefault("notes", []).append(line)


def fail(error: ArgmapError) -> None:
    """Shows what went wrong, until something else is done."""
    st.session_state.error = str(error)


def show(id: int) -> None:
    """Opens a map of the library; it is in the address, so that a reload opens it again."""
    state = st.session_state
    try:
        state.work = open_work(library(), id)
    except ArgmapError as error:
        fail(error)
        return
    if st.query_params.get("map") != str(id):
        st.query_params["map"] = str(id)
    state.pop("error", None)
    state.pop("review", None)


@st.cache_resource
def underway() -> dict[str, list[Followed]]:
    """The mappings that sessions wait for, by a secret word in their address, so that a reload finds them again."""
    return {}


def jobs() -> list[Followed]:
    """The mappings that this session waits for."""
    return underway().get(st.query_params.get("job", ""), [])


def follow(job: Job) -> None:
    """Shows how a job goes on."""
    opened, word = work(), st.query_params.get("job", "")
    if word not in underway():
        word = secrets.token_urlsafe(9)
        st.query_params["job"] = word
    underway().setdefault(word, []).append(Followed(job, opened.id if opened else None))
    st.session_state.pop("error", None)


def settle_jobs() -> bool:
    """Tells what came of the mappings that have ended; whether any has."""
    followed = jobs()
    ended = [one for one in followed if one.job.status.ended]
    for one in ended:
        followed.remove(one)
        settle(one)
    if ended and not followed:
        underway().pop(st.query_params.pop("job"), None)
    return bool(ended)


def settle(followed: Followed) -> None:
    """Tells what came of a mapping that has ended; its map opens unless the user has turned to another one since."""
    job, opened = followed.job, work()
    if job.status.stage is Stage.FAILED:
        fail(ArgmapError(f"{job.name}: {job.status.error}"))
    elif job.status.stage is Stage.DONE and job.kept is not None:
        if opened is None or opened.id in (job.kept, followed.beside):
            show(job.kept)
        else:
            tell(f"“{job.name}” is mapped; it is under Maps.")


def leave() -> None:
    """Closes the open map."""
    st.session_state.pop("work", None)
    st.query_params.pop("map", None)


def receive(name: str, data: bytes) -> None:
    """Takes what was brought: a known map is opened, another saved, a thread mapped; a doubtful paste is shown first.

    Raises:
        ArgmapError: it is neither a map nor a thread, or cannot be saved.
    """
    source = sha256(data).hexdigest()
    if open_known(source):
        return
    if is_map(data, name):
        found = parse_map(data, name=name)
        show(library().add(found, found.thread.title or name, source))
    else:
        take_thread(parse_thread(data, name=name), name, source)


def open_known(source: str) -> bool:
    """Opens the saved map of what has that sha256, if there is one."""
    if (known := library().find(source)) is None:
        return False
    show(known)
    if library().card(known).version:
        tell("You have worked on this before: here it is with your corrections.")
    return True


def take_thread(thread: Thread, name: str, source: str) -> None:
    """Maps a thread, or shows it first where it is doubtful where posts begin."""
    if any(post.source for post in thread.posts) and find_doubts(thread):
        st.session_state.review = Review(name, source, thread)
        st.session_state.pop("error", None)
    else:
        begin(thread, name, source)


def begin(thread: Thread, name: str, source: str) -> None:
    """Begins to map a thread, and says what its reader has to say; the map is saved as soon as it is there."""
    for line in (*thread.notes, *filter(None, [language_note(thread)])):
        tell(line)
    title, kept = thread.title or name, library()

    def keep(argument_map: ArgumentMap) -> int:
        return kept.add(argument_map, title, source)

    follow(submit(title, thread, keep))


def map_again(opened: Work) -> None:
    """Begins to map the thread of an open map anew, as it was corrected; the corrections are carried over."""
    kept, id = library(), opened.id

    def keep(argument_map: ArgumentMap) -> int:
        entry = Entry(now(), NewRun(argument_map))
        while True:
            try:
                kept.append(id, entry, kept.card(id).version)
            except ChangedError:
                continue
            return id

    thread = opened.argument_map.thread
    follow(submit(kept.card(id).name, thread, keep))


def submit(name: str, thread: Thread, keep: Callable[[ArgumentMap], int]) -> Job:
    """A job that maps a thread as the user has chosen to; `keep` saves the map and gives its id."""
    return mappers().submit(
        name, thread, keep, backend=backend(), llm=second.chosen(), taxonomy=directions.own(owner())
    )


def backend() -> str:
    """The backend that maps: ARGMAP_BACKEND, or the neural one."""
    return os.environ.get("ARGMAP_BACKEND") or "neural"


def do(what: Edit | Undo | Redo) -> None:
    """Corrects the open map; where that cannot be done it is told why."""
    correct(what)


def correct(what: Edit | Undo | Redo) -> bool:
    """Corrects the open map, and says whether it could; else it is told why not."""
    state, opened = st.session_state, work()
    if opened is None:
        return False
    try:
        state.work = act(library(), opened, what)
        state.pop("error", None)
    except ChangedError as error:
        show(opened.id)
        fail(error)
    except ArgmapError as error:
        fail(error)
    else:
        return True
    return False


def stay_current() -> bool:
    """Whether the open map was changed elsewhere; then the newest is opened and the user told."""
    opened = work()
    if opened is None:
        return False
    try:
        if library().card(opened.id).version == opened.version:
            return False
        show(opened.id)
        tell("This map was changed elsewhere, perhaps in another tab. You see the newest.")
    except LibraryError as error:
        leave()
        fail(error)
    return True
