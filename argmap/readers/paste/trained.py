"""The models in models/paste, as plain numbers: where posts start, and what they answer. Run by numpy alone."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Literal

import numpy as np

from argmap.backends.weights import read_weights
from argmap.places import MODELS
from argmap.readers.paste.rolling import Floats, shifted
from argmap.readers.paste.traits import Traits

FOLDER = MODELS / "paste"
Kind = Literal["quoting", "plain"]
"""Pastes whose posts repeat each other's words, and those whose posts seldom do: who answers whom shows otherwise."""
STEEP = 4.0
"""Deviations from the mean beyond which a trait is cut off: a text unlike any seen in training must not shout."""


class StartNet:
    """A small convolutional network along the paragraphs: for each the log-odds that it starts a post.

    Every paragraph's traits and words become one vector; each block then adds what stands at its own distance
    before and after.
    """

    def __init__(self, weights: Mapping[str, Floats], grams: Sequence[str]) -> None:
        self._weights = weights
        self._number = {gram: number for number, gram in enumerate(grams)}
        self._distances = [int(distance) for distance in weights["distances"]]

    def log_odds(self, traits: Traits) -> Floats:
        """One number for each paragraph."""
        weights = self._weights
        rows = np.clip((traits.rows - weights["mean"]) / weights["deviation"], -STEEP, STEEP)
        seen = np.hstack([rows, self._words(traits)]) @ weights["seen.weight"].T + weights["seen.bias"]
        state = np.maximum(seen, 0)
        for number, distance in enumerate(self._distances):
            state = state + self._block(state, number, distance)
        found: Floats = (state @ weights["out.weight"].T + weights["out.bias"])[:, 0]
        return found

    def _words(self, traits: Traits) -> Floats:
        """For each paragraph the sum of the vectors of the words at its edges."""
        table = self._weights["grams"]
        found = np.zeros((len(traits.grams), table.shape[1]), np.float32)
        for row, grams in zip(found, traits.grams, strict=True):
            known = [self._number[gram] for gram in grams if gram in self._number]
            if known:
                row += table[known].sum(0)
        return found

    def _block(self, state: Floats, number: int, distance: int) -> Floats:
        mixing, bias = self._weights[f"{number}.near.weight"], self._weights[f"{number}.near.bias"]
        parts = (shifted(state, back) @ mixing[:, :, place].T for place, back in enumerate((distance, 0, -distance)))
        inner = np.maximum(sum(parts, bias), 0)
        found: Floats = inner @ self._weights[f"{number}.own.weight"][:, :, 0].T + self._weights[f"{number}.own.bias"]
        return found


class ReplyNet:
    """Two layers that score each post and candidate; the likeliest candidate has the highest score."""

    def __init__(self, weights: Mapping[str, Floats]) -> None:
        self._weights = weights

    def scores(self, rows: Floats) -> Floats:
        """One number for each row."""
        weights = self._weights
        seen = np.clip((rows - weights["mean"]) / weights["deviation"], -STEEP, STEEP)
        inner = np.maximum(seen @ weights["seen.weight"].T + weights["seen.bias"], 0)
        found: Floats = (inner @ weights["out.weight"].T)[:, 0]
        return found


@cache
def load_starts(folder: Path = FOLDER) -> StartNet:
    """The model of where posts start.

    Raises:
        ModelError: a file is missing or is not the one that its card describes.
    """
    files = read_weights(folder).files
    return StartNet(_arrays(files["starts.npz"]), json.loads(files["grams.json"]))


@cache
def load_replies(kind: Kind, folder: Path = FOLDER) -> ReplyNet:
    """The model of what posts answer in a kind of paste.

    Raises:
        ModelError: a file is missing or is not the one that its card describes.
    """
    arrays = _arrays(read_weights(folder).files["replies.npz"])
    return ReplyNet({name.removeprefix(f"{kind}."): own for name, own in arrays.items() if name.startswith(f"{kind}.")})


def _arrays(data: bytes) -> dict[str, Floats]:
    with np.load(BytesIO(data), allow_pickle=False) as stored:
        return {name: stored[name].astype(np.float32) for name in stored.files}
