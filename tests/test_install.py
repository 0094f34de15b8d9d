"""The wheel installs anywhere: in an environment of its own, far from the checkout, without the extras."""

import os
import socket
import subprocess
import sys
import tarfile
import urllib.request
import venv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow

LEFT_OUT = ("torch", "sentence_transformers", "transformers", "sklearn", "typst", "distributed", "pytest")
"""Modules that the wheel's own dependencies do not bring."""


@pytest.fixture(scope="module")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the wheel and the sdist; whoever has neither hatchling nor an index at hand cannot build."""
    pytest.importorskip("hatchling")
    out = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-d", str(out)], cwd=root, check=True)
    return out


class Installed:
    """An environment with the wheel, and a folder elsewhere in which its commands run."""

    def __init__(self, python: Path, folder: Path) -> None:
        self.python, self.folder = python, folder
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        self.environment = kept | {"ARGMAP_CACHE": str(folder / "cache"), "ARGMAP_DATA": str(folder / "data")}

    def command(self, *words: str) -> Sequence[str]:
        """A command line of argmap."""
        return [str(self.python), "-m", "argmap", *words]

    def run(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """Run argmap; its output."""
        return subprocess.run(
            self.command(*words), cwd=self.folder, env=self.environment, capture_output=True, text=True
        )

    def says(self, code: str) -> str:
        """The output of a line of Python."""
        found = subprocess.run(
            [str(self.python), "-c", code], cwd=self.folder, env=self.environment, capture_output=True, text=True
        )
        assert found.returncode == 0, found.stderr
        return found.stdout.strip()


@pytest.fixture(scope="module")
def installed(built: Path, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel, installed with the versions that the lock names."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    (wheel,) = built.glob("*.whl")
    lock = str(root / ".ci" / "constraints.txt")
    done = subprocess.run(
        [str(python), "-m", "pip", "install", "--quiet", "--constraint", lock, str(wheel)],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return Installed(python, tmp_path_factory.mktemp("elsewhere"))


def test_the_sdist_builds_a_wheel_too(built: Path) -> None:
    """The source archive carries all that the wheel is made of."""
    (archive,) = built.glob("*.tar.gz")
    with tarfile.open(archive) as files:
        names = {name.partition("/")[2] for name in files.getnames()}
    assert {
        "app.py",
        ".streamlit/config.toml",
        "models/encoder/encoder.onnx",
        "corpora/threads/lw01.thread.json",
    } <= names
    assert {
        "pyproject.toml",
        "LICENSE",
        "README.md",
        "argmap/__main__.py",
        "corpora/directions/ai-alignment.yaml",
    } <= names


def test_it_is_found_where_it_was_installed(installed: Installed) -> None:
    """Every file comes from the environment, and no extra is there."""
    code = "from argmap import places as p; print(*(x for x in vars(p).values() if isinstance(x, p.Path)), sep='\\n')"
    names = installed.says(code).splitlines()
    assert names
    assert all(Path(name).exists() for name in names)
    assert all(Path(name).is_relative_to(installed.python.parents[1]) for name in names)
    missing = f"from importlib.util import find_spec; print(*[n for n in {LEFT_OUT!r} if find_spec(n)])"
    assert installed.says(missing) == ""


def test_its_commands_work(installed: Installed) -> None:
    """Doctor, read, map, cruxes and export, each from the sample that travels with it."""
    thread = installed.says("from argmap.places import THREADS; print(THREADS / 'castle-street.txt')")
    steps = (
        ("--version",),
        ("doctor",),
        ("read", thread, "-o", "thread.json"),
        ("map", "thread.json", "-o", "map.json"),
        ("cruxes", "map.json"),
        ("export", "map.json", "--to", "html", "-o", "map.html"),
        ("map", thread, "--backend", "lexical", "-o", "lexical.json"),
    )
    for step in steps:
        done = installed.run(*step)
        assert done.returncode == 0, (step, done.stderr)
        assert "missing" not in done.stdout, done.stdout
    assert "vis.Network" in (installed.folder / "map.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "packages"),
    [
        (("export", "map.json", "--to", "png", "-o", "map.png"), "pip install typst=="),
        (("cruxes", "thread.json", "--encoder", "some/model"), "pip install torch=="),
        (("cruxes", "thread.json", "--relater", "some/model"), "pip install torch=="),
        (("corpus", ".", "-o", "out", "--scheduler", "tcp://localhost:1"), "pip install distributed=="),
    ],
)
def test_what_needs_more_says_so_in_a_line(installed: Installed, words: Sequence[str], packages: str) -> None:
    """A command without its extra names the packages to install, and never argmap's own name at an index."""
    done = installed.run(*words)
    assert done.returncode == 2, done.stdout
    assert packages in done.stderr
    assert "argmap[" not in done.stderr
    assert done.stderr.strip().count("\n") == 0, done.stderr


def test_its_app_answers_on_this_machine_alone(installed: Installed, ports: Any) -> None:
    """The app is served from the installation, on localhost, with the options that travel with it."""
    port = ports.free()
    command = installed.command("app", "--no-browser", "--port", str(port))
    log = installed.folder / "app.log"
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=installed.folder, env=installed.environment, stdout=out, stderr=out)
    try:
        ports.wait(port, process, log)
        with urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=30) as answer:
            assert answer.read() == b"ok"
        with socket.socket() as line:
            line.settimeout(2)
            assert line.connect_ex(("127.0.0.2", port)) != 0
    finally:
        process.terminate()
        process.wait(30)
