"""The threads of a mailbox: messages that answer each other, or have one subject."""

from collections.abc import Sequence
from datetime import UTC, datetime

from argmap.readers.mail.message import Letter


def by_thread(letters: Sequence[Letter]) -> list[list[Letter]]:
    """The messages in threads, in the order in which each thread comes up.

    Two messages are of one thread where one refers to the other, both refer to a third, or both have the same
    subject without what replies put before it.
    """
    group: dict[tuple[str, str], tuple[str, str]] = {}

    def top(name: tuple[str, str]) -> tuple[str, str]:
        while (above := group.setdefault(name, name)) != name:
            group[name] = group[above]
            name = above
        return name

    keys = []
    for number, letter in enumerate(letters):
        key = ("message", letter.id or f"#{number}")
        keys.append(key)
        for other in _ties(letter):
            group[top(other)] = top(key)
    found: dict[tuple[str, str], list[Letter]] = {}
    for letter, key in zip(letters, keys, strict=True):
        found.setdefault(top(key), []).append(letter)
    return list(found.values())


def in_time(letters: Sequence[Letter]) -> list[Letter]:
    """The messages with the oldest first, where a mailbox has the newest first."""
    times = [_time(letter) for letter in letters]
    known = [time for time in times if time is not None]
    if len(known) > 1 and known[0] > known[-1]:
        return list(reversed(letters))
    return list(letters)


def _ties(letter: Letter) -> list[tuple[str, str]]:
    subject = " ".join(letter.title.lower().split())
    return [*(("message", name) for name in letter.answered), *([("subject", subject)] if subject else [])]


def _time(letter: Letter) -> datetime | None:
    try:
        time = datetime.fromisoformat(letter.created_at or "")
    except ValueError:
        return None
    return time if time.tzinfo else time.replace(tzinfo=UTC)
