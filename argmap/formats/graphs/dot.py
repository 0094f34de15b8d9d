"""DOT, for Graphviz: reasons below what they are for or against; kinds told apart by colour, line, arrow and sign."""

from collections.abc import Iterator

from argmap.datatypes import ArgumentMap, Claim, Kind, Link
from argmap.formats.escape import LABEL, one_line, printable, shortened
from argmap.screen.labels import find_box
from argmap.screen.rows import roles

NODES = {
    "main": 'shape=box, style="filled,bold", fillcolor="#fff3c4"',
    "crux": 'shape=octagon, style="filled", fillcolor="#e8e0f5"',
    "claim": 'shape=box, style="rounded"',
}
EDGES = {
    Kind.SUPPORT: 'label="+", color="#0072b2", fontcolor="#0072b2"',
    Kind.OBJECTION: 'label="−", color="#d55e00", fontcolor="#d55e00", style=dashed, arrowhead=tee',
}


def dot_pieces(argument_map: ArgumentMap) -> Iterator[str]:
    """The map as a directed graph; a node's tooltip is the whole text."""
    role = roles(argument_map)
    yield "digraph argmap {\n"
    yield f"  graph [rankdir=BT, label={_text(argument_map.thread.title or 'Untitled')}, labelloc=t];\n"
    yield '  node [fontname="Helvetica", fontsize=11];\n'
    yield '  edge [fontname="Helvetica", fontsize=12];\n'
    for claim in argument_map.claims:
        yield _node(claim, role[claim.id])
    yield from map(_edge, argument_map.links)
    yield "}\n"


def _node(claim: Claim, role: str) -> str:
    label = _text(*find_box(shortened(claim.text, LABEL), role).lines)
    return f"  {_name(claim.id)} [label={label}, tooltip={_text(claim.text)}, {NODES[role]}];\n"


def _edge(link: Link) -> str:
    width = f"{0.5 + 2 * link.confidence:.2f}"
    return f"  {_name(link.source)} -> {_name(link.target)} [{EDGES[link.kind]}, penwidth={width}];\n"


def _name(id: str) -> str:
    """A quoted id; only quotes and a final backslash mean something in it."""
    return '"' + printable(id).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _text(*lines: str) -> str:
    """A quoted label: Graphviz reads backslashes and HTML entities in it."""
    escaped = (one_line(line).replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;") for line in lines)
    return '"' + "\\n".join(escaped) + '"'
