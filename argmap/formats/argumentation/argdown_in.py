"""Argdown as people write it -> claims and links.

Statements and arguments both become claims; an argument with premises and conclusions stands for its last conclusion,
which each of its premises supports. Undercuts become objections. Headings and data in braces are dropped and counted.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator

from argmap.datatypes import Dropped, Kind
from argmap.errors import InputError
from argmap.formats.argumentation.argdown import MAIN_TAG
from argmap.formats.argumentation.argdown_model import Document, Member, Type, document_of
from argmap.formats.assemble import Draft, Relation, Statement

_FRONT = re.compile(r"\s*===+(.*?)===+[ \t]*(?:\n|$)", re.DOTALL)
_SIGN = r"(?:\+>|->|_>|><|<\+|<-|<_|[+_-])"
_PLUS = re.compile(
    r"^[ \t]+(?:=>|<=|\^>|<\^|:>|<:|%>|<%|\?>|<\?|!>|<!(?!--)|@>|<@|==|~=)[ \t]"
    r"|^[ \t]*(?:\[[^\]\n]*\]|<[^>\n]*>)?[ \t]*>>[ \t]*$",
    re.MULTILINE,
)
"""Relations and blocks that only Argdown+ has."""
_LOST = {
    "heading": ("heading", "a map has no sections"),
    "data": ("data in braces", "a map has no such field"),
}


def from_argdown(text: str) -> Draft:
    """The claims and links of an Argdown document; a claim's id is its title, or u1, u2, ... where it has none.

    Raises:
        InputError: a relation stands at the beginning, below no claim; or it is Argdown+.
    """
    document, title = read_document(text)
    return _draft(document, title)


def read_document(text: str) -> tuple[Document, str | None]:
    """The statements, arguments and relations of a text, and the title in its front matter.

    Raises:
        InputError: a relation stands at the beginning, below no claim; or it is Argdown+.
    """
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    front = _FRONT.match(plain)
    head, body = (front[1], plain[front.end() :]) if front else ("", plain)
    first = plain.count("\n", 0, len(plain) - len(body)) + 1
    plus = _PLUS.search(body)
    if plus or re.search(r"^[ \t]*syntax:[ \t]*[\"']?argdown\+", head, re.MULTILINE):
        line = first + body.count("\n", 0, plus.start()) if plus else None
        raise InputError("this is Argdown+, which argmap does not read; export it as Argdown", line=line)
    return document_of(body, first), _title(head)


def is_argdown(text: str) -> bool:
    """Whether a text is surely Argdown: it defines a title, and has a relation to a title indented below something.

    Markdown has lines that look like either (link definitions, links in lists), so addresses do not count.
    """
    defined = re.search(r"^[ \t]*(?:[+-][ \t]+)?(?:\[[^\]\n]+\]|<[^>\n]+>): +(?!https?:|<|/|#)\S", text, re.MULTILINE)
    related = re.search(rf"^[ \t]+{_SIGN}[ \t]+(?:\[[^\]\n]+\](?![(\[])|<[^>/\n]+>)", text, re.MULTILINE)
    return defined is not None and related is not None


def _title(front: str) -> str | None:
    """The title in the front matter, in quotes or bare."""
    found = re.search(r"^title:[ \t]*(.+)$", front, re.MULTILINE)
    if not found:
        return None
    value = found[1].strip()
    try:
        return str(json.loads(value))
    except ValueError:
        return value.strip("'\"")


def _draft(document: Document, title: str | None) -> Draft:
    ends = document.conclusions()
    members = [Member("[", name) for name in document.statements]
    members += [Member("<", name) for name in document.arguments if name not in ends]
    ids = dict(_ids(members, document))
    ids |= {Member("<", argument): ids[Member("[", end)] for argument, end in ends.items()}
    for place, inference in enumerate(document.inferences):
        ids[Member("--", str(place))] = ids[Member("[", inference.conclusion)]
    tags = {member: document.entry(member).tags for member in members}
    return Draft(
        format="Argdown",
        statements=[
            Statement(
                ids[member],
                " ".join(document.entry(member).texts) or member.title,
                tuple(tag for tag in tags[member] if tag != MAIN_TAG),
            )
            for member in members
        ],
        relations=[Relation(*ends) for ends in dict.fromkeys(_links(document, ids)) if ends[0] != ends[1]],
        title=title,
        main=tuple(ids[member] for member in members if MAIN_TAG in tags[member]),
        lacks=("authors and posts", "base scores", "confidences", "ids of links"),
        dropped=tuple(_dropped(document)),
    )


def _links(document: Document, ids: dict[Member, str]) -> Iterator[tuple[str, str, Kind]]:
    """Every relation as links between claims: a contradiction is an objection both ways, an inference its premises."""
    for source, target, kind in document.relations:
        yield ids[source], ids[target], Kind.SUPPORT if kind == Type.SUPPORT else Kind.OBJECTION
        if kind == Type.CONTRADICTORY:
            yield ids[target], ids[source], Kind.OBJECTION
    for inference in document.inferences:
        for premise in inference.premises:
            yield ids[Member("[", premise)], ids[Member("[", inference.conclusion)], Kind.SUPPORT


def _dropped(document: Document) -> Iterator[Dropped]:
    """What the document says and a map can not hold, counted."""
    ends = document.conclusions()
    lost = Counter({_LOST[sort]: count for sort, count in document.lost.items()})
    lost["undercut", "a map has objections to claims only, and it became one"] = sum(
        kind == Type.UNDERCUT for *_, kind in document.relations
    )
    lost["description of an argument", "its last conclusion stands for it"] = sum(
        bool(document.arguments[argument].texts) for argument in ends
    )
    lost["joint premises", "a map has a link of its own for each premise"] = sum(
        len(set(inference.premises)) > 1 for inference in document.inferences
    )
    lost["rule of an inference", "a map has no place for it"] = sum(
        bool(inference.rule) for inference in document.inferences
    )
    return (Dropped(what, why, count) for (what, why), count in lost.items() if count)


def _ids(members: list[Member], document: Document) -> Iterator[tuple[Member, str]]:
    """Titles as they are; arguments that share a title with a statement and untitled ones get an id of their own."""
    taken = {member.title for member in members if member.sort == "[" and member.title not in document.untitled}
    yield from ((member, member.title) for member in members if member.sort == "[" and member.title in taken)
    for number, member in enumerate(members, 1):
        if member.sort == "<" or member.title not in taken:
            id = f"u{number}" if member.title in document.untitled else member.title
            while id in taken:
                id += "'"
            taken.add(id)
            yield member, id
