"""Reading a map from a file of any format that maps come back from, chosen by what is in it."""

from pathlib import Path

from argmap.datatypes import ArgumentMap
from argmap.errors import InputError
from argmap.formats.argumentation.aif_in import from_aif, is_aif
from argmap.formats.argumentation.argdown_in import from_argdown, is_argdown
from argmap.formats.argumentation.kialo import from_kialo, is_kialo
from argmap.formats.assemble import assemble
from argmap.formats.documents.html import is_html, map_in_html
from argmap.formats.json import MAP_FORMAT, from_json, parse_record
from argmap.settings import Settings

ARGDOWN = (".argdown", ".ad")
"""Names of Argdown files, for those whose content could be any outline."""


def read_map(source: str | Path, *, settings: Settings = Settings()) -> ArgumentMap:
    """The map in a file.

    Raises:
        InputError: the file cannot be opened, is too large, or holds no map.
    """
    path = Path(source)
    try:
        if path.stat().st_size > settings.max_bytes:
            raise InputError(f"larger than {settings.max_bytes:,} bytes; raise max_bytes to read it", source=str(path))
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror}); check the name", source=str(path)) from None
    return parse_map(data, name=str(path), settings=settings)


def parse_map(data: bytes, *, name: str = "", settings: Settings = Settings()) -> ArgumentMap:
    """The map in the bytes of a file: native JSON (in an exported page too) without loss, others as far as they go.

    Args:
        data: the whole file, UTF-8.
        name: what error messages call it.
        settings: limits; how many cruxes are found where the format has none.

    Raises:
        InputError: the bytes hold no map.
    """
    try:
        return _parsed(_decoded(data), name, settings)
    except InputError as error:
        raise InputError(error.problem, source=name, line=error.line) from None


def is_map(data: bytes, name: str = "") -> bool:
    """Whether a file looks like a map rather than a thread; it can still be broken.

    Cheap for threads of any length: JSON is parsed only where the name of a map's field stands in it.
    """
    text = data.decode("utf-8-sig", errors="replace")
    if not text.lstrip().startswith("{"):
        return is_html(text) or is_kialo(text) or is_argdown(text) or name.endswith(ARGDOWN)
    if f'"{MAP_FORMAT}"' in text[:200]:
        return True
    try:
        record = parse_record(text) if '"edges"' in text or MAP_FORMAT in text else {}
    except InputError:
        return False
    return record.get("format") == MAP_FORMAT or is_aif(record)


def _parsed(text: str, name: str, settings: Settings) -> ArgumentMap:
    if is_kialo(text):
        return assemble(from_kialo(text), settings)
    if is_html(text):
        return from_json(map_in_html(text))
    if not text.lstrip().startswith("{") and (is_argdown(text) or name.endswith(ARGDOWN)):
        return assemble(from_argdown(text), settings)
    record = parse_record(text)
    return assemble(from_aif(record), settings) if is_aif(record) else from_json(record)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"not UTF-8 text (byte {error.start}); a map is saved as UTF-8") from None
