"""Mail: a message, a mailbox of them, or only the words of a reply with `>` before what it answers.

Where the messages that a reply quotes are not in the file, they are read out of its quotations: "On Monday Ann wrote:".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from argmap.datatypes import Thread
from argmap.errors import InputError
from argmap.readers.bounds import check_posts
from argmap.readers.drafts import Draft, Losses, thread_of
from argmap.readers.losses import with_losses
from argmap.readers.mail.attribution import header_block
from argmap.readers.mail.message import Letter, read_letter
from argmap.readers.mail.parts import Said, quoted_in, said_body, without_furniture
from argmap.readers.mail.spoken import spoken_in
from argmap.readers.mail.threads import by_thread, in_time
from argmap.readers.paste.lines import split_lines
from argmap.readers.paste.marks import find_marks
from argmap.settings import Settings

HEADERS = re.compile(r"(?:[!-9;-~]{1,76}:[^\n]*\n(?:[ \t][^\n]*\n)*)+(?=\n|\Z)")
"""A run of header fields, as RFC 5322 spells them, up to a blank line."""
SEPARATOR = re.compile(r"^From(?: [^\n]*)?\n(?=[!-9;-~]{1,76}:)", re.MULTILINE)
ESCAPED = re.compile(r"^>(>*From )", re.MULTILINE)
"""A line of a message that a mailbox would take for a separator."""
NEXT = re.compile(r"\n\n(?=[A-Z][\w-]{1,60}:[^\n]*\n)")
KNOWN = {"subject", "date", "to", "message-id", "sent"}
OWN = {"message-id", "in-reply-to", "references", "mime-version", "received"}
"""Fields that programs write above a message, and people do not above one that they pass on."""
BLOCK = re.compile(r"\s*(?:\*?(?:From|Von|De) ?:|[-‐‑–_]{3,}|Begin forwarded message)")
CLIENT = re.compile(
    r"^[> \t]*(?:On|Am|Le)\b[^\n]{4,200}?(?:\n[> \t]*[^\n]{0,100}?){0,2}"
    r"(?:\b|(?<=>))(?:wrote|writes|said|schrieb|a écrit)(?: ?[^\n:]{0,60})? ?:[ \t]*\r?\n(?:[> \t]*\r?\n)?[> \t]*>",
    re.MULTILINE,
)
"""What mail programs put before a quotation; people in forums write "X wrote:" without a date."""
UNMARKED = re.compile(r"^On\b[^\n]{4,100}\d[^\n]{0,80}<[^<>\s]+@[^<>\s]+>\s*wrote:", re.MULTILINE)
DEEPEST = 20
MOST_NAMED = 8
"""Threads of a mailbox that the question which to read names."""


def is_mail(text: str) -> bool:
    """Whether a text begins as a message or mailbox does: with a run of fields that holds From and two more."""
    text = text[:200_000].replace("\r\n", "\n")
    start = SEPARATOR.match(text)
    names = field_names(text, start.end() if start else 0)
    if start:
        return "from" in names or len(names & KNOWN) > 1
    return "from" in names and len(names) > 2 and bool(names & KNOWN)


def field_names(text: str, at: int) -> set[str]:
    """The names of the header fields in the run of them that begins at an offset, small."""
    found = HEADERS.match(text, at)
    lines = (found[0] if found else "").split("\n")
    return {line.split(":")[0].lower() for line in lines if ":" in line and line[:1] not in " \t"}


def from_mail(text: str, settings: Settings = Settings(), *, which: int | None = None) -> Thread:
    """The thread in a message or mailbox.

    Args:
        text: the whole file.
        settings: `max_posts` limits the messages.
        which: of a mailbox of several threads the number of one, from 1.

    Raises:
        InputError: it holds no words, more messages than `settings.max_posts`, or several threads, none of them named.
    """
    letters = _chosen(letters_in(text), which)
    check_posts(len(letters), settings)
    losses: Losses = Losses()
    words = [without_furniture(letter.words, losses) for letter in letters]
    if len(letters) == 1:
        said = Said(letters[0].author, words[0], letters[0].created_at)
        thread = thread_of(_unrolled(said, settings), title=letters[0].title, lost=losses)
    else:
        thread = thread_of(_by_subject(list(_drafts(letters, words))), title=letters[0].title, lost=losses)
    beside = [without_furniture(letter.beside, Losses()) for letter in letters]
    return with_losses(thread, spoken_in([*words, *beside]))


def letters_in(text: str) -> list[Letter]:
    """The messages of a mailbox, in its order."""
    return [read_letter(part) for part in _parts(text.replace("\r\n", "\n"))]


def _chosen(letters: Sequence[Letter], which: int | None) -> list[Letter]:
    """The messages of one thread, the oldest first.

    Raises:
        InputError: there are several threads, and none or one that is not there is asked for.
    """
    threads = by_thread(letters)
    if which is not None and not 1 <= which <= len(threads):
        raise InputError(f"a mailbox of {len(threads)} threads; there is no number {which}")
    if which is None and len(threads) > 1:
        shown = "; ".join(f'{i} "{one[0].title[:60]}" ({len(one)})' for i, one in enumerate(threads[:MOST_NAMED], 1))
        more = "; ..." if len(threads) > MOST_NAMED else ""
        raise InputError(
            f"a mailbox of {len(threads)} threads: {shown}{more}; name one by its number, as in FILE#2, "
            "or map all with `argmap corpus FILE`"
        )
    return in_time(threads[(which or 1) - 1])


def is_reply(text: str) -> bool:
    """Whether a text is a reply as mail programs write it, and not a thread with names before its posts."""
    lines = [line.lstrip("> \t") for line in text.replace("\r\n", "\n").split("\n")]
    blocks = (i for i, line in enumerate(lines) if BLOCK.match(line))
    if any(header_block(lines, i) for i in blocks) or UNMARKED.search(text):
        return True
    return CLIENT.search(text) is not None and not any(mark.author for mark in find_marks(split_lines(text)))


def from_reply(text: str, settings: Settings = Settings()) -> Thread:
    """The thread that the quotations of a reply tell, the oldest words first.

    Raises:
        InputError: it holds no words, or those of more messages than `settings.max_posts`.
    """
    losses: Losses = Losses()
    words = without_furniture(text.replace("\r\n", "\n"), losses)
    return with_losses(thread_of(_unrolled(Said(None, words), settings), lost=losses), spoken_in([words]))


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
            waiting += [(inner, len(found) - 1, depth + 1) for inner in quoted_in(said.text)]
    names = [f"m{len(found) - i}" for i in range(len(found))]
    for i in reversed(range(len(found))):
        said, answered = found[i]
        whose = {found[k][0].author: names[k] for k in answered}
        body = said_body(said.text, older=len(found) == 1 or not answered)
        body = replace(body, quotes=tuple(replace(cited, post=whose.get(cited.author)) for cited in body.quotes))
        yield Draft(names[i], body, said.author, names[answered[0]] if answered else None, said.created_at)


def _parts(text: str) -> list[str]:
    """The messages of a mailbox, each from its headers on."""
    if SEPARATOR.match(text):
        starts = [found for found in SEPARATOR.finditer(text) if _begins(text, found)]
        ends = [*(found.start() for found in starts[1:]), len(text)]
        parts = (text[found.end() : end].rstrip("\n") + "\n" for found, end in zip(starts, ends, strict=True))
        return [ESCAPED.sub(r"\1", part) for part in parts]
    starts_at = [found.end() for found in NEXT.finditer(text) if field_names(text, found.end()) >= {"from", "date"}]
    starts_at = [at for at in starts_at if field_names(text, at) & OWN]
    return [text[a:b] for a, b in zip([0, *starts_at], [*starts_at, len(text)], strict=True)]


def _begins(text: str, separator: re.Match[str]) -> bool:
    """Whether a message begins below a line with "From": header fields stand there, and a blank line above."""
    at = separator.start()
    if at and not text.startswith("\n", at - 2) and at > 1:
        return False
    names = field_names(text, separator.end())
    return "from" in names or len(names & (KNOWN | OWN)) > 1


def _drafts(letters: Sequence[Letter], words: Sequence[str]) -> Iterator[Draft]:
    """The messages as posts; each answers the nearest above it that is in the file."""
    known = {letter.id for letter in letters}
    for number, (letter, text) in enumerate(zip(letters, words, strict=True), 1):
        above = next((name for name in reversed(letter.answered) if name in known and name != letter.id), None)
        yield Draft(
            letter.id or f"m{number}",
            said_body(text),
            author=letter.author,
            reply_to=above or (letter.answered[-1] if letter.answered else None),
            created_at=letter.created_at,
        )


def _by_subject(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts; one that names nothing it answers answers the first, as messages under one subject do."""
    first = drafts[0].id
    return [draft if draft.reply_to or draft.id == first else draft.answering(first) for draft in drafts]
