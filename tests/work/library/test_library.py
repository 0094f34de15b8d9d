"""No map and no correction is lost: the library of maps, its older files, its damaged ones, and its many users."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from argmap.datatypes import ArgumentMap
from argmap.formats.json import to_json
from argmap.work.corrections.edits import RewriteClaim
from argmap.work.corrections.journal import Entry, Redo, Undo
from argmap.work.library import ChangedError, GoneError, Library, LibraryError, library_path
from argmap.work.library.schema import MIGRATIONS

EDITS = [Entry("2026-01-01T00:00:00Z", what) for what in (RewriteClaim("c1", "Cats rule."), Undo(), Redo())]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a library may be made."""
    return tmp_path / "argmap" / "library.sqlite3"


@pytest.fixture
def library(path: Path) -> Library:
    """A new library."""
    return Library(path)


def test_what_was_saved_is_there_after_a_restart(library: Library, small_map: ArgumentMap) -> None:
    """Map and journal come back equal, and the card counts them."""
    id = library.add(small_map, "Cats", "abc")
    for version, entry in enumerate(EDITS):
        assert library.append(id, entry, version) == version + 1
    again = Library(library.path)
    journal = again.open(id)
    assert journal.base == small_map
    assert list(journal.entries) == EDITS
    (card,) = again.cards()
    assert (card.id, card.name, card.source, card.posts, card.claims, card.version) == (id, "Cats", "abc", 3, 5, 3)
    assert again.find("abc") == id
    assert again.find("abcd") is None


def test_the_second_tab_is_told(library: Library, small_map: ArgumentMap) -> None:
    """A change on top of what is no longer there is refused and leaves nothing."""
    id = library.add(small_map, "Cats")
    library.append(id, EDITS[0], 0)
    with pytest.raises(ChangedError):
        library.append(id, EDITS[1], 0)
    assert library.card(id).version == 1


def test_maps_are_renamed_copied_deleted_and_brought_back(library: Library, small_map: ArgumentMap) -> None:
    """A copy has the whole journal and goes its own way; a deleted map is in no list and cannot be opened."""
    id = library.add(small_map, "Cats")
    library.append(id, EDITS[0], 0)
    library.rename(id, "  Cats\nand dogs ")
    copy = library.duplicate(id)
    library.append(copy, EDITS[1], 1)
    assert [(card.id, card.name, card.version) for card in library.cards()] == [
        (copy, "Cats and dogs (copy)", 2),
        (id, "Cats and dogs", 1),
    ]
    library.delete(id)
    assert [card.id for card in library.cards()] == [copy]
    assert [card.id for card in library.cards(deleted=True)] == [id]
    for forbidden in (library.open, library.card, library.delete, library.duplicate):
        with pytest.raises(GoneError):
            forbidden(id)
    with pytest.raises(GoneError):
        library.append(id, EDITS[1], 1)
    library.restore(id)
    assert library.open(id).entries == (EDITS[0],)
    with pytest.raises(LibraryError):
        library.rename(id, " ")


def test_a_map_deleted_long_ago_is_forgotten(library: Library, small_map: ArgumentMap) -> None:
    """After thirty days a deleted map and its journal leave the file; one deleted since does not."""
    old, new = (library.add(small_map, name) for name in ("old", "new"))
    library.append(old, EDITS[0], 0)
    library.delete(old)
    library.delete(new)
    with closing(sqlite3.connect(library.path)) as database, database:
        database.execute("UPDATE maps SET deleted_at = '2020-01-01T00:00:00.000+00:00' WHERE id = ?", (old,))
    again = Library(library.path)
    assert [card.id for card in again.cards(deleted=True)] == [new]
    with closing(sqlite3.connect(library.path)) as database:
        assert database.execute("SELECT count(*) FROM entries").fetchone() == (0,)
    with pytest.raises(GoneError):
        again.restore(old)


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_an_older_file_is_brought_up_to_date(path: Path, small_map: ArgumentMap, version: int) -> None:
    """Every map and entry of a file of each older version is there, and new ones can be added."""
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as database, database:
        for script in MIGRATIONS[:version]:
            database.executescript(script)
        database.execute(f"PRAGMA user_version = {version}")
        database.execute(
            "INSERT INTO maps (name, base, posts, claims, created_at, changed_at) VALUES ('Cats', ?, 3, 5, 't1', 't2')",
            (to_json(small_map),),
        )
        record = '{"when": "t", "what": "rewrite-claim", "claim": "c1", "text": "Cats rule."}'
        database.execute("INSERT INTO entries VALUES (1, 1, ?)", (record,))
    library = Library(path)
    (card,) = library.cards()
    assert (card.name, card.opened_at, card.version) == ("Cats", "t2", 1)
    assert library.open(1).entries[0].what == RewriteClaim("c1", "Cats rule.")
    assert library.append(1, EDITS[1], 1) == 2


def test_a_newer_file_is_left_alone(library: Library, small_map: ArgumentMap) -> None:
    """What a later version wrote is not touched, and the line says what to do."""
    library.add(small_map, "Cats")
    with closing(sqlite3.connect(library.path)) as database:
        database.execute("PRAGMA user_version = 999")
    with pytest.raises(LibraryError, match="update argmap"):
        Library(library.path)
    with closing(sqlite3.connect(library.path)) as database:
        assert database.execute("SELECT count(*) FROM maps").fetchone() == (1,)


