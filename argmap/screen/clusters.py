"""Claims gathered by direction, by post or by author: each group laid out by itself, in a frame with its name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from argmap.datatypes import Claim, Link
from argmap.screen.dispute import find_tops, find_ways
from argmap.screen.filters import View
from argmap.screen.packing import pack
from argmap.screen.places import Layout, Place, Point, Route, find_layout, straight
from argmap.screen.rows import direction_name, speaker, speakers

GROUPINGS = ("direction", "post", "author")
HEAD, MARGIN, APART = 54.0, 24.0, 60.0
"""Room for a frame's name, around its claims, and between frames."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A group of claims: its name and its box, `x` and `y` the left upper corner."""

    name: str
    count: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Clustered:
    """A layout with a frame around each group."""

    layout: Layout
    frames: tuple[Frame, ...] = ()


def find_clusters(view: View, sizes: Mapping[str, tuple[float, float]], by: str) -> Clustered:
    """Places, routes and frames for the claims of a view that have a size.

    Args:
        view: what is drawn.
        sizes: width and height of the boxes.
        by: one of GROUPINGS; empty for one layout without frames.
    """
    if by not in GROUPINGS:
        return Clustered(find_layout(sizes, view.links, find_tops(view.argument_map), find_ways(view)))
    groups: dict[str, list[Claim]] = {}
    for claim in view.claims:
        if claim.id in sizes:
            groups.setdefault(group_of(claim, view, by), []).append(claim)
    inner = [find_inner(claims, view, sizes) for claims in groups.values()]
    bounds = [bounds_of(layout) for layout in inner]
    rooms = [(right - left + 2 * MARGIN, low - top + HEAD + MARGIN) for left, top, right, low in bounds]
    corners = pack(rooms, 0, APART)
    places: dict[str, Place] = {}
    routes: dict[str, Route] = {}
    for layout, (left, top, _, _), (x, y) in zip(inner, bounds, corners, strict=True):
        shift = (x + MARGIN - left, y + HEAD - top)
        places |= {claim: moved(place, shift) for claim, place in layout.places.items()}
        routes |= {link: moved_route(route, shift) for link, route in layout.routes.items()}
    frames = [
        Frame(name, len(groups[name]), *corner, *room)
        for name, corner, room in zip(groups, corners, rooms, strict=True)
    ]
    return Clustered(Layout(places, routes | between(view.links, places, routes)), tuple(frames))


def group_of(claim: Claim, view: View, by: str) -> str:
    """The name of the group that a claim belongs to: its best direction, or where it is stated first."""
    if by == "direction":
        return direction_name(claim.directions[0], view.argument_map) if claim.directions else "No direction"
    if by == "author":
        return speakers(claim, view.argument_map)[0]
    post = view.argument_map.thread.by_id[claim.mentions[0].post]
    return f"{post.id} · {speaker(post)}" if post.author else speaker(post)


def find_inner(claims: Sequence[Claim], view: View, sizes: Mapping[str, tuple[float, float]]) -> Layout:
    """The layout of one group."""
    return find_layout({claim.id: sizes[claim.id] for claim in claims}, view.links, view.argument_map.main)


def bounds_of(layout: Layout) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of all that a layout draws."""
    places = layout.places.values()
    xs = [x for place in places for x in (place.x - place.width / 2, place.x + place.width / 2)]
    ys = [y for place in places for y in (place.y - place.height / 2, place.y + place.height / 2)]
    points = [point for route in layout.routes.values() for point in route.points]
    xs += [x for x, _ in points]
    ys += [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def moved(place: Place, shift: Point) -> Place:
    """The place somewhere else."""
    return replace(place, x=place.x + shift[0], y=place.y + shift[1])


def moved_route(route: Route, shift: Point) -> Route:
    """The route somewhere else."""
    return replace(route, points=tuple((x + shift[0], y + shift[1]) for x, y in route.points))


def between(links: Sequence[Link], places: Mapping[str, Place], routes: Mapping[str, Route]) -> dict[str, Route]:
    """Straight lines for the links between groups."""
    return {
        link.id: straight(places[link.source], places[link.target])
        for link in links
        if link.id not in routes and link.source in places and link.target in places and link.source != link.target
    }
