"""Argdown's text -> its tokens, as Argdown's own lexer cuts them: what begins a line, titles, words, data, indents."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

_BLANK = re.compile(r"(?:[ \t]*\n){2,}")
_NEWLINE = re.compile(r"[ \t]*\n")
_INFERENCE = re.compile(
    r"[ \t]*--(?:(?P<rule>(?:(?!\n[ \t]*(?:\n|\(\d+\)))[^-]|-(?!-))*)-{2,}|-*(?P<bare>[^\n]*))[ \t]*"
)
_RELATION = re.compile(r"(?P<indent>[ \t]*)(?P<sign>\+>|->|><|_>|<_|_(?=\s)|<?\+|<?-)")
_ITEM = re.compile(r"(?P<indent>[ \t]*)(?:\*|\d+\.)(?=\s)")
_NUMBER = re.compile(r"[ \t]*\(\d+\)")
_HEADING = re.compile(r"#+ ")
_COMMENTS = {"<!--": "-->", "/*": "*/", "//": "\n"}
_TITLES = {"[": "]", "<": ">"}
_TAG = re.compile(r"#([A-z0-9\-\u00A0-\uD7FF\uF900-\uFDCF\uFDF0-\uFFEF]+)[ \t]?")
_SPECIAL = re.compile(r"(?:\.[^\s.]+\.|:[^\s:]+:)")
_WORDS = re.compile(r"[^\\@#*_\[\],.:</>(){}\n;-]+")
_DATA_STOP = re.compile(r"\}(?=\s[^,}])")
_DATA_END = re.compile(r"\}(?!\s*[,}])")


@dataclass(frozen=True, slots=True)
class Token:
    """One token.

    Attributes:
        sort: blank, newline, indent, dedent, inference, relation, item, number, heading, title, link, tag, data, words.
        text: the relation's sign, the title, the tag, the rule of an inference, or the words; else what stood there.
        line: its line, from 1.
        mark: for a title `[` or `<`.
        defines: whether a colon follows the title.
    """

    sort: str
    text: str
    line: int
    mark: str = ""
    defines: bool = False


@dataclass
class _Lexer:
    """The place in the text, and what was found; `next` remembers searches, so that long lines take linear time."""

    text: str
    at: int = 0
    line: int = 1
    found: list[Token] = field(default_factory=list)
    indents: list[int] = field(default_factory=lambda: [0])
    next: dict[tuple[str, str], int] = field(default_factory=dict)
    stops: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def starts_line(self) -> bool:
        return not self.found or self.found[-1].sort in ("newline", "blank")

    def find(self, what: str, start: int, use: str) -> int:
        """The first place of `what` from `start` on, or the text's length; starts of one use never go back."""
        known = self.next.get((what, use), -1)
        if known < start:
            place = self.text.find(what, start)
            known = self.next[what, use] = len(self.text) if place < 0 else place
        return known

    def take(self, end: int, sort: str = "", text: str = "", mark: str = "", defines: bool = False) -> bool:
        """Go on to `end`, with a token unless the piece is skipped."""
        if sort:
            self.found.append(Token(sort, text, self.line, mark, defines))
        self.line += self.text.count("\n", self.at, end)
        self.at = end
        return True

    def indent(self, width: int) -> None:
        """Note that a line stands deeper, or less deep, than the one before."""
        if width > self.indents[-1]:
            self.indents.append(width)
            self.found.append(Token("indent", "", self.line))
        while len(self.indents) > 1 and width < self.indents[-1]:
            self.indents.pop()
            self.found.append(Token("dedent", "", self.line))


def tokens(text: str, line: int = 1) -> list[Token]:
    """The tokens of Argdown without its front matter; `line` is the number of the first line."""
    lexer = _Lexer(text if text.endswith("\n") else text + "\n", line=line)
    lexer.stops = [found.start() for found in _DATA_STOP.finditer(lexer.text)]
    lexer.ends = [found.start() for found in _DATA_END.finditer(lexer.text)]
    while lexer.at < len(lexer.text):
        _comment(lexer) or _data(lexer) or _end_of_line(lexer) or _start_of_line(lexer) or _piece(lexer)
    return lexer.found


def _comment(lexer: _Lexer) -> bool:
    """Skip a comment; one that stands on lines of its own takes its line's end along, as in Argdown."""
    for start, close in _COMMENTS.items():
        if lexer.text.startswith(start, lexer.at):
            end = lexer.find(close, lexer.at + len(start), start)
            if end == len(lexer.text):
                return False
            end += len(close) if close != "\n" else 0
            if lexer.found and lexer.found[-1].sort == "blank":
                end = _after(re.compile(r"(?:[ \t]*\n)*"), lexer.text, end)
            elif lexer.found and lexer.found[-1].sort == "newline":
                end = _after(re.compile(r"(?:[ \t]*\n(?![ \t]*\n))?"), lexer.text, end)
            return lexer.take(end)
    return False


