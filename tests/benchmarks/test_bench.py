"""The benchmark: the threads that it builds, what it adds up, and that it runs. What was measured: README.md here."""

import json
import subprocess
import sys

import numpy as np
import pytest

import argmap
from argmap.backends import load_backend
from argmap.datatypes import Post, Thread
from argmap.quality.bench.clock import Clock, timed
from argmap.quality.bench.measure import Row, stages_of
from argmap.quality.bench.report import growth, table
from argmap.quality.bench.threads import LONGEST_POST, branch, grafted_thread


def row(posts: int, seconds: float) -> Row:
    """A row of a thread that takes so long."""
    counts = {"posts": posts, "words": 100 * posts, "units": 5 * posts, "claims": 4 * posts, "links": 4, "pairs": 9}
    times = {"cold": 9.0, "load": 1.0, "warm": 2.0, "warm_cpu": seconds, "floor": 1.0, "floor_cpu": seconds / 2}
    return Row(name=f"{posts} posts", **counts, **times, memory=300, stages={"segment": 1.0})


def test_a_grafted_thread_has_so_many_posts_that_answer_earlier_ones(root):
    """Threads are hung below one another, with new ids and without gaps; the same again for the same sources."""
    sources = [argmap.read_thread(root / "corpora" / "threads" / f"{name}.thread.json") for name in ("ev01", "hn02")]
    thread = grafted_thread(100, sources)
    places = {post.id: n for n, post in enumerate(thread.posts)}
    assert len(thread.posts) == len(places) == 100
    assert [post.id for post in thread.posts if post.reply_to is None] == [thread.posts[0].id]
    assert all(places[post.reply_to] < places[post.id] for post in thread.posts[1:])
    assert grafted_thread(100, sources) == thread


def test_what_answers_a_post_left_out_answers_what_that_answered():
    """Long posts are left out of grafted threads, their replies kept."""
    long = Post("b", "word " * (LONGEST_POST + 1), reply_to="a")
    thread = Thread((Post("a", "One."), long, Post("c", "Two.", reply_to="b")))
    assert [(post.id, post.reply_to) for post in branch(thread, "x-", None)] == [("x-a", None), ("x-c", "x-a")]


def test_growth_is_one_where_time_is_linear_and_two_where_it_is_square():
    """The exponent is the slope of time over posts in logarithms."""
    assert growth([row(n, n / 10) for n in (10, 100, 1000)]) == pytest.approx(1)
    assert growth([row(n, n * n / 10) for n in (10, 100, 1000)]) == pytest.approx(2)


def test_a_backend_under_a_clock_makes_the_same_map(demo):
    """Timing changes nothing, counts the pairs that are judged, and every second of a stage is somewhere."""
    thread, clock = argmap.read_thread(demo), Clock()
    backend = load_backend("lexical")
    with clock.timing("all"):
        found = argmap.analyze(thread, backend=timed(backend, clock), progress=clock)
    assert found == argmap.analyze(thread, backend=backend)
    assert clock.counts["pairs"] > len(found.links)
    assert sum(stages_of(clock).values()) <= clock.wall["all"]
    assert np.isfinite(list(stages_of(clock).values())).all()


def test_the_table_says_what_was_measured():
    """A line a thread, with the ratio to the floor."""
    text = table([row(10, 1.0), row(100, 2.0)])
    assert "| 100 posts |" in text
    assert "2.00" in text


@pytest.mark.slow
def test_bench_runs(demo):
    """`argmap bench` measures a thread against its floor in the same run."""
    command = [sys.executable, "-m", "argmap", "bench", str(demo), "--sizes", "10", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    (first, second) = json.loads(done.stdout)["threads"]
    assert first["posts"] == 29
    assert second["posts"] == 10
    assert first["ratio"] > 1
    assert first["memory"] > 50
