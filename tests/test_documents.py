"""What the documents say is tried: commands run, help texts match, links lead somewhere, make has its targets."""

import os
import re
import runpy
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import networkx
import pytest
from click.testing import CliRunner

from argmap.cli import argmap

DOCUMENTS = ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "corpora/README.md", "docs/cli.md")
START, END = "<!-- commands: kept equal to --help by tests/test_documents.py -->\n", "<!-- end of commands -->"


def blocks(text: str, language: str) -> list[str]:
    """The fenced blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def readme(root: Path) -> str:
    """The text of README.md."""
    return (root / "README.md").read_text("utf-8")


@pytest.fixture(scope="module")
def workplace(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty folder that has corpora/ as the repository has, so that commands leave nothing behind."""
    folder = tmp_path_factory.mktemp("readme")
    (folder / "corpora").symlink_to(root / "corpora")
    return folder


def shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command line with this installation's `argmap` on the path."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"],
        capture_output=True,
        text=True,
        cwd=folder,
        env={**os.environ, "PATH": path},
        timeout=300,
    )


@pytest.mark.slow
def test_console_blocks_run(readme: str, workplace: Path) -> None:
    """Every command in a console block runs as it stands, in order, and says something or writes its file."""
    commands = [line[2:] for block in blocks(readme, "console") for line in block.splitlines() if line.startswith("$ ")]
    assert len(commands) > 5
    for command in commands:
        done = shell(command, workplace)
        assert done.returncode == 0, f"{command}\n{done.stderr}"
        written = re.search(r"-o (\S+)", command)
        assert (workplace / written[1]).stat().st_size if written else done.stdout.strip(), command


@pytest.mark.slow
def test_python_blocks_run(readme: str, workplace: Path) -> None:
    """The Python in the README runs as it stands and prints an explanation."""
    for block in blocks(readme, "python"):
        done = subprocess.run([sys.executable, "-c", block], capture_output=True, text=True, cwd=workplace, timeout=300)
        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith("If *")


def test_json_in_readme_is_a_thread(readme: str, tmp_path: Path) -> None:
    """The thread shown as an example is one."""
    (block,) = blocks(readme, "json")
    (tmp_path / "thread.json").write_text(block)
    done = shell("argmap read thread.json", tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Green hides the moss." in done.stdout


def helps() -> Iterator[str]:
    """The help of argmap and of each of its commands, as docs/cli.md shows it."""
    runner = CliRunner()
    for name in ("", *sorted(argmap.commands)):
        words = ["argmap", *([name] if name else [])]
        text = runner.invoke(argmap, [*words[1:], "--help"], prog_name="argmap", terminal_width=80).output
        yield f"```text\n$ {' '.join(words)} --help\n{text.strip()}\n```\n"


def test_every_help_is_in_the_documents(root: Path) -> None:
    """docs/cli.md has every --help, word for word; ARGMAP_UPDATE=1 rewrites it."""
    page = root / "docs" / "cli.md"
    text = page.read_text("utf-8")
    shown = text.partition(START)[2].partition(END)[0]
    wanted = "\n" + "\n".join(helps()) + "\n"
    if os.environ.get("ARGMAP_UPDATE"):
        page.write_text(text.replace(START + shown, START + wanted), "utf-8")
    else:
        assert shown == wanted


def test_the_picture_of_the_rooms_is_made_from_the_imports(root: Path) -> None:
    """CONTRIBUTING.md shows the rooms as they are; `python tests/rooms.py` draws them anew. No arrow points up."""
    text = (root / "CONTRIBUTING.md").read_text("utf-8")
    drawn = runpy.run_path(str(root / "tests" / "rooms.py"))
    assert drawn["with_picture"](text) == text
    assert networkx.is_directed_acyclic_graph(drawn["rooms"]())


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(root: Path, name: str) -> None:
    """Every relative link and picture of a document is there."""
    text = (root / name).read_text("utf-8")
    targets = [target for target in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in target]
    missing = [target for target in targets if not (root / name).parent.joinpath(target).exists()]
    assert missing == []


def test_threads_are_listed(root: Path) -> None:
    """Every sample thread is in corpora/README.md, and every annotation there belongs to a thread."""
    text = (root / "corpora" / "README.md").read_text("utf-8")
    threads = [path.name for path in (root / "corpora" / "threads").iterdir()]
    assert [name for name in threads if f"`threads/{name}`" not in text] == []
    golds = [path.name.removesuffix(".gold.json") for path in (root / "corpora" / "gold").glob("*.gold.json")]
    assert golds
    assert [name for name in golds if f"{name}.thread.json" not in threads] == []


def test_make_has_the_targets(readme: str, root: Path) -> None:
    """Every `make` that the README names is a target of the Makefile, and .ci/run calls the test command."""
    makefile = (root / "Makefile").read_text("utf-8")
    named = set(
        re.findall(
            r"\bmake ([a-z]+)\b(?! app)", "\n".join([*blocks(readme, "sh"), *re.findall(r"`(make [^`]+)`", readme)])
        )
    )
    assert {"app", "test", "quick", "check"} <= named
    assert [name for name in sorted(named) if not re.search(rf"^{name}:", makefile, flags=re.MULTILINE)] == []
    assert "make test" in (root / ".ci" / "run").read_text("utf-8")


def test_requirements_are_pinned(root: Path) -> None:
    """Every requirement names one version."""
    lines = [line.strip() for line in (root / "requirements.txt").read_text("utf-8").splitlines()]
    pins = [line for line in lines if line and not line.startswith("#")]
    assert pins
    assert [line for line in pins if not re.fullmatch(r"[A-Za-z0-9_.-]+==[0-9][\w.]*", line)] == []
