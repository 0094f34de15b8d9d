"""Outside formats -> Thread; which format a file has is told by what is in it, never by its name."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from argmap.datatypes import Thread
from argmap.errors import InputError
from argmap.readers.bounds import check_lines, check_posts
from argmap.readers.decode import decode, read_bytes
from argmap.readers.drafts import Losses
from argmap.readers.language import with_languages
from argmap.readers.messages.conversations import ask_which, chosen, conversations_of
from argmap.readers.native import from_native, is_native, read_json
from argmap.readers.paste.plain import from_plain
from argmap.readers.strange import refuse_strange, unwrapped
from argmap.settings import Settings

__all__ = ["FORMATS", "count_threads", "is_address", "parse_thread", "read_thread"]

DEFAULTS = Settings()
JSON_START = re.compile(r'\s*(?:\{\s*["}]|\[\s*[\[{\]])')
"""How JSON begins that can hold a thread; other text in brackets is plain."""
FORMATS = (
    "LessWrong, EA Forum, Alignment Forum: GraphQL JSON, the Markdown API, saved pages; saved GreaterWrong pages",
    "Reddit: the `.json` of a thread, dumps (Pushshift, Arctic Shift); saved pages (old and new)",
    "Hacker News: Algolia's and Firebase's JSON; saved pages",
    "Discourse: the JSON of a topic (`/t/ID.json`) or of posts (`/posts.json`); saved pages",
    "GitHub: issues, pull requests with their reviews, discussions (REST, GraphQL, `gh`)",
    "Stack Exchange, Lobsters, Lemmy, Mastodon, Bluesky: what their APIs answer; YouTube: comments by yt-dlp",
    "chats: Discord (DiscordChatExporter), Slack, Telegram, Zulip",
    "any other JSON with messages in it, ConvoKit's `utterances.jsonl` among them: nested replies, paths, references",
    "saved pages of Stack Exchange, phpBB, XenForo, vBulletin, MyBB, SMF, wikis, and any with schema.org or comments",
    "exports of Disqus (XML) and WordPress (WXR); comment feeds (RSS, Atom)",
    "mail: messages, mailboxes (Takeout, Pipermail), and replies with what they quote or leave below, as Outlook does",
    "chats as text: WhatsApp, IRC, Telegram, Slack, Zoom; transcripts: WebVTT, SRT, lines with a clock and a name",
    "copied pages of GitHub, Stack Exchange, LessWrong, Reddit, Wikipedia's talk pages; Discourse's `/raw/ID`",
    "Markdown with a speaker a heading, a bold name or an item of a nested list; MediaWiki source of talk pages",
    "tables: CSV, JSON lines and lists in JSON, with columns such as `author`, `reply_to` and `text`",
    "Word documents (.docx) with their comments, and the text of PDFs, with python-docx and pypdf installed",
    "plain text, such as a page that was copied",
    "argmap's own JSON (`argmap-thread/1`)",
)
"""What is read, a line each, for people."""
NUMBERED = re.compile(r"(?P<path>.+)#(?P<part>\d{1,6})")
NEAREST = "give the API's answer with the messages in it, or the page as text"


def read_thread(source: str | Path, *, settings: Settings = DEFAULTS) -> Thread:
    """The thread in a file, or at a web address.

    Args:
        source: a path, an address that begins with `http://` or `https://`, or `-` for standard input. `FILE#2` is the
            second thread of a mailbox, or the second conversation of a ConvoKit corpus, whose folder counts as a file.
        settings: `max_bytes`, `max_lines` and `max_posts` limit what is read.

    Raises:
        InputError: it cannot be had, opened or read as a thread; one line that says what to do.
    """
    if isinstance(source, str) and is_address(source):
        from argmap.readers.web.fetch import fetch_thread

        return with_languages(fetch_thread(source, settings=settings))
    name = "standard input" if source == "-" else str(source)
    path, part = _part_of(source)
    data = read_bytes(path, settings=settings)
    if part is None and Path(path).is_dir():
        try:
            ask_which(count_threads(data, settings=settings))
        except InputError as error:
            raise InputError(error.problem, source=name) from None
    thread = parse_thread(data, name=name, settings=settings, part=part)
    stem = "" if source == "-" else Path(source).stem
    return replace(thread, id=stem) if stem and thread.id == "thread" else thread


def _part_of(source: str | Path) -> tuple[str | Path, int | None]:
    """The path in `FILE#2`, and its number; None where the file itself is called so, or there is none."""
    found = NUMBERED.fullmatch(str(source))
    if found is None or Path(source).exists():
        return source, None
    return found["path"], int(found["part"])


def is_address(source: str) -> bool:
    """Whether a source is a web address rather than the name of a file."""
    return source[:8].lower().startswith(("http://", "https://"))


def count_threads(data: bytes, *, settings: Settings = DEFAULTS) -> int:
    """How many threads the bytes of a file hold: 1, but for a mailbox or a corpus of several."""
    from argmap.readers.feeds.read import is_feed, threads_in
    from argmap.readers.json_lines import is_json_lines, read_json_lines
    from argmap.readers.mail.mailbox import is_mail, letters_in
    from argmap.readers.mail.threads import by_thread

    try:
        text = decode(data, name="", settings=settings)
    except InputError:
        return 1
    if is_json_lines(text):
        try:
            return len(conversations_of(read_json_lines(text)[0])) or 1
        except InputError:
            return 1
    if is_feed(text):
        try:
            return len(threads_in(text)) or 1
        except InputError:
            return 1
    return len(by_thread(letters_in(text))) if is_mail(text) else 1


def parse_thread(data: bytes, *, name: str = "", settings: Settings = DEFAULTS, part: int | None = None) -> Thread:
    """The thread in the bytes of a file of any format that is read; text of no known format is a paste.

    Args:
        data: the whole file.
        name: what error messages call it.
        settings: `max_bytes`, `max_lines` and `max_posts` limit its size.
        part: the number of one of several threads in it, from 1.

    Raises:
        InputError: empty, binary, too long, broken, or of a format that is not read.
    """
    try:
        found = _opened(data, name, settings)
        thread = found if isinstance(found, Thread) else _parsed(found, name, settings, part)
        check_posts(len(thread.posts), settings)
        return thread
    except InputError as error:
        raise InputError(error.problem, source=name, line=error.line) from None


def _opened(data: bytes, name: str, settings: Settings) -> str | Thread:
    """The text of a file; of a Word document with comments the thread."""
    if data.startswith((b"%PDF-", b"PK\x03\x04")) and len(data) <= settings.max_bytes:
        from argmap.readers.documents import text_of

        found = text_of(data, settings.max_bytes)
        if found is not None:
            return with_languages(found) if isinstance(found, Thread) else found
    return decode(data, name=name, settings=settings)


def _parsed(text: str, name: str, settings: Settings, part: int | None) -> Thread:
    if JSON_START.match(text):
        return _json(text, name, settings, part)
    if (inner := unwrapped(text)) is not None:
        return _json(inner, name, settings, part)
    return with_languages(_reader(text, settings, part)(text))


def _reader(text: str, settings: Settings, part: int | None) -> Callable[[str], Thread]:
    """What reads a text that is not JSON. Parsers are imported when a text needs them."""
    from argmap.readers.feeds.read import from_feed, is_feed
    from argmap.readers.markup.page import is_page

    if is_feed(text):
        return partial(from_feed, settings=settings, which=part)
    if is_page(text):
        from argmap.readers.sites.pages import from_page

        return from_page
    from argmap.readers.mail.mailbox import from_mail, from_reply, is_mail, is_reply
    from argmap.readers.sites.lesswrong_markdown import from_lesswrong_markdown, is_lesswrong_markdown
    from argmap.readers.sites.pages import from_archive, is_archive
    from argmap.readers.tables import from_csv, is_csv
    from argmap.readers.turns.raw_topic import from_raw_topic, is_raw_topic
    from argmap.readers.turns.subtitles import from_subtitles, is_subtitles
    from argmap.readers.turns.wikitext import from_wikitext, is_wikitext

    choices: tuple[tuple[Callable[[str], bool], Callable[[str], Thread]], ...] = (
        (is_lesswrong_markdown, from_lesswrong_markdown),
        (is_archive, from_archive),
        (is_mail, partial(from_mail, settings=settings, which=part)),
        (is_raw_topic, partial(from_raw_topic, settings=settings)),
        (is_subtitles, partial(from_subtitles, settings=settings)),
        (is_wikitext, partial(from_wikitext, settings=settings)),
        (is_csv, partial(from_csv, settings=settings)),
    )
    if found := next((read for recognised, read in choices if recognised(text)), None):
        return found
    refuse_strange(text)
    check_lines(text, settings)
    return partial(from_reply if is_reply(text) else from_plain, settings=settings)


def _json(text: str, name: str, settings: Settings, part: int | None) -> Thread:
    from argmap.readers.json_lines import is_json_lines, read_json_lines

    if is_json_lines(text):
        rows, lost = read_json_lines(text)
        rows = chosen(rows, part)
        return _weighed(_discussion(rows, settings=settings, lost=lost), rows)
    document = read_json(text, name=name)
    if is_native(document):
        return from_native(document, name=name, settings=settings)
    return _weighed(_discussion(document, name=name, settings=settings), document)


def _discussion(document: object, *, settings: Settings, lost: Losses | None = None, name: str = "") -> Thread:
    """The thread in a parsed JSON document of any kind that is read but argmap's own.

    Args:
        document: what a JSON parser gave; a list of several answers of one API counts as one document.
        settings: `max_posts` limits its length.
        lost: what is already known to be lost.
        name: what error messages call the file.

    Raises:
        InputError: JSON of another kind, or without words.
    """
    from argmap.readers.messages.read import from_messages
    from argmap.readers.tables import from_rows, rows_of

    if site := _site(document):
        return site(document)
    if thread := from_messages(document, lost=lost, settings=settings):
        return thread
    if isinstance(document, dict) and "posts" in document:
        return from_native(document, name=name, settings=settings)
    if rows := rows_of(document):
        return from_rows(rows, lost=lost, settings=settings)
    raise InputError(f'JSON, but not a thread: it has no "posts", and no objects with a text and an author; {NEAREST}')


def _weighed(thread: Thread, document: object) -> Thread:
    """The thread with what is missing of the words of its document, and the languages of its posts."""
    from argmap.readers.losses import with_losses
    from argmap.readers.messages.spoken import spoken

    return with_languages(with_losses(thread, spoken(document)))


def _site(document: object) -> Callable[[object], Thread] | None:
    """What reads a JSON document of a site, if it is of one."""
    from argmap.readers.sites.documents import SITES

    return next((read for recognised, read in SITES if recognised(document)), None)
