"""Tables of posts: CSV with a header, JSON lines, or a list of objects in JSON, their columns under usual names."""

import csv
import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, zip_longest

from argmap.datatypes import Thread
from argmap.errors import InputError
from argmap.readers.bounds import check_posts
from argmap.readers.clock import moment
from argmap.readers.drafts import NO_OPENING, UNREADABLE, Draft, Losses, answering, thread_of
from argmap.readers.fields import Row, iso_time, name_in, number_in, row_in, time_in
from argmap.readers.losses import with_losses
from argmap.readers.markup.composer import Body, Cited, cleaned
from argmap.readers.markup.html_text import html_body
from argmap.readers.messages.spoken import bare
from argmap.readers.quotes import MARKED
from argmap.settings import Settings

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "text": (
        *("text", "body", "content", "comment", "commentbody", "message", "post", "utterance", "selftext", "words"),
        *("commenttext", "statement", "response", "answer", "bodyhtml", "html"),
    ),
    "author": (
        *(
            "author",
            "authorname",
            "user",
            "username",
            "speaker",
            "interview",
            "interviewee",
            "participant",
            "respondent",
        ),
        *("by", "from", "sender", "poster", "displayname", "authorid", "name"),
    ),
    "id": ("id", "postid", "commentid", "messageid", "utteranceid", "fullname", "uid", "number", "no", "nr"),
    "reply_to": (
        *("replyto", "parent", "parentid", "inreplyto", "inreplytoid", "parentcommentid", "replytoid", "answers"),
    ),
    "created_at": (
        *("createdutc", "createdat", "created", "date", "time", "timestamp", "datetime", "postedat", "submittedat"),
    ),
    "score": ("score", "karma", "points", "likes", "upvotes", "ups", "votes"),
    "title": ("title", "subject", "topic"),
}
"""What a column of a field can be called, best first; capitals, blanks and underscores aside."""
DELIMITERS = ("\t", ",", ";", "|")
HEADER = re.compile(r"[^\W\d_][\w .#/()-]{0,39}")
NO_PARENT = {"", "0", "-1", "none", "null", "nan", "na", "root"}
LOOKED_AT = 20
"""Rows that tell whether lines with commas are a table."""
LISTS = ("comments", "messages", "utterances", "rows", "items", "data")
"""Names under which an object holds its rows."""
SURVEYS = ({"interview", "comment"}, {"agrees", "disagrees", "commentbody"})
"""Columns of Talk to the City and Polis: their rows are statements that answer nothing."""
ENTITY = re.compile(r"&(?:gt|lt|amp|quot|#39|#x27|nbsp);")
WORD = re.compile(r"[^\W\d_]{2,}")
SENTENCE = 5
"""Words from which a cell is taken for something said, whatever its column."""


def is_csv(text: str) -> bool:
    """Whether a text is a table with a header and more than one column."""
    return _delimiter(text) is not None


def from_csv(text: str, settings: Settings = Settings()) -> Thread:
    """The thread in a table.

    Raises:
        InputError: more rows than `settings.max_posts`; or no column is called like one that holds the words,
            and it asks which one does.
    """
    lines = text.lstrip("\ufeff").splitlines(keepends=True)
    csv.field_size_limit(max(len(text), 131_072))
    reader = csv.reader(lines, delimiter=_delimiter(text) or ",")
    try:
        header = next(reader)
        cells = [row for row in reader if any(row)]
    except csv.Error as error:
        raise InputError(f"a broken table ({error}); save it again", line=reader.line_num) from None
    rows = [dict(zip(header, row, strict=False)) for row in cells]
    return with_losses(from_rows(rows, header, settings=settings), spoken(header, cells))


