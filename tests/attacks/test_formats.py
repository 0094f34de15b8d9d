"""Attacks in exported files: each format keeps its build, and the words stay words."""

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pytest
from markdown_it import MarkdownIt

from argmap.datatypes import ArgumentMap
from argmap.formats import FORMATS, PICTURES
from argmap.formats.escape import one_line
from argmap.formats.maps import parse_map


def tags(text: str) -> set[str]:
    """The elements and attributes of a page, each with what it stands on, but for the values."""
    found: set[str] = set()

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.update([tag, *(f"{tag}.{name}" for name, _ in attrs)])

        def handle_decl(self, decl: str) -> None:
            found.add(decl)

        handle_pi = handle_decl

    Reader().feed(text)
    return found


def elements(text: str) -> set[str]:
    """The elements and attributes of an XML file."""
    return {
        name
        for element in ElementTree.fromstring(text).iter()
        for name in (element.tag, *(f"{element.tag}.{key}" for key in element.attrib))
    }


def keys(value: Any) -> Any:
    """The build of a JSON document: its fields at their places, but for `url`, which not every address is good for."""
    if isinstance(value, dict):
        return {name: keys(inner) for name, inner in value.items() if name != "url"}
    return [keys(inner) for inner in value] if isinstance(value, list) else type(value)


def unquoted(text: str) -> list[str]:
    """A text without what stands in quotation marks, line by line."""
    return re.sub(r'"(?:[^"\\]|\\.)*"', '""', text).split("\n")


BUILDS: dict[str, Callable[[str], object]] = {
    "html": tags,
    "svg": elements,
    "graphml": elements,
    "gexf": elements,
    "dot": unquoted,
    "mermaid": lambda text: [re.sub(r"accTitle: .*", "accTitle", line) for line in unquoted(text)],
    "aif": lambda text: keys(json.loads(text)),
    "xaif": lambda text: keys(json.loads(text)),
    "sadface": lambda text: keys({**json.loads(text), "metadata": None}),
    "annotations": lambda text: keys(json.loads(text)),
    "jsonld": lambda text: keys(json.loads(text)),
    "csv-claims": lambda text: [len(row) for row in csv.reader(io.StringIO(text, newline=""))],
    "csv-links": lambda text: [len(row) for row in csv.reader(io.StringIO(text, newline=""))],
    "argdown": lambda text: [
        re.match(r"\[|    [+-] \[|\w+:|===|$|    \w", line) is not None for line in text.split("\n")
    ],
    "kialo": lambda text: [
        re.match(r"[\d.]+ (Pro: |Con: )?|Discussion Title: |$", line)[0] for line in text.split("\n")
    ],
}
"""What of a file must not depend on the words in it."""


@pytest.mark.parametrize("name", BUILDS)
def test_words_do_not_change_the_build(name: str, attacked_map: ArgumentMap, harmless_map: ArgumentMap) -> None:
    """A file full of attacks has the elements, fields and lines of one with harmless words, and no others."""
    attacked, harmless = (BUILDS[name](FORMATS[name].write(made)) for made in (attacked_map, harmless_map))
    assert attacked == harmless


@pytest.mark.parametrize("name", BUILDS)
def test_no_attack_alone_changes_the_build(name: str, attacks: list[Any], small_map_of: Any) -> None:
    """The same holds for each attack by itself, as title, address and id as well, where nothing stands around it."""
    build = BUILDS[name]
    harmless = build(FORMATS[name].write(small_map_of("word")))
    broken = [attack.text for attack in attacks if build(FORMATS[name].write(small_map_of(attack.text))) != harmless]
    assert broken == []


@pytest.mark.parametrize("name", FORMATS)
def test_no_control_characters(name: str, attacked_map: ArgumentMap) -> None:
    """No format passes on what drives a terminal, in whatever field it stood; native JSON spells it out."""
    text = FORMATS[name].write(attacked_map).partition("<script>")[0]  # the script is argmap's own
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", text)


@pytest.mark.parametrize("name", ["json", "html"])
def test_nothing_is_lost(name: str, attacked_map: ArgumentMap) -> None:
    """The native map brings every attack back, letter by letter."""
    assert parse_map(FORMATS[name].write(attacked_map).encode()) == attacked_map


@pytest.mark.parametrize("name", ["aif", "xaif", "argdown", "kialo"])
def test_claims_come_back(name: str, attacked_map: ArgumentMap) -> None:
    """A format that is read back gives the same claims, none made up and none swallowed."""
    back = parse_map(FORMATS[name].write(attacked_map).encode())
    assert sorted(one_line(claim.text).removeprefix("… ") for claim in back.claims) == sorted(
        one_line(claim.text) for claim in attacked_map.claims
    )
    assert len(back.links) == len(attacked_map.links)


def test_markdown_shows_letters(attacked_map: ArgumentMap, harmless_map: ArgumentMap) -> None:
    """A reader of Markdown that lets HTML through finds no tag, link, image or code in the briefing."""
    markdown = MarkdownIt("js-default", {"html": True})

    def built(argument_map: ArgumentMap) -> list[str]:
        tokens = markdown.parse(FORMATS["markdown"].write(argument_map))
        inner = (child.type for token in tokens for child in token.children or ())
        return sorted({*(token.type for token in tokens), *inner} - {"text", "text_special", "softbreak"})

    assert built(attacked_map) == built(harmless_map)


def test_spreadsheets_run_nothing(attacked_map: ArgumentMap) -> None:
    """No cell of a table begins, after what a spreadsheet passes over, with a sign that starts a formula."""
    for name in ("csv-claims", "csv-links"):
        for row in csv.reader(io.StringIO(FORMATS[name].write(attacked_map), newline="")):
            assert not [cell for cell in row if re.match(r"[\s\u200b\ufeff]*[=+\-@＝＋－＠]", cell)]


def test_addresses_of_threads_are_no_scripts(attacks: list[Any], small_map_of: Any) -> None:
    """A thread's address becomes a link only where it is one of the web, however it is disguised."""
    harmless, markdown = small_map_of("word"), MarkdownIt()
    for attack in attacks:
        argument_map = replace(harmless, thread=replace(harmless.thread, url=attack.text))
        tokens = markdown.parse(FORMATS["markdown"].write(argument_map))
        links = [
            child.attrs["href"]
            for token in tokens
            for child in token.children or ()
            if child.tag == "a" and child.attrs
        ]
        links += [row["url"] for row in json.loads(FORMATS["jsonld"].write(argument_map))["@graph"] if "url" in row]
        links += [json.loads(FORMATS["xaif"].write(argument_map))["OVA"]["url"]]
        assert [link for link in links if link and not link.startswith("https://example.org/")] == []


@pytest.mark.parametrize("kind", ["pdf", "png"])
def test_pictures_hold_no_actions(kind: str, attacked_map: ArgumentMap) -> None:
    """A picture is made of all attacks together; a PDF has one page, and nothing in it opens, runs or links."""
    pytest.importorskip("typst", reason="typst is not installed: pip install -e '.[picture]'")
    data = b"".join(PICTURES[kind].pieces(attacked_map))
    assert data.startswith({"pdf": b"%PDF", "png": b"\x89PNG"}[kind])
    if kind == "pdf":
        assert not re.search(rb"/(JavaScript|JS|URI|Launch|OpenAction|AA|EmbeddedFile|GoToR)\b", data)
