"""Measure one thread in a process of its own.

`python -m argmap.quality.bench.measure THREAD STARTED` prints a row as JSON.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from argmap.backends import load_backend
from argmap.backends.neural import load_minilm, load_spacy
from argmap.datatypes import Thread
from argmap.formats.json import to_native_thread
from argmap.pipeline import STAGES, analyze
from argmap.quality.bench.clock import Clock, TimedParser, TimedSegmenter, floor, timed
from argmap.readers import read_thread

MODELS = ("segment", "read", "encode", "judge")
BRIEF = 20.0
"""Seconds: a warm run that is shorter is made three times, and the best one counts."""


@dataclass(frozen=True)
class Row:
    """What was measured of one thread; seconds on the wall, and of all cores together (`cpu`).

    Attributes:
        cold: from the start of the process to its first map.
        load: imports and models.
        warm: another map in the same process.
        floor: what that map costs at least: spaCy's parse, and one int8 encoder pass over every unit.
        stages: the warm seconds of each stage.
        pairs: candidate links judged.
        memory: the most that the process held after its first map, in MB.
    """

    name: str
    posts: int
    words: int
    units: int
    claims: int
    links: int
    pairs: int
    cold: float
    load: float
    warm: float
    warm_cpu: float
    floor: float
    floor_cpu: float
    memory: int
    stages: dict[str, float]

    @property
    def ratio(self) -> float:
        """The warm map to its floor, by the seconds of all cores, which other work on the machine moves least."""
        return self.warm_cpu / self.floor_cpu

    @property
    def wall_ratio(self) -> float:
        """The same on the wall."""
        return self.warm / self.floor


def measured(name: str, thread: Thread) -> Row:
    """The row of a thread, from a fresh process."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "thread.json"
        path.write_text(to_native_thread(thread), "utf-8")
        command = [sys.executable, "-m", "argmap.quality.bench.measure", str(path), name, str(time.time())]
        without = {**os.environ, "ARGMAP_CACHE": "off"}
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=without)
    return Row(**json.loads(done.stdout))


def row_of(name: str, thread: Thread, started: float) -> Row:
    """Measures in this process, which should be a fresh one.

    Args:
        name: of the thread, for the table.
        thread: what is mapped.
        started: when the process was started, as `time.time()` tells it.
    """
    backend = load_backend()
    load = time.time() - started
    argument_map = analyze(thread, backend=backend)
    cold = time.time() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform != "darwin" else 1024**2)
    runs = [warm_run(thread) for _ in range(3 if cold - load < BRIEF else 1)]
    clock, least, units = min(runs, key=lambda run: run[0].cpu["all"])
    return Row(
        name=name,
        posts=len(thread.posts),
        words=sum(len(post.text.split()) for post in thread.posts),
        units=units,
        claims=len(argument_map.claims),
        links=len(argument_map.links),
        pairs=clock.counts["pairs"],
        cold=cold,
        load=load,
        warm=clock.wall["all"],
        warm_cpu=clock.cpu["all"],
        floor=least.wall["floor"],
        floor_cpu=least.cpu["floor"],
        memory=memory,
        stages=stages_of(clock),
    )


def warm_run(thread: Thread) -> tuple[Clock, Clock, int]:
    """Times of a map and of its floor, one after the other, and how many units there were."""
    clock = Clock()
    backend = timed(load_backend(), clock)
    with clock.timing("all"):
        analyze(thread, backend=backend, progress=clock)
    assert isinstance(backend.segmenter, TimedSegmenter)
    assert isinstance(backend.parser, TimedParser)
    least = floor(load_spacy(), load_minilm(), backend.segmenter.texts, backend.parser.units)
    return clock, least, len(backend.parser.units)


def stages_of(clock: Clock) -> dict[str, float]:
    """Seconds of the models, and of what the other code of each stage takes."""
    _, splitting, claims, links, cruxes = (clock.wall[stage] for stage in STAGES)
    models = {name: clock.wall[name] for name in MODELS}
    return models | {
        "layout of lines": splitting - models["segment"],
        "claims": max(0.0, claims - models["read"] - models["encode"]),
        "evidence, links": links - models["judge"],
        "strengths, cruxes": cruxes,
    }


if __name__ == "__main__":
    path, label, begun = sys.argv[1:4]
    print(json.dumps(asdict(row_of(label, read_thread(path), float(begun)))))
