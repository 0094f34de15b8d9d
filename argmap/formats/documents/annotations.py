"""Web Annotations (W3C): each place where a claim is stated, marked by its words on the thread's page."""

from collections.abc import Iterator
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from argmap.datatypes import ArgumentMap, Claim, Span
from argmap.formats.escape import printable, web_address
from argmap.formats.records import laid_out

AROUND = 32
"""Characters before and behind a quote that tell it from the same words elsewhere."""

Record = dict[str, Any]


def annotations_pieces(argument_map: ArgumentMap) -> Iterator[str]:
    """The map's mentions as an AnnotationCollection with one page; the body of each is the claim that it states."""
    thread = argument_map.thread
    mentions = [(claim, span) for claim in argument_map.claims for span in claim.mentions]
    return laid_out(
        {
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": _name(argument_map, "collection"),
            "type": "AnnotationCollection",
            "label": printable(thread.title or "Untitled thread"),
            "total": len(mentions),
            "first": {
                "id": _name(argument_map, "page"),
                "type": "AnnotationPage",
                "startIndex": 0,
                "items": (_annotation(claim, span, argument_map) for claim, span in mentions),
            },
        }
    )


def _annotation(claim: Claim, span: Span, argument_map: ArgumentMap) -> Record:
    """One mention; tags tell main claims and cruxes."""
    cruxes = {crux.claim for crux in argument_map.cruxes}
    tags = ["main claim"] * (claim.id in argument_map.main) + ["crux"] * (claim.id in cruxes)
    words = {"type": "TextualBody", "value": printable(claim.text), "format": "text/plain", "purpose": "describing"}
    return {
        "id": _name(argument_map, f"{claim.id} {span.post} {span.start} {span.end}"),
        "type": "Annotation",
        "motivation": "describing",
        "body": [words, *({"type": "TextualBody", "value": tag, "purpose": "tagging"} for tag in tags)],
        "target": {
            "source": web_address(argument_map.thread.url) or _name(argument_map, f"post {span.post}"),
            "selector": _selector(span, argument_map),
        },
    }


def _selector(span: Span, argument_map: ArgumentMap) -> Record:
    text = argument_map.thread.by_id[span.post].text
    return {
        "type": "TextQuoteSelector",
        "exact": printable(text[span.start : span.end]),
        "prefix": printable(text[max(0, span.start - AROUND) : span.start]),
        "suffix": printable(text[span.end : span.end + AROUND]),
    }


def _name(argument_map: ArgumentMap, part: str) -> str:
    """An address for a part of this map; the same map gives the same."""
    thread = argument_map.thread
    words = f"{thread.url or thread.id or thread.title or ''}\n{part}"
    return f"urn:uuid:{uuid5(NAMESPACE_URL, words.encode('utf-8', 'replace').decode())}"
