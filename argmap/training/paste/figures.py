"""Measures the reader of pastes against simple rules: `python -m argmap.training.paste.figures DATA`."""

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from argmap.datatypes import Thread
from argmap.readers.paste.boundaries import find_starts
from argmap.readers.paste.plain import from_plain
from argmap.training.paste.pastes import Paste, Said, flatten, read_forum, read_others, read_real
from argmap.training.paste.places import places_in

Rule = Callable[[Paste], set[int]]
WORDS = range(20, 320, 20)
"""Lengths that the length rule is tried with."""


def every_paragraph(paste: Paste) -> set[int]:
    """Every paragraph a post."""
    return set(range(1, len(paste.lines)))


def by_length(words: int) -> Rule:
    """A post starts wherever the one before it has so many words: knows no language."""

    def rule(paste: Paste) -> set[int]:
        found, held = set(), 0
        for index, line in enumerate(paste.lines):
            if index and held >= words:
                found.add(index)
                held = 0
            held += line.count(" ") + 1
        return found

    return rule


def starts_of(paste: Paste, thread: Thread) -> set[int]:
    """Where posts start when the paste is read as a file; the first post's start is none, title or not."""
    return set(places_in(paste, thread)[0][1:])


def f1(pastes: Sequence[Paste], said: Sequence[set[int]]) -> tuple[float, float]:
    """F1 of the starts that are said, each paste's first one aside: over all of them, and the mean of pastes."""
    hits, sizes = [], []
    for paste, own in zip(pastes, said, strict=True):
        gold = {i for i, starts in enumerate(paste.starts) if starts and i}
        hits.append(2 * len(gold & own))
        sizes.append(len(gold) + len(own))
    each = [hit / size if size else 1.0 for hit, size in zip(hits, sizes, strict=True)]
    return round(sum(hits) / max(1, sum(sizes)), 3), round(sum(each) / len(each), 3)


@dataclass
class Tally:
    """How many comments were found, how many of their replies are right, and would be by two simple rules."""

    found: int = 0
    right: int = 0
    previous: int = 0
    first: int = 0

    def add(self, paste: Paste, thread: Thread) -> None:
        """Count the comments of a thread whose start is right and whose answer is known.

        A target counts as the gold post in which it starts.
        """
        place = {post.id: index for index, post in enumerate(thread.posts)}
        _, places = places_in(paste, thread)
        holds = places.holds
        for index, post in enumerate(thread.posts[1:], 1):
            parent = paste.parents[holds[index]]
            if not places.exact[index] or parent is None or post.reply_to is None:
                continue
            self.found += 1
            self.right += holds[place[post.reply_to]] == parent
            self.previous += holds[index - 1] == parent
            self.first += parent == 0

    def figures(self) -> dict[str, float]:
        """The shares, and how many they are of."""
        shares = {name: round(getattr(self, name) / max(1, self.found), 3) for name in ("right", "previous", "first")}
        return {"comments": self.found, **shares}


def calibration(pastes: Sequence[Paste]) -> list[tuple[float, float, int]]:
    """For tenths of the probability of a start: the mean said, the share that are starts, and how many."""
    said = np.concatenate([find_starts(paste.lines, paste.gaps).confidence[1:] for paste in pastes])
    right = np.concatenate([paste.starts[1:] for paste in pastes])
    tenth = np.minimum(9, (said * 10).astype(int))
    return [
        (round(float(said[tenth == n].mean()), 2), round(float(right[tenth == n].mean()), 2), int((tenth == n).sum()))
        for n in range(10)
        if (tenth == n).any()
    ]


def report(data: Path) -> None:
    """Prints everything, a line of JSON for each kind of paste."""
    forum, others = read_forum(data, "dev"), read_others(data, dev=True)
    tuning = [flatten(posts) for posts in read_forum(data, "train")[:150]]
    best = max(WORDS, key=lambda words: f1(tuning, list(map(by_length(words), tuning)))[1])
    kinds: dict[str, list[list[Said]]] = {"forum": forum, "advice": others[:-6], "written": others[-6:]}
    kinds["real"] = [read_real(data.parent / "threads", Path("corpora/gold"))]
    for kind, threads in kinds.items():
        for quotes in (True, False) if kind == "forum" else (True,):
            pastes = [flatten(posts, quotes=quotes) for posts in threads]
            threads_read = [from_plain("\n".join(paste.lines)) for paste in pastes]
            tally = Tally()
            for paste, thread in zip(pastes, threads_read, strict=True):
                tally.add(paste, thread)
            scores = {
                "every paragraph": f1(pastes, list(map(every_paragraph, pastes))),
                f"every {best} words": f1(pastes, list(map(by_length(best), pastes))),
                "as read": f1(pastes, list(map(starts_of, pastes, threads_read))),
            }
            row = {"kind": kind, "quotes": quotes, "starts": scores, "replies": tally.figures()}
            print(json.dumps(row | ({"calibration": calibration(pastes)} if kind == "forum" else {})), flush=True)


if __name__ == "__main__":
    report(Path(sys.argv[1]))
