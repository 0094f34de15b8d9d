"""What runs in the process: `python -m argmap.work.worker` reads jobs from standard input, a line of JSON each.

It answers on standard output with lines of JSON: `stage`, `claims` as they are found, then `map` or `error`. Nothing of
a thread is written anywhere else. It ends when its input does, so that it never outlives the app.
"""

import contextlib
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TextIO

from argmap.errors import ArgmapError
from argmap.stages import Backend, Parser, Reading

Tell = Callable[[dict[str, Any]], None]
SHOWN = 60
"""Claims that are told while the mapping goes on; a person reads no more of them in that time."""


@dataclass(frozen=True)
class Watched:
    """A parser that tells which of the texts that it reads look like claims."""

    parser: Parser
    tell: Tell
    least: float

    def read(self, units: Sequence[str], windows: Sequence[Sequence[int]]) -> Reading:
        """Reads all units of a thread."""
        reading = self.parser.read(units, windows)
        found = [unit for unit, score in zip(units, reading.claim_scores, strict=True) if score >= self.least]
        self.tell({"claims": [" ".join(unit.split())[:300] for unit in found[:SHOWN]], "count": len(found)})
        return reading


def main() -> None:
    """Serves until the input ends."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints is no answer
    with contextlib.suppress(OSError, AttributeError):
        os.nice(5)
    serve(sys.stdin, answers)


def serve(jobs: TextIO, answers: TextIO) -> None:
    """Answers every job."""

    def tell(answer: dict[str, Any]) -> None:
        answers.write(json.dumps(answer) + "\n")
        answers.flush()

    for line in jobs:
        job = json.loads(line)
        limit_memory(job["memory"])
        try:
            tell({"map": mapped(job, tell)})
        except ArgmapError as error:
            tell({"error": str(error)})
        except MemoryError:
            tell({"error": "this thread needs more memory than a mapping may have; map a part of it"})
        except Exception as error:  # whatever it is, it must not stop the app; its words may hold the thread's
            tell({"error": f"mapping failed ({type(error).__name__}); please report it with the thread"})


def mapped(job: dict[str, Any], tell: Tell) -> str:
    """The map of a job's thread, as JSON."""
    from argmap.backends import load_backend
    from argmap.formats.json import from_native_thread, to_json
    from argmap.pipeline import STAGES, analyze
    from argmap.readers.taxonomy import direction_of
    from argmap.settings import LlmSettings, Settings

    def progress(stage: str, done: int, total: int) -> None:
        tell({"stage": stage, "done": done, "total": total})

    thread = from_native_thread(job["thread"])
    settings = Settings()
    progress(STAGES[0], 0, len(STAGES))
    backend: Backend = load_backend(job["backend"])
    if job["llm"]:
        from argmap.backends.llm import load_llm

        backend = load_llm(LlmSettings(**job["llm"]), backend)
    watched = replace(backend, parser=Watched(backend.parser, tell, settings.min_claim_score))
    told = job["directions"]
    taxonomy = None if told is None else tuple(direction_of(entry, entry["slug"]) for entry in told)
    return to_json(analyze(thread, backend=watched, taxonomy=taxonomy, settings=settings, progress=progress))


def limit_memory(most: int) -> None:
    """The bytes that this process may have, where the system can limit them."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


if __name__ == "__main__":
    main()
