"""JSON-LD: the map as linked data, in the words of the AIF ontology and of schema.org; its context needs no network."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from argmap.datatypes import ArgumentMap, Claim, Kind, Link, Post
from argmap.formats.escape import printable, web_address
from argmap.formats.records import laid_out

Record = dict[str, Any]

CONTEXT = {
    "aif": "http://www.arg.dundee.ac.uk/aif#",
    "schema": "https://schema.org/",
    "argmap": "urn:argmap:term:",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": "@id",
    "type": "@type",
    "text": "schema:text",
    "title": "schema:headline",
    "url": {"@id": "schema:url", "@type": "@id"},
    "author": "schema:author",
    "name": "schema:name",
    "created": "schema:dateCreated",
    "comment": {"@id": "schema:comment", "@type": "@id", "@container": "@list"},
    "replyTo": {"@id": "schema:parentItem", "@type": "@id"},
    "about": "schema:about",
    "claimText": "aif:claimText",
    "premise": {"@id": "aif:Premise", "@type": "@id"},
    "conclusion": {"@id": "aif:Conclusion", "@type": "@id"},
    "appearance": {"@id": "schema:appearance", "@type": "@id", "@container": "@list"},
    "claim": {"@id": "argmap:claim", "@type": "@id"},
    "turnsOn": {"@id": "argmap:turnsOn", "@type": "@id"},
    "baseScore": {"@id": "argmap:baseScore", "@type": "xsd:double"},
    "strength": {"@id": "argmap:strength", "@type": "xsd:double"},
    "confidence": {"@id": "argmap:confidence", "@type": "xsd:double"},
    "score": {"@id": "argmap:score", "@type": "xsd:double"},
    "main": "argmap:main",
    "held": {"@id": "argmap:held", "@type": "xsd:double"},
    "fell": {"@id": "argmap:fell", "@type": "xsd:double"},
    "double": "argmap:doubleCrux",
    "for": "argmap:for",
    "against": "argmap:against",
}
TYPES = {Kind.SUPPORT: "aif:RA-node", Kind.OBJECTION: "aif:CA-node"}


def jsonld_pieces(argument_map: ArgumentMap) -> Iterator[str]:
    """The map as one flat graph: the thread, its posts, claims (aif:I-node), links (RA- and CA-node) and cruxes."""
    return laid_out({"@context": CONTEXT, "@graph": _graph(argument_map)})


def _graph(argument_map: ArgumentMap) -> Iterator[Record]:
    thread = argument_map.thread
    yield _filled(
        id=_urn(thread.id),
        type="schema:DiscussionForumPosting",
        title=thread.title,
        url=web_address(thread.url),
        comment=[_urn(thread.id, "post", post.id) for post in thread.posts],
    )
    yield from (_post(post, thread.id) for post in thread.posts)
    yield from (_claim(claim, argument_map) for claim in argument_map.claims)
    yield from (_link(link, thread.id) for link in argument_map.links)
    for rank, crux in enumerate(argument_map.cruxes, 1):
        yield {
            "id": _urn(thread.id, "crux", str(rank)),
            "type": "argmap:Crux",
            "claim": _urn(thread.id, "claim", crux.claim),
            "turnsOn": _urn(thread.id, "claim", crux.about),
            "score": crux.score,
            "held": crux.held,
            "fell": crux.fell,
            "double": crux.double,
            "for": [printable(name) for name in crux.for_],
            "against": [printable(name) for name in crux.against],
        }


def _urn(*parts: str) -> str:
    """A name for something in this thread, the same every time."""
    return ":".join(["urn:argmap", *(quote(printable(part), safe="") for part in parts)])


def _filled(**fields: object) -> Record:
    """The fields that have a value."""
    return {name: value for name, value in fields.items() if value is not None}


def _post(post: Post, thread: str) -> Record:
    return _filled(
        id=_urn(thread, "post", post.id),
        type="schema:Comment",
        text=printable(post.text),
        author={"type": "schema:Person", "name": printable(post.author)} if post.author else None,
        created=post.created_at,
        replyTo=_urn(thread, "post", post.reply_to) if post.reply_to else None,
    )


def _claim(claim: Claim, argument_map: ArgumentMap) -> Record:
    thread = argument_map.thread.id
    return {
        "id": _urn(thread, "claim", claim.id),
        "type": ["aif:I-node", "schema:Claim"],
        "claimText": printable(claim.text),
        "appearance": [_urn(thread, "post", span.post) for span in claim.mentions],
        "baseScore": claim.base_score,
        "strength": argument_map.strengths[claim.id],
        "main": claim.id in argument_map.main,
        "about": [printable(direction) for direction in claim.directions],
    }


def _link(link: Link, thread: str) -> Record:
    return {
        "id": _urn(thread, "link", link.id),
        "type": TYPES[link.kind],
        "premise": _urn(thread, "claim", link.source),
        "conclusion": _urn(thread, "claim", link.target),
        "confidence": link.confidence,
    }
