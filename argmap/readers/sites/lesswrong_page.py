"""A saved page of LessWrong, the EA Forum or the Alignment Forum: comments in nested frames, each with its id."""

import json
import re
from collections.abc import Iterator
from typing import Any

from argmap.datatypes import Thread
from argmap.readers.drafts import MISSING, NO_OPENING, Draft, Losses, Mark, thread_of
from argmap.readers.fields import row_in
from argmap.readers.markup.composer import Body
from argmap.readers.markup.dom import Element, by_class, by_id, find, find_all, has, nested, number_in, text_of
from argmap.readers.markup.html_text import element_body
from argmap.readers.markup.page import Page
from argmap.readers.sites.lesswrong import marks_of

FRAME = by_class("comments-node", "CommentFrame-node", "Answer-answer")
ITEM = by_class("CommentsItem-root", "SingleLineComment-root", "Answer-answer")
META = by_class("CommentsItemMeta-root", "LWCommentsItemMeta-root", "CommentsItem-meta", "Answer-answerHeader")
BODY = by_class("CommentBody-root", "CommentsItem-content", "ContentStyles-commentBody", "ContentStyles-answerBody")
GONE = by_class("CommentDeletedMetadata-root", "CommentDeletedMetadata-meta")
VOTES = by_class("OverallVoteAxis-voteScore", "OverallVoteAxisSmall-voteScore")
POST_VOTES = by_class("PostsVoteDefault-voteScore", "PostsVoteDefault-voteScores", "LWPostsPageHeader-voteTop")
STATE = re.compile(r"(?:__APOLLO_STATE__\s*=|ApolloSSRDataTransport\"\)\]\s*\?\?=\s*\[\]\)\.push\()\s*(?=\{)")
UNDEFINED = re.compile(r"(?<=[:,\[])undefined\b")


def is_lesswrong_page(page: Page) -> bool:
    """Whether a page is one of ForumMagnum, the software of the three sites."""
    return find(page.tree, FRAME) is not None or find(page.tree, by_class("PostsPage-postContent")) is not None


def from_lesswrong_page(page: Page) -> Thread:
    """The thread on the page.

    Raises:
        InputError: it holds no words.
    """
    lost: Losses = Losses()
    marks = dict(_marks(page))
    opening = _opening(page, marks)
    drafts = [opening] if opening else []
    for number, (frame, above) in enumerate(nested(page.tree, FRAME), 1):
        name = _name(frame) or f"comment{number}"
        parent = _name(above) if above is not None else None
        drafts.append(_comment(frame, name, parent or (opening.id if opening else None), page, marks))
    lost[NO_OPENING] += opening is None
    counted = number_in(text_of(find(page.tree, by_class("CommentsListMeta-root", "CommentsListSection-root")), 30))
    lost[MISSING] += max(0, (counted or 0) - (len(drafts) - (opening is not None)))
    return thread_of(drafts, id=opening.id if opening else None, title=_title(page), url=page.url, lost=lost)


def _name(frame: Element) -> str | None:
    """The id of a comment: that of its frame, or of the item in it, or the one in the address of its date."""
    item = find(frame, lambda inner: (inner.get("id") or "").startswith("comment-"), inside=FRAME)
    named = frame.get("id") or (None if item is None else item.get("id"))
    link = find(frame, lambda inner: "commentId=" in (inner.get("href") or ""), inside=FRAME)
    address = re.search(r"commentId=(\w+)", "" if link is None else link.get("href"))
    return str(named).removeprefix("comment-") if named else address[1] if address else None


def _opening(page: Page, marks: dict[str, list[Mark]]) -> Draft | None:
    """The post, which has no frame of its own."""
    content = _post_content(page.tree)
    if content is None:
        return None
    head = find(page.tree, by_class("PostsAuthors-root", "PostsAuthors-authorName", "LWPostsPageHeader-authorInfo"))
    date = find(page.tree, lambda element: element.tag == "time" and bool(element.get("datetime")), inside=FRAME)
    name = _post_id(page) or "post"
    return Draft(
        name,
        element_body(content, base=page.origin),
        author=text_of(_user(page.tree if head is None else head)) or None,
        created_at=None if date is None else date.get("datetime"),
        score=number_in(text_of(find(page.tree, POST_VOTES, inside=FRAME))),
        reactions=tuple(marks.get(name, ())),
    )


def _post_content(tree: Element) -> Element | None:
    """Where the words of the post stand; `postBody` is the last resort, since it can hold the header as well."""
    places = (by_class("PostsPage-postContent"), by_id("postContent"), by_id("postBody"))
    return next((found for place in places if (found := find(tree, place, inside=FRAME)) is not None), None)


def _comment(frame: Element, name: str, parent: str | None, page: Page, marks: dict[str, list[Mark]]) -> Draft:
    meta = find(frame, META, inside=FRAME)
    meta = frame if meta is None else meta
    body = find(frame, BODY, inside=FRAME)
    date = find(meta, lambda element: element.tag == "time", inside=FRAME)
    return Draft(
        name,
        Body() if body is None else element_body(body, base=page.origin),
        author=text_of(_user(meta)) or None,
        reply_to=parent,
        created_at=None if date is None else date.get("datetime"),
        score=number_in(text_of(find(meta, VOTES, inside=FRAME))),
        reactions=tuple(marks.get(name, ())),
        deleted=find(frame, GONE, inside=FRAME) is not None,
        retracted=body is not None and (has(body, "CommentBody-retracted") or has(body, "retracted")),
        folded=body is None and find(frame, by_class("SingleLineComment-root"), inside=FRAME) is not None,
    )


def _user(element: Element) -> Element | None:
    """The link to an author, not within a comment of someone else."""
    return find(element, lambda inner: inner.tag == "a" and "/users/" in (inner.get("href") or ""), inside=FRAME)


def _title(page: Page) -> str | None:
    found = find(page.tree, by_class("PostsPageTitle-root", "PostsPageTitle-link"))
    return text_of(found) or re.sub(r" [—–-] (?:LessWrong|EA Forum|AI Alignment Forum).*$", "", page.title) or None


def _post_id(page: Page) -> str | None:
    found = re.search(r"/posts/(\w{15,20})\b", page.url or "")
    return found[1] if found else None


def _marks(page: Page) -> Iterator[tuple[str, list[Mark]]]:
    """The reactions to each post and comment, which stand in the page's own data, not in what is drawn."""
    waiting: list[Any] = list(_states(page))
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            if isinstance(value.get("_id"), str) and isinstance(value.get("extendedScore"), dict):
                score = value["extendedScore"]
                score = row_in(score, "json") or score
                if found := list(marks_of({"extendedScore": score})):
                    yield value["_id"], found
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)


def _states(page: Page) -> Iterator[Any]:
    for script in find_all(page.tree, lambda element: element.tag == "script"):
        text = script.text or ""
        for found in STATE.finditer(text):
            try:
                yield json.JSONDecoder().raw_decode(UNDEFINED.sub("null", text[found.end() :]))[0]
            except (ValueError, RecursionError):
                continue  # the page is read without it
