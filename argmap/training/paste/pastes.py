"""Threads with their structure taken away: what a paste of them looks like, and what was there before."""

import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal
from zlib import crc32

from argmap.quality.exam.data import read_lines
from argmap.training.corpora import WRITTEN_DEV

Row = Mapping[str, Any]
Blanks = Literal["none", "between posts", "as written", "as written, and between posts"]
BLANKS: tuple[Blanks, ...] = ("none", "between posts", "as written", "as written, and between posts")
UNSTOPPED = 1 / 7
"""Share of posts that lose their final stop, as people write on sites other than the corpus' own."""
WITH_BLANKS = 0.3
"""Share of pastes that keep some blank lines."""
REAL = "agi-safety-career-advice"


@dataclass(frozen=True, slots=True)
class Said:
    """A post of a thread: its words, the index of the post that it answers, its quotations (start, end), its author."""

    text: str
    parent: int | None
    quotes: tuple[tuple[int, int], ...] = ()
    author: str | None = None


@dataclass(frozen=True, slots=True)
class Paste:
    """A thread as a paste.

    Attributes:
        paragraphs: of each post, in order.
        gaps: the blank lines before each paragraph.
        parents: for each post the index of the post that it answers, None where it answers none or nobody knows.
        authors: of each post, None where unknown.
    """

    paragraphs: list[list[str]]
    gaps: list[int]
    parents: list[int | None]
    authors: list[str | None]

    @property
    def lines(self) -> list[str]:
        """All paragraphs in a row."""
        return [line for post in self.paragraphs for line in post]

    @property
    def starts(self) -> list[bool]:
        """For each paragraph whether it starts a post."""
        return [place == 0 for post in self.paragraphs for place in range(len(post))]


def flatten(posts: Sequence[Said], *, quotes: bool = True, blanks: Blanks = "none") -> Paste:
    """The thread as a paste of its posts one after the other; a post that is left without words is left out.

    Args:
        posts: in order.
        quotes: whether quotations stay; they stand unmarked.
        blanks: which blank lines stay.
    """
    lines = [_lines(post, quotes) for post in posts]
    kept = [number for number, own in enumerate(lines) if own]
    index = {number: new for new, number in enumerate(kept)}
    gaps = [
        (int("between" in blanks) if place == 0 else gap * ("written" in blanks))
        for number in kept
        for place, (gap, _) in enumerate(lines[number])
    ]
    parents = [posts[number].parent for number in kept]
    return Paste(
        [[line for _, line in lines[number]] for number in kept],
        [0, *gaps[1:]],
        [None if parent is None else index.get(parent) for parent in parents],
        [posts[number].author for number in kept],
    )


def _lines(post: Said, quotes: bool) -> list[tuple[int, str]]:
    """The lines of a post that are not blank, each with the blank lines before it."""
    text, gap = post.text, 0
    for start, end in () if quotes else sorted(post.quotes, reverse=True):
        text = f"{text[:start]}\n{text[end:]}"
    found: list[tuple[int, str]] = []
    for line in re.split(r"\r?\n", text):
        if line.strip():
            found.append((gap, line.strip()))
        gap = 0 if line.strip() else gap + 1
    return found


def several_ways(threads: Sequence[Sequence[Said]], *, quotes: bool, seed: int) -> Iterator[Paste]:
    """Each thread as a paste, some of them with blank lines, some of their posts without their final stop."""
    chance = random.Random(seed)
    for posts in threads:
        blanks = chance.choice(BLANKS[1:]) if chance.random() < WITH_BLANKS else "none"
        yield flatten([_unstopped(post, chance) for post in posts], quotes=quotes, blanks=blanks)


def _unstopped(post: Said, chance: random.Random) -> Said:
    text = post.text.rstrip()
    keep = chance.random() > UNSTOPPED or not text.endswith(".") or any(end >= len(text) for _, end in post.quotes)
    return post if keep else replace(post, text=text[:-1])


def half_of(posts: Sequence[Said]) -> int:
    """Which half of the threads a thread belongs to, 0 or 1: told by its first post, whatever the order."""
    return crc32(posts[0].text.encode()) % 2


def read_forum(data: Path, split: Literal["train", "dev"]) -> list[list[Said]]:
    """The threads of iac_threads, in the order of the file."""
    return [_forum_thread(row) for row in read_lines(data / f"iac_threads.{split}.jsonl.gz")]


def _forum_thread(row: Row) -> list[Said]:
    index = {post["id"]: number for number, post in enumerate(row["posts"])}
    found = []
    for number, post in enumerate(row["posts"]):
        parent = index.get(post["parent"])
        spans = tuple((start, end) for start, end, _ in post["quotes"])
        known = parent if parent is not None and parent < number else None
        found.append(Said(post["text"], known, spans, post["author"]))
    return found


def read_others(data: Path, *, dev: bool) -> list[list[Said]]:
    """Threads of other kinds: Reddit advice, Change My View (training only, without parents), and the written ones."""
    trees = [_comment_tree(row) for row in read_lines(data / "aita_threads.jsonl.gz")]
    written = [
        path for path in sorted((data / "written").glob("*.thread.json")) if (path.name[:4] in WRITTEN_DEV) == dev
    ]
    native = [_native_thread(json.loads(path.read_text("utf-8"))) for path in written]
    if dev:
        return trees[::4] + native
    turns = [_turns(row) for row in read_lines(data / "cmv_modes.train.jsonl.gz")]
    return [tree for number, tree in enumerate(trees) if number % 4] + turns + native + native


def _comment_tree(row: Row) -> list[Said]:
    found = [Said(row["post content"], None)]

    def add(comments: Sequence[Row], parent: int) -> None:
        for comment in comments:
            found.append(Said(comment["content"], parent))
            add(comment["comments"], len(found) - 1)

    add(row["comments"], 0)
    return found


def _turns(row: Row) -> list[Said]:
    return [Said(turn["text"], None) for turn in row["turns"] if turn["kind"] != "title"]


def _native_thread(row: Row) -> list[Said]:
    index = {post["id"]: number for number, post in enumerate(row["posts"])}
    return [Said(p["text"], index.get(p.get("reply_to")), author=p.get("author")) for p in row["posts"]]


def read_real(threads: Path, answers: Path) -> list[Said]:
    """The real paste, parted where a careful reader parts it.

    Args:
        threads: the folder that holds the text.
        answers: the line where each comment starts, and the line where what it answers starts.
    """
    gold = json.loads((answers / f"{REAL}.answers.json").read_text("utf-8"))
    lines = (threads / f"{REAL}.txt").read_text("utf-8").split("\n")
    starts = [gold["post"][0], *map(int, gold["answers"])]
    ends = [gold["post"][1], *(start - 1 for start in starts[2:]), len(lines)]
    parents = [None, *(starts.index(answered) for answered in gold["answers"].values())]
    return [
        Said("\n".join(lines[start - 1 : end]), parent)
        for start, end, parent in zip(starts, ends, parents, strict=True)
    ]
