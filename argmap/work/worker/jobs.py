"""Jobs, and the processes that do them: as many at once as there are, the others wait their turn."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any

from argmap.datatypes import ArgumentMap, Thread
from argmap.errors import ArgmapError
from argmap.formats.json import from_json, to_native_thread
from argmap.mapping.topics.directions import Taxonomy
from argmap.pipeline import STAGES
from argmap.settings import LlmSettings
from argmap.work.worker.pace import time_left

MEMORY = 8 * 2**30
"""Bytes that a process may have."""
MOST_SECONDS = 3600.0
"""After which a mapping is given up."""
LOST = "the mapping process ended before its time; perhaps the thread is too large for this machine"


class Stage(StrEnum):
    """How a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Status:
    """What is known of a job at one moment.

    Attributes:
        stage: how it stands.
        doing: what is done now, in words.
        done: how many steps are.
        total: how many there are.
        claims: the first that were found.
        found: how many were found so far.
        spent: seconds of every step so far.
        error: why it failed, in one line.
    """

    stage: Stage = Stage.WAITING
    doing: str = "Waiting for other mappings"
    done: int = 0
    total: int = len(STAGES)
    claims: tuple[str, ...] = ()
    found: int = 0
    spent: Mapping[str, float] = field(default_factory=dict)
    error: str = ""

    @property
    def ended(self) -> bool:
        """Whether nothing more will come."""
        return self.stage not in (Stage.WAITING, Stage.RUNNING)


class Job:
    """One thread on its way to a map.

    Args:
        name: what to call it.
        thread: what to map.
        backend: the name of a backend.
        keep: called with the map, in the job's own thread, before the job is told to be done.
        llm: the language model that reads along, to which the thread is sent; None where nothing leaves the machine.
        taxonomy: research directions; None for those of argmap.

    Attributes:
        kept: what `keep` gave: the id of the map where it was saved.
    """

    def __init__(
        self,
        name: str,
        thread: Thread,
        backend: str,
        keep: Callable[[ArgumentMap], int | None],
        llm: LlmSettings | None = None,
        taxonomy: Taxonomy | None = None,
    ) -> None:
        self.name, self.thread, self.backend, self.keep, self.llm = name, thread, backend, keep, llm
        self.taxonomy = taxonomy
        self.letters = sum(len(post.text) for post in thread.posts)
        self.kept: int | None = None
        self.status = Status()
        self._began = time.monotonic()
        self._process: subprocess.Popen[str] | None = None
        self._lock = threading.Lock()

    def cancel(self) -> None:
        """Stops it; what it had found is dropped, and nothing that was there before is touched.

        Too late for a map that is being kept: then it is done.
        """
        with self._lock:
            kept = self.status.stage is Stage.RUNNING and self._process is None
            if not self.status.ended and not kept:
                self.status = replace(self.status, stage=Stage.CANCELLED, doing="Cancelled")
            if self._process is not None:
                self._process.kill()

    def left(self) -> float | None:
        """Seconds that it will still take; None where nobody knows yet."""
        status = self.status
        if status.stage is not Stage.RUNNING or status.doing not in STAGES:
            return None
        spent = {**status.spent, status.doing: time.monotonic() - self._began}
        return time_left(STAGES, spent, status.doing, self.letters)

    def start(self, process: subprocess.Popen[str]) -> bool:
        """Takes a process; False where the job has been cancelled."""
        with self._lock:
            if self.status.ended:
                return False
            self._process = process
            self.status = replace(self.status, stage=Stage.RUNNING, doing=STAGES[0])
        self._began = time.monotonic()
        return True

    def hear(self, answer: Mapping[str, Any]) -> None:
        """Takes note of a line that the process wrote."""
        with self._lock:
            if self.status.ended:
                return
            if "stage" in answer:
                now = time.monotonic()
                spent = {**self.status.spent, self.status.doing: now - self._began}
                self._began = now if answer["stage"] != self.status.doing else self._began
                self.status = replace(
                    self.status, doing=answer["stage"], done=answer["done"], total=answer["total"], spent=spent
                )
            elif "claims" in answer:
                self.status = replace(self.status, claims=tuple(answer["claims"]), found=answer["count"])

    def take(self, answer: Mapping[str, Any]) -> None:
        """Takes the last answer and lets the process go; a map is kept before the job is told to be done."""
        with self._lock:
            self._process = None
        if self.status.ended:
            return
        try:
            if "error" in answer:
                raise ArgmapError(answer["error"])
            self.kept = self.keep(from_json(answer["map"]))
        except ArgmapError as error:
            self.end(Stage.FAILED, str(error))
        else:
            self.end(Stage.DONE)

    def end(self, stage: Stage, error: str = "") -> None:
        """Nothing more comes; a job that was cancelled stays so."""
        with self._lock:
            self._process = None
            if not self.status.ended:
                self.status = replace(self.status, stage=stage, doing=stage.value.capitalize(), error=error)


