"""Many threads: each one once, whatever is stopped, killed or broken; failures are listed; the tables are the maps."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import Future
from pathlib import Path
from types import ModuleType

import pytest

from argmap.corpus import run as corpus_run
from argmap.corpus import work
from argmap.corpus.plan import Recipe, find_tasks
from argmap.corpus.run import run_corpus
from argmap.corpus.work import Done, map_one
from argmap.errors import InputError

LEXICAL = Recipe("lexical")


class Here:
    """Does at once what it is handed, in this process, and notes it; is interrupted after `most` threads."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.most = 1000

    def __enter__(self):
        return self, 1

    def __exit__(self, *_):
        return None

    def submit(self, task, name, data, recipe, part):
        """See concurrent.futures.Executor."""
        if len(self.names) >= self.most:
            raise KeyboardInterrupt
        self.names.append(name)
        future: Future[Done] = Future()
        future.set_result(task(name, data, recipe, part))
        return future


@pytest.fixture
def archive(root: Path, tmp_path: Path) -> Path:
    """Four threads in two folders, and a file that holds none."""
    folder = tmp_path / "archive"
    (folder / "more").mkdir(parents=True)
    for name in ("lw01", "hn02"):
        shutil.copy(root / "corpora" / "threads" / f"{name}.thread.json", folder / f"{name}.json")
        shutil.copy(root / "corpora" / "threads" / f"{name}.thread.json", folder / "more" / f"{name}.json")
    (folder / "broken.json").write_text('{"posts": [')
    (folder / ".hidden").write_text("no thread")
    return folder


@pytest.fixture
def here(monkeypatch) -> Here:
    """Work is done in this process, without a cluster."""
    monkeypatch.setenv("ARGMAP_CACHE", "off")
    monkeypatch.setenv("ARGMAP_THREADS", "1")
    crew = Here()
    monkeypatch.setattr(corpus_run, "crew", lambda workers, scheduler: crew)
    return crew


