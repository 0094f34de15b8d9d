"""Pairs of claims to learn relations from: linked or not, and whether the source objects to the target."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from argmap.datatypes import Kind
from argmap.mapping.links.candidates import candidates
from argmap.mapping.scene import Scene
from argmap.quality.exam.data import is_held_out, read_lines
from argmap.settings import Settings
from argmap.stages import Encoder
from argmap.training.corpora import Gold, read_gold, read_written
from argmap.training.parser.train import WRITTEN_TRAIN

STANCES = {"objection": 1.0, "attack": 1.0, "support": 0.0}


@dataclass(frozen=True, slots=True)
class Pair:
    """A source and a target.

    Attributes:
        linked: 1 where the source answers or serves the target, 0 where not, None where a corpus has linked pairs only.
        objects: 1 where it objects, 0 where it supports, None where that is not known or nothing links them.
    """

    source: str
    target: str
    linked: float | None
    objects: float | None


def labelled(source: str, target: str, label: str) -> Pair:
    """A pair of a corpus that has unlinked pairs as well."""
    stance = STANCES.get(label)
    return Pair(source, target, float(stance is not None), stance)


def relation_pairs(data: Path) -> Iterator[Pair]:
    """relations.train without the maps that cuts are fitted on."""
    for row in read_lines(data / "relations.train.jsonl.gz"):
        if not is_held_out(row):
            yield labelled(row["source"], row["target"], row["label"])


def stance_pairs(data: Path) -> Iterator[Pair]:
    """Perspectives on a claim, replies to a quoted passage, and passages of political speeches."""
    for row in read_lines(data / "perspectrum.train.jsonl.gz"):
        yield Pair(row["perspective"], row["claim"], None, STANCES[row["label"]])
    for row in read_lines(data / "iac_pairs.train.jsonl.gz"):
        yield Pair(row["response"], row["quote"], None, STANCES[row["rel"]])
    for row in read_lines(data / "nk_political.jsonl.gz"):
        yield labelled(row["a"], row["b"], row["label"])


def thread_pairs(gold: Gold, encoder: Encoder, draw: random.Random) -> Iterator[Pair]:
    """The links of an annotated thread, and as many claims beside what each could have answered: likest or any."""
    texts = [claim.text for claim in gold.claims]
    scene = Scene(gold.claims, gold.thread, encoder.encode(texts))
    settings = Settings()
    for source, target, kind in gold.links:
        yield Pair(texts[source], texts[target], 1.0, float(kind is Kind.OBJECTION))
        taken = {t for s, t, _ in gold.links if s == source}
        others = [t for t in candidates(scene, source, settings) if t not in taken]
        if others:
            likest = max(others, key=lambda t: float(scene.vectors[source] @ scene.vectors[t]))
            yield Pair(texts[source], texts[draw.choice((likest, draw.choice(others)))], 0.0, None)


def all_pairs(data: Path, encoder: Encoder, seed: int) -> tuple[list[Pair], int]:
    """Everything that relations are learned from, in a fixed order, and how many of them are of relations.train.

    Args:
        data: the folder of the corpora.
        encoder: finds the claims most like one another.
        seed: of what is drawn.
    """
    draw = random.Random(seed)
    first = [*dict.fromkeys(relation_pairs(data))]
    others = list(stance_pairs(data))
    for gold in read_gold(data, "train") + read_written(data, WRITTEN_TRAIN):
        others += thread_pairs(gold, encoder, draw)
    known = set(first)
    kept = [pair for pair in dict.fromkeys(others) if pair not in known and pair.source.strip() and pair.target.strip()]
    return first + kept, len(first)
