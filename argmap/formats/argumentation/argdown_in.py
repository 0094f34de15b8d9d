"""Argdown as people write it -> claims and links.

Statements and arguments both become claims; an argument with premises and conclusions stands for its last conclusion,
which each of its premises supports. Undercuts become objections. Headings and data in braces are dropped and counted.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from argmap.datatypes import Dropped, Kind
from argmap.errors import InputError
from argmap.formats.argumentation.argdown import MAIN_TAG
from argmap.formats.assemble import Draft, Relation, Statement

_FRONT = re.compile(r"\s*===+\n(.*?)\n===+[ \t]*(?:\n|$)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|/\*.*?(?:\*/|\Z)|//[^\n]*", re.DOTALL)
_DATA = re.compile(r"\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}")
_TAG = re.compile(r"#(?:\(([^()#]+)\)|([\w-]+))")
_LINE = re.compile(
    r"(?P<indent>[ \t]*)"
    r"(?:(?P<relation>\+>|->|_>|><|<\+|<-|<_|[+_-](?=\s))|(?P<premise>\(\d+\))|(?:\*|\d+\.)(?=\s))?"
    r"\s*(?P<rest>.*)"
)
_NAMED = re.compile(r"(?P<open>[\[<])(?P<title>[^\]>]+)[\]>](?P<colon>:)?\s*(?P<text>.*)")
_SIGN = r"(?:\+>|->|_>|><|<\+|<-|<_|[+_-])"
_INFERENCE = re.compile(r"\s*-{2,}")
_SHIFT = 0xF0000
"""Escaped characters hide here, in a private plane of Unicode, until all marks are read."""

_KINDS = {"+": Kind.SUPPORT, "-": Kind.OBJECTION, "_": Kind.OBJECTION, "><": Kind.OBJECTION}


@dataclass
class _Reading:
    """What was found so far; claims by key, which is their title."""

    texts: dict[str, list[str]] = field(default_factory=dict)
    tags: dict[str, list[str]] = field(default_factory=dict)
    relations: dict[tuple[str, str, Kind], None] = field(default_factory=dict)
    conclusions: dict[str, str] = field(default_factory=dict)
    dropped: Counter[tuple[str, str]] = field(default_factory=Counter)
    above: list[tuple[int, str]] = field(default_factory=list)
    premises: list[str] = field(default_factory=list)
    argument: str = ""
    concludes: bool = False
    last: str = ""


def from_argdown(text: str) -> Draft:
    """The claims and links of an Argdown document; a claim's id is its title, or u1, u2, ... where it has none.

    Raises:
        InputError: a relation stands at the beginning, below no claim.
    """
    hidden = re.sub(r"\\([!-/:-@\[-`{-~])", lambda found: chr(_SHIFT + ord(found[1])), text.removeprefix("\ufeff"))
    front = _FRONT.match(hidden)
    body = hidden[front.end() :] if front else hidden
    skipped = hidden[: front.end()].count("\n") if front else 0
    reading = _Reading()
    body = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), body)
    for number, line in enumerate(body.split("\n"), skipped + 1):
        _read_line(line.rstrip(), number, reading)
    return _draft(reading, _title(front[1]) if front else None)


def is_argdown(text: str) -> bool:
    """Whether a text is surely Argdown: it defines a title, and has a relation to a title indented below something.

    Markdown has lines that look like either (link definitions, links in lists), so addresses do not count.
    """
    defined = re.search(r"^[ \t]*(?:[+-][ \t]+)?(?:\[[^\]\n]+\]|<[^>\n]+>): +(?!https?:|<|/|#)\S", text, re.MULTILINE)
    related = re.search(rf"^[ \t]+{_SIGN}[ \t]+(?:\[[^\]\n]+\](?![(\[])|<[^>/\n]+>)", text, re.MULTILINE)
    return defined is not None and related is not None


def _shown(text: str) -> str:
    """The text with its escaped characters back."""
    return "".join(chr(ord(c) - _SHIFT) if _SHIFT < ord(c) < _SHIFT + 128 else c for c in text).strip()


def _title(front: str) -> str | None:
    """The title in the front matter, in quotes or bare."""
    found = re.search(r"^title:[ \t]*(.+)$", front, re.MULTILINE)
    if not found:
        return None
    value = "".join(f"\\{chr(ord(c) - _SHIFT)}" if _SHIFT < ord(c) < _SHIFT + 128 else c for c in found[1]).strip()
    try:
        return str(json.loads(value))
    except ValueError:
        return value.strip("'\"")


def _read_line(line: str, number: int, reading: _Reading) -> None:
    """Take in one line: blank, heading, inference, relation, premise, statement, or more of the one before."""
    if not line.strip():
        reading.above.clear()
        reading.last = ""
    elif re.match(r"#+ ", line):
        reading.dropped["heading", "a map has no sections"] += 1
        _close(reading)
    elif _INFERENCE.match(line) and not re.match(r"\s*-+>", line):
        reading.concludes = True
    else:
        _read_item(line, number, reading)


def _read_item(line: str, number: int, reading: _Reading) -> None:
    found = _LINE.match(line)
    assert found  # the pattern fits every line
    relation, premise, rest = found["relation"], found["premise"], found["rest"]
    named = _NAMED.match(rest)
    if reading.last and not relation and not premise and not named and rest == line.strip():
        reading.texts[reading.last].append(_clean(rest, reading.last, reading))
        return
    if not rest:
        return
    key = _key(rest, named, reading)
    depth = len(found["indent"].expandtabs(4))
    reading.above = [place for place in reading.above if place[0] < depth]
    if relation:
        if not reading.above:
            raise InputError(f"the relation {relation} stands below no statement; indent it below one", line=number)
        _relate(relation, key, reading.above[-1][1], reading)
    elif premise:
        _reason(key, reading)
    else:
        _close(reading)
        reading.argument = key if named and named["open"] == "<" else ""
    reading.above.append((depth, key))
    reading.last = key


def _key(rest: str, named: re.Match[str] | None, reading: _Reading) -> str:
    """The claim's title, its text taken in; an untitled statement is its own title."""
    if named and _shown(named["title"]):
        key = ("" if named["open"] == "[" else "<") + _shown(named["title"])
        text = named["text"]
    else:
        key, text = f"\n{_shown(_TAG.sub('', _DATA.sub('', rest)))}", rest
    reading.texts.setdefault(key, [])
    text = _clean(text, key, reading)
    if text and text not in reading.texts[key]:
        reading.texts[key].append(text)
    return key


