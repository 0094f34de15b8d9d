"""Two readers of one thread: where they agree the confidence rises, where not the map shows both.

The parser has read every unit, the second reader those that it answered about. What only one of them sees is kept: at
its own confidence where the second reader says it, at a share of it where only the parser does and the second reader,
asked, did not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from argmap.datatypes import Crux, Kind, Link, Unit
from argmap.mapping.claims.find import Found
from argmap.stages import FloatArray, Opinion

UNLISTED = 0.2
"""The probability that a unit which the second reader read and did not list is a claim after all."""
DOUBTED = 0.5
"""What is left of the parser's confidence in what the second reader does not see."""
NAMED, STEP = 0.9, 0.1
"""What it weighs that the second reader names a claim as its first crux, and how much less each further one weighs."""

Key = tuple[str, str, Kind]
"""A link as both readers can name it: ids of source and target, and the kind."""


def joint_scores(scores: FloatArray, opinion: Opinion) -> FloatArray:
    """The probability that each unit is a claim by both readers; what a link ends in counts as seen.

    Args:
        scores: by the parser, shape (units,).
        opinion: by the second reader.
    """
    joint = scores.copy()
    sure = seen(opinion)
    for i in opinion.read | sure.keys():
        joint[i] = pooled(float(scores[i]), sure.get(i, UNLISTED))
    return joint


def seen(opinion: Opinion) -> dict[int, float]:
    """The units that the second reader takes for claims, and how sure: those that it lists, and what links end in."""
    sure = dict(opinion.claims)
    for (_, target, _), confidence in opinion.links.items():
        if target not in opinion.read:
            sure[target] = max(confidence, sure.get(target, 0.0))
    return sure


def joint_links(
    links: Sequence[Link], found: Found, units: Sequence[Unit], opinion: Opinion, least: float
) -> tuple[Link, ...]:
    """The links of both readers, in the order of their sources, then targets.

    Args:
        links: by the parser, among the claims found.
        found: the claims, by both readers.
        units: in reading order.
        opinion: by the second reader.
        least: the least confidence that a doubted link needs to be shown.
    """
    place = {claim.id: n for n, claim in enumerate(found.claims)}
    said = links_said(found, units, opinion)
    asked = {found.claims[n].id for n, i in enumerate(found.units) if i in opinion.read}
    joint: dict[Key, float] = dict(said)
    for link in links:
        key = (link.source, link.target, link.kind)
        if key in said:
            joint[key] = either(link.confidence, said[key])
        elif link.source not in asked:
            joint[key] = link.confidence
        elif DOUBTED * link.confidence >= least:
            joint[key] = DOUBTED * link.confidence
    order = sorted(joint, key=lambda key: (place[key[0]], place[key[1]], key[2]))
    return tuple(Link(f"l{n}", *key, round(joint[key], 4)) for n, key in enumerate(order, start=1))


def links_said(found: Found, units: Sequence[Unit], opinion: Opinion) -> dict[Key, float]:
    """The second reader's links between claims; those within one claim, or from or to no claim, are left out."""
    claim_at = {span: claim.id for claim in found.claims for span in claim.mentions}
    said: dict[Key, float] = {}
    for (i, j, kind), confidence in opinion.links.items():
        source, target = claim_at.get(units[i].span), claim_at.get(units[j].span)
        if source and target and source != target:
            key = (source, target, kind)
            said[key] = max(confidence, said.get(key, 0.0))
    return said


def joint_cruxes(cruxes: Sequence[Crux], named: Sequence[str], most: int) -> tuple[Crux, ...]:
    """The cruxes by the map and by the second reader, ranked by both.

    Args:
        cruxes: every candidate, with its score by the map.
        named: the ids of those that the second reader names, best first; one that is no candidate is left out.
        most: how many are kept.
    """
    weight = {claim: NAMED - STEP * n for n, claim in enumerate(named)}
    scored = [replace(crux, score=either(crux.score, weight.get(crux.claim, 0.0))) for crux in cruxes]
    return tuple(sorted(scored, key=lambda crux: -crux.score)[:most])


def joint_main(main: Sequence[str], named: Sequence[str], most: int) -> tuple[str, ...]:
    """The main claims that both see, then those of the second reader, then those of the map."""
    both = [claim for claim in named if claim in main]
    return tuple(dict.fromkeys([*both, *named, *main]))[:most]


def pooled(p: float, q: float) -> float:
    """The probability by two readers whose odds count alike: 0.5 says nothing, and two doubts are a greater one.

    >>> round(pooled(0.5, 0.8), 2), round(pooled(0.8, 0.8), 2), round(pooled(0.3, 0.3), 2)
    (0.8, 0.94, 0.16)
    """
    return p * q / (p * q + (1 - p) * (1 - q) + 1e-12)


def either(p: float, q: float) -> float:
    """The probability that at least one of two independent readers is right."""
    return 1 - (1 - p) * (1 - q)


def same_units(opinion: Opinion, units: Sequence[Unit]) -> Mapping[int, int]:
    """For each unit that the second reader calls a restatement, the earlier unit that says the same."""
    return {i: j for i, j in opinion.restatements if 0 <= j < i < len(units)}
