"""AIF and xAIF as argument tools write them -> claims and links.

I-nodes are claims; what reaches an I-node through RA is a support, through CA an objection. Locutions that lead to an
I-node become what was said in posts. Rephrases, other schemes and links between links have no place
in a map: dropped and counted.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from argmap.datatypes import Dropped, Kind
from argmap.errors import InputError
from argmap.formats.assemble import Draft, Relation, Statement, Utterance

Record = Mapping[str, Any]

KINDS = {"RA": Kind.SUPPORT, "CA": Kind.OBJECTION}
MOST_PAIRS = 10_000
"""More links than this are not taken from one node: no argument has them, and a small file could ask for millions."""
UNSAID = {
    "MA": "a rephrase; a map merges restatements into one claim",
    "PA": "a preference",
    "TA": "a transition; a map holds replies between posts only",
}


@dataclass(frozen=True)
class _Graph:
    """Nodes by id, and the ends of every edge from both sides, in the order of the file."""

    nodes: Mapping[str, Record]
    out: Mapping[str, Sequence[str]]
    into: Mapping[str, Sequence[str]]
    aif: Record

    def of(self, ids: Sequence[str], type: str) -> list[Record]:
        """The nodes of a type among these."""
        return [self.nodes[id] for id in ids if self.nodes[id]["type"] == type]


def is_aif(record: Record) -> bool:
    """Whether JSON is an AIF graph or an xAIF document."""
    graph = record.get("AIF", record)
    return isinstance(graph, Mapping) and {"nodes", "edges"} <= set(graph) and "metadata" not in graph


def from_aif(record: Record) -> Draft:
    """The claims and links of an AIF graph, or of an xAIF document.

    Raises:
        InputError: nodes or edges are not what AIF has.
    """
    graph = _graph(record.get("AIF", record))
    claims = [node for node in graph.nodes.values() if node["type"] == "I"]
    names = _names(claims)
    url = record["OVA"].get("url") if isinstance(record.get("OVA"), Mapping) else None
    relations = list(_relations(graph, names))
    return Draft(
        format="xAIF" if "AIF" in record else "AIF",
        statements=[Statement(names[str(node["nodeID"])], node["text"]) for node in claims],
        relations=relations,
        utterances=list(_utterances(graph, names)),
        url=url if isinstance(url, str) and url else None,
        lacks=("title", "whole posts", "replies between posts", "directions", "base scores", "confidences"),
        dropped=tuple(_dropped(graph, len(relations))),
    )


def _graph(aif: Record) -> _Graph:
    nodes = {str(node["nodeID"]): node for node in _checked(aif, "nodes", ("nodeID", "type", "text"))}
    out: dict[str, list[str]] = defaultdict(list)
    into: dict[str, list[str]] = defaultdict(list)
    for edge in _checked(aif, "edges", ("fromID", "toID")):
        start, end = str(edge["fromID"]), str(edge["toID"])
        if start not in nodes or end not in nodes:
            raise InputError(f"the edge from {start} to {end} names a node that is not there; add or remove it")
        out[start].append(end)
        into[end].append(start)
    return _Graph(nodes, out, into, aif)


def _checked(aif: Record, name: str, fields: Sequence[str]) -> Iterator[Record]:
    """The records of a list, each of which has all the fields, its text a string."""
    records = aif.get(name)
    if not isinstance(records, list):
        raise InputError(f"not AIF: {name} must be a list")
    for place, record in enumerate(records):
        if not isinstance(record, Mapping) or not all(field in record for field in fields):
            raise InputError(f"not AIF: {name}[{place}] must have {', '.join(fields)}")
        if "text" in fields and not (isinstance(record["text"], str) and isinstance(record["type"], str)):
            raise InputError(f"not AIF: text and type of {name}[{place}] must be strings")
        yield record


def _names(claims: Sequence[Record]) -> dict[str, str]:
    """For every I-node the id that argmap gave it where all have a unique one, else the node's own."""
    own = [node.get("argmapID") for node in claims]
    keep = all(isinstance(name, str) and name for name in own) and len(set(own)) == len(own)
    return {str(node["nodeID"]): str(node["argmapID"] if keep else node["nodeID"]) for node in claims}


def _relations(graph: _Graph, names: Mapping[str, str]) -> Iterator[Relation]:
    """One relation for each pair of claims before and behind an RA or CA; linked premises become several."""
    for id, node in graph.nodes.items():
        if node["type"] in KINDS:
            sources, targets = graph.of(graph.into[id], "I"), graph.of(graph.out[id], "I")
            if len(sources) * len(targets) > MOST_PAIRS:
                raise InputError(f"the node {id} joins {len(sources)} to {len(targets)} claims; divide it")
            ends = [(str(s["nodeID"]), str(t["nodeID"])) for s in sources for t in targets if s is not t]
            own = str(node.get("argmapID") or "")
            for source, target in ends:
                name = own if len(ends) == 1 else ""
                yield Relation(names[source], names[target], KINDS[node["type"]], name)


def _utterances(graph: _Graph, names: Mapping[str, str]) -> Iterator[Utterance]:
    """What was said to claim something: L -> YA -> I, in the order of the file."""
    people = _people(graph.aif)
    located = {str(entry.get("nodeID")): entry for entry in _records(graph.aif, "locutions")}
    for id, node in graph.nodes.items():
        if node["type"] != "L":
            continue
        entry = located.get(id, {})
        speaker, _, words = node["text"].partition(" : ")
        author = people.get(str(entry.get("personID"))) or (None if entry.get("personID") is None else speaker)
        claims = [
            c for anchor in graph.of(graph.out[id], "YA") for c in graph.of(graph.out[str(anchor["nodeID"])], "I")
        ]
        for claim in claims:
            yield Utterance(
                claim=names[str(claim["nodeID"])],
                text=words or node["text"],
                post=str(entry.get("source") or f"L{id}"),
                author=author,
                created_at=str(node.get("timestamp") or "").replace(" ", "T") or None,
            )


def _people(aif: Record) -> dict[str, str]:
    """Every participant's name by number."""
    return {
        str(person.get("participantID")): f"{person.get('firstname', '')} {person.get('surname', '')}".strip()
        for person in _records(aif, "participants")
    }


def _records(aif: Record, name: str) -> list[Record]:
    """The objects in a list that may be missing."""
    found = aif.get(name)
    return [record for record in found if isinstance(record, Mapping)] if isinstance(found, list) else []


def _dropped(graph: _Graph, relations: int) -> Iterator[Dropped]:
    """What the graph says and a map can not hold."""
    counts = Counter(node["type"] for node in graph.nodes.values())
    for type, why in UNSAID.items():
        if counts[type]:
            yield Dropped(f"{type}-node", why, counts[type])
    loose = sum(
        node["type"] in KINDS and not (graph.of(graph.into[id], "I") and graph.of(graph.out[id], "I"))
        for id, node in graph.nodes.items()
    )
    if loose:
        yield Dropped("RA- or CA-node", "it does not join two claims (an undercut, or a loose end)", loose)
    other = sum(counts.values()) - sum(counts[type] for type in ("I", "L", "YA", *KINDS, *UNSAID))
    if other:
        yield Dropped("node", "a type that argmap does not know", other)
