"""A claim and the reasons below it as one rectangle: which reasons share a column, which columns share a row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, sqrt

from argmap.datatypes import Kind, Link
from argmap.screen.contours import Contour, apart, area, joined, moved
from argmap.screen.packing import ASPECT

Size = tuple[float, float]

GAP = 26.0
"""Between columns; the lines of stacked reasons run in it."""
STACK = 14.0
"""Between the boxes of a stack."""
LEVEL = 62.0
"""Between a claim and its reasons, and between rows: room for two lines and an arrow."""
TALLEST_STACK = 6
TOLERANCE = 1.25
NARROW = 1000.0
"""A row is broken where it is so much wider than its family's ideal, and wider than a pane.

Over five maps of 67 to 176 claims a pane of 620 by 500 then shows the whole map at a scale of .180 on average; at
tolerances of .9, 1.6 and 3 it is .169, .179 and .139.
"""


@dataclass(frozen=True, slots=True)
class Column:
    """Reasons of one claim, one below the other; x and y from the corner of the reasons' area.

    Attributes:
        claims: from the top.
        kind: what all of them are for the claim above.
        width: with the room on the left for the line that joins a stack.
        height: of all of them.
        joint: the x, from the column's left edge, of the line that goes up.
        contour: its outline from its own corner.
        row: 0 for the row right below the claim.
    """

    claims: tuple[str, ...]
    kind: Kind
    width: float
    height: float
    joint: float
    contour: Contour
    x: float = 0.0
    y: float = 0.0
    row: int = 0

    @property
    def stacked(self) -> bool:
        """Whether its boxes are joined from their left sides."""
        return len(self.claims) > 1


@dataclass(frozen=True, slots=True)
class Block:
    """A claim with all that hangs below it; `middle` is the claim's own x from the left edge."""

    width: float
    height: float
    middle: float
    contour: Contour
    columns: tuple[Column, ...] = ()


def find_block(size: Size, links: Sequence[Link], blocks: Mapping[str, Block]) -> Block:
    """The block of a claim of that size over the blocks of its reasons."""
    own = (0.0, size[1], 0.0, size[0])
    if not links:
        return Block(size[0], size[1], size[0] / 2, (own,))
    rows = broken(list(find_columns(links, blocks)))
    wide = max(row_width(row) for row in rows) + margin(rows, Kind.SUPPORT) + margin(rows, Kind.OBJECTION)
    columns = list(place_rows(rows, wide))
    joints = [column.x + column.joint for column in columns if column.row == 0]
    middle = middle_of(joints)
    shift = max(0.0, size[0] / 2 - middle)
    placed = tuple(replace(column, x=column.x + shift) for column in columns)
    below = size[1] + LEVEL
    height = below + max(column.y + column.height for column in columns)
    width = max(wide, middle + size[0] / 2) + shift
    head = moved((own,), middle + shift - size[0] / 2)
    contour = (*head, (size[1], height, shift, shift + wide))
    if len(rows) == 1:
        reach = (min(*joints, middle - GAP), max(*joints, middle + GAP))
        contour = (*head, (size[1], below, reach[0] + shift, reach[1] + shift))
        contour = joined(contour, moved(row_contour(rows[0]), placed[0].x - rows[0][0].x, below))
    return Block(width, height, middle + shift, contour, placed)


def middle_of(joints: Sequence[float]) -> float:
    """Where a claim stands over its reasons: in the middle, or right above one where the middle may be far from any."""
    centre = (min(joints) + max(joints)) / 2
    return centre if max(joints) - min(joints) < NARROW else min(joints, key=lambda x: (abs(x - centre), x))


