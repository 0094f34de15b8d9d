"""The development corpora beside the repository: rows, seeded samples of them, and the hash that pins their figures."""

import gzip
import hashlib
import json
import random
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from argmap.datatypes import Post, Span, Thread
from argmap.errors import InputError
from argmap.readers.quotes import with_quotes

T = TypeVar("T")
Row = dict[str, Any]

SEED = 0
SUFFIX = ".jsonl.gz"
ASKED = (
    *("relations.dev", "cmv_modes.dev", "cdcp.dev", "quote_replies.dev", "keypoints.dev", "perspectrum.dev"),
    *("relations.train", "cmv_modes.train", "cdcp.train", "quote_replies.train", "keypoints.train"),
    *("perspectrum.train", "us2016_pairs.train", "us2016_pairs.dev", "qt30_pairs.train", "qt30_pairs.dev"),
)
"""The files that figures come from; the train ones teach the baseline."""
HELD_OUT = 10
"""Every so manieth map of relations.train teaches nothing: where a judgement is cut is fitted on it."""
ENTITIES = {"&gt;": ">   ", "&lt;": "<   ", "&amp;": "&    "}
"""What cmv_modes leaves escaped, by text of the same length, so that its offsets hold."""


def read_lines(path: Path, most: int | None = None) -> Iterator[Row]:
    """The records of a gzipped file of JSON lines, all or the first ones."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, islice(lines, most))


def read_rows(folder: Path, name: str, most: int | None = None) -> list[Row]:
    """The rows of one of ASKED, all or the first ones.

    Raises:
        InputError: the folder has no such file, or it is damaged.
    """
    path = folder / f"{name}{SUFFIX}"
    try:
        return list(read_lines(path, most))
    except (OSError, EOFError, ValueError) as error:
        reason = f"cannot be read ({error}): name the folder with {ASKED[0]}{SUFFIX} and its neighbours"
        raise InputError(reason, source=str(path)) from None


def sample(rows: Sequence[T], most: int | None) -> list[T]:
    """So many of the rows, drawn by a fixed seed, in their order; all of them where `most` is None."""
    if most is None or most >= len(rows):
        return list(rows)
    return [rows[i] for i in sorted(random.Random(SEED).sample(range(len(rows)), most))]


def is_held_out(row: Row) -> bool:
    """Whether a row of relations.train belongs to a map that nothing may be trained on."""
    return hashlib.sha256(str(row["group"]).encode()).digest()[0] % HELD_OUT == 0


def digest_of(folder: Path) -> str:
    """Names the data that figures were measured on: the start of the hash of all files of ASKED.

    Raises:
        InputError: one is missing.
    """
    found = hashlib.sha256()
    for name in ASKED:
        try:
            found.update((folder / f"{name}{SUFFIX}").read_bytes())
        except OSError as error:
            raise InputError(f"cannot be read ({error})", source=str(folder / name)) from None
    return found.hexdigest()[:16]


def modes_thread(row: Row) -> tuple[Thread, list[Span]]:
    """A thread of cmv_modes, every turn a reply to the one before, and its annotated claims and premises."""
    texts = []
    for turn in row["turns"]:
        text = str(turn["text"])
        for entity, same_length in ENTITIES.items():
            text = text.replace(entity, same_length)
        texts.append(text)
    posts = [
        Post(f"p{n}", text, turn["author"], f"p{n - 1}" if n else None)
        for n, (text, turn) in enumerate(zip(texts, row["turns"], strict=True))
    ]
    spans = [Span(f"p{n}", span["start"], span["end"]) for n, turn in enumerate(row["turns"]) for span in turn["spans"]]
    return Thread(with_quotes(posts, {post.id for post in posts}), id=row["thread"]), spans


def comment_thread(row: Row) -> tuple[Thread, list[Span]]:
    """A comment of cdcp as a thread of one post, and its annotated units."""
    post = Post("p0", row["text"])
    return Thread((post,), id=row["id"]), [Span("p0", unit["start"], unit["end"]) for unit in row["units"]]
