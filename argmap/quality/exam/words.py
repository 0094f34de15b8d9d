"""The baseline that knows words only: TF-IDF and logistic regression, trained on train (scikit-learn)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from argmap.extras import need
from argmap.quality.exam.scores import Labels
from argmap.stages import FloatArray

FEWEST, STRENGTH, MOST_STEPS = 2, 3.0, 300
"""Texts that a word must stand in; the inverse of the penalty; steps of the solver."""


@dataclass(frozen=True)
class WordModel:
    """A fitted model of one text, or of two beside each other."""

    vectorizer: Any
    classifier: Any

    def probabilities(self, *columns: Sequence[str]) -> FloatArray:
        """Of each label, in their order, shape (rows, labels)."""
        found: FloatArray = self.classifier.predict_proba(features(self.vectorizer, columns)).astype(np.float32)
        return found


def fit_words(labels: Labels, *columns: Sequence[str]) -> WordModel:
    """Fit a model of the labels, every label weighing the same, over the words of one column of texts or of two.

    Raises:
        ArgmapError: scikit-learn is not installed.
    """
    need("the baseline of words", "scikit-learn")
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    vectorizer = TfidfVectorizer(min_df=FEWEST, sublinear_tf=True)
    vectorizer.fit([text for column in columns for text in column])
    classifier = LogisticRegression(C=STRENGTH, max_iter=MOST_STEPS, class_weight="balanced")
    return WordModel(vectorizer, classifier.fit(features(vectorizer, columns), labels))


def features(vectorizer: Any, columns: Sequence[Sequence[str]]) -> Any:
    """The weights of the words of each column, and of the words that two have in common, as a sparse matrix."""
    from scipy.sparse import hstack

    found = [vectorizer.transform(column) for column in columns]
    if len(found) == 1:
        return found[0]
    first, second = found
    return hstack([first, second, first.multiply(second)]).tocsr()
