"""What a reply answers: which sentence of a post, of those that it could quote (quote_replies)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from argmap.backends.lexical import LexicalSegmenter
from argmap.datatypes import Claim, Post, Span, Thread, Unit
from argmap.mapping.links.evidence import evidence
from argmap.mapping.scene import Scene
from argmap.mapping.units.windows import windows_of
from argmap.quality.exam.data import Row
from argmap.quality.exam.words import WordModel, fit_words
from argmap.stages import Backend, Encoder, FloatArray, Stretch

MOST_SENTENCES = 40
INSIDE = 0.5
"""The share of a sentence that lies in the quoted span where it counts as quoted."""


@dataclass(frozen=True)
class Answer:
    """A post's sentences, which of them a reply quotes, and what the reply says to them."""

    sentences: tuple[str, ...]
    quoted: frozenset[int]
    reply: str


Chooser = Callable[[Answer], FloatArray]
"""A score for each sentence; the highest is chosen."""


def answers_of(rows: Sequence[Row]) -> list[Answer]:
    """The rows with a choice: some sentence quoted, some not; what the post itself quotes is no choice."""
    cut = LexicalSegmenter().split([row["source"] for row in rows])
    found = []
    for row, stretches in zip(rows, cut, strict=True):
        own = [s for s in stretches if not any(lies_in(s, start, end) for start, end in row["source_quotes"])]
        kept = own[:MOST_SENTENCES]
        quoted = frozenset(n for n, s in enumerate(kept) if lies_in(s, row["start"], row["end"]))
        if quoted and len(quoted) < len(kept):
            found.append(Answer(tuple(row["source"][s.start : s.end] for s in kept), quoted, row["reply"]))
    return found


def lies_in(stretch: Stretch, start: int, end: int) -> bool:
    """Whether most of a stretch lies between two offsets."""
    return min(stretch.end, end) - max(stretch.start, start) > INSIDE * (stretch.end - stretch.start)


def first_sentence(answer: Answer) -> FloatArray:
    """Scores that choose the first sentence."""
    return -np.arange(len(answer.sentences), dtype=np.float32)


def by_likeness(encoder: Encoder) -> Chooser:
    """The sentence most like the reply."""

    def score(answer: Answer) -> FloatArray:
        vectors = encoder.encode([answer.reply, *answer.sentences])
        likeness: FloatArray = vectors[1:] @ vectors[0]
        return likeness

    return score


def by_words(answers: Sequence[Answer]) -> Chooser:
    """The sentence that TF-IDF and logistic regression, trained on these answers, take for quoted."""
    rows = [
        (sentence, answer.reply, n in answer.quoted)
        for answer in answers
        for n, sentence in enumerate(answer.sentences)
    ]
    sentences, replies, labels = zip(*rows, strict=True)
    model: WordModel = fit_words(np.array(labels, dtype=np.int64), sentences, replies)

    def score(answer: Answer) -> FloatArray:
        return model.probabilities(answer.sentences, [answer.reply] * len(answer.sentences))[:, 1]

    return score


def by_links(backend: Backend) -> Chooser:
    """The sentence that a backend's parser would link the reply to."""

    def score(answer: Answer) -> FloatArray:
        claims, thread = thread_of(answer)
        texts = [claim.text for claim in claims]
        scene = Scene(claims, thread, backend.encoder.encode(texts))
        windows = windows_of([Unit(claim.mentions[0], claim.text) for claim in claims])
        pairs = [(len(answer.sentences), n) for n in range(len(answer.sentences))]
        attach, _ = backend.parser.read(texts, windows).judge(pairs, evidence(scene, pairs))
        return attach

    return score


def thread_of(answer: Answer) -> tuple[list[Claim], Thread]:
    """A thread of the post and the reply: every sentence a claim, and the whole reply the last one."""
    starts = [0, *accumulate(len(sentence) + 1 for sentence in answer.sentences)]
    spans = [Span("p1", start, start + len(text)) for start, text in zip(starts, answer.sentences, strict=False)]
    spans.append(Span("p2", 0, len(answer.reply)))
    texts = (*answer.sentences, answer.reply)
    claims = [Claim(f"c{n}", text, (span,)) for n, (text, span) in enumerate(zip(texts, spans, strict=True), 1)]
    return claims, Thread((Post("p1", " ".join(answer.sentences), "a"), Post("p2", answer.reply, "b", "p1")))


def share_right(answers: Sequence[Answer], score: Chooser) -> float:
    """The share of answers whose chosen sentence is quoted."""
    hits = sum(int(np.argmax(score(answer))) in answer.quoted for answer in answers)
    return round(hits / len(answers), 4)
