"""What a person corrected in a map, carried over to the map of the thread as it has grown since.

Claims, and the links from one claim to another, are merged three ways, as version control does: where the corrected map
says something else than the model's old map, the person is right; elsewhere the grown map is. Claims are matched as
`argmap diff` matches them, so ids need not agree.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from argmap.datatypes import ArgumentMap, Claim, Dropped, Link, Post, Span, Thread
from argmap.formats.diff import match_claims, match_posts
from argmap.formats.escape import shortened
from argmap.settings import Settings
from argmap.work.corrections.conclude import conclude
from argmap.work.corrections.order import by_ends, in_reading_order, unused_id, within

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Corrections:
    """Three maps, and how their claims belong together.

    Attributes:
        old: what the model said.
        new: the old map as a person corrected it.
        grown: what the model says of the grown thread.
        posts: ids of the corrected map's posts -> of the same posts of the grown thread.
        base: ids in the corrected map -> in the old map, for claims that the person did not add.
        ids: ids in the corrected map -> in the result.
        added: what the person added and the grown map lacks, with its id and places in the result.
        deleted: ids in the grown map of what the person deleted.
    """

    old: ArgumentMap
    new: ArgumentMap
    grown: ArgumentMap
    posts: Mapping[str, str]
    base: Mapping[str, str]
    ids: Mapping[str, str]
    added: tuple[Claim, ...]
    deleted: frozenset[str]


def carry_corrections(
    old: ArgumentMap, new: ArgumentMap, grown: ArgumentMap, settings: Settings = Settings()
) -> ArgumentMap:
    """The grown map with the corrections that lead from the old map to the new one.

    Args:
        old: what the model said of the thread.
        new: the same map, corrected by a person.
        grown: what the model says of the thread as it is now.
        settings: how many main claims and cruxes are found.

    Returns:
        The grown map itself where nothing was corrected; else strengths, main claims and cruxes are found anew, and the
        corrections that could not be carried over stand at the end of `run.dropped`.
    """
    found = _matched(old, new, grown)
    thread = _thread(found)
    claims = _claims(found)
    links = _links(found, claims)
    lost = (*_lost_claims(found), *_lost_links(found))
    if (thread, claims, links) == (grown.thread, grown.claims, grown.links) and not lost:
        return grown
    run = replace(grown.run, dropped=(*grown.run.dropped, *lost))
    topics = {topic.slug: topic for topic in (*new.topics, *grown.topics)}
    used = {slug for claim in claims for slug in claim.directions}
    known = tuple(topic for slug, topic in topics.items() if slug in used)
    return conclude(replace(grown, thread=thread, claims=claims, links=links, run=run, topics=known), settings)


def _matched(old: ArgumentMap, new: ArgumentMap, grown: ArgumentMap) -> _Corrections:
    """Match all claims; what the person added may be there by now because the model has found it too."""
    kept, again = match_claims(old, new), match_claims(old, grown)
    base = {after: before for before, after in kept.items()}
    ids = {after: again[before] for before, after in kept.items() if before in again}
    deleted = frozenset(id for before, id in again.items() if before not in kept)
    known = {*again.values()}
    for after, id in match_claims(new, grown).items():
        if after not in base and id not in known:
            ids[after] = id
    found = _Corrections(old, new, grown, _same_posts(old.thread, new.thread, grown.thread), base, ids, (), deleted)
    added = dict(_additions(found))
    return replace(found, ids=ids | {after: claim.id for after, claim in added.items()}, added=tuple(added.values()))


def _same_posts(old: Thread, new: Thread, grown: Thread) -> dict[str, str]:
    """The grown thread's posts by the corrected one's; those whose author was corrected by that of the old thread."""
    found = match_posts(new, grown)
    taken = {*found.values()}
    for id, after in match_posts(old, grown).items():
        same = id in new.by_id and new.by_id[id].text == old.by_id[id].text
        if same and id not in found and after not in taken:
            found[id] = after
            taken.add(after)
    return found


def _thread(found: _Corrections) -> Thread:
    """The grown thread with the authors and replies that the person corrected, where its posts allow it."""
    was, order = found.old.thread.by_id, {post.id: number for number, post in enumerate(found.grown.thread.posts)}
    changed: dict[str, Post] = {}
    for now in found.new.thread.posts:
        if now.id not in was or now.id not in found.posts:
            continue
        post = found.grown.thread.by_id[found.posts[now.id]]
        author = now.author if now.author != was[now.id].author else post.author
        reply_to = post.reply_to
        if now.reply_to != was[now.id].reply_to:
            reply_to = found.posts.get(now.reply_to or "", reply_to) if now.reply_to else None
        if reply_to is None or order[reply_to] < order[post.id]:
            changed[post.id] = replace(post, author=author, reply_to=reply_to)
    posts = tuple(changed.get(post.id, post) for post in found.grown.thread.posts)
    return replace(found.grown.thread, posts=posts)


def _additions(found: _Corrections) -> Iterator[tuple[str, Claim]]:
    """What only the person has and what has a place in the grown thread: its id, and the claim as it is there."""
    taken = {*found.grown.claim_by_id} - found.deleted
    for claim in found.new.claims:
        mentions = _moved(claim.mentions, found)
        if claim.id not in found.base and claim.id not in found.ids and (mentions or not claim.mentions):
            id = unused_id(taken, "c", claim.id)
            taken.add(id)
            yield claim.id, replace(claim, id=id, mentions=mentions, agreements=_moved(claim.agreements, found))


def _moved(spans: Iterable[Span], found: _Corrections) -> tuple[Span, ...]:
    """Those of the places of a claim of the corrected map that are still there in the grown thread."""
    return tuple(filter(None, (_place(span, found) for span in spans)))


def _place(span: Span, found: _Corrections) -> Span | None:
    """The same place in the same post, or where its words stand first in the post that has been edited."""
    if span.post in found.posts:
        return replace(span, post=found.posts[span.post])
    words = found.new.thread.by_id[span.post].text[span.start : span.end]
    edited = found.grown.thread.by_id.get(span.post)
    start = edited.text.find(words) if edited and words else -1
    return Span(span.post, start, start + len(words)) if start >= 0 else None


def _claims(found: _Corrections) -> tuple[Claim, ...]:
    """The claims of the result, in reading order."""
    corrected = {id: found.new.claim_by_id[after] for after, id in found.ids.items()}
    stay = [claim for claim in found.grown.claims if claim.id not in found.deleted]
    claims = [_merged(claim, corrected[claim.id], found) if claim.id in corrected else claim for claim in stay]
    if not found.added:
        return tuple(claims)
    return in_reading_order((*claims, *found.added), found.grown.thread)


def _merged(claim: Claim, now: Claim, found: _Corrections) -> Claim:
    """A claim of the grown map with everything that the person changed in it; of an addition, words and directions."""
    if now.id not in found.base:
        return replace(claim, text=now.text, directions=now.directions)
    was = found.old.claim_by_id[found.base[now.id]]
    changed: dict[str, Any] = {name: getattr(now, name) for name in _differences(was, now)}
    if "mentions" in changed:
        changed["mentions"] = _moved(now.mentions, found) or claim.mentions
    if "agreements" in changed:
        changed["agreements"] = _moved(now.agreements, found)
    return replace(claim, **changed)


def _differences(was: Claim, now: Claim) -> list[str]:
    """The fields, but for the id, in which two claims differ."""
    names = (field.name for field in fields(Claim) if field.name != "id")
    return [name for name in names if getattr(was, name) != getattr(now, name)]


def _corrected_pairs(found: _Corrections) -> dict[Pair, tuple[Link, ...]]:
    """For pairs of claims of the corrected map whose links the person changed: the links that they have now."""
    kept = {before: after for after, before in found.base.items()}
    was = _by_pair(link for link in found.old.links if link.source in kept and link.target in kept)
    before = {(kept[source], kept[target]): links for (source, target), links in was.items()}
    after = _by_pair(iter(found.new.links))
    return {
        pair: tuple(after.get(pair, ()))
        for pair in {**before, **after}
        if _said(before.get(pair, ())) != _said(after.get(pair, ()))
    }


def _by_pair(links: Iterator[Link]) -> dict[Pair, list[Link]]:
    found: dict[Pair, list[Link]] = {}
    for link in links:
        found.setdefault((link.source, link.target), []).append(link)
    return found


def _said(links: Sequence[Link]) -> list[tuple[str, float]]:
    return [(link.kind, link.confidence) for link in links]


def _links(found: _Corrections, claims: Sequence[Claim]) -> tuple[Link, ...]:
    """The links among the claims of the result; in reading order where the person brought some in."""
    pairs = {
        (found.ids[source], found.ids[target]): links
        for (source, target), links in _corrected_pairs(found).items()
        if source in found.ids and target in found.ids
    }
    stay = [link for link in found.grown.links if not found.deleted & {link.source, link.target}]
    own = _by_pair(iter(stay))
    links = [link for link in stay if (link.source, link.target) not in pairs]
    taken = {link.id for link in links}
    for pair, corrected in pairs.items():
        for link in _renamed(corrected, pair, own.get(pair, []), taken):
            links.append(link)
            taken.add(link.id)
    if not pairs:
        return tuple(within(links, {claim.id for claim in claims}))
    return by_ends(links, claims)


def _renamed(corrected: Sequence[Link], pair: Pair, own: Sequence[Link], taken: set[str]) -> Iterator[Link]:
    """Links of the corrected map as they are in the result, with the ids that the grown map has for them."""
    for place, link in enumerate(corrected):
        name = own[place].id if place < len(own) else link.id
        yield replace(link, id=unused_id(taken, "l", name), source=pair[0], target=pair[1], alternatives=())


def _lost_claims(found: _Corrections) -> Iterator[Dropped]:
    """Claims that the person changed or added and that have no place in the grown map."""
    for claim in found.new.claims:
        was = found.old.claim_by_id.get(found.base.get(claim.id, ""))
        if claim.id not in found.ids and (was is None or _differences(was, claim)):
            how = "added" if was is None else "corrected"
            yield _dropped(f"{how} claim “{shortened(claim.text, 90)}”", "the grown thread has no place for it")


def _lost_links(found: _Corrections) -> Iterator[Dropped]:
    """Links that the person made and that have lost an end, and links that the model newly found to a deleted claim."""
    texts = {claim.id: shortened(claim.text, 60) for claim in found.new.claims}
    for (source, target), links in _corrected_pairs(found).items():
        if links and not {source, target} <= {*found.ids}:
            what = f"corrected link from “{texts[source]}” to “{texts[target]}”"
            yield _dropped(what, "the grown map lacks one of these claims")
    again = match_claims(found.old, found.grown)
    known = {(again.get(link.source), again.get(link.target)) for link in found.old.links}
    for link in found.grown.links:
        if found.deleted & {link.source, link.target} and (link.source, link.target) not in known:
            ends = (shortened(found.grown.claim_by_id[id].text, 60) for id in (link.source, link.target))
            yield _dropped("new link from “{}” to “{}”".format(*ends), "one of these claims was deleted")


def _dropped(what: str, why: str) -> Dropped:
    return Dropped(what, why, 1)
