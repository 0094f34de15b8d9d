"""Files that are cut off, of wrong types, in rings, nested without end: one clear line, or a thread that tells it."""

import json
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.datatypes import Thread
from argmap.errors import InputError
from argmap.readers import parse_thread

HERE = Path(__file__).parent / "fixtures"
FILES = sorted(path.name for path in HERE.iterdir())
DOCUMENTS = [name for name in FILES if name.endswith(".json")]
WRONG: tuple[object, ...] = (None, True, -3, float("nan"), "\ud800", [[]], {"x": {"y": []}})
LEVELS = 200


def outcome(data: bytes | str, name: str = "file") -> Thread | None:
    """The thread, which must hold together, or None for one clear line."""
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    try:
        thread = parse_thread(raw, name=name)
    except InputError as error:
        line = str(error)
    else:
        check(thread)
        return thread
    assert line.startswith(f"{name}:")
    assert "\n" not in line
    return None


def check(thread: Thread) -> None:
    """The thread holds together."""
    seen: set[str] = set()
    for post in thread.posts:
        assert post.reply_to is None or post.reply_to in seen
        assert post.id not in seen
        seen.add(post.id)
        last = 0
        for quote in post.quotes:
            assert last <= quote.start < quote.end <= len(post.text)
            assert quote.post is None or quote.post in seen
            last = quote.end
        for mark in post.reactions:
            assert mark.start is None or post.text[mark.start : mark.end]


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_was_cut_off_gives_a_line_or_a_thread(name: str) -> None:
    """Wherever a file ends too early, nothing but an input error comes of it, and most often what is there."""
    data = (HERE / name).read_bytes()
    for end in range(1, len(data), max(1, len(data) // 24)):
        outcome(data[:end])


@pytest.mark.parametrize("name", DOCUMENTS)
def test_json_that_was_cut_off_names_its_line(name: str) -> None:
    """Half a JSON document is refused with file and line."""
    data = (HERE / name).read_bytes()
    with pytest.raises(InputError, match=r"^f\.json:\d+: broken JSON"):
        parse_thread(data[: len(data) // 2], name="f.json")


def with_value(document: Any, key: str, value: object, *, without: bool = False) -> Any:
    """A copy of a JSON document with every value under a key replaced, or left out."""
    if isinstance(document, list):
        return [with_value(item, key, value, without=without) for item in document]
    if not isinstance(document, dict):
        return document
    return {
        name: value if name == key else with_value(item, key, value, without=without)
        for name, item in document.items()
        if not (without and name == key)
    }


def keys_of(document: Any) -> Iterator[str]:
    if isinstance(document, list | dict):
        yield from document if isinstance(document, dict) else ()
        for item in document.values() if isinstance(document, dict) else document:
            yield from keys_of(item)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_fields_of_wrong_types_or_missing_do_no_harm(name: str) -> None:
    """Whatever a site writes in place of a value, or leaves out, the rest is read or the file refused."""
    document = json.loads((HERE / name).read_text("utf-8"))
    for key in sorted(set(keys_of(document))):
        outcome(json.dumps(with_value(document, key, None, without=True)))
        for value in WRONG:
            outcome(json.dumps(with_value(document, key, value)))


@given(st.sampled_from(FILES), st.data())
def test_a_damaged_file_does_no_harm(name: str, data: st.DataObject) -> None:
    """Bytes lost, doubled or changed in any file give a thread or one line."""
    raw = (HERE / name).read_bytes()
    start = data.draw(st.integers(0, len(raw)))
    end = min(len(raw), start + data.draw(st.integers(0, 200)))
    middle = data.draw(st.sampled_from([b"", raw[start:end] * 2, b"</div>", b'"', b"\n> ", b"]}", b"<", b"\x00\xff"]))
    outcome(raw[:start] + middle + raw[end:])


def reddit(replies: str) -> str:
    post = {"kind": "t3", "data": {"id": "p", "name": "t3_p", "title": "T", "selftext": "Words of the post."}}
    return json.dumps([{"kind": "Listing", "data": {"children": [post]}}])[:-1] + f", {replies}]"


def deep_reddit(level: int = 1) -> str:
    """Reddit's JSON with so many replies in a row, written without recursion: it passes Python's own limit."""
    opened = "".join(
        '{"kind": "Listing", "data": {"children": [{"kind": "t1", "data": '
        f'{{"name": "t1_{i}", "parent_id": "{f"t1_{i - 1}" if i else "t3_p"}", "body": "Words {i}.", "replies": '
        for i in range(LEVELS)
    )
    return reddit(opened + '""' + "}}]}}" * LEVELS)


def deep_algolia() -> str:
    item: dict[str, Any] = {"id": LEVELS, "type": "comment", "text": "Words.", "children": []}
    for number in reversed(range(LEVELS)):
        item = {"id": number, "type": "comment" if number else "story", "text": "Words.", "children": [item]}
    return json.dumps(item)


def page(opened: Callable[[int], str], closed: str) -> str:
    return "<html><body>" + "".join(map(opened, range(LEVELS + 1))) + closed * (LEVELS + 1)


NESTED: dict[str, Callable[[], str]] = {
    "reddit": deep_reddit,
    "algolia": deep_algolia,
    "lesswrong page": lambda: page(
        lambda i: f'<div class="comments-node" id="c{i}"><div class="CommentBody-root">Words {i}.</div>', "</div>"
    ),
    "greaterwrong": lambda: page(
        lambda i: f'<ul><li class="comment-item" id="comment-c{i}"><p class="body-text">Words {i}.</p>', "</li></ul>"
    ),
    "old reddit": lambda: page(
        lambda i: f'<div class="thing comment" data-fullname="t1_{i}"><div class="md">Words {i}.</div>', "</div>"
    ),
    "new reddit": lambda: page(
        lambda i: f'<shreddit-comment thingid="t1_{i}" depth="{i}"><div slot="comment">Words {i}.</div>',
        "</shreddit-comment>",
    ),
    "hacker news page": lambda: page(
        lambda i: f'<table><tr class="comtr" id="{i}"><td class="ind" indent="{i}"></td>'
        f'<td class="commtext">Words {i}.</td></tr></table>',
        "",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", NESTED)
def test_two_hundred_replies_in_a_row_are_a_chain(kind: str) -> None:
    """Depth costs no recursion: every reply answers the one above it."""
    thread = outcome(NESTED[kind]())
    assert thread is not None
    posts = thread.posts[-LEVELS:]
    assert len(posts) == LEVELS
    assert all(post.reply_to == above.id for above, post in pairwise(posts))


@pytest.mark.parametrize(
    "body",
    ["<blockquote>" * LEVELS + "Deep words.", "<ul><li>" * LEVELS + "Deep words.", "<b>" * 50_000 + "Deep words.",
     "<div>" * 1500 + "Deep words.", '<p><a href="https://x.test/">' * 2000 + "Deep words."],
)  # fmt: skip
def test_html_nested_without_end_keeps_its_words(body: str) -> None:
    """Quotations, lists and marks within one another lose no word."""
    thread = outcome(json.dumps({"_id": "p" * 17, "title": "T", "htmlBody": body, "postedAt": "2025-01-01"}))
    assert thread is not None
    assert "Deep words." in thread.posts[0].text


@pytest.mark.parametrize(
    "body",
    ["> " * LEVELS + "Deep words.", "\n".join(" " * 2 * i + "- x" for i in range(LEVELS)) + " Deep words.",
     "[" * 50_000 + "Deep words.", "![[" * 20_000 + "Deep words.", "*a _b " * 300 + "Deep words."],
)  # fmt: skip
def test_markdown_nested_without_end_keeps_its_words(body: str) -> None:
    """The same for Markdown, and what would take its parser a square of time is kept as words."""
    thread = outcome(json.dumps({"_id": "p" * 17, "title": "T", "contents": {"markdown": body}}))
    assert thread is not None
    assert "Deep words." in thread.posts[0].text


CLAIMS_A_MILLION = {
    "lesswrong.json": "commentCount", "discourse.json": "posts_count", "hackernews-firebase.json": "descendants",
    "reddit.json": "count",
}  # fmt: skip


@pytest.mark.parametrize(("name", "key"), CLAIMS_A_MILLION.items())
def test_a_million_posts_claimed_are_counted_as_missing(name: str, key: str) -> None:
    """A count in a file costs nothing, and the thread says how many of them are not there."""
    document = with_value(json.loads((HERE / name).read_text("utf-8")), key, 1_000_000)
    document = with_value(document, "stream", None) if name == "discourse.json" else document
    thread = outcome(json.dumps(document))
    assert thread is not None
    assert sum(item.count for item in thread.dropped) > 990_000


def test_fifty_million_characters_are_refused_in_one_line() -> None:
    """A text past the limit is not parsed at all."""
    with pytest.raises(InputError, match=r"^big\.json: larger than the limit of 10,000,000 bytes"):
        parse_thread(b'{"posts": [' + b" " * 50_000_000, name="big.json")
