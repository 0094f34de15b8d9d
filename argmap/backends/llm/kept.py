"""Answers kept by what was asked: the same question of the same model costs nothing again.

A file holds numbers only: the checked answer, its tokens and its seconds. No words of the thread and no key are in it.
"""

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from argmap.backends.cache import cache_root


@dataclass(frozen=True, slots=True)
class Kept:
    """A checked answer, as JSON text, and what it took when it was given."""

    answer: str
    tokens: int
    seconds: float


def cache_folder() -> Path | None:
    """Where answers are kept; None where the cache is off."""
    root = cache_root()
    return root and root / "answers"


def key_of(asked: Any) -> str:
    """The name of a question: a hash of everything that its answer depends on."""
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()


class Shelf:
    """Kept answers in a folder; one that cannot be read or written is as if it were not there.

    Args:
        folder: where; None keeps nothing.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def find(self, key: str) -> Kept | None:
        """The kept answer to a question."""
        if self._folder is None:
            return None
        try:
            record = json.loads((self._folder / f"{key}.json").read_text("utf-8"))
            return Kept(str(record["answer"]), int(record["tokens"]), float(record["seconds"]))
        except (OSError, ValueError, TypeError, KeyError, OverflowError):
            return None

    def keep(self, key: str, kept: Kept) -> None:
        """Keep an answer: whole, or not at all."""
        if self._folder is None:
            return
        unfinished = self._folder / f".{key}.{os.getpid()}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            unfinished.write_text(json.dumps(asdict(kept)), "utf-8")
            unfinished.replace(self._folder / f"{key}.json")
        except OSError:
            unfinished.unlink(missing_ok=True)
