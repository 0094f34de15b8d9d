"""The Protocols that an exchangeable model fulfils, and Backend, the bundle of them.

Each is one batch call on plain text that never sees a Thread, so that a model from anywhere can stand in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float32]
SUPPORT, OBJECTION, NONE = 0, 1, 2
"""The columns of a Relater's answer."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence or clause that a Segmenter found: offsets in its text, and whether a clause in it asserts something.

    Attributes:
        start: first code point.
        end: one past the last.
        clausal: whether it holds a finite clause with a subject (what a name, a heading or a greeting lacks).
    """

    start: int
    end: int
    clausal: bool


class Segmenter(Protocol):
    """Cuts texts into sentences and clauses."""

    def split(self, texts: Sequence[str]) -> list[list[Stretch]]:
        """The stretches of each text, in order and not overlapping; nothing but space lies between them."""
        ...


class ClaimScorer(Protocol):
    """Judges whether a unit is an assertion that belongs on a map."""

    def score(self, units: Sequence[str]) -> FloatArray:
        """The probability of it for each unit, shape (n,), in [0, 1]."""
        ...


class Encoder(Protocol):
    """Turns texts into vectors whose dot product is their likeness."""

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """One row of unit length a text, shape (n, d)."""
        ...


class Relater(Protocol):
    """Judges what a source claim does for a target claim."""

    def relate(self, pairs: Sequence[tuple[str, str]]) -> FloatArray:
        """The probabilities of support, objection and none for each (source, target), shape (n, 3)."""
        ...


class Linker(Protocol):
    """Judges candidate links by their evidence."""

    def judge(self, rows: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Log-odds that each link holds, and the probability that it objects if it does, both of shape (n,).

        Args:
            rows: shape (n, len(EVIDENCE) + 2): the columns of evidence.py, then the relater's support and objection.
        """
        ...


@dataclass(frozen=True)
class Backend:
    """One of each model; `models` names them and their versions or hashes for the record of a run."""

    name: str
    segmenter: Segmenter
    claim_scorer: ClaimScorer
    encoder: Encoder
    relater: Relater
    linker: Linker
    models: Mapping[str, str] = field(default_factory=dict)


class Progress(Protocol):
    """Called as work goes on: the stage's name, how much is done, how much there is."""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Take note."""
        ...
