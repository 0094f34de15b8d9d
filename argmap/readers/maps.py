"""Reading a map from a file of any format that maps come back from, chosen by what is in it."""

from pathlib import Path

from argmap.datatypes import ArgumentMap
from argmap.errors import InputError
from argmap.export.json import MAP_FORMAT, from_json
from argmap.settings import Settings

DEFAULTS = Settings()


def read_map(source: str | Path, *, settings: Settings = DEFAULTS) -> ArgumentMap:
    """The map in a file.

    Raises:
        InputError: the file cannot be opened, is too large, or holds no map.
    """
    path = Path(source)
    try:
        if path.stat().st_size > settings.max_bytes:
            raise InputError(
                f"larger than {settings.max_bytes:,} bytes; raise max_bytes to read it", source=str(path)
            )
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror}); check the name", source=str(path)) from None
    return parse_map(data, name=str(path))


def parse_map(data: bytes, *, name: str = "") -> ArgumentMap:
    """The map in the bytes of a file.

    Args:
        data: the whole file, UTF-8.
        name: what error messages call it.

    Raises:
        InputError: the bytes hold no map.
    """
    try:
        return from_json(_decoded(data))
    except InputError as error:
        raise InputError(error.problem, source=name, line=error.line) from None


def is_map(data: bytes) -> bool:
    """Whether a file looks like a map rather than a thread; it can still be broken."""
    return f'"{MAP_FORMAT}"'.encode() in data[:200]


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"not UTF-8 text (byte {error.start}); a map is saved as UTF-8") from None
