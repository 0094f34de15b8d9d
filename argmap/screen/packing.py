"""Rectangles on a sheet: each as high up as it fits."""

from collections.abc import Sequence
from math import sqrt

ASPECT = 1.5
"""Width to height of the sheet that is aimed at; panes are a little wider than tall."""

Stretch = tuple[float, float, float]
"""From x, to x, and the y that is taken down to."""


def pack(sizes: Sequence[tuple[float, float]], keep: int, gap: float) -> list[tuple[float, float]]:
    """The left upper corner of every rectangle, `gap` apart: the first `keep` in order, then the tallest first."""
    area = sum((width + gap) * (height + gap) for width, height in sizes)
    limit = max([sqrt(area * ASPECT), *(width + gap for width, _ in sizes)])
    order = [*range(min(keep, len(sizes))), *sorted(range(keep, len(sizes)), key=lambda i: (-sizes[i][1], i))]
    skyline: list[Stretch] = [(0.0, limit, 0.0)]
    corners = [(0.0, 0.0)] * len(sizes)
    for i in order:
        width, height = sizes[i]
        x, y = corners[i] = highest(skyline, width + gap)
        skyline = raised(skyline, (x, x + width + gap, y + height + gap))
    return corners


def highest(skyline: Sequence[Stretch], width: float) -> tuple[float, float]:
    """The free place with the smallest y, then the smallest x, for something that wide."""
    limit = skyline[-1][1]
    best = (float("inf"), 0.0)
    for i, (x, _, _) in enumerate(skyline):
        if x + width > limit + 1e-6:
            break
        best = min(best, (level(skyline[i:], x + width, best[0]), x))
    return best[1], best[0]


def level(stretches: Sequence[Stretch], right: float, enough: float) -> float:
    """The lowest point of the stretches up to `right`; stops where `enough` is reached."""
    lowest = 0.0
    for start, _, y in stretches:
        if start >= right - 1e-6 or lowest >= enough:
            break
        lowest = max(lowest, y)
    return lowest


def raised(skyline: Sequence[Stretch], new: Stretch) -> list[Stretch]:
    """The skyline with one stretch replaced."""
    left, right, _ = new
    pieces = [(start, min(end, left), y) for start, end, y in skyline if start < left]
    pieces.append(new)
    pieces += [(max(start, right), end, y) for start, end, y in skyline if end > right]
    return [piece for piece in pieces if piece[1] - piece[0] > 1e-6]
