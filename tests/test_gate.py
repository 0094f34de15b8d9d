"""The eval gate: agreement with careful readers must not fall below the floors that were once reached.

Floors stand in tests/floors.json beside the hash of the annotations that they were measured on. Raise one when you beat
it; lower one only on purpose, and say why in the commit.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

import argmap
from argmap.backends import load_backend
from argmap.quality.annotation import read_annotated
from argmap.quality.evaluation import Annotation, mean, score
from argmap.quality.exam.data import digest_of
from argmap.quality.exam.run import Exam, run
from argmap.quality.exam.threads import gold_files, gold_threads

FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text("utf-8"))


def check(name: str, rows: Iterable[tuple[argmap.Thread, Annotation]], files: Iterable[Path]) -> None:
    """The mean figures of the rows reach the floors of that name, which were measured on the same files."""
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(files))).hexdigest()[:16]
    assert digest == FLOORS[name]["data"], f"the annotations have changed: measure again and pin {digest}"
    above_floors(name, mean([score(argmap.analyze(thread), annotation).table() for thread, annotation in rows]))


def above_floors(name: str, found: Mapping[str, float]) -> None:
    """No figure is below its floor; an error, which is better small, has a ceiling in its place."""
    below = {
        figure: (found[figure], floor) for figure, floor in FLOORS[name]["floors"].items() if found[figure] < floor
    }
    above = {
        figure: (found[figure], ceiling)
        for figure, ceiling in FLOORS[name].get("ceilings", {}).items()
        if found[figure] > ceiling
    }
    assert not below | above, f"beyond the bound (found, bound): {below | above}; all figures: {found}"


@pytest.mark.slow
def test_the_sample_threads_are_mapped_as_well_as_before(root):
    """Figures on the annotated threads that come with argmap."""
    folder = root / "corpora"
    check("corpora", read_annotated(folder / "threads", folder / "gold"), (folder / "gold").glob("*.gold.json"))


@pytest.mark.slow
def test_forum_threads_that_nothing_was_trained_on_are_mapped_as_well_as_before(shared):
    """Figures on the development threads beside the repository."""
    folder = shared / "data" / "gold"
    check("gold dev", gold_threads(folder, "dev"), [annotation for _, annotation in gold_files(folder, "dev")])


@pytest.mark.slow
def test_the_judgements_that_maps_rest_on_are_as_good_as_before(shared):
    """Figures on fixed samples of the development corpora: units, what a reply answers, restatements, calibration."""
    folder = shared / "data"
    assert digest_of(folder) == FLOORS["judgements"]["data"], f"the corpora have changed: pin {digest_of(folder)}"
    figures = run(Exam(folder, load_backend("neural"), beside=False), lambda *_: None)
    found = {name: row["neural"] for name, row in figures.items()}
    of_relater = {f"{name}, relater": row["relater"] for name, row in figures.items() if "relater" in row}
    above_floors("judgements", found | of_relater)
