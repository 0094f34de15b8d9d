"""Builds the text of a post from the blocks of a marked-up source: paragraphs, lists, quotations, code, links.

The text is plain, as people write it in mail: `- ` before list items, `> ` before quoted lines, code between fences,
addresses of links below. Where quoted words stand in it is noted as it is built, so offsets are exact.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from argmap.mapping.cues import LINKS

SPACE = re.compile(r"[\s\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
INVISIBLE = re.compile(r"[\u00ad\u200b\u2060\ufeff\x00-\x08\x0e-\x1f\x7f]")
"""Zero-width characters and controls, which split words that look whole; joiners of scripts and emoji stay."""
LONE = re.compile(r"[\ud800-\udfff]")
BREAKS = re.compile(r" *\n *")
FENCES = re.compile(r"`{3,}")
WEB = re.compile(r"https?://[^\s<>\"]+\Z", re.IGNORECASE)
DEEPEST = 8
"""Levels of quotation or list that are drawn; what stands deeper is drawn there."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A quotation in a body: where it stands, and whose words the source says they are."""

    start: int
    end: int
    author: str | None = None
    post: str | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """The text of a post and the quotations in it, in order and apart; `struck` characters were struck out of it."""

    text: str = ""
    quotes: tuple[Cited, ...] = ()
    struck: int = 0


@dataclass(slots=True)
class _Quotation:
    author: str | None
    post: str | None
    start: int = -1
    end: int = -1


@dataclass(slots=True)
class _List:
    number: int
    """Of the next item; 0 where items have bullets."""
    begun: bool = False

    def next_number(self) -> int:
        number, self.begun = self.number, True
        self.number += 1 if number else 0
        return number


@dataclass(slots=True)
class _Block:
    text: str
    lead: str
    """What stands before its first line."""
    rest: str
    """What stands before its other lines."""
    listed: bool
    """Whether it stands in an item of a list."""
    tight: bool
    """Whether it follows the block before it without a blank line."""
    quotation: _Quotation | None


