"""AIF and xAIF as argument tools write them -> claims and links.

I-nodes are claims; what reaches an I-node through RA is a support, through CA an objection. Locutions that lead to an
I-node become what was said in posts. I-nodes that a rephrase (MA) joins are one claim, worded as the first of them, and
each of their wordings is a mention. An undercut of an RA becomes an objection to what the RA concludes, and premises
that work together become a link each; both are counted, like all that has no place in a map.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from argmap.datatypes import Dropped, Kind
from argmap.errors import InputError
from argmap.formats.assemble import Draft, Relation, Statement, Utterance

Record = Mapping[str, Any]

KINDS = {"RA": Kind.SUPPORT, "CA": Kind.OBJECTION}
DEFAULTS = {"", "RA", "CA", "Default Inference", "Default Conflict"}
"""Names of schemes that say nothing more than support or objection."""
MOST_PAIRS = 10_000
"""More links than this are not taken from one node: no argument has them, and a small file could ask for millions."""
UNSAID = {
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
    own = _names(claims)
    first = _merged(graph)
    names = {node: own[first.get(node, node)] for node in own}
    url = record["OVA"].get("url") if isinstance(record.get("OVA"), Mapping) else None
    found = list(_relations(graph, names))
    links = {(each.source, each.target, each.kind): each for each in reversed(found) if each.source != each.target}
    relations = list(links.values())[::-1]
    return Draft(
        format="xAIF" if "AIF" in record else "AIF",
        statements=[
            Statement(own[str(node["nodeID"])], node["text"]) for node in claims if str(node["nodeID"]) not in first
        ],
        relations=relations,
        utterances=list(_mentions(graph, names, first)),
        url=url if isinstance(url, str) and url else None,
        lacks=("title", "whole posts", "replies between posts", "directions", "base scores", "confidences"),
        dropped=tuple(lost for lost in _dropped(graph, len(found) - len(relations)) if lost.count),
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


def _merged(graph: _Graph) -> dict[str, str]:
    """For every I-node that rephrases join to an earlier one, the first of those in the file."""
    order = {id: place for place, id in enumerate(graph.nodes)}
    first: dict[str, str] = {}

    def root(id: str) -> str:
        while id in first:
            first[id] = first.get(first[id], first[id])
            id = first[id]
        return id

    for id, node in graph.nodes.items():
        if node["type"] == "MA":
            joined = [str(end["nodeID"]) for end in graph.of((*graph.into[id], *graph.out[id]), "I")]
            for start, end in pairwise(joined):
                one, other = sorted((root(start), root(end)), key=order.__getitem__)
                if one != other:
                    first[other] = one
    return {id: root(id) for id in first}


def _relations(graph: _Graph, names: Mapping[str, str]) -> Iterator[Relation]:
    """One relation for each pair of claims before and behind an RA or CA; linked premises become several.

    Behind a CA that meets an RA stand the claims that the RA concludes.
    """
    for id, node in graph.nodes.items():
        if node["type"] in KINDS:
            sources, targets = graph.of(graph.into[id], "I"), _targets(graph, id)
            if len(sources) * len(targets) > MOST_PAIRS:
                raise InputError(f"the node {id} joins {len(sources)} to {len(targets)} claims; divide it")
            ends = [(str(s["nodeID"]), str(t["nodeID"])) for s in sources for t in targets if s is not t]
            own = str(node.get("argmapID") or "")
            for source, target in ends:
                name = own if len(ends) == 1 else ""
                yield Relation(names[source], names[target], KINDS[node["type"]], name)


def _targets(graph: _Graph, id: str) -> list[Record]:
    """The claims that an RA or CA is for or against; for an undercut those of the inference that it meets."""
    met = graph.of(graph.out[id], "RA") if graph.nodes[id]["type"] == "CA" else []
    inferred = [claim for inference in met for claim in graph.of(graph.out[str(inference["nodeID"])], "I")]
    return [*graph.of(graph.out[id], "I"), *inferred]


def _mentions(graph: _Graph, names: Mapping[str, str], first: Mapping[str, str]) -> Iterator[Utterance]:
    """What was said, and the wordings of rephrased claims that nobody says."""
    said = {
        str(claim["nodeID"])
        for id, node in graph.nodes.items()
        if node["type"] == "L"
        for anchor in graph.of(graph.out[id], "YA")
        for claim in graph.of(graph.out[str(anchor["nodeID"])], "I")
    }
    yield from _utterances(graph, names)
    for id in dict.fromkeys((*first.values(), *first)):
        if id not in said:
            yield Utterance(claim=names[id], text=graph.nodes[id]["text"])


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


def _dropped(graph: _Graph, repeated: int) -> Iterator[Dropped]:
    """What the graph says and a map can not hold; `repeated` links fell together when claims were merged."""
    counts = Counter(node["type"] for node in graph.nodes.values())
    for type, why in UNSAID.items():
        yield Dropped(f"{type}-node", why, counts[type])
    links = [(id, node) for id, node in graph.nodes.items() if node["type"] in KINDS]
    joint = sum(len(graph.of(graph.into[id], "I")) > 1 for id, _ in links)
    yield Dropped("joint premises", "a map has a link of its own for each premise", joint)
    undercuts = sum(node["type"] == "CA" and bool(graph.of(graph.out[id], "RA")) for id, node in links)
    yield Dropped("undercut", "a map has objections to claims only, and it became one to the conclusion", undercuts)
    schemes = sum(str(node.get("scheme") or node["text"]) not in DEFAULTS for _, node in links)
    yield Dropped("name of a scheme", "a map has supports and objections only", schemes)
    loose = sum(not (graph.of(graph.into[id], "I") and _targets(graph, id)) for id, _ in links)
    yield Dropped("RA- or CA-node", "it does not join two claims", loose)
    yield Dropped("link", "between restatements, or the same between merged claims", repeated)
    other = sum(counts.values()) - sum(counts[type] for type in ("I", "L", "YA", "MA", *KINDS, *UNSAID))
    yield Dropped("node", "a type that argmap does not know", other)
