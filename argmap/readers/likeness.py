"""How alike the stretches of one text are: the cosine of their words, rare words counting more."""

from collections import Counter
from collections.abc import Sequence
from math import log, sqrt

from argmap.readers.quotes import words_of


class Likeness:
    """Compares the paragraphs or posts of a thread with each other.

    A word weighs log((n + 1) / texts that hold it), squared in the product (tf-idf with binary counts).
    """

    def __init__(self, texts: Sequence[str]) -> None:
        words = [frozenset(words_of(text).forms) for text in texts]
        held = Counter(word for own in words for word in own)
        self.weight = {word: log((len(texts) + 1) / count) for word, count in held.items()}
        self.words = words
        self.lengths = [sqrt(sum(self.weight[word] ** 2 for word in sorted(own))) for own in words]

    def of(self, one: int, other: int) -> float:
        """The likeness of two texts by index, in [0, 1]."""
        shared = self.words[one] & self.words[other]
        if not shared:
            return 0.0
        return sum(sorted(self.weight[word] ** 2 for word in shared)) / (self.lengths[one] * self.lengths[other])
