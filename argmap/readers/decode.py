"""Bytes -> text, or one clear line saying why not."""

import re
import sys
from pathlib import Path

from charset_normalizer import from_bytes

from argmap.errors import InputError
from argmap.settings import Settings

CORPUS = "utterances.jsonl"
"""The file of a folder that counts as a file: a corpus of conversations as ConvoKit keeps it."""
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
WESTERN = "cp1252"
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
BINARY = "a binary file, not text; export the thread as text or JSON"
GUESSED_FROM = 50_000
"""Bytes that an unnamed encoding is guessed from: plenty, and it keeps a large file quick."""


def read_bytes(source: str | Path, *, settings: Settings) -> bytes:
    """What a path holds, or standard input for `-`; one byte past the limit at most is read.

    Raises:
        InputError: there is no such file, it cannot be read, or it passes the limit.
    """
    if source == "-":
        return sys.stdin.buffer.read(settings.max_bytes + 1)
    path = Path(source)
    try:
        if path.is_dir() and (path / CORPUS).is_file():
            path = path / CORPUS
        if path.is_dir():
            raise InputError("is a directory; name a file", source=str(path))
        with path.open("rb") as file:
            return file.read(settings.max_bytes + 1)
    except FileNotFoundError:
        raise InputError("no such file; check the name", source=str(path)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the name is not a path"
        raise InputError(f"cannot be read: {reason}", source=str(path)) from None


def decode(data: bytes, *, name: str, settings: Settings) -> str:
    """The text of a file: UTF-8, UTF-16 with a byte order mark, else the encoding its bytes speak for.

    Line ends and everything else stay as they are; only a byte order mark is left out. Of mail, whose messages each
    have an encoding of their own, bytes that are no UTF-8 are kept as `surrogateescape` has them.

    Raises:
        InputError: too long, binary, of no known encoding, or nothing but space.
    """
    if len(data) > settings.max_bytes:
        limit = f"{settings.max_bytes:,} bytes"
        raise InputError(f"larger than the limit of {limit}; split it or raise max_bytes", source=name)
    text = _decoded(data, name)
    if len(CONTROL.findall(text)) > len(text) / 100:
        raise InputError(BINARY, source=name)
    if not text.strip():
        raise InputError("empty; give it the text of a thread", source=name)
    return text


def _decoded(data: bytes, name: str) -> str:
    encoding = "utf-16" if data.startswith(UTF16_MARKS) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if b"\x00" in data:
            raise InputError(BINARY, source=name) from None
        if _is_mail(text := data.decode("utf-8", "surrogateescape")):
            return text
        return _guessed(data, name, error.start)


def _is_mail(text: str) -> bool:
    from argmap.readers.mail.mailbox import is_mail

    return is_mail(text)


def _guessed(data: bytes, name: str, bad: int) -> str:
    encoding = _likely_encoding(data[max(0, bad - GUESSED_FROM // 2) : bad + GUESSED_FROM // 2])
    try:
        if encoding:
            return data.decode(encoding)
    except UnicodeDecodeError:
        pass
    raise InputError(f"neither UTF-8 (byte {bad}) nor a known encoding; save it as UTF-8", source=name)


def _likely_encoding(sample: bytes) -> str | None:
    """The Western code page wherever it fits, since its neighbours fit the same bytes; else the best guess."""
    matches = from_bytes(sample)
    if any(WESTERN in (match.encoding, *match.could_be_from_charset) for match in matches):
        return WESTERN
    best = matches.best()
    return best.encoding if best else None
