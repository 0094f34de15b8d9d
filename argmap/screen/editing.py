"""What the browser must know of a map to ask for corrections: ids, slugs, marks and places as the server has them."""

from collections.abc import Mapping
from typing import Any

from argmap.datatypes import ArgumentMap


def editing_payload(
    argument_map: ArgumentMap,
    names: Mapping[str, str],
    *,
    undo: bool = False,
    redo: bool = False,
    handled: int = 0,
    known: bool = False,
) -> dict[str, Any]:
    """Ready for JSON.

    Args:
        argument_map: what is shown.
        names: of the directions that a claim can have, by slug; the map's own topics are added.
        undo: whether there is a correction to undo.
        redo: whether there is one to redo.
        handled: the number of the last correction that the browser asked for and that was made or refused.
        known: whether the browser has this map already, and with it what is said here of its claims, links and posts.
    """
    own = {topic.slug: topic.name for topic in argument_map.topics}
    state = {"undo": undo, "redo": redo, "handled": handled, "names": dict(names) | own}
    if known:
        return state
    return state | {
        "claims": {
            claim.id: {"directions": list(claim.directions), "marked": claim.marked} for claim in argument_map.claims
        },
        "links": [
            {"id": link.id, "source": link.source, "target": link.target, "kind": str(link.kind)}
            for link in argument_map.links
        ],
        "posts": {
            post.id: {"author": post.author, "source": post.source and post.source.start}
            for post in argument_map.thread.posts
        },
    }
