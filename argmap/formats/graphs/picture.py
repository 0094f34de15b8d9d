"""PNG and PDF: the SVG picture on one page, set by Typst, a single wheel that needs no browser and no system library.

Typst is not among argmap's requirements; `pip install typst` brings it. Its letters come from the fonts of
the machine, so that the bytes can differ between machines, unlike those of every other format.
"""

import re
from collections.abc import Iterator
from typing import Literal

from argmap.datatypes import ArgumentMap
from argmap.errors import ArgmapError
from argmap.extras import is_there, need
from argmap.formats.graphs.svg import svg_pieces

PAGE = b"""#set document(date: none)
#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: float(sys.inputs.width) * 1pt)
"""
"""The document; texts of a thread reach it inside the SVG only, never as Typst."""
POINTS = 0.75
"""Points in a pixel of the SVG."""
LONGEST = 14_400.0
"""Points; readers of PDF refuse longer pages."""
FINEST = 144.0
"""Pixels in an inch of a PNG; twice the size on the screen can be read when a part is cut out."""
MOST_PIXELS = 25_000_000
"""Of a PNG; ten times as many need gigabytes of memory. Larger maps get fewer pixels an inch."""


def png_pieces(argument_map: ArgumentMap) -> Iterator[bytes]:
    """The map as PNG, in one piece.

    Raises:
        ArgmapError: Typst is not installed, or cannot draw it.
    """
    yield _drawn(argument_map, "png")


def pdf_pieces(argument_map: ArgumentMap) -> Iterator[bytes]:
    """The map as a PDF of one page, in one piece; its words can be searched.

    Raises:
        ArgmapError: Typst is not installed, or cannot draw it.
    """
    yield _drawn(argument_map, "pdf")


def can_draw() -> bool:
    """Whether Typst is installed."""
    return is_there("typst")


def _drawn(argument_map: ArgumentMap, kind: Literal["png", "pdf"]) -> bytes:
    need(kind, "typst")
    import typst

    svg = "".join(svg_pieces(argument_map))
    width, height = _size(svg)
    inputs = {"svg": svg, "width": f"{width:.2f}"}
    try:
        return typst.compile(PAGE, format=kind, sys_inputs=inputs, ppi=_fineness(width, height))
    except typst.TypstError as error:
        raise ArgmapError(f"the picture could not be drawn ({error}); export svg instead") from None


def _size(svg: str) -> tuple[float, float]:
    """Width and height on the page, in points.

    >>> _size('<svg width="1000" height="400">'), _size('<svg width="100000" height="400">')
    ((750.0, 300.0), (14400.0, 57.6))
    """
    width, height = (POINTS * float(found) for found in re.findall(r' (?:width|height)="(\d+)"', svg[:2000])[:2])
    scale = min(1.0, LONGEST / max(width, height))
    return width * scale, height * scale


def _fineness(width: float, height: float) -> float:
    """Pixels in an inch, as many as `MOST_PIXELS` allows, given the page's size in points."""
    return float(min(FINEST, 72 * (MOST_PIXELS / (width * height)) ** 0.5))
