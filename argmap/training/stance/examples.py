"""Labelled replies from every corpus that has them: replies read one by one, and annotated threads.

Where only claims and links are annotated, a reply's stance is read off its links into the answered post, and one
without such a link is neither.
"""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from argmap.datatypes import Post, Quote, StanceKind, Thread
from argmap.mapping.links.stance import parted, replies_of
from argmap.places import CORPORA
from argmap.quality.annotation import read_annotation
from argmap.quality.exam.threads import gold_files
from argmap.readers import read_thread
from argmap.stages import Reply
from argmap.training.corpora import WRITTEN_DEV

LETTERS = {"O": StanceKind.OBJECTS, "S": StanceKind.SUPPORTS, "M": StanceKind.MIXED} | dict.fromkeys(
    "QATX", StanceKind.NEITHER
)
"""The stance that each letter of a reader stands for."""


@dataclass(frozen=True)
class Example:
    """A labelled reply.

    Attributes:
        group: its thread; all replies of one lie in the same fold.
        source: the corpus, for figures apart.
    """

    reply: Reply
    stance: StanceKind
    group: str
    source: str


def all_examples(data: Path, split: str) -> list[Example]:
    """Read every labelled reply of a split ("train" or "dev"); `data` is the folder of the corpora."""
    return [*single_replies(data, split), *gold(data, split), *written(data, split), *whole_threads(split)]


def single_replies(data: Path, split: str) -> Iterator[Example]:
    """Read the replies that were labelled one by one; the labels are corpora/replies."""
    with gzip.open(data / "replies" / f"{split}.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows: dict[str, dict[str, Any]] = {row["id"]: row for row in map(json.loads, lines)}
    for path in sorted((CORPORA / "replies").glob(f"{split}_*.txt")):
        for line in path.read_text("utf-8").split("\n"):
            if line:
                name, letter = line.split()[:2]
                yield Example(reply_of(rows[name]), LETTERS[letter], name, "replies")


def reply_of(row: dict[str, Any]) -> Reply:
    """Describe a reply that stands without its thread."""
    quotes = tuple(Quote(start, end) for start, end in row["quotes"])
    own, quoted = parted(Post("reply", row["reply"], quotes=quotes))
    return Reply(own, quoted, " ".join(row["answered"].split()), row["same_author"], answers_opening=False)


def gold(data: Path, split: str) -> Iterator[Example]:
    """Read the annotated forum threads."""
    for thread, annotation in gold_files(data / "gold", split):
        yield from of_links(read_thread(thread), annotation, "gold")


def written(data: Path, split: str) -> Iterator[Example]:
    """Read the annotated threads that were written first."""
    for path in sorted((data / "written").glob("*.thread.json")):
        name = path.name.removesuffix(".thread.json")
        if (name in WRITTEN_DEV) == (split == "dev"):
            yield from of_links(read_thread(path), path.with_name(f"{name}.gold.json"), "written")


def whole_threads(split: str) -> Iterator[Example]:
    """Read the threads of corpora/written, whose annotation has a letter for each comment; every third is dev."""
    for number, path in enumerate(sorted((CORPORA / "written").glob("*.thread.json"))):
        if (number % 3 == 2) == (split == "dev"):
            thread = read_thread(path)
            letters = json.loads(path.with_name(path.name.replace(".thread.", ".gold.")).read_text("utf-8"))["stance"]
            for post, reply in replies_of(thread):
                yield Example(reply, LETTERS[letters[post.id]], path.stem, "forums")


def of_links(thread: Thread, annotation: Path, source: str) -> Iterator[Example]:
    """Read the stance of each reply of a thread off its annotated links into the answered post."""
    found = read_annotation(annotation, thread)
    kinds: dict[tuple[str, str], set[str]] = {}
    pairs = [*found.links.items(), *((pair, "support") for pair in found.restatements)]
    for (one, other), kind in pairs:
        kinds.setdefault((found.claims[one].post, found.claims[other].post), set()).add(str(kind))
    for post, reply in replies_of(thread):
        yield Example(reply, stance_of(kinds.get((post.id, post.reply_to or ""), set())), thread.id, source)


def stance_of(kinds: set[str]) -> StanceKind:
    """Name the stance of a reply whose links into the answered post have these kinds."""
    if len(kinds) > 1:
        return StanceKind.MIXED
    return {"objection": StanceKind.OBJECTS, "support": StanceKind.SUPPORTS}.get("".join(kinds), StanceKind.NEITHER)
