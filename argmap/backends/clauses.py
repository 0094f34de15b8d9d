"""Where a sentence is cut into clauses that can stand as claims of their own.

Places where a clause begins are found in spaCy's parse; a few boosted trees say at which of them a careful reader would
cut (models/clauses, made by argmap.training.clauses.train).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from argmap.backends.brackets import Held, is_held
from argmap.backends.weights import Forest
from argmap.stages import FloatArray, Stretch

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

FINITE = {"VBD", "VBP", "VBZ", "MD"}
SUBJECTS = {"nsubj", "nsubjpass", "csubj", "expl"}
SPLICED = {"ccomp", "parataxis"}
OPEN_ENDS = {",", ";", "—", "–", "--", "-", "(", "["}
"""What a clause is not shown to end with."""
BREAK = re.compile(r"\.{2,}|…|-{2,}|—")
REPORTING = re.compile(
    r"says?|said|thinks?|thought|believes?|guess|claims?|argues?|writes?|wrote|know|mean|suppose|ask(?:s|ed)?",
    re.IGNORECASE,
)
"""Verbs whose object is a clause that somebody else may assert."""
MIN_CLAUSE_WORDS = 3
"""Words on both sides of a cut."""
MIN_CUT = 0.0
"""Log-odds from which a place is cut: at -.2, 0, .2 and .6 claims F1 is .785 .785 .784 .781 on gold dev and .705 .707
.718 .719 on the written dev threads. Eight words on both sides, without trees, gave .777 and .683."""
MIN_FRAGMENT_WORDS = 5
"""Words of a sentence without a verb that may assert something."""
JOINTS = {",": 1, ";": 2, "—": 3, "–": 3, "--": 3, "-": 3, ":": 4}
CONJUNCTIONS = {"and": 1, "but": 2, "or": 3, "so": 4, "yet": 5, "nor": 6}
SUBORDINATORS = {
    word: number
    for number, word in enumerate(
        [
            "because",
            "since",
            "as",
            "while",
            "though",
            "although",
            "if",
            "so",
            "unless",
            "that",
            "when",
            "whereas",
            "until",
            "before",
            "after",
        ],
        start=1,
    )
}
PRONOUNS = {
    **{"i": 1, "you": 2, "he": 3, "she": 3, "it": 4, "they": 5, "we": 6},
    **{"that": 7, "this": 7, "these": 7, "there": 8, "which": 9, "who": 9},
}
"""The words around a cut as numbers, 0 for all others; the trees split on them."""


class Reason(IntEnum):
    """Why a clause can begin at a place; a column of the trees."""

    BREAK = 0
    JOINED = 1
    SPLICED_AFTER = 2
    SPLICED_BEFORE = 3
    ADVERBIAL_AFTER = 4
    ADVERBIAL_BEFORE = 5
    JOINED_VERB = 6
    REPORTED = 7
    OBJECT = 8


@dataclass(frozen=True, slots=True)
class Place:
    """A token before which a sentence can be cut, why, and the verb of the clause that makes it so."""

    at: int
    reason: Reason
    verb: "Token"


def clauses(sentence: "Sentence", trees: Forest, held: Held = ()) -> Iterator[Stretch]:
    """The clauses of a sentence: cut wherever the trees find that one begins that can stand alone.

    Args:
        sentence: as spaCy parses it.
        trees: what says where to cut.
        held: places of the text that are not cut.
    """
    opening = {start for start, _ in held}
    cuts = [sentence.start, *chosen(sentence, trees, held), sentence.end]
    for first, last in pairwise(cuts):
        tokens = [token for token in sentence.doc[first:last] if not token.is_space]
        while len(cuts) > 2 and tokens and leads_in(tokens[0]) and tokens[0].idx not in opening:
            tokens.pop(0)
        while tokens and tokens[-1].text in OPEN_ENDS:
            tokens.pop()
        if tokens:
            yield Stretch(tokens[0].idx, tokens[-1].idx + len(tokens[-1]), may_assert(tokens))


def leads_in(token: "Token") -> bool:
    """Whether a token at the beginning of a clause only joins it to the one before."""
    return token.dep_ == "cc" or token.is_punct


def chosen(sentence: "Sentence", trees: Forest, held: Held) -> list[int]:
    """The tokens before which a sentence is cut: never where it is held together."""
    places = places_of(sentence)
    if not places:
        return []
    scores = trees.scores(rows_of(sentence, places))
    kept: list[int] = []
    for place, score in zip(places, scores, strict=True):
        at = moved(place, sentence, held)
        before = sentence.doc[kept[-1] if kept else sentence.start : at]
        after = sentence.doc[at : sentence.end]
        if score >= MIN_CUT and min(words(before), words(after)) >= MIN_CLAUSE_WORDS:
            kept.append(at)
    return kept


def moved(place: Place, sentence: "Sentence", held: Held) -> int:
    """Where to cut for a place: there, or behind what holds it if a comma follows, else only at the sentence's end."""
    doc = sentence.doc
    beginning = [token.idx for token in doc[place.at : place.at + 2]]
    if any(start in beginning and start < place.verb.idx < end for start, end in held):
        return sentence.end
    if not is_held(beginning[0], held):
        return place.at
    behind = max(end for start, end in held if start < beginning[0] < end)
    joint = next((token for token in sentence if token.idx >= behind), None)
    return joint.i + 1 if joint is not None and joint.text in JOINTS else sentence.end


