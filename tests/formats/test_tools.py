"""Formats judged by their own tools, which nobody here wrote.

They are not among argmap's requirements, so each test skips where its tool is missing. `tests/formats/tools/install.sh
DIR` installs all of them, pinned; `ARGMAP_TOOLS_PYTHON` then names DIR/bin/python, `ARGMAP_TOOLS_NODE` DIR.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from argmap.datatypes import ArgumentMap
from argmap.formats import FORMATS
from argmap.formats.escape import one_line, shortened
from argmap.formats.graphs.mermaid import LONGEST
from argmap.formats.schema import read_schema

TOOLS = Path(__file__).parent / "tools"
PYTHON = os.environ.get("ARGMAP_TOOLS_PYTHON", sys.executable)
NODE = os.environ.get("ARGMAP_TOOLS_NODE", "")
EXAMPLES = os.environ.get("ARGMAP_ARGDOWN_EXAMPLES", "")
NODE_PROGRAM = shutil.which("node", path=os.pathsep.join([str(Path(PYTHON).parent), os.environ.get("PATH", "")]))
"""The one that comes with the tools, else the system's."""
WORDS = {"support": "support", "attack": "objection", "+": "support", "−": "objection"}


@pytest.fixture(params=["small_map", "nasty_map"])
def full_map(request: pytest.FixtureRequest) -> ArgumentMap:
    """Each of the maps made by hand that has claims."""
    found: ArgumentMap = request.getfixturevalue(request.param)
    return found


def run_python(script: str, package: str, *arguments: str, stdin: str = "") -> Any:
    """What a script in tools/ prints, run by the Python that has the package."""
    if subprocess.run([PYTHON, "-c", f"import {package}"], capture_output=True).returncode:
        pytest.skip(f"{package} is not installed in {PYTHON} (ARGMAP_TOOLS_PYTHON)")
    done = subprocess.run([PYTHON, TOOLS / script, *arguments], input=stdin, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def run_node(script: str, package: str, text: str) -> str:
    """What a script in tools/ prints, run by Node with the packages in the folder of ARGMAP_TOOLS_NODE."""
    if not NODE or not NODE_PROGRAM or not (Path(NODE) / "node_modules" / package).exists():
        pytest.skip(f"node or {package} is not installed (ARGMAP_TOOLS_NODE)")
    done = subprocess.run([NODE_PROGRAM, TOOLS / script, NODE], input=text, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str, ArgumentMap], str]:
    """Writes a map in a format and gives the file's name."""

    def write(name: str, argument_map: ArgumentMap) -> str:
        path = tmp_path / f"map{FORMATS[name].suffix}"
        path.write_text(FORMATS[name].write(argument_map), encoding="utf-8", newline="")
        return str(path)

    return write


def plain(text: str) -> str:
    """Words without the marks that arguebuf takes for Markdown links, on one line."""
    return one_line(re.sub(r"\[(.*?)\]\(.*?\)", r"\1", text)).removeprefix("… ")


@pytest.mark.parametrize("name", ["aif", "xaif", "sadface", "kialo"])
def test_arguebuf(name: str, full_map: ArgumentMap, written: Callable[[str, ArgumentMap], str]) -> None:
    """The arguebuf library loads the same claims, supports and objections from four formats."""
    found = run_python("arguebuf_reads.py", "arguebuf", name, written(name, full_map))
    texts = {claim.id: plain(claim.text) for claim in full_map.claims}
    links = sorted([texts[link.source], texts[link.target], link.kind.value] for link in full_map.links)
    heading = [plain(full_map.thread.title or "")] if len(found["claims"]) > len(texts) else []
    assert sorted(map(plain, found["claims"])) == sorted([*texts.values(), *heading])
    kept = [[plain(source), plain(target), kind] for source, target, kind in found["links"] if kind != "none"]
    assert sorted(kept) == links


def test_xaif(small_map: ArgumentMap, written: Callable[[str, ArgumentMap], str]) -> None:
    """The xaif library finds a valid dialogue, knows the named speaker and can add to the graph."""
    valid, dialogue, speakers = run_python("validators.py", "xaif", "xaif", written("xaif", small_map))
    assert valid
    assert dialogue
    assert speakers[0].strip() == "Ann"


def test_sadface(full_map: ArgumentMap, written: Callable[[str, ArgumentMap], str]) -> None:
    """SADFace's own check objects to nothing but the three keys that its library itself writes into the core."""
    problems = run_python("validators.py", "sadface", "sadface", written("sadface", full_map))
    assert problems == [f"Metadata contains the invalid key: {key}" for key in ("title", "description", "notes")]


