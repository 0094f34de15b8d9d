"""What the terminal shows: text that cannot drive it, and the cruxes as a page to read. Pure; argmap.cli prints."""

import re
from collections.abc import Iterator, Mapping
from textwrap import indent, wrap

from argmap.crux import explain, shorten
from argmap.datatypes import ArgumentMap, Claim, Crux
from argmap.evaluation import mean
from argmap.reactions import told_by_readers

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What could move the cursor, recolour or reorder the text on a terminal, or cannot be encoded; not tab and newline."""


def printable(text: str) -> str:
    r"""The text with everything that a terminal would obey, or choke on, shown as an escape.

    >>> printable("\x1b[2Jdone\n")
    '\\x1b[2Jdone\n'
    """
    return CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


def cruxes_page(argument_map: ArgumentMap, width: int = 100) -> str:
    """The main claims and the ranked cruxes: the words, who stands where, and what would change."""
    blocks = [_heading(argument_map), *(_crux_block(n, c, argument_map) for n, c in enumerate(argument_map.cruxes, 1))]
    if not argument_map.cruxes:
        blocks.append("No cruxes: nobody gives reasons for or against a reason of the main claims.")
    return printable("\n\n".join(_wrapped(block, width) for block in blocks)) + "\n"


def summary(argument_map: ArgumentMap) -> str:
    """What a map holds, in one line."""
    counts = {
        "posts": len(argument_map.thread.posts),
        "claims": len(argument_map.claims),
        "links": len(argument_map.links),
        "cruxes": len(argument_map.cruxes),
    }
    return ", ".join(f"{count} {what}" for what, count in counts.items())


def figures_page(rows: Mapping[str, Mapping[str, float]]) -> str:
    """Figures of agreement as a table: a row a figure, a column a thread, their mean last."""
    average = mean(list(rows.values()))
    width = max(map(len, average), default=0)
    lines = ["".ljust(width) + "".join(f"{name[:9]:>10}" for name in (*rows, "mean"))]
    for figure, value in average.items():
        cells = [f"{row[figure]:>10.2f}" if figure in row else "-".rjust(10) for row in rows.values()]
        lines.append(figure.ljust(width) + "".join(cells) + f"{value:>10.3f}")
    return printable("\n".join(lines)) + "\n"


def _heading(argument_map: ArgumentMap) -> str:
    title = argument_map.thread.title or argument_map.thread.id
    claims = [argument_map.claim_by_id[main] for main in argument_map.main]
    return "\n".join(
        [" ".join(title.split()), "", "What it is about:", *(_said(claim, argument_map) for claim in claims)]
    )


def _crux_block(number: int, crux: Crux, argument_map: ArgumentMap) -> str:
    claim = argument_map.claim_by_id[crux.claim]
    readers = told_by_readers(claim, argument_map.thread)
    double = " (double crux: the two sides answer it differently)" if crux.double else ""
    return "\n".join(
        [
            f"{number}. {_said(claim, argument_map).strip()}{double}",
            f"   for: {_names(crux.for_, argument_map)}",
            f"   against: {_names(crux.against, argument_map)}",
            f"   {explain(crux, argument_map)}",
            *([f"   readers of the site: {readers}"] if readers else []),
        ]
    )


def _said(claim: Claim, argument_map: ArgumentMap) -> str:
    speaker = argument_map.thread.by_id[claim.mentions[0].post].speaker
    return f"  “{shorten(claim.text, 300)}” ({_names((speaker,), argument_map)})"


def _names(speakers: tuple[str, ...], argument_map: ArgumentMap) -> str:
    """Who speaks; a post whose author is unknown goes by its place in the thread."""
    nameless = {post.id: n for n, post in enumerate(argument_map.thread.posts, 1) if post.author is None}
    shown = (f"post {nameless[s]}" if s in nameless else " ".join(s.split()) for s in speakers)
    return ", ".join(shown) or "nobody"


def _wrapped(block: str, width: int) -> str:
    return "\n".join(line for text in block.split("\n") for line in _fold(text, width))


def _fold(line: str, width: int) -> Iterator[str]:
    """The line in pieces of at most that width, each under the first letter of the first."""
    body = line.lstrip(" ")
    margin = " " * (len(line) - len(body))
    pieces = wrap(body, max(20, width - len(margin) - 2), break_long_words=False, break_on_hyphens=False) or [""]
    yield margin + pieces[0]
    yield from indent("\n".join(pieces[1:]), margin + "  ").splitlines()
