"""What a crux's score was made from, in words."""

from argmap.datatypes import ArgumentMap, Crux
from argmap.mapping.cruxes.crux import Standing, rank, standings_of
from argmap.mapping.cruxes.debate import Debate, build_debate
from argmap.screen.escape import counted
from argmap.screen.rows import ScorePart
from argmap.settings import Settings


def explain_scores(argument_map: ArgumentMap) -> dict[str, tuple[ScorePart, ...]]:
    """For the claim of every crux of the map the parts whose product is its score."""
    if not argument_map.cruxes:
        return {}
    debate, settings = build_debate(argument_map.claims, argument_map.links, argument_map.thread), Settings()
    own = {about: rank(debate, about, settings, every=True) for about in debate.network.base}
    standings = standings_of(debate, own, argument_map.main)
    return {
        crux.claim: explain_score(debate, crux, standings[crux.claim], argument_map)
        for crux in argument_map.cruxes
        if crux.claim in standings
    }


def explain_score(debate: Debate, crux: Crux, standing: Standing, argument_map: ArgumentMap) -> tuple[ScorePart, ...]:
    """One crux's parts, each with what it was counted from."""
    claim = argument_map.claim_by_id[crux.claim]
    reasons = debate.network.reasons[crux.claim]
    replies = sum(post.reply_to == claim.mentions[0].post for post in argument_map.thread.posts)
    words = {
        "contested": f"{counted(len(crux.for_), 'speaker')} for it, {len(crux.against)} against",
        "answered": f"{counted(len(reasons), 'reason')}; objections by others count five times as much as the rest",
        "near": f"{counted(standing.far, 'link')} from what it is ranked for",
        "full": counted(len(claim.text.split()), "word"),
        "heard": "answered by " + counted(replies, "post"),
        "stated": "a question counts half",
        "moves": "whether what it is ranked for moves visibly",
        "aside": "serves no main claim",
    }
    return tuple((name, value, words[name]) for name, value in standing.parts.items())
