"""The Protocols that an exchangeable model fulfils, and Backend, the bundle of them.

Each is one batch call on plain text that never sees a Thread, so that a model from anywhere can stand in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float32]


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


class Encoder(Protocol):
    """Turns texts into vectors whose dot product is their likeness."""

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """One row of unit length a text, shape (n, d)."""
        ...


class Reading(Protocol):
    """What a parser found in the units of one thread; units are named by their index."""

    @property
    def claim_scores(self) -> FloatArray:
        """The probability that each unit is an assertion that belongs on a map, shape (units,)."""
        ...

    def judge(self, pairs: Sequence[tuple[int, int]], rows: FloatArray) -> tuple[FloatArray, FloatArray]:
        """What each source unit does for each target unit.

        Args:
            pairs: source and target.
            rows: the evidence of each pair beside its words, shape (pairs, len(EVIDENCE)).

        Returns:
            The log-odds of each link against "this source has none", and the probability that the link objects if
            it holds, both of shape (pairs,).
        """
        ...


class Parser(Protocol):
    """Reads units in the context of their post, in one pass, and judges what is a claim and what it is for."""

    def read(self, units: Sequence[str], windows: Sequence[Sequence[int]]) -> Reading:
        """Reads all units of a thread; each stands in one window, a run of units of one post by index."""
        ...


@dataclass(frozen=True)
class Backend:
    """One of each model; `models` names them and their versions or hashes for the record of a run."""

    name: str
    segmenter: Segmenter
    encoder: Encoder
    parser: Parser
    models: Mapping[str, str] = field(default_factory=dict)


class Progress(Protocol):
    """Called as work goes on: the stage's name, how much is done, how much there is."""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Take note."""
        ...
