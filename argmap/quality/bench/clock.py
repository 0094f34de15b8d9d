"""A backend whose models are timed as they work, and the floor that their time is held against."""

import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from argmap.stages import Backend, Encoder, FloatArray, Parser, Reading, Segmenter, Stretch


@dataclass
class Clock:
    """Seconds on the wall and of all cores, by what was done, and how often things were counted."""

    wall: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    cpu: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    stage: str = ""
    since: float = 0.0

    def __call__(self, stage: str, done: int, total: int) -> None:
        """See `argmap.stages.Progress`: a stage ends where the next begins."""
        now = time.perf_counter()
        self.wall[self.stage] += now - self.since
        self.stage, self.since = stage, now

    @contextmanager
    def timing(self, name: str) -> Iterator[None]:
        """Adds the time of what is done inside."""
        wall, cpu = time.perf_counter(), time.process_time()
        try:
            yield
        finally:
            self.wall[name] += time.perf_counter() - wall
            self.cpu[name] += time.process_time() - cpu


@dataclass(frozen=True)
class TimedSegmenter:
    """A segmenter under a clock; keeps the texts that it was given."""

    inner: Segmenter
    clock: Clock
    texts: list[str] = field(default_factory=list)

    def split(self, texts: Sequence[str]) -> list[list[Stretch]]:
        """See `argmap.stages.Segmenter`."""
        self.texts.extend(texts)
        with self.clock.timing("segment"):
            return self.inner.split(texts)


@dataclass(frozen=True)
class TimedEncoder:
    """An encoder under a clock."""

    inner: Encoder
    clock: Clock

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """See `argmap.stages.Encoder`."""
        with self.clock.timing("encode"):
            return self.inner.encode(texts)


@dataclass(frozen=True)
class TimedReading:
    """A reading under a clock; counts the pairs that it judges."""

    inner: Reading
    clock: Clock

    @property
    def claim_scores(self) -> FloatArray:
        """See `argmap.stages.Reading`."""
        return self.inner.claim_scores

    def judge(self, pairs: Sequence[tuple[int, int]], rows: FloatArray) -> tuple[FloatArray, FloatArray]:
        """See `argmap.stages.Reading`."""
        self.clock.counts["pairs"] += len(pairs)
        with self.clock.timing("judge"):
            return self.inner.judge(pairs, rows)


@dataclass(frozen=True)
class TimedParser:
    """A parser under a clock; keeps the units that it was given."""

    inner: Parser
    clock: Clock
    units: list[str] = field(default_factory=list)

    def read(self, units: Sequence[str], windows: Sequence[Sequence[int]]) -> TimedReading:
        """See `argmap.stages.Parser`."""
        self.units.extend(units)
        with self.clock.timing("read"):
            return TimedReading(self.inner.read(units, windows), self.clock)


def timed(backend: Backend, clock: Clock) -> Backend:
    """The backend with every model under the clock."""
    return replace(
        backend,
        segmenter=TimedSegmenter(backend.segmenter, clock),
        encoder=TimedEncoder(backend.encoder, clock),
        parser=TimedParser(backend.parser, clock),
    )


def floor(language: Any, encoder: Encoder, texts: Sequence[str], units: Sequence[str]) -> Clock:
    """What any such map costs at least: spaCy's parse of the texts, and one int8 encoder pass over every unit."""
    clock = Clock()
    with clock.timing("floor"):
        for _ in language.pipe(texts, batch_size=64):
            pass
        encoder.encode(units)
    return clock
