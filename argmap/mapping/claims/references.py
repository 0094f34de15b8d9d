"""Numbered points: "To me (2) seems clearly false" speaks of the claim that was listed as "2) ...".

Writers number the points that they mean to discuss, often points that they do not hold themselves. Who then names the
number answers that point, and a refuting word between the number and the end of the claim says how.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from argmap.datatypes import Thread, Unit
from argmap.mapping import cues
from argmap.mapping.scene import Scene

LISTED = re.compile(r"(?:^|[.;:!?\s])\(?(?P<number>\d{1,2})[.)]\s*$")


@dataclass(frozen=True)
class Points:
    """Which claims of a scene are listed under a number, and which claims name a number."""

    scene: Scene

    @cached_property
    def number(self) -> list[str | None]:
        """The number that each claim is listed under, or None."""
        return [match["number"] if (match := LISTED.search(self._before(i))) else None for i in self._all]

    @cached_property
    def named(self) -> list[tuple[str, bool] | None]:
        """The number that each claim's line named last, and whether it is refuted there; None where it names none."""
        return [self._named(i) for i in self._all]

    def concerns(self, i: int, j: int) -> bool:
        """Whether claim i speaks of claim j by its number: an earlier one of its post or of a post that it answers."""
        named = self.named[i]
        if named is None or j >= i or self.number[j] != named[0]:
            return False
        source, target = self.scene.posts[i], self.scene.posts[j]
        return source.id == target.id or target.id in self.scene.ancestors(source)

    def beside(self, i: int, j: int) -> bool:
        """Whether the two are points of one numbered list, which stand beside one another, not one for the other."""
        both = self.number[i] is not None and self.number[j] is not None
        return both and self.number[i] != self.number[j] and self.scene.posts[i] is self.scene.posts[j]

    def refutes(self, i: int) -> bool:
        """Whether the words from the number that claim i names to its end refute it."""
        named = self.named[i]
        return named is not None and named[1]

    @property
    def _all(self) -> Sequence[int]:
        return range(len(self.scene.claims))

    def _before(self, i: int) -> str:
        """The words of claim i's line before it."""
        return line_before(self.scene.posts[i].text, self.scene.claims[i].mentions[0].start)

    def _named(self, i: int) -> tuple[str, bool] | None:
        line = self._before(i) + self.scene.claims[i].text
        *_, last = [None, *cues.ITEM.finditer(line)]
        if self.number[i] is not None or last is None:
            return None
        return last[1] or last[2], bool(cues.REFUTATION.search(line[last.end() :]))


def discussed_points(units: Sequence[Unit], thread: Thread) -> frozenset[int]:
    """The units, by index, that are listed under a number which words after their list in the same post name.

    Who lists a point and then answers it by its number takes it for a claim, however it is worded.
    """
    listed: dict[tuple[str, str], int] = {}
    found = set()
    for i, unit in enumerate(units):
        match = LISTED.search(line_before(thread.by_id[unit.span.post].text, unit.span.start))
        if match:
            listed[unit.span.post, match["number"]] = i
            continue
        for item in cues.ITEM.finditer(unit.text):
            point = listed.get((unit.span.post, item[1] or item[2]))
            if point is not None:
                found.add(point)
    return frozenset(found)


LOOKED_BACK = 1000
"""Characters; no number of a point stands further from what it numbers or is said of."""


def line_before(text: str, start: int) -> str:
    """The words of a line before an offset, the nearest `LOOKED_BACK` characters where it is longer."""
    least = max(0, start - LOOKED_BACK)
    newline = text.rfind("\n", least, start)
    return text[least if newline < 0 else newline + 1 : start]
