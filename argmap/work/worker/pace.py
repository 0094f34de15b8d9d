"""How long a mapping will still take, from how long its stages took so far. Pure."""

from collections.abc import Mapping, Sequence

PACE: Mapping[str, tuple[float, float]] = {
    "Loading models": (1.3, 0.0),
    "Splitting into units": (0.03, 0.0135),
    "Finding claims": (0.15, 0.068),
    "Finding links": (0.02, 0.0068),
    "Finding cruxes": (0.01, 0.0003),
}
"""Seconds of a stage: a fixed part, and one for every thousand characters of the thread.

Processor seconds of the neural backend on threads of 7,500, 8,800 and 46,000 characters, two cores.
"""
OTHER = (0.5, 0.05)
"""Of a stage that is not known here."""
TRUST = 1.0
"""Seconds after which the speed seen in this run counts as much as what was expected."""


def expected(stage: str, letters: int) -> float:
    """Seconds that a stage takes on the machine that PACE was measured on."""
    fixed, each = PACE.get(stage, OTHER)
    return fixed + each * letters / 1000


def time_left(stages: Sequence[str], spent: Mapping[str, float], now: str, letters: int) -> float:
    """Seconds until the last stage is done.

    Args:
        stages: all, in order.
        spent: seconds of every stage so far, the present one included.
        now: the present stage.
        letters: how long the thread is.
    """
    ended = stages[: stages.index(now)]
    foreseen = sum(expected(stage, letters) for stage in ended)
    taken = sum(spent.get(stage, 0.0) for stage in ended)
    slower = (taken + TRUST) / (foreseen + TRUST)
    rest = max(expected(now, letters) * slower - spent.get(now, 0.0), 0.0)
    return rest + slower * sum(expected(stage, letters) for stage in stages[stages.index(now) + 1 :])
