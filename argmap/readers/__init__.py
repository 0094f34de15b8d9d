"""Outside formats -> Thread; which format a file has is told by what is in it, never by its name."""

import re
from dataclasses import replace
from pathlib import Path

from argmap.datatypes import Thread
from argmap.errors import InputError
from argmap.readers.decode import decode, read_bytes
from argmap.readers.native import from_native, read_json
from argmap.readers.plain import from_plain
from argmap.settings import Settings

__all__ = ["is_address", "parse_thread", "read_thread"]

DEFAULTS = Settings()
JSON_START = re.compile(r'\s*(?:\{\s*["}]|\[\s*[\[{\]])')
"""How JSON begins that can hold a thread; other text in brackets is plain."""


def read_thread(source: str | Path, *, settings: Settings = DEFAULTS) -> Thread:
    """The thread in a file, or at a web address.

    Args:
        source: a path, an address that begins with `http://` or `https://`, or `-` for standard input.
        settings: `max_bytes` limits what is read.

    Raises:
        InputError: it cannot be had, opened or read as a thread; one line that says what to do.
    """
    if isinstance(source, str) and is_address(source):
        from argmap.readers.fetch import fetch_thread

        return fetch_thread(source, settings=settings)
    name = "standard input" if source == "-" else str(source)
    thread = parse_thread(read_bytes(source, settings=settings), name=name, settings=settings)
    stem = "" if source == "-" else Path(source).stem
    return replace(thread, id=stem) if stem and thread.id == "thread" else thread


def is_address(source: str) -> bool:
    """Whether a source is a web address rather than the name of a file."""
    return source[:8].lower().startswith(("http://", "https://"))


def parse_thread(data: bytes, *, name: str = "", settings: Settings = DEFAULTS) -> Thread:
    """The thread in the bytes of a file: native JSON where they begin like JSON, else plain text.

    Args:
        data: the whole file.
        name: what error messages call it.
        settings: `max_bytes` limits its size.

    Raises:
        InputError: empty, binary, too long, broken JSON, or JSON of another kind.
    """
    text = decode(data, name=name, settings=settings)
    if not JSON_START.match(text):
        return from_plain(text)
    return from_native(_document(text, name), name=name)


def _document(text: str, name: str) -> object:
    document = read_json(text, name=name)
    if isinstance(document, dict) and "posts" in document:
        return document
    raise InputError('JSON, but not a thread: it has no "posts"; see the format argmap-thread/1', source=name)
