"""A map and a view of it -> plain values for the browser, ready for JSON; every text in them is text, never HTML."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, groupby
from typing import Any

from argmap.datatypes import ArgumentMap, Claim, Link, Post, Span
from argmap.mapping.cruxes.telling import open_questions, silence
from argmap.screen.clusters import Frame, find_clusters
from argmap.screen.filters import View
from argmap.screen.labels import Box, find_box
from argmap.screen.passages import Mark, find_depths, find_marks, utf16
from argmap.screen.places import Place, Route
from argmap.screen.rows import CruxRow, ScorePart, crux_rows, direction_name, roles, speaker, speakers
from argmap.screen.why import explain_scores


def map_payload(argument_map: ArgumentMap) -> dict[str, Any]:
    """What the screen knows of a map whatever is filtered: title, posts, claims and cruxes, ready for JSON."""
    thread = argument_map.thread
    parts = explain_scores(argument_map)
    marks, depths = find_marks(argument_map.claims, thread), find_depths(thread)
    return {
        "title": thread.title or "Untitled thread",
        "posts": {post.id: post_payload(post, marks.get(post.id, ()), depths[post.id]) for post in thread.posts},
        "claims": claim_payloads(argument_map),
        "links": [[link.source, link.target, str(link.kind), link.confidence] for link in argument_map.links],
        "main": list(argument_map.main),
        "silence": silence(argument_map),
        "asked": [] if argument_map.cruxes else list(open_questions(argument_map)),
        "cruxes": [crux_payload(row, parts.get(row.claim, ())) for row in crux_rows(argument_map)],
        "dropped": [[dropped.what, dropped.why, dropped.count] for dropped in argument_map.run.dropped],
    }


def post_payload(post: Post, marks: Sequence[Mark], depth: int) -> dict[str, Any]:
    """A post for the screen; `marks` are stretches `[start, end, claims]` that do not overlap."""
    stretches = [(mark.start, mark.end) for mark in marks] + [(quote.start, quote.end) for quote in post.quotes]
    edges = iter(utf16(post.text, chain.from_iterable(stretches)))
    return {
        "author": speaker(post),
        "text": post.text,
        "reply_to": post.reply_to,
        "date": (post.created_at or "")[:10],
        "score": post.score,
        "depth": depth,
        "marks": [[next(edges), next(edges), list(mark.claims)] for mark in marks],
        "quotes": [[next(edges), next(edges)] for _ in post.quotes],
    }


def claim_payloads(argument_map: ArgumentMap) -> dict[str, dict[str, Any]]:
    """Every claim for the screen, by id."""
    role = roles(argument_map)
    return {
        claim.id: {
            "text": claim.text,
            "authors": list(speakers(claim, argument_map)),
            "mentions": [place_of(span, argument_map) for span in claim.mentions],
            "agreements": [place_of(span, argument_map) for span in claim.agreements],
            "base": claim.base_score,
            "strength": argument_map.strengths[claim.id],
            "role": role[claim.id],
            "directions": [direction_name(slug, argument_map) for slug in claim.directions],
            "cruxes": list(argument_map.claim_cruxes.get(claim.id, ())),
        }
        for claim in argument_map.claims
    }


def place_of(span: Span, argument_map: ArgumentMap) -> list[Any]:
    """A stretch of a post as the browser counts."""
    return [span.post, *utf16(argument_map.thread.by_id[span.post].text, (span.start, span.end))]


def crux_payload(row: CruxRow, parts: Sequence[ScorePart]) -> dict[str, Any]:
    """A crux for the screen, with what its score is the product of."""
    return {
        "rank": row.rank,
        "claim": row.claim,
        "about": row.about,
        "for": list(row.for_),
        "against": list(row.against),
        "maybe_for": list(row.maybe_for),
        "maybe_against": list(row.maybe_against),
        "now": row.turn.now,
        "fell": row.turn.fell,
        "held": row.turn.held,
        "moves": row.turn.moves,
        "flips": row.turn.flips,
        "doubt": row.turn.doubt,
        "double": row.double,
        "path": list(row.path),
        "readers": row.readers,
        "sure": row.sure,
        "objection": row.objection,
        "settled_by": row.settled_by,
        "score": row.score,
        "parts": [list(part) for part in parts],
    }


def view_payload(view: View, by: str = "", below: Mapping[str, int] | None = None) -> dict[str, Any]:
    """What the screen draws of a view: nodes with places and lines of words, edges with routes, ready for JSON.

    Args:
        view: what is drawn.
        by: one of GROUPINGS, for frames around groups of claims; empty for one whole.
        below: for each claim how many hang below it, folded away or not.
    """
    role, ranks = (
        roles(view.argument_map),
        {crux.claim: i for i, crux in enumerate(view.argument_map.cruxes, 1)},
    )
    boxes = {claim.id: find_box(claim.text, role[claim.id]) for claim in view.claims}
    clustered = find_clusters(view, {claim: box.size for claim, box in boxes.items()}, by)
    layout = clustered.layout
    nodes = [
        node_payload(claim, boxes[claim.id], layout.places[claim.id], role[claim.id], ranks.get(claim.id))
        for claim in view.claims
    ]
    return {
        "nodes": [{**node, "below": (below or {}).get(node["id"], 0)} for node in nodes],
        "edges": [edge_payload(link, layout.routes[link.id]) for link in view.links if link.id in layout.routes],
        "frames": [frame_payload(frame) for frame in clustered.frames],
    }


def frame_payload(frame: Frame) -> dict[str, Any]:
    """A frame for the screen."""
    return {
        "name": frame.name,
        "count": frame.count,
        **{side: round(getattr(frame, side), 1) for side in ("x", "y", "width", "height")},
    }


def node_payload(claim: Claim, box: Box, place: Place, role: str, rank: int | None) -> dict[str, Any]:
    """A node for the screen; its `label` is never HTML."""
    return {
        "id": claim.id,
        "x": round(place.x, 1),
        "y": round(place.y, 1),
        "width": place.width,
        "height": place.height,
        "label": "\n".join(box.lines),
        "role": role,
        "rank": rank,
    }


def edge_payload(link: Link, route: Route) -> dict[str, Any]:
    """An edge for the screen; its width says how sure the link is."""
    return {
        "id": link.id,
        "source": link.source,
        "target": link.target,
        "kind": str(link.kind),
        "confidence": link.confidence,
        "width": round(1.0 + 2.5 * link.confidence, 2),
        "points": [[round(x, 1), round(y, 1)] for x, y in without_repeats(route.points)],
        "tree": route.tree,
    }


def without_repeats(points: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """The points, each that equals the one before left out."""
    for point, _ in groupby(points):
        yield point
