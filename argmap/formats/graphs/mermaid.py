"""Mermaid, for Markdown on GitHub and elsewhere: a flow chart from reasons up to what they are for or against."""

import re
from collections.abc import Iterator

from argmap.datatypes import ArgumentMap, Kind
from argmap.formats.escape import one_line, shortened
from argmap.screen.rows import roles

LONGEST = 120
"""Mermaid refuses a text of more than 50,000 characters unless the page allows more; labels are cut to stay below."""
MOST_LINKS = 500
ARROWS = {Kind.SUPPORT: '-->|"+"|', Kind.OBJECTION: '-.-x|"−"|'}
SHAPES = {"main": ("[[", "]]"), "crux": ("{{", "}}"), "claim": ("(", ")")}


def mermaid_pieces(argument_map: ArgumentMap) -> Iterator[str]:
    """The map as a Mermaid flow chart; nodes are n1, n2, ..., since Mermaid reads some words as commands."""
    names = {claim.id: f"n{number}" for number, claim in enumerate(argument_map.claims, 1)}
    role = roles(argument_map)
    yield "flowchart BT\n"
    yield f"  accTitle: {_words(argument_map.thread.title or 'Untitled')}\n"
    if len(argument_map.links) > MOST_LINKS:
        yield f"  %% over {MOST_LINKS} links: the page must raise maxEdges\n"
    for claim in argument_map.claims:
        opening, closing = SHAPES[role[claim.id]]
        yield f'  {names[claim.id]}{opening}"{_label(claim.text)}"{closing}\n'
    for link in argument_map.links:
        yield f"  {names[link.source]} {ARROWS[link.kind]} {names[link.target]}\n"
    yield "  classDef main fill:#fff3c4,stroke:#8a6d00,stroke-width:3px,color:#222\n"
    yield "  classDef crux fill:#e8e0f5,stroke:#5b3f8c,stroke-width:2px,color:#222\n"
    yield from (f"  class {names[id]} {role[id]}\n" for id in names if role[id] != "claim")


def _label(text: str) -> str:
    """Words in which every mark of ASCII that could mean something is a numbered entity of Mermaid's (#35;)."""
    return re.sub(
        r"[^\w\s.,'!?…]",
        lambda found: f"#{ord(found[0])};" if found[0].isascii() else found[0],
        shortened(text, LONGEST),
    )


def _words(text: str) -> str:
    """A title: up to the end of the line, without the marks that would open something."""
    return re.sub(r"[{}#;%:<>\"`|\[\]()&]", " ", one_line(text))
