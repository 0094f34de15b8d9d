"""The maps of the sample threads as they were last looked at: a change of theirs is read as a diff, never slipped in.

`ARGMAP_UPDATE=1 make quick` rewrites them. The lexical backend draws them: its answers are the same on any machine.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import argmap

GOLDEN = Path(__file__).parent / "golden"
THREADS = ("castle-street.txt", "lw01.thread.json", "hn02.thread.json")


def drawn(root: Path, name: str) -> str:
    """The map's claims, links and cruxes, a line each: what a reader of the diff wants to see."""
    argument_map = argmap.analyze(argmap.read_thread(root / "corpora" / "threads" / name), backend="lexical")
    strengths = argument_map.strengths
    lines = [f"{c.id} {c.mentions[0].post} {strengths[c.id]:.2f} {c.text}" for c in argument_map.claims]
    lines += [f"{link.source} {link.kind} {link.target} {link.confidence:.2f}" for link in argument_map.links]
    lines += [f"main {claim}" for claim in argument_map.main]
    lines += [f"crux {crux.claim} about {crux.about} {crux.score:.3f}" for crux in argument_map.cruxes]
    lines += [f"left out {row.count} {row.what}: {row.why}" for row in argument_map.run.dropped]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", THREADS)
def test_a_sample_thread_gives_the_map_that_was_last_looked_at(name, root):
    """The map is the golden one, line by line."""
    path = GOLDEN / f"{name.split('.')[0]}.txt"
    found = drawn(root, name)
    if os.environ.get("ARGMAP_UPDATE"):
        path.write_text(found, "utf-8")
    assert found == path.read_text("utf-8")


@pytest.mark.slow
def test_the_hash_seed_changes_no_byte(root, tmp_path):
    """A map written under another hash seed has the same bytes."""
    outputs = []
    for seed in ("1", "2"):
        path = tmp_path / f"{seed}.json"
        subprocess.run(
            [sys.executable, "-m", "argmap", "map", str(root / "corpora/threads/castle-street.txt"), "-o", str(path)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        )
        outputs.append(path.read_bytes())
    assert outputs[0] == outputs[1]
