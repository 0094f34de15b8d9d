"""A backend without weights: cue words and likeness of words. The floor of every comparison, and the tests' fake."""

import re
from collections.abc import Sequence
from hashlib import blake2b
from typing import ClassVar

import numpy as np

from argmap.mapping.cues import agreement, assertiveness, disagreement
from argmap.mapping.links.evidence import EVIDENCE
from argmap.stages import Backend, FloatArray, Stretch

SENTENCE = re.compile(r".+?(?:[.!?…]+[\"”’')\]]*(?=\s|$)|$)", re.DOTALL)
WORD = re.compile(r"[a-z0-9]+(?:['’][a-z]+)?")
VERBISH = re.compile(
    r"\b(?:am|is|are|was|were|be|been|has|have|had|do|does|did|can|could|will|would|shall|should|may|might|must|"
    r"['’](?:s|re|ve|ll|m|d)|n['’]t|\w+(?:ed|es|ize|ise)|think|believe|guess|say|seem|make|need|want|know|get|go|work)\b",
    re.IGNORECASE,
)
DIMENSIONS = 512


class LexicalSegmenter:
    """Sentences by their end marks; a stretch counts as clausal where a common verb form stands in it."""

    def split(self, texts: Sequence[str]) -> list[list[Stretch]]:
        """See `argmap.stages.Segmenter`."""
        return [self._split(text) for text in texts]

    def _split(self, text: str) -> list[Stretch]:
        found: list[Stretch] = []
        for match in SENTENCE.finditer(text):
            words = match.group().strip()
            if words:
                start = match.start() + len(match.group()) - len(match.group().lstrip())
                clausal = len(words.split()) >= 3 and bool(VERBISH.search(words))
                found.append(Stretch(start, start + len(words), clausal))
        return found


class LexicalEncoder:
    """Words hashed into a fixed number of buckets, common words left out."""

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """See `argmap.stages.Encoder`."""
        rows = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        for i, text in enumerate(texts):
            for word in set(WORD.findall(text.lower())):
                if len(word) > 3:
                    rows[i, bucket(word)] += 1.0
        norms = np.linalg.norm(rows, axis=1, keepdims=True)
        unit: FloatArray = (rows / np.where(norms == 0, 1, norms)).astype(np.float32)
        return unit


class LexicalReading:
    """Judges by cue words and hand-set weights over the evidence: what reads like good sense, before any training."""

    WEIGHTS: ClassVar[dict[str, float]] = {
        "same_post": -0.6,
        "backward": 0.9,
        "adjacent": 0.9,
        "same_line": 0.6,
        "reply_hops": -0.5,
        "target_in_opening": -0.2,
        "target_first": 0.9,
        "quoted": 1.2,
        "last_quoted": 1.5,
        "likeness": 2.5,
        "likeness_rank": -0.15,
        "shared_words": 0.8,
        "target_question": -0.4,
        "target_conclusion": 0.4,
    }

    def __init__(self, units: Sequence[str]) -> None:
        self._units = units
        self.claim_scores: FloatArray = np.array([assertiveness(unit) for unit in units], dtype=np.float32)

    def judge(self, pairs: Sequence[tuple[int, int]], rows: FloatArray) -> tuple[FloatArray, FloatArray]:
        """See `argmap.stages.Reading`."""
        attach = np.full(len(rows), -2.0, dtype=np.float32)
        for name, weight in self.WEIGHTS.items():
            attach = attach + weight * rows[:, EVIDENCE.index(name)]
        against = np.array([disagreement(self._units[i], self._units[j]) for i, j in pairs], dtype=np.float32)
        for_ = np.array([agreement(self._units[i]) for i, _ in pairs], dtype=np.float32)
        other = (rows[:, EVIDENCE.index("same_post")] == 0) & (rows[:, EVIDENCE.index("same_author")] == 0)
        lean = np.log(against / for_) + np.where(other, 0.9, -1.6)
        return attach.astype(np.float32), (1 / (1 + np.exp(-lean))).astype(np.float32)


class LexicalParser:
    """Reads each unit by itself."""

    def read(self, units: Sequence[str], windows: Sequence[Sequence[int]]) -> LexicalReading:
        """See `argmap.stages.Parser`."""
        return LexicalReading(units)


def bucket(word: str) -> int:
    """A bucket that is the same in every process (Python's own hash is not)."""
    return int.from_bytes(blake2b(word[:6].encode(), digest_size=4).digest(), "big") % DIMENSIONS


def load_lexical() -> Backend:
    """The backend; nothing is read from disk."""
    return Backend("lexical", LexicalSegmenter(), LexicalEncoder(), LexicalParser())
