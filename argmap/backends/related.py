"""A relater beside a parser: it joins in saying how claims are linked; where a claim attaches stays with the parser."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import numpy as np

from argmap.backends.odds import log_odds, probabilities
from argmap.backends.relater import PairRelater, load_relater
from argmap.mapping.links.relate import per_source
from argmap.places import MODELS
from argmap.stages import Backend, FloatArray, Parser, Reading, Relater

WEIGHT = 0.8
"""What the relater's log-odds of objection weigh beside the parser's. With 0, .6, .8 and 1 the accuracy of kinds is
.890, .894, .898 and .898 on gold dev, .985, .985, .985 and .977 on written dev."""
MOST_ASKED, LEAST_ASKED = 3, 0.08
"""Targets of each source that the relater is asked about: so many of the likeliest, each of at least that probability.
Of the real thread's 227 links 9 are not among them, of 975 pairs 404 are."""
DOUBT = 0.3
"""It is asked only where the parser's probability of objection is no further than that from even, and so could turn."""


class RelatedReading:
    """A reading whose kinds are the parser's and the relater's together."""

    def __init__(self, units: Sequence[str], reading: Reading, relater: Relater) -> None:
        self._units, self._reading, self._relater = units, reading, relater
        self.claim_scores: FloatArray = reading.claim_scores

    def judge(self, pairs: Sequence[tuple[int, int]], rows: FloatArray) -> tuple[FloatArray, FloatArray]:
        """See `argmap.stages.Reading`."""
        attach, objects = self._reading.judge(pairs, rows)
        asked = [k for k in likeliest(pairs, attach) if abs(objects[k] - 0.5) <= DOUBT]
        found = self._relater.relate([(self._units[pairs[k][0]], self._units[pairs[k][1]]) for k in asked])
        joint = objects.copy()
        joint[asked] = joined(objects[asked], found)
        return attach, joint


class RelatedParser:
    """A parser with a relater beside it."""

    def __init__(self, parser: Parser, relater: Relater) -> None:
        self._parser, self._relater = parser, relater

    def read(self, units: Sequence[str], windows: Sequence[Sequence[int]]) -> RelatedReading:
        """See `argmap.stages.Parser`."""
        return RelatedReading(units, self._parser.read(units, windows), self._relater)


def likeliest(pairs: Sequence[tuple[int, int]], attach: FloatArray) -> list[int]:
    """The places of the pairs that are likely enough, and score best among those of their source, in order."""
    shares = per_source(pairs, attach)
    left: dict[int, int] = {}
    kept = []
    for k in np.argsort(-attach, kind="stable").tolist():
        source = pairs[k][0]
        if left.setdefault(source, MOST_ASKED) and shares[k] >= LEAST_ASKED:
            left[source] -= 1
            kept.append(k)
    return sorted(kept)


def joined(objects: FloatArray, relations: FloatArray) -> FloatArray:
    """The probability of objection by parser and relater; one that sees no relation says nothing of its kind.

    Args:
        objects: by the parser, shape (pairs,).
        relations: by the relater, columns as RELATIONS.
    """
    support, objection, none = relations.T
    lean = log_odds(objection / np.maximum(support + objection, 1e-9))
    return probabilities(log_odds(objects) + WEIGHT * (1 - none) * lean)


def with_relater(backend: Backend, where: str = "") -> Backend:
    """The backend with a relater beside its parser.

    Args:
        backend: without one.
        where: a cross-encoder, by directory or hub name; the relater of models/ where empty.

    Raises:
        ModelError: it is missing or damaged, or its labels are of another kind.
    """
    relater, name = (load_relater(where), where) if where else own_relater()
    return replace(
        backend,
        parser=RelatedParser(backend.parser, relater),
        models={**backend.models, "relater": name},
        relater=relater,
    )


@cache
def own_relater() -> tuple[Relater, str]:
    """The relater of models/, and what the record of a run calls it.

    Raises:
        ModelError: it is missing or damaged.
    """
    relater = PairRelater(MODELS / "relater")
    return relater, f"argmap-relater {relater.digest}"
