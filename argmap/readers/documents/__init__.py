"""Word documents with their comments, and the text of PDFs, where the extra `documents` is installed."""

from argmap.datatypes import Thread
from argmap.readers.documents.pdf import pdf_text
from argmap.readers.documents.word import from_word, is_word

__all__ = ["from_word", "is_word", "pdf_text", "text_of"]


def text_of(data: bytes, most: int) -> str | Thread | None:
    """The text of a PDF, or of a Word document without comments; the thread of one with comments; None for others.

    Args:
        data: the whole file.
        most: bytes that it may unpack to.

    Raises:
        InputError: it is broken, locked, has no text, or the package that reads it is not installed.
    """
    if data.startswith(b"%PDF-"):
        return pdf_text(data, most)
    return from_word(data, most) if is_word(data) else None
