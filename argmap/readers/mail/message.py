"""One message of mail: its headers and plain words, each part read by its own charset."""

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parsedate_to_datetime

from argmap.readers.mail.attribution import name_of
from argmap.readers.markup.html_text import html_body

PACKED = ("base64", "quoted-printable")
WESTERN = "cp1252"
SUBJECT = re.compile(r"^(?:\s*(?:(?:re|fwd?|aw|wg|sv|antw)(?:\[\d+\])?:|\[[^\]]{1,40}\](?=\s*\S)))+\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Letter:
    """A message.

    Attributes:
        id: its own, where it has one.
        author: the name of who sent it, else what stands before the @.
        subject: as it stands.
        answered: ids of the messages above it, the nearest last.
        created_at: ISO 8601, where the date can be read.
        words: plain, as they stand; empty where they are packed in a way that cannot be read.
        beside: what else is text in it and is not read: other forms of the same words, attachments, what follows them.
    """

    id: str | None
    author: str | None
    subject: str
    answered: tuple[str, ...]
    created_at: str | None
    words: str
    beside: str = ""

    @property
    def title(self) -> str:
        """The subject without what replies and lists put before it."""
        return SUBJECT.sub("", self.subject)


def read_letter(text: str) -> Letter:
    """The message in a text that begins with its headers; nothing in it, however broken, raises an error."""
    message = parsed(text)
    references = re.findall(r"<([^<>\s]+)>", _header(message, "References"))
    nearest = re.findall(r"<([^<>\s]+)>", _header(message, "In-Reply-To"))[:1]
    return Letter(
        _header(message, "Message-ID").strip(" <>") or None,
        name_of(_header(message, "From")),
        _header(message, "Subject"),
        (*(name for name in references if name not in nearest), *nearest),
        _date(message),
        *_words(message),
    )


def read_archive(text: str) -> tuple[str, str | None]:
    """The page in a message that a browser saved it in, and the page's address where the message tells."""
    message = parsed(text)
    pages = (part for part in message.walk() if part.get_content_type() == "text/html")
    page = next(pages, None)
    return "" if page is None else content(page), _header(message, "Snapshot-Content-Location") or None


def parsed(text: str) -> Message:
    """A message; bytes that are no UTF-8 stand in its text as `surrogateescape` keeps them."""
    try:
        data = text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        data = text.encode("utf-8", "replace")
    return email.message_from_bytes(data)


def texts(message: Message) -> Iterator[Message]:
    """The parts of a message that say something: of the same words in several forms the plain ones."""
    kind = message.get_content_type()
    if not message.is_multipart():
        if message.get_content_maintype() == "text" and message.get_content_disposition() != "attachment":
            yield message
        return
    inner = [part for part in message.get_payload() if isinstance(part, Message)]
    if kind == "multipart/alternative":
        found = [list(texts(part)) for part in inner]
        plain = next((one for one in found if any(part.get_content_type() == "text/plain" for part in one)), None)
        yield from (
            plain
            if plain is not None and any(content(part).strip() for part in plain)
            else next((one for one in reversed(found) if one), [])
        )
    elif kind != "message/rfc822":
        for part in inner:
            yield from texts(part)


def content(part: Message) -> str:
    """The text of a part: UTF-8 where it is such, else by the charset that it names, else Western."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return str(part.get_payload())
    packed = str(part.get("Content-Transfer-Encoding", "")).strip().lower() in PACKED
    named = part.get_content_charset("utf-8")
    order = (named, "utf-8") if packed or data.isascii() else ("utf-8", named)
    return decoded(data, *order)


def decoded(data: bytes, *charsets: str) -> str:
    """Bytes by the first charset that fits, else as Western text."""
    for charset in charsets:
        try:
            return data.decode(charset)
        except (LookupError, ValueError):
            continue
    return data.decode(WESTERN, "replace")


def _words(message: Message) -> tuple[str, str]:
    """The plain text of a message, HTML only where there is no other; and the text that is passed over."""
    read = list(texts(message))
    whole = [part for part in message.walk() if part.get_content_maintype() == "text" and not part.is_multipart()]
    others = [part for part in whole if not any(part is one for one in read)]
    beside = [*map(_plain, others), *(part.epilogue or "" for part in message.walk() if part.is_multipart())]
    return "\n".join(filter(str.strip, map(_plain, read))), "\n\n".join(beside)


def _plain(part: Message) -> str:
    text = content(part).replace("\r\n", "\n").replace("\r", "\n")
    return html_body(text).text if part.get_content_type() == "text/html" else text


def _header(message: Message, name: str) -> str:
    """The value of a header on one line, decoded where it is packed."""
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")
    raw = decoded(raw.encode("utf-8", "surrogateescape"), "utf-8")
    try:
        value = str(make_header(decode_header(raw)))
    except (MessageError, LookupError, ValueError):
        value = raw
    return " ".join(value.split())


def _date(message: Message) -> str | None:
    try:
        return parsedate_to_datetime(_header(message, "Date")).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
