"""Argdown: every claim as a statement titled with its id, its supports (+) and objections (-) listed below it."""

import re
from collections.abc import Iterable, Iterator

from argmap.datatypes import ArgumentMap, Claim, Kind, Link
from argmap.formats.escape import one_line
from argmap.formats.records import dumped

SIGNS = {Kind.SUPPORT: "+", Kind.OBJECTION: "-"}
MAIN_TAG = "main"

_MARKS = re.compile(r"[\\\[\]<>{}#*_@=()]|/(?=[/*])|[.:](?=\S)|-(?=[->])")
"""What Argdown could read as something else than text."""


def argdown_pieces(argument_map: ArgumentMap) -> Iterator[str]:
    """The map as Argdown, one claim a line and one link a line; directions and `main` are tags."""
    titles = titles_of(claim.id for claim in argument_map.claims)
    reasons: dict[str, list[Link]] = {claim.id: [] for claim in argument_map.claims}
    for link in argument_map.links:
        reasons[link.target].append(link)
    yield _front(argument_map.thread.title)
    for claim in argument_map.claims:
        yield f"\n{_statement(claim, argument_map, titles)}\n"
        for link in reasons[claim.id]:
            yield f"    {SIGNS[link.kind]} [{titles[link.source]}]\n"


def titles_of(ids: Iterable[str]) -> dict[str, str]:
    """A title for every id, the id itself wherever Argdown can have it; no two are equal.

    >>> titles_of(["c1", "a[b]", "a(b)"])
    {'c1': 'c1', 'a[b]': 'a(b)', 'a(b)': 'a(b) 2'}
    """
    titles: dict[str, str] = {}
    taken: set[str] = set()
    for id in ids:
        title = base = one_line(id).translate(str.maketrans("[]<>{}\\#/", "()()()|||")).lstrip("-") or "claim"
        number = 1
        while title in taken:
            number += 1
            title = f"{base} {number}"
        taken.add(title)
        titles[id] = title
    return titles


def _statement(claim: Claim, argument_map: ArgumentMap, titles: dict[str, str]) -> str:
    tags = [MAIN_TAG] if claim.id in argument_map.main else []
    tags += [one_line(direction).translate(str.maketrans("()[]{}<>\\/*#", " " * 12)) for direction in claim.directions]
    text = _MARKS.sub(r"\\\g<0>", one_line(claim.text))
    return " ".join([f"[{titles[claim.id]}]: {text}", *(f"#({' '.join(tag.split())})" for tag in tags if tag.strip())])


def _front(title: str | None) -> str:
    """The front matter in YAML, of which JSON is a part; Argdown's map shows claims without links too."""
    shown = dumped(one_line(title or "Untitled")).replace("=", "\\u003d")
    return (
        f"===\ntitle: {shown}\nmodel:\n    removeTagsFromText: true\nselection:\n    excludeDisconnected: false\n===\n"
    )
