"""Edits of links, applied to a map. A link that a person made or changed is certain: its confidence is 1."""

from dataclasses import replace

from argmap.datatypes import ArgumentMap, Kind, Link
from argmap.work.corrections.edits import AddLink, DeleteLink, EditError, LinkEdit, MoveLink, RelabelLink, ReverseLink
from argmap.work.corrections.order import by_ends, unused_id

CERTAIN = 1.0


def edit_links(argument_map: ArgumentMap, edit: LinkEdit) -> ArgumentMap:
    """The map with one edit of its links.

    Raises:
        EditError: the edit cannot be made.
    """
    match edit:
        case AddLink(source, target, kind):
            return _with(argument_map, _new_link(argument_map, source, target, kind))
        case DeleteLink(id):
            gone = _link(argument_map, id)
            return replace(argument_map, links=tuple(link for link in argument_map.links if link is not gone))
        case ReverseLink(id):
            link = _link(argument_map, id)
            return _with(argument_map, replace(_certain(link), source=link.target, target=link.source))
        case RelabelLink(id, kind):
            return _with(argument_map, replace(_certain(_link(argument_map, id)), kind=kind))
        case MoveLink(id, source, target):
            moved = _new_link(argument_map, source, target, _link(argument_map, id).kind)
            return _with(argument_map, replace(moved, id=id))


def _link(argument_map: ArgumentMap, id: str) -> Link:
    found = next((link for link in argument_map.links if link.id == id), None)
    if found is None:
        raise EditError(f"there is no link {id} in this map any more")
    return found


def _certain(link: Link) -> Link:
    """Take a link for certain, which leaves it no alternatives."""
    return replace(link, confidence=CERTAIN, alternatives=())


def _new_link(argument_map: ArgumentMap, source: str, target: str, kind: Kind) -> Link:
    for claim in (source, target):
        if claim not in argument_map.claim_by_id:
            raise EditError(f"there is no claim {claim} in this map any more")
    if source == target:
        raise EditError("a claim cannot be a reason for itself")
    return Link(unused_id({link.id for link in argument_map.links}, "l"), source, target, kind, CERTAIN)


def _with(argument_map: ArgumentMap, link: Link) -> ArgumentMap:
    """The map with the link, in the place of any that has its id or joins the same two claims."""
    ends = (link.source, link.target)
    others = (old for old in argument_map.links if old.id != link.id and (old.source, old.target) != ends)
    return replace(argument_map, links=by_ends((*others, link), argument_map.claims))
