"""JSON Canvas 1.0 (jsoncanvas.org), which Obsidian opens: each claim a card, each link an arrow in its colour."""

import re
from collections.abc import Iterator
from typing import Any

from argmap.datatypes import ArgumentMap, Claim, Kind, Link
from argmap.formats.documents.markdown import plain
from argmap.formats.escape import LABEL, shortened
from argmap.formats.records import laid_out
from argmap.screen.labels import find_box
from argmap.screen.places import Place, find_layout
from argmap.screen.rows import speakers

COLOURS = {Kind.SUPPORT: "#0072b2", Kind.OBJECTION: "#d55e00"}
"""Blue and vermillion of the Okabe-Ito palette, which colour-blind people can tell apart."""
MAIN_COLOUR = "#009e73"
WIDTH, LINE, LETTERS = 320, 28, 36
"""A card's width and the height of a line in pixels, and about how many letters a line takes."""
SPREAD = 2
"""Cards are larger than the boxes on argmap's screen, so their places lie further apart."""


def canvas_pieces(argument_map: ArgumentMap) -> Iterator[str]:
    """The map as JSON Canvas; words are escaped, since Obsidian reads a card as Markdown."""
    sizes = {claim.id: find_box(shortened(claim.text, LABEL), "claim").size for claim in argument_map.claims}
    places = find_layout(sizes, argument_map.links, argument_map.main).places
    nodes = (_card(claim, places[claim.id], argument_map) for claim in argument_map.claims)
    return laid_out({"nodes": nodes, "edges": map(_arrow, argument_map.links)})


def _card(claim: Claim, place: Place, argument_map: ArgumentMap) -> dict[str, Any]:
    said_by = ", ".join(plain(name, 60) for name in speakers(claim, argument_map))
    words = re.sub(r"^(\d*)([-+.)])", r"\1\\\2", plain(claim.text, len(claim.text) + 1))
    height = LINE * (len(words) // LETTERS + (3 if said_by else 2))
    card = {
        "id": claim.id,
        "type": "text",
        "x": round(SPREAD * place.x) - WIDTH // 2,
        "y": round(SPREAD * place.y) - height // 2,
        "width": WIDTH,
        "height": height,
        "text": f"{words}\n\n— {said_by}" if said_by else words,
    }
    return {**card, "color": MAIN_COLOUR} if claim.id in argument_map.main else card


def _arrow(link: Link) -> dict[str, str]:
    return {
        "id": link.id,
        "fromNode": link.source,
        "toNode": link.target,
        "toEnd": "arrow",
        "color": COLOURS[link.kind],
        "label": link.kind.value,
    }
