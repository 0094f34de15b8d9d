"""Files of weights: checked against the card beside them, opened once, and run on every core."""

import hashlib
import json
import os
import platform
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from argmap.errors import ModelError
from argmap.stages import FloatArray

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

T = TypeVar("T")
R = TypeVar("R")

TREES = "trees.onnx"
"""The file of a model that is one forest."""
THREADS = "ARGMAP_THREADS"
"""The variable of the environment that says how many cores to use; all of them where it is not set."""


@dataclass(frozen=True)
class Weights:
    """A model folder, read once: its card, its files, and their sha256 by name."""

    card: Mapping[str, Any]
    files: Mapping[str, bytes]
    digests: Mapping[str, str]


def read_weights(folder: Path) -> Weights:
    """The files of a model folder, each compared with the card; what is checked is what is run.

    Raises:
        ModelError: a file is missing or is not the one that the card describes.
    """
    try:
        card: dict[str, Any] = json.loads((folder / "card.json").read_text("utf-8"))
        files = {name: (folder / name).read_bytes() for name in card["sha256"]}
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{folder} is not a whole model ({error}): check out the repository again") from None
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    damaged = [name for name, digest in digests.items() if digest != card["sha256"][name]]
    if damaged:
        raise ModelError(f"{folder / damaged[0]} is damaged: check out the repository again")
    return Weights(card, files, digests)


def open_session(data: bytes) -> "InferenceSession":
    """A graph ready to run, on one core: small inputs run side by side are faster than each on many cores."""
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return InferenceSession(data, options, providers=["CPUExecutionProvider"])


def tree_scores(trees: "InferenceSession", rows: FloatArray) -> FloatArray:
    """The score of each row by a forest, shape (rows,); no rows are no scores."""
    if not len(rows):
        return np.zeros(0, dtype=np.float32)
    found: FloatArray = trees.run(None, {"rows": rows})[0][:, 0]
    return found


def engine() -> str:
    """What runs the graphs, which the last bits of an answer depend on."""
    return f"onnxruntime {version('onnxruntime')} {platform.machine()}"


def on_all_cores(function: Callable[[T], R], items: Iterable[T]) -> list[R]:
    """The function's answer for each item, in their order; it must spend its time outside Python's lock."""
    threads = cores()
    if threads == 1:
        return [function(item) for item in items]
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(function, items))


def cores() -> int:
    """How many cores this process may use."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    asked = os.environ.get(THREADS, "")
    return min(int(asked), allowed) if asked.isdigit() and int(asked) else allowed
