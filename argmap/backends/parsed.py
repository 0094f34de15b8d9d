"""A text as spaCy parses it, with what is asked of its tokens again and again found in one pass.

So a sentence of any length takes time linear in its tokens; spaCy walks a token's subtree for each question.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

FINITE = {"VBD", "VBP", "VBZ", "MD"}
SUBJECTS = {"nsubj", "nsubjpass", "csubj", "expl"}
NONE = -1
"""The subject of a token that has none."""


@dataclass(frozen=True)
class Parsed:
    """A parsed text; every list has one entry a token, by its index.

    Attributes:
        doc: the tokens and arcs.
        subjects: the first subject of each, or NONE.
        marked: whether it has a subordinator of its own ("because").
        finite: whether it is a finite verb, or an imperative at the root.
        deep: whether it is so by itself or by an auxiliary.
        depth: how many arcs lie between it and its root.
        sentences: the first token of spaCy's sentence that it is in, and the one past its last.
        counts: for each of KINDS how many tokens stand before it; one entry more, for the end.
    """

    doc: "Doc"
    subjects: Sequence[int]
    marked: Sequence[bool]
    finite: Sequence[bool]
    deep: Sequence[bool]
    depth: Sequence[int]
    sentences: Sequence[tuple[int, int]]
    counts: dict[str, Sequence[int]]

    def count(self, kind: str, start: int, end: int) -> int:
        """Count the tokens of one of KINDS in [start, end)."""
        return self.counts[kind][end] - self.counts[kind][start]

    def has_subject(self, token: int) -> bool:
        """Tell whether a token has a subject of its own."""
        return self.subjects[token] != NONE


KINDS = ("words", "clauses", "opening", "closing", "quotes")
"""Words, finite verbs with a subject of their own, tokens with "(", with ")", and with a straight quote."""


def parsed(doc: "Doc") -> Parsed:
    """Look up what is asked of each token of a text."""
    tokens = list(doc)
    subjects, marked, helped = [NONE] * len(tokens), [False] * len(tokens), [False] * len(tokens)
    for i, token in enumerate(tokens):
        head, arc = token.head.i, token.dep_
        if arc in SUBJECTS and subjects[head] == NONE:
            subjects[head] = i
        marked[head] |= arc == "mark"
        helped[head] |= arc.startswith("aux") and token.tag_ in FINITE
    finite = [token.tag_ in FINITE or (token.dep_ == "ROOT" and token.tag_ == "VB") for token in tokens]
    deep = [own or aux for own, aux in zip(finite, helped, strict=True)]
    kinds = (
        [token.is_alpha for token in tokens],
        [verb and subject != NONE for verb, subject in zip(deep, subjects, strict=True)],
        *([mark in token.text for token in tokens] for mark in '()"'),
    )
    return Parsed(
        doc,
        subjects=subjects,
        marked=marked,
        finite=finite,
        deep=deep,
        depth=depths([token.head.i for token in tokens]),
        sentences=[(sentence.start, sentence.end) for sentence in doc.sents for _ in sentence],
        counts={name: list(accumulate(kind, initial=0)) for name, kind in zip(KINDS, kinds, strict=True)},
    )


def depths(heads: Sequence[int]) -> list[int]:
    """Count the arcs between each token and its root, which is its own head; every token is passed once.

    >>> depths([1, 1, 3, 1])
    [1, 0, 2, 1]
    """
    found = [NONE] * len(heads)
    for start in range(len(heads)):
        token, path = start, []
        while found[token] == NONE and heads[token] != token:
            path.append(token)
            token = heads[token]
        found[token] = max(found[token], 0)
        for below in reversed(path):
            found[below] = found[heads[below]] + 1
    return found
