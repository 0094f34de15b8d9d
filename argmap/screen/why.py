"""What a crux's score was made from, in words."""

from argmap.datatypes import ArgumentMap, Crux
from argmap.mapping.cruxes.crux import ASIDE, Debate, build_debate, distances, score_parts
from argmap.screen.escape import counted
from argmap.screen.rows import ScorePart
from argmap.settings import Settings


def explain_scores(argument_map: ArgumentMap) -> dict[str, tuple[ScorePart, ...]]:
    """For the claim of every crux of the map the parts whose product is its score."""
    if not argument_map.cruxes:
        return {}
    debate = build_debate(argument_map.claims, argument_map.links, argument_map.thread)
    return {crux.claim: explain_score(debate, crux, argument_map) for crux in argument_map.cruxes}


def explain_score(debate: Debate, crux: Crux, argument_map: ArgumentMap) -> tuple[ScorePart, ...]:
    """One crux's parts, each with what it was counted from."""
    far = distances(debate.network, crux.about, Settings().max_path).get(crux.claim)
    if far is None:
        return ()
    parts = score_parts(debate, crux.claim, far) | ({} if crux.about in argument_map.main else {"aside": ASIDE})
    claim = argument_map.claim_by_id[crux.claim]
    reasons = debate.network.reasons[crux.claim]
    replies = sum(post.reply_to == claim.mentions[0].post for post in argument_map.thread.posts)
    words = {
        "contested": f"{counted(len(crux.for_), 'speaker')} for it, {len(crux.against)} against",
        "answered": f"{counted(len(reasons), 'reason')}; objections by others count five times as much as the rest",
        "near": f"{counted(far, 'link')} from what turns on it",
        "full": counted(len(claim.text.split()), "word"),
        "heard": "answered by " + counted(replies, "post"),
        "aside": "serves no main claim",
    }
    return tuple((name, value, words[name]) for name, value in parts.items())
