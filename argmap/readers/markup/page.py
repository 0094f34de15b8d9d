"""A saved web page: its tree, title and address, whatever site it is of."""

import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from argmap.readers.markup.dom import Element, find, parse_html, text_of

START = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
PIECE = re.compile(
    r"\s*(?:<!--.{0,500}?-->\s*)*<(?P<tag>div|section|article|main|table|ul|ol|li|dl|p|span|h[1-6]|shreddit-\w+)"
    r"(?:\s+[\w:-]+\s*=\s*[\"'][^<>]*)?\s*>",
    re.IGNORECASE | re.DOTALL,
)
SAVED_FROM = re.compile(r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url: )(https?://[^\s>]+)")


@dataclass(frozen=True)
class Page:
    """A page as it was saved.

    Attributes:
        text: its source.
        saved_from: its address, where what it was saved in tells.
    """

    text: str
    saved_from: str | None = None

    @cached_property
    def tree(self) -> Element:
        """The page as a tree."""
        return parse_html(self.text)

    @cached_property
    def title(self) -> str:
        """What the browser showed above it."""
        return text_of(find(self.tree, lambda element: element.tag == "title"))

    @cached_property
    def url(self) -> str | None:
        """Its own address, where the page or the browser that saved it tells."""
        canonical = find(self.tree, lambda element: element.tag == "link" and element.get("rel") == "canonical")
        named = find(self.tree, lambda element: element.tag == "meta" and element.get("property") == "og:url")
        saved = SAVED_FROM.search(self.text[:2000])
        found = (
            (canonical.get("href") if canonical is not None else None)
            or (named.get("content") if named is not None else None)
            or (saved[1] if saved else self.saved_from)
        )
        return found if found and found.startswith(("https://", "http://")) else None

    @cached_property
    def origin(self) -> str:
        """Scheme and host of its address."""
        try:
            parts = urlsplit(self.url or "")
        except ValueError:
            return ""
        return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def is_page(text: str) -> bool:
    """Whether a text is a web page, or a piece of one."""
    return START.match(text[:5000]) is not None or PIECE.match(text[:5000]) is not None
