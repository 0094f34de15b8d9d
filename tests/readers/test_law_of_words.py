"""The law of reading for mail, pastes, transcripts, XML and tables: each sentence is in a post, or counted."""

import re
from pathlib import Path

import pytest

from argmap.datatypes import Thread
from argmap.readers import parse_thread, read_thread
from argmap.readers.losses import LOST_WORDS

HERE = Path(__file__).parent
KINDS = (".eml", ".mbox", ".txt", ".md", ".vtt", ".xml", ".csv")
FILES = [
    path
    for folder in ("fixtures", "wild")
    for path in sorted((HERE / folder).iterdir())
    if path.suffix in KINDS and not path.name.startswith("lesswrong")
]
STRAY = "Somewhere else entirely a forgotten voice insists that trams should always run until midnight"
SENTENCE = re.compile(r"(?:[A-Z][\w'’-]*,?)(?: [\w'’-]+,?){4,}\.(?=\s|\"|<|]|$)")
"""Six words or more between a capital and a full stop, on one line: words of people, wherever they stand."""


def lost(thread: Thread) -> int:
    return sum(item.count for item in thread.dropped if (item.what, item.why) == LOST_WORDS)


def stray(path: Path) -> str:
    """The file with a sentence of nobody, in a place of its kind where no post is."""
    text = path.read_bytes().decode("utf-8", "replace")
    if path.suffix == ".xml":
        return text.replace("</post>", f"<note>{STRAY}</note></post>", 1)
    if path.suffix == ".csv":
        first, rest = text.split("\n", 1)
        mark = ";" if ";" in first else ","
        lines = rest.rstrip("\n").split("\n")
        return "\n".join([first, *lines[:-1], f"{lines[-1]}{mark}{STRAY}", ""])
    if path.suffix == ".vtt":
        return text + f"\nNOTE\n{STRAY}\n"
    return text + f"\n{STRAY}.\n"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_sentence_of_a_file_is_in_a_post_or_counted(path: Path) -> None:
    """The sentences of the raw file, found by nothing but their shape, stand in posts, or `dropped` is not empty."""
    thread = read_thread(path)
    text = path.read_bytes().decode("utf-8", "replace")
    if "quoted-printable" in text or "iso-8859-1" in text:
        return
    said = " ".join(" ".join(post.text.split()) for post in thread.posts)
    missing = [found for found in SENTENCE.findall(text) if " ".join(found.split()) not in said]
    assert not missing or thread.dropped, missing


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_stray_sentence_is_read_or_counted(path: Path) -> None:
    """Words where no post is are in one all the same, or counted as lost: by their characters, and in no silence."""
    before, after = read_thread(path), parse_thread(stray(path).encode("utf-8", "surrogateescape"))
    read = any(STRAY in " ".join(post.text.split()) for post in after.posts)
    counted = lost(after) - lost(before)
    left_out = sum(item.count for item in after.dropped) > sum(item.count for item in before.dropped)
    assert read or counted >= 80 or left_out
