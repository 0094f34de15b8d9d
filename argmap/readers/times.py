"""Times as pages write them for people, in English: ISO 8601 without a zone, since a page seldom tells its zone."""

import re
from datetime import datetime

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?\s*(?P<half>[ap]\.?m)?"
DAYS = (
    r"(?P<month>[A-Z][a-z]{2,8})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})",
    r"(?P<day>\d{1,2})\.? (?P<month>[A-Z][a-z]{2,8})\.?,? (?P<year>\d{4})",
    r"(?P<month>\d{1,2})[-/](?P<day>\d{1,2})[-/](?P<year>\d{4})",
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
)
TIMES = tuple(
    re.compile(form, re.IGNORECASE)
    for day in DAYS
    for form in (rf"{day}(?:[,\s]+(?:at\s+)?{CLOCK})?", rf"{CLOCK},? {day}")
)
"""A day with a clock time after it, or before it."""
ZULU = re.compile(r"\((?:UTC|GMT)\)")


def time_of(text: str) -> str | None:
    """The time in a text, to the day where it tells no more; months and days as Americans order them.

    >>> time_of("Posted: Mon Mar 03, 2025 3:00 pm"), time_of("15:00, 3 March 2025 (UTC)"), time_of("03-03-2025")
    ('2025-03-03T15:00:00', '2025-03-03T15:00:00Z', '2025-03-03')
    """
    found = [match for form in TIMES if (match := form.search(text))]
    best = max(found, key=lambda match: (match["hour"] is not None, len(match[0])), default=None)
    if best is None:
        return None
    month = best["month"]
    number = (
        int(month)
        if month.isdigit()
        else next((n for n, name in enumerate(MONTHS, 1) if month.lower().startswith(name)), 0)
    )
    hour = int(best["hour"] or 0)
    if best["half"]:
        hour = hour % 12 + (12 if best["half"].lower().startswith("p") else 0)
    try:
        moment = datetime(
            int(best["year"]), number, int(best["day"]), hour, int(best["minute"] or 0), int(best["second"] or 0)
        )
    except ValueError:
        return None
    if best["hour"] is None:
        return moment.date().isoformat()
    return moment.isoformat() + ("Z" if ZULU.search(text) else "")
