"""Mermaid, for Markdown on GitHub and elsewhere: a flow chart from reasons up to what they are for or against."""

import re

from argmap.datatypes import ArgumentMap, Kind, Link
from argmap.export.escape import one_line, shortened
from argmap.view.rows import roles

LONGEST = 120
"""Mermaid refuses a text of more than 50,000 characters unless the page allows more; labels are cut to stay below."""
MOST_LINKS = 500
ARROWS = {Kind.SUPPORT: '-->|"+"|', Kind.OBJECTION: '-.-x|"−"|'}
SHAPES = {"main": ("[[", "]]"), "crux": ("{{", "}}"), "claim": ("(", ")")}


def to_mermaid(argument_map: ArgumentMap) -> str:
    """The map as a Mermaid flow chart; nodes are n1, n2, ..., since Mermaid reads some words as commands."""
    names = {claim.id: f"n{number}" for number, claim in enumerate(argument_map.claims, 1)}
    role = roles(argument_map)
    lines = [
        "flowchart BT",
        f"  accTitle: {_words(argument_map.thread.title or 'Untitled')}",
        *([f"  %% over {MOST_LINKS} links: the page must raise maxEdges"] * (len(argument_map.links) > MOST_LINKS)),
        *(
            f'  {names[claim.id]}{SHAPES[role[claim.id]][0]}"{_label(claim.text)}"{SHAPES[role[claim.id]][1]}'
            for claim in argument_map.claims
        ),
        *(_link(link, names) for link in argument_map.links),
        "  classDef main fill:#fff3c4,stroke:#8a6d00,stroke-width:3px,color:#222",
        "  classDef crux fill:#e8e0f5,stroke:#5b3f8c,stroke-width:2px,color:#222",
        *(f"  class {names[id]} {role[id]}" for id in names if role[id] != "claim"),
    ]
    return "\n".join(lines) + "\n"


def _link(link: Link, names: dict[str, str]) -> str:
    return f"  {names[link.source]} {ARROWS[link.kind]} {names[link.target]}"


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
