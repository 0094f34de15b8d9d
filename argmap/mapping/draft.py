"""The claims of a thread and the links among them, before anything is concluded from them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from argmap.datatypes import Link, Thread, Unit
from argmap.mapping.claims.find import Found, find_claims
from argmap.mapping.links.relate import find_links
from argmap.mapping.scene import Scene
from argmap.settings import Settings
from argmap.stages import FloatArray, Reading


@dataclass(frozen=True)
class Sheet:
    """The units of a thread, in reading order, as the models read them.

    Attributes:
        thread: where they stand.
        units: what can be claims.
        reading: what the parser found.
        vectors: by the encoder, shape (units, d).
        scores: the probability that each unit belongs on a map, shape (units,).
        stances: for each reply, by the id of its post, the probability of each StanceKind; empty where nobody judged.
    """

    thread: Thread
    units: tuple[Unit, ...]
    reading: Reading
    vectors: FloatArray
    scores: FloatArray
    stances: Mapping[str, FloatArray] = field(default_factory=dict)


@dataclass(frozen=True)
class Draft:
    """Claims in their thread, and the links among them."""

    found: Found
    scene: Scene
    links: tuple[Link, ...]


def draft_of(
    sheet: Sheet, scores: FloatArray, settings: Settings, same: Mapping[int, int] = MappingProxyType({})
) -> Draft:
    """What the reading finds.

    Args:
        sheet: the units as they were read.
        scores: the probability that each unit belongs on a map, shape (units,).
        settings: floors and limits.
        same: for a unit, by index, an earlier one that a reader says it restates.
    """
    found = find_claims(sheet.units, scores, sheet.vectors, sheet.thread, settings, same)
    scene = Scene(found.claims, sheet.thread, sheet.vectors[list(found.units)])
    return Draft(found, scene, find_links(scene, found.units, sheet.reading, settings, sheet.stances))
