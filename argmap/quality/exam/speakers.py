"""Whether one author makes both claims of a pair of relations, by the corpora that the pairs were drawn from."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from argmap.quality.exam.data import Row, read_rows
from argmap.quality.exam.pairs import Spoken, labels_of, pairs_of
from argmap.stages import RELATIONS, FloatArray, Relater

DIALOGUES = ("us2016", "qt30")


def spoken_pairs(folder: Path, split: str, rows: Sequence[Row]) -> Spoken:
    """Whether one author makes both claims of each row of relations; of unlinked pairs the rows themselves do not say.

    Raises:
        InputError: one of the corpora is missing or damaged.
    """
    who: dict[tuple[str, str], set[str]] = {}
    for group, text, author in spoken(folder, split):
        who.setdefault((group, joined(text)), set()).add(author)
    ends = [[who.get((row["group"], joined(row[end])), set()) for end in ("source", "target")] for row in rows]
    return {pair: bool(a & b) for pair, (a, b) in zip(pairs_of(rows), ends, strict=True)}


def spoken(folder: Path, split: str) -> Iterator[tuple[str, str, str]]:
    """The claims of the corpora behind relations, each with its group there and its author."""
    for name in DIALOGUES:
        for row in read_rows(folder, f"{name}_pairs.{split}"):
            yield from ((f"{name}:{row['map']}", row[end], row[f"{end}_speaker"]) for end in "ab")
    for row in read_rows(folder, f"cmv_modes.{split}"):
        for turn in row["turns"]:
            for span in turn["spans"]:
                yield f"cmv:{row['file']}", turn["text"][span["start"] : span["end"]], turn["author"]


def joined(text: str) -> str:
    """A text with single spaces."""
    return " ".join(text.split())


class SpokenRelater:
    """A relater that is told who speaks: its probabilities times how often pairs of each relation are one author's.

    Bayes' rule, as if the words and the speakers told of a pair's relation apart from each other.

    Args:
        relater: judges the words.
        spoken: whether one author makes both claims of the pairs that it will be asked about, and of the rows.
        rows: labelled pairs that the shares are counted on.
    """

    def __init__(self, relater: Relater, spoken: Spoken, rows: Sequence[Row]) -> None:
        self._relater, self._spoken = relater, spoken
        counts = np.ones((2, len(RELATIONS)))
        for pair, label in zip(pairs_of(rows), labels_of(rows).tolist(), strict=True):
            counts[int(spoken[pair]), label] += 1
        self._shares: FloatArray = (counts / counts.sum(axis=0)).astype(np.float32)

    def relate(self, pairs: Sequence[tuple[str, str]]) -> FloatArray:
        """See `argmap.stages.Relater`."""
        found = self._relater.relate(pairs) * self._shares[[int(self._spoken[pair]) for pair in pairs]]
        shares: FloatArray = found / found.sum(axis=1, keepdims=True)
        return shares
