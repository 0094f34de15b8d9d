"""The threads that are measured: those that come with argmap, real ones beside the repository, and grafted ones."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from typing import Any

from argmap.datatypes import Post, Thread
from argmap.places import ROOT
from argmap.quality.exam.data import read_lines
from argmap.readers import read_thread
from argmap.readers.quotes import with_quotes

SHARED = ROOT.parent / "shared"
SIZES = (10, 100, 1000, 5000)
LONGEST_POST = 250
"""Words; grafted threads leave out longer posts, which brings the others to about 100 words each."""


def sample_threads() -> dict[str, Thread]:
    """The threads of corpora/threads, and where they are the real ones beside the repository, by name."""
    found = {path.stem.removesuffix(".thread"): read_thread(path) for path in sorted(samples())}
    real = SHARED / "threads" / "agi-safety-career-advice.txt"
    if real.is_file():
        found["real"] = read_thread(real)
    for name, threads in (("iac", iac_threads()), ("aita", aita_threads())):
        found |= {f"{name} {n}": thread for n, thread in enumerate(longest(threads, 2), 1)}
    return found


def samples() -> Iterator[Path]:
    """The files of corpora/threads."""
    yield from (path for path in (ROOT / "corpora" / "threads").iterdir() if path.is_file())


def longest(threads: Iterable[Thread], most: int) -> list[Thread]:
    """The threads with the most posts."""
    return sorted(threads, key=lambda thread: -len(thread.posts))[:most]


def iac_threads() -> Iterator[Thread]:
    """Debate forum threads of the Internet Argument Corpus; none where they are not beside the repository."""
    for row in rows_of("iac_threads.dev.jsonl.gz"):
        posts = [
            Post(str(post["id"]), post["text"], post["author"], None if post["parent"] is None else str(post["parent"]))
            for post in row["posts"]
        ]
        yield thread_of(f"iac-{row['discussion']}", posts)


def aita_threads() -> Iterator[Thread]:
    """Reddit advice threads, nested, without authors; none where they are not beside the repository."""
    for n, row in enumerate(rows_of("aita_threads.jsonl.gz"), 1):
        posts = [Post("p0", row["post content"]), *replies(row["comments"], "p0")]
        yield thread_of(f"aita-{n}", posts)


def replies(comments: Sequence[Mapping[str, Any]], parent: str) -> Iterator[Post]:
    """The comments under a post, each before its replies."""
    for n, comment in enumerate(comments, 1):
        post = Post(f"{parent}.{n}", comment["content"], reply_to=parent, score=comment.get("score"))
        yield post
        yield from replies(comment.get("comments") or (), post.id)


def rows_of(name: str) -> Iterator[Mapping[str, Any]]:
    """The rows of a file of ../shared/data."""
    path = SHARED / "data" / name
    if path.is_file():
        yield from read_lines(path)


def thread_of(name: str, posts: Sequence[Post]) -> Thread:
    """A thread of posts in order; a parent that is not there is the first post, and quotes are found."""
    known: set[str] = set()
    kept = []
    for post in posts:
        parent = post.reply_to if post.reply_to in known else posts[0].id if known else None
        kept.append(replace(post, reply_to=parent))
        known.add(post.id)
    return Thread(with_quotes(kept, known), id=name)


def grafted_thread(size: int, sources: Sequence[Thread] = ()) -> Thread:
    """A thread of so many posts: real threads hung one after another below the first post of the first.

    Longer posts are left out; what answers them answers what they answered. Where the sources have too few posts they
    are taken again, and again.

    Args:
        size: how many posts.
        sources: where the posts come from; debate threads where they are there, else corpora/threads.
    """
    threads = sources or tuple(iac_threads()) or tuple(read_thread(path) for path in sorted(samples()))
    posts: list[Post] = []
    for turn, thread in enumerate(cycle(threads)):
        posts += branch(thread, f"{turn}-", posts[0].id if posts else None)
        if len(posts) >= size:
            return thread_of(f"grafted-{size}", posts[:size])
    raise AssertionError("there is at least one thread")


def branch(thread: Thread, prefix: str, below: str | None) -> list[Post]:
    """The posts of a thread, not too long, ids with a prefix, the first one answering a post of another thread."""
    found: list[Post] = []
    stands_for: dict[str | None, str | None] = {None: below}
    for post in thread.posts:
        parent = stands_for.get(post.reply_to, below)
        if len(post.text.split()) > LONGEST_POST:
            stands_for[post.id] = parent
            continue
        stands_for[post.id] = prefix + post.id
        found.append(Post(prefix + post.id, post.text, post.author, parent, score=post.score))
    return found
