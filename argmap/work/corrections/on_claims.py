"""Edits of claims, applied to a map. Strengths, main claims and cruxes are left as they were: `conclude` finds them."""

from collections.abc import Iterable
from dataclasses import replace

from argmap.datatypes import ArgumentMap, Claim, Link, Span, Unit
from argmap.mapping.claims.find import claim_of
from argmap.settings import Settings
from argmap.work.corrections.edits import (
    AddClaim,
    ClaimEdit,
    DeleteClaim,
    DetachMention,
    EditError,
    MarkCrux,
    MergeClaims,
    RewriteClaim,
    SetDirections,
    SplitClaim,
)
from argmap.work.corrections.order import by_ends, in_reading_order, unused_id


def edit_claims(argument_map: ArgumentMap, edit: ClaimEdit) -> ArgumentMap:
    """The map with one edit of its claims.

    Raises:
        EditError: the edit cannot be made.
    """
    match edit:
        case RewriteClaim(claim, text):
            return _changed(argument_map, replace(_claim(argument_map, claim), text=_words(text)))
        case MarkCrux(claim, crux):
            return _changed(argument_map, replace(_claim(argument_map, claim), marked=crux))
        case SetDirections(claim, directions):
            return _changed(argument_map, replace(_claim(argument_map, claim), directions=directions))
        case MergeClaims(claim, other):
            return _merged(argument_map, _claim(argument_map, claim), _claim(argument_map, other))
        case SplitClaim(claim, at):
            return _with(argument_map, _split(argument_map, _claim(argument_map, claim), at))
        case DetachMention(claim, mention):
            return _with(argument_map, _detached(argument_map, _claim(argument_map, claim), mention))
        case AddClaim(post, start, end):
            return _with(argument_map, (_stated(argument_map, Span(post, start, end)),))
        case DeleteClaim(claim):
            gone = _claim(argument_map, claim).id
            links = (link for link in argument_map.links if gone not in (link.source, link.target))
            claims = _without(argument_map, gone)
            return replace(argument_map, claims=claims, links=by_ends(links, claims))


def _claim(argument_map: ArgumentMap, id: str) -> Claim:
    if id not in argument_map.claim_by_id:
        raise EditError(f"there is no claim {id} in this map any more")
    return argument_map.claim_by_id[id]


def _words(text: str) -> str:
    """The text on one line, as claims have it."""
    if not (line := " ".join(text.split())):
        raise EditError("a claim needs words; delete it if it is none")
    return line


def _without(argument_map: ArgumentMap, id: str) -> tuple[Claim, ...]:
    return tuple(claim for claim in argument_map.claims if claim.id != id)


def _changed(argument_map: ArgumentMap, claim: Claim) -> ArgumentMap:
    """The map with a claim that it has in another state, at the same place."""
    return replace(argument_map, claims=tuple(claim if old.id == claim.id else old for old in argument_map.claims))


def _with(argument_map: ArgumentMap, claims: Iterable[Claim]) -> ArgumentMap:
    """The map with claims that it has not or has in another state, all in reading order."""
    found = {**argument_map.claim_by_id, **{claim.id: claim for claim in claims}}
    ordered = in_reading_order(found.values(), argument_map.thread)
    return replace(argument_map, claims=ordered, links=by_ends(argument_map.links, ordered))


def _merged(argument_map: ArgumentMap, claim: Claim, other: Claim) -> ArgumentMap:
    """The other claim gone into the first; of links that now join the same two the surest stays."""
    if claim.id == other.id:
        raise EditError("a claim cannot be merged with itself")
    both = replace(
        claim,
        mentions=tuple(dict.fromkeys((*claim.mentions, *other.mentions))),
        agreements=tuple(dict.fromkeys((*claim.agreements, *other.agreements))),
        base_score=max(claim.base_score, other.base_score),
        directions=tuple(dict.fromkeys((*claim.directions, *other.directions))),
        marked=other.marked if claim.marked is None else claim.marked,
    )
    found: dict[tuple[str, str], Link] = {}
    for link in argument_map.links:
        ends = tuple(claim.id if end == other.id else end for end in (link.source, link.target))
        known = found.get((ends[0], ends[1]))
        if ends[0] != ends[1] and (known is None or link.confidence > known.confidence):
            found[ends[0], ends[1]] = replace(link, source=ends[0], target=ends[1])
    merged = replace(argument_map, claims=_without(argument_map, other.id), links=tuple(found.values()))
    return _with(merged, (both,))


def _split(argument_map: ArgumentMap, claim: Claim, at: int) -> tuple[Claim, Claim]:
    """The claim cut in two; the first part keeps id, links and marks.

    Where the words stand in its mention, so does the cut; else both parts keep the whole mention.
    """
    first, second = (" ".join(part.split()) for part in (claim.text[:at], claim.text[at:]))
    if not 0 < at < len(claim.text) or not (first and second):
        raise EditError("a claim is split between two of its words")
    id = unused_id(argument_map.claim_by_id, "c")
    if not claim.mentions:
        return replace(claim, text=first), replace(claim, id=id, text=second, marked=None)
    span, *others = claim.mentions
    words = argument_map.thread.by_id[span.post].text[span.start : span.end]
    cut = _place(words, first, second)
    left, right = (span, span) if cut is None else (replace(span, end=span.start + cut[0]), _from(span, cut[1]))
    return (
        replace(claim, text=first, mentions=(left, *others)),
        replace(claim, id=id, text=second, mentions=(right,), marked=None),
    )


def _from(span: Span, start: int) -> Span:
    return replace(span, start=span.start + start)


def _place(words: str, first: str, second: str) -> tuple[int, int] | None:
    """Where in a mention's words the first part ends and the second begins; None where they are not those words."""
    if " ".join(words.split()) not in (f"{first} {second}", f"{first}{second}"):
        return None
    seen, letters = 0, sum(not char.isspace() for char in first)
    end = next(i for i, char in enumerate(words, 1) if (seen := seen + (not char.isspace())) == letters)
    rest = words[end:]
    return end, end + len(rest) - len(rest.lstrip())


def _detached(argument_map: ArgumentMap, claim: Claim, mention: int) -> tuple[Claim, Claim]:
    """The claim without one of its mentions, and the claim that this mention states."""
    if not 0 <= mention < len(claim.mentions):
        raise EditError(f"the claim {claim.id} has no such mention any more")
    if len(claim.mentions) == 1:
        raise EditError("this is the only place that states the claim; edit its text instead")
    new = _stated(argument_map, claim.mentions[mention])
    left = tuple(span for i, span in enumerate(claim.mentions) if i != mention)
    told = mention == 0 and claim.text == new.text  # it gave the claim its words
    text = _stated(argument_map, left[0]).text if told else claim.text
    return replace(claim, text=text, mentions=left), replace(new, directions=claim.directions)


def _stated(argument_map: ArgumentMap, span: Span) -> Claim:
    """A new claim that stands in one place, as firm as its words sound."""
    post = argument_map.thread.by_id.get(span.post)
    if post is None or not 0 <= span.start < span.end <= len(post.text):
        raise EditError("these words are not in the thread any more")
    words = post.text[span.start : span.end]
    if not words.strip():
        raise EditError("a claim needs words; choose some")
    start = span.start + len(words) - len(words.lstrip())
    unit = Unit(Span(span.post, start, start + len(words.strip())), words.strip())
    return claim_of(unused_id(argument_map.claim_by_id, "c"), [unit], argument_map.thread, Settings())