def places_of(sentence: "Sentence") -> list[Place]:
    """Where a sentence can be cut, in order; the first reason counts where there are several."""
    found: dict[int, Place] = {}
    for token in sentence:
        for place in beginnings(token):
            if sentence.start < place.at < sentence.end:
                found.setdefault(place.at, place)
    return [found[at] for at in sorted(found)]


def beginnings(token: "Token") -> Iterator[Place]:
    """Where a clause begins because of this token: after a break, or because it is the verb of one."""
    if BREAK.fullmatch(token.text):
        yield Place(token.i + 1, Reason.BREAK, token)
    if not is_finite(token, deep=True):
        return
    start = token.left_edge.i
    before = token.doc[start - 1] if start > token.sent.start else None
    joined = before is not None and (before.dep_ == "cc" or before.text in JOINTS)
    if not has_subject(token):
        if token.dep_ == "conj" and before is not None and joined:
            yield Place(before.i if before.dep_ == "cc" else start, Reason.JOINED_VERB, token)
    elif token.dep_ == "conj":
        if before is not None and joined:
            yield Place(before.i if before.dep_ == "cc" else start, Reason.JOINED, token)
    elif token.dep_ in SPLICED and not any(child.dep_ == "mark" for child in token.children):
        yield from spliced(token, before)
    elif token.dep_ == "advcl":
        yield from adverbial(token, before)
    elif token.dep_ == "ccomp" and token.i > token.head.i and before is not None and before.text in {",", ":"}:
        yield Place(start, Reason.OBJECT, token)


def spliced(verb: "Token", before: "Token | None") -> Iterator[Place]:
    """The place beside a clause that only a comma or a dash parts from its neighbour."""
    if verb.i > verb.head.i:
        if before is not None and before.text in JOINTS:
            yield Place(before.i + 1, Reason.SPLICED_AFTER, verb)
        return
    after = verb.right_edge.i + 1
    if after < verb.sent.end and verb.doc[after].text in JOINTS:
        yield Place(after + 1, Reason.REPORTED if reports(verb.head) else Reason.SPLICED_BEFORE, verb)


def adverbial(verb: "Token", before: "Token | None") -> Iterator[Place]:
    """The place beside a clause of reason, condition or time."""
    if verb.i > verb.head.i:
        if before is not None:
            yield Place(before.i + 1, Reason.ADVERBIAL_AFTER, verb)
        return
    after = verb.right_edge.i + 1
    if after < verb.sent.end:
        yield Place(after + (verb.doc[after].text in JOINTS), Reason.ADVERBIAL_BEFORE, verb)


