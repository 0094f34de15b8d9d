"""Trains the trees that say where a sentence is cut into clauses (argmap/backends/clauses.py).

A place is one to cut at where an annotated claim begins or ends there, and none where one runs across it; sentences
that no claim touches teach nothing.

`python -m argmap.training.clauses.train DATA ABOUT.json OUT` writes the folder; ABOUT holds data, terms and figures.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from argmap.backends.clauses import COLUMNS, places_of, rows_of
from argmap.backends.neural import load_spacy
from argmap.backends.parsed import parsed
from argmap.datatypes import Post, Span
from argmap.mapping.units.segment import line_at, sections_of, unquoted
from argmap.quality.annotation import read_annotation
from argmap.readers import read_thread
from argmap.stages import FloatArray
from argmap.training.forest import grow, write_forest
from argmap.training.judge.judging import training_files
from argmap.training.settings import Growth, read_settings

ACROSS = (6, 8)
"""Characters that a claim has before and after a place that it runs across."""
BESIDE = 10
"""Characters between a place and a claim that begins or ends there: the words that join the two are no one's."""


def examples(post: Post, spans: Sequence[Span]) -> Iterator[tuple[FloatArray, bool]]:
    """A row and a label for each place of a post where its sentences could be cut."""
    lines = [
        line_at(post.text, start, end)
        for section in sections_of(post.text)[0]
        for start, end in unquoted(post, section.line.start, section.line.end)
    ]
    for line, doc in zip(lines, load_spacy().pipe([line.text for line in lines]), strict=True):
        tree = parsed(doc)
        for sentence in doc.sents:
            places = places_of(tree, sentence)
            for place, row in zip(places, rows_of(tree, sentence, places), strict=True):
                label = label_of(line.start + doc[place.at].idx, spans)
                if label is not None:
                    yield row, label


def label_of(at: int, spans: Sequence[Span]) -> bool | None:
    """Whether a careful reader cut at an offset; None where no claim is near."""
    before, after = ACROSS
    if any(span.start < at - before and span.end > at + after for span in spans):
        return False
    near = any(abs(span.start - at) <= BESIDE or -3 <= at - span.end <= BESIDE for span in spans)
    return True if near else None


def main() -> None:
    """See the module."""
    data, about, out = map(Path, sys.argv[1:4])
    found: list[tuple[FloatArray, bool]] = []
    for thread_file, annotation_file in training_files(data):
        thread = read_thread(thread_file)
        annotation = read_annotation(annotation_file, thread)
        for post in thread.posts:
            found += examples(post, [span for span in annotation.claims.values() if span.post == post.id])
    ensemble = grow(
        np.vstack([row for row, _ in found]), np.array([label for _, label in found]), read_settings(Growth, "clauses")
    )
    write_forest(ensemble, COLUMNS, json.loads(about.read_text("utf-8")), out)


if __name__ == "__main__":
    main()
