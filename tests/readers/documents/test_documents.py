"""Word documents with comments, and the text of PDFs: each needs a package of its own."""

import builtins
import zipfile
from io import BytesIO
from typing import Any

import docx
import pytest

from argmap.errors import InputError
from argmap.readers import parse_thread
from argmap.settings import Settings

ROOF = "Hives on the roof are a danger to the school next door."
SAFE = "The roof is safe, because nobody walks there."
FLY = "Bees fly down from roofs, so walking is not the point."


def packed(document: Any) -> bytes:
    data = BytesIO()
    document.save(data)
    return data.getvalue()


def pdf(lines: list[str]) -> bytes:
    """A PDF of one page, written by hand."""
    stream = "BT /F1 12 Tf 72 720 Td 14 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    text, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(text))
        text += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n{len(text)}\n%%EOF"
    return f"{text}xref\n0 6\n0000000000 65535 f \n{table}{end}".encode()


def test_comments_of_a_word_document_answer_it_and_quote_its_words() -> None:
    """The document opens, each comment has its author and time and the words that it is about as a quotation."""
    document = docx.Document()
    document.core_properties.author, document.core_properties.title = "Nora", "Roof hives"
    run = document.add_paragraph().add_run(ROOF)
    document.add_paragraph("We keep eight of them.")
    comment = document.add_comment(run, SAFE, author="Odd", initials="O")
    document.add_comment(run, FLY, author="Pia", initials="P")
    thread = parse_thread(packed(document), name="a.docx")
    assert [(post.author, post.reply_to) for post in thread.posts] == [
        ("Nora", None), ("Odd", "document"), ("Pia", "document"),
    ]  # fmt: skip
    assert thread.posts[0].text == f"{ROOF}\n\nWe keep eight of them."
    assert thread.posts[1].text == f"> {ROOF}\n\n{SAFE}"
    assert [(quote.start, quote.post) for quote in thread.posts[1].quotes] == [(0, "document")]
    assert comment.timestamp is not None
    assert thread.posts[1].created_at == comment.timestamp.isoformat()
    assert (thread.title, thread.dropped) == ("Roof hives", ())


def test_a_word_document_without_comments_is_a_paste() -> None:
    """Its text, that of tables included, is read as text in a file would be."""
    document = docx.Document()
    for name, text in (("Nora", ROOF), ("Odd", SAFE), ("Nora", FLY)):
        document.add_paragraph(f"{name}: {text}")
    document.add_table(1, 1).cell(0, 0).text = "Odd: It is so."
    thread = parse_thread(packed(document))
    assert [(post.author, post.text) for post in thread.posts] == [
        ("Nora", ROOF), ("Odd", SAFE), ("Nora", FLY), ("Odd", "It is so."),
    ]  # fmt: skip


def test_the_text_of_a_pdf() -> None:
    """A transcript that was printed comes apart as its text does."""
    thread = parse_thread(pdf([f"Nora: {ROOF}", f"Odd: {SAFE}", f"Nora: {FLY}"]))
    assert [(post.author, post.text) for post in thread.posts] == [("Nora", ROOF), ("Odd", SAFE), ("Nora", FLY)]


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (pdf([]), "a PDF without text"),
        (b"%PDF-1.4\nbroken", "a PDF that cannot be read"),
        (b"PK\x03\x04 word/document.xml", "a Word document that cannot be read"),
        (b"PK\x03\x04 other", "binary"),
    ],
)
def test_documents_that_cannot_be_read_get_one_line(data: bytes, line: str) -> None:
    """Broken files, and pictures of text."""
    with pytest.raises(InputError, match=f"^f: .*{line}"):
        parse_thread(data, name="f")


def test_a_document_may_unpack_to_the_limit_only() -> None:
    """A small file that unpacks to a large one is refused before it is unpacked."""
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "x" * 1_000_000)
    with pytest.raises(InputError, match="unpacks to more than 10,000 bytes"):
        parse_thread(data.getvalue(), settings=Settings(max_bytes=10_000))


@pytest.mark.parametrize(("data", "package"), [(pdf([ROOF]), "pypdf"), (packed(docx.Document()), "python-docx")])
def test_a_missing_package_is_named(data: bytes, package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line says what to install."""
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name in ("pypdf", "docx"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(InputError, match=f"pip install {package}"):
        parse_thread(data)
