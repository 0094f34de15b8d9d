"""What is fuzzed: every reader of threads and every loader of maps, each with what must hold for any bytes."""

from collections.abc import Callable, Mapping

import pytest

from argmap.datatypes import Thread
from argmap.errors import ArgmapError
from argmap.formats.consistency import contradictions
from argmap.formats.json import from_json, to_json, to_native_thread
from argmap.formats.maps import is_map, parse_map
from argmap.readers import parse_thread
from argmap.readers.paste.plain import from_plain
from argmap.settings import Settings

Target = Callable[[bytes], object]
SMALL = Settings(max_bytes=100_000)


def read_any(data: bytes) -> None:
    """Any file: a thread whose places are right and that is read back the same, or one line that says why not."""
    try:
        thread = parse_thread(data, name="file", settings=SMALL)
    except ArgmapError as error:
        one_line(error)
    else:
        check(thread)


def read_plain(data: bytes) -> None:
    """Any text as a paste: every post is the slice of the text that it says it is."""
    text = data.decode("utf-8", "replace")
    if not text.strip():
        return  # never gets so far
    thread = from_plain(text)
    assert all(post.source and text[post.source.start : post.source.end] == post.text for post in thread.posts)
    check(thread)


def load_map(data: bytes) -> None:
    """Any file as a map: one that contradicts nothing and is read back the same, or one line that says why not."""
    is_map(data)
    try:
        argument_map = parse_map(data, name="file", settings=SMALL)
    except ArgmapError as error:
        one_line(error)
    else:
        assert not list(contradictions(argument_map))
        assert from_json(to_json(argument_map)) == argument_map


def one_line(error: ArgmapError) -> None:
    """What holds for every error."""
    assert str(error)
    assert "\n" not in str(error)


def check(thread: Thread) -> None:
    """What holds for every thread."""
    known: set[str] = set()
    for post in thread.posts:
        assert post.reply_to is None or post.reply_to in known
        assert all(0 <= quote.start < quote.end <= len(post.text) for quote in post.quotes)
        assert post.id not in known
        known.add(post.id)
    assert parse_thread(to_native_thread(thread).encode()).posts == thread.posts


TARGETS: Mapping[str, Target] = {"thread": read_any, "plain": read_plain, "map": load_map}


@pytest.fixture(params=TARGETS)
def target(request: pytest.FixtureRequest) -> tuple[str, Target]:
    """Each of them with its name."""
    return request.param, TARGETS[request.param]