class Mappers:
    """The processes that map; each keeps its models loaded from one job to the next.

    Args:
        count: how many jobs run at once.
        seconds: how long one may take.
        memory: bytes that a process may have.
    """

    def __init__(self, count: int = 2, *, seconds: float = MOST_SECONDS, memory: int = MEMORY) -> None:
        self._places = threading.Semaphore(count)
        self._idle: list[subprocess.Popen[str]] = []
        self._lock = threading.Lock()
        self._seconds, self._memory = seconds, memory

    def submit(
        self,
        name: str,
        thread: Thread,
        keep: Callable[[ArgumentMap], int | None],
        *,
        backend: str = "neural",
        llm: LlmSettings | None = None,
        taxonomy: Taxonomy | None = None,
    ) -> Job:
        """Begins to map a thread, and returns at once."""
        job = Job(name, thread, backend, keep, llm, taxonomy)
        threading.Thread(target=self._run, args=(job,), name="argmap mapping", daemon=True).start()
        return job

    def close(self) -> None:
        """Ends the processes that wait for work."""
        with self._lock:
            for process in self._idle:
                self._drop(process)
            self._idle.clear()

    def _run(self, job: Job) -> None:
        with self._places:
            if job.status.ended:
                return
            try:
                process = self._process()
            except OSError as error:
                job.end(Stage.FAILED, f"no process for it could be started ({error.strerror})")
                return
            began, answer = time.monotonic(), None  # before the alarm is set: what it ends is late by this clock too
            alarm = threading.Timer(self._seconds, process.kill)
            alarm.daemon = True  # a server that is stopped does not wait for it
            alarm.start()
            try:
                answer = self._answer(job, process) if job.start(process) else None
                late = time.monotonic() - began >= self._seconds
                job.take(answer or {"error": f"took longer than {self._seconds:.0f} seconds" if late else LOST})
            except Exception as error:  # a fault of ours must not leave a job that never ends
                job.end(Stage.FAILED, f"mapping failed ({type(error).__name__})")
            finally:
                alarm.cancel()
                self._give_back(process, sound=answer is not None)

    def _answer(self, job: Job, process: subprocess.Popen[str]) -> dict[str, Any] | None:
        """The last answer of the process, or None where it ended without; the job hears what it says on the way."""
        assert process.stdin is not None
        assert process.stdout is not None
        wish = {
            "backend": job.backend,
            "llm": asdict(job.llm) if job.llm else None,
            "memory": self._memory,
            "directions": None if job.taxonomy is None else [asdict(direction) for direction in job.taxonomy],
            "thread": to_native_thread(job.thread),
        }
        with suppress(BrokenPipeError):
            process.stdin.write(json.dumps(wish) + "\n")
            process.stdin.flush()
        for line in process.stdout:
            answer: dict[str, Any] = json.loads(line)
            if "map" in answer or "error" in answer:
                return answer
            job.hear(answer)
        return None

    def _process(self) -> subprocess.Popen[str]:
        """A process that waits for work, or a new one."""
        with self._lock:
            while self._idle:
                process = self._idle.pop()
                if process.poll() is None:
                    return process
        return subprocess.Popen(
            [sys.executable, "-m", "argmap.work.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
        )

    def _give_back(self, process: subprocess.Popen[str], *, sound: bool) -> None:
        """Keeps a process for the next job, if it still serves."""
        if sound and process.poll() is None:
            with self._lock:
                self._idle.append(process)
        else:
            self._drop(process)

    def _drop(self, process: subprocess.Popen[str]) -> None:
        process.kill()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                pipe and pipe.close()
        process.wait()
