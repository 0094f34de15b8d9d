"""Trains the linker's role heads: whether a unit reads like a claim or a premise, a policy, a fact, a testimony.

The corpora say that of each unit: cmv_modes tells claims from premises, cdcp what kind of thing a unit asserts. Neither
is among the threads that the parser was trained on, so that the heads know no more of those than of any other.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from argmap.backends.linker import Roles
from argmap.backends.parser import NeuralParser
from argmap.quality.exam.data import read_rows
from argmap.stages import FloatArray
from argmap.training.settings import RoleHeads, read_settings

HEADS = (
    ("cmv_modes", frozenset({"claim"})),
    ("cdcp", frozenset({"value", "policy"})),
    ("cdcp", frozenset({"policy"})),
    ("cdcp", frozenset({"testimony"})),
)
"""The corpus of each head, and the types of unit that it tells from all others there."""
WINDOW = 30
"""Units that are read together, at most."""

Text = list[tuple[str, str]]
"""The units of one text, in order, each with its type."""


def texts_of(data: Path, corpus: str) -> Iterator[Text]:
    """The annotated texts of a corpus that have units."""
    for row in read_rows(data, f"{corpus}.train"):
        parts = [(turn["text"], turn["spans"]) for turn in row["turns"]] if corpus == "cmv_modes" else None
        for text, spans in parts or [(row["text"], row["units"])]:
            ordered = sorted(spans, key=lambda span: int(span["start"]))
            if ordered:
                yield [(text[span["start"] : span["end"]].strip() or ".", span["type"]) for span in ordered]


def read_texts(texts: Sequence[Text], parser: NeuralParser) -> FloatArray:
    """The vectors of all units, each text read in windows."""
    units: list[str] = []
    windows: list[range] = []
    for text in texts:
        for first in range(0, len(text), WINDOW):
            part = text[first : first + WINDOW]
            windows.append(range(len(units), len(units) + len(part)))
            units += [words for words, _ in part]
    return parser.read(units, windows).vectors


def fit_roles(data: Path, parser: NeuralParser) -> Roles:
    """The heads, each a logistic regression over vectors of mean 0 and deviation 1, folded into one linear layer."""
    settings = read_settings(RoleHeads, "roles")
    texts = {corpus: list(texts_of(data, corpus)) for corpus in dict.fromkeys(corpus for corpus, _ in HEADS)}
    vectors = {corpus: read_texts(found, parser) for corpus, found in texts.items()}
    types = {corpus: np.array([kind for text in found for _, kind in text]) for corpus, found in texts.items()}
    both = np.vstack(list(vectors.values()))
    mean, deviation = both.mean(axis=0), both.std(axis=0) + 1e-6
    fitted = [
        LogisticRegression(C=1 / settings.penalty, max_iter=2000).fit(
            (vectors[corpus] - mean) / deviation, np.isin(types[corpus], list(wanted))
        )
        for corpus, wanted in HEADS
    ]
    weights = np.column_stack([head.coef_[0] / deviation for head in fitted]).astype(np.float32)
    bias = np.array([head.intercept_[0] for head in fitted], dtype=np.float32) - mean @ weights
    return Roles(weights, bias.astype(np.float32))
