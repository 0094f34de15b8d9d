"""The lines with which mail programs say whose words come next: "On Monday Ann wrote:", or a block of headers."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from email.utils import parseaddr, parsedate_to_datetime

from argmap.readers.clock import CLOCK, moment

SAYS = re.compile(
    r"(?P<head>.*\S)\s*(?<![^\W\d_])(?:wrote|writes|said)(?P<on> on [^\n]{1,60}?)?\s?:$"
    r"|(?P<old>.*\d.*<[^<>@\s]+@[^<>\s]+>):$"
)
SINCE_WHEN = r"(?:Am|Le|El|Il|Op|W dniu|Em)"
SAYS_ABROAD = r"(?:schrieb|a écrit|escribió|ha scritto|schreef|napisał|escreveu)"
FOREIGN = re.compile(
    rf"{SINCE_WHEN} (?P<when>.{{4,90}}?\d.{{0,20}}?),? {SAYS_ABROAD} ?(?P<name>.{{0,80}}):$"
    rf"|{SINCE_WHEN} (?P<since>.{{4,60}}\d), ?(?P<who>.{{1,80}}?) ?{SAYS_ABROAD} ?:$"
)
QUOTING = re.compile(r"(?:Quoting|Zitat von) (?P<name>.{1,80}):$|\* (?P<mutt>.{1,80}) \[(?P<when>.*\d.*)\]:?$")
WHEN = re.compile(
    rf"^On\b.*(?:{CLOCK}(?:[ ,]*(?:\([A-Z]{{2,5}}\)|[A-Z]{{2,5}}(?:[+-]\d{{1,4}})?(?=[ ,(<+-]|$)|[+-]\d{{4}}))*"
    r"|(?<![\w.])(?:19|20)\d\d\b|\d{1,2}[/.]\d{1,2}[/.]\d{2,4})(?:[,:;]|\s+at\b)*\s*"
)
WEEKDAY = re.compile(r"^On (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,?\s*")
ADDRESS = re.compile(r"[<\[(]\s*(?:mailto:)?([^<>\[\]()\s:@]+)@[^<>\[\]()\s]+\s*[>\])]|\b([\w.+-]+)@[\w-]+\.[\w.-]+")
NAME = re.compile(
    r"(?!(?:as|in|at|i|he|she|it|we|they|you|the|an?|this|that|who|and|but|so|if|when) )[^\W\d_@]", re.IGNORECASE
)
"""How a name begins, and a sentence ("As he said:") does not."""
LONGEST_NAME = 60
MOST_LINES = 4
"""Lines over which an attribution may be broken."""
RULE = re.compile(
    r"[-‐‑–_=*]{3,}(?: ?(?:original|forwarded|reply) (?:message|mail|appointment)(?: (?:from|by) .{0,60}?)?"
    r" ?[-‐‑–_=*]{2,})?$|begin forwarded message:?$",
    re.IGNORECASE,
)
FIELD = re.compile(
    r"\*{0,2}(?P<name>From|Sent|Date|To|Cc|Bcc|Subject|Reply-To|Importance|Organization|Message-ID|Von|Gesendet|An"
    r"|Betreff|Datum|De|Envoyé|À|Objet)\s?:\*{0,2}(?:\s+(?P<value>.*))?$",
    re.IGNORECASE,
)
ZONED = re.compile(r"^\w{3}, \d{1,2} \w{3} \d{4} \d{1,2}:\d\d(?::\d\d)? [+-]\d{4}")
WHO, SINCE = {"from", "von", "de"}, {"sent", "date", "gesendet", "datum", "envoyé"}
TO = {"to", "an", "à", "subject", "betreff", "objet"}


@dataclass(frozen=True, slots=True)
class Credit:
    """Whose words come next, when they were written, and how many lines say so; a `dated` one names a time."""

    author: str | None
    created_at: str | None
    lines: int
    dated: bool = True


def credit_at_end(lines: Sequence[str]) -> Credit | None:
    """The attribution that the last lines are, blank ones below them aside; `lines` of it counts those as well.

    >>> credit_at_end(["On Fri, Feb 24, 2012 at 10:19 AM, <ann@b.example>", "wrote:", ""])
    Credit(author='ann', created_at='2012-02-24T10:19:00', lines=3, dated=True)
    """
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    if not end or not lines[end - 1].rstrip().endswith((":", ": ")):
        return None
    for count in range(1, min(MOST_LINES, end) + 1):
        first = lines[end - count].strip()
        if not first:
            return None
        if found := credit_of(" ".join(line.strip() for line in lines[end - count : end])):
            above = lines[end - count - 1].strip() if end > count else ""
            if found.dated or not above.startswith("On "):
                return Credit(found.author, found.created_at, len(lines) - end + count, found.dated)
    return None


def credit_at_start(lines: Sequence[str]) -> Credit | None:
    """The dated attribution that the first lines are, blank ones above them aside."""
    begin = next((i for i, line in enumerate(lines) if line.strip()), 0)
    for count in range(1, min(MOST_LINES, len(lines) - begin) + 1):
        found = credit_at_end(lines[begin : begin + count])
        if found is not None and found.dated and found.lines == count:
            return Credit(found.author, found.created_at, begin + count)
    return None


def credit_of(text: str) -> Credit | None:
    """The attribution that a text is, its lines joined."""
    if len(text) > 300:
        return None
    if found := FOREIGN.match(text):
        name, when = found["name"] if found["when"] else found["who"], found["when"] or found["since"]
        return Credit(name_of(name), _day_of(when), 1)
    if found := QUOTING.match(text):
        return Credit(name_of(found["name"] or found["mutt"]), _day_of(found["when"] or ""), 1)
    found = SAYS.match(text)
    if found is None:
        return None
    head = found["head"] or found["old"]
    when = WHEN.match(re.sub(r"[<\[(](?=[^<>\[\]()]*@).*", lambda rest: "\0" * len(rest[0]), head))
    day = when or WEEKDAY.match(head)
    if head.startswith("On ") and day is None:
        return None
    name = head[day.end() :] if day else re.sub(r"^\d{4}-\d\d-\d\d \S+(?: (?:GMT|UTC)?[+-]\S+)?:? ", "", head)
    author = name_of(name)
    if author is None or (day is None and (len(author.split()) > 6 or not _may_be_name(author))):
        return None
    dated = when is not None or bool(found["on"] or found["old"])
    return Credit(author, _day_of(head[: when.end()] if when else found["on"] or found["old"] or ""), 1, dated)


def name_of(text: str) -> str | None:
    """The name in what mail programs write of a person; the local part of the address where there is no name.

    >>> name_of('"Quill, Nora" <nora@b.example>'), name_of("<nora@b.example>"), name_of("nora@b.example (Nora Q)")
    ('Quill, Nora', 'nora', 'Nora Q')
    """
    text = re.sub(
        r"^(\S+) at (?=[\w-]+\.[\w.-]+(?: \(|$))", r"\1@", text.strip().strip("*").strip()
    )  # as archives hide them
    local = ADDRESS.search(text)
    inner = re.search(r"@\S+ \(([^()@]{2,60})\)", text)
    name = inner[1] if inner else ADDRESS.sub(" ", text)
    name = re.sub(r"\bvia .*$|\[mailto:.*|[<>\[]\s*$|\(\s*\)", "", " ".join(name.split())).strip(" ,;\"'<>")
    return name[:LONGEST_NAME] or ((local[1] or local[2]) if local else None)


def header_block(lines: Sequence[str], at: int) -> tuple[Credit, int] | None:
    """The block of From, Sent, To and Subject at a line, with the rule above it, and the index of the line below it."""
    i = at
    while i < len(lines) and i - at < 3 and (not lines[i].strip() or RULE.match(lines[i].strip())):
        i += 1
    fields: dict[str, str] = {}
    first = i
    while i < len(lines) and (found := FIELD.match(lines[i].strip())):
        fields[found["name"].lower()] = (found["value"] or "").strip()
        i += 1
        while (
            i < len(lines) and len(lines[i].strip()) > 1 and lines[i][0] in " \t" and not FIELD.match(lines[i].strip())
        ):
            i += 1  # a long value goes on
    who = next((value for name, value in fields.items() if name in WHO), None)
    if who is None or first == i or len(fields) < 3 or not (fields.keys() & SINCE and fields.keys() & TO):
        return None
    when = next(value for name, value in fields.items() if name in SINCE)
    return Credit(name_of(who) or parseaddr(who)[1] or None, _day_of(when, month_first=True), i - at), i


def _day_of(text: str, *, month_first: bool = False) -> str | None:
    """The time in a text that names its day."""
    if ZONED.search(text):
        with suppress(ValueError, TypeError, IndexError, OverflowError):
            return parsedate_to_datetime(text).isoformat()
    found = moment(text, month_first=month_first)
    return found if found and "-" in found else None


def _may_be_name(text: str) -> bool:
    return NAME.match(text) is not None and not re.search(r"[:;!?]|\.\s", text)
