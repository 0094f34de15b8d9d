"""The figures of an exam, as a table for people and as JSON."""

import json
from collections.abc import Mapping
from dataclasses import asdict

from argmap.quality.exam.data import digest_of
from argmap.quality.exam.run import Exam, Table


def table(figures: Table) -> str:
    """A line a figure, a column a method; a dash where a method does not apply."""
    methods = list(dict.fromkeys(method for row in figures.values() for method in row))
    width = max(map(len, figures), default=0)
    lines = ["".ljust(width) + "".join(f"{method:>10}" for method in methods)]
    for name, row in figures.items():
        cells = [f"{row[method]:>10.3f}" if method in row else "-".rjust(10) for method in methods]
        lines.append(name.ljust(width) + "".join(cells))
    return "\n".join(lines) + "\n"


def to_json(threads: Mapping[str, Mapping[str, float]], exam: Exam | None, figures: Table) -> str:
    """Everything that was measured: threads by name, corpora by figure and method, on which data and how much of it."""
    found: dict[str, object] = {"threads": threads}
    if exam is not None:
        found |= {"data": digest_of(exam.folder), "sizes": asdict(exam.sizes), "corpora": figures}
    return json.dumps(found, indent=1) + "\n"
