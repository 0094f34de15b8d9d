"""Attacks on a terminal: whatever a thread, a map or the name of a file holds, it is shown and never obeyed."""

import io
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from argmap.__main__ import run
from argmap.datatypes import ArgumentMap
from argmap.formats import FORMATS
from argmap.formats.json import to_json, to_native_thread

REORDERING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
MARKS = "\u200e\u200f\u061c"


def obeyed(text: str) -> set[str]:
    """The characters of a text that a terminal would do something for, other than go to the next line or tab."""
    return {
        char
        for char in set(text) - set("\n\t")
        if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")
        or unicodedata.bidirectional(char) in REORDERING
        or char in MARKS
    }


class Terminal(io.StringIO):
    """Standard output as a person sees it."""

    def isatty(self) -> bool:
        """It is one."""
        return True


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., tuple[int, str, str]]]:
    """Runs a command on a terminal: its exit code, and what it shows there as result and as error."""

    def called(*arguments: object) -> tuple[int, str, str]:
        shown, error = Terminal(), io.StringIO()  # a bar of progress is argmap's own
        monkeypatch.setattr(sys, "argv", ["argmap", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdout", shown)
        monkeypatch.setattr(sys, "stderr", error)
        return run(), shown.getvalue(), error.getvalue()

    return called


@pytest.fixture
def files(attacked_map: ArgumentMap, harmless_map: ArgumentMap, tmp_path: Path) -> dict[str, Path]:
    """A map and a thread that are made of attacks, and a harmless map."""
    texts = {
        "bad.map": to_json(attacked_map),
        "bad.thread": to_native_thread(attacked_map.thread),
        "good.map": to_json(harmless_map),
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, "utf-8")
    return {name: tmp_path / name for name in texts}


@pytest.mark.parametrize(
    "arguments",
    [
        ("cruxes", "bad.map"),
        ("read", "bad.thread"),
        ("diff", "bad.map", "good.map"),
        ("diff", "bad.map", "good.map", "--onto", "good.map"),
        ("map", "bad.thread", "--backend", "lexical", "--to", "markdown"),
        *(("export", "bad.map", "--to", name) for name in FORMATS),
    ],
    ids=" ".join,
)
def test_a_result_is_shown_as_text(command: Any, files: dict[str, Path], arguments: tuple[str, ...]) -> None:
    """No command passes on a character that a terminal obeys, in its result or beside it."""
    code, shown, error = command(*(files.get(argument, argument) for argument in arguments))
    assert code == 0, error
    assert shown
    assert obeyed(shown + error) == set()


def test_an_error_is_shown_as_text(command: Any, attacks: list[Any], tmp_path: Path) -> None:
    """The name of a file that cannot be read is shown in one line, whatever it holds."""
    for attack in attacks:
        name = f"{tmp_path}/{attack.text}.missing"
        code, shown, error = command("cruxes", name)
        assert (code, shown) == (2, "")
        assert error.startswith("argmap: ")
        assert error.count("\n") == 1
        assert obeyed(error) == set()


def test_a_complaint_about_words_is_shown_as_text(command: Any, attacks: list[Any], tmp_path: Path) -> None:
    """What an error quotes from a broken thread is one line of text too."""
    path = tmp_path / "broken.json"
    for attack in attacks:
        escaped = attack.text.encode("unicode_escape").decode().replace("\\", "\\\\").replace('"', '\\"')
        path.write_text(f'{{"posts": [{{"id": "a", "text": "x", "reply_to": "{escaped}", "score": "x"}}]}}', "utf-8")
        _, _, error = command("read", path)
        assert error.count("\n") == 1
        assert obeyed(error) == set()
