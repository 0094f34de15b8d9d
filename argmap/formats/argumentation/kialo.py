"""Kialo's text export: a numbered outline of pros and cons below one thesis, out and back in.

A map with several outermost claims gets its title as the thesis, and they stand below it without a stance, as in
Kialo's own discussions with several theses. A claim that is a reason twice is named the second time: `-> See 1.2.`.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from argmap.datatypes import ArgumentMap, Dropped, Kind
from argmap.errors import InputError
from argmap.formats.assemble import Draft, Relation, Statement
from argmap.formats.documents.outline import Row, outline
from argmap.formats.escape import one_line

STANCES = {Kind.SUPPORT: "Pro", Kind.OBJECTION: "Con"}
KINDS = {stance: kind for kind, stance in STANCES.items()}
TITLE = "Discussion Title:"

_LINE = re.compile(r"((?:\d+\.)+)\s+(?:(Pro|Con):\s)?(.*)")
_SEE = re.compile(r"-> See ((?:\d+\.)+)")
_MISLEADING = re.compile(r"(Pro|Con): |-> See ")


def kialo_pieces(argument_map: ArgumentMap) -> Iterator[str]:
    """The map as Kialo text; every claim on one line."""
    rows = list(outline(argument_map))
    title = one_line(argument_map.thread.title or "Untitled")
    roots = sum(row.link is None for row in rows)
    top: tuple[int, ...] = () if roots == 1 else (1,)
    yield f"{TITLE} {title}\n\n"
    if roots != 1:
        yield f"1. {_escaped(title)}\n"
    places: dict[str, str] = {}
    for row in rows:
        number = "".join(f"{part}." for part in (*top, *row.number))
        yield f"{number} {_words(row, argument_map, places)}\n"
        places.setdefault(row.claim, number)


def _words(row: Row, argument_map: ArgumentMap, places: dict[str, str]) -> str:
    stance = f"{STANCES[row.link.kind]}: " if row.link else ""
    if row.again:
        return f"{stance}-> See {places[row.claim]}"
    text = _escaped(argument_map.claim_by_id[row.claim].text)
    return stance + (f"… {text}" if _MISLEADING.match(text) else text)


def _escaped(text: str) -> str:
    """One line in which brackets make no Markdown link; `_plain` takes the backslashes away again."""
    return re.sub(r"([\[\]()])", r"\\\1", one_line(text))


def _plain(text: str) -> str:
    return re.sub(r"\\([\[\]()])", r"\1", text).strip()


@dataclass(frozen=True, slots=True)
class _Item:
    number: str
    stance: str | None
    text: str
    line: int


def is_kialo(text: str) -> bool:
    """Whether a text begins as Kialo's export does."""
    return text.lstrip("\ufeff\n\r ").startswith(TITLE)


def from_kialo(text: str) -> Draft:
    """The claims and links of a Kialo text; claims are numbered anew, since the format has no ids.

    Raises:
        InputError: a claim stands below one that is not there.
    """
    items = list(_items(text))
    repeated = [number for number, count in Counter(item.number for item in items).items() if count > 1]
    if repeated:
        raise InputError(f"the number {repeated[0]} stands before two claims; renumber one of them")
    title = text.lstrip("\ufeff\n\r ").partition("\n")[0].removeprefix(TITLE).strip() or None
    plain = [item for item in items if not _SEE.match(item.text)]
    heading = _heading(plain, title)
    ids = {item.number: f"c{n}" for n, item in enumerate((i for i in plain if i is not heading), 1)}
    relations = []
    for item in items:
        above = re.sub(r"\d+\.$", "", item.number)
        if above and item.stance:
            relations.append(Relation(_meant(item, ids), _known(above, ids, item), KINDS[item.stance]))
    top = tuple(ids[item.number] for item in plain if item.number in ids and item.stance is None)
    loose = sum(item.number.count(".") > (2 if heading else 1) for item in plain if item.stance is None)
    return Draft(
        format="Kialo text",
        statements=[Statement(ids[item.number], _plain(item.text)) for item in plain if item.number in ids],
        relations=relations,
        title=title,
        lacks=("authors and posts", "directions", "base scores", "confidences", "ids"),
        main=top if len(top) == 1 else (),
        dropped=(Dropped("place in the outline", "the claim has no stance", loose),) if loose else (),
    )


def _items(text: str) -> Iterator[_Item]:
    """The numbered lines; a line without a number goes on with the one before it."""
    item: _Item | None = None
    for number, line in enumerate(text.splitlines(), 1):
        found = _LINE.fullmatch(line.strip())
        if found:
            if item:
                yield item
            item = _Item(found[1], found[2], found[3], number)
        elif item and line.strip():
            item = _Item(item.number, item.stance, f"{item.text}\n{line.strip()}", item.line)
    if item:
        yield item


def _heading(items: list[_Item], title: str | None) -> _Item | None:
    """The first item where it is no thesis but only the title over several."""
    below = [item for item in items if item.number.count(".") == 2]
    is_title = bool(items) and items[0].number.count(".") == 1 and _plain(items[0].text) == title
    return items[0] if is_title and all(item.stance is None for item in below) and len(below) != 0 else None


def _known(number: str, ids: dict[str, str], item: _Item) -> str:
    if number not in ids:
        raise InputError(f"{item.number} stands below {number}, which is not there; renumber it", line=item.line)
    return ids[number]


def _meant(item: _Item, ids: dict[str, str]) -> str:
    """The claim of an item, or the one that it refers to."""
    see = _SEE.match(item.text)
    return _known(see[1] if see else item.number, ids, item)
