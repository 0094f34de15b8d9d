"""Opening and decoding: any file gives a thread or one clear line."""

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.errors import InputError
from argmap.readers import FORMATS, parse_thread, read_thread
from argmap.settings import Settings


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \n\t", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"),
        (b"text\x00text", "binary"),
        (bytes(range(256)) * 4, "binary"),
        (b"\x01\x02\x03\x04 text", "binary"),
        (b"x" * 101, "larger than the limit of 100 bytes"),
    ],
)
def test_what_is_no_text_gets_one_line(data: bytes, line: str) -> None:
    """Empty, binary and oversized input is refused with a line that names the file."""
    with pytest.raises(InputError, match=line) as caught:
        parse_thread(
            data,
            name="f.txt",
            settings=Settings(max_bytes=2000 if line != "larger than the limit of 100 bytes" else 100),
        )
    assert str(caught.value).startswith("f.txt: ")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_encodings_are_read_without_their_mark(encoding: str) -> None:
    """UTF-8 with and without a mark, and UTF-16 with one, give the same text."""
    assert parse_thread("Straße – “naïve”.".encode(encoding)).posts[0].text == "Straße – “naïve”."


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Le café est près de la forêt, où l'été a été très agréable; déjà vu, naïve façade."),
        ("cp1252", "I don’t think so."),
        ("cp1251", "Привет, как дела? Это обсуждение о мостах и реках, и я не согласен."),
        ("shift_jis", "これは橋についての議論です。私は反対です。"),
    ],
)
def test_an_old_encoding_is_told_by_its_bytes(encoding: str, text: str) -> None:
    """Text of an old code page is read as it was written."""
    assert parse_thread(text.encode(encoding)).posts[0].text == text


def test_paths_that_cannot_be_read(tmp_path: Path) -> None:
    """A missing file, a directory and an impossible name each give one line with the name."""
    for source, line in (
        (tmp_path / "none.txt", "no such file"),
        (tmp_path, "is a directory"),
        ("a\0b", "cannot be read"),
    ):
        with pytest.raises(InputError, match=line):
            read_thread(source)


def test_a_file_is_read_by_content_not_by_name(tmp_path: Path) -> None:
    """JSON in a .txt file is a native thread, and text in a .json file is a paste."""
    native, paste = tmp_path / "native.txt", tmp_path / "paste.json"
    native.write_text('{"posts": [{"id": "x", "text": "One."}]}')
    paste.write_text("[Edited] One thing is certain.")
    assert read_thread(native).posts[0].id == "x"
    assert read_thread(paste).posts[0].text == "[Edited] One thing is certain."
    assert read_thread(str(paste)).id == "paste"


def test_a_dash_reads_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """`-` stands for standard input."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"Words from a pipe.")))
    assert read_thread("-").posts[0].text == "Words from a pipe."


@given(st.binary(max_size=200))
def test_any_bytes_give_a_thread_or_an_input_error(data: bytes) -> None:
    """No input at all ends in another kind of exception."""
    problem = ""
    try:
        assert parse_thread(data).posts
    except InputError as error:
        problem = str(error)
    assert "\n" not in problem


def test_the_readme_lists_what_is_read(root: Path) -> None:
    """The list in the README is the one that the app shows beside its upload."""
    text = (root / "README.md").read_text("utf-8")
    listed = text.split("by tests/readers/test_readers.py -->\n")[1].split("<!-- end of readers -->")[0]
    assert listed == "".join(f"- {line}\n" for line in FORMATS)
