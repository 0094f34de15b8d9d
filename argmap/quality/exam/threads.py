"""Whole maps of annotated threads: their figures, and whether links keep their word (gold dev)."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from argmap.datatypes import Thread
from argmap.errors import InputError
from argmap.pipeline import analyze
from argmap.quality.annotation import read_annotation
from argmap.quality.evaluation import Annotation, mean, right_links, score
from argmap.quality.exam.scores import calibration_error
from argmap.readers import read_thread
from argmap.stages import Backend

Annotated = tuple[Thread, Annotation]


def gold_files(folder: Path, split: str) -> list[tuple[Path, Path]]:
    """The threads and annotations of one split ("train" or "dev") of a folder like gold/.

    Raises:
        InputError: the list of them is missing or cannot be read.
    """
    try:
        names = json.loads((folder / "SPLIT.json").read_text("utf-8"))[split]
    except (OSError, ValueError, KeyError) as error:
        raise InputError(f"cannot be read ({error!r})", source=str(folder / "SPLIT.json")) from None
    return [(folder / "threads" / f"{name}.json", folder / "maps" / f"{name}.json") for name in names]


def gold_threads(folder: Path, split: str) -> list[Annotated]:
    """The annotated threads of one split of a folder like gold/.

    Raises:
        InputError: a file is missing or cannot be read.
    """
    files = [(read_thread(thread), annotation) for thread, annotation in gold_files(folder, split)]
    return [(thread, read_annotation(annotation, thread)) for thread, annotation in files]


def thread_figures(rows: Sequence[Annotated], backend: Backend) -> Mapping[str, float]:
    """The mean figures of a backend's maps, and the calibration error of all their links together."""
    maps = [(analyze(thread, backend=backend), annotation) for thread, annotation in rows]
    found = mean([score(argument_map, annotation).table() for argument_map, annotation in maps])
    sure = [link.confidence for argument_map, _ in maps for link in argument_map.links]
    right = [said for argument_map, annotation in maps for said in right_links(argument_map, annotation)]
    error = calibration_error(np.array(sure, dtype=np.float32), np.array(right, dtype=bool))
    return {**{f"gold dev, {name}": value for name, value in found.items()}, "gold dev, calibration error": error}
