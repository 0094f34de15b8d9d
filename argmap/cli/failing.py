"""The ends that no command plans: an unforeseen error, told in one line, and time that is up."""

import os
import platform
import signal
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from platformdirs import user_state_path

from argmap.errors import ArgmapError
from argmap.version import __version__

VARIABLE = "ARGMAP_STATE"
"""The environment variable that names another folder for reports."""
MOST_FRAMES = 200
"""Frames of each error that a report lists, the innermost ones."""


class Late(BaseException):
    """Time is up; no error, so that nothing that mends errors takes it for one."""


@contextmanager
def within(seconds: float | None) -> Iterator[None]:
    """Give what is done inside so many seconds.

    Raises:
        ArgmapError: they are not enough, or this system has no clock that interrupts.
    """
    if seconds is None:
        yield
        return
    if not hasattr(signal, "setitimer"):
        raise ArgmapError("--timeout: this system cannot end a command after a time; leave it out")

    def ring(number: int, frame: FrameType | None) -> None:
        raise Late

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    except Late:
        raise ArgmapError(f"not done after {seconds:g} seconds; give it more with --timeout, or split it") from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def unforeseen(error: BaseException) -> str:
    """Keep a report of an error that nobody foresaw; the line that tells of it and of the report."""
    told = f"an error that should not happen ({type(error).__name__})"
    try:
        path = keep(report(error))
    except OSError:
        return f"{told}; please report it as SECURITY.md says; its details could not be written"
    return f"{told}; please report it as SECURITY.md says, with {path}, which has no words of the thread"


def report(error: BaseException) -> str:
    """Describe where in the code an error and its causes arose; no messages or values, which may hold words."""
    lines = [f"argmap {__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}"]
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        lines += ["", f"{type(cause).__module__}.{type(cause).__name__}"]
        frames = traceback.extract_tb(cause.__traceback__)[-MOST_FRAMES:]
        lines += [f"  {place(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
        cause = cause.__cause__ or cause.__context__
    return "\n".join(lines) + "\n"


def place(file: str) -> str:
    """The last three parts of a path: enough to find the code, and no folder of a user's.

    >>> place("/home/ann/argmap/argmap/cli/mapping.py")
    'argmap/cli/mapping.py'
    """
    return "/".join(Path(file).parts[-3:])


def keep(text: str) -> Path:
    """Write a report to a new file in the user's folder for the state of programs.

    Raises:
        OSError: it cannot be written.
    """
    told = os.environ.get(VARIABLE)
    folder = Path(told) if told else user_state_path("argmap", appauthor=False)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"error-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.txt"
    path.write_text(text, "utf-8")
    return path
