"""The objects in a JSON document, wherever they stand."""

from collections.abc import Callable, Iterator
from itertools import islice

from argmap.readers.fields import Row

LOOKED_AT = 60
"""Objects that tell which site a document is of."""


def objects(document: object) -> Iterator[Row]:
    """Every object of a document, each before what is in it; any depth costs the same."""
    waiting: list[object] = [document]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            yield value
            waiting.extend(reversed([inner for inner in value.values() if isinstance(inner, dict | list)]))
        elif isinstance(value, list):
            waiting.extend(reversed(value))


def begins_with(document: object, test: Callable[[Row], bool]) -> bool:
    """Whether one of the first objects of a document passes a test."""
    return any(map(test, islice(objects(document), LOOKED_AT)))
