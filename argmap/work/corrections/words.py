"""What was done to a map, in words for the list of changes."""

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
    MarkCrux,
    MergeClaims,
    MoveBoundary,
    NewRun,
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
    return entry.what.__class__.__name__ if isinstance(entry.what, Undo | Redo) else _told(entry.what, before)


def _told(edit: Edit, before: ArgumentMap) -> str:
    match edit:
        case RewriteClaim(claim, text):
            return f"Rewrote {_claim(before, claim)} as “{shortened(text, WIDTH)}”"
        case MergeClaims(claim, other):
            return f"Merged {_claim(before, other)} into {_claim(before, claim)}"
        case SplitClaim(claim, _):
            return f"Split {_claim(before, claim)}"
        case DetachMention(claim, _):
            return f"Made a mention of {_claim(before, claim)} a claim of its own"
        case AddClaim(post, start, end):
            return f"Added the claim “{shortened(before.thread.by_id[post].text[start:end], WIDTH)}”"
        case DeleteClaim(claim):
            return f"Deleted {_claim(before, claim)}"
        case MarkCrux(claim, crux):
            mark = {True: "a crux", False: "no crux", None: "unmarked"}[crux]
            return f"Marked {_claim(before, claim)} as {mark}"
        case SetDirections(claim, directions):
            return f"Gave {_claim(before, claim)} the directions {', '.join(directions) or 'none'}"
        case NewRun():
            return "Mapped the thread again"
        case AddLink() | DeleteLink() | ReverseLink() | RelabelLink():
            return _told_link(edit, before)
        case JoinPosts(post) | SplitPost(post, _) | MoveBoundary(post, _) | SetReply(post, _) | SetAuthor(post, _):
            return f"{_POSTS[type(edit)]} “{shortened(before.thread.by_id[post].text, WIDTH)}”"


_POSTS: dict[type, str] = {
    JoinPosts: "Joined a post to the one above it:",
    SplitPost: "Parted a post:",
    MoveBoundary: "Moved the start of a post:",
    SetReply: "Changed what a post answers:",
    SetAuthor: "Changed the author of a post:",
}


def _told_link(edit: AddLink | DeleteLink | ReverseLink | RelabelLink, before: ArgumentMap) -> str:
    if isinstance(edit, AddLink):
        return f"Linked: {_claim(before, edit.source)} {KINDS[edit.kind]} {_claim(before, edit.target)}"
    link = next(link for link in before.links if link.id == edit.link)
    match edit:
        case DeleteLink():
            return f"Unlinked: {_link(before, link)}"
        case ReverseLink():
            return f"Turned round: {_link(before, link)}"
        case RelabelLink(_, kind):
            return f"Now {KINDS[kind]}: {_link(before, link)}"


def _claim(before: ArgumentMap, id: str) -> str:
    return f"“{shortened(before.claim_by_id[id].text, WIDTH)}”"


def _link(before: ArgumentMap, link: Link) -> str:
    return f"{_claim(before, link.source)} {KINDS[link.kind]} {_claim(before, link.target)}"
