"""The parser of models/parser: one int8 encoder pass over each post, and small heads, run by onnxruntime."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from argmap.errors import ModelError
from argmap.segment import marks_of_units
from argmap.stages import FloatArray

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

BATCH = 8
FILES = ("encoder.onnx", "claim.onnx", "link.onnx", "tokenizer.json")


class NeuralReading:
    """The vectors of a thread's units, and the heads that judge them."""

    def __init__(
        self, units: Sequence[str], vectors: FloatArray, claim: "InferenceSession", link: "InferenceSession"
    ) -> None:
        self._vectors, self._link = vectors, link
        marked = np.hstack([vectors, marks_of_units(units)])
        self.claim_scores: FloatArray = (
            claim.run(None, {"vectors": marked})[0] if len(units) else np.zeros(0, dtype=np.float32)
        )

    def judge(self, pairs: Sequence[tuple[int, int]], rows: FloatArray) -> tuple[FloatArray, FloatArray]:
        """See `argmap.stages.Reading`."""
        sources, targets = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
        feeds = {
            "sources": self._vectors[sources],
            "targets": self._vectors[targets],
            "rows": rows.astype(np.float32),
        }
        attach, objects = self._link.run(None, feeds)
        return attach, objects


class NeuralParser:
    """Reads runs of units; the vector of a unit is the mean of its tokens' vectors in its run."""

    def __init__(self, folder: Path) -> None:
        from onnxruntime import InferenceSession
        from tokenizers import Tokenizer

        self.digest = check(folder)[FILES[0]][:12]
        card = json.loads((folder / "card.json").read_text("utf-8"))
        self._longest_unit: int = card["longest_unit"]
        self._tokenizer: Tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._marks: tuple[int, int] = card["cls"], card["sep"]
        self._encoder, self._claim, self._link = (
            InferenceSession(str(folder / name), providers=["CPUExecutionProvider"]) for name in FILES[:3]
        )

    def read(self, units: Sequence[str], windows: Sequence[Sequence[int]]) -> NeuralReading:
        """See `argmap.stages.Parser`."""
        encodings = self._tokenizer.encode_batch(list(units), add_special_tokens=False)
        ids = [encoding.ids[: self._longest_unit] or [self._marks[1]] for encoding in encodings]
        size = int(self._encoder.get_outputs()[0].shape[-1])
        vectors = np.zeros((len(units), size), dtype=np.float32)
        runs = sorted(windows, key=lambda run: sum(len(ids[i]) for i in run))
        for first in range(0, len(runs), BATCH):
            self._read_batch(runs[first : first + BATCH], ids, vectors)
        return NeuralReading(units, vectors, self._claim, self._link)

    def _read_batch(self, runs: Sequence[Sequence[int]], ids: Sequence[list[int]], vectors: FloatArray) -> None:
        rows = [[*[self._marks[0], *(token for i in run for token in ids[i])][:511], self._marks[1]] for run in runs]
        longest = max(map(len, rows))
        tokens = np.zeros((len(rows), longest), dtype=np.int64)
        mask = np.zeros_like(tokens)
        for n, row in enumerate(rows):
            tokens[n, : len(row)], mask[n, : len(row)] = row, 1
        feeds = {"input_ids": tokens, "attention_mask": mask, "token_type_ids": np.zeros_like(tokens)}
        states = self._encoder.run(None, feeds)[0]
        for n, run in enumerate(runs):
            start = 1
            for i in run:
                end = min(start + len(ids[i]), 511)
                vectors[i] = states[n, min(start, 510) : max(end, min(start, 510) + 1)].mean(axis=0)
                start += len(ids[i])


def check(folder: Path) -> dict[str, str]:
    """The sha256 of each file of a model folder, compared with its card.

    Raises:
        ModelError: a file is missing or is not the one that the card describes.
    """
    try:
        card: dict[str, Any] = json.loads((folder / "card.json").read_text("utf-8"))
        found = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in card["sha256"]}
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{folder} is not a whole model ({error}): check out the repository again") from None
    damaged = [name for name, digest in found.items() if digest != card["sha256"][name]]
    if damaged:
        raise ModelError(f"{folder / damaged[0]} is damaged: check out the repository again")
    return found
