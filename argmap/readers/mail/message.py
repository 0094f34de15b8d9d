"""One message of mail: its headers and plain words, by Python's parser in its old, forgiving form."""

import email
import re
from dataclasses import dataclass
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from argmap.readers.markup.html_text import html_body

SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
PACKED = ("base64", "quoted-printable")


@dataclass(frozen=True, slots=True)
class Letter:
    """A message.

    Attributes:
        id: its own, where it has one.
        author: the name of who sent it, else what stands before the @.
        subject: as it stands.
        answered: ids of the messages above it, the nearest last.
        created_at: ISO 8601, where the date can be read.
        words: plain, without the signature; empty where they are packed in a way that cannot be read.
    """

    id: str | None
    author: str | None
    subject: str
    answered: tuple[str, ...]
    created_at: str | None
    words: str


def read_letter(text: str) -> Letter:
    """The message in a text that begins with its headers; nothing in it, however broken, raises an error."""
    message = email.message_from_string(text)
    name, address = parseaddr(_header(message, "From"))
    above = f"{_header(message, 'References')} {_header(message, 'In-Reply-To')}"
    return Letter(
        _header(message, "Message-ID").strip(" <>") or None,
        name or address.partition("@")[0] or None,
        _header(message, "Subject"),
        tuple(re.findall(r"<([^<>\s]+)>", above)),
        _date(message),
        SIGNATURE.split(_words(message))[0],
    )


def read_archive(text: str) -> tuple[str, str | None]:
    """The page in a message that a browser saved it in, and the page's address where the message tells."""
    message = email.message_from_string(text)
    pages = (part for part in message.walk() if part.get_content_type() == "text/html")
    page = next(pages, None)
    return "" if page is None else _content(page), _header(message, "Snapshot-Content-Location") or None


def _header(message: Message, name: str) -> str:
    """The value of a header on one line, decoded where it is packed."""
    raw = str(message.get(name, ""))
    try:
        value = str(make_header(decode_header(raw)))
    except (MessageError, LookupError, ValueError):
        value = raw
    return " ".join(value.split())


def _words(message: Message) -> str:
    """The first part that is plain text, else the first that is HTML, as text."""
    parts = [part for part in message.walk() if not part.is_multipart()]
    for kind in ("text/plain", "text/html"):
        for part in parts:
            if part.get_content_type() == kind:
                text = _content(part).replace("\r\n", "\n")
                return html_body(text).text if kind == "text/html" else text
    return ""


def _content(part: Message) -> str:
    if str(part.get("Content-Transfer-Encoding", "")).strip().lower() not in PACKED:
        return str(part.get_payload())
    data = part.get_payload(decode=True)
    try:
        return data.decode(part.get_content_charset("utf-8"), "replace") if isinstance(data, bytes) else ""
    except LookupError:
        return data.decode("utf-8", "replace") if isinstance(data, bytes) else ""


def _date(message: Message) -> str | None:
    try:
        return parsedate_to_datetime(_header(message, "Date")).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
