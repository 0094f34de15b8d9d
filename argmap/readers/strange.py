"""Text that is no discussion as it stands: marked-up documents, data and code, which must not become claims."""

import json
import re

from argmap.errors import InputError

WRITTEN = "; argmap reads threads as JSON, CSV, mail, a saved page or plain text"
FORMATS = (
    (re.compile(r"\{\\rtf"), "a document in Rich Text Format: save it as plain text (.txt) or Word (.docx)"),
    (re.compile(r"%PDF-"), "a PDF: copy its text into a file"),
    (re.compile(r"%!PS"), "a PostScript document: copy its text into a file"),
    (re.compile(r"\\documentclass|\\begin\{document\}"), "a LaTeX document: copy the words out of its pages"),
    (re.compile(r"BEGIN:V(?:CALENDAR|CARD)"), "a calendar or address card, not a discussion"),
    (re.compile(r"diff --git |--- a/.*\n\+\+\+ b/"), "a patch: give the discussion of it, such as `gh pr view --json`"),
    (re.compile(r"<\?xml\b|<!DOCTYPE\s|<[a-z][\w:.-]*\s+[\w:-]+\s*=\s*[\"'][^<>]*>|<([a-z][\w:.-]*)\s*>(?=[\s\S]*</\1\s*>)",
                re.IGNORECASE),
     "mark-up of a kind that argmap does not read: save the page whole, or export it as JSON or as a feed"),
)  # fmt: skip
"""How documents begin that look like text, and what to do with each."""
DATA = re.compile(r"(?:(?:var|let|const|window\.)\s*)?[\w.$]+\s*(?:=|\()\s*(?=[\[{])")
CODE_LINE = re.compile(r"(?:.*[;{}]|#include .*|(?:import|from) [\w.]+.*|(?:def|class) \w+.*:|\}\)?;?)\s*$")
LOOKED_AT = 20_000
"""Characters in which a document shows what it is."""
LEAST_LINES, MOST_CODE = 6, 0.6
"""Lines from which a text can be told to be code, and the share of them that must look so."""


def unwrapped(text: str) -> str | None:
    """The JSON in a text that is all JSON, or a script that does nothing but hold it; None where it is neither."""
    found = DATA.match(text.lstrip()[:200])
    inner = text.strip()[found.end() :].rstrip("; \n\t)") if found else text.strip()
    if inner[:1] not in ("{", "[") or inner[-1:] not in ("}", "]"):
        return None
    try:
        json.loads(inner)
    except (ValueError, RecursionError):
        return None
    return inner


def refuse_strange(text: str) -> None:
    """Nothing, for text that people wrote.

    Raises:
        InputError: it is mark-up, data or code; names what it is, and what to give instead.
    """
    start = text.lstrip()[:LOOKED_AT]
    for form, what in FORMATS:
        if form.match(start):
            raise InputError(what + WRITTEN)
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) >= LEAST_LINES and sum(map(bool, map(CODE_LINE.match, lines))) >= MOST_CODE * len(lines):
        raise InputError("code, not a discussion" + WRITTEN)
