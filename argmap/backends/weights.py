"""Files of weights: checked against the card beside them, opened once, and run on every core."""

import hashlib
import json
import os
import platform
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

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


@dataclass(frozen=True)
class Forest:
    """Boosted trees that pick the columns they were grown on by name, as the card lists them.

    Attributes:
        trees: the graph.
        places: the place of each of their columns among those that are computed, shape (columns of the trees,).
    """

    trees: "InferenceSession"
    places: NDArray[np.int64]

    def scores(self, rows: FloatArray) -> FloatArray:
        """Compute the log-odds of each row, shape (rows,); `rows` holds all computed columns."""
        return tree_scores(self.trees, np.ascontiguousarray(rows[:, self.places]))


def open_forest(weights: Weights, name: str, computed: Sequence[str]) -> Forest:
    """Open the trees in the file `name`; `computed` names the columns that they will be given.

    Raises:
        ModelError: the card lists a column that is not computed.
    """
    return Forest(open_session(weights.files[name]), places_of(weights, name, computed))


def places_of(weights: Weights, name: str, computed: Sequence[str]) -> NDArray[np.int64]:
    """Find each column that the card lists for the file `name` among the computed ones, whose names are unique.

    Raises:
        ModelError: the card lists none, or one that is not computed.
    """
    place = {column: number for number, column in enumerate(computed)}
    wanted = weights.card.get("columns", {}).get(name)
    unknown = [column for column in wanted or () if column not in place]
    if wanted is None or unknown:
        lacking = f"the column {unknown[0]}" if unknown else f"the columns of {name}"
        raise ModelError(f"{weights.card.get('name')}: this version of argmap does not know {lacking}")
    return np.array([place[column] for column in wanted], dtype=np.int64)


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
