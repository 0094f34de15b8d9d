"""xAIF, the AIF of OVA3 and of argument technology services: the graph with its text and the places of its nodes."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from argmap.datatypes import ArgumentMap, Post
from argmap.formats.argumentation.aif import aif_record
from argmap.formats.escape import LABEL, printable, shortened, web_address
from argmap.formats.records import laid_out
from argmap.screen.labels import find_box
from argmap.screen.places import Place, find_layout

Record = dict[str, Any]
Point = tuple[float, float]

ORDER = ("I", "L", "RA", "CA", "TA", "YA")
"""Nodes are placed in this order, so that what they lie between has a place."""


def xaif_pieces(argument_map: ArgumentMap) -> Iterator[str]:
    """The map as xAIF: every mention marked in the text, every node with a place."""
    aif = aif_record(argument_map)
    located = [node for node in aif["nodes"] if node["type"] == "L"]
    return laid_out(
        {
            "AIF": aif,
            "text": _marked_text(argument_map, [node["nodeID"] for node in located]),
            "dialog": True,
            "OVA": {
                "firstname": "",
                "surname": "",
                "url": web_address(argument_map.thread.url) or "",
                "nodes": list(_places(argument_map, aif)),
                "edges": [{"fromID": edge["fromID"], "toID": edge["toID"], "visible": True} for edge in aif["edges"]],
            },
        }
    )


def _marked_text(argument_map: ArgumentMap, locutions: list[str]) -> str:
    """All posts as HTML, each mention in a span that names its locution; of two that overlap the first is marked."""
    spans: dict[str, list[tuple[int, int]]] = {post.id: [] for post in argument_map.thread.posts}
    for claim in argument_map.claims:
        for span in claim.mentions:
            spans[span.post].append((span.start, span.end))
    waiting = iter(locutions)
    return "<br><br>".join(
        "".join(_marked_post(post, sorted(spans[post.id]), waiting)) for post in argument_map.thread.posts
    )


def _marked_post(post: Post, spans: list[tuple[int, int]], locutions: Iterator[str]) -> Iterator[str]:
    yield f"{_html(post.speaker)}: "
    done = 0
    for start, end in spans:
        locution = next(locutions)
        if start >= done:
            yield _html(post.text[done:start])
            yield f'<span id="node{locution}" class="highlighted">{_html(post.text[start:end])}</span>'
            done = end
    yield _html(post.text[done:])


def _html(text: str) -> str:
    return escape(printable(text)).replace("\n", "<br>")


def _places(argument_map: ArgumentMap, aif: Record) -> Iterator[Record]:
    """A place for every node: claims as on argmap's own screen, other nodes between or beside what they join."""
    boxes = {claim.id: find_box(shortened(claim.text, LABEL), "claim").size for claim in argument_map.claims}
    layout = find_layout(boxes, argument_map.links, argument_map.main)
    points = _points(aif, layout.places)
    for node in aif["nodes"]:
        x, y = points[node["nodeID"]]
        yield {
            "nodeID": node["nodeID"],
            "x": round(x),
            "y": round(y),
            "visible": True,
            "timestamp": node["timestamp"],
        }


def _points(aif: Record, places: Mapping[str, Place]) -> dict[str, Point]:
    """Claims where they are, links halfway, locutions in a column on the right, transitions and anchors between."""
    right = max((place.x + place.width for place in places.values()), default=0.0) + 200
    points: dict[str, Point] = {}
    ends: dict[str, list[str]] = {}
    for edge in aif["edges"]:
        ends.setdefault(edge["fromID"], []).append(edge["toID"])
        ends.setdefault(edge["toID"], []).append(edge["fromID"])
    row = 0
    for node in sorted(aif["nodes"], key=lambda node: ORDER.index(node["type"])):
        near = [points[other] for other in ends.get(node["nodeID"], ()) if other in points]
        if node["type"] == "I":
            place = places[node["argmapID"]]
            points[node["nodeID"]] = (place.x, place.y)
        elif node["type"] == "L":
            row += 1
            points[node["nodeID"]] = (right, row * 100.0)
        else:
            points[node["nodeID"]] = _middle(near)
    return points


def _middle(points: list[Point]) -> Point:
    """The mean of the points; the origin where there are none."""
    count = max(len(points), 1)
    return sum(x for x, _ in points) / count, sum(y for _, y in points) / count
