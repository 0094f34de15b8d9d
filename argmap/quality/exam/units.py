"""Claims in a text: which of an annotator's units are found, and how many that are none (cmv_modes, cdcp)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from argmap.datatypes import Span, Thread, Unit
from argmap.mapping.claims.find import find_claims
from argmap.mapping.units.segment import split_units
from argmap.pipeline import read_sheet
from argmap.quality.evaluation import MATCH, match, overlap, share
from argmap.quality.exam.words import WordModel, fit_words
from argmap.settings import Settings
from argmap.stages import Backend, Segmenter

LEAST = 0.5
"""Probability from which a unit is a claim by its words."""


@dataclass(frozen=True)
class Sheet:
    """A thread, its units, and where an annotator saw claims and premises."""

    thread: Thread
    units: tuple[Unit, ...]
    wanted: Sequence[Span]


Annotated = Sequence[tuple[Thread, Sequence[Span]]]
"""Threads, and where an annotator saw claims and premises in each."""
Finder = Callable[[Sheet], Sequence[Span]]
"""Which of a sheet's stretches are claims."""


def sheets_of(annotated: Annotated, segmenter: Segmenter) -> list[Sheet]:
    """The annotated threads, cut into units."""
    return [Sheet(thread, split_units(thread, segmenter)[0], wanted) for thread, wanted in annotated]


def every_unit(sheet: Sheet) -> list[Span]:
    """Takes every unit for a claim."""
    return [unit.span for unit in sheet.units]


def by_words(sheets: Sequence[Sheet]) -> Finder:
    """Takes for claims what TF-IDF and logistic regression, trained on the sheets, take for claims."""
    units = [(unit, sheet) for sheet in sheets for unit in sheet.units]
    labels = np.array([overlap(sheet.wanted, unit.span) >= MATCH for unit, sheet in units], dtype=np.int64)
    model: WordModel = fit_words(labels, [unit.text for unit, _ in units])

    def find(sheet: Sheet) -> list[Span]:
        if not sheet.units:
            return []
        scores = model.probabilities([unit.text for unit in sheet.units])[:, 1]
        return [unit.span for unit, score in zip(sheet.units, scores, strict=True) if score >= LEAST]

    return find


def by_backend(backend: Backend, settings: Settings) -> Finder:
    """The claims of a backend, every mention by itself."""

    def find(sheet: Sheet) -> list[Span]:
        read = read_sheet(sheet.thread, sheet.units, backend, settings)
        found = find_claims(sheet.units, read.scores, read.vectors, sheet.thread, settings)
        return [span for claim in found.claims for span in claim.mentions]

    return find


def units_f1(sheets: Sequence[Sheet], find: Finder) -> float:
    """F1 of the annotated stretches over all sheets, matched one to one where they overlap by half."""
    hits = said = wanted = 0
    for sheet in sheets:
        found = find(sheet)
        pairs = match(
            {str(n): [span] for n, span in enumerate(found)}, {str(n): span for n, span in enumerate(sheet.wanted)}
        )
        hits, said, wanted = hits + len(pairs), said + len(found), wanted + len(sheet.wanted)
    return round(share(hits, said, hits, wanted).f1, 4)
