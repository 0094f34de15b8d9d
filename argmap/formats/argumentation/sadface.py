"""SADFace, the Simple Argument Description Format: atoms and schemes, joined by edges; ids must be UUIDs.

The UUIDs are made from argmap's own ids, so that the same map gives the same bytes; each node keeps its own id in
`metadata.argmap`. The document's title, description and notes stand in `metadata.core`, where SADFace and arguebuf read
them, although SADFace's own `verify` knows only the other six keys.
"""

from collections.abc import Iterator
from itertools import chain
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from argmap.datatypes import ArgumentMap, Claim, Kind, Link
from argmap.formats.argumentation.aif import aif_time
from argmap.formats.records import laid_out

Record = dict[str, Any]

SCHEMES = {Kind.SUPPORT: "support", Kind.OBJECTION: "attack"}
UNKNOWN = "1970-01-01T00:00:00"


def sadface_pieces(argument_map: ArgumentMap) -> Iterator[str]:
    """The map as SADFace JSON, one node or edge a line."""
    thread = argument_map.thread
    times = sorted(filter(None, (aif_time(post.created_at) for post in thread.posts)))
    core = {
        "analyst_email": "",
        "analyst_name": f"argmap {argument_map.run.argmap}",
        "created": times[0].replace(" ", "T") if times else UNKNOWN,
        "edited": times[-1].replace(" ", "T") if times else UNKNOWN,
        "id": _uuid(thread.id, "document"),
        "version": "0.5.3",
        "title": thread.title or "",
        "description": thread.url or "",
        "notes": "",
    }
    return laid_out(
        {
            "metadata": {"core": core, "argmap": {"thread": thread.id}},
            "resources": [],
            "nodes": chain(
                (_atom(claim, argument_map) for claim in argument_map.claims),
                (_scheme(link, thread.id) for link in argument_map.links),
            ),
            "edges": _edges(argument_map),
        }
    )


def _uuid(thread: str, name: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"argmap:{thread!r}:{name}"))


def _atom(claim: Claim, argument_map: ArgumentMap) -> Record:
    return {
        "id": _uuid(argument_map.thread.id, f"claim {claim.id}"),
        "type": "atom",
        "text": claim.text,
        "sources": [],
        "metadata": {
            "core": {},
            "argmap": {
                "id": claim.id,
                "base_score": claim.base_score,
                "strength": argument_map.strengths[claim.id],
                "main": claim.id in argument_map.main,
                "authors": [argument_map.thread.by_id[span.post].author for span in claim.mentions],
            },
        },
    }


def _scheme(link: Link, thread: str) -> Record:
    return {
        "id": _uuid(thread, f"link {link.id}"),
        "type": "scheme",
        "name": SCHEMES[link.kind],
        "metadata": {"core": {}, "argmap": {"id": link.id, "confidence": link.confidence}},
    }


def _edges(argument_map: ArgumentMap) -> Iterator[Record]:
    thread = argument_map.thread.id
    for link in argument_map.links:
        scheme = _uuid(thread, f"link {link.id}")
        for name, source, target in (
            ("from", _uuid(thread, f"claim {link.source}"), scheme),
            ("to", scheme, _uuid(thread, f"claim {link.target}")),
        ):
            yield {"id": _uuid(thread, f"{name} {link.id}"), "source_id": source, "target_id": target}
