"""What a post echoes of those that it may answer: rare words, pairs of words, and phrases in quotation marks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from argmap.readers.paste.rolling import Floats, Ints
from argmap.readers.paste.wording import TYPEWRITTEN, Wording, read_words
from argmap.readers.quotes import WORD

COMMON = 0.25
"""Share of a paste's posts that may have a word, or a pair of words, before it says nothing of who answers whom."""
ROOT = 6
"""Letters by which words are told apart: "argument" and "arguments" are one."""
OPENING = 25
"""Words at the beginning of a post, where it says what it is about."""
PHRASE = re.compile(r"[\"“]([^\"“”\n]{3,200})[\"”]|(?<!\w)['‘]([^'‘’\n]{3,80})['’](?!\w)")


@dataclass(frozen=True, slots=True)
class Held:
    """Words, or pairs of words, as numbers: those of each post that others have too, but not too many.

    Attributes:
        items: of all posts in a row, each once in a post.
        ends: where each post's items start, and where the last one's end.
        weights: of every item, the more the fewer posts have it; 0 where none or too many others do.
    """

    items: Ints
    ends: Ints
    weights: NDArray[np.float64]

    def of(self, post: int) -> Ints:
        """The items of one post."""
        return self.items[self.ends[post] : self.ends[post + 1]]


def echoes(texts: Sequence[str], targets: Sequence[Sequence[int]]) -> Floats:
    """A row for each post and candidate, one after the other; each number is 0 or more, and more for a clearer echo.

    The columns: the share of the post's words that the candidate has too, their weight, the share of those that no
    later candidate has, the weight of those that open the post, the weight of pairs of words, and the number of
    phrases in quotation marks.

    Args:
        texts: of the posts, in reading order.
        targets: for each post the indices of the earlier posts that it may answer, in order; some post has one.
    """
    said = read_words([text.translate(TYPEWRITTEN) for text in texts])
    roots = _roots(said)
    words, pairs = _held(roots, said.ends), _held(*_pairs(said))
    phrases = _phrases(texts, targets, said.forms)
    holder, opens = np.zeros(len(words.weights), np.int64), np.zeros(len(words.weights), bool)
    rows: list[NDArray[np.float64]] = []
    for index, both, paired in zip(_answering(targets), _shared(words, targets), _shared(pairs, targets), strict=True):
        (shared, owner), count = both, len(targets[index])
        weights, total = words.weights[shared], words.weights[words.of(index)].sum() or 1.0
        holder[shared] = owner  # of several candidates with a word the last one stays
        opening = roots[said.ends[index] : said.ends[index + 1]][:OPENING]
        opens[opening] = True
        weight = np.bincount(owner, weights, count)
        columns = [
            weight / total,
            np.log1p(weight),
            np.bincount(owner, weights * (holder[shared] == owner), count) / total,
            np.bincount(owner, weights * opens[shared], count),
            np.log1p(np.bincount(paired[1], pairs.weights[paired[0]], count)),
            np.array(next(phrases), np.float64),
        ]
        opens[opening] = False
        rows.append(np.stack(columns, 1))
    return np.concatenate(rows).astype(np.float32)


def _answering(targets: Sequence[Sequence[int]]) -> Iterator[int]:
    """The posts that may answer some post."""
    return (index for index, own in enumerate(targets) if own)


def _roots(said: Wording) -> Ints:
    """The words as numbers that those with the same beginning share."""
    numbers: dict[str, int] = {}
    each = [numbers.setdefault(word[:ROOT], len(numbers)) for word in said.vocabulary]
    return np.array(each, np.int64)[said.stream]


def _pairs(said: Wording) -> tuple[Ints, Ints]:
    """Every two words in a row as a number, and where each post's pairs end."""
    post = np.repeat(np.arange(len(said.ends) - 1), np.diff(said.ends))
    within = post[:-1] == post[1:]
    pairs = said.stream[:-1] * len(said.vocabulary) + said.stream[1:]
    _, numbers = np.unique(pairs[within], return_inverse=True)
    return numbers, np.cumsum([0, *np.maximum(0, np.diff(said.ends) - 1)])


def _held(items: Ints, ends: Ints) -> Held:
    """What posts hold of what others hold.

    Args:
        items: of all posts in a row, as they stand there.
        ends: where each post's start, and where the last one's end.
    """
    count, size = len(ends) - 1, int(items.max(initial=0)) + 1
    once = np.unique(np.repeat(np.arange(count), np.diff(ends)) * size + items)
    posts = np.bincount(once % size, minlength=size)
    weights = np.log((count + 1) / np.maximum(posts, 1))
    weights[(posts < 2) | (posts > max(2, COMMON * count))] = 0
    kept = once[weights[once % size] > 0]
    return Held(kept % size, np.searchsorted(kept, np.arange(count + 1) * size), weights)


def _shared(held: Held, targets: Sequence[Sequence[int]]) -> Iterator[tuple[Ints, Ints]]:
    """For each answering post the items that its candidates share with it, and which of the candidates has each."""
    mine = np.zeros(len(held.weights), bool)
    for index in _answering(targets):
        own = [held.of(target) for target in targets[index]]
        theirs, owner = np.concatenate(own), np.repeat(np.arange(len(own)), [len(items) for items in own])
        mine[held.of(index)] = True
        both = mine[theirs]
        mine[held.of(index)] = False
        yield theirs[both], owner[both]


def _phrases(
    texts: Sequence[str], targets: Sequence[Sequence[int]], forms: Sequence[tuple[str, ...]]
) -> Iterator[list[int]]:
    """For each answering post the number of its phrases in quotation marks that each of its candidates has.

    A post that has all the words of a phrase, and all their pairs, is taken to have the phrase.
    """
    words = cache(lambda post: frozenset(forms[post]))
    pairs = cache(lambda post: frozenset(pairwise(forms[post])))

    def has(post: int, phrase: Sequence[str]) -> bool:
        return words(post).issuperset(phrase) and (len(phrase) == 1 or pairs(post).issuperset(pairwise(phrase)))

    for index in _answering(targets):
        quoted = [WORD.findall((m[1] or m[2]).translate(TYPEWRITTEN).lower()) for m in PHRASE.finditer(texts[index])]
        yield [sum(has(target, phrase) for phrase in quoted if phrase) for target in targets[index]]
