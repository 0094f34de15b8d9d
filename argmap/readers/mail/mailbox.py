"""Mail: a message, a mailbox of them, or only the words of a reply with `>` before what it answers.

Where the messages that a reply quotes are not in the file, they are read out of its quotations: "On Monday Ann wrote:".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from argmap.datatypes import Thread
from argmap.readers.bounds import check_posts
from argmap.readers.drafts import Draft, thread_of
from argmap.readers.mail.message import Letter, read_letter
from argmap.readers.markup.composer import Body, Composer
from argmap.readers.paste.lines import split_lines
from argmap.readers.paste.marks import find_marks
from argmap.settings import Settings

FIELDS = (
    *("From", "To", "Cc", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "MIME-Version", "Received"),
    *("Return-Path", "Reply-To", "Delivered-To", "Sender", "DKIM-Signature", r"(?:X|List|Content)-[\w-]+"),
)
HEADERS = re.compile(rf"(?:(?:{'|'.join(FIELDS)}):[^\n]*\n(?:[ \t][^\n]*\n)*)+", re.IGNORECASE)
ENVELOPE = re.compile(r"^From \S+.{0,60}\d{4}.{0,10}\n(?=[\w-]+:)", re.MULTILINE)
NEXT = re.compile(r"\n\n(?=From: [^\n]+\n(?:[\w-]+:[^\n]*\n){1,20}\n)")
NAMED = re.compile(
    r"(?:On\b[^\n<>]{3,120}\d(?: ?[AP]M)?(?: \(?[A-Z]{3,4}\)?)?[,:]? )?"
    r"(?P<name>[^\s,<>:\"'][^\n<>:]{0,60}?|\"[^\"\n]{1,60}\")\s*(?:<[^>\n]*>)?\s*"
    r"(?:wrote|writes|said)(?: on [^:\n]{1,60})?:[ \t]*$"
)
CLIENT = re.compile(r"^[> \t]*On\b[^\n]{4,200}\b(?:wrote|writes|said):[ \t]*\n(?:[> \t]*\n)?[> \t]*>", re.MULTILINE)
"""What mail programs put before a quotation; people in forums write "X wrote:" without a date."""
DEEPEST = 20
FULL = 58
"""Characters from which a line is taken to be broken for its width, as mail programs do at 72 or so."""


@dataclass(frozen=True, slots=True)
class Said:
    """Someone's words: lines without a mark are their own, `>` stands before what they quote."""

    author: str | None
    text: str


def is_mail(text: str) -> bool:
    """Whether a text begins as a message or mailbox does."""
    start = ENVELOPE.match(text)
    found = HEADERS.match(text, start.end() if start else 0)
    names = {line.split(":")[0].lower() for line in (found[0] if found else "").split("\n") if ":" in line}
    return len(names & {"from", "subject", "date", "to", "message-id"}) >= (1 if start else 2)


def from_mail(text: str, settings: Settings = Settings()) -> Thread:
    """The thread in a message or mailbox.

    Raises:
        InputError: it holds no words, or more messages than `settings.max_posts`.
    """
    parts = _parts(text)
    check_posts(len(parts), settings)
    letters = [read_letter(part) for part in parts]
    title = re.sub(r"^(?:(?:re|fwd?|aw): *)+", "", letters[0].subject, flags=re.IGNORECASE)
    if len(letters) == 1:
        *quoted, last = _unrolled(Said(letters[0].author, letters[0].words), settings)
        return thread_of([*quoted, replace(last, created_at=letters[0].created_at)], title=title)
    return thread_of(_by_subject(list(_drafts(letters))), title=title)


def is_reply(text: str) -> bool:
    """Whether a text is a reply as mail programs write it, and not a thread with names before its posts."""
    return CLIENT.search(text) is not None and not any(mark.author for mark in find_marks(split_lines(text)))


def from_reply(text: str, settings: Settings = Settings()) -> Thread:
    """The thread that the quotations of a reply tell, the oldest words first.

    Raises:
        InputError: it holds no words, or those of more messages than `settings.max_posts`.
    """
    return thread_of(list(_unrolled(Said(None, text.replace("\r\n", "\n")), settings)))


