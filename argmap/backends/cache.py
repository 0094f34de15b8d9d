"""What models made of a text, kept on disk by the text itself: a thread that has grown costs what its new posts cost.

Only models whose answer depends on nothing but what they were asked are kept, so that a map is the same, byte for byte,
whether they were asked or remembered. Neither a text nor an author is in the file: names are hashes, answers numbers.
"""

import os
import sqlite3
import time
import zlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

VARIABLE, OFF = "ARGMAP_CACHE", "off"
"""The variable of the environment that names another folder, or switches the cache off."""
MOST_BYTES = 500_000_000
"""What the cache may take: about 150,000 units, the ones that were used least recently go first."""
DAY = 86_400
"""Seconds: when an answer was used is noted no finer, which spares most readings a writing."""
AT_ONCE = 500
SCHEMA = "CREATE TABLE IF NOT EXISTS kept (name BLOB PRIMARY KEY, used INTEGER, crc INTEGER, answer BLOB)"
ENDINGS = ("", "-wal", "-shm")
"""The files that SQLite keeps of one database, by what stands behind its name."""


def cache_root() -> Path | None:
    """The user's folder for what can be made again, by ARGMAP_CACHE or the system's custom; None where it is off."""
    told = os.environ.get(VARIABLE)
    if told == OFF:
        return None
    told = told or os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(told) if told else Path.home() / ".cache") / "argmap"


def code_of(*paths: str) -> str:
    """A hash of the code in files, for what an answer depends on beside weights: changed code remembers nothing."""
    return blake2b(b"".join(Path(path).read_bytes() for path in paths), digest_size=8).hexdigest()


class Store:
    """Answers by what was asked; safe under several processes, bounded, and never a reason to fail.

    A file that cannot be opened, read or written is as if it were not there; one that is no database is begun anew.

    Args:
        path: the file; where None, `readings.sqlite3` in the user's folder, or nowhere where the cache is off.
        most_bytes: what the file may hold.
    """

    def __init__(self, path: Path | None = None, most_bytes: int = MOST_BYTES) -> None:
        self._path = path
        self._most = most_bytes

    @property
    def path(self) -> Path | None:
        """The file, which need not be there; None where the cache is off."""
        root = cache_root()
        return self._path or (root and root / "readings.sqlite3")

    def answers(
        self, model: str, asked: Sequence[str], make: Callable[[Sequence[int]], Sequence[bytes]]
    ) -> list[bytes]:
        """The model's answer to each question.

        Args:
            model: names all that an answer depends on but the question.
            asked: the questions.
            make: gives the answers to the questions of these indices, which were not kept; each is asked once.
        """
        names = [
            blake2b(f"{model}\0{text}".encode("utf-8", "surrogatepass"), digest_size=16).digest() for text in asked
        ]
        known = self._find(list(dict.fromkeys(names)))
        missing = {name: i for i, name in enumerate(names) if name not in known}
        if missing:
            made = dict(zip(missing, make(list(missing.values())), strict=True))
            self._keep(made)
            known |= made
        return [known[name] for name in names]

    def clear(self) -> int:
        """Forgets everything; how many bytes that frees."""
        freed = self.size()
        if self.path:
            for ending in ENDINGS:
                self.path.with_name(self.path.name + ending).unlink(missing_ok=True)
        return freed

    def size(self) -> int:
        """How many bytes the file takes."""
        parts = [self.path.with_name(self.path.name + ending) for ending in ENDINGS] if self.path else []
        return sum(part.stat().st_size for part in parts if part.exists())

    def _find(self, names: Sequence[bytes]) -> dict[bytes, bytes]:
        nothing: dict[bytes, bytes] = {}
        return self._within(lambda database: _select(database, names), nothing)

    def _keep(self, made: Mapping[bytes, bytes]) -> None:
        self._within(lambda database: _insert(database, made, self._most), None)

    def _within(self, work: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        """What the work gives, done in one transaction; what goes wrong in it is as if nothing were kept."""
        if (path := self.path) is None:
            return otherwise
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(path, timeout=10)) as database, database:
                database.execute("PRAGMA journal_mode = WAL")
                database.execute(SCHEMA)
                return work(database)
        except sqlite3.OperationalError:
            return otherwise  # locked, full or not to be opened: another time
        except sqlite3.DatabaseError:
            self.clear()
            return otherwise
        except OSError:
            return otherwise


def _name_of(asked: str) -> bytes:
    return blake2b(asked.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _select(database: sqlite3.Connection, names: Sequence[bytes]) -> dict[bytes, bytes]:
    """The kept answers of these names that are whole; notes that they were used today."""
    found: dict[bytes, bytes] = {}
    today = int(time.time()) // DAY
    for first in range(0, len(names), AT_ONCE):
        some = names[first : first + AT_ONCE]
        marks = ",".join("?" * len(some))
        rows = database.execute(f"SELECT name, used, crc, answer FROM kept WHERE name IN ({marks})", some).fetchall()
        stale = [(today, row[0]) for row in rows if row[1] < today]
        database.executemany("UPDATE kept SET used = ? WHERE name = ?", stale)
        found |= {name: answer for name, _, crc, answer in rows if zlib.crc32(answer) == crc}
    return found


def _insert(database: sqlite3.Connection, made: Mapping[bytes, bytes], most: int) -> None:
    """Keeps answers; where that is too much, those that were used least recently go, a quarter at a time."""
    today = int(time.time()) // DAY
    rows = [(name, today, zlib.crc32(answer), answer) for name, answer in made.items()]
    database.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", rows)
    oldest = "SELECT rowid FROM kept ORDER BY used, rowid LIMIT (SELECT count(*) / 4 + 1 FROM kept)"
    while _held(database) > most and database.execute(f"DELETE FROM kept WHERE rowid IN ({oldest})").rowcount:
        pass


def _held(database: sqlite3.Connection) -> int:
    """The bytes of the pages in use."""
    pages, free, size = (
        int(database.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("page_count", "freelist_count", "page_size")
    )
    return (pages - free) * size
