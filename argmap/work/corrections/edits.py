"""What a person changes in a map. Each edit is a frozen value that names what it touches by its id at that moment.

Posts of a paste are numbered anew when one is parted or joined. Offsets count code points. Every class here that is an
edit stands in EDITS, under the name that files call it by.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from argmap.datatypes import ArgumentMap, Kind
from argmap.errors import ArgmapError


class EditError(ArgmapError):
    """An edit cannot be made: what it names is not there, or it would leave something that is no map."""


@dataclass(frozen=True, slots=True)
class RewriteClaim:
    """Other words for a claim; where it stands in the thread stays."""

    claim: str
    text: str


@dataclass(frozen=True, slots=True)
class MergeClaims:
    """Two claims say the same: the other goes into the first, with its mentions and links."""

    claim: str
    other: str


@dataclass(frozen=True, slots=True)
class SplitClaim:
    """A claim says two things: what follows the offset in its text becomes a claim of its own."""

    claim: str
    at: int


@dataclass(frozen=True, slots=True)
class DetachMention:
    """A mention, given by its index, says something else than its claim: it becomes a claim of its own."""

    claim: str
    mention: int


@dataclass(frozen=True, slots=True)
class AddClaim:
    """A stretch of a post is a claim."""

    post: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DeleteClaim:
    """Not a claim; its links go with it."""

    claim: str


@dataclass(frozen=True, slots=True)
class MarkCrux:
    """A person says that the claim is a crux, that it is none, or (None) leaves it to the figures."""

    claim: str
    crux: bool | None


@dataclass(frozen=True, slots=True)
class SetDirections:
    """The research directions that a claim belongs to, as slugs, best first."""

    claim: str
    directions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AddLink:
    """The source is a reason for or against the target; takes the place of a link between the same two."""

    source: str
    target: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class DeleteLink:
    """No link."""

    link: str


@dataclass(frozen=True, slots=True)
class ReverseLink:
    """The target is the reason for the source."""

    link: str


@dataclass(frozen=True, slots=True)
class RelabelLink:
    """A support is an objection, or the other way round."""

    link: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class MoveLink:
    """A link joins two other claims: the source is a reason of the same kind for the target."""

    link: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class JoinPosts:
    """The pasted post carries on the one above it: both are one."""

    post: str


@dataclass(frozen=True, slots=True)
class SplitPost:
    """What follows the offset in the text of a pasted post is a post of its own; what it answers is guessed."""

    post: str
    at: int


@dataclass(frozen=True, slots=True)
class MoveBoundary:
    """The pasted post begins at another offset of its file; the words between change sides with the post above."""

    post: str
    start: int


@dataclass(frozen=True, slots=True)
class SetReply:
    """The post answers another one, or none."""

    post: str
    reply_to: str | None


@dataclass(frozen=True, slots=True)
class SetAuthor:
    """Who wrote the post; None where nobody knows."""

    post: str
    author: str | None


@dataclass(frozen=True, slots=True)
class NewRun:
    """The model has read the thread again: its new map, onto which all corrections before are carried over."""

    argument_map: ArgumentMap


ClaimEdit = RewriteClaim | MergeClaims | SplitClaim | DetachMention | AddClaim | DeleteClaim | MarkCrux | SetDirections
LinkEdit = AddLink | DeleteLink | ReverseLink | RelabelLink | MoveLink
PostEdit = JoinPosts | SplitPost | MoveBoundary | SetReply | SetAuthor
Edit = ClaimEdit | LinkEdit | PostEdit | NewRun

EDITS: Mapping[str, type[Edit]] = MappingProxyType(
    {
        "rewrite-claim": RewriteClaim,
        "merge-claims": MergeClaims,
        "split-claim": SplitClaim,
        "detach-mention": DetachMention,
        "add-claim": AddClaim,
        "delete-claim": DeleteClaim,
        "mark-crux": MarkCrux,
        "set-directions": SetDirections,
        "add-link": AddLink,
        "delete-link": DeleteLink,
        "reverse-link": ReverseLink,
        "relabel-link": RelabelLink,
        "move-link": MoveLink,
        "join-posts": JoinPosts,
        "split-post": SplitPost,
        "move-boundary": MoveBoundary,
        "set-reply": SetReply,
        "set-author": SetAuthor,
        "new-run": NewRun,
    }
)
"""Names are kept: files are full of them."""
