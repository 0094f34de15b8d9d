"""Chats as their own exports or usual programs save them: Discord, Slack, Telegram, Zulip."""

import html
import re
from collections.abc import Iterable, Iterator, Mapping

from argmap.datatypes import Thread
from argmap.errors import InputError
from argmap.readers.drafts import NOTICE, UNREADABLE, Draft, Losses, answering, thread_of
from argmap.readers.fields import Row, list_in, name_in, row_in, rows_in, text_in, time_in
from argmap.readers.markup.composer import Body
from argmap.readers.markup.html_text import html_body
from argmap.readers.markup.markdown_text import markdown_body
from argmap.readers.messages.texts import MARKUP, plain_body
from argmap.readers.sites.apis.objects import begins_with, objects

DISCORD_SPOKEN = ("Default", "Reply", "ThreadStarterMessage", "0", "19", "21")
SLACK_SPOKEN = ("", "thread_broadcast", "bot_message", "me_message", "file_share", "reply_broadcast")
SLACK_LINK = re.compile(r"<(?P<sign>[@#!]?)(?P<to>[^<>|\s]+)(?:\|(?P<shown>[^<>]*))?>")
STAMP = re.compile(r"\d{9,10}\.\d{1,6}")
ZULIP_NAME = re.compile(r"@_?\*\*([^*|\n]+)(?:\|\d+)?\*\*")
ZULIP_SAID = re.compile(r"^@_?\*\*[^*\n]+\*\* \[[^\]\n]+\]\([^)\n]+\):[ \t]*\n(?=`{3,}quote)", re.MULTILINE)
ZULIP_SAID_HTML = re.compile(
    r"<p>\s*<span class=\"user-mention[^>]*>[^<]*</span>\s*<a [^>]*>[^<]*</a>:\s*</p>\s*(?=<blockquote)"
)
MOST_NAMED = 5


def is_discord(document: object) -> bool:
    """Whether a JSON document was written by DiscordChatExporter."""
    return isinstance(document, dict) and "channel" in document and isinstance(document.get("messages"), list)


def from_discord(document: object) -> Thread:
    """The messages of a channel; a reply names the message that it answers.

    Raises:
        InputError: it holds no words.
    """
    top, lost = row_in(document), Losses()
    drafts: list[Draft] = []
    for row in _messages(top, lost):
        if (name_in(row, "type") or "Default") not in DISCORD_SPOKEN:
            lost[NOTICE] += 1
            continue
        drafts.append(
            Draft(
                name_in(row, "id") or f"row{len(drafts) + 1}",
                plain_body(text_in(row, "content") or ""),
                author=name_in(row_in(row, "author"), "name", "username", "nickname"),
                reply_to=name_in(row_in(row, "reference"), "messageId"),
                created_at=time_in(row, "timestamp"),
            )
        )
    return thread_of(drafts, title=name_in(row_in(top, "channel"), "name"), lost=lost)


def is_telegram(document: object) -> bool:
    """Whether a JSON document is Telegram's own export, of one chat or of all."""
    return begins_with(document, lambda row: row.get("type") in ("message", "service") and "date" in row)


def from_telegram(document: object) -> Thread:
    """The messages of a chat; a text may be a list of pieces with their styles.

    Raises:
        InputError: it holds several chats, or no words.
    """
    chats = [row for row in objects(document) if isinstance(row.get("messages"), list) and row.get("messages")]
    if len(chats) != 1:
        shown = ", ".join(name_in(chat, "name") or "unnamed" for chat in chats[:MOST_NAMED])
        raise InputError(f"holds {len(chats)} chats ({shown}); export the one that you mean")
    lost: Losses = Losses()
    drafts: list[Draft] = []
    for row in _messages(chats[0], lost):
        if row.get("type") == "service":
            lost[NOTICE] += 1
            continue
        name = name_in(row, "from", "actor")
        drafts.append(
            Draft(
                name_in(row, "id") or f"row{len(drafts) + 1}",
                plain_body("".join(_pieces(row.get("text")))),
                author=name,
                reply_to=name_in(row, "reply_to_message_id"),
                created_at=_seconds(row, "date_unixtime") or time_in(row, "date"),
            )
        )
    return thread_of(drafts, title=name_in(chats[0], "name"), lost=lost)


def is_slack(document: object) -> bool:
    """Whether a JSON document is a list of messages as Slack's export and API have them."""
    return begins_with(document, lambda row: row.get("type") == "message" and _is_stamp(row.get("ts")))


