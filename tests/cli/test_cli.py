"""The command line: results on standard output, everything else on standard error, one clear line for what is wrong."""

import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from argmap import cli
from argmap.cli import options
from argmap.formats import FORMATS, PICTURES
from argmap.formats.json import from_json
from argmap.readers import FORMATS as READ

ESCAPE = "\x1b]0;owned\x07\x1b[2J\x9b2J"
"""Sets the title and clears the screen, with the one-byte introducer as well, which JSON does not escape."""


def run(*arguments: str | Path, stdin: bytes = b"", cwd: Path | None = None, **env: str) -> subprocess.CompletedProcess:
    """Run `argmap` as a user does."""
    command = [sys.executable, "-m", "argmap", *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, cwd=cwd, env={**os.environ, **env}, timeout=120)


def refused(done: subprocess.CompletedProcess) -> str:
    """The one line that says what is wrong."""
    text = done.stderr.decode()
    assert done.returncode == 2, text
    assert done.stdout == b""
    assert "Traceback" not in text
    assert text.startswith("argmap: ")
    assert text.count("\n") == 1
    return text


@pytest.fixture(scope="module")
def map_file(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A map of the demo thread, by the lexical backend."""
    path = tmp_path_factory.mktemp("cli") / "map.json"
    done = run("map", demo, "-o", path, "--backend", "lexical")
    assert done.returncode == 0, done.stderr
    return path


def test_map_is_read_back(map_file: Path) -> None:
    """What `argmap map` writes is a valid map of the thread."""
    argument_map = from_json(map_file.read_text("utf-8"))
    assert argument_map.thread.id == "lw01"
    assert argument_map.claims
    assert argument_map.cruxes


def test_same_bytes_under_any_hash_seed(demo: Path, map_file: Path) -> None:
    """The same thread gives the same bytes, whatever the hash seed, and to standard output as to a file."""
    done = run("map", demo, "--backend", "lexical", PYTHONHASHSEED="7")
    assert done.stdout == map_file.read_bytes()
    assert done.stderr == b""


def test_read_gives_the_native_thread(demo: Path) -> None:
    """`argmap read` keeps every post, and what it writes reads as the same again."""
    first = run("read", demo)
    again = run("read", "-", stdin=first.stdout)
    assert first.returncode == again.returncode == 0
    assert [post["text"] for post in json.loads(first.stdout)["posts"]] == [
        post["text"] for post in json.loads(demo.read_text("utf-8"))["posts"]
    ]
    assert again.stdout == first.stdout


def test_cruxes_of_a_map_and_of_standard_input(map_file: Path) -> None:
    """`argmap cruxes` takes a map as it is, by name or on standard input, and shows quote, sides and outcome."""
    by_name, piped = run("cruxes", map_file), run("cruxes", "-", stdin=map_file.read_bytes())
    assert by_name.returncode == 0
    assert by_name.stdout == piped.stdout
    page = by_name.stdout.decode()
    assert all(word in page for word in ("1. [c", "for: ", "against: ", "If *"))


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_format_is_exported(map_file: Path, tmp_path: Path, name: str) -> None:
    """`argmap export` writes every format, byte for byte what the writer gives."""
    arguments = ["export", str(map_file), "--to", name, "-o", str(tmp_path / "out")]
    CliRunner().invoke(cli.argmap, arguments, catch_exceptions=False)
    expected = FORMATS[name].write(from_json(map_file.read_text("utf-8")))
    assert (tmp_path / "out").read_bytes() == expected.encode()


def test_formats_in_help() -> None:
    """The formats that --help names are those that there are, in their order."""
    assert list(options.FORMATS) == [*FORMATS, *PICTURES]


BAD = {
    "missing.txt": None,
    "empty.txt": b"",
    "blank.txt": b" \n\n",
    "binary.bin": bytes(range(256)) * 20,
    "broken.json": b'{"format": "argmap-thread/1",\n "posts": [',
    "types.json": b'{"format": "argmap-thread/1", "posts": [{"id": 1, "text": []}]}',
    "map.json": b'{"format": "argmap-map/1", "claims": 3}',
    "big.txt": b"Some words of a thread. " * 1_000_000,
}


@pytest.mark.parametrize("name", sorted(BAD))
@pytest.mark.parametrize("command", ["read", "cruxes"])
def test_bad_input_is_one_line(tmp_path: Path, command: str, name: str) -> None:
    """Input that cannot be read is exit code 2 and one line that names the file, never a traceback."""
    if (data := BAD[name]) is not None:
        (tmp_path / name).write_bytes(data)
    assert name in refused(run(command, name, cwd=tmp_path))


def test_bad_usage_is_one_line(map_file: Path, tmp_path: Path) -> None:
    """So are a command, a format, an option and a folder that are not there."""
    assert "nonsense" in refused(run("nonsense"))
    assert "choose one of" in refused(run("export", map_file, "--to", "nonsense"))
    assert "--nonsense" in refused(run("read", map_file, "--nonsense"))
    assert "no/such" in refused(run("export", map_file, "-o", tmp_path / "no/such/folder.json"))
    assert "missing.txt" in refused(run("app", "missing.txt"))


def test_failed_write_leaves_the_old_file(map_file: Path, tmp_path: Path) -> None:
    """A file is replaced whole or not at all, and nothing is left beside it."""
    old = tmp_path / "out.json"
    old.write_text("old")
    refused(run("export", map_file, "--to", "nonsense", "-o", old))
    assert old.read_text() == "old"
    assert run("export", map_file, "-o", old).returncode == 0
    assert old.read_bytes() == map_file.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["out.json"]


def test_the_help_of_read_names_what_is_read() -> None:
    """Every format stands in it, however it is wrapped."""
    shown = "".join(CliRunner().invoke(cli.argmap, ["read", "--help"]).output.split())
    assert all("".join(line.split()) in shown for line in READ)


def test_help_is_for_people() -> None:
    """Without a command the help is shown; --help has examples and costs no import of a model library."""
    alone, asked = run(), run("--help")
    assert alone.returncode == 2
    assert b"Usage:" in alone.stderr
    assert asked.returncode == 0
    assert b"Examples:" in asked.stdout


def hostile(tmp_path: Path) -> Path:
    """A thread whose author, title and text try to drive the terminal."""
    posts = [
        {"id": "p1", "author": f"eve{ESCAPE}", "text": f"The bridge should be closed {ESCAPE} because it is not safe."},
        {"id": "p2", "author": "bo", "reply_to": "p1", "text": "No, the bridge is safe. The inspectors have said so."},
        {"id": "p3", "author": "cy", "reply_to": "p2", "text": "But the inspectors have not seen the bridge at all."},
    ]
    path = tmp_path / "hostile.json"
    path.write_text(json.dumps({"format": "argmap-thread/1", "title": f"t{ESCAPE}", "posts": posts}))
    return path


def test_escapes_are_shown_as_text(tmp_path: Path) -> None:
    """No control character of a thread reaches the terminal; it is spelled out instead."""
    done = run("cruxes", hostile(tmp_path), "--backend", "lexical")
    assert done.returncode == 0
    assert b"\x1b" not in done.stdout
    assert b"\\x1b" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals on Windows")
def test_terminal_gets_no_escapes(tmp_path: Path) -> None:
    """On a terminal even a format that keeps the words as they are is cleaned before it is shown."""
    path = tmp_path / "map.json"
    assert run("map", hostile(tmp_path), "-o", path, "--backend", "lexical").returncode == 0
    lead, follow = pty.openpty()
    command = [sys.executable, "-m", "argmap", "export", str(path), "--to", "json"]
    child = subprocess.Popen(command, stdout=follow, stderr=subprocess.DEVNULL)
    os.close(follow)
    shown = b""
    while chunk := read_terminal(lead):
        shown += chunk
    assert child.wait() == 0
    assert "\\u009b" in shown.decode()
    assert not {"\x1b", "\x07", "\x9b"} & set(shown.decode())


def read_terminal(lead: int) -> bytes:
    """What is there to read; nothing once the other end has closed."""
    try:
        return os.read(lead, 4096)
    except OSError:
        return b""


def test_closed_pipe_is_no_error(map_file: Path) -> None:
    """`argmap ... | head` ends quietly."""
    command = f'"{sys.executable}" -m argmap export "{map_file}" --to html | head -c 10'
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True)
    assert (done.returncode, done.stderr, len(done.stdout)) == (0, b"", 10)


def test_interrupt_is_quiet() -> None:
    """Ctrl-C ends a command with 130, one line and no traceback."""
    command = [sys.executable, "-m", "argmap", "read", "-"]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert child.stdin
    child.stdin.write(b"Some words of a thread. " * 10_000)  # more than a pipe holds: once it is gone, they are read
    child.send_signal(signal.SIGINT)
    _, error = child.communicate(timeout=60)
    assert (child.returncode, error.strip()) == (130, b"argmap: interrupted; nothing is left half done")


def test_time_that_is_up_is_one_line(demo: Path, tmp_path: Path) -> None:
    """`argmap map --timeout` ends with 2 and leaves the old file and no other."""
    out = tmp_path / "map.json"
    out.write_text("old", "utf-8")
    done = run("map", str(demo), "--backend", "lexical", "-o", str(out), "--timeout", "0.001")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"argmap: not done after 0.001 seconds; ")
    assert done.stderr.count(b"\n") == 1
    assert {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()} == {"map.json": "old"}


BROKEN = """
import sys
from argmap.cli import mapping
def analyzed(thread, *rest):
    raise KeyError(thread.posts[0].text) from ValueError(thread.posts[0].text)
mapping.analyzed = analyzed
from argmap.__main__ import main
main()
"""


def test_an_unforeseen_error_is_one_line_and_a_report_without_words(tmp_path: Path) -> None:
    """It names the report, which says where in the code the error arose, and has no words of the thread."""
    thread = tmp_path / "secret-name.txt"
    thread.write_text("Aardvarks should vote. " * 9, "utf-8")
    command = [sys.executable, "-c", BROKEN, "map", str(thread), "-o", str(tmp_path / "map.json")]
    environment = {**os.environ, "ARGMAP_STATE": str(tmp_path / "state")}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60)
    (kept,) = (tmp_path / "state").iterdir()
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert str(kept) in done.stderr
    assert "SECURITY.md" in done.stderr
    said = kept.read_text("utf-8")
    assert "builtins.KeyError" in said
    assert "builtins.ValueError" in said
    assert "argmap/cli/mapping.py" in said
    assert not any(word in text for word in ("Aardvarks", "secret-name") for text in (said, done.stderr))
    assert not (tmp_path / "map.json").exists()


def test_a_report_that_cannot_be_written_is_still_one_line(tmp_path: Path) -> None:
    """Where there is no folder for it, the line says so."""
    thread, taken = tmp_path / "thread.txt", tmp_path / "state"
    thread.write_text("Aardvarks should vote. " * 9, "utf-8")
    taken.write_text("a file", "utf-8")
    environment = {**os.environ, "ARGMAP_STATE": str(taken)}
    command = [sys.executable, "-c", BROKEN, "map", str(thread)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "could not be written" in done.stderr


@pytest.mark.slow
def test_doctor_says_what_is_there() -> None:
    """`argmap doctor` lists versions and the models that load."""
    done = run("doctor")
    assert done.returncode == 0, done.stdout
    assert b"click" in done.stdout
    assert b"encoder:" in done.stdout


def test_directions_of_ones_own(tmp_path: Path) -> None:
    """`--directions` takes the user's own taxonomy in place of argmap's; a bad file is one clear line."""
    mine = tmp_path / "mine.yaml"
    mine.write_text("directions:\n- {slug: moss, name: Moss, sentence: Moss on sheds., aliases: [moss]}\n", "utf-8")
    thread = b'{"posts": [{"id": "p1", "text": "Green paint hides the moss. Wood rots from below anyway."}]}'
    done = run("map", "-", "--backend", "lexical", "--directions", mine, stdin=thread)
    assert [topic.slug for topic in from_json(done.stdout.decode()).topics] == ["moss"]
    mine.write_text("moss", "utf-8")
    assert "directions" in refused(run("map", "-", "--directions", mine, stdin=thread))
