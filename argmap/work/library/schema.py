"""The tables of the library, and how older files become today's."""

import sqlite3

from argmap.errors import ArgmapError

MIGRATIONS = (
    """
    CREATE TABLE maps (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        source TEXT,        -- sha256 of what it was made from
        base TEXT NOT NULL, -- argmap-map/1: what the model said
        posts INTEGER NOT NULL,
        claims INTEGER NOT NULL,
        created_at TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        deleted_at TEXT
    );
    CREATE INDEX maps_by_source ON maps (source);
    CREATE TABLE entries (
        map INTEGER NOT NULL REFERENCES maps (id) ON DELETE CASCADE,
        number INTEGER NOT NULL, -- 1, 2, ... in each map
        record TEXT NOT NULL,    -- an entry of the map's journal
        PRIMARY KEY (map, number)
    ) WITHOUT ROWID;
    """,
    """
    ALTER TABLE maps ADD COLUMN opened_at TEXT;
    UPDATE maps SET opened_at = changed_at;
    """,
)
"""What turns a file of version n into one of version n + 1. What was once released is never changed: add another."""


def migrate(database: sqlite3.Connection) -> None:
    """Brings a library up to date, whole or not at all; two processes may do so at once.

    Raises:
        ArgmapError: the file was made by a newer version.
    """
    if _version(database) == len(MIGRATIONS):
        return
    database.execute("BEGIN IMMEDIATE")
    with database:
        version = _version(database)
        if version > len(MIGRATIONS):
            raise ArgmapError("the library of maps was made by a newer version of argmap; update argmap to open it")
        for script in MIGRATIONS[version:]:
            for statement in script.split(";"):
                database.execute(statement)
        database.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


def _version(database: sqlite3.Connection) -> int:
    return int(database.execute("PRAGMA user_version").fetchone()[0])
