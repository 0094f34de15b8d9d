"""Faults: a process that is killed at any moment, a full disk, a folder that cannot be written."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from argmap.datatypes import ArgumentMap, Claim, Post, Run, Span, Thread
from argmap.formats.json import from_json, to_json

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="processes are killed as Linux and macOS do it"),
]
HARNESS = """
import os, random, signal, sys, time
from pathlib import Path
from argmap.formats.json import from_json

place, source = Path(sys.argv[1]), from_json(Path(sys.argv[2]).read_text("utf-8"))

def kill(work, check, kills, longest):
    dice = random.Random(7)
    for _ in range(kills):
        told, tell = os.pipe()
        if (child := os.fork()) == 0:
            while True:
                work(tell)
        os.close(tell)
        time.sleep(dice.random() * longest)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with open(told, "rb") as pipe:
            check(pipe.read())
    print("survived", kills)
"""
"""Forks children that work without end, kills each with SIGKILL at a random moment, and looks at what is left."""

SAVING = """
from argmap.cli.output import replace_file
from argmap.formats import FORMATS

form = FORMATS[sys.argv[3]]
pieces = [piece.encode() for piece in form.pieces(source)]  # made once, so that most of the time goes into saving
old, new = b"the old file", b"".join(pieces)
place.write_bytes(old)

def work(tell):
    replace_file(place, pieces)
    replace_file(place, [old])

def check(told):
    found.add(len(place.read_bytes()))
    assert place.read_bytes() in (old, new), "half a file"

found = set()
start = time.monotonic()
work(0)
kill(work, check, 100, 2 * (time.monotonic() - start))
assert len(found) == 2, "the moments did not vary"
"""

CORRECTING = """
from argmap.work.corrections.edits import RewriteClaim
from argmap.work.corrections.journal import Entry
from argmap.work.library import Library

library = Library(place)
id = library.add(source, "a map")
saved = []

def work(tell):
    after = library.card(id).version
    library.append(id, Entry("now", RewriteClaim("c1", f"correction {after}")), after)
    os.write(tell, b"correction %d\\n" % after)

def check(told):
    saved.extend(told.decode().splitlines())
    again = Library(place)
    assert again.notice == "", again.notice
    kept = [entry.what.text for entry in again.open(id).entries]
    assert set(saved) <= set(kept), "a correction that was shown as saved is gone"
    assert len(kept) == len(set(kept))
    assert again.open(id).base == source

kill(work, check, 100, 0.1)
assert len(saved) > 50, "nothing was saved in between"
"""


MAPPING_MANY = """
import json, os, shutil
from concurrent.futures import Future
from contextlib import contextmanager
from argmap.corpus import run
from argmap.corpus.plan import Recipe

class Here:
    def submit(self, task, *arguments):
        future = Future()
        future.set_result(task(*arguments))
        return future

# The one process that writes is the one killed; it keeps each map before it makes the next.
run.crew = contextmanager(lambda workers, scheduler: (yield Here(), 0))
archive = Path(sys.argv[3])

def run_corpus(out):
    return run.run_corpus([str(archive)], out, Recipe("lexical"))

def files(out):
    found = [path for path in out.rglob("*") if path.is_file() and not path.name.startswith(".")]
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in found}

run_corpus(place / "warm")
start = time.monotonic()
run_corpus(place / "whole")
longest = time.monotonic() - start
whole, out, seen = files(place / "whole"), place / "out", set()

def work(tell):
    run_corpus(out)
    os.write(tell, b"finished")
    time.sleep(60)

def check(told):
    found = files(out)
    assert found.items() <= whole.items(), "a file that is not whole"
    seen.add(len(found))
    if told:
        assert found == whole, "a run that was taken up again is not like one that was not stopped"
        shutil.rmtree(out)

