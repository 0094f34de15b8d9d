"""A Word document by python-docx: its comments answer it, or each other, and quote its words."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from argmap.datatypes import Thread
from argmap.errors import InputError
from argmap.readers.drafts import Draft, thread_of
from argmap.readers.losses import with_losses
from argmap.readers.markup.composer import Composer

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WORD_2010 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
WORD_2012 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
EXTENDED = "commentsExtended.xml"
DOCUMENT = "document"
LONGEST_QUOTE = 2000


def is_word(data: bytes) -> bool:
    """Whether the bytes of a file are a Word document (.docx)."""
    return data.startswith(b"PK\x03\x04") and b"word/document.xml" in data


def from_word(data: bytes, most: int) -> Thread | str:
    """The thread of a document with comments; the text of one without.

    Args:
        data: the whole file.
        most: bytes that it may unpack to.

    Raises:
        InputError: python-docx is not installed, or the file is broken or too large.
    """
    try:
        import docx
    except ImportError:
        raise InputError("a Word document; to read it run pip install python-docx") from None
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            if sum(file.file_size for file in packed.infolist()) > most:
                raise InputError(
                    f"a Word document that unpacks to more than {most:,} bytes; split it or raise max_bytes"
                )
        document = docx.Document(BytesIO(data))
        comments = list(document.comments)
        paragraphs = [text for text in _paragraphs(document.element.body) if text.strip()]
        if not comments:
            return "\n\n".join(paragraphs)
        drafts = [_document(document, paragraphs), *_comments(document, comments)]
    except InputError:
        raise
    except Exception as error:  # python-docx raises whatever a broken file makes it meet
        raise InputError(f"a Word document that cannot be read ({type(error).__name__}); save it again") from None
    title = document.core_properties.title or None
    return with_losses(thread_of(drafts, title=title), [*paragraphs, *(comment.text for comment in comments)])


def _paragraphs(body: Any) -> Iterator[str]:
    """The text of each paragraph, those in tables among them, without what was deleted with changes tracked."""
    for paragraph in body.iter(f"{WORD}p"):
        yield "".join(
            {"t": node.text or "", "tab": "\t", "br": "\n"}.get(node.tag.removeprefix(WORD), "")
            for node in paragraph.iter(f"{WORD}t", f"{WORD}tab", f"{WORD}br")
        )


def _document(document: Any, paragraphs: list[str]) -> Draft:
    composer = Composer()
    for paragraph in paragraphs:
        composer.words(paragraph)
        composer.end_block()
    written = document.core_properties.created
    return Draft(
        DOCUMENT,
        composer.body(),
        document.core_properties.author or None,
        created_at=written.isoformat() if written else None,
    )


def _comments(document: Any, comments: list[Any]) -> Iterator[Draft]:
    anchors, above = _anchors(document.element.body), _above(document, comments)
    for comment in comments:
        name, parent = str(comment.comment_id), above.get(comment.comment_id)
        composer = Composer()
        if parent is None and (words := anchors.get(name, "").strip()):
            composer.open_quote(post=DOCUMENT)
            composer.words(words[:LONGEST_QUOTE])
            composer.close_quote()
        for paragraph in comment.paragraphs:
            composer.words(paragraph.text)
            composer.end_block()
        at = comment.timestamp.isoformat() if comment.timestamp else None
        yield Draft(
            f"c{name}", composer.body(), comment.author or None, f"c{parent}" if parent is not None else DOCUMENT, at
        )


def _anchors(body: Any) -> Mapping[str, str]:
    """For the id of each comment the words of the document that it is about."""
    found: dict[str, list[str]] = {}
    open_: set[str] = set()
    for node in body.iter(f"{WORD}commentRangeStart", f"{WORD}commentRangeEnd", f"{WORD}t", f"{WORD}p"):
        kind, name = node.tag.removeprefix(WORD), node.get(f"{WORD}id", "")
        if kind == "commentRangeStart":
            open_.add(name)
        elif kind == "commentRangeEnd":
            open_.discard(name)
        else:
            for one in open_:
                found.setdefault(one, []).append(node.text or "" if kind == "t" else " ")
    return {name: re.sub(r"\s+", " ", "".join(words)) for name, words in found.items()}


def _above(document: Any, comments: list[Any]) -> Mapping[int, int]:
    """For the id of each comment that answers another the id of that one, as newer versions of Word note it."""
    from lxml import etree

    part = next((one for one in document.part.package.iter_parts() if str(one.partname).endswith(EXTENDED)), None)
    if part is None:
        return {}
    root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
    parents = {row.get(f"{WORD_2012}paraId"): row.get(f"{WORD_2012}paraIdParent") for row in root}
    owner = {
        paragraph.get(f"{WORD_2010}paraId"): comment.comment_id
        for comment in comments
        for paragraph in comment._comment_elm.iter(f"{WORD}p")
    }
    pairs = ((owner.get(name), owner.get(parent)) for name, parent in parents.items() if parent)
    return {own: above for own, above in pairs if own is not None and above is not None}
