"""Times as people and programs write them in text -> ISO 8601."""

import re
from datetime import datetime

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
CLOCK = r"\d{1,2}:\d\d(?::\d\d)?(?:[\s\u202f]?[AaPp]\.?[\s\u202f]?[Mm]\b\.?)?"
DAY = (
    r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\.?[ -](?:of )?{MONTH},?[ -]\d{{4}}"
    rf"|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
    r"|\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d\d))\b"
)
"""A day in figures or with the name of its month, as a pattern without groups."""
MOMENT = rf"(?:{DAY}(?:,? (?:at )?|T|, )?(?:{CLOCK})?|{CLOCK}(?:, | on | ){DAY})"
ISO = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})\b")
DAY_FIRST = re.compile(
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\.?[ -](?:of )?(?P<name>{MONTH}),?[ -](?P<year>\d{{4}})", re.I
)
MONTH_FIRST = re.compile(rf"(?P<name>{MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})", re.I)
FIGURES = re.compile(r"(?P<a>\d{1,2})(?P<sign>[/.-])(?P<b>\d{1,2})(?P=sign)(?P<year>\d{4}|\d\d)\b")
HOURS = re.compile(
    r"(?<![\d:])(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?(?:[\s\u202f]?(?P<half>[ap])\.?[\s\u202f]?m\b)?",
    re.IGNORECASE,
)
ZULU = re.compile(r"\d(?:\.\d+)?Z\b|\(?\b(?:UTC|GMT)\b(?![+-])|\+00:?00\b")


def moment(text: str, *, month_first: bool = False) -> str | None:
    """The time that a text names, as far as it does: a day with or without a clock, or a clock alone.

    Args:
        text: holds one time, with words around it or none.
        month_first: whether `3/4/25` is of March, where its figures leave that open.

    >>> moment("Monday, 3 March 2025 5:02 p.m."), moment("Mar 3, 2025 at 10:02"), moment("15:02, 3 March 2025 (UTC)")
    ('2025-03-03T17:02:00', '2025-03-03T10:02:00', '2025-03-03T15:02:00Z')
    >>> moment("3/4/25, 3:01 PM"), moment("[15:01]"), moment("soon")
    ('2025-04-03T15:01:00', '15:01:00', None)
    """
    day, clock = _day(text, month_first), _clock(text)
    if day is None:
        return clock
    return f"{day}T{clock}{'Z' if ZULU.search(text) else ''}" if clock else day


def _day(text: str, month_first: bool) -> str | None:
    found = ISO.search(text) or DAY_FIRST.search(text) or MONTH_FIRST.search(text)
    if found is not None:
        parts = found.groupdict()
        month = int(parts["month"]) if parts.get("month") else MONTHS.index(parts["name"][:3].lower()) + 1
        return _date(int(parts["year"]), month, int(parts["day"]))
    found = FIGURES.search(text)
    if found is None:
        return None
    first, second, year = int(found["a"]), int(found["b"]), int(found["year"])
    day, month = (second, first) if (month_first or second > 12) and first <= 12 else (first, second)
    return _date(year + 2000 if year < 100 else year, month, day)


def _date(year: int, month: int, day: int) -> str | None:
    try:
        return datetime(year, month, day).date().isoformat()
    except ValueError:
        return None


def _clock(text: str) -> str | None:
    found = HOURS.search(text)
    if found is None:
        return None
    hour, half = int(found["hour"]), (found["half"] or "").lower()
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    minute, second = int(found["minute"]), int(found["second"] or 0)
    return f"{hour:02}:{minute:02}:{second:02}" if hour < 24 and minute < 60 and second < 61 else None
