"""Disqus XML, WordPress WXR, and comment feeds (RSS, Atom) -> Thread."""

import html
import re
from collections.abc import Callable, Iterator

from argmap.datatypes import Thread
from argmap.errors import InputError
from argmap.readers.bounds import check_posts
from argmap.readers.drafts import Draft, Losses, answering, thread_of
from argmap.readers.feeds.tree import attribute, child, inner, local, parse_xml, text_in, time_in
from argmap.readers.losses import with_losses
from argmap.readers.markup.dom import Element
from argmap.readers.markup.html_text import html_body
from argmap.readers.messages.spoken import bare
from argmap.settings import Settings

START = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*|<!DOCTYPE[^>]{0,300}>\s*)*<(?!!|\?)(?P<root>[\w:-]+)",
    re.DOTALL,
)
ROOTS = {"disqus", "rss", "feed", "rdf:RDF"}
SPAM = ("comment", "marked as spam, in the trash or not approved")
LINK_BACK = ("pingback", "links of other pages to this one, no part of the discussion")
BY = re.compile(
    r"(?:By|Von|Par|Por): (?P<author>.{1,80})$|(?:(?:Re: )?Comment|Reply) (?:on|to) .* by (?P<by>.{1,80})$",
    re.IGNORECASE,
)
ABOUT = re.compile(r"^(?:comments (?:on|for)|kommentare zu|responses to):?\s+", re.IGNORECASE)
ASIDE = {"title", "link", "name", "author", "creator", "category", "meta_value", "userAgent"}
SENTENCE = 5
MOST_NAMED = 8


def is_feed(text: str) -> bool:
    """Whether a text is XML that holds comments: an export of Disqus or WordPress, or a feed."""
    found = START.match(text.lstrip("\ufeff")[:6000])
    return found is not None and found["root"] in ROOTS


def from_feed(text: str, settings: Settings = Settings(), *, which: int | None = None) -> Thread:
    """The thread in XML.

    Args:
        text: the whole file.
        settings: `max_posts` limits its length.
        which: of several threads the number of one, from 1.

    Raises:
        InputError: broken XML, XML without comments, or several threads, none of them named.
    """
    threads = threads_in(text)
    if not threads:
        raise InputError("XML without comments; export it with its comments, or give the feed of one page's comments")
    if which is not None and not 1 <= which <= len(threads):
        raise InputError(f"an export of {len(threads)} threads; there is no number {which}")
    if which is None and len(threads) > 1:
        shown = "; ".join(f'{i} "{(title or "")[:60]}"' for i, (title, _) in enumerate(threads[:MOST_NAMED], 1))
        more = "; ..." if len(threads) > MOST_NAMED else ""
        raise InputError(
            f"an export of {len(threads)} threads: {shown}{more}; name one by its number, as in FILE#2, "
            "or map all with `argmap corpus FILE`"
        )
    return threads[(which or 1) - 1][1](settings)


Maker = Callable[[Settings], Thread]


def threads_in(text: str) -> list[tuple[str | None, Maker]]:
    """The threads with comments in XML: the title of each, and what reads it."""
    root = parse_xml(text.lstrip("\ufeff"))
    if local(root) == "disqus":
        return list(_disqus(root))
    channel = child(root, "channel")
    items = list(inner(channel if channel is not None else root, "item", "entry")) or list(inner(root, "item"))
    if any(child(item, "comment") is not None for item in items):
        return [(text_in(item, "title"), _wordpress(item)) for item in items if child(item, "comment") is not None]
    return [(_title(root), _feed(root, items))] if items else []


def _said(element: Element) -> Iterator[str]:
    """What is said anywhere in an element, titles and persons aside: texts of `SENTENCE` words or more."""
    for one in element.iter():
        if isinstance(one.tag, str) and local(one) not in ASIDE and len((one.text or "").split()) >= SENTENCE:
            yield html.unescape(one.text)


def _made(drafts: list[Draft], title: str | None, url: str | None, losses: Losses, words: list[str]) -> Maker:
    def make(settings: Settings) -> Thread:
        check_posts(len(drafts), settings)
        return with_losses(thread_of(drafts, title=title, url=url, lost=losses), map(bare, words))

    return make


