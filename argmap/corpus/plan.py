"""What there is to map, under which name each map is kept, and so what is done already."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from argmap.errors import InputError
from argmap.places import MODELS
from argmap.version import __version__

MAPS, FAILED = "maps", "failed"
"""The folders of a run's output that hold a file for each thread."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How every map of a run is made."""

    backend: str = "neural"
    encoder: str = ""
    relater: str = ""

    def digest(self) -> str:
        """A hash of all that a map depends on but its thread: the version, the options and the models' cards."""
        cards = [path.read_text("utf-8") for path in sorted(MODELS.glob("*/card.json"))]
        return sha256(json.dumps([__version__, self.backend, self.encoder, self.relater, cards]).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Task:
    """A thread to map.

    Attributes:
        name: the place of its file below the folder that was named, and `#2` for the second thread of a mailbox.
        path: the file.
        key: the name of its map: it changes with the file's bytes and with the recipe.
        part: its number in a file of several threads, from 1; None where the file is one thread.
    """

    name: str
    path: Path
    key: str
    part: int | None = None

    def map_in(self, out: Path) -> Path:
        """Where its map is kept; it is done where that is there."""
        return out / MAPS / f"{self.key}.json"

    def failure_in(self, out: Path) -> Path:
        """Where it says why it could not be mapped."""
        return out / FAILED / f"{self.key}.json"


def find_tasks(sources: Iterable[str], recipe: Recipe) -> list[Task]:
    """A task for every thread in files named or below a folder named, by name; hidden files are left out.

    Raises:
        InputError: a source is not there, or there is nothing in any.
    """
    made = recipe.digest()
    files = dict(sorted(pair for source in sources for pair in files_of(Path(source))))
    if not files:
        raise InputError("no files with threads; name a folder that has some", source=" ".join(sources))
    return [task for name, path in files.items() for task in tasks_of(name, path, made)]


def tasks_of(name: str, path: Path, recipe: str) -> list[Task]:
    """A task for each thread in a file."""
    from argmap.readers import count_threads

    data = path.read_bytes()
    key, count = sha256(recipe.encode() + data).hexdigest()[:12], count_threads(data)
    if count == 1:
        return [Task(name, path, f"{safe(name)}-{key}")]
    return [Task(f"{name}#{i}", path, f"{safe(name)}-{i}-{key}", i) for i in range(1, count + 1)]


def files_of(source: Path) -> Iterator[tuple[str, Path]]:
    """The files of a source by name.

    Raises:
        InputError: it is not there.
    """
    if source.is_file():
        yield source.name, source
    elif source.is_dir():
        for path in source.rglob("*"):
            place = path.relative_to(source)
            if path.is_file() and not any(part.startswith(".") for part in place.parts):
                yield place.as_posix(), path
    else:
        raise InputError("no such file or folder; check the name", source=str(source))


def safe(name: str) -> str:
    """A place below a folder as one file name."""
    return name.replace("/", "~")[:150]