def said_body(text: str) -> Body:
    """The body of someone's words: quotations with the line that says whose they are."""
    composer = Composer()
    author: str | None = None
    for quoted, lines in _runs(text.split("\n")):
        if quoted:
            composer.open_quote(author)
            _write(lines, composer)
            composer.close_quote()
            continue
        author = _named(lines)
        own = lines[: _own(lines)]
        _write(own, composer)
    return composer.body()


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
        run.append(re.sub(r"^[ \t]*> ?", "", line) if marked else line)
    if run:
        yield state, run


def _named(lines: Sequence[str]) -> str | None:
    """Whose words come next, where the last lines say so."""
    last = [line.strip() for line in lines if line.strip()][-2:]
    for text in (last[-1:], last):
        if found := NAMED.match(" ".join(text)):
            return found["name"].strip('" ')
    return None


def _own(lines: Sequence[str]) -> int:
    """How many of the lines are someone's own, without the "X wrote:" that ends them."""
    filled = [i for i, line in enumerate(lines) if line.strip()]
    if not filled or _named(lines) is None:
        return len(lines)
    alone = NAMED.match(lines[filled[-1]].strip()) and not lines[filled[-1]].strip().startswith(("wrote", "writes"))
    return filled[-1] if alone or len(filled) < 2 else filled[-2]


def _unrolled(last: Said, settings: Settings) -> Iterator[Draft]:
    """The messages in a reply, from the innermost quotation out; each answers the one that it quotes first."""
    found: list[tuple[Said, list[int]]] = []
    waiting: list[tuple[Said, int | None, int]] = [(last, None, 0)]
    while waiting:
        said, above, depth = waiting.pop(0)
        if above is not None:
            found[above][1].append(len(found))
        found.append((said, []))
        check_posts(len(found) + len(waiting), settings)
        if depth < DEEPEST:
            waiting += [(Said(name, text), len(found) - 1, depth + 1) for name, text in _quoted(said.text)]
    names = [f"m{len(found) - i}" for i in range(len(found))]
    for i in reversed(range(len(found))):
        said, answered = found[i]
        whose = {found[k][0].author: names[k] for k in answered}
        body = said_body(said.text)
        body = replace(body, quotes=tuple(replace(cited, post=whose.get(cited.author)) for cited in body.quotes))
        yield Draft(names[i], body, said.author, names[answered[0]] if answered else None)


def _quoted(text: str) -> list[tuple[str, str]]:
    """For each person named, in order, the words that are quoted of them."""
    words: dict[str, list[str]] = {}
    author: str | None = None
    for quoted, lines in _runs(text.split("\n")):
        if not quoted:
            author = _named(lines) or author
        elif author is not None:
            words.setdefault(author, []).append("\n".join(lines))
    return [(name, "\n\n".join(parts)) for name, parts in words.items()]


def _parts(text: str) -> list[str]:
    """The messages of a mailbox, each from its headers on."""
    text = text.replace("\r\n", "\n")
    return [part for part in ENVELOPE.split(text) if part.strip()] if ENVELOPE.match(text) else NEXT.split(text)


def _drafts(letters: Sequence[Letter]) -> Iterator[Draft]:
    """The messages as posts; each answers the nearest above it that is in the file."""
    known: set[str] = set()
    for number, letter in enumerate(letters, 1):
        name = letter.id or f"m{number}"
        above = next((answered for answered in reversed(letter.answered) if answered in known), None)
        yield Draft(
            name,
            said_body(letter.words),
            author=letter.author,
            reply_to=above or (letter.answered[-1] if letter.answered else None),
            created_at=letter.created_at,
        )
        known.add(name)


def _by_subject(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts; one that names nothing it answers answers the first, as messages under one subject do."""
    first = drafts[0].id
    return [draft if draft.reply_to or draft.id == first else draft.answering(first) for draft in drafts]
