"""From base scores and links to final strengths: a gradual semantics of the bipolar argument graph.

The semantics is MLP-based (Potyka, "Interpreting neural networks as quantitative argumentation frameworks", AAAI 2021):
a claim's log-odds are those of its base score and FORCE times the strengths of its reasons, objections counted
negatively. Every link of the map has the same force. The confidence of a link, which says how surely the link is there,
is kept apart and changes no strength. models/README.md compares this semantics with others.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import exp, log

import networkx as nx

from argmap.datatypes import Claim, Kind, Link

Reason = tuple[str, float, Kind]
"""A link as its target sees it: source, confidence, kind."""

ODDS = 4
"""A support that holds without doubt multiplies a claim's odds by this, an objection divides them by it. Of the forces
tried, from 2.7 to 20, smaller ones move too little two links away, and larger ones push the strengths to 0 and 1."""
FORCE = log(ODDS)
"""The same as log-odds."""
FARTHEST = 600.0
"""Log-odds beyond these are as good as certain; so that their exponent can be computed."""
TOLERANCE = 1e-12
DAMPING = 0.5
MAX_ITERATIONS = 500
"""A cycle halves its error in a step or two; a tangle whose steps must be shortened takes a few hundred."""


@dataclass(frozen=True, slots=True)
class Strengths:
    """What final_strengths found.

    Attributes:
        values: final strength by claim id, in [0, 1], in the order of the claims.
        converged: whether every cycle settled; always true where there is none.
        iterations: the most steps that a cycle took; 0 where there is none.
    """

    values: Mapping[str, float]
    converged: bool = True
    iterations: int = 0


@dataclass(frozen=True, slots=True)
class Network:
    """Claims and links made ready to be weighed again and again.

    Attributes:
        base: base score by claim id.
        reasons: the links into each claim, in an order that does not depend on that of the links.
        targets: the claims that each claim is a reason for or against.
        layer: a number by claim id, equal on one cycle and growing along every other link.
        cyclic: the claims that stand on a cycle.
    """

    base: Mapping[str, float]
    reasons: Mapping[str, tuple[Reason, ...]]
    targets: Mapping[str, tuple[str, ...]]
    layer: Mapping[str, int]
    cyclic: frozenset[str]


def build_network(claims: Sequence[Claim], links: Iterable[Link]) -> Network:
    """Prepare the graph; takes time and space linear in claims and links, but for sorting.

    Raises:
        KeyError: a link names a claim that is not there.
    """
    reasons: dict[str, list[Reason]] = {claim.id: [] for claim in claims}
    targets: dict[str, set[str]] = {claim.id: set() for claim in claims}
    for link in links:
        reasons[link.target].append((link.source, link.confidence, link.kind))
        targets[link.source].add(link.target)
    layer, cyclic = _layers(targets)
    return Network(
        base={claim.id: claim.base_score for claim in claims},
        reasons={claim: tuple(sorted(found)) for claim, found in reasons.items()},
        targets={claim: tuple(sorted(found)) for claim, found in targets.items()},
        layer=layer,
        cyclic=cyclic,
    )


def final_strengths(claims: Sequence[Claim], links: Iterable[Link]) -> Strengths:
    """The final strength of every claim.

    Acyclic parts are exact, in one pass; a cycle is iterated from the base scores until it settles or its
    steps are used up.

    >>> from argmap.datatypes import Span
    >>> a, b = (Claim(id, id, (Span("p1", 0, 1),), base_score=0.5) for id in "ab")
    >>> values = final_strengths([a, b], [Link("l1", "a", "b", Kind.OBJECTION, 1.0)]).values
    >>> {claim: round(value, 4) for claim, value in values.items()}
    {'a': 0.5, 'b': 0.3333}
    """
    network = build_network(claims, links)
    return weigh(network, network.base, network.base)


def weigh(network: Network, rest: Mapping[str, float], members: Collection[str]) -> Strengths:
    """Weigh the members again, while every other claim keeps the strength that it has in `rest`.

    Args:
        network: the claims and links.
        rest: a strength for every claim; where a member stands on a cycle, its iteration starts there.
        members: the claims to weigh.
    """
    values = dict(rest)
    converged, most = True, 0
    for cyclic, group in groupby(_in_order(network, members), key=lambda claim: _cycle_of(network, claim)):
        if cyclic is None:
            for claim in group:
                values[claim] = strength_of(claim, network, values)
        else:
            settled, steps = _settle(network, values, tuple(group))
            converged, most = converged and settled, max(most, steps)
    return Strengths(values, converged, most)


def strength_of(claim: str, network: Network, values: Mapping[str, float]) -> float:
    """One claim's strength, from its base score and the strengths of its reasons.

    A base score of 0 or 1 stays as it is: no reason moves what is certain.
    """
    support, objection = (aggregate(claim, kind, network, values) for kind in (Kind.SUPPORT, Kind.OBJECTION))
    base, push = network.base[claim], max(-FARTHEST, min(FARTHEST, FORCE * (support - objection)))
    return base / (base + (1 - base) * exp(-push)) if push >= 0 else base * exp(push) / (base * exp(push) + (1 - base))


def aggregate(claim: str, kind: Kind, network: Network, values: Mapping[str, float]) -> float:
    """The sum of the strengths of its reasons of one kind, 0 where it has none."""
    return sum((values[source] for source, _, how in network.reasons[claim] if how is kind), 0.0)


def _settle(network: Network, values: dict[str, float], members: tuple[str, ...]) -> tuple[bool, int]:
    """Iterate a cycle in place, all at once so that order is irrelevant: whether it settled, and when.

    A step that makes the largest move greater has gone too far, so that all further ones are half as long.
    """
    pace, last = DAMPING, float("inf")
    for step in range(1, MAX_ITERATIONS + 1):
        moves = {claim: strength_of(claim, network, values) - values[claim] for claim in members}
        largest = max(map(abs, moves.values()))
        pace, last = (pace / 2 if largest > last else pace), largest
        values.update((claim, values[claim] + pace * move) for claim, move in moves.items())
        if largest < TOLERANCE:
            return True, step
    return False, MAX_ITERATIONS


def _in_order(network: Network, members: Collection[str]) -> list[str]:
    """The members with reasons before what they are reasons for."""
    return sorted(members, key=lambda claim: (network.layer[claim], claim))


def _cycle_of(network: Network, claim: str) -> int | None:
    return network.layer[claim] if claim in network.cyclic else None


def _layers(targets: Mapping[str, Collection[str]]) -> tuple[dict[str, int], frozenset[str]]:
    """A layer for each claim, and the claims on cycles."""
    graph = nx.DiGraph((source, target) for source, found in targets.items() for target in found)
    graph.add_nodes_from(targets)
    condensed = nx.condensation(graph)
    groups = [condensed.nodes[number]["members"] for number in nx.topological_sort(condensed)]
    layer = {claim: number for number, group in enumerate(groups) for claim in group}
    cyclic = {claim for group in groups if len(group) > 1 for claim in group}
    return layer, frozenset(cyclic.union(claim for claim, found in targets.items() if claim in found))
