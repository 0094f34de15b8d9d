"""Every format: stable, safe, quick, and read back as far as the format goes."""

import csv
import hashlib
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.datatypes import ArgumentMap, Kind
from argmap.errors import InputError
from argmap.formats import FORMATS, PICTURES
from argmap.formats.consistency import contradictions
from argmap.formats.escape import one_line, printable
from argmap.formats.maps import is_map, parse_map
from argmap.mapping.cruxes.telling import turn_of, would
from argmap.places import FRONT

MAPS = ["small_map", "nasty_map", "empty_map"]
Links = list[tuple[str, str, Kind]]


@pytest.fixture(params=MAPS)
def any_map(request: pytest.FixtureRequest) -> ArgumentMap:
    """Each of the maps made by hand."""
    found: ArgumentMap = request.getfixturevalue(request.param)
    return found


@pytest.fixture(params=MAPS[:2])
def full_map(request: pytest.FixtureRequest) -> ArgumentMap:
    """Each of the maps made by hand that has claims."""
    found: ArgumentMap = request.getfixturevalue(request.param)
    return found


def worded_links(argument_map: ArgumentMap) -> Links:
    """The links by the words of their claims, for formats without ids."""
    words = {claim.id: one_line(claim.text).removeprefix("… ") for claim in argument_map.claims}
    return sorted((words[link.source], words[link.target], link.kind) for link in argument_map.links)


@pytest.mark.parametrize("name", FORMATS)
def test_text_that_any_file_can_hold(name: str, any_map: ArgumentMap) -> None:
    """Every format writes every map, an empty one too, as UTF-8 text that ends its last line, twice the same."""
    text = FORMATS[name].write(any_map)
    assert text.encode().endswith(b"\n") or (name.startswith("csv") and text.endswith("\r\n"))
    assert FORMATS[name].write(any_map) == text


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in ("xaif", "jsonld")])
def test_written_piece_by_piece(name: str, make_map: Callable[[int], ArgumentMap]) -> None:
    """A larger map makes more pieces, not longer ones, so that a file is written as it comes.

    xAIF has the whole thread in one string, and JSON-LD all posts of the thread in one list.
    """
    small, large = ({*FORMATS[name].pieces(make_map(size))} for size in (100, 500))
    assert max(map(len, large - small)) < 1000
    assert len(large) > 3 * len(small) or name == "markdown"


@pytest.mark.parametrize("name", FORMATS)
def test_no_control_characters(name: str, nasty_map: ArgumentMap) -> None:
    """No format passes on terminal escapes or NUL: JSON keeps them escaped, the others drop them."""
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", FORMATS[name].write(nasty_map))


HASH_ALL = """
import hashlib, sys
from argmap.formats import FORMATS
from argmap.formats.json import from_json
argument_map = from_json(sys.stdin.buffer.read().decode())
for name, form in FORMATS.items():
    print(name, hashlib.sha256(form.write(argument_map).encode()).hexdigest())
"""


