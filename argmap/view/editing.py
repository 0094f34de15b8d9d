"""What the browser must know of a map to ask for corrections: ids, slugs, marks and places as the server has them."""

from collections.abc import Mapping
from typing import Any

from argmap.datatypes import ArgumentMap


def editing_payload(
    argument_map: ArgumentMap, names: Mapping[str, str], *, undo: bool = False, redo: bool = False
) -> dict[str, Any]:
    """Ready for JSON.

    Args:
        argument_map: what is shown.
        names: of the directions that a claim can have, by slug; the map's own topics are added.
        undo: whether there is a correction to undo.
        redo: whether there is one to redo.
    """
    own = {topic.slug: topic.name for topic in argument_map.topics}
    return {
        "undo": undo,
        "redo": redo,
        "names": dict(names) | own,
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
