"""The lines and paragraphs of a text, each with its place in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from argmap.readers.paste.openings import ends_sentence

LINE = re.compile(r"[^\r\n]+")
MOST_LINES = 8
"""Lines a block may have on average; with more the blank lines are too rare to part paragraphs."""
WRAPPED = 0.5
"""Share of a block's inner lines that lack a final stop from which the text is taken to be hard-wrapped."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A line or paragraph: where it stands in the whole text, its words, and the blank lines before it."""

    start: int
    end: int
    text: str
    gap: int = 0


def split_lines(text: str) -> list[Stretch]:
    """The lines of a text that are not blank, without the space around them."""
    lines: list[Stretch] = []
    last = 0
    for match in LINE.finditer(text):
        stripped = match[0].strip()
        if not stripped:
            continue
        start = match.start() + match[0].index(stripped)
        breaks = text.count("\n", last, start) or text.count("\r", last, start)
        lines.append(Stretch(start, start + len(stripped), stripped, max(0, breaks - (1 if lines else 0))))
        last = start + len(stripped)
    return lines


def split_blocks(lines: Sequence[Stretch]) -> list[list[Stretch]]:
    """The lines in runs that blank lines part."""
    blocks: list[list[Stretch]] = []
    for line in lines:
        if line.gap or not blocks:
            blocks.append([])
        blocks[-1].append(line)
    return blocks


def join_paragraphs(lines: Sequence[Stretch], text: str) -> list[Stretch]:
    """The paragraphs: the blocks where lines are hard-wrapped, else the lines."""
    blocks = split_blocks(lines)
    inner = [line for block in blocks for line in block[:-1]]
    wrapped = sum(not ends_sentence(line.text) for line in inner) > WRAPPED * len(inner)
    if len(blocks) < 2 or not wrapped or len(lines) > MOST_LINES * len(blocks):
        return list(lines)
    return [Stretch(b[0].start, b[-1].end, text[b[0].start : b[-1].end], b[0].gap) for b in blocks]
