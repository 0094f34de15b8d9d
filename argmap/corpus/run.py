"""A run over an archive: each thread once, in any order, by any number of workers, stopped and resumed at any time.

A thread is done where its map, or the reason why it has none, stands whole in the output. Only this process writes.
"""

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass
from pathlib import Path

from argmap.corpus.plan import FAILED, MAPS, Recipe, Task, find_tasks
from argmap.corpus.tables import write_tables
from argmap.corpus.work import Done, crew, map_one
from argmap.errors import ArgmapError
from argmap.stages import Progress

AHEAD = 3
"""Threads handed out for each worker: none waits, and few are in memory."""
STAGE = "Mapping threads"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended: threads in all, mapped now, done before, and the failures by name."""

    total: int
    mapped: int
    before: int
    failures: dict[str, str]


def run_corpus(
    sources: Sequence[str],
    out: Path,
    recipe: Recipe,
    *,
    workers: int = 0,
    scheduler: str = "",
    progress: Progress | None = None,
) -> Outcome:
    """Maps every thread in files and folders into `out`, then writes the dataset.

    Args:
        sources: files, and folders that are looked through.
        out: gets maps/, failed/, and the tables of claims, links, cruxes and failures.
        recipe: how the maps are made.
        workers: processes of this machine; 0 for one a core.
        scheduler: the address of a Dask scheduler instead.
        progress: called as threads are done.

    Raises:
        InputError: a source is not there, or holds nothing.
        ArgmapError: the workers cannot be had, or are lost.
    """
    tasks = find_tasks(sources, recipe)
    for folder in (MAPS, FAILED):
        (out / folder).mkdir(parents=True, exist_ok=True)
    open_ = [task for task in tasks if not task.map_in(out).exists() and not task.failure_in(out).exists()]
    if open_:
        with crew(workers, scheduler) as (executor, hands):
            for n, (task, done) in enumerate(results(open_, recipe, executor, hands), 1):
                keep(task, done, out)
                if progress is not None:
                    progress(STAGE, len(tasks) - len(open_) + n, len(tasks))
    write_tables(tasks, out)
    failures = {task.name: failure_of(task, out) for task in tasks if task.failure_in(out).exists()}
    return Outcome(len(tasks), len(open_), len(tasks) - len(open_), failures)


def results(tasks: Iterable[Task], recipe: Recipe, executor: Executor, hands: int) -> Iterator[tuple[Task, Done]]:
    """What comes of each task, as it is done; a few at a time are with the workers.

    Raises:
        ArgmapError: the workers are lost.
    """
    waiting = iter(tasks)
    running: dict[Future[Done], Task] = {}
    while True:
        for task in waiting:
            running[executor.submit(map_one, task.name, task.path.read_bytes(), recipe, task.part)] = task
            if len(running) >= AHEAD * hands:
                break
        if not running:
            return
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            yield running.pop(future), done_of(future)


def done_of(future: "Future[Done]") -> Done:
    """What a worker answered; a thread whose workers died again and again is one that cannot be mapped.

    Raises:
        ArgmapError: the workers are lost.
    """
    try:
        return future.result()
    except BrokenExecutor:
        raise ArgmapError(
            "a worker process has died; give the same command again to go on, or pip install distributed"
        ) from None
    except Exception as error:  # Dask has given up on it: KilledWorker, or a connection that is gone
        return Done("", f"{type(error).__name__}: its workers died; it may be too large for them", 0.0)


def keep(task: Task, done: Done, out: Path) -> None:
    """Writes what came of a thread, whole or not at all."""
    if done.failure:
        replace_text(task.failure_in(out), json.dumps({"thread": task.name, "why": done.failure}, ensure_ascii=False))
    else:
        replace_text(task.map_in(out), done.text)


def failure_of(task: Task, out: Path) -> str:
    """Why a thread has no map."""
    return str(json.loads(task.failure_in(out).read_text("utf-8"))["why"])


def replace_text(path: Path, text: str) -> None:
    """Writes a file so that it is there whole, or not at all, whenever the process ends."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    unfinished.write_text(text, "utf-8")
    unfinished.replace(path)