def find_columns(links: Sequence[Link], blocks: Mapping[str, Block]) -> Iterator[Column]:
    """The columns below a claim: supports, then objections; of each, tallest first, what has reasons of its own."""
    tall = max((blocks[link.source].height for link in links if blocks[link.source].columns), default=0.0)
    for kind in (Kind.SUPPORT, Kind.OBJECTION):
        sources = [link.source for link in links if link.kind is kind]
        inner = [claim for claim in sources if blocks[claim].columns]
        for claim in sorted(inner, key=lambda claim: -blocks[claim].height):
            block = blocks[claim]
            yield Column((claim,), kind, block.width, block.height, block.middle, block.contour)
        yield from stacks([claim for claim in sources if not blocks[claim].columns], kind, tall, blocks)


def stacks(leaves: Sequence[str], kind: Kind, tall: float, blocks: Mapping[str, Block]) -> Iterator[Column]:
    """The leaves in columns of one length, as tall as what stands beside them or as makes a screen's shape."""
    if not leaves:
        return
    pitch = sum(blocks[leaf].height for leaf in leaves) / len(leaves) + STACK
    shape = ceil(sqrt(len(leaves) * (blocks[leaves[0]].width + GAP) / pitch / ASPECT))
    rows = min(max(int((tall + STACK) / pitch), shape), TALLEST_STACK)
    size = ceil(len(leaves) / ceil(len(leaves) / rows))
    for start in range(0, len(leaves), size):
        yield stack(tuple(leaves[start : start + size]), kind, blocks)


def stack(claims: tuple[str, ...], kind: Kind, blocks: Mapping[str, Block]) -> Column:
    """One column of leaves."""
    width = max(blocks[claim].width for claim in claims)
    height = sum(blocks[claim].height + STACK for claim in claims) - STACK
    if len(claims) == 1:
        return Column(claims, kind, width, height, width / 2, ((0.0, height, 0.0, width),))
    return Column(claims, kind, width + GAP, height, GAP / 3, ((0.0, height, 0.0, width + GAP),))


def broken(columns: Sequence[Column]) -> list[list[Column]]:
    """The columns in as many rows as bring the family near the shape of a screen, each row as tight as it can be."""
    room = sum(area(column.contour) + column.width * LEVEL + column.height * GAP for column in columns)
    limit = max(sqrt(room * ASPECT) * TOLERANCE, NARROW)
    rows: list[list[Column]] = []
    outline: Contour = ()
    for column in columns:
        x = apart(outline, column.contour, GAP)
        if rows and max(x + column.width, row_width(rows[-1])) - min(x, rows[-1][0].x) <= limit:
            rows[-1].append(replace(column, x=x))
            outline = joined(outline, moved(column.contour, x))
        else:
            rows.append([replace(column, x=0.0)])
            outline = column.contour
    return [flush(row) for row in rows]


def flush(row: Sequence[Column]) -> list[Column]:
    """The row moved so that its leftmost column begins at 0."""
    left = min(column.x for column in row)
    return [replace(column, x=column.x - left) for column in row]


def row_width(row: Sequence[Column]) -> float:
    """How far a row reaches."""
    return max(column.x + column.width for column in row)


def row_contour(row: Sequence[Column]) -> Contour:
    """The outline of a row whose columns have their places."""
    contour: Contour = ()
    for column in row:
        contour = joined(contour, moved(column.contour, column.x))
    return contour


def margin(rows: Sequence[Sequence[Column]], kind: Kind) -> float:
    """Room at a side for the line that takes the reasons of a kind from the lower rows up to the claim."""
    return GAP if any(column.kind is kind for row in rows[1:] for column in row) else 0.0


def place_rows(rows: Sequence[Sequence[Column]], width: float) -> Iterator[Column]:
    """The columns with their x, y and row; rows of objections only stand to the right, where their line goes up."""
    left, right = margin(rows, Kind.SUPPORT), width - margin(rows, Kind.OBJECTION)
    y = 0.0
    for number, row in enumerate(rows):
        spare = right - left - row_width(row)
        only_objections = number > 0 and row[0].kind is Kind.OBJECTION
        x = left + (spare if only_objections else spare / 2 if number == 0 else 0.0)
        for column in row:
            yield replace(column, x=x + column.x, y=y, row=number)
        y += max(column.height for column in row) + LEVEL
