"""Relaters: the cross-encoder of models/relater, run by onnxruntime, and any other of the user's choice.

Any sequence classifier of transformers can be chosen whose labels say support, objection and none, or entailment,
contradiction and neutral as models of natural language inference do.
"""

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from argmap.backends.cache import Store, code_of
from argmap.backends.odds import probabilities
from argmap.backends.weights import engine, on_all_cores, open_session, read_weights
from argmap.errors import ModelError
from argmap.extras import need
from argmap.stages import RELATIONS, FloatArray

GRAPH, TOKENIZER = "relater.onnx", "tokenizer.json"
WORDS: Mapping[str, tuple[str, ...]] = {
    "support": ("support", "entail", "pro", "favor", "favour", "agree"),
    "objection": ("object", "attack", "contradict", "con", "against", "refut", "disagree"),
    "none": ("none", "neutral", "unrelated", "neither", "other", "no_relation"),
}
"""How the labels of known models begin, for each of RELATIONS."""


class PairRelater:
    """The relater of models/: every pair is read by itself, so that what it says depends on nothing but its words."""

    def __init__(self, folder: Path, store: Store | None = None) -> None:
        from tokenizers import Tokenizer

        self._store = store or Store()
        weights = read_weights(folder)
        self.digest = weights.digests[GRAPH][:12]
        self._tokenizer: Tokenizer = Tokenizer.from_str(weights.files[TOKENIZER].decode("utf-8"))
        self._tokenizer.enable_truncation(weights.card["longest"])
        self._tokenizer.no_padding()
        self._marks: tuple[int, int] = weights.card["cls"], weights.card["sep"]
        self._session = open_session(weights.files[GRAPH])

    def relate(self, pairs: Sequence[tuple[str, str]]) -> FloatArray:
        """See `argmap.stages.Relater`."""
        return relations_of(self.log_odds(pairs))

    def log_odds(self, pairs: Sequence[tuple[str, str]]) -> FloatArray:
        """Log-odds that a source answers or serves its target, and that it objects if it does; shape (pairs, 2)."""
        model = f"relater {self.digest} {engine()} {code_of(__file__)}"
        asked = [json.dumps(pair) for pair in pairs]
        rows = self._store.answers(model, asked, lambda missing: on_all_cores(self._read, [pairs[n] for n in missing]))
        return np.frombuffer(b"".join(rows), dtype=np.float32).reshape(len(pairs), 2).copy()

    def _read(self, pair: tuple[str, str]) -> bytes:
        """The log-odds of one pair, float32."""
        found = (self._tokenizer.encode(text, add_special_tokens=False).ids for text in pair)
        source, target = (ids or [self._marks[1]] for ids in found)
        ids = [self._marks[0], *source, self._marks[1], *target, self._marks[1]]
        places = np.zeros((2, len(ids)), dtype=np.float32)
        places[0, 1 : len(source) + 1] = 1.0
        places[1, len(source) + 2 : -1] = 1.0
        odds: FloatArray = self._session.run(None, {"ids": np.array(ids, dtype=np.int64), "places": places})[0]
        return odds.astype(np.float32).tobytes()


def relations_of(odds: FloatArray) -> FloatArray:
    """Probabilities of RELATIONS, shape (pairs, 3).

    Args:
        odds: log-odds of a link, and of an objection if there is one, shape (pairs, 2).
    """
    linked, objects = probabilities(odds).T
    return np.column_stack([linked * (1 - objects), linked * objects, 1 - linked]).astype(np.float32)


class CrossEncoderRelater:
    """A cross-encoder of sentence-transformers.

    Args:
        model: gives a row of scores for each pair.
        columns: which of its labels is each of RELATIONS.
    """

    def __init__(self, model: Any, columns: Sequence[int]) -> None:
        self._model, self._columns = model, list(columns)

    def relate(self, pairs: Sequence[tuple[str, str]]) -> FloatArray:
        """See `argmap.stages.Relater`."""
        if not pairs:
            return np.zeros((0, len(RELATIONS)), dtype=np.float32)
        rows = self._model.predict(list(pairs), batch_size=32, apply_softmax=True, show_progress_bar=False)
        found = np.asarray(rows, dtype=np.float32)[:, self._columns]
        shares: FloatArray = found / found.sum(axis=1, keepdims=True)
        return shares


def columns_of(labels: Sequence[str], where: str) -> list[int]:
    """Which label of a model is each of RELATIONS.

    Raises:
        ModelError: one of them has none, or several.
    """
    found = []
    for relation in RELATIONS:
        places = [n for n, label in enumerate(labels) if label.lower().startswith(WORDS[relation])]
        if len(places) != 1:
            raise ModelError(
                f"the relater {where!r} has the labels {', '.join(labels)}: argmap needs one each for support, "
                "objection and none (or entailment, contradiction and neutral)"
            )
        found += places
    return found


def load_relater(where: str) -> CrossEncoderRelater:
    """A cross-encoder from a directory or by its hub name; torch is imported only here.

    Raises:
        ModelError: there is none, its weights are no safetensors, its labels are of another kind, or a package is
            missing.
    """
    need("--relater", "torch", "sentence-transformers", "transformers", model=True)
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from sentence_transformers import CrossEncoder
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        model = CrossEncoder(where, device="cpu", model_kwargs={"use_safetensors": True})
    except (OSError, ValueError) as error:
        reason = str(error).splitlines()[0]
        raise ModelError(f"no relater {where!r}: name a directory or a hub model ({reason})") from None
    labels = {int(n): str(label) for n, label in model.config.id2label.items()}
    return CrossEncoderRelater(model, columns_of([labels[n] for n in sorted(labels)], where))
