"""The words of a mail in parts: its own, what it quotes and whose that is, and the older mail below it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from argmap.readers.drafts import Losses
from argmap.readers.mail.attribution import RULE, Credit, credit_at_end, credit_at_start, header_block
from argmap.readers.markup.composer import Body, Composer

SIGNATURE = re.compile(r"-- ?$")
DEVICE = re.compile(
    r"(?:Sent from my \w|Sent from (?:Yahoo|Outlook|Mail|Proton)|Get Outlook for |Sent with \S+ ?\S* (?:secure|email))"
    r"[^\n]{0,80}$"
)
SCRUBBED = re.compile(r"-{6,} next part -{6,}$")
SCRUBBED_FIELD = re.compile(
    r"(?:An? .{0,40}was scrubbed\.\.\.|(?:Name|Type|Size|Desc|URL|Skipped content of type)\b.*)$"
)
LISTED = re.compile(r"[_-]{30,}$")
LIST_NAME = re.compile(r".{1,60} mailing list|.{0,60}(?:unsubscribe|listinfo)", re.IGNORECASE)
SIGNED = ("line", "a signature, or what a program or mailing list puts below a mail")
FULL = 58
"""Characters from which a line is taken to be broken for its width, as mail programs do at 72 or so."""
MOST_LINES_BELOW = 8
"""Lines of a list's notice below its rule."""


@dataclass(frozen=True, slots=True)
class Said:
    """Someone's words: lines without a mark are their own, `>` stands before what they quote."""

    author: str | None
    text: str
    created_at: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Lines of a mail that are its writer's own (`quoted` is None), or another's, their marks taken off.

    Attributes:
        lines: as they stand.
        quoted: whose they are, where they are another's.
        below: whether they are the whole older mail, which stands unmarked below the newer one.
    """

    lines: tuple[str, ...]
    quoted: Credit | None = None
    below: bool = False


NOBODY = Credit(None, None, 0)


def parts_of(text: str) -> list[Part]:
    """The parts of a mail in order, the lines that only say whose words come next left out."""
    lines = text.split("\n")
    cut, credit, rest = _older(lines)
    found = list(_quotations(lines[:cut]))
    if credit is not None:
        below = lines[rest:]
        if all(line.lstrip().startswith(">") for line in below if line.strip()):
            below = [_unmarked(line) for line in below]
        found.append(Part(tuple(below), credit, below=True))
    return found


def said_body(text: str, *, older: bool = True) -> Body:
    """The body of someone's words: quotations with the line that says whose they are.

    Args:
        text: their words.
        older: whether the mail below theirs is quoted as well.
    """
    composer = Composer()
    for part in parts_of(text):
        if part.quoted is None:
            _write(part.lines, composer)
        elif older or not part.below:
            composer.open_quote(part.quoted.author)
            _write(part.lines, composer)
            composer.close_quote()
    return composer.body()


def quoted_in(text: str) -> list[Said]:
    """For each person named, in order, the words that are quoted of them; the writer of the older mail comes first."""
    words: dict[str | None, list[Said]] = {}
    parts = parts_of(text)
    for part in sorted(parts, key=lambda part: not part.below):
        if part.quoted is not None and (part.quoted.author is not None or part.below):
            said = Said(part.quoted.author, "\n".join(part.lines), part.quoted.created_at)
            words.setdefault(part.quoted.author, []).append(said)
    return [replace(said[0], text="\n\n".join(one.text for one in said)) for said in words.values()]


def without_furniture(text: str, losses: Losses) -> str:
    """The words of a mail without signatures, notes of archives and notices of lists, their lines counted."""
    lines, kept, i = text.split("\n"), list[str](), 0
    while i < len(lines):
        end = _furniture(lines, i)
        if end == i:
            kept.append(lines[i])
            i += 1
            continue
        losses[SIGNED] += sum(bool(line.strip()) for line in lines[i:end])
        i = end
    return "\n".join(kept)


def _furniture(lines: Sequence[str], i: int) -> int:
    """The end of the furniture that begins at a line; the line itself where none does."""
    line = lines[i].rstrip()
    if SIGNATURE.fullmatch(lines[i]):
        return next((k for k in range(i + 1, len(lines)) if _speaks_again(lines, k)), len(lines))
    if DEVICE.match(line):
        return i + 1
    if SCRUBBED.match(line):
        end = i + 1
        while end < len(lines) and (SCRUBBED_FIELD.match(lines[end].strip()) or not lines[end].strip()):
            end += 1
        return end
    if LISTED.match(line) and any(LIST_NAME.match(below) for below in lines[i + 1 : i + 3]):
        end = next((k for k in range(i + 1, len(lines)) if not lines[k].strip()), len(lines))
        return min(end, i + MOST_LINES_BELOW)
    return i


def _speaks_again(lines: Sequence[str], k: int) -> bool:
    """Whether below a signature another's words begin at a line."""
    return (
        lines[k].startswith(">")
        or (lines[k][:1] in "-_‐F*B" and header_block(lines, k) is not None)
        or (lines[k].startswith(("On ", "Am ", "Le ")) and credit_at_start(lines[k : k + 4]) is not None)
        or SCRUBBED.match(lines[k]) is not None
    )


