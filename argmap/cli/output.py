"""What every command ends with: a result to standard output or to a file, and progress on standard error."""

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING

from argmap.errors import ArgmapError

if TYPE_CHECKING:
    from argmap.datatypes import ArgumentMap
    from argmap.stages import Progress


@contextmanager
def progress() -> Iterator["Progress"]:
    """A callback that draws a bar on standard error while it is a terminal, and nothing elsewhere."""
    from rich.console import Console
    from rich.progress import Progress as Bar

    console = Console(stderr=True)
    with Bar(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("Starting", total=None)
        yield lambda stage, done, total: bar.update(task, description=stage, completed=done, total=total)


def writer(name: str) -> "Callable[[ArgumentMap], Iterable[str | bytes]]":
    """What turns a map into a format, piece by piece.

    Raises:
        ArgmapError: there is no such format.
    """
    from argmap.formats import FORMATS, PICTURES

    if name in PICTURES:
        return PICTURES[name].pieces
    if name not in FORMATS:
        raise ArgmapError(f"no format {name!r}; choose one of {', '.join(sorted({*FORMATS, *PICTURES}))}")
    return FORMATS[name].pieces


def columns() -> int:
    """The width of the terminal."""
    return shutil.get_terminal_size((100, 24)).columns


def write(result: str | Iterable[str | bytes], output: str | None) -> None:
    """Write to the file, whole or not at all, or to standard output; a terminal gets no escapes from a thread."""
    pieces = (result,) if isinstance(result, str) else result
    if output:
        replace_file(Path(output), map(encoded, pieces))
    elif sys.stdout.isatty():
        from argmap.cli.console import printable

        for piece in pieces:
            if isinstance(piece, bytes):
                raise ArgmapError("a picture is no text for a terminal; name a file with -o")
            print(printable(piece), end="")
    else:
        with suppress(BrokenPipeError):  # the reader has seen enough; click would call that an error
            sys.stdout.buffer.writelines(map(encoded, pieces))
            sys.stdout.buffer.flush()


def encoded(piece: str | bytes) -> bytes:
    """The bytes of a piece of a file."""
    return piece if isinstance(piece, bytes) else piece.encode("utf-8", "backslashreplace")


def replace_file(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file, piece by piece, so that it is the old one or the new one, whole, whenever the process ends."""
    path = path.resolve()
    if path.exists() and not path.is_file():
        with path.open("wb") as file:
            file.writelines(pieces)
        return
    temporary = path.with_name(f".{path.name[:200]}.{token_hex(8)}")
    try:
        with temporary.open("xb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, temporary)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
