"""The words of a text's paragraphs, as numbers and vectors, and the signs of a writer's habits in them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np

from argmap.readers.paste.repeats import scatter
from argmap.readers.paste.rolling import Floats, Ints, sums
from argmap.readers.quotes import WORD

SIZE = 128
"""Bits of a word's vector; the likeness of two unlike paragraphs is then 0 give or take 0.09."""
LOOKED_AT = 4000
"""Characters of a paragraph whose signs are counted."""
TYPEWRITTEN = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "`": "'",
        "´": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "—": "--",
        "–": "-",
        "−": "-",
        "…": "...",
        "\xa0": " ",
    }
)
"""Sites set quotation marks and dashes each in their own way, which says nothing of who wrote."""
SIGNS = ("!", "?", ",", ";", "(", '"', "'", "..", "!!", "??", "  ", " - ", "--", ":", "http", " ,")
PATTERNS = (
    re.compile(r"(?:^|[.!?] +)[a-z]"),
    re.compile(r"\b[A-Z]{3,}\b"),
    re.compile(r"[.!?…]+(?=\s|$)"),
    re.compile(r"[:;]-?[)(DPp]"),
)
CLASSES = (
    frozenset({"i", "me", "my", "mine", "i'm", "i've", "i'd", "i'll"}),
    frozenset({"you", "your", "yours", "you're", "you've", "you'd", "you'll"}),
    frozenset({"we", "us", "our", "ours"}),
    frozenset({"he", "she", "they", "his", "her", "their", "them", "him"}),
    frozenset({"the", "a", "an"}),
    frozenset({"dont", "cant", "wont", "isnt", "doesnt", "im", "youre", "thats", "didnt", "ive"}),
    frozenset({"not", "no", "never", "don't", "doesn't", "isn't", "can't", "won't", "didn't"}),
    frozenset({"this", "that", "these", "those", "it"}),
    frozenset({"is", "are", "was", "were", "be", "been"}),
    frozenset({"of", "in", "to", "for", "with"}),
)
"""Words whose rates tell one writer, or one way of talking, from another."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of all paragraphs in a row, as numbers; where each paragraph's end; each number's word."""

    stream: Ints
    ends: Ints
    forms: list[tuple[str, ...]]
    vocabulary: list[str]


def read_words(paragraphs: Sequence[str]) -> Wording:
    """The words of paragraphs."""
    numbers: dict[str, int] = {}
    forms = [tuple(WORD.findall(paragraph.lower())) for paragraph in paragraphs]
    stream = [numbers.setdefault(word, len(numbers)) for own in forms for word in own]
    ends = np.cumsum([0, *map(len, forms)])
    return Wording(np.array(stream, np.int64), ends.astype(np.int64), forms, list(numbers))


def sign_counts(paragraphs: Sequence[str], words: Wording) -> Floats:
    """For each paragraph how often it has each sign of a writer's habits."""
    marks = [
        [*map(text.count, SIGNS), *(len(pattern.findall(text)) for pattern in PATTERNS)]
        for text in (paragraph[:LOOKED_AT] for paragraph in paragraphs)
    ]
    kinds = np.array([[word in kind for kind in CLASSES] + [len(word) > 8] for word in words.vocabulary], np.float32)
    counts = np.zeros((len(paragraphs), len(CLASSES) + 1), np.float32)
    if len(words.stream):
        counts = sums(kinds, words.stream, words.ends)
    low = np.array([paragraph.count(" i ") for paragraph in paragraphs], np.float32)
    return np.hstack([np.array(marks, np.float32), counts, low[:, None]])


def word_vectors(words: Wording) -> Floats:
    """A vector for each paragraph: the sum over its words of random signs, rare words weighing more."""
    count = len(words.ends) - 1
    if not len(words.stream):
        return np.zeros((count, SIZE), np.float32)
    paragraph = np.repeat(np.arange(count), np.diff(words.ends))
    held = np.bincount(np.unique(words.stream * count + paragraph) // count, minlength=len(words.vocabulary))
    seeds = np.array([crc32(word.encode()) for word in words.vocabulary], np.uint64)
    halves = np.stack([scatter(seeds + np.uint64(half << 32)) for half in range(SIZE // 64)], 1)
    signs = np.unpackbits(halves.astype("<u8").view(np.uint8), axis=1).astype(np.float32) * 2 - 1
    signs *= (np.log((count + 1) / held) / np.sqrt(SIZE)).astype(np.float32)[:, None]
    return sums(signs, words.stream, words.ends)


@dataclass(frozen=True, slots=True)
class Portraits:
    """Of some posts, a row each: what they are about, at their beginnings and ends too, and how they are written."""

    matter: Floats
    opening: Floats
    ending: Floats
    manner: Floats


def portraits(posts: Sequence[Sequence[str]]) -> Portraits:
    """What posts are about and how they are written.

    Args:
        posts: the paragraphs of each, at least one.
    """
    plain = [paragraph.translate(TYPEWRITTEN) for post in posts for paragraph in post]
    words, ends = read_words(plain), np.cumsum([0, *map(len, posts)])
    vectors, signs = word_vectors(words), sign_counts(plain, words)
    sizes = np.maximum(1, np.add.reduceat(np.diff(words.ends), ends[:-1]))[:, None]
    manner = np.sqrt(np.add.reduceat(signs, ends[:-1], axis=0) / sizes).astype(np.float32)
    return Portraits(np.add.reduceat(vectors, ends[:-1], axis=0), vectors[ends[:-1]], vectors[ends[1:] - 1], manner)