def _after(pattern: re.Pattern[str], text: str, start: int) -> int:
    found = pattern.match(text, start)
    return found.end() if found else start


def _data(lexer: _Lexer) -> bool:
    """Take data in braces: up to the last brace before words that cannot belong to them."""
    if lexer.text[lexer.at] != "{":
        return False
    place = bisect_left(lexer.stops, lexer.at)
    stop = lexer.stops[place] if place < len(lexer.stops) else len(lexer.text)
    last = bisect_right(lexer.ends, stop) - 1
    if last < 0 or lexer.ends[last] < lexer.at:
        return False
    end = lexer.ends[last] + 1
    return lexer.take(end, "data", lexer.text[lexer.at : end])


def _end_of_line(lexer: _Lexer) -> bool:
    blank = _BLANK.match(lexer.text, lexer.at)
    if blank and not (lexer.found and lexer.found[-1].sort == "blank"):
        if blank.end() < len(lexer.text):
            lexer.indent(0)
        return lexer.take(blank.end(), "blank")
    newline = _NEWLINE.match(lexer.text, lexer.at)
    return newline is not None and lexer.take(newline.end(), "newline")


def _start_of_line(lexer: _Lexer) -> bool:
    if not lexer.starts_line():
        return False
    if (found := _INFERENCE.match(lexer.text, lexer.at)) and not (lexer.found and lexer.found[-1].sort == "blank"):
        lexer.indent(0)
        return lexer.take(found.end(), "inference", (found["rule"] or found["bare"] or "").strip())
    if found := _RELATION.match(lexer.text, lexer.at):
        lexer.indent(len(found["indent"]))
        return lexer.take(found.end(), "relation", found["sign"])
    if found := _HEADING.match(lexer.text, lexer.at):
        return lexer.take(found.end(), "heading")
    if found := _NUMBER.match(lexer.text, lexer.at):
        lexer.indent(0)
        return lexer.take(found.end(), "number")
    if found := _ITEM.match(lexer.text, lexer.at):
        lexer.indent(len(found["indent"]) + 1)
        return lexer.take(found.end(), "item")
    return False


def _piece(lexer: _Lexer) -> bool:
    """Take the next piece of a line: a character behind a backslash, a link, a tag, a title, a mention, or words."""
    text, at = lexer.text, lexer.at
    if text[at] == "\\" and text[at + 1] != "\n":
        return lexer.take(at + 2, "words", text[at + 1])
    if found := _SPECIAL.match(text, at):
        return lexer.take(found.end(), "words", found[0])
    if text[at] in "#[" and (_link(lexer) or _tag(lexer)):
        return True
    if text[at] in "[<" and _named(lexer):
        return True
    if text[at] == "@" and text[at + 1] in _TITLES:
        close = _TITLES[text[at + 1]]
        end = lexer.find(close, at + 3, "mention")
        if end < lexer.find("\n", at, "line"):
            return lexer.take(end + 1, "words", text[at : end + 1])
    found = _WORDS.match(text, at)
    end = found.end() if found else at + 1
    return lexer.take(end, "words", text[at:end])


def _link(lexer: _Lexer) -> bool:
    """Take a link, of which its words stay."""
    close = lexer.find("]", lexer.at + 2, "link") if lexer.text[lexer.at] == "[" else len(lexer.text)
    if not lexer.text.startswith("](", close):
        return False
    end = lexer.find(")", close + 3, "link")
    return end < len(lexer.text) and lexer.take(end + 1, "link", lexer.text[lexer.at + 1 : close])


def _tag(lexer: _Lexer) -> bool:
    if lexer.text.startswith("#(", lexer.at):
        end = lexer.find(")", lexer.at + 3, "tag")
        return end < len(lexer.text) and lexer.take(end + 1, "tag", lexer.text[lexer.at + 2 : end].strip())
    found = _TAG.match(lexer.text, lexer.at)
    return found is not None and lexer.take(found.end(), "tag", found[1])


def _named(lexer: _Lexer) -> bool:
    """Take a title in brackets; the colon behind it makes it a definition."""
    mark, limit = lexer.text[lexer.at], lexer.find("\n", lexer.at, "line")
    defined = lexer.find(f"{_TITLES[mark]}:", lexer.at + 2, "definition")
    closed = lexer.find(_TITLES[mark], lexer.at + 2, "reference")
    if defined < limit:
        return lexer.take(defined + 2, "title", lexer.text[lexer.at + 1 : defined], mark, True)
    if closed < limit and lexer.text[lexer.at + 1] != "-":
        return lexer.take(closed + 1, "title", lexer.text[lexer.at + 1 : closed], mark)
    return False