COLUMNS = (
    "reason",
    "words_before",
    "words_after",
    "words_of_clause_before",
    "words_of_clause_after",
    "words_of_sentence",
    "joint",
    "conjunction",
    "subordinator",
    "pronoun",
    "hangs_on_root",
    "finite_clauses_before",
    "finite_clauses_after",
    "depth_of_verb",
    "begins_with_not",
    "is_question",
    "in_open_bracket",
    "quote_before",
    "conjunction_beyond",
    "begins_with_verb",
    "begins_with_personal_pronoun",
    "has_subject",
)
"""The columns of `rows_of`, in order."""


def rows_of(sentence: "Sentence", places: Sequence[Place]) -> FloatArray:
    """Compute the features of each place, shape (places, len(COLUMNS))."""
    edges = [sentence.start, *(place.at for place in places), sentence.end]
    rows = [row_of(sentence, place, edges[n], edges[n + 2]) for n, place in enumerate(places)]
    return np.array(rows, dtype=np.float32)


def row_of(sentence: "Sentence", place: Place, previous: int, following: int) -> list[float]:
    """One row: the reason, words and clauses on both sides, the words at the cut, how the verb hangs in the tree."""
    doc, at, verb = sentence.doc, place.at, place.verb
    before, after = doc[sentence.start : at], doc[at : sentence.end]
    last, first, second = doc[at - 1], doc[at], doc[min(at + 1, sentence.end - 1)]
    beyond = doc[at - 2].lower_ if at - 2 >= sentence.start else ""
    return [
        float(place.reason),
        *map(float, (words(before), words(after), words(doc[previous:at]), words(doc[at:following]), words(sentence))),
        float(JOINTS.get(last.text, 0)),
        float(CONJUNCTIONS.get(first.lower_, 0)),
        float(SUBORDINATORS.get(first.lower_, 0)),
        float(PRONOUNS.get(first.lower_, PRONOUNS.get(second.lower_, 0))),
        float(verb.head.dep_ == "ROOT"),
        float(sum(map(is_finite_clause, before))),
        float(sum(map(is_finite_clause, after))),
        float(sum(1 for _ in verb.ancestors)),
        float(first.lower_ == "not"),
        float(sentence.text.rstrip().endswith("?")),
        float("(" in before.text and ")" not in before.text),
        float('"' in before.text),
        float(CONJUNCTIONS.get(beyond, 0)),
        float(first.tag_.startswith("V")),
        float(first.tag_ == "PRP"),
        float(has_subject(verb)),
    ]


def may_assert(tokens: Sequence["Token"]) -> bool:
    """Whether they hold a finite verb, or are a verbless sentence ("Simply not true.")."""
    closed = tokens[-1].text[-1] in ".!?" and sum(token.is_alpha for token in tokens) >= MIN_FRAGMENT_WORDS
    return closed or any(map(is_finite, tokens))


def words(tokens: "Sentence") -> int:
    """How many of the tokens are words."""
    return sum(token.is_alpha for token in tokens)


def reports(token: "Token") -> bool:
    """Whether a verb reports what someone says or thinks, so that the clause before it is its object."""
    return REPORTING.fullmatch(token.text) is not None


def has_subject(token: "Token") -> bool:
    """Whether a verb has a subject of its own."""
    return any(child.dep_ in SUBJECTS for child in token.children)


def is_finite_clause(token: "Token") -> bool:
    """Whether the token is a finite verb with a subject of its own."""
    return has_subject(token) and is_finite(token, deep=True)


def is_finite(token: "Token", *, deep: bool = False) -> bool:
    """Whether the token is a finite verb, or an imperative at the root; deep looks at its auxiliaries too."""
    if token.tag_ in FINITE or (token.dep_ == "ROOT" and token.tag_ == "VB"):
        return True
    return deep and any(child.tag_ in FINITE for child in token.children if child.dep_.startswith("aux"))