def _disqus(root: Element) -> Iterator[tuple[str | None, Maker]]:
    posts: dict[str | None, list[Element]] = {}
    for post in inner(root, "post"):
        posts.setdefault(attribute(child(post, "thread"), "id"), []).append(post)
    for thread in inner(root, "thread"):
        own = posts.get(attribute(thread, "id"), [])
        if own:
            title, losses = text_in(thread, "title"), Losses()
            wanted = [post for post in own if not _unwanted(post, losses)]
            drafts = [_disqus_post(post) for post in wanted]
            kept = (post for post, draft in zip(wanted, drafts, strict=True) if not draft.deleted)
            words = [words for post in kept for words in _said(post)]
            yield title, _made(drafts, title and html.unescape(title), text_in(thread, "link"), losses, words)


def _unwanted(post: Element, losses: Losses) -> bool:
    if (text_in(post, "isSpam") or "").lower() != "true":
        return False
    losses[SPAM] += 1
    return True


def _disqus_post(post: Element) -> Draft:
    author = child(post, "author")
    return Draft(
        attribute(post, "id") or "",
        html_body(text_in(post, "message") or ""),
        text_in(author, "name", "username") if author is not None else None,
        attribute(child(post, "parent"), "id"),
        time_in(post, "createdAt"),
        deleted=(text_in(post, "isDeleted") or "").lower() == "true",
    )


def _wordpress(item: Element) -> Maker:
    title, losses = text_in(item, "title"), Losses()
    post = Draft(
        f"post-{text_in(item, 'post_id') or 0}",
        html_body(_content(item)),
        text_in(item, "creator"),
        created_at=time_in(item, "post_date_gmt", "pubDate"),
    )
    has_words = bool(post.body.text.strip())
    drafts, words = ([post] if has_words else []), [_content(item)]
    for comment in inner(item, "comment"):
        kind = (text_in(comment, "comment_type") or "comment").lower()
        if kind in ("pingback", "trackback"):
            losses[LINK_BACK] += 1
        elif (text_in(comment, "comment_approved") or "1") != "1":
            losses[SPAM] += 1
        else:
            words += _said(comment)
            drafts.append(_wordpress_comment(comment, post.id if has_words else None))
    return _made(drafts, title and html.unescape(title), text_in(item, "link"), losses, words)


def _wordpress_comment(comment: Element, post: str | None) -> Draft:
    parent = text_in(comment, "comment_parent")
    return Draft(
        text_in(comment, "comment_id") or "",
        html_body((text_in(comment, "comment_content") or "").replace("\r\n", "\n").replace("\n", "<br>")),
        text_in(comment, "comment_author"),
        post if parent in (None, "0") else parent,
        time_in(comment, "comment_date_gmt", "comment_date"),
    )


def _content(item: Element) -> str:
    """The HTML of a post: `content:encoded`, not the excerpt of the same name."""
    bodies = (one for one in inner(item, "encoded") if "excerpt" not in str(one.tag))
    return next((one.text for one in bodies if one.text and one.text.strip()), "")


def _title(root: Element) -> str | None:
    channel = child(root, "channel")
    title = text_in(channel if channel is not None else root, "title")
    return ABOUT.sub("", html.unescape(title)) if title else None


def _feed(root: Element, items: list[Element]) -> Maker:
    drafts = [_entry(item, number) for number, item in enumerate(items, 1)]
    times = [draft.created_at for draft in drafts]
    if len(times) > 1 and all(times) and str(times[0]) > str(times[-1]):
        drafts.reverse()
    words = [words for item in items for words in _said(item)]
    made = _made(drafts, _title(root), None, Losses(), words)
    return (lambda settings: answering(made(settings))) if not any(draft.reply_to for draft in drafts) else made


def _entry(item: Element, number: int) -> Draft:
    said = html.unescape(text_in(item, "title") or "")
    named = BY.match(said)
    person = child(item, "author")
    author = text_in(item, "creator") or (text_in(person, "name") if person is not None else None)
    if author is None and person is not None and person.text and person.text.strip():
        author = re.sub(r"^\S+@\S+ \((.+)\)$", r"\1", person.text.strip())
    author = author or (named and (named["author"] or named["by"])) or None
    body = text_in(item, "encoded", "content", "description", "summary") or ""
    return Draft(
        text_in(item, "guid", "id") or attribute(item, "about") or f"entry{number}",
        html_body(html.unescape(body) if "&lt;" in body and "<" not in body else body),
        re.sub(r"^/?u/", "", author) if author else None,
        attribute(child(item, "in-reply-to"), "ref"),
        time_in(item, "pubDate", "published", "updated", "date"),
    )
