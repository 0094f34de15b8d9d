"""The Protocols that an exchangeable model fulfils, and Backend, the bundle of them.

Each is one batch call on plain text that never sees a Thread, so that a model from anywhere can stand in.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from argmap.datatypes import Dropped, Kind

FloatArray = NDArray[np.float32]
SENTENCE_END = re.compile(r"(?<=[.!?])\s")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence or clause that a Segmenter found: offsets in its text, and whether a clause in it asserts something.

    Attributes:
        start: first code point.
        end: one past the last.
        clausal: whether it holds a finite clause with a subject (what a name, a heading or a greeting lacks).
        plain: whether it is a short clause that says something of a subject that it names ("Cars kill people.").
    """

    start: int
    end: int
    clausal: bool
    plain: bool = False


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


RELATIONS = ("support", "objection", "none")
"""The columns of what a relater says."""


class Judge(Protocol):
    """Judges which units are claims by more than their words."""

    def judge(self, rows: FloatArray, words: FloatArray) -> FloatArray:
        """The probability that each unit is an assertion that belongs on a map, shape (units,).

        Args:
            rows: what speaks for each beside its words, shape (units, len(ASSERTIONS)), see assertions.py.
            words: the probability by the parser, shape (units,).
        """
        ...


class Relater(Protocol):
    """Judges pairs of texts by their words alone."""

    def relate(self, pairs: Sequence[tuple[str, str]]) -> FloatArray:
        """The probability of each of RELATIONS, of a source for a target: shape (pairs, 3), rows sum to 1."""
        ...


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply as the model of stances reads it.

    Attributes:
        own: its words without those that it quotes.
        quoted: the words that it quotes, " ... " between stretches; empty where it quotes nothing.
        answered: the words of the post that it answers.
        same_speaker: whether its author answers a post of their own.
        answers_opening: whether it answers the first post of the thread.
    """

    own: str
    quoted: str
    answered: str
    same_speaker: bool
    answers_opening: bool

    @property
    def context(self) -> str:
        """What it answers, the quoted words first."""
        return f"{self.quoted} ... {self.answered}" if self.quoted else self.answered

    @property
    def first(self) -> str:
        """Its first sentence."""
        return SENTENCE_END.split(self.own, maxsplit=1)[0]


class Stancer(Protocol):
    """Judges the effect of whole replies on the posts that they answer."""

    def judge(self, replies: Sequence[Reply]) -> FloatArray:
        """Compute the probability of each StanceKind, in its order: shape (replies, 4), rows sum to 1."""
        ...


class Progress(Protocol):
    """Called as work goes on: the stage's name, how much is done, how much there is; what it raises ends the work."""

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Take note."""
        ...


@dataclass(frozen=True, slots=True)
class Question:
    """What a second reader is shown at once: numbered units, and which of them to answer about.

    Attributes:
        text: the page, every number in square brackets.
        shown: what number 1, 2, ... stands for, by index: units, or claims in the closing question.
        first: the first number asked about.
        last: the last one.
    """

    text: str
    shown: tuple[int, ...]
    first: int
    last: int


@dataclass(frozen=True)
class Opinion:
    """What a second reader says of the units of a thread, by index; probabilities in [0, 1].

    Attributes:
        read: the units that it answered about; of the others it says nothing.
        claims: the units that are claims, and how sure.
        links: source, target and kind, and how sure.
        restatements: units, each with an earlier one that says the same.
    """

    read: frozenset[int] = frozenset()
    claims: Mapping[int, float] = field(default_factory=dict)
    links: Mapping[tuple[int, int, Kind], float] = field(default_factory=dict)
    restatements: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Conclusion:
    """The places of the main claims and of the cruxes in a map, best first; empty where nothing was answered."""

    main: tuple[int, ...] = ()
    cruxes: tuple[int, ...] = ()


class SecondReader(Protocol):
    """Reads a thread beside the parser, on numbered pages; one for a run, so that it can keep account."""

    def read(self, questions: Sequence[Question], progress: Progress | None) -> Opinion:
        """Its opinion on the units; a question that it cannot answer is left out and stands in `dropped`."""
        ...

    def conclude(self, question: Question, progress: Progress | None) -> Conclusion:
        """What the disagreement turns on."""
        ...

    @property
    def cost(self) -> Mapping[str, float]:
        """What its answers took: questions, answers, tokens, seconds."""
        ...

    @property
    def dropped(self) -> tuple[Dropped, ...]:
        """What it was asked and did not answer, and why."""
        ...


@dataclass(frozen=True)
class Backend:
    """One of each model; `models` names them and their versions or hashes for the record of a run.

    Attributes:
        judge: joins what the parser says of claims with what else speaks for them; None where its word is taken.
        second: makes a second reader for a run; None where the parser reads alone.
        relater: the model for pairs that stands beside the parser, where one was chosen.
        stancer: judges whole replies; None where kinds are judged claim by claim only.
    """

    name: str
    segmenter: Segmenter
    encoder: Encoder
    parser: Parser
    models: Mapping[str, str] = field(default_factory=dict)
    judge: Judge | None = None
    second: Callable[[], SecondReader] | None = None
    relater: Relater | None = None
    stancer: Stancer | None = None
