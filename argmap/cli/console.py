"""What the terminal shows: text that cannot drive it, and the cruxes as a page to read. Pure; argmap.cli prints."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from textwrap import indent, wrap

from argmap.datatypes import ArgumentMap, Claim, Crux, Kind
from argmap.mapping.cruxes.credence import Shift, what_if
from argmap.mapping.cruxes.debate import Debate, build_debate
from argmap.mapping.cruxes.paths import find_path
from argmap.mapping.cruxes.reactions import told_by_readers
from argmap.mapping.cruxes.settling import settled_by
from argmap.mapping.cruxes.sides import sides_of, sure_sides
from argmap.mapping.cruxes.telling import explain, how_sure, open_questions, shorten, silence
from argmap.quality.evaluation import mean
from argmap.screen.rows import told_objection

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What could move the cursor, recolour or reorder the text on a terminal, or cannot be encoded; not tab and newline."""

MOST_SHOWN = 10
"""Claims that move, the largest change first; the page is for a reader, the map for a program."""


def printable(text: str) -> str:
    r"""The text with everything that a terminal would obey, or choke on, shown as an escape.

    >>> printable("\x1b[2Jdone\n")
    '\\x1b[2Jdone\n'
    """
    return CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


def cruxes_page(argument_map: ArgumentMap, width: int = 100) -> str:
    """The main claims and the ranked cruxes: the words, who stands where, the way to what turns, what would change."""
    debate = build_debate(argument_map.claims, argument_map.links, argument_map.thread)
    cruxes = (_crux_block(n, crux, argument_map, debate) for n, crux in enumerate(argument_map.cruxes, 1))
    blocks = [_heading(argument_map), *cruxes]
    if not argument_map.cruxes:
        asked = open_questions(argument_map)
        blocks.append(silence(argument_map))
        blocks.extend(["\n".join(["Questions that are asked:", *(f"  “{text}”" for text in asked)])] if asked else [])
    return _page(blocks, width)


def credences_page(argument_map: ArgumentMap, credences: Mapping[str, float], width: int = 100) -> str:
    """What follows for the main claims, and for the others that move, from a reader's credences.

    Raises:
        InputError: a credence lies outside [0, 1], or the map has no such claim.
    """
    shifts = what_if(argument_map, credences)
    main, others = shifts[: len(argument_map.main)], shifts[len(argument_map.main) :]
    given = [
        f"  {value:.2f} instead of {argument_map.strengths[claim]:.2f} for {_called(claim, argument_map)}"
        for claim, value in credences.items()
    ]
    blocks = [
        "\n".join(["With your credences:", *given]),
        "\n".join(["What it is about:", *(_shift(shift, argument_map) for shift in main)]),
        "\n".join(["What else moves:", *(_shift(shift, argument_map) for shift in others[:MOST_SHOWN])]),
    ]
    if not others:
        blocks[-1] = "Nothing else moves."
    elif len(others) > MOST_SHOWN:
        blocks.append(f"{len(others) - MOST_SHOWN} more move less.")
    return _page(blocks, width)


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


def _crux_block(number: int, crux: Crux, argument_map: ArgumentMap, debate: Debate) -> str:
    claim = argument_map.claim_by_id[crux.claim]
    readers = told_by_readers(claim, argument_map.thread)
    told, settled = told_objection(crux, argument_map), settled_by(claim.text)
    sure_for, sure_against = sure_sides(crux, argument_map)
    lines = [
        f"{number}. {_said(claim, argument_map).strip()}",
        f"   for: {_side(crux.for_, sure_for, argument_map)}",
        f"   against: {_side(crux.against, sure_against, argument_map)}",
        f"   objected: {told}" if told else "",
        f"   double crux: {_double(crux, argument_map, debate)}" if crux.double else "",
        f"   {_way(crux, argument_map)}",
        f"   {explain(crux, argument_map)}",
        f"   what would settle it: {settled}" if settled else "",
        f"   would a careful reader name it: {how_sure(crux)}" if how_sure(crux) else "",
        f"   readers of the site: {readers}" if readers else "",
    ]
    return "\n".join(line for line in lines if line.strip())


def _side(names: Sequence[str], sure: Sequence[str], argument_map: ArgumentMap) -> str:
    """Who stands there, and who only may, by a link that is right less often than in two of three."""
    maybe = [name for name in names if name not in sure]
    certain = [_names(sure, argument_map)] if sure or not maybe else []
    return "; ".join([*certain, f"maybe {_names(maybe, argument_map)}"] if maybe else certain)


def _double(crux: Crux, argument_map: ArgumentMap, debate: Debate) -> str:
    """Who of the two sides of the claim that turns takes which side on the crux."""
    sides, about = sides_of(crux, debate), f"[{crux.about}]"
    told = [
        (sides.both, "for", "for", sides.neither, "against"),
        (sides.only_about, "for", "against", sides.only_crux, "for"),
    ]
    return "; ".join(
        f"{_names(one, argument_map)}: {pro} {about} and {this} this; "
        f"{_names(other, argument_map)}: against {about} and {that} this"
        for one, pro, this, other, that in told
        if one and other
    )


def _way(crux: Crux, argument_map: ArgumentMap) -> str:
    """What the crux does for the claim that turns, link by link; nothing in a map that has no such links."""
    kinds = {(link.source, link.target): link.kind for link in argument_map.links}
    path = find_path(crux.claim, crux.about, argument_map.links)
    steps = [
        f"{'supports' if kinds[source, target] is Kind.SUPPORT else 'objects to'} {_called(target, argument_map)}"
        for source, target in pairwise(path)
    ]
    return "it " + ", which ".join(steps) if steps else ""


def _shift(shift: Shift, argument_map: ArgumentMap) -> str:
    moved = f"{shift.before:.2f} -> {shift.after:.2f}" if shift.moves else f"stays at {shift.before:.2f}"
    turn = ", to the other side of 0.50" if shift.turns and shift.moves else ""
    return f"  {moved}{turn}: {_called(shift.claim, argument_map)}"


def _called(claim: str, argument_map: ArgumentMap) -> str:
    """A claim by its id and first words."""
    return f"[{claim}] “{shorten(argument_map.claim_by_id[claim].text, 70)}”"


def _said(claim: Claim, argument_map: ArgumentMap) -> str:
    speaker = argument_map.thread.by_id[claim.mentions[0].post].speaker
    return f"  [{claim.id}] “{shorten(claim.text, 300)}” ({_names((speaker,), argument_map)})"


def _names(speakers: Sequence[str], argument_map: ArgumentMap) -> str:
    """Who speaks; a post whose author is unknown goes by its place in the thread."""
    nameless = {post.id: n for n, post in enumerate(argument_map.thread.posts, 1) if post.author is None}
    shown = (f"post {nameless[s]}" if s in nameless else " ".join(s.split()) for s in speakers)
    return ", ".join(shown) or "nobody"


def _page(blocks: Sequence[str], width: int) -> str:
    return printable("\n\n".join(_wrapped(block, width) for block in blocks)) + "\n"


def _wrapped(block: str, width: int) -> str:
    return "\n".join(line for text in block.split("\n") for line in _fold(text, width))


def _fold(line: str, width: int) -> Iterator[str]:
    """The line in pieces of at most that width, each under the first letter of the first."""
    body = line.lstrip(" ")
    margin = " " * (len(line) - len(body))
    pieces = wrap(body, max(20, width - len(margin) - 2), break_long_words=False, break_on_hyphens=False) or [""]
    yield margin + pieces[0]
    yield from indent("\n".join(pieces[1:]), margin + "  ").splitlines()
