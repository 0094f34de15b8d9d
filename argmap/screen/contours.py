"""The outlines of blocks, so that a short one can stand in the hollow of a tall one."""

import itertools
from collections.abc import Iterator, Sequence

Band = tuple[float, float, float, float]
"""Top, bottom, left and right of a stretch of a block's height."""
Contour = tuple[Band, ...]
"""Bands from the top down, each where the one before ends."""

MOST_BANDS = 16
"""Finer outlines save no room that could be seen, and cost time."""


def apart(left: Contour, right: Contour, gap: float) -> float:
    """How far the right one must be moved so that it stands at least `gap` to the right of the left one everywhere."""
    return max(
        (a[3] + gap - b[2] for a in left for b in right if a[0] < b[1] + gap / 2 and b[0] < a[1] + gap / 2),
        default=0.0,
    )


def moved(contour: Contour, dx: float, dy: float = 0.0) -> Contour:
    """The contour somewhere else."""
    return tuple((top + dy, bottom + dy, left + dx, right + dx) for top, bottom, left, right in contour)


def joined(a: Contour, b: Contour) -> Contour:
    """The outline of both, with no more bands than are kept."""
    edges = sorted({edge for band in (*a, *b) for edge in band[:2]})
    return coarse([band for top, bottom in itertools.pairwise(edges) for band in cover(top, bottom, (*a, *b))])


def cover(top: float, bottom: float, bands: Sequence[Band]) -> Iterator[Band]:
    """One band over all that lie between top and bottom, if any does."""
    held = [band for band in bands if band[0] < bottom and top < band[1]]
    if held:
        yield top, bottom, min(band[2] for band in held), max(band[3] for band in held)


def coarse(bands: list[Band]) -> Contour:
    """The bands, those made one that lose the least room by it, until there are few enough."""
    while len(bands) > MOST_BANDS:
        i = min(range(len(bands) - 1), key=lambda i: loss(bands[i], bands[i + 1]))
        bands[i : i + 2] = [merged(bands[i], bands[i + 1])]
    return tuple(bands)


def merged(a: Band, b: Band) -> Band:
    """The smallest band over two."""
    return a[0], b[1], min(a[2], b[2]), max(a[3], b[3])


def area(bands: Sequence[Band]) -> float:
    """How much room the bands take."""
    return sum((bottom - top) * (right - left) for top, bottom, left, right in bands)


def loss(a: Band, b: Band) -> float:
    """The room that is lost when two bands become one."""
    return area([merged(a, b)]) - area([a, b])
