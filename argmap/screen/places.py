"""Where boxes and lines go: main claims on top, reasons below, no box over another, no reason's line through a box.

Every claim hangs below the claim that its surest link names, so that a map is a set of trees. A claim's supports come
before its objections. Reasons that have no reasons of their own are stacked in columns and large families stand in
several rows, which keeps a map near the shape of a screen; trees are packed like bricks. Links outside the trees are
straight lines between two boxes. Coordinates are pixels, x to the right, y down; a Place is the middle of its box.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from argmap.datatypes import Kind, Link
from argmap.screen.families import GAP, LEVEL, STACK, Block, Column, Size, find_block
from argmap.screen.packing import pack

Point = tuple[float, float]

TREE_GAP = 54.0
BUSES = (24.0, 36.0)
"""How far below a claim its two horizontal lines run."""
TRUNK = 11.0
"""How far left and right of its middle the supports and the objections reach a claim that has both."""
RISE = 24.0
"""How far above a lower row its horizontal lines run."""


@dataclass(frozen=True, slots=True)
class Place:
    """A box: its middle and its size."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Route:
    """The way of a link's line, from its source's border to its target's; `tree` where it runs free of boxes."""

    points: tuple[Point, ...]
    tree: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """A place for every claim and a route for every link, by their ids."""

    places: Mapping[str, Place]
    routes: Mapping[str, Route]


def find_layout(
    sizes: Mapping[str, Size], links: Sequence[Link], first: Sequence[str] = (), ways: Sequence[str] = ()
) -> Layout:
    """Places and routes for the claims in `sizes` and the links between them.

    Args:
        sizes: width and height of every box, in reading order.
        links: those with an end that has no size are left out.
        first: claims that stand on top whatever they link to, in order (the main claims).
        ways: ids of links that claims rather hang by than by surer ones, most wanted first.
    """
    held = [link for link in links if link.source in sizes and link.target in sizes and link.source != link.target]
    up = choose_parents(held, frozenset(first), ways)
    top = [claim for claim in first if claim in sizes]
    roots = [*top, *(claim for claim in sizes if claim not in up and claim not in frozenset(top))]
    blocks = find_blocks(sizes, up, roots)
    corners = pack([(blocks[root].width, blocks[root].height) for root in roots], len(top), TREE_GAP)
    places = place_blocks(sizes, blocks, dict(zip(roots, corners, strict=True)))
    routes = {link.id: straight(places[link.source], places[link.target]) for link in held}
    for claim, route in tree_routes(places, blocks):
        routes[up[claim].id] = route
    return Layout(places, routes)


def choose_parents(links: Sequence[Link], first: frozenset[str], ways: Sequence[str] = ()) -> dict[str, Link]:
    """For every claim but the first ones the most wanted, then the surest, of its links that closes no ring."""
    up: dict[str, Link] = {}
    order = {link: number for number, link in enumerate(ways)}
    for link in sorted(links, key=lambda link: (order.get(link.id, len(order)), -link.confidence)):
        if link.source not in up and link.source not in first and link.source not in upward(link.target, up):
            up[link.source] = link
    return up


def upward(claim: str, up: Mapping[str, Link]) -> Iterator[str]:
    """The claim and all above it."""
    yield claim
    while claim in up:
        claim = up[claim].target
        yield claim


def find_blocks(sizes: Mapping[str, Size], up: Mapping[str, Link], roots: Sequence[str]) -> dict[str, Block]:
    """The block of every claim, built from the lowest up."""
    below: dict[str, list[Link]] = {claim: [] for claim in sizes}
    for claim in sizes:
        if claim in up:
            below[up[claim].target].append(up[claim])
    order = list(roots)
    for claim in order:
        order.extend(link.source for link in below[claim])
    blocks: dict[str, Block] = {}
    for claim in reversed(order):
        blocks[claim] = find_block(sizes[claim], below[claim], blocks)
    return blocks


def place_blocks(
    sizes: Mapping[str, Size], blocks: Mapping[str, Block], corners: Mapping[str, Point]
) -> dict[str, Place]:
    """Every claim's place, from the corners of the trees down, in the order of `sizes`."""
    places: dict[str, Place] = {}
    waiting = list(corners.items())
    for claim, (left, top) in waiting:
        width, height = sizes[claim]
        places[claim] = Place(left + blocks[claim].middle, top + height / 2, width, height)
        for column in blocks[claim].columns:
            y = top + height + LEVEL + column.y
            for reason in column.claims:
                waiting.append((reason, (left + column.x + (GAP if column.stacked else 0.0), y)))
                y += blocks[reason].height + STACK
    return {claim: places[claim] for claim in sizes}


def tree_routes(places: Mapping[str, Place], blocks: Mapping[str, Block]) -> Iterator[tuple[str, Route]]:
    """The route of every claim that hangs below another, by that claim."""
    for claim, place in places.items():
        block = blocks[claim]
        left, foot = place.x - block.middle, place.y + place.height / 2
        trunks, buses = trunks_and_buses(place, left, block.columns)
        sides = {Kind.SUPPORT: left + GAP / 3, Kind.OBJECTION: left + block.width - GAP / 3}
        for column in block.columns:
            x, bus = trunks[column.kind], buses[column.kind]
            head: tuple[Point, ...] = ((x, bus), (x, foot))
            joint = left + column.x + column.joint
            if column.row > 0:
                side, rise = sides[column.kind], foot + LEVEL + column.y - RISE
                head = ((joint, rise), (side, rise), (side, bus), *head)
            else:
                head = ((joint, bus), *head)
            for reason in column.claims:
                yield reason, Route((*start_of(places[reason], column, joint), *head), tree=True)


def start_of(place: Place, column: Column, joint: float) -> tuple[Point, ...]:
    """Where a reason's line leaves its box: on top, or in a stack on the left and on to the stack's own line."""
    if column.stacked:
        return (place.x - place.width / 2, place.y), (joint, place.y)
    return ((place.x, place.y - place.height / 2),)


def trunks_and_buses(
    place: Place, left: float, columns: Sequence[Column]
) -> tuple[dict[Kind, float], dict[Kind, float]]:
    """For each kind the x at which its lines reach the claim and the y at which they run, so that they do not cross."""
    shift = TRUNK if len({column.kind for column in columns}) > 1 else 0.0
    joints = [left + c.x + c.joint for c in columns if c.kind is Kind.SUPPORT and c.row == 0]
    high, low = (place.y + place.height / 2 + bus for bus in BUSES)
    supports_low = bool(joints) and max(joints) > place.x - shift
    buses = {Kind.SUPPORT: low if supports_low else high, Kind.OBJECTION: high if supports_low else low}
    return {Kind.SUPPORT: place.x - shift, Kind.OBJECTION: place.x + shift}, buses


def straight(source: Place, target: Place) -> Route:
    """The line between two boxes' middles, cut at their borders."""
    return Route((border(source, target), border(target, source)), tree=False)


def border(place: Place, other: Place) -> Point:
    """Where the line from a box's middle towards another's leaves the box."""
    dx, dy = other.x - place.x, other.y - place.y
    reach = max(abs(dx) / place.width, abs(dy) / place.height) * 2
    return (place.x + dx / reach, place.y + dy / reach) if reach > 0 else (place.x, place.y)
