"""XML as a tree that is safe to build, and ways to ask it by the local names of its elements."""

import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime

from lxml import etree

from argmap.errors import InputError
from argmap.readers.markup.dom import Element

DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")
ISO = re.compile(r"\d{4}-\d\d-\d\d")
BAD = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


def parse_xml(text: str) -> Element:
    """The tree of an XML text; entities that it declares are not followed, and nothing is fetched.

    Raises:
        InputError: it is broken; names the line.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_comments=True
    )
    try:
        return etree.fromstring(BAD.sub("", DECLARED.sub("", text)).strip().encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        raise InputError(
            f"broken XML ({' '.join(str(error.msg).split())}); export it again", line=error.lineno
        ) from None


def local(element: Element) -> str:
    """The name of an element without its namespace; "" for what is no element."""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def inner(element: Element, *names: str) -> Iterator[Element]:
    """The children of an element that have one of some local names."""
    return (child for child in element if local(child) in names)


def child(element: Element, *names: str) -> Element | None:
    """The first child with the first of some local names that there is."""
    return next((found for name in names for found in inner(element, name)), None)


def text_in(element: Element, *names: str) -> str | None:
    """The text of the first child of some names that has one; markup within it (Atom's xhtml) is kept as markup."""
    for name in names:
        for found in inner(element, name):
            value = (found.text or "") + "".join(etree.tostring(one, encoding="unicode") for one in found)
            if value.strip():
                return value.strip()
    return None


def attribute(element: Element | None, name: str) -> str | None:
    """An attribute by its local name."""
    if element is None:
        return None
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)


def time_in(element: Element, *names: str) -> str | None:
    """The time in the first child of some names as ISO 8601; feeds write it as mail does, or as ISO with a blank."""
    value = text_in(element, *names)
    if value is None:
        return None
    if ISO.match(value):
        return re.sub(r"^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)$", r"\1T\2Z", value)
    try:
        return parsedate_to_datetime(value).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