@pytest.mark.parametrize("damage", ["text", "head", "middle"])
def test_a_damaged_file_is_set_aside(library: Library, small_map: ArgumentMap, damage: str) -> None:
    """Every byte of it is kept under another name, the user is told which, and a new library works."""
    for n in range(20):
        library.add(small_map, f"Cats {n}")
    with closing(sqlite3.connect(library.path)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray(library.path.read_bytes())
    if damage == "text":
        data = bytearray(b"This is no library at all.\n" * 100)
    elif damage == "head":
        data[:64] = bytes(64)
    else:
        data[4096:20480] = b"\xff" * 16384
    library.path.write_bytes(data)
    again = Library(library.path)
    (kept,) = library.path.parent.glob("*.damaged-*.sqlite3")
    assert kept.read_bytes() == data
    assert str(kept) in again.notice
    assert "\n" not in again.notice
    assert again.cards() == ()
    assert again.open(again.add(small_map, "Cats")).base == small_map
    assert Library(library.path).notice == ""


def test_a_place_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    """The line names the file."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(LibraryError) as error:
        Library(tmp_path / "file" / "library.sqlite3")
    assert "\n" not in str(error.value)
    assert str(tmp_path) in str(error.value)


def test_the_library_lies_where_it_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """ARGMAP_DATA names its directory; every owner has a file of their own."""
    monkeypatch.setenv("ARGMAP_DATA", str(tmp_path))
    assert library_path() == tmp_path / "library.sqlite3"
    assert library_path("a1b2") == tmp_path / "library-a1b2.sqlite3"


WRITER = """
import sys
from pathlib import Path
from argmap.work.corrections.edits import RewriteClaim
from argmap.work.corrections.journal import Entry
from argmap.work.library import ChangedError, Library
library, id, name, most = Library(Path(sys.argv[1])), int(sys.argv[2]), sys.argv[3], int(sys.argv[4])
print("ready", flush=True)
sys.stdin.readline()
for number in range(most):
    while True:
        try:
            entry = Entry("t", RewriteClaim("c1", f"{name} {number}"))
            saved = library.append(id, entry, library.card(id).version)
            break
        except ChangedError:
            pass
    print(name, number, flush=True)
"""


def writer(library: Library, id: int, name: str, most: int) -> subprocess.Popen[str]:
    """A process that makes corrections and prints each once it was told that it is saved."""
    command = [sys.executable, "-c", WRITER, str(library.path), str(id), name, str(most)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def saved(library: Library, id: int) -> list[str]:
    """The words of every correction in a map's journal."""
    return [entry.what.text for entry in library.open(id).entries if isinstance(entry.what, RewriteClaim)]


@pytest.mark.slow
def test_two_processes_lose_nothing(library: Library, small_map: ArgumentMap) -> None:
    """Two that write to one map at once take turns: each correction is there once, each writer's in its order."""
    id = library.add(small_map, "Cats")
    processes = [writer(library, id, name, 40) for name in "ab"]
    for process in processes:
        assert process.stdout is not None
        process.stdout.readline()
    for process in processes:
        process.communicate("go\n", timeout=120)
        assert process.returncode == 0
    found = saved(library, id)
    for name in "ab":
        assert [words for words in found if words.startswith(name)] == [f"{name} {n}" for n in range(40)]


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL here")
@pytest.mark.parametrize("seen", [1, 3, 17])
def test_a_killed_process_loses_nothing_that_it_showed_as_saved(
    library: Library, small_map: ArgumentMap, seen: int
) -> None:
    """After kill -9 in the middle of saving the library opens, whole, with every correction that was told as saved."""
    id = library.add(small_map, "Cats")
    with writer(library, id, "a", 10_000) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdout.readline()
        process.stdin.write("go\n")
        process.stdin.flush()
        told = [process.stdout.readline().strip() for _ in range(seen)]
        process.send_signal(signal.SIGKILL)
        told += process.stdout.read().split("\n")[:-1]  # a line without its end was cut off
    again = Library(library.path)
    assert again.notice == ""
    found = saved(again, id)
    assert found[: len(told)] == told
    assert len(found) <= len(told) + 1


FULL = """
import resource, signal, sys
from pathlib import Path
from argmap.formats.json import from_json
from argmap.work.library import Library, LibraryError
library, base = Library(Path(sys.argv[1])), from_json(sys.stdin.read())
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))
try:
    for n in range(100):
        library.add(base, f"Cats {n}")
except LibraryError as error:
    print(error)
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="needs a limit on the size of files")
def test_a_full_disk_is_one_line_and_loses_nothing(library: Library, small_map: ArgumentMap) -> None:
    """Where no byte can be written the user is told in one line, and what was saved before is there."""
    id = library.add(small_map, "Cats")
    command = [sys.executable, "-c", FULL, str(library.path)]
    done = subprocess.run(command, input=to_json(small_map), capture_output=True, text=True, check=True)
    assert "nothing was saved" in done.stdout
    assert done.stdout.count("\n") == 1
    assert library.open(id).base == small_map
