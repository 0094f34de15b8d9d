"""What two maps of the same thread differ in: claims, links and cruxes, as text for people and as JSON.

Ids count from the top of a thread, so a thread that has grown has other ids for the same claims. Claims are matched by
where they stand (posts with the same text, the mention that overlaps most), then by their words.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from argmap.datatypes import ArgumentMap, Claim, Link, Span, Thread
from argmap.formats.escape import shortened
from argmap.formats.records import laid_out

Pair = tuple[str, str]

SIGNS = {"added": "+", "removed": "-", "changed": "~"}
SMALLEST = 0.005
"""A strength that moves by less reads the same in two decimals."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    Attributes:
        what: `claim`, `link`, `main claim` or `crux`.
        how: `added`, `removed` or `changed`.
        old: the id in the old map (for a crux its claim's), or None.
        new: the id in the new map, or None.
        words: what it is about, readable without the maps.
    """

    what: str
    how: str
    old: str | None
    new: str | None
    words: str


def diff_maps(old: ArgumentMap, new: ArgumentMap) -> tuple[Change, ...]:
    """Everything that changed, claims first, then links, main claims and cruxes, each in reading order."""
    matched = match_claims(old, new)
    return (
        *_claim_changes(old, new, matched),
        *_link_changes(old, new, matched),
        *_list_changes("main claim", (old.main, new.main), (old, new), matched),
        *_list_changes("crux", ([c.claim for c in old.cruxes], [c.claim for c in new.cruxes]), (old, new), matched),
    )


def diff_text(changes: Sequence[Change]) -> str:
    """One change a line: `+` added, `-` removed, `~` changed."""
    if not changes:
        return "No difference.\n"
    return "".join(f"{SIGNS[change.how]} {change.what} {_ids(change)}: {change.words}\n" for change in changes)


def diff_json(changes: Sequence[Change]) -> str:
    """The changes as JSON, one a line."""
    records: list[dict[str, Any]] = [
        {"what": c.what, "how": c.how, "old": c.old, "new": c.new, "words": c.words} for c in changes
    ]
    return "".join(laid_out({"format": "argmap-diff/1", "changes": records}))


def match_claims(old: ArgumentMap, new: ArgumentMap) -> dict[str, str]:
    """For old claims the new claim that is the same; no new claim twice."""
    matched: dict[str, str] = {}
    taken: set[str] = set()
    for _, before, after in sorted(_overlaps(old, new), key=lambda found: (-found[0], found[1] != found[2])):
        if before not in matched and after not in taken:
            matched[before] = after
            taken.add(after)
    left: dict[str, list[str]] = {}
    for claim in new.claims:
        if claim.id not in taken:
            left.setdefault(_key(claim), []).append(claim.id)
    for claim in old.claims:
        if claim.id not in matched and left.get(_key(claim)):
            matched[claim.id] = left[_key(claim)].pop(0)
    return matched


def match_posts(old: Thread, new: Thread) -> dict[str, str]:
    """For old posts the new post with the same words: that of the same id, else the next one of the same author."""
    matched = {p.id: p.id for p in old.posts if p.id in new.by_id and new.by_id[p.id].text == p.text}
    left: dict[tuple[str | None, str], deque[str]] = {}
    for post in new.posts:
        if post.id not in matched:
            left.setdefault((post.author, post.text), deque()).append(post.id)
    for post in old.posts:
        if post.id not in matched and left.get((post.author, post.text)):
            matched[post.id] = left[post.author, post.text].popleft()
    return matched


def _key(claim: Claim) -> str:
    return " ".join(claim.text.casefold().split())


def _overlaps(old: ArgumentMap, new: ArgumentMap) -> Iterator[tuple[float, str, str]]:
    """How much each old and each new claim's mentions share, as a part of both, where they share anything."""
    posts = match_posts(old.thread, new.thread)
    spans: dict[str, list[tuple[Span, str]]] = {}
    for claim in new.claims:
        for span in claim.mentions:
            spans.setdefault(span.post, []).append((span, claim.id))
    for claim in old.claims:
        for span in claim.mentions:
            for other, after in spans.get(posts.get(span.post, ""), ()):
                common = min(span.end, other.end) - max(span.start, other.start)
                if common > 0:
                    yield common / (max(span.end, other.end) - min(span.start, other.start)), claim.id, after


def _claim_changes(old: ArgumentMap, new: ArgumentMap, matched: Mapping[str, str]) -> Iterator[Change]:
    kept = set(matched.values())
    for claim in old.claims:
        if claim.id not in matched:
            yield Change("claim", "removed", claim.id, None, _quoted(claim))
    for claim in new.claims:
        if claim.id not in kept:
            yield Change("claim", "added", None, claim.id, _quoted(claim))
    for before, after in matched.items():
        for words in _differences(before, after, old, new):
            yield Change("claim", "changed", before, after, words)


def _differences(before: str, after: str, old: ArgumentMap, new: ArgumentMap) -> Iterator[str]:
    """What is different in a claim that both maps have."""
    was, now = old.claim_by_id[before], new.claim_by_id[after]
    if was.text != now.text:
        yield f"{_quoted(was)} now reads {_quoted(now)}"
    if was.directions != now.directions:
        yield f"{_quoted(now)} has the directions {_listed(now.directions)}, had {_listed(was.directions)}"
    if abs(old.strengths[before] - new.strengths[after]) >= SMALLEST:
        yield f"{_quoted(now)} goes from {old.strengths[before]:.2f} to {new.strengths[after]:.2f}"


def _link_changes(old: ArgumentMap, new: ArgumentMap, matched: Mapping[str, str]) -> Iterator[Change]:
    before = {(matched.get(link.source, ""), matched.get(link.target, "")): link for link in old.links}
    after: dict[Pair, Link] = {(link.source, link.target): link for link in new.links}
    for link in old.links:
        ends = (matched.get(link.source, ""), matched.get(link.target, ""))
        if ends not in after:
            yield Change("link", "removed", link.id, None, _told(link, old))
        elif after[ends].kind is not link.kind:
            yield Change("link", "changed", link.id, after[ends].id, f"{_told(after[ends], new)}, was {link.kind}")
    for ends, link in after.items():
        if ends not in before:
            yield Change("link", "added", None, link.id, _told(link, new))


def _list_changes(
    what: str,
    lists: tuple[Sequence[str], Sequence[str]],
    maps: tuple[ArgumentMap, ArgumentMap],
    matched: Mapping[str, str],
) -> Iterator[Change]:
    """What left a ranked list, what came into it, and what has another rank."""
    (was, now), (old, new) = lists, maps
    ranks = {claim: rank for rank, claim in enumerate(now, 1)}
    kept = {matched.get(claim) for claim in was}
    for rank, claim in enumerate(was, 1):
        after = matched.get(claim)
        if after not in ranks:
            yield Change(what, "removed", claim, None, _quoted(old.claim_by_id[claim]))
        elif ranks[after] != rank:
            words = f"{_quoted(new.claim_by_id[after])} goes from place {rank} to {ranks[after]}"
            yield Change(what, "changed", claim, after, words)
    for claim in now:
        if claim not in kept:
            yield Change(what, "added", None, claim, _quoted(new.claim_by_id[claim]))


def _quoted(claim: Claim) -> str:
    return f"“{shortened(claim.text, 90)}”"


def _told(link: Link, argument_map: ArgumentMap) -> str:
    source, target = (_quoted(argument_map.claim_by_id[claim]) for claim in (link.source, link.target))
    return f"{source} is {'a support of' if link.kind == 'support' else 'an objection to'} {target}"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) or "none"


def _ids(change: Change) -> str:
    ids = [id for id in (change.old, change.new) if id is not None]
    return " -> ".join(dict.fromkeys(ids))
