"""Messages of any JSON -> Thread, and a line that says what was taken for what."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from argmap.datatypes import Thread
from argmap.readers.bounds import check_posts
from argmap.readers.drafts import NO_OPENING, NOTICE, Draft, Losses, answering, thread_of
from argmap.readers.fields import Row, text_in
from argmap.readers.messages import names
from argmap.readers.messages.fields import Message, candidates
from argmap.readers.messages.people import people_of
from argmap.readers.messages.texts import MARKUP, body_of
from argmap.readers.messages.walk import Found, find_messages
from argmap.settings import Settings

IN_CONVERSATION = ("reply", "answers a post that is not in the file; attached to the first of its conversation")
SEVERAL = 2
"""Names that a line lists for a field before it says that there are more."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a site's messages differ from those that anybody writes.

    Attributes:
        markdown: whether texts are Markdown where nothing says otherwise.
        base: what relative addresses are relative to.
        site: its name; None for a file that no reader knows by name.
        lead: what stands above the words of a message, in Markdown.
    """

    markdown: bool = False
    base: str = ""
    site: str | None = None
    lead: Callable[[Row], str] = lambda row: ""


ANY = Style()


def from_messages(
    document: object, *, style: Style = ANY, lost: Losses | None = None, settings: Settings = Settings()
) -> Thread | None:
    """The thread of the messages in a JSON document; None where it holds none.

    Args:
        document: what a JSON parser gave, or rows.
        style: how the site's messages differ.
        lost: what is already known to be lost.
        settings: `max_posts` limits the messages.

    Raises:
        InputError: too many messages, or none with words.
    """
    found = find_messages(document)
    if not found:
        return None
    check_posts(len(found), settings)
    people = people_of(document)
    messages = [Message(one, people) for one in found]
    losses = Losses(lost or {})
    drafts = _in_time(list(_drafts(messages, style, losses)))
    thread = thread_of(drafts, title=title_of(document, messages), lost=losses)
    thread = thread if _has_replies(messages) else answering(thread)
    return thread if style.site else replace(thread, notes=(*thread.notes, told(messages)))


def told(messages: Sequence[Message]) -> str:
    """One line that says what was taken for what.

    >>> row = {"id": 1, "user": {"login": "ann"}, "body": "It is so."}
    >>> told([Message(found) for found in find_messages([row])])
    'read as 1 message: text from body, author from user, id from id; nothing says what answers what'
    """
    fields = (
        ("text", [message.found.words.name for message in messages]),
        ("author", [message.author[0] for message in messages]),
        ("time", [message.created_at[0] for message in messages]),
        ("id", [next(iter(message.ids), "") for message in messages]),
    )
    parts = [f"{field} from {_listed(used)}" for field, used in fields if any(used)]
    named = [message.parent[0] for message in messages if message.parent[1] is not None]
    nested = [message.found.held for message in messages if message.found.above is not None]
    replies = [f"replies from {_listed(named)}"] if named else []
    replies += [f"replies from what stands within {_listed(nested)}"] if nested else []
    count = f"{len(messages):,} message{'s' if len(messages) > 1 else ''}"
    return f"read as {count}: {', '.join([*parts, *replies])}" + (
        "" if replies or (len(messages) < SEVERAL and not parts) else "; nothing says what answers what"
    )


def _listed(used: Sequence[str]) -> str:
    common = [name for name, _ in Counter(name for name in used if name).most_common()]
    return ", ".join(" ".join(name.split())[:40] for name in common[:SEVERAL]) + (", ..." if common[SEVERAL:] else "")


def title_of(document: object, messages: Sequence[Message]) -> str | None:
    """The title of a thread: that of the first message, of what holds it, or of the document."""
    for message in messages[:1]:
        name, value = message.field(names.TITLE)
        if name and isinstance(value, str):
            return " ".join(value.split()) or None
    return text_in(document, "title", "subject", "name") if isinstance(document, dict) else None


def _has_replies(messages: Sequence[Message]) -> bool:
    """Whether the file says anywhere what answers what, be it that a message answers none."""
    return any(
        message.found.above is not None or message.parent[0] or any(name in message.rows[0] for name in names.PARENT)
        for message in messages
    )


def _drafts(messages: Sequence[Message], style: Style, losses: Losses) -> Iterator[Draft]:
    marked_up = _marked_up([message.found for message in messages])
    ids = _ids(messages)
    meant = _meant(messages, ids)
    for message, id in zip(messages, ids, strict=True):
        words, above = message.found.words, message.found.above
        if message.notice:
            losses[NOTICE] += 1
            continue
        if lead := style.lead(message.found.rows[0]):
            words = replace(words, value=lead + words.value)
        parent = _parent(message, id, meant)
        if above is not None and parent not in meant:
            parent = ids[above]
        elif parent is not None and parent not in meant and parent.startswith("t3_"):
            losses[NO_OPENING] = 1
            parent = None
        elif parent is not None and parent not in meant and (root := message.conversation) in meant and root != id:
            losses[IN_CONVERSATION] += 1
            parent = root
        yield Draft(
            id,
            body_of(words, marked_up=words.name in marked_up, markdown=style.markdown, base=style.base),
            author=message.author[1],
            reply_to=meant.get(parent, parent) if parent is not None else None,
            created_at=message.created_at[1],
            score=message.score,
            deleted=message.deleted,
        )


def _ids(messages: Sequence[Message]) -> list[str]:
    """An id for each message: what parents call it, else its first; other words of the same id get a number."""
    parents = {name for message in messages if message.parent[1] for name in candidates(message.parent[1])}
    called: Counter[str] = Counter()
    for message in messages:
        called.update({name: 1 for name, value in message.ids.items() if value in parents})
    used: dict[str, list[str]] = {}
    found = []
    for number, message in enumerate(messages, 1):
        best = max(message.ids, key=lambda name: called[name], default=None)
        id = (message.ids[best] if best else None) or message.found.key or f"row{number}"
        texts = used.setdefault(id, [])
        text = message.found.words.value
        if text not in texts:
            texts.append(text)
        place = texts.index(text) + 1
        found.append(id if place == 1 else f"{id}-{place}")
    return found


def _meant(messages: Sequence[Message], ids: Sequence[str]) -> dict[str, str]:
    """What each name that a parent can be called by stands for; ids themselves come first."""
    meant = dict(zip(ids, ids, strict=True))
    for message, id in zip(messages, ids, strict=True):
        for name in (*message.ids.values(), message.found.key):
            if name is not None:
                meant.setdefault(name, id)
    return meant


def _parent(message: Message, id: str, meant: dict[str, str]) -> str | None:
    """The name of what a message answers; none where it answers itself, as roots of some corpora do."""
    said = message.parent[1]
    if said is None:
        return None
    known = next((name for name in candidates(said) if name in meant), said)
    return None if meant.get(known) == id else known


def _marked_up(found: Sequence[Found]) -> set[str]:
    """The names of fields whose texts are HTML in this file, for the most part."""
    texts = Counter(one.words.name for one in found)
    tagged = Counter(one.words.name for one in found if MARKUP.search(one.words.value))
    return {name for name, count in tagged.items() if 2 * count >= texts[name]}


def _in_time(drafts: list[Draft]) -> list[Draft]:
    """The drafts, turned round where all are dated and the newest comes first."""
    times = [draft.created_at for draft in drafts]
    if len(times) > 1 and all(times) and all(a >= b for a, b in pairwise(map(str, times))) and times[0] != times[-1]:
        return drafts[::-1]
    return drafts
