"""The law of reading, over every fixture: what a file says is in a post or counted, and nobody in it is forgotten."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from argmap.datatypes import Thread
from argmap.errors import InputError
from argmap.readers import parse_thread
from argmap.readers.losses import LOST_WORDS

HERE = Path(__file__).parent
FILES = [
    path for folder in ("fixtures", "wild", "sites/pages") for path in sorted((HERE / folder).iterdir())
    if path.suffix in (".json", ".jsonl", ".html")
]  # fmt: skip
DOCUMENTS = [path for path in FILES if path.suffix != ".html"]
STRAY = "Somewhere else entirely a forgotten voice insists that trams should always run until midnight"
NAMES = (
    "author",
    "by",
    "username",
    "displayName",
    "display_name",
    "login",
    "speaker",
    "commenting_user",
    "submitter_user",
)
TIMES = ("created_at", "created_utc", "createdAt", "postedAt", "timestamp", "creation_date", "time")
TEXTS = ("body", "body_html", "selftext", "text", "content", "htmlBody", "contents", "cooked", "comment", "html")


def lost(thread: Thread) -> int:
    return sum(item.count for item in thread.dropped if (item.what, item.why) == LOST_WORDS)


def with_stray(path: Path) -> str:
    """The file with a sentence in a place where no reader looks."""
    text = path.read_text("utf-8")
    if path.suffix == ".html":
        stray = f"<div><p>{STRAY}.</p></div>"
        return text.replace("</body>", f"{stray}</body>") if "</body>" in text else text + stray
    if path.suffix == ".jsonl":
        return text.rstrip("\n") + "\n" + json.dumps({"zone": STRAY}) + "\n"
    document = json.loads(text)
    if isinstance(document, list):
        return json.dumps([*document, {"zone": STRAY}])
    return json.dumps(document | {"zone": STRAY})


def objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from objects(inner)


def document_of(path: Path) -> Any:
    text = path.read_text("utf-8")
    return (
        [json.loads(line) for line in text.splitlines() if line.endswith("}")]
        if path.suffix == ".jsonl"
        else json.loads(text)
    )


def speaking(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file that say something that was not deleted, found by nothing but the names of their fields."""
    for row in objects(document_of(path)):
        texts = [row[name] for name in TEXTS if isinstance(row.get(name), str | dict) and row[name]]
        gone = any(row.get(name) for name in ("deleted", "dead", "user_deleted", "retracted", "hidden"))
        noticed = row.get("post_type") not in (None, 1, 2) or row.get("type") in ("ChannelPinnedMessage",)
        if texts and not gone and not noticed and texts[0] not in ("[deleted]", "[removed]"):
            yield row


def people(row: dict[str, Any]) -> Iterator[str]:
    for holder in (row, *(value for value in row.values() if isinstance(value, dict))):
        yield from (holder[name] for name in NAMES if isinstance(holder.get(name), str))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_words_where_no_reader_looks_are_counted(path: Path) -> None:
    """A sentence that is added to any file is in a post, or its characters are counted."""
    before, after = parse_thread(path.read_bytes()), parse_thread(with_stray(path).encode())
    inside = any(STRAY in post.text for post in after.posts)
    assert inside or lost(after) >= lost(before) + len(STRAY.replace(" ", "")) - 2


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_that_ends_too_early_gives_a_line_or_a_thread(path: Path) -> None:
    """Wherever it ends, nothing but an input error comes of it."""
    data = path.read_bytes()
    for end in range(1, len(data), max(1, len(data) // 12)):
        with suppress(InputError):
            thread = parse_thread(data[:end])
            assert len(thread.by_id) == len(thread.posts)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_tenth_missing_is_said(path: Path) -> None:
    """Counted by single words, without regard to the reader: where many are nowhere, the thread has a line for it."""
    thread = parse_thread(path.read_bytes())
    read = set(re.findall(r"\w+", " ".join(post.text for post in thread.posts).lower()))
    strings = [value for row in objects(document_of(path)) for name in TEXTS if isinstance(value := row.get(name), str)]
    said = [word for text in strings for word in re.findall(r"\w+", re.sub(r"<[^<>]*>", " ", unescape(text)).lower())]
    missing = sum(word not in read for word in said) / max(1, len(said))
    assert missing < 0.25 or any("are in no post" in note for note in thread.notes)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_everybody_and_every_time_in_a_file_is_in_the_thread(path: Path) -> None:
    """Every object that says something has its author among the authors, and its time among the times."""
    thread = parse_thread(path.read_bytes())
    authors, times = {post.author for post in thread.posts}, [post.created_at for post in thread.posts]
    for row in speaking(path):
        named = {name for name in people(row) if not name.startswith("[")}
        assert not named or named & authors, named
        if any(row.get(name) for name in TIMES) and named:
            assert any(times)
    dated = sum(any(row.get(name) for name in TIMES) and any(people(row)) for row in speaking(path))
    assert sum(time is not None for time in times) >= min(dated, len(thread.posts))
