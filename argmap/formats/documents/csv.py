"""CSV: one table of claims and one of links, as RFC 4180 has it, safe to open in a spreadsheet."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence

from argmap.datatypes import ArgumentMap
from argmap.formats.attributes import claim_attributes
from argmap.formats.escape import printable

FORMULA = re.compile(r"[\t\r\n]|[\s\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠]")
"""How a formula begins: with its sign, also the wide one of East Asian keyboards, after space seen or unseen."""


def csv_claims_pieces(argument_map: ArgumentMap) -> Iterator[str]:
    """One claim a row: its id, what is said of it, and the claims that support it, object to it or that it turns on."""
    related = {
        "supports": argument_map.supports,
        "objections": argument_map.objections,
        "cruxes": argument_map.claim_cruxes,
    }
    claims = claim_attributes(argument_map)
    header = ["id", *next(iter(claims.values()), {"text": ""}), *related]
    rows = (
        [claim, *attributes.values(), *("; ".join(ids.get(claim, ())) for ids in related.values())]
        for claim, attributes in claims.items()
    )
    return _table(header, rows)


def csv_links_pieces(argument_map: ArgumentMap) -> Iterator[str]:
    """One link a row, with the texts of its two claims."""
    texts = {claim.id: claim.text for claim in argument_map.claims}
    rows = (
        [link.id, link.source, link.target, link.kind.value, link.confidence, texts[link.source], texts[link.target]]
        for link in argument_map.links
    )
    return _table(["id", "source", "target", "kind", "confidence", "source_text", "target_text"], rows)


class _Echo:
    """A file that gives back what is written to it: a CSV writer's `writerow` then returns its line."""

    def write(self, text: str) -> str:
        """The text."""
        return text


def _table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    line = csv.writer(_Echo(), lineterminator="\r\n").writerow
    yield str(line(header))
    for row in rows:
        yield str(line([_cell(value) for value in row]))


def _cell(value: object) -> object:
    """A value that no spreadsheet takes for a formula: an apostrophe goes before what begins like one.

    >>> _cell("=1+1"), _cell("fine"), _cell(-1)
    ("'=1+1", 'fine', -1)
    """
    if not isinstance(value, str):
        return value
    text = printable(value)
    return f"'{text}" if FORMULA.match(text) else text
