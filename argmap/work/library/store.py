"""Opening, saving, renaming, duplicating and deleting maps. Every change is one transaction, on the disk when told."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from pathlib import Path

from argmap.datatypes import ArgumentMap
from argmap.errors import ArgmapError
from argmap.formats.json import from_json, to_json
from argmap.work.corrections.journal import Entry, Journal
from argmap.work.corrections.records import from_record, to_record
from argmap.work.library.place import set_aside
from argmap.work.library.schema import migrate

KEPT = timedelta(days=30)
"""How long a deleted map can be brought back."""
PATIENCE = 10.0
"""Seconds to wait for another process that is writing."""


class LibraryError(ArgmapError):
    """The library cannot be read or written."""


class ChangedError(LibraryError):
    """Somebody else, perhaps another tab, has changed the map since it was read."""


class GoneError(LibraryError):
    """There is no such map, or it is deleted."""


@dataclass(frozen=True, slots=True)
class Card:
    """What the list of maps shows of one.

    Attributes:
        id: of the map in its library.
        name: given by the user, at first the thread's title.
        source: sha256 of what it was made from, or None.
        posts: how many the thread had when it was mapped.
        claims: how many the model found.
        created_at: ISO 8601, UTC, as the other times.
        changed_at: when it was corrected last.
        opened_at: when it was opened last.
        deleted_at: None unless it waits to be brought back or forgotten.
        version: how many entries its journal has.
    """

    id: int
    name: str
    source: str | None
    posts: int
    claims: int
    created_at: str
    changed_at: str
    opened_at: str
    deleted_at: str | None
    version: int


COLUMNS = ", ".join(
    "(SELECT count(*) FROM entries WHERE map = maps.id) AS version" if field.name == "version" else field.name
    for field in fields(Card)
)


class Library:
    """One library file. Any number of threads and processes may work on it at once.

    Args:
        path: the file; made, with its folders, where there is none.

    Attributes:
        notice: what the user must know of its opening (a damaged file was set aside), or "".

    Raises:
        LibraryError: it cannot be opened or made, or was made by a newer version.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.notice = set_aside(path, datetime.now(UTC)) or ""
        except OSError as error:
            raise LibraryError(f"{path}: the library of maps cannot be opened ({error.strerror})") from None
        with self._database() as database:
            database.execute("PRAGMA journal_mode = WAL")
            migrate(database)
            with _writing(database):
                database.execute("DELETE FROM maps WHERE deleted_at < ?", (_now(-KEPT),))

    def cards(self, *, deleted: bool = False) -> tuple[Card, ...]:
        """All maps, or all that can be brought back, those that were used last first."""
        kept = "IS NOT NULL ORDER BY deleted_at" if deleted else "IS NULL ORDER BY max(changed_at, opened_at)"
        with self._database() as database:
            rows = database.execute(f"SELECT {COLUMNS} FROM maps WHERE deleted_at {kept} DESC, id DESC").fetchall()
        return tuple(Card(*row) for row in rows)

    def card(self, id: int) -> Card:
        """What is known of one map.

        Raises:
            GoneError: there is no such map, or it is deleted.
        """
        with self._database() as database:
            return _card(database, id)

    def find(self, source: str) -> int | None:
        """The id of the map that was made from what has that sha256, the one used last where there are several."""
        return next((card.id for card in self.cards() if card.source == source), None)

    def add(self, argument_map: ArgumentMap, name: str, source: str | None = None) -> int:
        """Saves a new map under a name; its id."""
        now, base = _now(), to_json(argument_map)
        row = (name, source, base, len(argument_map.thread.posts), len(argument_map.claims), now, now, now)
        with self._database() as database, _writing(database):
            made = database.execute(
                "INSERT INTO maps (name, source, base, posts, claims, created_at, changed_at, opened_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                row,
            )
        return int(made.lastrowid or 0)

    def open(self, id: int) -> Journal:
        """The journal of a map: what the model said, and every correction since.

        Raises:
            GoneError: there is no such map, or it is deleted.
            InputError: it was not written by this version or an older one.
        """
        with self._database() as database:
            _card(database, id)
            with _writing(database):
                database.execute("UPDATE maps SET opened_at = ? WHERE id = ?", (_now(), id))
                (base,) = database.execute("SELECT base FROM maps WHERE id = ?", (id,)).fetchone()
                rows = database.execute("SELECT record FROM entries WHERE map = ? ORDER BY number", (id,)).fetchall()
        return Journal(from_json(base), tuple(from_record(record) for (record,) in rows))

    def append(self, id: int, entry: Entry, after: int) -> int:
        """Saves one more entry of a map's journal; how many it has now.

        Args:
            id: the map.
            entry: what was done.
            after: how many entries the journal had when it was read.

        Raises:
            ChangedError: it has others by now; nothing is saved.
            GoneError: there is no such map, or it is deleted.
        """
        with self._database() as database, _writing(database):
            if _card(database, id).version != after:
                raise ChangedError(
                    "this map was changed elsewhere, perhaps in another tab; the last change was not saved"
                )
            database.execute("INSERT INTO entries VALUES (?, ?, ?)", (id, after + 1, to_record(entry)))
            database.execute("UPDATE maps SET changed_at = ? WHERE id = ?", (_now(), id))
        return after + 1

    def rename(self, id: int, name: str) -> None:
        """Gives a map another name.

        Raises:
            LibraryError: the name is empty.
            GoneError: there is no such map, or it is deleted.
        """
        if not (words := " ".join(name.split())):
            raise LibraryError("a map needs a name")
        with self._database() as database, _writing(database):
            _card(database, id)
            database.execute("UPDATE maps SET name = ? WHERE id = ?", (words, id))

    def duplicate(self, id: int) -> int:
        """Copies a map with its whole journal; the copy's id.

        Raises:
            GoneError: there is no such map, or it is deleted.
        """
        with self._database() as database, _writing(database):
            _card(database, id)
            made = database.execute(
                "INSERT INTO maps (name, source, base, posts, claims, created_at, changed_at, opened_at)"
                " SELECT name || ' (copy)', source, base, posts, claims, ?1, ?1, ?1 FROM maps WHERE id = ?2",
                (_now(), id),
            )
            copy = int(made.lastrowid or 0)
            database.execute("INSERT INTO entries SELECT ?, number, record FROM entries WHERE map = ?", (copy, id))
        return copy

    def delete(self, id: int) -> None:
        """Takes a map out of the list; it can be brought back for thirty days.

        Raises:
            GoneError: there is no such map, or it is deleted already.
        """
        with self._database() as database, _writing(database):
            _card(database, id)
            database.execute("UPDATE maps SET deleted_at = ? WHERE id = ?", (_now(), id))

    def restore(self, id: int) -> None:
        """Brings a deleted map back; one that is not deleted stays as it is.

        Raises:
            GoneError: it is gone for good.
        """
        with self._database() as database, _writing(database):
            if not database.execute("UPDATE maps SET deleted_at = NULL WHERE id = ?", (id,)).rowcount:
                raise GoneError("this map is gone for good")

    @contextmanager
    def _database(self) -> Iterator[sqlite3.Connection]:
        """A connection of its own for each piece of work; what SQLite complains of is told in one line."""
        try:
            with closing(sqlite3.connect(self.path, timeout=PATIENCE, isolation_level=None)) as database:
                database.execute("PRAGMA foreign_keys = ON")
                database.execute("PRAGMA synchronous = FULL")
                yield database
        except sqlite3.Error as error:
            raise LibraryError(
                f"{self.path}: the library of maps cannot be used ({error}); nothing was saved"
            ) from None
        except LibraryError:
            raise
        except ArgmapError as error:
            raise LibraryError(f"{self.path}: {error}") from None


@contextmanager
def _writing(database: sqlite3.Connection) -> Iterator[None]:
    """One transaction, that nobody else writes between."""
    database.execute("BEGIN IMMEDIATE")
    with database:
        yield


def _card(database: sqlite3.Connection, id: int) -> Card:
    row = database.execute(f"SELECT {COLUMNS} FROM maps WHERE id = ? AND deleted_at IS NULL", (id,)).fetchone()
    if row is None:
        raise GoneError("there is no such map in the library any more; it may wait among the deleted ones")
    return Card(*row)


def _now(shift: timedelta = timedelta()) -> str:
    return (datetime.now(UTC) + shift).isoformat(timespec="milliseconds")
