"""A relater of the user's choice: a cross-encoder that joins in saying whether a link supports or objects.

Any sequence classifier of transformers whose labels say support, objection and none, or entailment, contradiction and
neutral as models of natural language inference do. Where a claim attaches stays with the parser.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from argmap.errors import ModelError
from argmap.stages import RELATIONS, Backend, FloatArray, Parser, Reading, Relater

WORDS: Mapping[str, tuple[str, ...]] = {
    "support": ("support", "entail", "pro", "favor", "favour", "agree"),
    "objection": ("object", "attack", "contradict", "con", "against", "refut", "disagree"),
    "none": ("none", "neutral", "unrelated", "neither", "other", "no_relation"),
}
"""How the labels of known models begin, for each of RELATIONS."""
WEIGHT = 0.3
"""What the relater's log-odds of objection weigh beside the parser's: with a head on MiniLM's vectors, macro-F1 .47 on
relations.dev, .3 changes no link of gold dev and .6 takes the accuracy of kinds from .92 to .91."""
MOST_ASKED = 3
"""Targets of each source that the relater is asked about, the likeliest ones; others hardly become links."""
SURE = 1e-4
"""No probability is taken for nearer to 0 or 1."""


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


class RelatedReading:
    """A reading whose kinds are the parser's and the relater's together."""

    def __init__(self, units: Sequence[str], reading: Reading, relater: Relater) -> None:
        self._units, self._reading, self._relater = units, reading, relater
        self.claim_scores: FloatArray = reading.claim_scores

    def judge(self, pairs: Sequence[tuple[int, int]], rows: FloatArray) -> tuple[FloatArray, FloatArray]:
        """See `argmap.stages.Reading`."""
        attach, objects = self._reading.judge(pairs, rows)
        asked = likeliest(pairs, attach)
        found = self._relater.relate([(self._units[pairs[k][0]], self._units[pairs[k][1]]) for k in asked])
        joint = objects.copy()
        joint[asked] = joined(objects[asked], found)
        return attach, joint


class RelatedParser:
    """A parser with a relater beside it."""

    def __init__(self, parser: Parser, relater: Relater) -> None:
        self._parser, self._relater = parser, relater

    def read(self, units: Sequence[str], windows: Sequence[Sequence[int]]) -> RelatedReading:
        """See `argmap.stages.Parser`."""
        return RelatedReading(units, self._parser.read(units, windows), self._relater)


def likeliest(pairs: Sequence[tuple[int, int]], attach: FloatArray) -> list[int]:
    """The places of the pairs that score best among those of their source, in order."""
    left: dict[int, int] = {}
    kept = []
    for k in np.argsort(-attach, kind="stable").tolist():
        source = pairs[k][0]
        if left.setdefault(source, MOST_ASKED):
            left[source] -= 1
            kept.append(k)
    return sorted(kept)


def joined(objects: FloatArray, relations: FloatArray) -> FloatArray:
    """The probability of objection by parser and relater; one that sees no relation says nothing of its kind.

    Args:
        objects: by the parser, shape (pairs,).
        relations: by the relater, columns as RELATIONS.
    """
    support, objection, none = relations.T
    lean = np.log(np.maximum(objection, SURE)) - np.log(np.maximum(support, SURE))
    own = np.clip(objects, SURE, 1 - SURE)
    odds = np.log(own) - np.log(1 - own) + WEIGHT * (1 - none) * lean
    found: FloatArray = (1 / (1 + np.exp(-odds))).astype(np.float32)
    return found


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
        ModelError: there is none, its weights are no safetensors, or its labels are of another kind.
    """
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


def with_relater(backend: Backend, where: str) -> Backend:
    """The backend with a cross-encoder beside its parser.

    Raises:
        ModelError: it cannot be loaded.
    """
    relater = load_relater(where)
    return replace(
        backend,
        parser=RelatedParser(backend.parser, relater),
        models={**backend.models, "relater": where},
        relater=relater,
    )
