"""The words that people wrote in mails, found without the reader: what its posts are held against."""

import re
from collections.abc import Iterable, Iterator

from argmap.readers.mail.attribution import FIELD, RULE

MARKS = re.compile(r"^[ \t]*(?:> ?)+", re.MULTILINE)
SAYS = r"(?:wrote|writes|said|schrieb|a écrit|escribió|ha scritto|schreef|napisał|escreveu)"
CREDIT = re.compile(
    rf"^(?:(?:On|Am|Le|El|Il|Op|Em)\b[^\n]{{4,200}}?(?:\n[^\n]{{0,100}}?){{0,3}}?{SAYS}[^\n:]{{0,60}}:[ \t]*$"
    rf"|[^\n]{{1,90}}\b{SAYS}(?: on [^\n]{{1,60}})? ?:[ \t]*$|[^\n]{{0,60}}<[^<>@\s]+@[^<>\s]+>:[ \t]*$"
    r"|(?:Quoting|Zitat von|\* )[^\n]{1,100}:[ \t]*$)",
    re.MULTILINE,
)
BLANK = re.compile(r"\n\s*\n")


def spoken_in(mails: Iterable[str]) -> Iterator[str]:
    """The paragraphs of mails without marks of quotation, header fields, and lines that say who wrote what is quoted.

    Args:
        mails: the words of each, without what programs put below them.
    """
    for mail in mails:
        for paragraph in BLANK.split(CREDIT.sub("\n", MARKS.sub("", mail))):
            lines = [line.strip() for line in paragraph.split("\n")]
            kept = [line for line in lines if not (FIELD.match(line) or RULE.match(line))]
            yield "\n".join(kept)
