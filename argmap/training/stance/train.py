"""Train the model of stances, print its figures by folds and on dev, and write models/stance.

`python -m argmap.training.stance.train DATA ABOUT.json OUT`; ABOUT holds data, terms and limits for the card.
"""

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from argmap.backends.neural import load_minilm
from argmap.backends.stance import HEADS, TERMS, LinearStancer, dense_rows, term_rows
from argmap.datatypes import StanceKind
from argmap.mapping.links.stance import FEATURES, features, terms
from argmap.stages import FloatArray
from argmap.training.card import write_card
from argmap.training.stance.examples import Example, all_examples

FOLDS, LEAST, MOST = 5, 6, 4000
"""Folds by thread; texts that a term must stand in; terms that are kept, the most frequent ones."""
DENSE, WORDS, JOINT = 0.003, 2.0, 1.0
"""Inverse penalties of the three logistic regressions."""
THREE = {StanceKind.OBJECTS: 0, StanceKind.MIXED: 0, StanceKind.SUPPORTS: 1, StanceKind.NEITHER: 2}
"""The classes of the figures: objects at all, supports, neither."""
Labels = NDArray[np.int64]


def fit(rows: FloatArray, labels: Labels, inverse_penalty: float) -> LogisticRegression:
    """Fit a multinomial logistic regression."""
    return LogisticRegression(C=inverse_penalty, max_iter=120).fit(rows, labels)


def out_of_fold(rows: FloatArray, labels: Labels, folds: Labels, inverse_penalty: float) -> FloatArray:
    """Compute the log-odds of each row by a regression that has not seen its fold, shape (rows, 4)."""
    found = np.zeros((len(rows), len(StanceKind)), dtype=np.float32)
    for fold in range(FOLDS):
        model = fit(rows[folds != fold], labels[folds != fold], inverse_penalty)
        found[folds == fold] = model.decision_function(rows[folds == fold])
    return found


def vocabulary(texts: Sequence[str]) -> tuple[list[str], FloatArray]:
    """Choose the terms, and compute how rare each is (smoothed inverse document frequency)."""
    counts = Counter(term for text in texts for term in set(terms(text)))
    kept = [term for term, count in counts.most_common(MOST) if count >= LEAST]
    rarity = [np.log((1 + len(texts)) / (1 + counts[term])) + 1 for term in kept]
    return kept, np.array(rarity, dtype=np.float32)


def figures(shares: FloatArray, examples: Sequence[Example]) -> dict[str, dict[str, float]]:
    """Compute macro-F1 of the three classes, and of support precision and recall, for each source apart."""
    to_three = np.array([[0, 1, 0, 2]]).repeat(len(shares), 0)
    told = np.take_along_axis(to_three, shares.argmax(axis=1)[:, None], 1)[:, 0]
    right = np.array([THREE[example.stance] for example in examples])
    found = {}
    for source in dict.fromkeys(example.source for example in examples):
        mine = np.array([example.source == source for example in examples])
        hits = [int((mine & (told == c) & (right == c)).sum()) for c in range(3)]
        said, there = ([int((mine & (of == c)).sum()) for c in range(3)] for of in (told, right))
        f1 = [2 * hit / max(1, a + b) for hit, a, b in zip(hits, said, there, strict=True)]
        found[source] = {
            "replies": int(mine.sum()),
            "macro_f1": round(sum(f1) / 3, 3),
            "objects_f1": round(f1[0], 3),
            "support_precision": round(hits[1] / max(1, said[1]), 3),
            "support_recall": round(hits[1] / max(1, there[1]), 3),
            "neither_called_objects": round(int((mine & (told == 0) & (right == 2)).sum()) / max(1, there[2]), 3),
        }
    return found


def folds_of(examples: Sequence[Example]) -> Labels:
    """Lay each thread into a fold by the hash of its name."""
    digests = (hashlib.sha256(example.group.encode()).hexdigest() for example in examples)
    return np.array([int(digest, 16) % FOLDS for digest in digests], dtype=np.int64)


def softmax(odds: FloatArray) -> FloatArray:
    """Turn rows of log-odds into probabilities."""
    shares = np.exp(odds - odds.max(axis=1, keepdims=True))
    found: FloatArray = shares / shares.sum(axis=1, keepdims=True)
    return found


def main() -> None:
    """Fit on train, show figures by folds and on dev, write the folder."""
    data, about, out = map(Path, sys.argv[1:4])
    train, encoder = all_examples(data, "train"), load_minilm()
    cues = np.array([features(example.reply) for example in train], dtype=np.float32)
    mean, deviation = cues.mean(axis=0), cues.std(axis=0) + 1e-6
    kept, rarity = vocabulary([example.reply.own for example in train])
    dense = dense_rows([example.reply for example in train], encoder, mean, deviation)
    words = term_rows([example.reply.own for example in train], {term: n for n, term in enumerate(kept)}, rarity)
    kinds = list(StanceKind)
    labels, folds = np.array([kinds.index(example.stance) for example in train]), folds_of(train)
    unseen = np.hstack([out_of_fold(dense, labels, folds, DENSE), out_of_fold(words, labels, folds, WORDS)])
    sources = Counter((example.source, example.stance) for example in train)
    evenly = np.array([sources[example.source, example.stance] ** -0.5 for example in train])
    joint = LogisticRegression(C=JOINT, max_iter=300).fit(unseen, labels, evenly / evenly.mean())
    by_dense, by_words = fit(dense, labels, DENSE), fit(words, labels, WORDS)
    heads: dict[str, Any] = {
        **{"mean": mean, "deviation": deviation, "idf": rarity},
        **{"dense": by_dense.coef_.T, "dense_bias": by_dense.intercept_},
        **{"words": by_words.coef_.T, "words_bias": by_words.intercept_},
        **{"joint": joint.coef_.T, "bias": joint.intercept_},
    }
    out.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, Any] = {name: np.asarray(array, dtype=np.float32) for name, array in heads.items()}
    np.savez(out / HEADS, **arrays)
    (out / TERMS).write_text(json.dumps(kept) + "\n", "utf-8")
    card = {**json.loads(about.read_text("utf-8")), "columns": {HEADS: list(FEATURES)}}
    write_card(out, card, (HEADS, TERMS))
    others = all_examples(data, "dev")
    on_dev = LinearStancer(out, encoder).judge([example.reply for example in others])
    unseen_joint = softmax(unseen @ joint.coef_.T + joint.intercept_)
    print(json.dumps({"folds": figures(unseen_joint, train), "dev": figures(on_dev, others)}, indent=1))


if __name__ == "__main__":
    main()
