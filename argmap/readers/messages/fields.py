"""The fields of a message that was found: author, time, score, ids, and what it answers."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from functools import cached_property

from argmap.readers.fields import Row, iso_time, name_in, number_in, row_in, time_in
from argmap.readers.messages import names
from argmap.readers.messages.walk import Found
from argmap.readers.times import time_of

NO_PARENT = {"", "0", "-1", "none", "null", "nan", "na", "root"}
NUMBER = re.compile(r"\s*[-+]?\d{1,13}(?:\.\d{0,9})?\s*")
GONE = ("[deleted]", "[removed]")
KIND = re.compile(r"t\d_(?=\w)")


@dataclass(frozen=True)
class Message:
    """A message that was found, asked by the plain names of its fields."""

    found: Found
    people: Mapping[str, str] = field(default_factory=dict)
    """What people are called whom messages name by their ids."""

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Its objects, inner ones first, with plain names; those that only hold fields of it come last."""
        around = [names.plain_row(row) for row in self.found.rows]
        text = [names.plain_row(row_in(row, name)) for row in around[:1] for name in names.TEXT[:4]]
        related = [names.plain_row(row_in(row, "relationships")) for row in around]
        return (*around, *filter(None, text), *filter(None, related))

    def field(self, wanted: Sequence[str]) -> tuple[str, object]:
        """The name and value of the first of some fields that has one; ("", None) where none has."""
        for row in self.rows:
            for name in wanted:
                if (value := row.get(name)) not in (None, "", [], {}):
                    return name, value
        return "", None

    @cached_property
    def author(self) -> tuple[str, str | None]:
        """The field that names the author, and the name; a number only where nothing names anybody."""
        named = [
            (name, found)
            for row in self.rows
            for name in names.AUTHOR
            if name in row and (found := self._named(row, name))
        ]
        if not named:
            return "", None
        name, found = next((one for one in named if not one[1].isdigit()), named[0])
        return name, None if found in GONE else found

    def _named(self, row: Row, name: str) -> str | None:
        value = row.get(name)
        found = person(value) if isinstance(value, dict) else name_in(row, name)
        if found is None or (name == "name" and not _is_person_name(row, found)):
            return None
        return self.people.get(found, found)

    @cached_property
    def created_at(self) -> tuple[str, str | None]:
        """The field that has the time, and the time as ISO 8601."""
        for row in self.rows:
            for name in names.TIME:
                if name in row and (found := moment(row, name)) is not None:
                    return name, found
        return "", None

    @cached_property
    def score(self) -> int | None:
        """Its points, from its own fields or those of an object that counts things."""
        counts = (names.plain_row(row_in(row, name)) for row in self.rows for name in names.COUNTS)
        for row in (*self.rows, *counts):
            for name in names.SCORE:
                if name in row and (found := number(row, name)) is not None:
                    return found
        return None

    @cached_property
    def ids(self) -> Mapping[str, str]:
        """Its names under each field that can be an id."""
        found = {}
        for row in self.rows[:1] if self.found.opens else self.rows:
            for name in names.ID:
                if name not in found and (value := name_in(row, name)) is not None:
                    found[name] = value
        return found

    @cached_property
    def parent(self) -> tuple[str, str | None]:
        """The field that says what it answers, and the id that stands there."""
        for row in self.rows:
            for name in names.PARENT:
                if name in row and (said := referred(row[name])) is not None:
                    return name, None if said.lower() in NO_PARENT else said
        name, value = self.field(names.PATH)
        steps = value.split(".") if isinstance(value, str) else []
        if len(steps) > 1 and steps[-1] in self.ids.values():
            return name, None if steps[-2].lower() in NO_PARENT else steps[-2]
        return "", None

    @cached_property
    def conversation(self) -> str | None:
        """The id of what the file says that its conversation began with."""
        return next((found for row in self.rows if (found := name_in(row, *names.CONVERSATION)) is not None), None)

    @property
    def notice(self) -> bool:
        """Whether the file says that a program wrote it, as a record of what somebody did."""
        return self.rows[0].get("system") is True or self.rows[0].get("type") in ("system", "service")

    @property
    def deleted(self) -> bool:
        """Whether the file says that it is deleted, or keeps only a word that says so."""
        flagged = any(self.rows[0].get(name) is True for name in names.DELETED)
        return flagged or self.found.words.value.strip() in GONE


def person(row: Mapping[str, object], depth: int = 3) -> str | None:
    """What an object that is a person is called, by its own fields or those of objects some levels within."""
    known = names.plain_row(row)
    first, last = name_in(known, "firstname"), name_in(known, "lastname")
    both = f"{first} {last}" if first and last else None
    called = name_in(known, *names.PERSON[:-3]) or both or first
    inner = (person(value, depth - 1) for value in row.values() if isinstance(value, dict) and depth)
    return called or next(filter(None, inner), None) or name_in(known, *names.PERSON[-3:])


def referred(value: object, depth: int = 3) -> str | None:
    """The id of the message that a field refers to: a name, an object with one in it, or the last of a list."""
    if isinstance(value, list):
        answered = [one for one in value if isinstance(one, dict) and "repl" in str(one.get("type"))]
        return referred((answered or value)[-1], depth - 1) if value and depth else None
    if isinstance(value, dict):
        known = names.plain_row(value)
        inner = (referred(one, depth - 1) for one in known.values() if isinstance(one, dict) and depth)
        return name_in(known, *names.REFERRED) or next(filter(None, inner), None)
    return name_in({"": value}, "")


def moment(row: Row, name: str) -> str | None:
    """A time as ISO 8601: seconds as number or text, dates as text in ISO's or in mail's form."""
    value = row.get(name)
    if isinstance(value, dict):  # as Mongo writes it
        return moment(value, "$date")
    if isinstance(value, str):
        if re.fullmatch(r"\d{9,13}(?:\.\d{0,9})?", value.strip()):
            return iso_time(float(value))
        if re.match(r"\w{3}, \d", value):
            try:
                return parsedate_to_datetime(value).isoformat()
            except (TypeError, ValueError):
                return None
        if not value[:4].isdigit():
            return time_of(value)
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e8:
        return None  # a number of days or a place in a film, not a time since 1970
    return time_in(row, name)


def number(row: Row, name: str) -> int | None:
    """A whole number, as number or text."""
    value = row.get(name)
    if isinstance(value, str):
        return round(float(value)) if NUMBER.fullmatch(value) else None
    return number_in(row, name)


def candidates(parent: str) -> Iterator[str]:
    """The ids that a message may mean by a parent: Reddit's dumps write `t1_` only before parents."""
    yield parent
    if KIND.match(parent):
        yield KIND.sub("", parent)


def _is_person_name(row: Row, name: str) -> bool:
    """Whether a field called `name` names a person: beside a title or as an id it names the thing."""
    return "title" not in row and KIND.match(name) is None and name != row.get("id")
