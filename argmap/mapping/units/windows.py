"""Which units are read together: those of a post, in runs where it is long."""

from collections.abc import Sequence

from argmap.datatypes import Unit

WINDOW_TOKENS = 440
LONGEST_UNIT = 90
"""In word pieces, estimated: a run stays under the 512 that the encoder reads at once."""


def windows_of(units: Sequence[Unit]) -> list[tuple[int, ...]]:
    """Indices of units that are read together; every unit stands in one window, in reading order."""
    found: list[tuple[int, ...]] = []
    run: list[int] = []
    total = 0
    for i, unit in enumerate(units):
        cost = tokens(unit.text)
        if run and (units[run[0]].span.post != unit.span.post or total + cost > WINDOW_TOKENS):
            found.append(tuple(run))
            run, total = [], 0
        run.append(i)
        total += cost
    return [*found, tuple(run)] if run else found


def tokens(text: str) -> int:
    """About how many word pieces a text has: one for every four characters, and never fewer than its words."""
    return min(LONGEST_UNIT, max(len(text) // 4, len(text.split())) + 2)
