"""Twenty people at once, one of whom maps a very long thread: everybody is answered, each with their own view."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from argmap.datatypes import ArgumentMap
from argmap.formats.json import to_json

pytestmark = pytest.mark.slow
SESSIONS, TURNS = 20, 5


@pytest.fixture
def long_thread() -> str:
    """A thread that takes minutes to map."""
    sentences = " ".join(f"I think that point {n} is wrong, because nobody has shown it." for n in range(8))
    rows = [{"id": f"p{n}", "text": sentences, "reply_to": "p0" if n else None} for n in range(800)]
    return json.dumps({"format": "argmap-thread/1", "title": "Long", "posts": rows})


def test_twenty_sessions_are_answered(
    start: Callable[..., Any],
    play: Any,
    harmless_map: ArgumentMap,
    long_thread: str,
    tmp_path: Path,
    record_property: Any,
) -> None:
    """While a long thread is mapped, each of twenty sessions gets what it asks for, turn after turn."""
    path = tmp_path / "harmless.json"
    path.write_text(to_json(harmless_map), "utf-8")
    server = start(path)
    alone: list[float] = []
    together: list[float] = []

    async def take_turns(waits: list[float]) -> None:
        async with server.session() as session:
            for _ in range(TURNS):
                session.drawn = {}
                waits.append(await session.look())
                assert session.drawn["map"]["title"] == harmless_map.thread.title
                assert session.drawn["view"]["nodes"]

    async def all_at_once() -> None:
        await take_turns(alone)
        async with server.session() as mapper:
            await mapper.paste(long_thread)
            assert any("Cancel" in text for text in mapper.shown), "the long thread is not being mapped"
            await asyncio.gather(*(take_turns(together) for _ in range(SESSIONS)))

    play(all_at_once())
    assert (len(alone), len(together)) == (TURNS, SESSIONS * TURNS)
    figures = (
        f"an answer takes {median(alone):.2f} s alone; median {median(together):.2f} s, longest {max(together):.2f} s"
    )
    record_property("waits", f"{figures} in {SESSIONS} sessions that never pause, beside a mapping")
    print(figures)