class Composer:
    """Takes the parts of a post in reading order; `body` is what they make."""

    def __init__(self) -> None:
        self._blocks: list[_Block] = []
        self._inline: list[str] = []
        self._quotations: list[_Quotation] = []
        self._lists: list[_List] = []
        self._marker = ""
        self._heading = 0
        self._links: dict[str, str] = {}
        self._struck = 0

    def strike(self, text: str) -> None:
        """Words that their author struck out: withdrawn, so that only their number is kept."""
        self._struck += len("".join(text.split()))

    def words(self, text: str) -> None:
        """Running words; space in them is as wide as one blank."""
        self._inline.append(SPACE.sub(" ", cleaned(text)))

    def line_break(self) -> None:
        """The next words start a line in the same paragraph."""
        self._inline.append("\n")

    def end_block(self) -> None:
        """Ends the paragraph, if one has begun."""
        text = BREAKS.sub("\n", re.sub(" {2,}", " ", "".join(self._inline))).strip()
        self._inline.clear()
        if text:
            self._add(text)

    def code(self, text: str) -> None:
        """A block of code, kept as it is between fences."""
        self.end_block()
        lines = cleaned(text).replace("\r\n", "\n").strip("\n")
        if lines.strip():
            longest = max(map(len, FENCES.findall(lines)), default=0)
            fence = "`" * max(3, longest + 1)
            self._add(f"{fence}\n{lines.rstrip()}\n{fence}")

    def heading(self, level: int) -> None:
        """The next words are a heading, up to the end of the block."""
        self.end_block()
        self._heading = level

    def open_quote(self, author: str | None = None, post: str | None = None) -> None:
        """Another's words begin; who they are of, where the source says so."""
        self.end_block()
        self._quotations.append(_Quotation(author, post))

    def close_quote(self) -> None:
        """Another's words end."""
        self.end_block()
        if self._quotations:
            self._quotations.pop()

    def open_list(self, start: int | None = None) -> None:
        """A list begins, counted from `start` where its items have numbers."""
        self.end_block()
        self._lists.append(_List(0 if start is None else max(1, start)))

    def open_item(self) -> None:
        """The next item of the list begins."""
        self.end_block()
        number = self._lists[-1].next_number() if self._lists else 0
        self._marker = f"{number}. " if number else "- "

    def close_list(self) -> None:
        """The list ends."""
        self.end_block()
        if self._lists:
            self._lists.pop()
        self._marker = ""

    def link(self, text: str, url: str) -> None:
        """An address that words of the text lead to; kept once, below the text, where it is one of the web."""
        if WEB.match(url) and LONE.search(url) is None:
            self._links.setdefault(url, " ".join(cleaned(text).split())[:200])

    def body(self) -> Body:
        """The text and its quotations."""
        self.end_block()
        pieces, length = list[str](), 0
        for block in self._blocks:
            gap = "" if not pieces else "\n" if block.tight else "\n\n"
            drawn = block.lead + block.text.replace("\n", "\n" + block.rest)
            start = length + len(gap)
            length = start + len(drawn)
            pieces += [gap, drawn]
            if block.quotation is not None:
                block.quotation.start = start if block.quotation.start < 0 else block.quotation.start
                block.quotation.end = length
        text = "".join(pieces)
        return Body(text + self._addresses(text), tuple(self._cited()), self._struck)

    def _add(self, text: str) -> None:
        outer = self._quotations[0] if self._quotations else None
        begun = [one for one in self._lists if one.begun]
        level = max(0, min(len(begun), DEEPEST) - 1)
        marker, self._marker = self._marker, ""
        quoting = "> " * min(len(self._quotations), DEEPEST)
        inner = " " * (2 * level + (3 if begun[-1].number else 2)) if begun else ""
        lead = quoting + ("  " * level + marker if marker else inner)
        title = "#" * min(self._heading, 6) + " " if self._heading and not (lead or outer) else ""
        self._heading = 0
        if outer is None and not (lead or title) and text.startswith(">"):
            outer = _Quotation(None, None)  # by custom, on a site that has no mark-up for it
        listed = bool(begun or marker)
        tight = bool(marker) and bool(self._blocks) and self._blocks[-1].listed
        self._blocks.append(_Block(text, lead + title, quoting + inner, listed, tight, outer))

    def _cited(self) -> Iterator[Cited]:
        seen: _Quotation | None = None
        for block in self._blocks:
            found = block.quotation
            if found is not None and found is not seen:
                yield Cited(found.start, found.end, found.author, found.post)
            seen = found

    def _addresses(self, text: str) -> str:
        shown = {address.rstrip(".,;:!?)") for address in re.findall(r"https?://\S+", text)}
        rows = [f"- {words}: {url}" if words else f"- {url}" for url, words in self._links.items() if url not in shown]
        gap = "\n\n" if text else ""
        return gap + "\n".join([LINKS, *rows]) if rows else ""


def cleaned(text: str) -> str:
    """The text without characters that cannot be seen; a lone half of a character becomes a mark of loss."""
    return LONE.sub("\ufffd", INVISIBLE.sub("", text))


def paragraphs(text: str) -> Body:
    """The body of plain words: lines as they are, lines with `>` quoted."""
    composer = Composer()
    for block in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n")):
        for quoted, lines in _runs(block.split("\n")):
            composer.open_quote() if quoted else None
            for number, line in enumerate(lines):
                composer.line_break() if number else None
                composer.words(line)
            composer.close_quote() if quoted else composer.end_block()
    return composer.body()


def _runs(lines: list[str]) -> Iterator[tuple[bool, list[str]]]:
    """The lines in runs that are quoted or not, the mark of quotation taken off."""
    run: list[str] = []
    quoted = False
    for line in lines:
        marked = line.lstrip().startswith(">")
        if run and marked != quoted:
            yield quoted, run
            run = []
        quoted = marked
        run.append(line.lstrip()[1:] if marked else line)
    if run:
        yield quoted, run
