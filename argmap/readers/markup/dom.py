"""A saved page as a tree, and ways to ask it by class, text and number. Nothing in a page is run or fetched."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, TypeAlias

from lxml import etree

from argmap.errors import InputError

Element: TypeAlias = Any
"""An lxml element; lxml ships no types."""
Test: TypeAlias = Callable[[Element], bool]
NUMBER = re.compile(
    r"(?P<sign>[-−–])?(?P<whole>\d{1,3}(?:[,.\u00a0\u2009\u202f]\d{3})+(?!\d)|\d{1,15})(?:[.,](?P<tenth>\d)(?=k\b))?(?P<k>k\b)?",
    re.IGNORECASE,
)
LONE = re.compile(r"[\ud800-\udfff\x00]")
ENDS = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
"""What ends a page: left out, since the parser would drop all that stands after it, and browsers show it."""
MOST_ATTRIBUTES = 500
"""Attributes of one tag. A tree compares each with every other; pages have some dozens."""


def parse_html(text: str) -> Element:
    """The tree of an HTML text, whole or in part; what is broken in it is mended as browsers do.

    Raises:
        InputError: a tag of too many attributes, or nested so deeply (some 2,000 levels) that words would be left out.
    """
    whole = f"<html>{ENDS.sub('', LONE.sub('', text))}</html>"
    parsed(whole, target=Crowds())
    tree, errors = parsed(whole)
    if any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in errors):
        raise InputError("HTML nested deeper than any page; copy the text of the thread into a file")
    return tree


class Crowds:
    """Looks at each tag as the parser comes upon it, before there is a tree: what hides a tag here hides it there."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """See `lxml.etree.XMLParser`, target.

        Raises:
            InputError: the tag has too many attributes.
        """
        if len(attributes) > MOST_ATTRIBUTES:
            raise InputError(
                "an HTML tag of more attributes than any page has; copy the text of the thread into a file"
            )

    def close(self) -> None:
        """Nothing is kept."""


def parsed(text: str, target: Crowds | None = None) -> tuple[Element, Iterable[Any]]:
    """What the parser makes of a page, its tree or what a target makes of its tags, and the errors that it saw."""
    parser = etree.HTMLParser(target=target, huge_tree=True, remove_comments=True, remove_pis=True)
    return etree.fromstring(text, parser), parser.error_log


def has(element: Element, name: str) -> bool:
    """Whether an element is of a class; generated endings count (`CommentsItem-root-12` is `CommentsItem-root`)."""
    found = (element.get("class") or "").split()
    return any(part == name or part.startswith(f"{name}-") for part in found)


def by_class(*names: str) -> Test:
    """A test for elements of any of these classes."""
    return lambda element: any(has(element, name) for name in names)


def by_tag(*names: str) -> Test:
    """A test for elements with any of these tags."""
    return lambda element: element.tag in names


def by_id(name: str) -> Test:
    """A test for the element of this id."""
    return lambda element: element.get("id") == name


def find_all(root: Element, test: Test, *, inside: Test | None = None) -> Iterator[Element]:
    """The elements under a root that pass a test, in reading order; those within others that pass `inside` are not."""
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        if element is root:
            continue
        if inside is not None and inside(element):
            walk.skip_subtree()
        elif test(element):
            yield element


def find(root: Element, test: Test, *, inside: Test | None = None) -> Element | None:
    """The first of `find_all`, or None."""
    return next(find_all(root, test, inside=inside), None)


def nested(root: Element, test: Test) -> Iterator[tuple[Element, Element | None]]:
    """Elements that pass a test, each with the nearest such element around it; any depth costs the same."""
    around: list[Element] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "end" and around and around[-1] is element:
            around.pop()
        elif event == "start" and test(element):
            yield element, around[-1] if around else None
            around.append(element)


def text_of(element: Element | None, limit: int = 2000) -> str:
    """The words in an element on one line, up to so many pieces."""
    return "" if element is None else " ".join("".join(islice(element.itertext(), limit)).split())


def number_in(text: str) -> int | None:
    """The first whole number in a text, if any.

    >>> number_in("−3 points"), number_in("1,204 comments"), number_in("1.2k"), number_in("none")
    (-3, 1204, 1200, None)
    """
    found = NUMBER.search(text)
    if found is None:
        return None
    value = int(re.sub(r"\D", "", found["whole"])[:15])
    value = value * 1000 + int(found["tenth"] or 0) * 100 if found["k"] else value
    return -value if found["sign"] else value
