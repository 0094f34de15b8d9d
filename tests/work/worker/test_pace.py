"""The time left is a forecast that learns from the run itself."""

from hypothesis import given
from hypothesis import strategies as st

from argmap.pipeline import STAGES
from argmap.work.worker.pace import PACE, expected, time_left

LETTERS = 50_000


def test_every_stage_has_a_pace() -> None:
    """A stage without one would be foreseen by a guess."""
    assert set(PACE) == set(STAGES)


def test_at_the_measured_pace_the_forecast_is_the_sum() -> None:
    """With every stage as long as foreseen, what is left is what is foreseen for the rest."""
    spent = {stage: expected(stage, LETTERS) for stage in STAGES[:2]}
    rest = sum(expected(stage, LETTERS) for stage in STAGES[2:])
    assert abs(time_left(STAGES, spent, STAGES[2], LETTERS) - rest) < 1e-9


@given(st.floats(1.1, 50), st.sampled_from(STAGES[1:]), st.floats(0, 100))
def test_a_slow_machine_is_told_more(factor: float, now: str, spent: float) -> None:
    """Never less than nothing, and more the slower the stages before were."""
    before = STAGES[: STAGES.index(now)]
    usual = {stage: expected(stage, LETTERS) for stage in before} | {now: spent}
    slow = {stage: seconds * factor for stage, seconds in usual.items()} | {now: spent}
    assert 0 <= time_left(STAGES, usual, now, LETTERS) <= time_left(STAGES, slow, now, LETTERS)
