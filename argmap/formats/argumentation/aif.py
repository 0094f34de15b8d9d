"""AIF, the Argument Interchange Format, as the JSON of AIFdb: what is said (L), what it claims (I), and why (RA, CA).

The wiring is that of inference anchoring theory: L -> YA -> I for a mention, I -> RA or CA -> I for a link, and
L -> TA -> L with TA -> YA -> RA or CA for the reply that makes the link. AIFdb's ids are numbers, so every claim and
link keeps its own id in a further field, `argmapID`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from argmap.datatypes import ArgumentMap, Kind, Link, Post, Span
from argmap.formats.records import laid_out

Record = dict[str, Any]

SCHEMES = {Kind.SUPPORT: ("RA", "Default Inference", "72"), Kind.OBJECTION: ("CA", "Default Conflict", "71")}
ANCHORS = {Kind.SUPPORT: ("Arguing", "80"), Kind.OBJECTION: ("Disagreeing", "78")}


@dataclass
class Drawing:
    """An AIF graph in the making; nodes and edges are numbered as they come."""

    nodes: list[Record] = field(default_factory=list)
    edges: list[Record] = field(default_factory=list)
    locutions: list[Record] = field(default_factory=list)

    def node(self, type: str, text: str, scheme: str = "", scheme_id: str = "", **further: str) -> str:
        """Add a node and return its id."""
        node_id = str(len(self.nodes) + 1)
        record = {"nodeID": node_id, "text": text, "type": type, "timestamp": further.pop("timestamp", "")}
        if scheme:
            record |= {"scheme": scheme, "schemeID": scheme_id}
        self.nodes.append(record | further)
        return node_id

    def path(self, *nodes: str) -> None:
        """Add an edge from each node to the next."""
        for start, end in pairwise(nodes):
            edge = {"edgeID": str(len(self.edges) + 1), "fromID": start, "toID": end, "formEdgeID": None}
            self.edges.append(edge)


def aif_pieces(argument_map: ArgumentMap) -> Iterator[str]:
    """The map as AIF JSON, one node or edge a line."""
    return laid_out(aif_record(argument_map))


def aif_record(argument_map: ArgumentMap) -> Record:
    """The map as an AIF graph: nodes, edges, locutions and participants."""
    drawing, people = Drawing(), _people(argument_map)
    claims = {claim.id: drawing.node("I", claim.text, argmapID=claim.id) for claim in argument_map.claims}
    said = dict(_draw_mentions(argument_map, drawing, claims, people))
    turns: dict[tuple[str, str], str] = {}
    for link in argument_map.links:
        _draw_link(link, drawing, claims, said, turns)
    if not drawing.nodes:  # OVA3 fails on a graph without any
        for post in argument_map.thread.posts[:1]:
            _draw_locution(post, Span(post.id, 0, len(post.text)), drawing, people)
    return {
        "nodes": drawing.nodes,
        "edges": drawing.edges,
        "schemefulfillments": [
            {"nodeID": node["nodeID"], "schemeID": node["schemeID"]} for node in drawing.nodes if "schemeID" in node
        ],
        "descriptorfulfillments": [],
        "participants": [_participant(name, number) for name, number in people.items()],
        "locutions": drawing.locutions,
    }


def aif_time(created_at: str | None) -> str:
    """A time as AIF writes it, in UTC; empty where unknown.

    >>> aif_time("2024-01-02T03:04:05+01:00"), aif_time("yesterday")
    ('2024-01-02 02:04:05', '')
    """
    try:
        time = datetime.fromisoformat(created_at or "")
        return (time.astimezone(UTC) if time.tzinfo else time).strftime("%Y-%m-%d %H:%M:%S")
    except (ValueError, OverflowError):
        return ""


def _people(argument_map: ArgumentMap) -> dict[str, str]:
    """Every named author's number, in reading order."""
    names = dict.fromkeys(post.author for post in argument_map.thread.posts if post.author)
    return {name: str(number) for number, name in enumerate(names, 1)}


def _participant(name: str, number: str) -> Record:
    """A person; OVA3 finds who said an L by its text up to the first space and from there to the colon."""
    firstname, _, surname = name.partition(" ")
    return {"participantID": number, "firstname": firstname, "surname": surname}


def _draw_mentions(
    argument_map: ArgumentMap, drawing: Drawing, claims: dict[str, str], people: dict[str, str]
) -> Iterator[tuple[str, tuple[int, str]]]:
    """Draw L -> YA -> I for every mention; yields each claim with the order and the L of its first mention."""
    places = [(span, claim.id) for claim in argument_map.claims for span in claim.mentions]
    order = {post.id: number for number, post in enumerate(argument_map.thread.posts)}
    first: dict[str, str] = {}
    for rank, (span, claim) in enumerate(
        sorted(places, key=lambda place: (order[place[0].post], place[0].start, place[0].end))
    ):
        locution = _draw_locution(argument_map.thread.by_id[span.post], span, drawing, people)
        scheme = "Asserting" if claim not in first else "Restating"
        anchor = drawing.node("YA", scheme, scheme, "74" if claim not in first else "101")
        drawing.path(locution, anchor, claims[claim])
        if claim not in first:
            first[claim] = locution
            yield claim, (rank, locution)


def _draw_locution(post: Post, span: Span, drawing: Drawing, people: dict[str, str]) -> str:
    words, time = post.text[span.start : span.end], aif_time(post.created_at)
    locution = drawing.node("L", f"{post.speaker} : {words}", timestamp=time)
    drawing.locutions.append(
        {
            "nodeID": locution,
            "personID": people.get(post.author or ""),
            "timestamp": time,
            "start": time or None,
            "end": None,
            "source": post.id,
        }
    )
    return locution


def _draw_link(
    link: Link,
    drawing: Drawing,
    claims: dict[str, str],
    said: dict[str, tuple[int, str]],
    turns: dict[tuple[str, str], str],
) -> None:
    """Draw I -> RA or CA -> I, and the transition between what was said that makes the link."""
    scheme, name, scheme_id = SCHEMES[link.kind]
    reason = drawing.node(scheme, name, name, scheme_id, argmapID=link.id)
    drawing.path(claims[link.source], reason, claims[link.target])
    ends = sorted({said[claim] for claim in (link.source, link.target) if claim in said})
    if len(ends) == 2:
        (_, before), (_, after) = ends
        if (before, after) not in turns:
            turns[before, after] = drawing.node("TA", "Default Transition", "Default Transition", "82")
            drawing.path(before, turns[before, after], after)
        anchor, anchor_id = ANCHORS[link.kind]
        drawing.path(turns[before, after], drawing.node("YA", anchor, anchor, anchor_id), reason)
