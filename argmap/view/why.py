"""What a crux's score was made from, in words."""

from argmap.crux import Debate, build_debate, distances, score_parts
from argmap.datatypes import ArgumentMap, Crux
from argmap.settings import Settings
from argmap.view.escape import counted
from argmap.view.rows import ScorePart


def explain_scores(argument_map: ArgumentMap) -> dict[str, tuple[ScorePart, ...]]:
    """For the claim of every crux of the map the parts whose product is its score."""
    if not argument_map.cruxes:
        return {}
    debate = build_debate(argument_map.claims, argument_map.links, argument_map.thread)
    return {crux.claim: explain_score(debate, crux) for crux in argument_map.cruxes}


def explain_score(debate: Debate, crux: Crux) -> tuple[ScorePart, ...]:
    """One crux's parts, each with what it was counted from."""
    far = distances(debate.network, crux.about, Settings().max_path).get(crux.claim)
    if far is None:
        return ()
    reasons = [confidence for _, confidence, _ in debate.network.reasons[crux.claim]]
    words = {
        "contested": f"{counted(len(crux.for_), 'speaker')} for it, {len(crux.against)} against",
        "debated": f"{counted(len(reasons), 'reason')}, {sum(reasons):.1f} counted by confidence",
        "near": f"{counted(far, 'link')} from what turns on it",
    }
    return tuple((name, value, words.get(name, "")) for name, value in score_parts(debate, crux.claim, far).items())
