"""Text from strangers -> text that means the same in a format, whatever marks it holds."""

import re
from xml.sax.saxutils import escape, quoteattr

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 forbids or discourages and no text format needs; tab and line feed stay, carriage return with them."""

NO_WORDS = "(no words)"
LABEL = 300
"""Characters that more than fill a box on a picture; cutting there spares the work of wrapping the rest."""


def printable(text: str) -> str:
    r"""The text without control characters and lone surrogates.

    >>> printable("a\x1b[31mb")
    'a[31mb'
    """
    return _CONTROLS.sub("", text)


def one_line(text: str) -> str:
    r"""The text on one line, never empty.

    >>> one_line(" a\n\n b\t"), one_line(" ")
    ('a b', '(no words)')
    """
    return " ".join(printable(text).split()) or NO_WORDS


def shortened(text: str, width: int) -> str:
    """The text on one line, cut with an ellipsis where it is longer than `width`.

    >>> shortened("one two three", 8)
    'one two…'
    """
    line = one_line(text)
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"


def xml_text(text: str) -> str:
    """Text between two tags of XML or HTML; a parser gives it back, a carriage return too."""
    return escape(printable(text), {"\r": "&#13;"})


def xml_attribute(text: str) -> str:
    """An attribute's value with its quotes; line breaks survive.

    >>> xml_attribute("a < b")
    '"a &lt; b"'
    """
    return quoteattr(printable(text), {"\r": "&#13;"})


def web_address(url: str | None) -> str | None:
    """The address where it is one of the web, so that no link runs a script.

    >>> web_address("javascript:alert(1)"), web_address("https://example.com/a")
    (None, 'https://example.com/a')
    """
    found = url is not None and re.fullmatch(r"https?://[^\s\"'<>\\^`{|}\x00-\x1f\x7f]+", url)
    return url if found else None
