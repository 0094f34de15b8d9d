"""Mapping in another process: what it gives, what it says on the way, and how it is stopped."""

import threading
import time
from collections.abc import Iterator

import pytest

import argmap
from argmap.datatypes import ArgumentMap, Dropped, Post, Thread
from argmap.errors import ArgmapError
from argmap.pipeline import STAGES
from argmap.work.worker import Job, Mappers, Stage

TEXT = "Cats are good pets because they are quiet. Dogs are louder than cats, so they disturb the neighbours."


@pytest.fixture(scope="module")
def mappers() -> Iterator[Mappers]:
    """One process at a time."""
    found = Mappers(1)
    yield found
    found.close()


def thread(posts: int = 3) -> Thread:
    """A thread in which everybody says the same."""
    return Thread(
        tuple(
            Post(f"p{n}", f"{TEXT} That was number {n}.", f"A{n}", "p1" if n > 1 else None) for n in range(1, posts + 1)
        ),
        title="Cats",
        dropped=(Dropped("post", "deleted", 2),),
    )


def ended(job: Job, seconds: float = 120.0) -> Job:
    """The job once it has ended."""
    until = time.monotonic() + seconds
    while not job.status.ended:
        assert time.monotonic() < until, f"still {job.status}"
        time.sleep(0.02)
    return job


def test_a_job_gives_the_map_that_analyze_gives(mappers: Mappers) -> None:
    """Equal in every field, what was dropped included; claims are told on the way; it is kept before it is done."""
    kept: list[ArgumentMap] = []
    job = ended(mappers.submit("Cats", thread(), kept.append, backend="lexical"))
    assert job.status.stage is Stage.DONE
    assert kept == [argmap.analyze(thread(), backend="lexical")]
    assert job.status.found >= len(kept[0].claims)
    assert job.status.claims[0] in TEXT
    assert set(STAGES) <= set(job.status.spent) | {job.status.doing}
    assert job.left() is None


def test_an_error_is_one_line_and_the_next_job_runs(mappers: Mappers) -> None:
    """What cannot be mapped or kept fails alone."""

    def full(argument_map: ArgumentMap) -> None:
        raise ArgmapError("the disk is full")

    failed = [
        ended(mappers.submit("x", thread(), lambda _: None, backend="no such backend")),
        ended(mappers.submit("x", thread(), full, backend="lexical")),
    ]
    assert [job.status.stage for job in failed] == [Stage.FAILED, Stage.FAILED]
    assert "no such backend" in failed[0].status.error
    assert failed[1].status.error == "the disk is full"
    assert ended(mappers.submit("x", thread(), lambda _: None, backend="lexical")).status.stage is Stage.DONE


def test_a_cancelled_job_ends_and_keeps_nothing(mappers: Mappers) -> None:
    """Running or waiting: both end at once, neither keeps a map, and the next one is mapped."""
    kept: list[ArgumentMap] = []
    running = mappers.submit("long", thread(4000), kept.append, backend="lexical")
    while running.status.stage is Stage.WAITING:
        time.sleep(0.01)
    waiting = mappers.submit("next", thread(), kept.append, backend="lexical")
    assert waiting.status.stage is Stage.WAITING
    for job in (waiting, running):
        job.cancel()
        assert job.status.stage is Stage.CANCELLED
    after = ended(mappers.submit("after", thread(), kept.append, backend="lexical"))
    assert after.status.stage is Stage.DONE
    assert len(kept) == 1


def test_a_map_that_is_being_kept_is_not_cancelled(mappers: Mappers) -> None:
    """A job is told to be cancelled only where no map of it is kept."""
    jobs: list[Job] = []

    def keep(argument_map: ArgumentMap) -> int:
        while not jobs:
            time.sleep(0.01)
        jobs[0].cancel()
        return 7

    jobs.append(mappers.submit("Cats", thread(), keep, backend="lexical"))
    assert ended(jobs[0]).status.stage is Stage.DONE
    assert jobs[0].kept == 7


def test_a_job_that_takes_too_long_is_given_up() -> None:
    """The line says how long it was given."""
    mappers = Mappers(1, seconds=0.05)
    job = ended(mappers.submit("long", thread(4000), lambda _: None, backend="lexical"))
    assert job.status.stage is Stage.FAILED
    assert "took longer" in job.status.error
    mappers.close()


def test_a_program_can_end_while_it_maps(mappers: Mappers) -> None:
    """No thread of a mapping, its alarm included, is one that a server has to wait for when it is stopped."""
    job = mappers.submit("long", thread(4000), lambda _: None, backend="lexical")
    while job.status.stage is Stage.WAITING:
        time.sleep(0.01)
    own = [one for one in threading.enumerate() if one.name == "argmap mapping" or isinstance(one, threading.Timer)]
    job.cancel()
    assert len(own) >= 2
    assert all(one.daemon for one in own)