def test_same_bytes_under_any_hash_seed(small_map: ArgumentMap) -> None:
    """The order of sets and dicts never reaches a file."""
    source = FORMATS["json"].write(small_map).encode()
    outputs = [
        subprocess.run(
            [sys.executable, "-c", HASH_ALL],
            input=source,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout.decode()
        for seed in ("1", "2")
    ]
    here = "".join(
        f"{name} {hashlib.sha256(form.write(small_map).encode()).hexdigest()}\n" for name, form in FORMATS.items()
    )
    assert outputs == [here, here]


@pytest.mark.parametrize("name", [name for name, form in FORMATS.items() if form.reads_back])
def test_reads_back(name: str, full_map: ArgumentMap) -> None:
    """A format that is read gives the same claims and links; what comes back contradicts nothing."""
    data = FORMATS[name].write(full_map).encode()
    assert is_map(data)
    back = parse_map(data)
    assert worded_links(back) == worded_links(full_map)
    assert sorted(one_line(claim.text).removeprefix("… ") for claim in back.claims) == sorted(
        one_line(claim.text) for claim in full_map.claims
    )
    assert not list(contradictions(back))
    assert parse_map(FORMATS["json"].write(back).encode()) == back


@pytest.mark.parametrize("name", ["json", "html"])
def test_lossless_formats(name: str, full_map: ArgumentMap) -> None:
    """Native JSON, in a file or in an exported page, loses nothing."""
    assert parse_map(FORMATS[name].write(full_map).encode()) == full_map


@pytest.mark.parametrize("name", ["argdown", "aif", "xaif"])
def test_ids_survive(name: str, full_map: ArgumentMap) -> None:
    """Formats that can carry a claim's id bring it back."""
    back = parse_map(FORMATS[name].write(full_map).encode())
    assert [claim.id for claim in back.claims] == [claim.id for claim in full_map.claims]


@pytest.mark.parametrize("name", ["argdown", "aif", "xaif", "kialo"])
def test_losses_are_told(name: str, small_map: ArgumentMap) -> None:
    """What a format cannot say of a map is in run.dropped of the map that is read from it."""
    lost = {dropped.what for dropped in parse_map(FORMATS[name].write(small_map).encode()).run.dropped}
    assert {"base scores", "confidences"} <= lost


@pytest.mark.parametrize("name", ["aif", "xaif"])
def test_aif_keeps_who_said_what(name: str, small_map: ArgumentMap) -> None:
    """Authors and every mention of a claim come back from AIF; an unknown author stays unknown."""
    back = parse_map(FORMATS[name].write(small_map).encode())
    assert [post.author for post in back.thread.posts] == ["Ann", None, None]
    said = [
        [back.thread.by_id[span.post].text[span.start : span.end] for span in claim.mentions] for claim in back.claims
    ]
    assert said[0] == ["Cats are good pets.", "Cats are good pets!"]


def test_aif_wiring(small_map: ArgumentMap) -> None:
    """AIF joins nodes only as inference anchoring theory does, and all ids are strings that name something."""
    graph = json.loads(FORMATS["aif"].write(small_map))
    types = {node["nodeID"]: node["type"] for node in graph["nodes"]}
    kinds = {(types[edge["fromID"]], types[edge["toID"]]) for edge in graph["edges"]}
    assert kinds <= {
        *{("L", "YA"), ("YA", "I"), ("L", "TA"), ("TA", "L"), ("TA", "YA"), ("YA", "RA"), ("YA", "CA")},
        *{("I", "RA"), ("I", "CA"), ("RA", "I"), ("CA", "I")},
    }
    assert {locution["nodeID"] for locution in graph["locutions"]} == {n for n, t in types.items() if t == "L"}
    assert all(isinstance(node["nodeID"], str) for node in graph["nodes"])


def test_xaif_marks_every_mention(full_map: ArgumentMap) -> None:
    """The text of an xAIF file holds a span for each locution, and OVA a place for each node."""
    record = json.loads(FORMATS["xaif"].write(full_map))
    locutions = [node["nodeID"] for node in record["AIF"]["nodes"] if node["type"] == "L"]
    assert re.findall(r'<span id="node(\d+)" class="highlighted">', record["text"]) == locutions
    assert {place["nodeID"] for place in record["OVA"]["nodes"]} == {n["nodeID"] for n in record["AIF"]["nodes"]}
    assert "<script" not in record["text"]


def test_ova3_loads_it(any_map: ArgumentMap) -> None:
    """What OVA3 relies on when it loads xAIF is there, even where nobody claims anything.

    It reads the first node of AIF, asks a node of `OVA.nodes` for a place, takes edges from OVA, schemes from the
    fulfillments, and finds the speaker of a locution by splitting its text at the colon and at spaces.
    """
    record = json.loads(FORMATS["xaif"].write(any_map))
    aif, ova = record["AIF"], record["OVA"]
    assert aif["nodes"]
    assert aif["nodes"][0]["type"] == ("I" if any_map.claims else "L")
    assert [set(place) for place in ova["nodes"]] == [{"nodeID", "x", "y", "visible", "timestamp"}] * len(aif["nodes"])
    assert [(edge["fromID"], edge["toID"]) for edge in ova["edges"]] == [
        (edge["fromID"], edge["toID"]) for edge in aif["edges"]
    ]
    schemes = {node["nodeID"]: node["schemeID"] for node in aif["nodes"] if "schemeID" in node}
    assert {item["nodeID"]: item["schemeID"] for item in aif["schemefulfillments"]} == schemes
    assert all(edge["formEdgeID"] is None for edge in aif["edges"])
    assert isinstance(record["text"], str)
    assert record["text"]
    assert {"firstname", "surname", "url"} <= set(ova)


def test_ova3_finds_speakers(small_map: ArgumentMap) -> None:
    """A participant's first name and surname are the words before the colon of what they said; both come back."""
    posts = (replace(small_map.thread.posts[0], author="Ann Lee"), *small_map.thread.posts[1:])
    named = replace(small_map, thread=replace(small_map.thread, posts=posts))
    text = FORMATS["aif"].write(named)
    graph = json.loads(text)
    (person,) = graph["participants"]
    said = next(node["text"] for node in graph["nodes"] if node["type"] == "L")
    assert said.partition(":")[0].split(" ")[:2] == [person["firstname"], person["surname"]]
    assert parse_map(text.encode()).thread.posts[0].author == "Ann Lee"


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_networkx_reads_it(name: str, any_map: ArgumentMap) -> None:
    """The networkx library gets the same claims, texts and links out of GraphML and GEXF."""
    data = io.BytesIO(FORMATS[name].write(any_map).encode())
    graph = networkx.read_graphml(data) if name == "graphml" else networkx.read_gexf(data)
    assert {node: values["text"] for node, values in graph.nodes(data=True)} == {
        claim.id: printable(claim.text) for claim in any_map.claims
    }
    edges = sorted((source, target, values["kind"]) for source, target, values in graph.edges(data=True))
    assert edges == sorted((link.source, link.target, link.kind.value) for link in any_map.links)


@pytest.mark.parametrize("name", ["graphml", "gexf", "svg"])
def test_xml_is_well_formed(name: str, any_map: ArgumentMap) -> None:
    """XML formats parse whatever the texts hold."""
    root = ElementTree.fromstring(FORMATS[name].write(any_map))
    assert all(not element.tag.endswith("script") for element in root.iter())
    assert not [key for element in root.iter() for key in element.attrib if key.startswith("on")]


def test_csv_tables(full_map: ArgumentMap) -> None:
    """Both tables have a row for each claim and link, and no cell that a spreadsheet would run."""
    claims = list(csv.DictReader(io.StringIO(FORMATS["csv-claims"].write(full_map), newline="")))
    links = list(csv.DictReader(io.StringIO(FORMATS["csv-links"].write(full_map), newline="")))
    assert [row["id"] for row in claims] == [claim.id for claim in full_map.claims]
    assert [(r["source"], r["target"], r["kind"]) for r in links] == [
        (link.source, link.target, link.kind.value) for link in full_map.links
    ]
    assert not [cell for row in (*claims, *links) for cell in row.values() if cell.lstrip().startswith(("=", "+", "@"))]


class _Page(HTMLParser):
    """The elements and scripts of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]


def test_html_is_inert_but_for_its_own_scripts(nasty_map: ArgumentMap, small_map: ArgumentMap) -> None:
    """Texts add no element and no handler to the page, nothing is loaded, and the policy names the script's hash."""
    pages = []
    for argument_map in (nasty_map, small_map):
        text = FORMATS["html"].write(argument_map)
        page = _Page()
        page.feed(text)
        pages.append(page.tags)
        assert not [name for name in page.attributes if name.startswith("on") or name == "src"]
        assert "default-src 'none'" in text
        assert "unsafe" not in text.split("<title>", 1)[0]
    assert pages[0] == pages[1]


def test_markdown_shows_texts_as_they_are(nasty_map: ArgumentMap) -> None:
    """No text of a thread becomes a link, an image or a tag in the briefing."""
    text = FORMATS["markdown"].write(nasty_map)
    assert "<script" not in text
    assert not re.search(r"(?<!\\)\]\(", text)


def test_outline_of_rings(make_map: Callable[[int], ArgumentMap]) -> None:
    """A chain of thousands of replies that bites its own tail is written without recursion, each claim once."""
    chain = make_map(1200)
    links = tuple(
        type(link)(link.id, link.source, f"c{int(link.source[1:]) - 1}", link.kind, 1.0) for link in chain.links
    )
    ring = (*links, type(links[0])("ring", "c0", "c1199", Kind.OBJECTION, 1.0))
    argument_map = type(chain)(chain.thread, chain.claims, ring, chain.strengths, (), (), chain.claim_cruxes, chain.run)
    text = FORMATS["kialo"].write(argument_map)
    assert text.count("-> See") == 1
    assert len(parse_map(text.encode()).links) == len(ring)


@pytest.mark.parametrize("name", FORMATS)
def test_large_maps(name: str, make_map: Callable[[int], ArgumentMap]) -> None:
    """A map of a thousand claims is written whole: every claim's own number stands in it."""
    text = FORMATS[name].write(make_map(1000))
    assert name in ("markdown", "csv-links") or "999" in text


ARGDOWN = """
===
title: Pets
===
# Heading

[Cats good]: Cats are good pets,
  and they purr. #pets {a: 1}
  + <Quiet>: They are quiet
     - But at night?
         +> [Other]
  - [Dogs]
  _ <Undercut>

<Quiet>

(1) Cats sleep.
(2) [Sleepers]: Sleepers are quiet.
-- Modus ponens --
(3) Cats are quiet.
  - [Dogs]

[Dogs]: Dogs \\[too\\] // a comment
/* a long
comment */
[Dogs]
  >< [Cats good]
"""


def test_argdown_as_people_write_it() -> None:
    """Arguments, premises, undercuts, contradictions, comments, tags and data are read; what is lost is counted."""
    argument_map = parse_map(ARGDOWN.encode())
    texts = {claim.id: claim.text for claim in argument_map.claims}
    assert texts["Cats good"] == "Cats are good pets, and they purr."
    assert texts["Dogs"] == "Dogs [too]"
    assert argument_map.claim_by_id["Cats good"].directions == ("pets",)
    worded = {(texts[link.source], texts[link.target], link.kind.value) for link in argument_map.links}
    assert worded == {
        ("Cats are quiet.", texts["Cats good"], "support"),
        ("But at night?", "Cats are quiet.", "objection"),
        ("But at night?", "Other", "support"),
        (texts["Dogs"], texts["Cats good"], "objection"),
        (texts["Cats good"], texts["Dogs"], "objection"),
        ("Undercut", texts["Cats good"], "objection"),
        ("Cats sleep.", "Cats are quiet.", "support"),
        ("Sleepers are quiet.", "Cats are quiet.", "support"),
        (texts["Dogs"], "Cats are quiet.", "objection"),
    }
    lost = {dropped.what: dropped.count for dropped in argument_map.run.dropped}
    assert lost["heading"] == lost["data in braces"] == lost["undercut"] == 1
    assert argument_map.thread.title == "Pets"


def test_kialo_as_kialo_writes_it() -> None:
    """Several lines a claim, references, brackets: all as in Kialo's export."""
    text = (
        "Discussion Title: Gold\n\n1. Gold is best.\n1.1. Pro: It \\[really\\]\nshines.\n1.2. Con: Soft.\n"
        "1.2.1. Con: -> See 1.1.\n"
    )
    argument_map = parse_map(text.encode())
    assert [claim.text for claim in argument_map.claims] == ["Gold is best.", "It [really]\nshines.", "Soft."]
    assert [(link.source, link.target, link.kind.value) for link in argument_map.links] == [
        ("c2", "c1", "support"),
        ("c3", "c1", "objection"),
        ("c2", "c3", "objection"),
    ]
    assert argument_map.main == ("c1",)


@pytest.mark.parametrize(
    "text",
    [
        "Some post.\n\n[1]: https://example.com\n  - [a link](https://example.com)\n",
        "<Bob>: hi\n<Ann>: hello\n",
        "- one\n  - two\n",
        '{"format": "argmap-thread/1", "posts": [{"id": "p1", "text": "argmap-map/1 has \\"edges\\""}]}',
        "",
    ],
)
def test_threads_are_no_maps(text: str) -> None:
    """Markdown, chat logs and threads that talk about maps are not taken for maps."""
    assert not is_map(text.encode())


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Discussion Title: x\n\n1.1.1. Pro: y\n", "which is not there"),
        ("Discussion Title: x\n\n1. y\n1. z\n", "two claims"),
        ("Discussion Title: x\n", "no claim"),
        ('{"nodes": [{"nodeID": 1}], "edges": []}', r"nodes\[0\] must have"),
        ('{"nodes": [], "edges": [{"fromID": "1", "toID": "2"}]}', "names a node that is not there"),
        ('{"nodes": [], "edges": 3}', "edges must be a list"),
        ('{"nodes": [], "edges": []}', "no claim"),
        ("[a]: b\n  + [c]: d\n\n  - [x]\n", ":4: the relation - stands below no statement"),
        ('<p><script type="application/json" id="argmap-map">{}', "no whole argmap map"),
    ],
)
def test_bad_maps_are_refused(text: str, problem: str) -> None:
    """A broken map of any format is refused in one line that says what is wrong."""
    with pytest.raises(InputError, match=problem) as caught:
        parse_map(text.encode(), name="m")
    assert "\n" not in str(caught.value)


