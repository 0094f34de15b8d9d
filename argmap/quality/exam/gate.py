"""Hold the models to floors that were once reached.

`python -m argmap.quality.exam.gate` shows the floors beside today's figures. `--write` raises those that were beaten;
`--why TEXT` also lowers those that were missed, and keeps the text beside them. The floors stand in tests/floors.json,
each group with the hash of the data that it was measured on.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import ceil, floor
from pathlib import Path
from typing import Any

from argmap.backends import load_backend
from argmap.errors import InputError
from argmap.pipeline import analyze
from argmap.places import CORPORA, ROOT
from argmap.quality.annotation import read_annotated
from argmap.quality.evaluation import mean, score
from argmap.quality.exam.data import digest_of
from argmap.quality.exam.run import Exam, run
from argmap.quality.exam.threads import Annotated, gold_files, gold_threads

FLOORS = ROOT / "tests" / "floors.json"
SLACK = 0.005
"""The least distance kept between a figure and its floor: machines differ in the last bits of int8."""


@dataclass(frozen=True)
class Group:
    """Figures that are measured together.

    Attributes:
        digest: the start of the sha256 of the data that they are measured on.
        measure: computes every figure by its name.
    """

    digest: str
    measure: Callable[[], Mapping[str, float]]


def groups(data: Path | None) -> Mapping[str, Group]:
    """List the groups that can be measured; without the folder of development data, only the sample threads."""
    samples = CORPORA / "threads", CORPORA / "gold"
    found = {
        "corpora": Group(hash_of((CORPORA / "gold").glob("*.gold.json")), lambda: maps_of(read_annotated(*samples)))
    }
    if data is None:
        return found
    gold = data / "gold"
    return {
        **found,
        "gold dev": Group(
            hash_of(annotation for _, annotation in gold_files(gold, "dev")), lambda: maps_of(gold_threads(gold, "dev"))
        ),
        "judgements": Group(digest_of(data), lambda: judgements(data)),
    }


def hash_of(files: Iterable[Path]) -> str:
    """Hash the files, in the order of their paths, to 16 hexadecimal digits."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(files))).hexdigest()[:16]


def maps_of(rows: Iterable[Annotated]) -> Mapping[str, float]:
    """Compute the mean figures of the maps of annotated threads."""
    return mean([score(analyze(thread), annotation).table() for thread, annotation in rows])


def judgements(data: Path) -> Mapping[str, float]:
    """Compute the figures of the whole exam, those of the relater under names of their own."""
    figures = run(Exam(data, load_backend("neural"), beside=False), lambda *_: None)
    of_relater = {f"{name}, relater": row["relater"] for name, row in figures.items() if "relater" in row}
    return {name: row["neural"] for name, row in figures.items()} | of_relater


def beyond(bounds: Mapping[str, Any], found: Mapping[str, float]) -> Mapping[str, tuple[float, float]]:
    """List the figures below their floor or above their ceiling, each with its bound."""
    below = {name: (found[name], bound) for name, bound in bounds["floors"].items() if found[name] < bound}
    above = {name: (found[name], bound) for name, bound in bounds.get("ceilings", {}).items() if found[name] > bound}
    return below | above


def renewed(bounds: Mapping[str, Any], group: Group, found: Mapping[str, float], why: str) -> dict[str, Any]:
    """Move each bound to just beside its figure: only tighter, or, with a reason, also looser.

    Raises:
        InputError: a figure misses its bound, or the data have changed, and no reason is given.
    """
    missed = beyond(bounds, found)
    if (missed or bounds["data"] != group.digest) and not why:
        told = "; ".join(f"{name} {value:.3f}, bound {bound}" for name, (value, bound) in missed.items())
        raise InputError(f"no floor is lowered without --why ({told or 'the data have changed'})")
    floors = {
        name: down(found[name]) if name in missed else max(bound, down(found[name]))
        for name, bound in bounds["floors"].items()
    }
    ceilings = {
        name: up(found[name]) if name in missed else min(bound, up(found[name]))
        for name, bound in bounds.get("ceilings", {}).items()
    }
    told = why if missed or bounds["data"] != group.digest else bounds.get("why", "")
    reason = {"why": told} if told else {}
    return {"data": group.digest, **reason, "floors": floors} | ({"ceilings": ceilings} if ceilings else {})


def down(value: float) -> float:
    """Round down to a multiple of SLACK that is at least SLACK below the value.

    >>> down(0.8068), down(0.8)
    (0.8, 0.795)
    """
    return round((floor(value / SLACK + 1e-9) - 1) * SLACK, 3)


def up(value: float) -> float:
    """Round up to a multiple of SLACK that is at least SLACK above the value.

    >>> up(0.0523)
    0.06
    """
    return round((ceil(value / SLACK - 1e-9) + 1) * SLACK, 3)


def shown(name: str, bounds: Mapping[str, Any], found: Mapping[str, float]) -> str:
    """Write a line for each figure: its bound, today's value, and a mark where it is missed; unbounded ones last."""
    kept = {**bounds["floors"], **bounds.get("ceilings", {})}
    missed = beyond(bounds, found)
    lines = [
        f"  {figure:<56} {kept.get(figure, '-'):>6} {value:>7.3f}{'  MISSED' if figure in missed else ''}"
        for figure, value in sorted(found.items(), key=lambda item: item[0] not in kept)
    ]
    return "\n".join([f"{name:<58} bound   today", *lines])


def main(arguments: list[str]) -> None:
    """Show the floors beside today's figures, and renew them where asked."""
    parser = argparse.ArgumentParser(prog="python -m argmap.quality.exam.gate", description=__doc__)
    parser.add_argument("--data", type=Path, help="the folder of development data")
    parser.add_argument("--write", action="store_true", help="raise the floors that were beaten")
    parser.add_argument("--why", default="", help="the reason to lower those that were missed")
    options = parser.parse_args(arguments)
    kept: dict[str, Any] = json.loads(FLOORS.read_text("utf-8"))
    try:
        for name, group in groups(options.data).items():
            found = group.measure()
            print(shown(name, kept[name], found))
            if options.write or options.why:
                kept[name] = renewed(kept[name], group, found, options.why)
    except InputError as error:
        raise SystemExit(f"gate: {error}") from None
    if options.write or options.why:
        FLOORS.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
