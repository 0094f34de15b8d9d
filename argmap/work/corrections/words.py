"""What was done to a map, in words for the list of changes."""

from dataclasses import replace

from argmap.datatypes import ArgumentMap, Kind, Link
from argmap.formats.escape import shortened
from argmap.work.corrections.carry import carry_corrections
from argmap.work.corrections.edits import (
    AddClaim,
    AddLink,
    DeleteClaim,
    DeleteLink,
    DetachMention,
    Edit,
    JoinPosts,
    LinkEdit,
    MarkCrux,
    MergeClaims,
    MoveBoundary,
    MoveLink,
    NewRun,
    PostEdit,
    RelabelLink,
    ReverseLink,
    RewriteClaim,
    SetAuthor,
    SetDirections,
    SetReply,
    SplitClaim,
    SplitPost,
)
from argmap.work.corrections.journal import Entry, Journal, Redo, Undo, edited, standing

WIDTH = 60
KINDS = {Kind.SUPPORT: "supports", Kind.OBJECTION: "objects to"}
_NOUNS = {Kind.SUPPORT: "a support", Kind.OBJECTION: "an objection"}


def history(journal: Journal) -> tuple[tuple[str, str], ...]:
    """When and what, for every edit that stands, oldest first."""
    said = found = journal.base
    told: list[tuple[str, str]] = []
    for entry in standing(journal.entries)[0]:
        told.append((entry.when, words(entry, found)))
        if isinstance(entry.what, NewRun):
            said, found = entry.what.argument_map, carry_corrections(said, found, entry.what.argument_map)
        elif not isinstance(entry.what, Undo | Redo):
            found = edited(found, entry.what)
    return tuple(told)


def words(entry: Entry, before: ArgumentMap) -> str:
    """One entry, told with the words of the map that it was made on."""
    if isinstance(entry.what, Undo | Redo):
        return "Undone" if isinstance(entry.what, Undo) else "Done again"
    return _told(entry.what, before)


def made(before: ArgumentMap, after: ArgumentMap) -> str | None:
    """The id of the first claim that only the later map has; None where there is none."""
    return next((claim.id for claim in after.claims if claim.id not in before.claim_by_id), None)


def _told(edit: Edit, before: ArgumentMap) -> str:
    match edit:
        case RewriteClaim(claim, text):
            was, now = differing(before.claim_by_id[claim].text, text)
            return f"Rewrote “{was}” as “{now}”"
        case MergeClaims(claim, other):
            return f"Merged {_claim(before, other)} into {_claim(before, claim)}"
        case SplitClaim(claim, at):
            text = before.claim_by_id[claim].text
            return f"Split a claim into “{shortened(text[:at], WIDTH)}” and “{shortened(text[at:], WIDTH)}”"
        case DetachMention(claim, mention):
            place = before.claim_by_id[claim].mentions[mention]
            return f"Parted “{_words(before, place.post, place.start, place.end)}” from {_claim(before, claim)}"
        case AddClaim(post, start, end):
            return f"Added the claim “{_words(before, post, start, end)}”"
        case DeleteClaim(claim):
            return f"Deleted {_claim(before, claim)}"
        case MarkCrux(claim, crux):
            was, now = _MARKS[before.claim_by_id[claim].marked], _MARKS[crux]
            return f"{_claim(before, claim)}: was {was}, is {now}"
        case SetDirections(claim, directions):
            was, now = (", ".join(slugs) or "none" for slugs in (before.claim_by_id[claim].directions, directions))
            return f"Directions of {_claim(before, claim)}: were {was}, are {now}"
        case NewRun():
            return "Mapped the thread again"
        case AddLink() | DeleteLink() | ReverseLink() | RelabelLink() | MoveLink():
            return _told_link(edit, before)
        case JoinPosts() | SplitPost() | MoveBoundary() | SetReply() | SetAuthor():
            return _told_post(edit, before)


_MARKS = {True: "a crux", False: "no crux", None: "left to the figures"}
_POSTS: dict[type, str] = {
    JoinPosts: "Joined to the post above it:",
    SplitPost: "Parted the post",
    MoveBoundary: "Moved the start of the post",
}


def _told_post(edit: PostEdit, before: ArgumentMap) -> str:
    post = before.thread.by_id[edit.post]
    name = f"“{shortened(post.text, WIDTH)}”"
    match edit:
        case SetAuthor(_, author):
            return f"Author of {name}: was {post.author or 'unknown'}, is {author or 'unknown'}"
        case SetReply(_, reply_to):
            return f"What {name} answers: was {_post(before, post.reply_to)}, is {_post(before, reply_to)}"
        case SplitPost(_, at):
            return f"{_POSTS[SplitPost]} {name} before “{shortened(post.text[at:], WIDTH)}”"
        case _:
            return f"{_POSTS[type(edit)]} {name}"


def _told_link(edit: LinkEdit, before: ArgumentMap) -> str:
    if isinstance(edit, AddLink):
        return f"Linked: {_claim(before, edit.source)} {KINDS[edit.kind]} {_claim(before, edit.target)}"
    link = next(link for link in before.links if link.id == edit.link)
    match edit:
        case DeleteLink():
            return f"Unlinked: {_link(before, link)}"
        case MoveLink(_, source, target):
            now = replace(link, source=source, target=target)
            return f"Moved a link: was {_link(before, link)}, is {_link(before, now)}"
        case ReverseLink():
            return f"Turned round: {_link(before, link)}"
        case RelabelLink(_, kind) if kind is link.kind:
            return f"Found right: {_link(before, link)} (was {link.confidence:.0%} sure)"
        case RelabelLink(_, kind):
            ends = f"{_claim(before, link.source)} to {_claim(before, link.target)}"
            return f"Was {_NOUNS[link.kind]}, is {_NOUNS[kind]}: {ends}"


def differing(before: str, after: str, width: int = WIDTH) -> tuple[str, str]:
    """Two texts, each cut to at most `width`, so that what differs is in it: shared words before it are left out.

    >>> differing("one two three", "one two four", 8)
    ('… three', '… four')
    >>> differing("They are quiet.", "They hush.")
    ('They are quiet.', 'They hush.')
    """
    olds, news = before.split(), after.split()
    shared = next((i for i, pair in enumerate(zip(olds, news, strict=False)) if pair[0] != pair[1]), 0)
    if max(len(before), len(after)) <= width or not shared:
        return shortened(before, width), shortened(after, width)
    was, now = (shortened("… " + " ".join(words[shared:]), width) for words in (olds, news))
    return was, now


def _claim(before: ArgumentMap, id: str) -> str:
    return f"“{shortened(before.claim_by_id[id].text, WIDTH)}”"


def _link(before: ArgumentMap, link: Link) -> str:
    return f"{_claim(before, link.source)} {KINDS[link.kind]} {_claim(before, link.target)}"


def _words(before: ArgumentMap, post: str, start: int, end: int) -> str:
    return shortened(before.thread.by_id[post].text[start:end], WIDTH)


def _post(before: ArgumentMap, id: str | None) -> str:
    return "nothing" if id is None else f"“{shortened(before.thread.by_id[id].text, WIDTH)}”"
