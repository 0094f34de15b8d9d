"""The parser and the linker of models/: one int8 encoder pass over each post, small heads, and trees over the evidence.

All are run by onnxruntime.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from argmap.backends.cache import Store, code_of
from argmap.backends.weights import engine, on_all_cores, open_session, read_weights
from argmap.scene import Numbers
from argmap.segment import marks_of_units
from argmap.stages import FloatArray

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

BLOCK = 8192
"""Pairs that are judged at once; more would only take memory."""
LONGEST = 512
"""Word pieces that the encoder reads at once."""
FILES = ("encoder.onnx", "claim.onnx", "link.onnx", "tokenizer.json")
TREES = "trees.onnx"
WORDS_WEIGHT = 0.3
"""What the parser's log-odds weigh beside those of the trees; .2 to .7 do about equally well on gold dev, 0 worse."""
SHARPNESS, SHIFT = 0.78, -0.1
"""Makes of the sum log-odds that keep their word: fitted on the development threads."""


@dataclass(frozen=True)
class Heads:
    """What judges the vectors of units: a claim head, a link head over words and place, and the linker's trees."""

    claim: "InferenceSession"
    link: "InferenceSession"
    trees: "InferenceSession | None"


class NeuralReading:
    """The vectors of a thread's units, and the heads that judge them."""

    def __init__(self, units: Sequence[str], vectors: FloatArray, heads: Heads) -> None:
        self._vectors, self._heads = vectors, heads
        marked = np.hstack([vectors, marks_of_units(units)])
        self.claim_scores: FloatArray = (
            heads.claim.run(None, {"vectors": marked})[0] if len(units) else np.zeros(0, dtype=np.float32)
        )

    def judge(self, pairs: Sequence[tuple[int, int]], rows: FloatArray) -> tuple[FloatArray, FloatArray]:
        """See `argmap.stages.Reading`."""
        sources, targets = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
        blocks = [slice(first, first + BLOCK) for first in range(0, len(pairs), BLOCK)] or [slice(0)]
        found = [self._judge(sources[block], targets[block], rows[block]) for block in blocks]
        attach, objects = (np.concatenate(parts) for parts in zip(*found, strict=True))
        return attach, objects

    def _judge(self, sources: Numbers, targets: Numbers, rows: FloatArray) -> list[FloatArray]:
        link, known = self._heads.link, self._heads.link.get_inputs()[2].shape[1]
        feeds = {"sources": self._vectors[sources], "targets": self._vectors[targets], "rows": rows[:, :known]}
        words, objects = link.run(None, feeds)
        if self._heads.trees is None:
            return [words, objects]
        (place,) = self._heads.trees.run(None, {"rows": rows})
        return [SHARPNESS * (place[:, 0] + WORDS_WEIGHT * words) + SHIFT, objects]


class NeuralParser:
    """Reads runs of units; the vector of a unit is the mean of its tokens' vectors in its run.

    Every run is read by itself, so that what is found in it depends on nothing but its words. Without a linker, links
    are judged by the parser's own head.
    """

    def __init__(self, folder: Path, linker: Path | None = None, store: Store | None = None) -> None:
        from tokenizers import Tokenizer

        self._store = store or Store()
        weights, trees = read_weights(folder), read_weights(linker) if linker else None
        self.digest = weights.digests[FILES[0]][:12]
        self.linker_digest = trees.digests[TREES][:12] if trees else ""
        self._longest_unit: int = weights.card["longest_unit"]
        self._tokenizer: Tokenizer = Tokenizer.from_str(weights.files[FILES[3]].decode("utf-8"))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._marks: tuple[int, int] = weights.card["cls"], weights.card["sep"]
        self._encoder, claim, link = (open_session(weights.files[name]) for name in FILES[:3])
        self._heads = Heads(claim, link, open_session(trees.files[TREES]) if trees else None)

    def read(self, units: Sequence[str], windows: Sequence[Sequence[int]]) -> NeuralReading:
        """See `argmap.stages.Parser`."""
        size = int(self._encoder.get_outputs()[0].shape[-1])
        runs = [[units[i] for i in run] for run in windows]
        model = f"parser {self.digest} {engine()} {code_of(__file__)}"
        asked = [json.dumps(run) for run in runs]
        found = self._store.answers(model, asked, lambda missing: on_all_cores(self._read, [runs[i] for i in missing]))
        vectors = np.zeros((len(units), size), dtype=np.float32)
        for run, rows in zip(windows, found, strict=True):
            vectors[list(run)] = np.frombuffer(rows, dtype=np.float32).reshape(len(run), size)
        return NeuralReading(units, vectors, self._heads)

    def _read(self, run: Sequence[str]) -> bytes:
        """The vectors of the units of one run, float32, shape (units, size)."""
        encodings = (self._tokenizer.encode(text, add_special_tokens=False) for text in run)
        units = [encoding.ids[: self._longest_unit] or [self._marks[1]] for encoding in encodings]
        last = LONGEST - 1
        pieces = [self._marks[0], *(token for ids in units for token in ids)][:last]
        tokens = np.array([[*pieces, self._marks[1]]], dtype=np.int64)
        feeds = {"input_ids": tokens, "attention_mask": np.ones_like(tokens), "token_type_ids": np.zeros_like(tokens)}
        states = self._encoder.run(None, feeds)[0][0]
        vectors, start = [], 1
        for ids in units:
            first, end = min(start, last - 1), min(start + len(ids), last)
            vectors.append(states[first : max(end, first + 1)].mean(axis=0))
            start += len(ids)
        return np.array(vectors, dtype=np.float32).tobytes()