def _clean(text: str, key: str, reading: _Reading) -> str:
    """The words without tags and data, which are noted."""
    reading.dropped["data in braces", "a map has no such field"] += len(_DATA.findall(text))
    plain = _DATA.sub("", text)
    for tag in _TAG.finditer(plain):
        reading.tags.setdefault(key, []).append(_shown(tag[1] or tag[2]))
    return _shown(_TAG.sub("", plain))


def _relate(sign: str, key: str, above: str, reading: _Reading) -> None:
    """Note what stands below a statement: `+` and `-` for and against it, `+>` and `->` the other way round."""
    kind = _KINDS[sign if sign == "><" else sign.strip("<>")]
    if "_" in sign:
        reading.dropped["undercut", "a map has objections to claims only, and it became one"] += 1
    ends = (above, key) if sign in ("+>", "->", "_>") else (key, above)
    reading.relations[*ends, kind] = None
    if sign == "><":
        reading.relations[above, key, kind] = None


def _reason(key: str, reading: _Reading) -> None:
    """A numbered statement: a premise, or below a line of dashes the conclusion of what came before."""
    if reading.concludes:
        for premise in reading.premises:
            if premise != key:
                reading.relations[premise, key, Kind.SUPPORT] = None
        reading.premises = []
        if reading.argument:
            reading.conclusions[reading.argument] = key
    reading.premises.append(key)
    reading.concludes = False


def _close(reading: _Reading) -> None:
    reading.premises, reading.argument, reading.concludes = [], "", False


def _draft(reading: _Reading, title: str | None) -> Draft:
    keys = [key for key in reading.texts if key not in reading.conclusions]
    ids = dict(_ids(keys))
    lost = sum(bool(reading.texts[argument]) for argument in reading.conclusions)
    reading.dropped["description of an argument", "its last conclusion stands for it"] += lost
    ids |= {key: ids[end] for key, end in reading.conclusions.items() if end in ids}
    relations = [
        Relation(ids[source], ids[target], kind)
        for source, target, kind in reading.relations
        if source in ids and target in ids and ids[source] != ids[target]
    ]
    tags = {key: list(dict.fromkeys(reading.tags.get(key, ()))) for key in keys}
    return Draft(
        format="Argdown",
        statements=[
            Statement(
                ids[key],
                " ".join(reading.texts[key]) or key.strip("<\n"),
                tuple(tag for tag in tags[key] if tag != MAIN_TAG),
            )
            for key in keys
        ],
        relations=relations,
        title=title,
        main=tuple(ids[key] for key in keys if MAIN_TAG in tags[key]),
        lacks=("authors and posts", "base scores", "confidences", "ids of links"),
        dropped=tuple(Dropped(what, why, count) for (what, why), count in reading.dropped.items() if count),
    )


def _ids(keys: list[str]) -> Iterator[tuple[str, str]]:
    """Titles as they are; arguments that share a title with a statement and untitled ones get an id of their own."""
    taken = {key for key in keys if not key.startswith(("\n", "<"))}
    yield from ((key, key) for key in keys if key in taken)
    for number, key in enumerate(keys, 1):
        if key.startswith(("\n", "<")):
            id = key[1:] if key.startswith("<") else f"u{number}"
            while id in taken:
                id += "'"
            taken.add(id)
            yield key, id
