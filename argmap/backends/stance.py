"""The model of stances in models/: linear heads over what a reply says and how it relates to what it answers."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path

import numpy as np

from argmap.backends.weights import read_weights
from argmap.errors import ModelError
from argmap.mapping.links.stance import FEATURES, features, terms
from argmap.stages import Encoder, FloatArray, Reply

HEADS, TERMS = "heads.npz", "terms.json"
SCALES = (8.0, 8.0, 60.0, 60.0, 3.0)
"""Factors that bring the vectors of a reply, of its first sentence, their products with the answered words', and these
to about the deviation of the standardized features, so that one penalty serves all."""


class LinearStancer:
    """Judges replies by their vectors, cues and terms.

    Args:
        folder: the model.
        encoder: the sentence encoder that the heads were fitted on.
    """

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        weights = read_weights(folder)
        if tuple(weights.card["columns"][HEADS]) != FEATURES:
            raise ModelError(f"{weights.card['name']}: this version of argmap computes other features")
        self.digest = weights.digests[HEADS][:12]
        self._encoder = encoder
        self._terms: Mapping[str, int] = {term: n for n, term in enumerate(json.loads(weights.files[TERMS]))}
        with np.load(BytesIO(weights.files[HEADS]), allow_pickle=False) as arrays:
            self._heads: dict[str, FloatArray] = dict(arrays)

    def judge(self, replies: Sequence[Reply]) -> FloatArray:
        """See `argmap.stages.Stancer`."""
        if not replies:
            return np.zeros((0, 4), dtype=np.float32)
        heads = self._heads
        dense = dense_rows(replies, self._encoder, heads["mean"], heads["deviation"]) @ heads["dense"]
        words = term_rows([reply.own for reply in replies], self._terms, heads["idf"]) @ heads["words"]
        odds = np.hstack([dense + heads["dense_bias"], words + heads["words_bias"]]) @ heads["joint"] + heads["bias"]
        shares = np.exp(odds - odds.max(axis=1, keepdims=True))
        found: FloatArray = (shares / shares.sum(axis=1, keepdims=True)).astype(np.float32)
        return found


def dense_rows(replies: Sequence[Reply], encoder: Encoder, mean: FloatArray, deviation: FloatArray) -> FloatArray:
    """Compute the dense row of each reply: vectors, their products, and standardized features.

    Args:
        replies: the replies, n of them.
        encoder: gives vectors of size d.
        mean: of the features, shape (len(FEATURES),).
        deviation: of the features, same shape.

    Returns:
        An array of shape (n, 5 d + len(FEATURES)).
    """
    own, first, context = (
        encoder.encode([text or "." for text in texts])
        for texts in ([r.own for r in replies], [r.first for r in replies], [r.context for r in replies])
    )
    parts = (own, first, own * context, first * context, context)
    cues = (np.array([features(reply) for reply in replies], dtype=np.float32) - mean) / deviation
    return np.hstack([*(part * scale for part, scale in zip(parts, SCALES, strict=True)), cues]).astype(np.float32)


def term_rows(texts: Sequence[str], known: Mapping[str, int], idf: FloatArray) -> FloatArray:
    """Weigh the known terms of each text by 1 + log count and rarity, each row of length 1, shape (texts, terms)."""
    rows = np.zeros((len(texts), len(known)), dtype=np.float32)
    for row, text in zip(rows, texts, strict=True):
        for term, count in Counter(terms(text)).items():
            if term in known:
                row[known[term]] = (1 + np.log(count)) * idf[known[term]]
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return rows
