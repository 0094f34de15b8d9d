"""Markdown -> the body of a post, by markdown-it-py; what is written in it as HTML is kept as words."""

import html
import re
from collections.abc import Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from argmap.readers.markup.composer import DEEPEST, Body, Composer, paragraphs
from argmap.readers.markup.html_text import html_body

MOST_BRACKETS = 1000
"""Opening brackets from which a text is not read as Markdown: the time that links take grows with their square."""
MAX_NESTING = 100
LONGEST_INDENT = 160
DEEP_QUOTE = re.compile(rf"^((?:[ \t]{{0,3}}>){{{DEEPEST}}})(?:[ \t]{{0,3}}>)+", re.MULTILINE)
DEEP_INDENT = re.compile(rf"^[ \t]{{{LONGEST_INDENT},}}", re.MULTILINE)
FOOTNOTE = re.compile(r"\[\^([^\]\s]{1,40})\]:?")
TAG = re.compile(r"<[^>]{0,500}>")


def markdown_body(text: str, *, base: str = "") -> Body:
    """The body that a Markdown text makes; `base` is what its relative addresses are relative to."""
    if text.count("[") > MOST_BRACKETS:
        return paragraphs(text)
    shallow = DEEP_INDENT.sub(" " * LONGEST_INDENT, DEEP_QUOTE.sub(r"\1", text))
    tokens = _parser().parse(FOOTNOTE.sub(r"[\1]", shallow))
    if any(token.level >= MAX_NESTING - 2 for token in tokens):
        return paragraphs(text)
    writer = _Writer(base)
    for token in tokens:
        writer.block(token)
    return writer.composer.body()


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable(["table", "strikethrough"])


class _Writer:
    """Tells a composer what the tokens of a Markdown text mean."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.composer = Composer()
        self.cells = 0

    def block(self, token: Token) -> None:
        """A token of the outer structure, or the words of a block."""
        kind, composer = token.type, self.composer
        if kind == "inline":
            self.inline(token.children or ())
        elif kind == "blockquote_open":
            composer.open_quote()
        elif kind == "blockquote_close":
            composer.close_quote()
        elif kind in ("bullet_list_open", "ordered_list_open"):
            composer.open_list(int(token.attrs.get("start", 1)) if kind.startswith("o") else None)
        elif kind in ("bullet_list_close", "ordered_list_close"):
            composer.close_list()
        elif kind == "list_item_open":
            composer.open_item()
        elif kind == "heading_open":
            composer.heading(int(token.tag[1:]))
        elif kind in ("fence", "code_block"):
            composer.code(token.content)
        elif kind == "html_block":
            self.html(token.content)
        elif kind in ("td_open", "th_open"):
            composer.words(" | " if self.cells else "")
            self.cells += 1
        elif kind.startswith(("paragraph", "heading", "tr", "hr")):
            self.cells = 0
            composer.end_block()

    def inline(self, tokens: Sequence[Token]) -> None:
        """The words of a block."""
        href, begun, struck = "", 0, 0
        for number, token in enumerate(tokens):
            struck += {"s_open": 1, "s_close": -1}.get(token.type, 0)
            if struck:
                self.composer.strike(token.content)
            elif token.type in ("text", "code_inline"):
                self.composer.words(token.content)
            elif token.type == "html_inline":
                self.composer.words("" if TAG.fullmatch(token.content) else token.content)
            elif token.type in ("softbreak", "hardbreak"):
                self.composer.words(" ") if token.type == "softbreak" else self.composer.line_break()
            elif token.type == "link_open":
                href, begun = str(token.attrs.get("href", "")), number
            elif token.type == "link_close":
                shown = "".join(inner.content for inner in tokens[begun:number])
                if html.unescape(shown) != href:
                    self.composer.link(shown, href if "://" in href else self.base.rstrip("/") + href)

    def html(self, source: str) -> None:
        """A stretch of HTML: its words."""
        self.composer.end_block()
        for line in html_body(source).text.split("\n"):
            self.composer.words(line)
            self.composer.line_break()
        self.composer.end_block()
