"""The library of a user's maps: one SQLite file, in which every map and every correction is saved as it is made."""

from argmap.work.library.place import library_path, taxonomy_path
from argmap.work.library.store import Card, ChangedError, GoneError, Library, LibraryError
from argmap.work.library.work import Work, act, now, open_work, wish

__all__ = [
    "Card",
    "ChangedError",
    "GoneError",
    "Library",
    "LibraryError",
    "Work",
    "act",
    "library_path",
    "now",
    "open_work",
    "taxonomy_path",
    "wish",
]
