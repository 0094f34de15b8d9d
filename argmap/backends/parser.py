"""The parser of models/: one int8 encoder pass over each post, and small heads, all run by onnxruntime."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from argmap.backends.cache import Store, code_of
from argmap.backends.linker import Linker, load_linker, traits_of
from argmap.backends.weights import engine, on_all_cores, open_session, places_of, read_weights
from argmap.mapping.links.evidence import EVIDENCE
from argmap.mapping.scene import Numbers
from argmap.mapping.units.segment import marks_of_units
from argmap.stages import FloatArray

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

BLOCK = 8192
"""Pairs that are judged at once; more would only take memory."""
LONGEST = 512
"""Word pieces that the encoder reads at once."""
FILES = ("encoder.onnx", "claim.onnx", "link.onnx", "tokenizer.json")


@dataclass(frozen=True)
class Heads:
    """The heads over unit vectors, and the linker beside them.

    Attributes:
        claim: says which units are claims.
        link: says which pairs are linked and how, from vectors and evidence.
        places: the place of each column of evidence that `link` reads, shape (columns,).
        linker: judges links by structure; without it `link` alone does.
    """

    claim: "InferenceSession"
    link: "InferenceSession"
    places: NDArray[np.int64]
    linker: Linker | None


class NeuralReading:
    """The vectors of a thread's units, and the heads that judge them."""

    def __init__(self, units: Sequence[str], vectors: FloatArray, heads: Heads) -> None:
        self._units, self.vectors, self._heads = units, vectors, heads
        marked = np.hstack([vectors, marks_of_units(units)])
        self.claim_scores: FloatArray = (
            heads.claim.run(None, {"vectors": marked})[0] if len(units) else np.zeros(0, dtype=np.float32)
        )

    def judge(self, pairs: Sequence[tuple[int, int]], rows: FloatArray) -> tuple[FloatArray, FloatArray]:
        """See `argmap.stages.Reading`."""
        sources, targets = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
        traits = self._traits(sources, targets)
        blocks = [slice(first, first + BLOCK) for first in range(0, len(pairs), BLOCK)] or [slice(0)]
        found = [self._judge(sources[block], targets[block], rows[block], traits) for block in blocks]
        attach, objects = (np.concatenate(parts) for parts in zip(*found, strict=True))
        return attach, objects

    def _judge(self, sources: Numbers, targets: Numbers, rows: FloatArray, traits: FloatArray) -> list[FloatArray]:
        known = np.ascontiguousarray(rows[:, self._heads.places])
        feeds = {"sources": self.vectors[sources], "targets": self.vectors[targets], "rows": known}
        words, objects = self._heads.link.run(None, feeds)
        if (linker := self._heads.linker) is None:
            return [words, objects]
        return [linker.judge(traits[sources], traits[targets], rows, words), objects]

    def _traits(self, sources: Numbers, targets: Numbers) -> FloatArray:
        """The traits of the units that pairs name; those of all others are 0, as all are where no linker asks."""
        if (linker := self._heads.linker) is None:
            return np.zeros((len(self._units), 0), dtype=np.float32)
        asked = np.union1d(sources, targets)
        known = traits_of([self._units[i] for i in asked], self.vectors[asked], linker.roles)
        traits = np.zeros((len(self._units), known.shape[1]), dtype=np.float32)
        traits[asked] = known
        return traits


class NeuralParser:
    """Reads runs of units; the vector of a unit is the mean of its tokens' vectors in its run.

    Every run is read by itself, so that what is found in it depends on nothing but its words. Without a linker, links
    are judged by the parser's own head.
    """

    def __init__(self, folder: Path, linker: Path | None = None, store: Store | None = None) -> None:
        from tokenizers import Tokenizer

        self._store = store or Store()
        weights, beside = read_weights(folder), load_linker(linker) if linker else None
        self.digest = weights.digests[FILES[0]][:12]
        self.linker_digest = beside.digest[:12] if beside else ""
        self._longest_unit: int = weights.card["longest_unit"]
        self._tokenizer: Tokenizer = Tokenizer.from_str(weights.files[FILES[3]].decode("utf-8"))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._marks: tuple[int, int] = weights.card["cls"], weights.card["sep"]
        self._encoder, claim, link = (open_session(weights.files[name]) for name in FILES[:3])
        self._heads = Heads(claim, link, places_of(weights, FILES[2], EVIDENCE), beside)

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