def test_json_schema(full_map: ArgumentMap, written: Callable[[str, ArgumentMap], str]) -> None:
    """A JSON Schema validator other than argmap's accepts the native map."""
    schema = read_schema("map") | {"$schema": "http://json-schema.org/draft-07/schema"}
    text = json.dumps(schema).replace("#/$defs/", "#/definitions/").replace('"$defs"', '"definitions"')
    assert run_python("validators.py", "fastjsonschema", "json", written("json", full_map), stdin=text) == "valid"


def test_json_ld(full_map: ArgumentMap, written: Callable[[str, ArgumentMap], str]) -> None:
    """The pyld library expands the map, and every link becomes a premise and a conclusion in RDF."""
    size, quads = run_python("validators.py", "pyld", "jsonld", written("jsonld", full_map))
    assert size == 1 + len(full_map.thread.posts) + len(full_map.claims) + len(full_map.links) + len(full_map.cruxes)
    assert quads.count("aif#Premise>") == quads.count("aif#Conclusion>") == len(full_map.links)
    assert quads.count("aif#claimText>") == len(full_map.claims)


def test_argdown(full_map: ArgumentMap) -> None:
    """Argdown's own parser gets the same titles, texts and relations, without an error."""
    found = json.loads(run_node("argdown_reads.mjs", "@argdown/core", FORMATS["argdown"].write(full_map)))
    assert found["errors"] == []
    assert found["claims"] == {claim.id: one_line(claim.text) for claim in full_map.claims}
    links = sorted((source, target, WORDS[kind]) for source, target, kind in found["links"])
    assert links == sorted((link.source, link.target, link.kind.value) for link in full_map.links)
    assert found["title"] == one_line(full_map.thread.title or "")
    assert sorted(found["shown"]) == sorted(claim.id for claim in full_map.claims)


def test_argdown_counts() -> None:
    """Argdown's own model counts in the small samples what their table says, which argmap is held to."""
    samples = json.loads((TOOLS.parent / "argdown_samples.json").read_text(encoding="utf-8"))
    texts = {name: text for name, (text, _) in samples.items()}
    found = json.loads(run_node("argdown_counts.mjs", "@argdown/core", json.dumps(texts)))
    assert found == {name: counts for name, (_, counts) in samples.items()}


def test_argdown_examples(argdown_counts: Callable[[str], list[int]]) -> None:
    """In every example of Argdown's repository that Argdown itself reads, argmap counts what Argdown does."""
    files = [path for ending in ("argdown", "ad") for path in Path(EXAMPLES or "none").rglob(f"*.{ending}")]
    if not files:
        pytest.skip("no checkout of github.com/christianvoigt/argdown is named (ARGMAP_ARGDOWN_EXAMPLES)")
    texts = {str(path.relative_to(EXAMPLES)): path.read_bytes().decode() for path in files}
    found = json.loads(run_node("argdown_counts.mjs", "@argdown/core", json.dumps(texts)))
    known = {name: counts for name, counts in found.items() if counts}
    assert known
    assert {name: argdown_counts(texts[name]) for name in known} == known


def test_mermaid(full_map: ArgumentMap) -> None:
    """Mermaid's own parser gets every label letter by letter, and every link with its sign."""
    found = json.loads(run_node("mermaid_reads.mjs", "mermaid", FORMATS["mermaid"].write(full_map)))
    assert found["labels"] == [shortened(claim.text, LONGEST) for claim in full_map.claims]
    names = {claim.id: f"n{number}" for number, claim in enumerate(full_map.claims, 1)}
    links = [(source, target, WORDS[sign]) for source, target, sign in found["links"]]
    assert links == [(names[link.source], names[link.target], link.kind.value) for link in full_map.links]


def test_graphviz(full_map: ArgumentMap) -> None:
    """Graphviz draws every claim, its tooltip the whole text, and every link."""
    svg = run_node("graphviz_reads.mjs", "@viz-js/viz", FORMATS["dot"].write(full_map))
    root = ElementTree.fromstring(svg[svg.index("<svg") :])
    space = {"svg": "http://www.w3.org/2000/svg"}
    tips = [link.get("{http://www.w3.org/1999/xlink}title") for link in root.iterfind(".//svg:a", space)]
    edges = [edge.text for edge in root.iterfind(".//svg:g[@class='edge']/svg:title", space)]
    assert sorted(one_line(unescape(tip or "")) for tip in tips) == sorted(
        one_line(unescape(claim.text)) for claim in full_map.claims
    )
    assert sorted(map(str, edges)) == sorted(f"{link.source}->{link.target}" for link in full_map.links)