def from_slack(document: object) -> Thread:
    """The messages of a channel or a thread.

    Raises:
        InputError: it holds no words.
    """
    lost: Losses = Losses()
    drafts: list[Draft] = []
    rows = [row for row in objects(document) if row.get("type") == "message" and _is_stamp(row.get("ts"))]
    people = {user: name for row in rows if (user := name_in(row, "user")) and (name := _slack_name(row))}
    for row in rows:
        if (name_in(row, "subtype") or "") not in SLACK_SPOKEN:
            lost[NOTICE] += 1
            continue
        stamp, thread = name_in(row, "ts") or "", name_in(row, "thread_ts")
        user = name_in(row, "user", "bot_id") or ""
        drafts.append(
            Draft(
                stamp,
                plain_body(_slack_text(text_in(row, "text") or "", people)),
                author=_slack_name(row) or people.get(user) or user or None,
                reply_to=thread if thread != stamp else None,
                created_at=_seconds(row, "ts"),
            )
        )
    return thread_of(sorted(drafts, key=lambda draft: float(draft.id)), lost=lost)


def is_zulip(document: object) -> bool:
    """Whether a JSON document has messages as Zulip's API gives them."""
    return begins_with(document, lambda row: "sender_full_name" in row and "content" in row)


def from_zulip(document: object) -> Thread:
    """The messages of a topic; what a message answers is known where it quotes.

    Raises:
        InputError: it holds no words.
    """
    rows = [row for row in objects(document) if "sender_full_name" in row and "content" in row]
    drafts = [
        Draft(
            name_in(row, "id") or f"row{number}",
            _zulip_body(text_in(row, "content") or ""),
            author=name_in(row, "sender_full_name", "sender_email"),
            created_at=time_in(row, "timestamp"),
        )
        for number, row in enumerate(rows, 1)
    ]
    return answering(
        thread_of(drafts, title=next((name for row in rows if (name := name_in(row, "subject", "topic"))), None))
    )


def _messages(row: Row, lost: Losses) -> Iterator[Row]:
    lost[UNREADABLE] += sum(not isinstance(value, dict) for value in list_in(row, "messages"))
    return rows_in(row, "messages")


def _pieces(text: object) -> Iterator[str]:
    """The pieces of a text of Telegram; quotations get their mark."""
    for piece in text if isinstance(text, list) else [text]:
        if isinstance(piece, dict):
            words = text_in(piece, "text") or ""
            yield "".join(f"> {line}\n" for line in words.split("\n")) if piece.get("type") == "blockquote" else words
        elif isinstance(piece, str):
            yield piece


def _is_stamp(value: object) -> bool:
    return isinstance(value, str) and STAMP.fullmatch(value) is not None


def _seconds(row: Row, name: str) -> str | None:
    value = row.get(name)
    said = value if isinstance(value, str) and re.fullmatch(r"\d{9,10}(?:\.\d{1,6})?", value) else None
    return time_in({name: float(said)}, name) if said else None


def _slack_name(row: Row) -> str | None:
    return name_in(row_in(row, "user_profile"), "display_name", "real_name", "name") or name_in(row, "username")


def _slack_text(text: str, people: Mapping[str, str]) -> str:
    """The words of a message: mentions by name, addresses after the words that lead to them."""

    def shown(found: re.Match[str]) -> str:
        sign, to, said = found["sign"], found["to"], found["shown"]
        if sign:
            return ("#" if sign == "#" else "@") + (said or people.get(to, to)).lstrip("@#")
        return to if not said or said == to else f"{said} ({to})"

    return html.unescape(SLACK_LINK.sub(shown, text))


def _zulip_body(content: str) -> Body:
    """The words of a message, without the line that says whom a quotation is of: the quoted words are found."""
    if MARKUP.search(content):
        return html_body(ZULIP_SAID_HTML.sub("", content))
    named = ZULIP_NAME.sub(r"@\1", ZULIP_SAID.sub("", content))
    return markdown_body("\n".join(_unfenced(named.split("\n"))))


def _unfenced(lines: Iterable[str]) -> Iterator[str]:
    """Lines with Zulip's fences around quotations turned into lines with `>`."""
    fence = ""
    for line in lines:
        opened = re.match(r"(`{3,}|~{3,})\s*quote\s*$", line)
        if opened and not fence:
            fence = opened[1]
            yield ""
        elif fence and line.strip() == fence:
            fence = ""
            yield ""
        else:
            yield f"> {line}" if fence else line
