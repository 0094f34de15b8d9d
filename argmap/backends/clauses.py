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
from argmap.backends.parsed import NONE, Parsed
from argmap.backends.weights import Forest
from argmap.stages import FloatArray, Stretch

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

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
SHORT = 4
"""Words of a clause that is a claim where it says something of a subject that it names."""
NAMES = {"NN", "NNS", "NNP", "NNPS", "VBG"}
TIMELESS = {"VB", "VBZ", "VBP", "MD"}
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


def clauses(tree: Parsed, sentence: "Sentence", trees: Forest, held: Held = ()) -> Iterator[Stretch]:
    """Cut a sentence wherever the trees find that a clause begins that can stand alone.

    Args:
        tree: the text.
        sentence: a part of it, as spaCy parses it.
        trees: what says where to cut.
        held: places of the text that are not cut.
    """
    opening = {start for start, _ in held}
    cuts = [sentence.start, *chosen(tree, sentence, trees, held), sentence.end]
    for first, last in pairwise(cuts):
        tokens = [token for token in sentence.doc[first:last] if not token.is_space]
        joined = 0
        while len(cuts) > 2 and joined < len(tokens) and leads_in(tokens[joined]) and tokens[joined].idx not in opening:
            joined += 1
        tokens = tokens[joined:]
        while tokens and tokens[-1].text in OPEN_ENDS:
            tokens.pop()
        if tokens:
            start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
            yield Stretch(start, end, may_assert(tree, tokens), says_of_a_subject(tree, tokens))


def leads_in(token: "Token") -> bool:
    """Whether a token at the beginning of a clause only joins it to the one before."""
    return token.dep_ == "cc" or token.is_punct


def chosen(tree: Parsed, sentence: "Sentence", trees: Forest, held: Held) -> list[int]:
    """Choose the tokens before which a sentence is cut: never where it is held together."""
    places = places_of(tree, sentence)
    if not places:
        return []
    scores = trees.scores(rows_of(tree, sentence, places))
    kept: list[int] = []
    for place, score in zip(places, scores, strict=True):
        at = moved(place, sentence, held)
        before = tree.count("words", kept[-1] if kept else sentence.start, at)
        after = tree.count("words", at, sentence.end)
        if score >= MIN_CUT and min(before, after) >= MIN_CLAUSE_WORDS:
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


def places_of(tree: Parsed, sentence: "Sentence") -> list[Place]:
    """Find where a sentence can be cut, in order; the first reason counts where there are several."""
    found: dict[int, Place] = {}
    for token in sentence:
        for place in beginnings(tree, token):
            if sentence.start < place.at < sentence.end:
                found.setdefault(place.at, place)
    return [found[at] for at in sorted(found)]


def beginnings(tree: Parsed, token: "Token") -> Iterator[Place]:
    """Find where a clause begins because of this token: after a break, or because it is the verb of one."""
    if BREAK.fullmatch(token.text):
        yield Place(token.i + 1, Reason.BREAK, token)
    if not tree.deep[token.i]:
        return
    start = token.left_edge.i
    before = tree.doc[start - 1] if start > tree.sentences[token.i][0] else None
    joined = before is not None and (before.dep_ == "cc" or before.text in JOINTS)
    if not tree.has_subject(token.i):
        if token.dep_ == "conj" and before is not None and joined:
            yield Place(before.i if before.dep_ == "cc" else start, Reason.JOINED_VERB, token)
    elif token.dep_ == "conj":
        if before is not None and joined:
            yield Place(before.i if before.dep_ == "cc" else start, Reason.JOINED, token)
    elif token.dep_ in SPLICED and not tree.marked[token.i]:
        yield from spliced(tree, token, before)
    elif token.dep_ == "advcl":
        yield from adverbial(tree, token, before)
    elif token.dep_ == "ccomp" and token.i > token.head.i and before is not None and before.text in {",", ":"}:
        yield Place(start, Reason.OBJECT, token)


def spliced(tree: Parsed, verb: "Token", before: "Token | None") -> Iterator[Place]:
    """Find the place beside a clause that only a comma or a dash parts from its neighbour."""
    if verb.i > verb.head.i:
        if before is not None and before.text in JOINTS:
            yield Place(before.i + 1, Reason.SPLICED_AFTER, verb)
        return
    after = verb.right_edge.i + 1
    if after < tree.sentences[verb.i][1] and verb.doc[after].text in JOINTS:
        yield Place(after + 1, Reason.REPORTED if reports(verb.head) else Reason.SPLICED_BEFORE, verb)