PIECES = [*"[]<>:+-_(){}#/*=\\\n 1.ab\"'", "->", "+>", "\n  ", "\n\n", "(1)"]
MARKS = st.lists(st.sampled_from(PIECES), max_size=80).map("".join)


@settings(max_examples=150, deadline=None)
@given(MARKS, st.sampled_from(["", "[a]: b\n  + [c]\n", "Discussion Title: t\n\n1. x\n", '{"nodes": [], "edges": [']))
def test_any_text_gives_a_map_or_one_line(text: str, start: str) -> None:
    """Whatever a file holds, reading it gives a sound map or an InputError."""
    try:
        back = parse_map((start + text).encode(), name="x.argdown")
    except InputError:
        return
    assert not list(contradictions(back))


def test_summaries_fit_a_line() -> None:
    """Every format says in a few words what it is for, and its suffix names no other format's files."""
    forms = [*FORMATS.values(), *PICTURES.values()]
    assert all(len(form.summary) < 70 for form in forms)
    assert len({form.suffix for form in forms}) == len(forms)


START = "<!-- formats: kept equal to argmap.formats by tests/formats/test_formats.py -->\n"
END = "<!-- end of formats -->\n"


def test_formats_are_in_the_readme(root: Path) -> None:
    """The README has a line for every format, its summary word for word; ARGMAP_UPDATE=1 rewrites them."""
    readme = (root / "README.md").read_text("utf-8")
    shown = readme.partition(START)[2].partition(END)[0]
    forms = {**FORMATS, **PICTURES}
    back = {name: "; read back" for name, form in FORMATS.items() if form.reads_back}
    wanted = "".join(f"- `{name}`: {form.summary}{back.get(name, '')}\n" for name, form in forms.items())
    if os.environ.get("ARGMAP_UPDATE"):
        (root / "README.md").write_text(readme.replace(START + shown + END, START + wanted + END), "utf-8")
    else:
        assert shown == wanted


def test_assets_ship() -> None:
    """All that the exported page is made of lies in the package."""
    assert {path.name for path in (FRONT / "page").iterdir()} >= {"page.html", "page.css", "page.js"}


def test_markdown_says_what_would_move(small_map: ArgumentMap) -> None:
    """A crux is told with both sides and both strengths, and no movement is claimed where none shows."""
    crux = small_map.cruxes[0]
    text = FORMATS["markdown"].write(small_map)
    assert would(turn_of(crux, small_map)) in text
    assert "For: Ann. Against: unknown (p2)." in text
    still = replace(small_map, cruxes=(replace(crux, held=0.851, fell=0.849, flips=False),))
    still = replace(still, strengths={**small_map.strengths, crux.about: 0.85})
    assert "would hardly move from 0.85." in FORMATS["markdown"].write(still)
