"""The text of a PDF, by pypdf."""

from io import BytesIO

from argmap.errors import InputError


def pdf_text(data: bytes, most: int) -> str:
    """The text of a PDF's pages, a blank line between them.

    Args:
        data: the whole file.
        most: bytes of text that are taken at most.

    Raises:
        InputError: pypdf is not installed, or the file is broken, locked, too long, or holds pictures of text only.
    """
    try:
        from pypdf import PdfReader
    except ImportError:
        raise InputError("a PDF; to read its text run pip install pypdf") from None
    pages, size = list[str](), 0
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError("a PDF that is locked with a password; save it without one")
        for page in reader.pages:
            pages.append(page.extract_text())
            size += len(pages[-1])
            if size > most:
                raise InputError(f"a PDF with more than {most:,} bytes of text; split it or raise max_bytes")
    except InputError:
        raise
    except Exception as error:  # pypdf raises whatever a broken file makes it meet
        raise InputError(f"a PDF that cannot be read ({type(error).__name__}); copy its text into a file") from None
    text = "\n\n".join(pages)
    if not text.strip():
        raise InputError("a PDF without text, only pictures of it; run text recognition on it first")
    return text