def spoken(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The cells of a table that are words of people, whatever becomes of them: those of texts, and long ones."""
    text = columns_of(header).get("text", "")
    for row in rows:
        for name, cell in zip_longest(header, row[: max(len(row), len(header))], fillvalue=""):
            words = bare(cell)
            if len(words.split() if name == text else WORD.findall(words)) >= (2 if name == text else SENTENCE):
                yield words


def rows_of(document: object) -> list[Row] | None:
    """The rows of a JSON document that is a table: a list of objects, or an object that holds one; else None."""
    value = document
    if isinstance(document, dict):
        value = next((document[name] for name in LISTS if isinstance(document.get(name), list)), None)
    if not isinstance(value, list) or not value or not all(isinstance(row, dict) for row in value[:LOOKED_AT]):
        return None
    rows: list[Row] = [row for row in value if isinstance(row, dict)]
    return rows if any(rows[:LOOKED_AT]) else None


def from_rows(
    rows: Sequence[Row],
    header: Sequence[str] | None = None,
    *,
    lost: Losses | None = None,
    settings: Settings = Settings(),
) -> Thread:
    """The thread that rows make.

    Args:
        rows: in their order.
        header: the names of the columns; those of the first rows where None.
        lost: what is already known to be lost.
        settings: `max_posts` limits the rows.

    Raises:
        InputError: too many rows; or no column is called like one that holds the words; asks which one does.
    """
    check_posts(len(rows), settings)
    names = header or list(dict.fromkeys(name for row in rows[:LOOKED_AT] for name in row))
    columns = columns_of(names)
    if "text" not in columns:
        raise InputError(_question(names))
    losses: Losses = Losses(lost or {})
    drafts = _attached(list(_drafts(rows, columns, losses)), losses)
    title = next((found for row in rows[:1] if (found := name_in(row, columns.get("title", "")))), None)
    thread = thread_of(drafts, title=title, lost=losses)
    plain = {re.sub(r"[\W_]", "", name.lower()) for name in names}
    return thread if "reply_to" in columns or any(plain >= survey for survey in SURVEYS) else answering(thread)


def columns_of(names: Iterable[str]) -> dict[str, str]:
    """For each field the column that holds it, as far as there is one.

    >>> columns_of(["Comment ID", "User", "Body", "Parent_ID"])
    {'text': 'Body', 'author': 'User', 'id': 'Comment ID', 'reply_to': 'Parent_ID'}
    """
    plain = {re.sub(r"[\W_]", "", name.lower()): name for name in reversed(list(names))}
    found = {field: next((plain[n] for n in usual if n in plain), None) for field, usual in COLUMNS.items()}
    return {field: column for field, column in found.items() if column is not None}


def _delimiter(text: str) -> str | None:
    lines = list(islice((line for line in text.lstrip("\ufeff")[:200_000].splitlines(keepends=True)), LOOKED_AT * 5))
    return next((mark for mark in DELIMITERS if _is_header(lines, mark)), None)


def _is_header(lines: list[str], delimiter: str) -> bool:
    """Whether the first line names columns, in words that argmap knows or with rows of just that width below."""
    try:
        rows = list(islice((row for row in csv.reader(lines, delimiter=delimiter) if row), LOOKED_AT))
    except csv.Error:
        return False
    header = [cell.strip() for cell in rows[0]] if rows else []
    if len(header) < 2 or len({*header}) < len(header) or not all(HEADER.fullmatch(cell) for cell in header):
        return False
    known = columns_of(header)
    if "text" in known and len(known) > 1:
        return True
    widths = {len(row) for row in rows[1:-1] or rows[1:]}
    return len(rows) > 2 and widths == {len(header)} and (len(header) > 2 or delimiter == "\t")


def _question(names: Sequence[str]) -> str:
    shown = ", ".join(f'"{" ".join(cleaned(str(name)).split())[:30]}"' for name in names[:12])
    more = ", ..." if len(names) > 12 else ""
    return (
        f'a table with the columns {shown}{more}: which of them holds the words? Call it "text" '
        '(and the others "author", "id" and "reply_to" where there are such)'
    )


def _drafts(rows: Sequence[Row], columns: Mapping[str, str], losses: Losses) -> Iterator[Draft]:
    plain = re.sub(r"[\W_]", "", columns["text"].lower())
    for number, row in enumerate(rows, 1):
        text = row.get(columns["text"])
        if not isinstance(text, str):
            losses[UNREADABLE] += 1
            continue
        yield Draft(
            name_in(row, columns.get("id", "")) or f"row{number}",
            html_body(text) if plain.endswith("html") else words_of(text),
            author=_author(row, columns.get("author", "")),
            reply_to=name_in(row, columns.get("reply_to", "")),
            created_at=_time(row, columns.get("created_at", "")),
            score=_number(row, columns.get("score", "")),
            deleted=text.strip() in ("[deleted]", "[removed]"),
        )


def words_of(text: str) -> Body:
    """The words of a cell without what cannot be seen, its lines as they are; lines with `>` are quoted."""
    text = html.unescape(text) if ENTITY.search(text) else text
    words = "\n".join(map(cleaned, text.replace("\r\n", "\n").split("\n"))).strip()
    return Body(words, tuple(Cited(*found.span()) for found in MARKED.finditer(words)))


def _attached(drafts: list[Draft], losses: Losses) -> list[Draft]:
    """The drafts with what they answer named as those rows are: Reddit's dumps write `t1_` only before parents."""
    names = {draft.id for draft in drafts}
    found = []
    for draft in drafts:
        parent = draft.reply_to
        if parent is not None and parent not in names:
            short = parent[3:] if re.match(r"t\d_", parent) else parent
            if short in names:
                parent = short
            elif parent.lower() in NO_PARENT or parent.startswith("t3_"):
                losses[NO_OPENING] = int(losses[NO_OPENING] or parent.startswith("t3_"))
                parent = None
        found.append(draft.answering(parent))
    return found


def _author(row: Row, column: str) -> str | None:
    name = name_in(row, column) or name_in(row_in(row, column), "name", "username", "id")
    return None if name in ("[deleted]", "[removed]") else name


def _number(row: Row, column: str) -> int | None:
    value = row.get(column)
    if isinstance(value, str) and re.fullmatch(r"\s*[-+]?\d{1,12}(?:\.\d{0,9})?\s*", value):
        return round(float(value))
    return number_in(row, column)


def _time(row: Row, column: str) -> str | None:
    value = row.get(column)
    if isinstance(value, str) and re.fullmatch(r"\d{9,13}(?:\.\d{0,9})?", value.strip()):
        return iso_time(float(value))
    found = time_in(row, column)
    return found or (moment(value) if isinstance(value, str) else None)
