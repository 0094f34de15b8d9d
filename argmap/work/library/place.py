"""Where the library lies, and what happens to a file there that is no sound library."""

import os
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from platformdirs import user_data_path

VARIABLE = "ARGMAP_DATA"
"""The environment variable that names another directory."""
BESIDE = ("", "-wal", "-shm")
"""The files that SQLite keeps of one database, by what stands behind its name."""


def library_path(owner: str = "") -> Path:
    """The file of the library: in ARGMAP_DATA, else where the system keeps a user's data.

    Args:
        owner: whose it is where several people log in to one server; a name that is safe in a path.
    """
    folder = Path(told) if (told := os.environ.get(VARIABLE)) else user_data_path("argmap", appauthor=False)
    return folder / (f"library-{owner}.sqlite3" if owner else "library.sqlite3")


def taxonomy_path(owner: str = "") -> Path:
    """The file of the research directions that a user has brought, beside their library; it need not be there."""
    return library_path(owner).with_name(f"directions-{owner}.yaml" if owner else "directions.yaml")


def set_aside(path: Path, now: datetime) -> str | None:
    """Gives a damaged file another name, so that nothing overwrites it: a line that says so, or None for a sound one.

    Raises:
        OSError: the file cannot be renamed.
    """
    if not path.exists():
        return None
    found = path.stat().st_ino
    if not (damage := _damage(path)):
        return None
    name = f"{path.stem}.damaged-{now:%Y%m%dT%H%M%S%f}{path.suffix}"
    if path.exists() and path.stat().st_ino == found:  # another process may have set it aside by now
        for ending in BESIDE:
            if (part := path.with_name(path.name + ending)).exists():
                part.replace(path.with_name(name + ending))
    return (
        f"The library of maps was damaged ({damage}). It is kept as {path.with_name(name)}, and a new one was begun; "
        "restore a backup, or save the maps in it with sqlite3's .recover"
    )


def _damage(path: Path) -> str | None:
    """What is wrong with a file, in words; None where SQLite reads all of it."""
    try:
        with closing(sqlite3.connect(path, timeout=10)) as database:
            answer = str(database.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlite3.OperationalError:
        return None  # locked, or not to be opened: no sign of damage, and told where it is opened
    except sqlite3.DatabaseError as error:
        return str(error)
    return None if answer == "ok" else " ".join(answer.split())
