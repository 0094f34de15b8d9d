"""Files made to cost much: each is read or refused within bounds of time and memory."""

import json
import subprocess
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

SIZE = 500_000
"""Bytes of each; what takes more than its share of time here would take forever at `max_bytes`."""
SECONDS, MEMORY = 30, 3 * 2**30
"""Of processor time and of memory, for reading one both as a thread and as a map."""


def filled(start: str, part: Callable[[int], str], end: str = "") -> str:
    """A text of about SIZE characters: a start, parts that may know their number, and an end."""
    parts, room = [start], SIZE - len(start) - len(end)
    for number in count():
        parts.append(part(number))
        room -= len(parts[-1])
        if room < len(parts[-1]):
            return "".join([*parts, end])


def post(number: int, text: str, **fields: object) -> str:
    """One post of a native thread, with a comma before all but the first."""
    return ", "[: 2 * bool(number)] + json.dumps({"id": str(number), "text": text, **fields})


NATIVE, CLOSE = '{"posts": [', "]}"
BOMBS: dict[str, str] = {
    "posts without words": filled(NATIVE, lambda n: post(n, ""), CLOSE),
    "short posts": filled(NATIVE, lambda n: post(n, "x y"), CLOSE),
    "one author": filled(NATIVE, lambda n: post(n, "No.", author="ann"), CLOSE),
    "a chain of replies": filled(NATIVE, lambda n: post(n, "No.", reply_to=str(n - 1) if n else None), CLOSE),
    "posts that quote all others": filled(NATIVE, lambda n: post(n, "> The same words as ever, and no others."), CLOSE),
    "quotes everywhere": filled(
        NATIVE + '{"id": "a", "text": "' + "x" * 30_000 + '", "quotes": [',
        lambda n: ", " * bool(n) + f'{{"start": {n % 29_999}, "end": 30000}}',
        "]}]}",
    ),
    "one line": filled("", lambda _: "x"),
    "one line of words": filled("", lambda _: "word "),
    "a line each": filled("", lambda _: "xy\n"),
    "paragraphs": filled("", lambda _: "word word word\n\n"),
    "sentences": filled("", lambda _: "It is so. "),
    "nested lists": filled("", lambda _: "["),
    "nested objects": filled("", lambda _: '{"posts":'),
    "nested replies": filled(
        "", lambda _: '[{"kind":"Listing","data":{"children":[{"kind":"t1","data":{"id":"a","body":"x","replies":'
    ),
    "a long number": filled('{"posts": ', lambda _: "9", "}"),
    "quotes in quotes": filled("", lambda _: ">", "x"),
    "quoted lines": filled("", lambda _: "> x\ny\n"),
    "names and times": filled("", lambda _: "ann 3 points 2 days ago\n"),
    "mail": filled("From: a@b.c\nSubject: x\n\n", lambda _: "On Monday, ann wrote:\n> x\n\ny\n"),
    "links": filled("", lambda _: "[x](y "),
    "emphasis": filled("", lambda _: "*a_"),
    "open tags": filled("<html><body><div>", lambda _: "<b>"),
    "entities": filled("<html><body><p>", lambda _: "&amp;"),
    "comments of a page": filled(
        '<html><body><ul class="comment-thread">',
        lambda n: f'<li id="comment-{n}" class="comment-item"><div class="comment">',
    ),
    "NUL bytes": filled("x", lambda _: "\0"),
    "a table": filled("id,author,text\n", lambda n: f"{n},ann,x\n"),
    "one cell": filled('id,author,text\n1,ann,"', lambda _: "x\n"),
    "many columns": filled("id,author,text", lambda n: f",c{n}"),
    "JSON lines": filled("", lambda n: f'{{"id": {n}, "author": "ann", "text": "x"}}\n'),
    "a Kialo outline": filled("Discussion Title: x\n\n1. x\n", lambda n: f"1.{n + 1}. Pro: x\n"),
    "a deep Kialo outline": filled("Discussion Title: x\n\n1. x\n", lambda n: "1." * (n + 2) + " Pro: x\n"),
    "Argdown": filled("[a]: x\n", lambda n: f"  - [b{n}]: y\n"),
    "a deep Argdown": filled("[a]: x\n", lambda n: " " * (n + 1) + f"+ [c{n}]: x\n"),
    "Argdown marks": filled("[a]: x\n  - [b]\n", lambda _: "{[<#(\\"),
    "claims without fields": filled('{"format": "argmap-map/1", "claims": [{}', lambda _: ",{}", "]}"),
    "AIF nodes": filled(
        '{"edges": [], "locutions": [], "nodes": [',
        lambda n: ", " * bool(n) + f'{{"nodeID": "{n}", "text": "x", "type": "I"}}',
        "]}",
    ),
}
PROGRAM = """
import json, os, resource, sys
from pathlib import Path
from argmap.errors import ArgmapError
from argmap.readers import parse_thread
from argmap.formats.maps import is_map, parse_map

def read(data):
    is_map(data)
    for reader in (parse_thread, parse_map):
        try:
            reader(data, name="bomb")
        except ArgmapError as error:
            assert len(str(error)) < 1000

for name in sys.argv[3:]:
    data = Path(name).read_bytes()
    if (child := os.fork()) == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[1]),) * 2)
        resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]),) * 2)
        read(data)
        os._exit(0)
    _, status, used = os.wait4(child, 0)
    print(json.dumps([Path(name).name, status, round(used.ru_utime, 1), used.ru_maxrss // 1024]), flush=True)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs limits on a process")
def test_bombs(tmp_path: Path) -> None:
    """Each file, as large as a long thread, is read or refused by a process that may use only so much."""
    paths = [tmp_path / name for name in BOMBS]
    for path in paths:
        path.write_text(BOMBS[path.name], "utf-8")
    arguments = [str(SECONDS), str(MEMORY), *map(str, paths)]
    done = subprocess.run([sys.executable, "-c", PROGRAM, *arguments], capture_output=True, text=True)
    outcomes = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row for row in outcomes if row[1] != 0] == [], done.stderr[-3000:]
    assert len(outcomes) == len(BOMBS)
