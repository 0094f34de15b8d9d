"""SVG: the whole map as argmap's screen draws it, one picture without scripts that opens in any browser."""

from collections.abc import Iterator

from argmap.datatypes import ArgumentMap, Claim, Kind, Link
from argmap.formats.escape import LABEL, one_line, shortened, xml_attribute, xml_text
from argmap.screen.labels import LINE, TAG, Box, find_box
from argmap.screen.places import Place, Route, find_layout
from argmap.screen.rows import roles

MARGIN = 40.0
LEGEND = 30.0

STYLE = """
text { font-family: 'Source Sans 3', 'Helvetica Neue', Arial, 'Liberation Sans', 'Noto Sans', sans-serif; }
text { font-size: 13px; fill: #1f2937; }
text { text-anchor: middle; } .key { text-anchor: start; } .tag { font-size: 10px; font-weight: 700; }
.box { fill: #fff; stroke: #9aa7b8; }
.main .box { fill: #253f73; stroke: #253f73; } .main text { fill: #fff; font-weight: 600; }
.crux .box { fill: #fff4d9; stroke: #b67c00; stroke-width: 2; }
.link { fill: none; stroke-linejoin: round; }
.support { stroke: #0b7a60; } .objection { stroke: #c2410c; stroke-dasharray: 7 5; }
"""


def svg_pieces(argument_map: ArgumentMap) -> Iterator[str]:
    """The map as SVG: shape and tag tell roles apart, dashes and line ends tell kinds of link apart."""
    role = roles(argument_map)
    boxes = {claim.id: find_box(shortened(claim.text, LABEL), role[claim.id]) for claim in argument_map.claims}
    layout = find_layout({claim: box.size for claim, box in boxes.items()}, argument_map.links, argument_map.main)
    left, top, width, height = _frame(list(layout.places.values()), list(layout.routes.values()))
    title = one_line(argument_map.thread.title or "Untitled thread")
    ranks = {crux.claim: rank for rank, crux in enumerate(argument_map.cruxes, 1)}
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left:.1f} {top:.1f} {width:.1f} {height:.1f}"'
        f' width="{width:.0f}" height="{height:.0f}" role="img" aria-label={xml_attribute(title)}>\n'
        f"<title>{xml_text(title)}</title>\n<style>{STYLE}</style>\n"
    )
    yield from _markers()
    yield f'<rect x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{height:.1f}" fill="#fff"/>\n'
    yield from _legend(left + MARGIN / 2, top + LEGEND * 0.7)
    for link in argument_map.links:
        if link.id in layout.routes:
            yield _line(link, layout.routes[link.id])
    for claim in argument_map.claims:
        yield _box(claim, boxes[claim.id], layout.places[claim.id], role[claim.id], ranks.get(claim.id))
    yield "</svg>\n"


def _frame(places: list[Place], routes: list[Route]) -> tuple[float, float, float, float]:
    """Left, top, width and height of all there is, with a margin and room for the legend on top."""
    points = [point for route in routes for point in route.points]
    xs = [x for p in places for x in (p.x - p.width / 2, p.x + p.width / 2)] + [x for x, _ in points] or [0.0, 400.0]
    ys = [y for p in places for y in (p.y - p.height / 2, p.y + p.height / 2)] + [y for _, y in points] or [0.0]
    left, top = min(xs) - MARGIN, min(ys) - MARGIN - LEGEND
    return left, top, max(max(xs) + MARGIN - left, 480.0), max(ys) + MARGIN - top


def _markers() -> Iterator[str]:
    """The ends of lines: an arrow for a support, a bar for an objection."""
    shapes = {
        Kind.SUPPORT: '<path d="M0,0 L10,5 L0,10 z" fill="#0b7a60"/>',
        Kind.OBJECTION: '<path d="M5,0 H9 V10 H5 z" fill="#c2410c"/>',
    }
    for kind, shape in shapes.items():
        yield (
            f'<marker id="{kind}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="11" markerHeight="11"'
            f' markerUnits="userSpaceOnUse" orient="auto">{shape}</marker>\n'
        )


def _legend(x: float, y: float) -> Iterator[str]:
    for offset, kind, words in ((0, Kind.SUPPORT, "supports"), (120, Kind.OBJECTION, "objects to")):
        start = x + offset
        yield f'<path class="link {kind}" d="M{start:.1f},{y:.1f} h36" stroke-width="2" marker-end="url(#{kind})"/>\n'
        yield f'<text class="key" x="{start + 44:.1f}" y="{y + 4:.1f}">{words}</text>\n'
    yield f'<text class="key" x="{x + 260:.1f}" y="{y + 4:.1f}">■ main claim   ◆ crux</text>\n'


def _line(link: Link, route: Route) -> str:
    points = " L".join(f"{x:.1f},{y:.1f}" for x, y in route.points)
    width = f"{1 + 2 * link.confidence:.2f}"
    opacity = "" if route.tree else ' opacity="0.55"'
    look = f'stroke-width="{width}" marker-end="url(#{link.kind})"{opacity}'
    return f'<path class="link {link.kind}" d="M{points}" {look}/>\n'


def _box(claim: Claim, box: Box, place: Place, role: str, rank: int | None) -> str:
    """A box with its words; the whole text is its tooltip."""
    x, y = place.x - place.width / 2, place.y - place.height / 2
    tag = {"main": "■ MAIN CLAIM", "crux": "◆ CRUX"}.get(role, "") + (f" {rank}" if role == "crux" else "")
    first = place.y - (len(box.lines) - 1) * LINE / 2 + 4.5 + (TAG / 2 if tag else 0)
    words = "".join(
        f'<text x="{place.x:.1f}" y="{first + i * LINE:.1f}">{xml_text(line)}</text>'
        for i, line in enumerate(box.lines)
    )
    label = f'<text class="tag" x="{place.x:.1f}" y="{y + 16:.1f}">{tag}</text>' if tag else ""
    whole = xml_text(shortened(claim.text, 1000))
    return f'<g class="{role}"><title>{whole}</title>{_shape(role, x, y, place)}{label}{words}</g>\n'


def _shape(role: str, x: float, y: float, place: Place) -> str:
    w, h, tip = place.width, place.height, 12.0
    if role == "crux":
        side, edge = h / 2, w - 2 * tip
        corner = f"l{tip},{side:.1f} l-{tip},{side:.1f} h-{edge:.1f} l-{tip},-{side:.1f} z"
        return f'<path class="box" d="M{x + tip:.1f},{y:.1f} h{edge:.1f} {corner}"/>'
    radius = 2 if role == "main" else 8
    return f'<rect class="box" x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" rx="{radius}"/>'