def _older(lines: Sequence[str]) -> tuple[int, Credit | None, int]:
    """Where the older mail below begins, whose it is, and where its words begin; the end where there is none."""
    last_mark = max((i for i, line in enumerate(lines) if line.lstrip().startswith(">")), default=-1)
    for i, line in enumerate(lines):
        plain = line.strip()
        if not plain or plain.startswith(">"):
            continue
        if RULE.match(plain) or plain.lstrip("*").startswith(("From:", "From :", "Von:", "De :", "De:")):
            if block := header_block(lines, i):
                return i, block[0], block[1]
        elif i > last_mark and plain.startswith(("On ", "Am ", "Le ")) and (i == 0 or not lines[i - 1].strip()):
            credit = credit_at_start(lines[i : i + 4])
            if credit is not None and any(below.strip() for below in lines[i + credit.lines :]):
                return i, credit, i + credit.lines
    return len(lines), None, len(lines)


def _quotations(lines: Sequence[str]) -> Iterator[Part]:
    credit: Credit | None = None
    for quoted, run in _runs(lines):
        if not quoted:
            found = credit_at_end(run)
            credit = found or credit
            own = run[: len(run) - found.lines] if found else run
            while own and (not own[-1].strip() or (found and RULE.match(own[-1].strip()))):
                own = own[:-1]
            yield Part(tuple(own))
            continue
        inner = _inner_credit(run)
        yield Part(tuple(run[inner.lines :]), inner if inner.lines else credit or NOBODY)
        credit = inner if inner.lines else credit


def _inner_credit(run: Sequence[str]) -> Credit:
    """Who is named within a quotation, above its words; nobody where a further quotation follows."""
    if block := header_block(run, 0):
        return Credit(block[0].author, block[0].created_at, block[1])
    found = credit_at_start(run)
    below = next((line for line in run[found.lines :] if line.strip()), ">") if found else ">"
    return found if found and not below.lstrip().startswith(">") else NOBODY


def _write(lines: Sequence[str], composer: Composer) -> None:
    """Lines as paragraphs; blank ones part them, and lines of full width go on in the next."""
    for line, following in zip_longest(lines, lines[1:], fillvalue=""):
        if line.strip(" \t>"):
            composer.words(line.rstrip())
            goes_on = len(line) >= FULL and following[:1].isalnum()
            composer.words(" ") if goes_on else composer.line_break()
        else:
            composer.end_block()
    composer.end_block()


def _runs(lines: Sequence[str]) -> Iterator[tuple[bool, list[str]]]:
    """The lines in runs that are quoted, with one mark taken off, or not."""
    run: list[str] = []
    state = False
    for line in lines:
        marked = line.lstrip().startswith(">")
        if marked != state and run:
            yield state, run
            run = []
        state = marked
        run.append(_unmarked(line) if marked else line)
    if run:
        yield state, run


def _unmarked(line: str) -> str:
    return re.sub(r"^[ \t]*> ?", "", line)
