"""The words of a message in whatever shape JSON has them: a string, a list of parts, an object per language."""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from argmap.readers.fields import Row
from argmap.readers.markup.composer import Body, Cited, cleaned
from argmap.readers.markup.html_text import html_body
from argmap.readers.markup.markdown_text import markdown_body
from argmap.readers.messages import names
from argmap.readers.quotes import MARKED

LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,8})?")
TAGS = "p|a|b|i|s|em|del|strong|div|span|blockquote|ul|ol|li|code|pre|h[1-6]|table|strike"
MARKUP = re.compile(rf"</(?:{TAGS})\s*>|<br\s*/?>|<p>|<p [^<>]*>", re.IGNORECASE)
ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|lt|gt|amp|quot|apos|nbsp);")
RICH = ("content", "children", "ops", "document", "root", "doc", "nodes", "blocks")
BLOCKS = ("paragraph", "heading", "listItem", "list_item", "blockquote", "codeBlock", "p", "h1", "h2", "h3", "li")
WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Words:
    """A text as a file has it, the plain name of what it is taken for, and that of the field in which it stands."""

    name: str
    value: str
    field: str = ""


def own_words(row: Row) -> Words | None:
    """The text that an object holds as its own, if it holds one; a message within it has its own."""
    by_name = names.plain_row(row)
    for name in names.TEXT:
        if name in by_name and (found := words_in(name, by_name[name])) is not None:
            return replace(found, field=name)
    return None


def words_in(name: str, value: object) -> Words | None:
    """The text that a value is: a string, a list of parts, an object that is a text; None where it is none."""
    if isinstance(value, str):
        return Words(name, value) if WORD.search(value) else None
    if isinstance(value, list):
        joined = "".join(_parts(value))
        return Words(name, joined) if WORD.search(joined) else None
    if isinstance(value, dict) and not _is_thing(value):
        return _inner(name, value)
    return None


def _inner(name: str, value: Mapping[str, object]) -> Words | None:
    """The words of an object that is a text: under a name for such, or under languages, English first."""
    by_name = names.plain_row(value)
    for key in names.PARTS:
        inner = by_name.get(key)
        if isinstance(inner, list):
            inner = "".join(_parts(inner))
        if isinstance(inner, str) and WORD.search(inner):
            return Words(key if key in names.HTML | names.MARKDOWN else name, inner)
    if rich := "".join(_rich(value)).strip():
        return Words(name, rich)
    if value and all(LANGUAGE.fullmatch(key) and isinstance(inner, str) for key, inner in value.items()):
        return words_in(name, value.get("en") or next(iter(value.values())))
    return None


def _rich(value: Mapping[str, object]) -> Iterator[str]:
    """The words of a document of an editor (ProseMirror, Jira, Slate, Lexical, Quill), each block a paragraph."""
    nodes: list[Mapping[str, object]] = [value]
    while nodes:
        node = nodes.pop()
        text = node.get("text", node.get("insert"))
        if isinstance(text, str):
            yield text
        inner = next((node[name] for name in RICH if isinstance(node.get(name), list | dict)), [])
        if node.get("type") in BLOCKS:
            nodes.append({"text": "\n\n"})
        children = inner if isinstance(inner, list) else [inner]
        nodes.extend(one for one in reversed(children) if isinstance(one, dict))


def _is_thing(value: Mapping[str, object]) -> bool:
    """Whether an object is a message rather than a text: it has an id or an author."""
    known = {names.plain(key) for key in value}
    return bool(known & {"id", "_id", "author", "user", "creator", "shortid", "uri"})


def _parts(values: list[object]) -> Iterator[str]:
    """The pieces of a text that is written as a list; none where the list holds other things, such as messages."""
    pieces = []
    for value in values:
        if isinstance(value, dict):
            known = next(
                (value[key] for key in ("text", "t", "insert", "value") if isinstance(value.get(key), str)), ""
            )
            value = "" if _is_thing(value) else known
        if not isinstance(value, str):
            return
        pieces.append(value)
    yield from pieces


def body_of(words: Words, *, marked_up: bool = False, markdown: bool = False, base: str = "") -> Body:
    """The body that a text makes.

    Args:
        words: the text and its name.
        marked_up: whether texts of that name are HTML in this file.
        markdown: whether texts that do not say what they are are Markdown.
        base: what relative addresses are relative to.
    """
    if words.name in names.HTML or marked_up or MARKUP.search(words.value):
        return html_body(words.value, base=base)
    if words.name in names.MARKDOWN or markdown:
        return markdown_body(words.value, base=base)
    return plain_body(html.unescape(words.value) if ENTITY.search(words.value) else words.value)


def plain_body(text: str) -> Body:
    """The words without what cannot be seen, their lines as they are; lines with `>` are quoted."""
    words = "\n".join(map(cleaned, text.replace("\r\n", "\n").split("\n"))).strip()
    return Body(words, tuple(Cited(*found.span()) for found in MARKED.finditer(words)))
