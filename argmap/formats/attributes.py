"""What formats made of nodes, edges and columns say of a claim and of a link: flat names, one value each."""

from argmap.datatypes import ArgumentMap

Value = str | float | int | bool


def claim_attributes(argument_map: ArgumentMap) -> dict[str, dict[str, Value]]:
    """For every claim, by id, the same attributes in the same order; `crux_rank` is 0 for what is no crux."""
    posts = argument_map.thread.by_id
    ranks = {crux.claim: rank for rank, crux in enumerate(argument_map.cruxes, 1)}
    scores = {crux.claim: crux.score for crux in argument_map.cruxes}
    main = frozenset(argument_map.main)
    return {
        claim.id: {
            "text": claim.text,
            "authors": "; ".join(dict.fromkeys(posts[span.post].speaker for span in claim.mentions)),
            "posts": "; ".join(dict.fromkeys(span.post for span in claim.mentions)),
            "mentions": len(claim.mentions),
            "base_score": claim.base_score,
            "strength": argument_map.strengths[claim.id],
            "main": claim.id in main,
            "crux_rank": ranks.get(claim.id, 0),
            "crux_score": scores.get(claim.id, 0.0),
            "directions": "; ".join(claim.directions),
        }
        for claim in argument_map.claims
    }


def link_attributes(argument_map: ArgumentMap) -> dict[str, dict[str, Value]]:
    """For every link, by id, the same attributes in the same order."""
    return {link.id: {"kind": link.kind.value, "confidence": link.confidence} for link in argument_map.links}
