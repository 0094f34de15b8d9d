"""The mappings under way: what is done, how long it will take, what was found so far, and a way to stop it."""

import streamlit as st

from argmap.app import desk
from argmap.screen import plain
from argmap.screen.escape import counted
from argmap.work.worker import Job, Stage, Status

POLL = 0.7
"""Seconds between two looks at a job."""
SHOWN = 12
"""Claims listed while the mapping goes on."""


def show_progress() -> None:
    """One strip for each mapping; nothing where there is none."""
    if desk.jobs():
        st.fragment(_jobs, run_every=POLL)()


def _jobs() -> None:
    if desk.settle_jobs():
        st.rerun()
    for number, followed in enumerate(desk.jobs()):
        _strip(number, followed.job)


def _strip(number: int, job: Job) -> None:
    """One mapping."""
    status = job.status
    bar, stop = st.columns([9, 1.4], vertical_alignment="bottom")
    bar.progress(min(status.done / max(status.total, 1), 1.0), text=plain(describe(job.name, status, job.left())))
    stop.button("Cancel", key=f"cancel-{number}", on_click=job.cancel, width="stretch")
    posts = len(job.thread.posts)
    if status.claims:
        with st.expander(
            f"{counted(posts, 'post')}, {counted(status.found, 'claim')} so far", expanded=desk.work() is None
        ):
            st.text("\n".join(f"• {claim}" for claim in status.claims[:SHOWN]))
    else:
        st.caption(f"{counted(posts, 'post')}, {job.letters:,} characters")


def describe(name: str, status: Status, left: float | None) -> str:
    """How a mapping goes on, in one line.

    >>> describe("Cats", Status(Stage.RUNNING, "Finding links", 3, 5), 12.3)
    'Cats · Finding links · step 4 of 5 · about 12 seconds left'
    """
    step = f"step {min(status.done + 1, status.total)} of {status.total}" if status.stage is Stage.RUNNING else ""
    return " · ".join(part for part in (name, status.doing, step, _left(left, status)) if part)


def _left(seconds: float | None, status: Status) -> str:
    """The time that is left; only in its last step a mapping is almost done, as its bar says."""
    if seconds is None:
        return ""
    if seconds < 1.5:
        return "almost done" if status.done + 1 >= status.total else "a few seconds left"
    return f"about {seconds:.0f} seconds left" if seconds < 90 else f"about {seconds / 60:.0f} minutes left"