def adverbial(tree: Parsed, verb: "Token", before: "Token | None") -> Iterator[Place]:
    """Find the place beside a clause of reason, condition or time."""
    if verb.i > verb.head.i:
        if before is not None:
            yield Place(before.i + 1, Reason.ADVERBIAL_AFTER, verb)
        return
    after = verb.right_edge.i + 1
    if after < tree.sentences[verb.i][1]:
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
    "in_open_bracket",
    "quote_before",
    "conjunction_beyond",
    "begins_with_verb",
    "begins_with_personal_pronoun",
    "has_subject",
    "is_question",
)
"""The columns of `rows_of`, in order."""


def rows_of(tree: Parsed, sentence: "Sentence", places: Sequence[Place]) -> FloatArray:
    """Compute the features of each place, shape (places, len(COLUMNS))."""
    edges = [sentence.start, *(place.at for place in places), sentence.end]
    asks = float(sentence.text.rstrip().endswith("?"))
    rows = [[*row_of(tree, place, edges[n : n + 3], (edges[0], edges[-1])), asks] for n, place in enumerate(places)]
    return np.array(rows, dtype=np.float32)


def row_of(tree: Parsed, place: Place, near: Sequence[int], bounds: tuple[int, int]) -> list[float]:
    """Compute one row without its last column, in constant time.

    Args:
        tree: the text.
        place: where the sentence can be cut.
        near: the previous place or the beginning, this one, the next one or the end.
        bounds: the first token of the sentence, and the one past its last.
    """
    (start, end), (previous, at, following), verb = bounds, near, place.verb
    last, first, second = tree.doc[at - 1], tree.doc[at], tree.doc[min(at + 1, end - 1)]
    beyond = tree.doc[at - 2].lower_ if at - 2 >= start else ""
    stretches = ((start, at), (at, end), (previous, at), (at, following), (start, end))
    return [
        float(place.reason),
        *(float(tree.count("words", *stretch)) for stretch in stretches),
        float(JOINTS.get(last.text, 0)),
        float(CONJUNCTIONS.get(first.lower_, 0)),
        float(SUBORDINATORS.get(first.lower_, 0)),
        float(PRONOUNS.get(first.lower_, PRONOUNS.get(second.lower_, 0))),
        float(verb.head.dep_ == "ROOT"),
        float(tree.count("clauses", start, at)),
        float(tree.count("clauses", at, end)),
        float(tree.depth[verb.i]),
        float(first.lower_ == "not"),
        float(tree.count("opening", start, at) > 0 == tree.count("closing", start, at)),
        float(tree.count("quotes", start, at) > 0),
        float(CONJUNCTIONS.get(beyond, 0)),
        float(first.tag_.startswith("V")),
        float(first.tag_ == "PRP"),
        float(tree.has_subject(verb.i)),
    ]


def may_assert(tree: Parsed, tokens: Sequence["Token"]) -> bool:
    """Tell whether they hold a finite verb, or are a verbless sentence ("Simply not true.")."""
    closed = tokens[-1].text[-1] in ".!?" and sum(token.is_alpha for token in tokens) >= MIN_FRAGMENT_WORDS
    return closed or any(tree.finite[token.i] for token in tokens)


def says_of_a_subject(tree: Parsed, tokens: Sequence["Token"]) -> bool:
    """Tell whether they are a short clause that says of a subject that it names how it is: "Cars kill people."."""
    first, last = tokens[0].i, tokens[-1].i
    if tree.count("words", first, last + 1) > SHORT or tokens[-1].text[-1] not in ".!":
        return False
    subjects = [tree.subjects[token.i] for token in tokens if tree.deep[token.i]]
    named = any(first <= subject <= last and tree.doc[subject].tag_ in NAMES for subject in subjects if subject != NONE)
    return named and any(token.tag_ in TIMELESS for token in tokens)


def reports(token: "Token") -> bool:
    """Whether a verb reports what someone says or thinks, so that the clause before it is its object."""
    return REPORTING.fullmatch(token.text) is not None