def contents(out: Path) -> dict[str, bytes]:
    """Every file of an output by name."""
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def rows(path: Path) -> list[dict]:
    """The rows of a table."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_every_thread_gets_a_map_and_what_cannot_be_read_is_listed(archive, here, tmp_path):
    """A broken file stops nothing; tables hold what the maps hold, thread by thread in the order of names."""
    outcome = run_corpus([str(archive)], tmp_path / "out", LEXICAL)
    assert (outcome.total, outcome.mapped, outcome.before) == (5, 5, 0)
    assert list(outcome.failures) == ["broken.json"]
    maps = {path.name: json.loads(path.read_text("utf-8")) for path in sorted((tmp_path / "out" / "maps").iterdir())}
    assert [name.rpartition("-")[0] for name in maps] == ["hn02.json", "lw01.json", "more~hn02.json", "more~lw01.json"]
    claims = rows(tmp_path / "out" / "claims.jsonl")
    assert [row["text"] for row in claims] == [claim["text"] for found in maps.values() for claim in found["claims"]]
    assert len(rows(tmp_path / "out" / "links.jsonl")) == sum(len(found["links"]) for found in maps.values())
    assert len(rows(tmp_path / "out" / "cruxes.jsonl")) == sum(len(found["cruxes"]) for found in maps.values())
    assert [row["thread"] for row in rows(tmp_path / "out" / "failures.jsonl")] == ["broken.json"]


def test_parquet_holds_the_same_rows(archive, here, tmp_path):
    """Where pyarrow is installed every table is there as Parquet too."""
    parquet = pytest.importorskip("pyarrow.parquet")
    run_corpus([str(archive)], tmp_path / "out", LEXICAL)
    for name in ("claims", "links", "cruxes", "failures"):
        found = parquet.read_table(tmp_path / "out" / f"{name}.parquet").to_pylist()
        assert found == rows(tmp_path / "out" / f"{name}.jsonl")


def test_a_run_that_was_stopped_goes_on_where_it_was(archive, here, tmp_path):
    """What is done is not done again, and the output is that of a run that nothing stopped, byte for byte."""
    run_corpus([str(archive)], tmp_path / "whole", LEXICAL)
    here.names.clear()
    here.most = 4
    with pytest.raises(KeyboardInterrupt):
        run_corpus([str(archive)], tmp_path / "out", LEXICAL)
    here.most = 1000
    done = len(contents(tmp_path / "out"))
    assert done > 0
    outcome = run_corpus([str(archive)], tmp_path / "out", LEXICAL)
    assert (outcome.before, outcome.mapped) == (done, 5 - done)
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")
    assert run_corpus([str(archive)], tmp_path / "out", LEXICAL).mapped == 0


def test_a_thread_that_has_changed_is_mapped_again(archive, here, tmp_path):
    """Its old map does not count as done, and the tables hold the new one alone."""
    run_corpus([str(archive)], tmp_path / "out", LEXICAL)
    shutil.copy(archive / "lw01.json", archive / "hn02.json")
    here.names.clear()
    run_corpus([str(archive)], tmp_path / "out", LEXICAL)
    assert here.names == ["hn02.json"]
    claims = rows(tmp_path / "out" / "claims.jsonl")
    texts = {name: [row["text"] for row in claims if row["thread"] == name] for name in ("hn02.json", "lw01.json")}
    assert texts["hn02.json"] == texts["lw01.json"]


def test_another_recipe_makes_other_maps(archive):
    """A map counts as done for its own backend alone, and for its own relater."""
    recipes = (LEXICAL, Recipe("neural"), Recipe("lexical", relater="a"), Recipe("lexical", encoder="a"))
    keys = [task.key for recipe in recipes for task in find_tasks([str(archive)], recipe)]
    assert len(keys) == len(set(keys))


def test_nothing_to_map_is_one_line(tmp_path):
    """A folder that is empty or not there is told before any worker starts."""
    with pytest.raises(InputError, match="no files"):
        find_tasks([str(tmp_path)], LEXICAL)
    with pytest.raises(InputError, match="no such"):
        find_tasks([str(tmp_path / "nowhere")], LEXICAL)


def test_whatever_goes_wrong_with_a_thread_is_told(monkeypatch):
    """An error that nobody foresaw is a failure of its thread, by its name."""
    monkeypatch.setenv("ARGMAP_CACHE", "off")
    monkeypatch.setenv("ARGMAP_THREADS", "1")
    assert "no backend" in map_one("a", b"Words of a thread.", Recipe("nonsense")).failure
    monkeypatch.setattr(work, "mapped", lambda *_: 1 / 0)
    assert map_one("a", b"Words of a thread.", LEXICAL).failure == "ZeroDivisionError: division by zero"


def many(root: Path, folder: Path, count: int) -> Path:
    """A folder with copies of one thread."""
    folder.mkdir()
    for n in range(count):
        shutil.copy(root / "corpora" / "threads" / "lw01.thread.json", folder / f"{n:02}.json")
    return folder


@pytest.mark.slow
def test_a_worker_that_is_killed_loses_nothing_and_repeats_nothing(root, tmp_path, monkeypatch):
    """Two Dask workers, one killed in the middle: every thread has its map, each written once, the dataset is whole."""
    distributed = pytest.importorskip("distributed")
    # Each new process imports the main module again, and the tests of the app leave the app's there.
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))
    out, written = tmp_path / "out", []
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs="CRITICAL"
    ) as cluster:
        victim = next(iter(cluster.workers.values())).pid

        def kill(stage, done, total):
            written.append(done)
            if len(written) == 3:
                os.kill(victim, signal.SIGKILL)

        archive = many(root, tmp_path / "archive", 16)
        outcome = run_corpus([str(archive)], out, LEXICAL, scheduler=cluster.scheduler_address, progress=kill)
    assert written == list(range(1, 17))
    assert (outcome.total, outcome.mapped, outcome.failures) == (16, 16, {})
    claims = [json.dumps({**row, "thread": ""}) for row in rows(out / "claims.jsonl")]
    assert claims == claims[: len(claims) // 16] * 16


@pytest.mark.slow
def test_the_command_is_killed_and_goes_on(root, tmp_path):
    """`argmap corpus`, killed once a map is there, finishes on the next try without doing that one again."""
    archive, out = many(root, tmp_path / "archive", 12), tmp_path / "out"
    command = [sys.executable, "-m", "argmap", "corpus", str(archive), "-o", str(out), "--backend", "lexical"]
    child = subprocess.Popen([*command, "--workers", "1"], start_new_session=True, stderr=subprocess.DEVNULL)
    for _ in range(1200):
        if list((out / "maps").glob("[!.]*")):
            break
        time.sleep(0.1)
    os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    before = {path.name: path.stat().st_mtime_ns for path in (out / "maps").glob("[!.]*")}
    assert before
    done = subprocess.run([*command, "--workers", "1"], capture_output=True, text=True, check=True)
    after = {path.name: path.stat().st_mtime_ns for path in (out / "maps").glob("[!.]*")}
    assert {name: after[name] for name in before} == before
    assert len(after) == 12
    assert f"12 threads, {12 - len(before)} done now, {len(before)} before, 0 failed" in done.stderr
