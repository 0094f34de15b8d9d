"""Pages that mark their discussion up for machines with the words of schema.org, as JSON-LD or in their elements."""

import json
import re
from collections.abc import Iterator

from argmap.datatypes import Thread
from argmap.errors import InputError
from argmap.readers.drafts import Draft, thread_of
from argmap.readers.fields import Row, list_in, name_in, number_in, row_in, text_in, time_in
from argmap.readers.markup.composer import Body
from argmap.readers.markup.dom import Element, find, find_all, nested, text_of
from argmap.readers.markup.dom import number_in as number_of
from argmap.readers.markup.html_text import element_body
from argmap.readers.markup.page import Page
from argmap.readers.messages.texts import Words, body_of
from argmap.readers.sites.saved.quotations import mark_quotations

TYPES = {
    *("DiscussionForumPosting", "SocialMediaPosting", "Comment", "UserComments", "Question", "Answer", "Review"),
    *("BlogPosting", "Article", "NewsArticle", "CreativeWork", "ScholarlyArticle", "Conversation"),
}
REPLIES = {"Comment", "UserComments", "Answer", "Review"}
WORDS = ("text", "commentText", "articleBody", "reviewBody", "description")
BELOW = (
    "comment",
    "comments",
    "suggestedAnswer",
    "acceptedAnswer",
    "answer",
    "review",
    "hasPart",
    "mainEntity",
    "@graph",
)
TIMES = ("datePublished", "dateCreated", "commentTime", "uploadDate")


def is_schema(page: Page) -> bool:
    """Whether a page has a comment or a posting of a forum that is marked up with its words."""
    return find(page.tree, _is_reply) is not None or any(_type(row) in REPLIES for row, _ in _things(page))


def from_schema(page: Page) -> Thread:
    """The thread on the page, from whichever mark-up holds more of it.

    Raises:
        InputError: it holds no words.
    """
    found = []
    problem = InputError("")
    for drafts in (list(_linked(page)), list(_marked(page))):
        try:
            found.append(thread_of(drafts, title=_title(page), url=page.url))
        except InputError as error:
            problem = error
    if not found:
        raise problem
    return max(found, key=lambda thread: (len(thread.posts), sum(len(post.text) for post in thread.posts)))


def _title(page: Page) -> str:
    named = (name_in(row, "headline", "name") for row, _ in _things(page) if _type(row) not in REPLIES)
    headline = find(page.tree, lambda one: one.get("itemprop") == "headline")
    shown = "" if headline is None else headline.get("content") or text_of(headline)
    return next(filter(None, named), None) or shown or page.title


def _things(page: Page) -> Iterator[tuple[Row, Row]]:
    """The typed objects of a page's JSON-LD that are of a discussion, each with the one that holds it."""
    for script in find_all(page.tree, lambda one: one.tag == "script" and "ld+json" in (one.get("type") or "")):
        try:
            waiting: list[tuple[object, Row]] = [(json.loads(script.text or ""), {})]
        except (ValueError, RecursionError):
            continue
        while waiting:
            value, above = waiting.pop()
            if isinstance(value, list):
                waiting.extend((one, above) for one in reversed(value))
            elif isinstance(value, dict):
                if _type(value):
                    yield value, above
                    above = value if _words(value) else above
                waiting.extend(
                    (value[name], above) for name in reversed(BELOW) if isinstance(value.get(name), dict | list)
                )


def _type(row: Row) -> str:
    """The type of an object where it is one of a discussion, else the empty string."""
    types = list_in(row, "@type") or [row.get("@type")]
    return next((last for one in types if isinstance(one, str) and (last := re.split(r"[/#:]", one)[-1]) in TYPES), "")


def _words(row: Row) -> str | None:
    return text_in(row, *WORDS) or (text_in(row, "headline", "name") if _type(row) not in REPLIES else None)


def _linked(page: Page) -> Iterator[Draft]:
    """The drafts that the JSON-LD makes; a thing without an id is called by its place."""
    names: dict[int, str] = {}
    first: str | None = None
    for number, (row, above) in enumerate(_things(page), 1):
        words = _words(row)
        if words is None:
            continue
        name = name_in(row, "@id", "identifier", "url") or f"thing{number}"
        names[id(row)] = name
        parent = name_in(row_in(row, "parentItem"), "@id", "url") or name_in(row, "parentItem") or names.get(id(above))
        yield Draft(
            name,
            body_of(Words("text", words), base=page.origin),
            author=_person(row.get("author") or row.get("creator")),
            reply_to=parent or (first if _type(row) in REPLIES else None),
            created_at=time_in(row, *TIMES),
            score=_votes(row),
        )
        first = first or name


def _person(value: object) -> str | None:
    """The name in an author: text, an object with a name, or the first of a list of these."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        return name_in(value, "name", "alternateName", "@id")
    return name_in({"name": value}, "name")


def _votes(row: Row) -> int | None:
    counts = list_in(row, "interactionStatistic") or [row.get("interactionStatistic")]
    liked = (
        one
        for one in counts
        if isinstance(one, dict)
        and "Like" in str(name_in(row_in(one, "interactionType"), "@type") or one.get("interactionType"))
    )
    found = next((number_in(one, "userInteractionCount") for one in liked), None)
    return number_in(row, "upvoteCount") if found is None else found


def _is_item(element: Element) -> bool:
    return "itemscope" in element.attrib and re.split(r"[/#]", (element.get("itemtype") or "").strip())[-1] in TYPES


def _is_reply(element: Element) -> bool:
    return _is_item(element) and re.split(r"[/#]", element.get("itemtype").strip())[-1] in REPLIES


def _marked(page: Page) -> Iterator[Draft]:
    """The drafts that the marked-up elements make, each answering the one that it stands within, else the first."""
    mark_quotations(page.tree)
    names: dict[Element, str] = {}
    outer: dict[Element, Element | None] = {}
    first: str | None = None
    for number, (item, above) in enumerate(nested(page.tree, _is_item), 1):
        outer[item] = above
        body = _item_body(item, page)
        if not body.text:
            continue
        names[item] = item.get("itemid") or item.get("id") or f"item{number}"
        while above is not None and above not in names:
            above = outer[above]
        yield Draft(
            names[item],
            body,
            author=_item_author(item),
            reply_to=names[above] if above is not None else first if _is_reply(item) else None,
            created_at=_item_time(item),
            score=number_of(_value(_prop(item, "upvoteCount"))),
        )
        first = first or names[item]


def _prop(item: Element, *wanted: str) -> Element | None:
    """The element of the first of some properties that an item has, not an item within it."""
    for name in wanted:
        found = find_all(item, lambda one: "itemprop" in one.attrib, inside=_is_item)
        if (own := next((one for one in found if name in one.get("itemprop").split()), None)) is not None:
            return own
    return None


def _value(element: Element | None) -> str:
    return "" if element is None else element.get("content") or element.get("datetime") or text_of(element)


def _item_body(item: Element, page: Page) -> Body:
    found = _prop(item, *WORDS)
    if found is not None and found.tag != "meta":
        return element_body(found, base=page.origin)
    words = _value(found) or ("" if _is_reply(item) else _value(_prop(item, "headline", "name")))
    return body_of(Words("text", words)) if words else Body()


def _item_author(item: Element) -> str | None:
    author = _prop(item, "author", "creator")
    name = None if author is None else find(author, lambda one: one.get("itemprop") == "name")
    return (_value(name) if name is not None else _value(author)) or None


def _item_time(item: Element) -> str | None:
    stamp = _value(_prop(item, *TIMES))
    return stamp if re.match(r"\d{4}-\d{2}", stamp) else None
