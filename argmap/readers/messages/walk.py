"""Finds the messages in a JSON document of any nesting, each with the objects around it and the message above it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from argmap.readers.fields import Row
from argmap.readers.messages import names
from argmap.readers.messages.texts import Words, own_words, words_in

IDENTITY = frozenset((*names.AUTHOR, *names.ID, *names.PARENT, *names.TIME)) - {"number", "no", "nr", "key"}
FURTHEST = 5
"""Objects around a message whose fields count as its own."""


@dataclass(frozen=True, slots=True)
class Found:
    """A message in a document.

    Attributes:
        rows: the object that holds its text, then the objects around it up to the nearest list or message.
        words: its text.
        above: the index of the message within which it stands.
        held: the name of the list or object that it stands in.
        key: the name that it stands under where messages stand under their ids.
    """

    rows: tuple[Row, ...]
    words: Words
    above: int | None
    held: str
    key: str | None = None

    @property
    def opens(self) -> bool:
        """Whether its words are those of an object that holds messages, not of a message."""
        return self.words.name in (*names.INTRODUCTION, "title")


@dataclass(frozen=True, slots=True)
class _Item:
    """A value of a list, or a document, still to be looked at."""

    value: object
    held: str
    above: int | None = None
    key: str | None = None


@dataclass(slots=True)
class _Frame:
    """An item with the objects in it that no list parts from it: one message and what is around it, as a rule."""

    item: _Item
    found: list[Found]
    spoken: int | None = None
    """The first message in it, which the lists in it answer."""
    wrappers: list[tuple[Row, ...]] = field(default_factory=list)
    lists: list[tuple[Sequence[object], str, int | None]] = field(default_factory=list)

    def look(self, row: Row) -> Iterator[_Item]:
        """Note the messages of the frame, and give the items of its lists."""
        waiting: list[tuple[Row, tuple[Row, ...], str, int | None]] = [(row, (), self.item.held, None)]
        while waiting:
            value, around, held, over = waiting.pop()
            rows = (value, *around)[:FURTHEST]
            words = own_words(value)
            if words is not None and any(names.plain(name) in IDENTITY for one in rows for name in one):
                over = self._add(Found(rows, words, self.item.above if over is None else over, held, self.item.key))
                around = ()
            else:
                self.wrappers.append(rows)
                around = rows
            waiting.extend(reversed([(one, around, name, over) for name, one in self._inner(value, over, words)]))
        if self.spoken is None and self.lists:
            self._open()
        for values, name, over in self.lists:
            above = next((index for index in (over, self.spoken, self.item.above) if index is not None), None)
            yield from (_Item(value, name, above) for value in values)

    def _inner(self, row: Row, over: int | None, words: Words | None) -> Iterator[tuple[str, Row]]:
        """The objects in an object but its text; its lists, and objects that are lists, are kept for later."""
        own = words.field if words is not None else None
        for name, value in row.items():
            if not isinstance(value, list | dict) or names.is_aside(name) or names.plain(name) == own:
                continue
            if isinstance(value, list):
                self.lists.append((value, name, over))
            elif len(value) > 1 and _is_index(value):
                self.lists.append(([_Item(one, name, key=key) for key, one in value.items()], name, over))
            else:
                yield name, value

    def _add(self, message: Found) -> int:
        self.found.append(message)
        index = len(self.found) - 1
        self.spoken = index if self.spoken is None else self.spoken
        return index

    def _open(self) -> None:
        """Note the words of the first object that has a title and, beside it, an introduction or an author."""
        for rows in self.wrappers:
            if (words := opening_words(rows[0])) is not None:
                self._add(Found(rows, words, self.item.above, self.item.held, self.item.key))
                return


def find_messages(document: object) -> list[Found]:
    """The messages of a document in reading order, each after the one that it stands within; any depth costs the same.

    An object that has a title and holds messages opens them where it has an introduction or an author.
    """
    found: list[Found] = []
    waiting: list[_Item] = [_Item(document, "")]
    while waiting:
        item = waiting.pop()
        value = item.value
        if isinstance(value, _Item):  # of an object under ids: what it answers is known only now
            item = _Item(value.value, value.held, item.above, value.key)
            value = item.value
        if isinstance(value, list):
            waiting.extend(_Item(one, item.held, item.above) for one in reversed(value))
        elif isinstance(value, dict):
            waiting.extend(reversed(list(_Frame(item, found).look(value))))
    return found if any(not one.opens for one in found) else []


def opening_words(row: Row) -> Words | None:
    """The words that open what an object holds: its introduction, else its title where somebody signs for it."""
    by_name = names.plain_row(row)
    title = _first_text(by_name, names.TITLE)
    if title is None:
        return None
    return _first_text(by_name, names.INTRODUCTION) or (
        Words("title", title.value) if any(name in by_name for name in names.AUTHOR if name != "name") else None
    )


def _first_text(row: Row, wanted: Sequence[str]) -> Words | None:
    return next((text for name in wanted if (text := words_in(name, row.get(name))) is not None), None)


def _is_index(row: Row) -> bool:
    """Whether an object is a list of objects under their ids."""
    return all(isinstance(value, dict) for value in row.values()) and all(
        any(sign.isdigit() for sign in name) for name in row
    )
