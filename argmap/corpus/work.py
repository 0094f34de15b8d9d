"""One thread to its map, in a worker process; and the workers: of this machine, or of a Dask cluster."""

import os
import time
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from multiprocessing import get_context
from threading import Lock

from argmap.backends.weights import THREADS, cores
from argmap.corpus.plan import Recipe
from argmap.errors import ArgmapError
from argmap.extras import need

ONE_AT_A_TIME = Lock()
"""A worker process maps one thread at a time, however many threads its scheduler gives it."""


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a thread: the text of its map, or why there is none; and the seconds it took."""

    text: str
    failure: str
    seconds: float


def map_one(name: str, data: bytes, recipe: Recipe, part: int | None = None) -> Done:
    """The map of the thread in the bytes of a file, or of one of several; what goes wrong is told, never raised."""
    os.environ.setdefault(THREADS, "1")
    os.environ["ARGMAP_CACHE"] = "off"  # an archive is read once
    started = time.monotonic()
    text = failure = ""
    with ONE_AT_A_TIME:
        try:
            text = mapped(name, data, recipe, part)
        except ArgmapError as error:
            failure = str(error)
        except Exception as error:  # one thread must not stop ten thousand
            failure = f"{type(error).__name__}: {error}"
    return Done(text, failure, round(time.monotonic() - started, 3))


def mapped(name: str, data: bytes, recipe: Recipe, part: int | None) -> str:
    """The map as JSON.

    Raises:
        ArgmapError: the file holds no thread, or a model is missing.
    """
    from dataclasses import replace

    from argmap.backends import load_backend
    from argmap.formats.json import to_json
    from argmap.pipeline import analyze
    from argmap.readers import parse_thread

    thread = parse_thread(data, name=name, part=part)
    named = replace(thread, id=name) if thread.id == "thread" else thread
    backend = load_backend(recipe.backend, recipe.encoder, relater=recipe.relater)
    return to_json(analyze(named, backend=backend))


@contextmanager
def crew(workers: int, scheduler: str) -> Iterator[tuple[Executor, int]]:
    """Who maps, and how many at once.

    Args:
        workers: processes of this machine; 0 for one a core.
        scheduler: the address of a Dask scheduler instead. Without one Dask runs the processes of this machine where it
            is installed, and replaces one that dies; else they are plain ones.

    Raises:
        ArgmapError: Dask is not installed, or nobody answers at the address.
    """
    here = workers or cores()
    if find_spec("distributed") is None:
        if scheduler:
            need("--scheduler", "distributed")
        with ProcessPoolExecutor(here, mp_context=get_context("spawn")) as pool:
            yield pool, here
        return
    from distributed import Client, LocalCluster

    if scheduler:
        try:
            client = Client(scheduler, timeout=20, set_as_default=False)
        except (OSError, ValueError) as error:
            raise ArgmapError(f"no Dask scheduler at {scheduler}: {error}") from None
        with client:
            yield client.get_executor(pure=False), max(1, len(client.scheduler_info()["workers"]))
        return
    with (
        LocalCluster(
            n_workers=here, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs="CRITICAL"
        ) as cluster,
        Client(cluster, set_as_default=False) as client,
    ):
        yield client.get_executor(pure=False), here