kill(work, check, 20, longest / 2)
assert run_corpus(out).total == 8
assert files(out) == whole
assert len(seen) > 2, "the moments did not vary"
"""


@pytest.fixture
def map_file(tmp_path: Path) -> Path:
    """A map large enough that writing it takes a while."""
    text = "A claim of middling length that somebody made. " * 3
    posts = tuple(Post(f"p{n}", text, "ann") for n in range(200))
    claims = tuple(Claim(f"c{n}", text, (Span(f"p{n}", 0, len(text)),)) for n in range(200))
    strengths = {claim.id: 0.5 for claim in claims}
    made = ArgumentMap(Thread(posts), claims, (), strengths, (), (), {claim.id: () for claim in claims}, Run("0", "x"))
    path = tmp_path / "source.json"
    path.write_text(to_json(made), "utf-8")
    assert from_json(path.read_text("utf-8")) == made
    return path


def run(program: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """A Python program in a process of its own."""
    return subprocess.run([sys.executable, "-c", program, *map(str, arguments)], capture_output=True, text=True)


@pytest.mark.parametrize("name", ["json", "html"])
def test_a_kill_leaves_the_old_file_or_the_new_one(map_file: Path, tmp_path: Path, name: str) -> None:
    """Killed at any of 100 moments while a file is saved or exported, the old one or the new one is there, whole."""
    done = run(HARNESS + SAVING, tmp_path / "out", map_file, name)
    assert (done.returncode, done.stdout) == (0, "survived 100\n"), done.stderr[-2000:]


def test_a_kill_loses_no_correction(map_file: Path, tmp_path: Path) -> None:
    """Killed at any of 100 moments, a library opens with every correction that was shown as saved, each once."""
    done = run(HARNESS + CORRECTING, tmp_path / "library.sqlite3", map_file)
    assert (done.returncode, done.stdout) == (0, "survived 100\n"), done.stderr[-2000:]


def test_a_kill_of_a_run_over_many_threads_loses_nothing(root: Path, map_file: Path, tmp_path: Path) -> None:
    """Killed at any of 20 moments, each file of its output is whole or not there; taken up again it ends as ever."""
    archive = tmp_path / "archive"
    archive.mkdir()
    for n, name in enumerate(["lw01", "hn02", "ev01"] * 2):
        shutil.copy(root / "corpora" / "threads" / f"{name}.thread.json", archive / f"{n}.json")
    (archive / "broken.json").write_text('{"posts": [')
    (archive / "empty.txt").write_text("")
    done = run(HARNESS + MAPPING_MANY, tmp_path / "runs", map_file, archive)
    assert (done.returncode, done.stdout) == (0, "survived 20\n"), done.stderr[-2000:]


def refused(done: subprocess.CompletedProcess[str]) -> str:
    """The one line that a command left with."""
    assert (done.returncode, done.stdout) == (2, ""), done.stderr[-2000:]
    assert done.stderr.startswith("argmap: ")
    assert done.stderr.count("\n") == 1
    return done.stderr


FULL = """
import resource, signal
from argmap.__main__ import main
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))
main()
"""


@pytest.mark.parametrize("arguments", [("read",), ("export", "--to", "html"), ("map", "--backend", "lexical")])
def test_a_full_disk_is_one_line(root: Path, map_file: Path, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """Where there is no more room the old file stays as it is, and nothing is left beside it."""
    out = tmp_path / "out" / "file"
    out.parent.mkdir()
    out.write_text("the old file")
    source = map_file if arguments[0] == "export" else root / "corpora" / "threads" / "hn02.thread.json"
    line = refused(run(FULL, arguments[0], source, "-o", out, *arguments[1:]))
    assert "check the name and the room on the disk" in line
    assert [(path.name, path.read_text()) for path in out.parent.iterdir()] == [("file", "the old file")]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_device_is_one_line(map_file: Path) -> None:
    """So is a device without room, whether it is named or is standard output."""
    assert "No space left" in refused(run(COMMAND, "export", map_file, "-o", "/dev/full"))
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "argmap", "export", str(map_file)]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 2
    assert "No space left" in done.stderr
    assert done.stderr.count("\n") == 1


COMMAND = "from argmap.__main__ import main; main()"


def test_a_folder_that_cannot_be_written_is_one_line(map_file: Path, tmp_path: Path) -> None:
    """A read-only folder, and one that is not there, are named in one line."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o555)
    if os.access(closed, os.W_OK):  # root may write everywhere but where nobody can
        closed = Path("/sys") if Path("/sys").is_dir() else pytest.skip("every folder can be written here")
    assert str(closed) in refused(run(COMMAND, "export", map_file, "-o", closed / "map.json"))
    assert "missing" in refused(run(COMMAND, "export", map_file, "-o", tmp_path / "missing" / "map.json"))


def test_what_a_kill_left_behind_is_no_hindrance(map_file: Path, tmp_path: Path) -> None:
    """A file that an earlier process could not finish does not stop a later one with the same number."""
    program = """
import os, sys
from pathlib import Path
from argmap.cli.output import replace_file
place = Path(sys.argv[1])
def cut():
    yield b"half"
    os._exit(9)
if os.fork() == 0:
    os.getpid = lambda: 7
    replace_file(place, cut())
os.wait()
os.getpid = lambda: 7
replace_file(place, [b"whole"])
print(place.read_text())
"""
    done = run(program, tmp_path / "out")
    assert (done.returncode, done.stdout) == (0, "whole\n"), done.stderr[-2000:]
