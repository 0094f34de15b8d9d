"""JSON of any nesting: messages, authors, parents, times and scores wherever they stand, and what is said of it."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.datatypes import Thread
from argmap.errors import InputError
from argmap.readers import count_threads, parse_thread, read_thread
from argmap.readers.messages.walk import find_messages
from argmap.settings import Settings

SAID = ("The tram should run at night.", "It should not, since nobody rides it.", "Nurses do, at four.")
Rows = list[tuple[str | None, str, str | None]]
CHAIN: Rows = [("ann", SAID[0], None), ("bo", SAID[1], SAID[0]), ("cy", SAID[2], SAID[1])]
"""Who says what to what."""


def parsed(document: object) -> Thread:
    return parse_thread(json.dumps(document).encode(), name="t.json")


def rows(thread: Thread) -> Rows:
    return [
        (post.author, post.text, thread.by_id[post.reply_to].text if post.reply_to else None) for post in thread.posts
    ]


def nested(text: str, author: Any, replies: str) -> dict[str, Any]:
    """A chain of three messages, each within the one that it answers."""
    inner: dict[str, Any] = {}
    for number in (2, 1, 0):
        name = ["ann", "bo", "cy"][number]
        inner = {text: SAID[number], "author": author(name), replies: [inner] if inner else []}
    return inner


@pytest.mark.parametrize(
    "document",
    [
        {"title": "Trams", "comments": [nested("text", str, "replies")]},
        {"data": {"thread": nested("body", lambda name: {"login": name}, "children")}},
        [nested("selftext", lambda name: {"profile": {"display_name": name}}, "answers")],
        {"page": {"items": {"edges": [{"node": nested("content", lambda name: {"acct": name, "id": 7}, "comments")}]}}},
        {"subject": "Trams", "author": "ann", "question": SAID[0],
         "answers": [{"user": "bo", "message": SAID[1], "comments": {"nodes": [{"user": "cy", "raw": SAID[2]}]}}]},
        {"discussion": {"author": "ann", "body": SAID[0]},
         "comments": [{"by": "bo", "text": SAID[1], "replies": [{"by": "cy", "text": SAID[2]}]}]},
        [{"id": 1, "sender": "ann", "msg": SAID[0]}, {"id": 2, "sender": "bo", "msg": SAID[1], "reply_to": {"id": 1}},
         {"id": 3, "sender": "cy", "msg": SAID[2], "reply_to": {"id": 2}}],
        [{"id": 5, "user": "ann", "text": SAID[0], "path": "0.5"},
         {"id": 6, "user": "bo", "text": SAID[1], "path": "0.5.6"},
         {"id": 7, "user": "cy", "text": SAID[2], "path": "0.5.6.7"}],
        {"messages": {"m1": {"user": "ann", "text": SAID[0]}, "m2": {"user": "bo", "text": SAID[1], "parent": "m1"},
                      "m3": {"user": "cy", "text": SAID[2], "parent": "m2"}}},
        [{"id": "a", "name": "t1_a", "author": "ann", "body": SAID[0], "parent_id": "t3_p"},
         {"id": "b", "name": "t1_b", "author": "bo", "body": SAID[1], "parent_id": "t1_a"},
         {"id": "c", "name": "t1_c", "author": "cy", "body": SAID[2], "parent_id": "t1_b"}],
        {"posts": [{"id": 1, "user": "ann", "text": SAID[0]}, {"id": 2, "user": "bo", "text": SAID[1], "parent_id": 1},
                   {"id": 3, "user": "cy", "text": SAID[2], "parent_id": 2}]},
    ],
)  # fmt: skip
def test_a_chain_in_any_shape(document: object) -> None:
    """Nested replies, wrappers, ids, paths, references, objects under their ids: the same three posts come out."""
    assert rows(parsed(document)) == CHAIN


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (["The tram ", {"type": "bold", "text": "should"}, " run."], "The tram should run."),
        ({"en": "The tram should run.", "de": "Die Bahn soll fahren."}, "The tram should run."),
        ({"rendered": "<p>The tram <b>should</b> run.</p>"}, "The tram should run."),
        ({"content_type": "text", "parts": ["The tram should run."]}, "The tram should run."),
        ("<p>A &lt; B.</p><blockquote>No.</blockquote>", "A < B.\n\n> No."),
        ("&gt; No.\n\nA &lt; B &amp; it&#39;s so.", "> No.\n\nA < B & it's so."),
        ("if a < b: x = c > d", "if a < b: x = c > d"),
    ],
)
def test_a_text_in_any_shape(text: object, words: str) -> None:
    """Lists of parts, an object per language, HTML and its entities give the words."""
    assert parsed([{"id": 1, "author": "ann", "text": text}]).posts[0].text == words


def test_every_field_is_found_beside_or_around_the_text() -> None:
    """Author, time and counts may stand in objects beside the text's; what else is around makes no post."""
    view = {"comment": {"id": 4, "content": SAID[0], "published": "2025-03-03T16:00:00Z"},
            "creator": {"name": "ann", "bio": "I like trams and trains and buses."},
            "counts": {"upvotes": 9, "score": 7}, "community": {"id": 1, "title": "x"}}  # fmt: skip
    (post,) = parsed({"comments": [view]}).posts
    assert (post.id, post.author, post.created_at, post.score) == ("4", "ann", "2025-03-03T16:00:00Z", 7)


def test_the_reader_says_what_it_took_for_what() -> None:
    """One line names the fields; what reached no post is counted, and said where it is more than a tenth."""
    thread = parsed([{"id": 1, "user": {"login": "ann"}, "body": SAID[0], "created_at": 1741014000, "plan": SAID[1]}])
    first, second = thread.notes
    assert first.startswith("read as 1 message: text from body, author from user, time from createdat, id from id")
    assert "are in no post" in second
    assert thread.dropped[-1].what == "character"


def test_ids_that_are_used_twice_lose_nothing() -> None:
    """A question and a comment may have the same number; both are kept, and told apart."""
    thread = parsed(
        {"id": 1, "author": "ann", "text": SAID[0], "replies": [{"id": 1, "author": "bo", "text": SAID[1]}]}
    )
    assert rows(thread) == CHAIN[:2]


def test_newest_first_is_turned_round() -> None:
    """A list without replies whose newest message stands first is read in the order in which it was written."""
    dated = [{"user": "u", "text": text, "date": f"2025-03-0{3 - n}"} for n, text in enumerate(SAID)]
    assert [post.text for post in parsed(dated).posts] == list(SAID[::-1])


def test_a_document_without_messages_is_refused_with_a_way_out() -> None:
    """Settings, coordinates and lists of names are no discussion, and keys never become words."""
    package = {"name": "x", "version": "1.0", "scripts": {"build": "make all of it now please"}}
    for document in (package, {"features": [{"geometry": {"coordinates": [1, 2]}, "properties": {"id": 1}}]}):
        with pytest.raises(InputError, match="not a thread"):
            parsed(document)


def test_five_thousand_messages_in_a_chain_or_a_list() -> None:
    """Depth and length cost the same for each message."""
    flat = [{"id": n, "user": f"u{n % 9}", "text": f"Message {n}.", "parent": n - 1 or None} for n in range(5000)]
    assert len(parsed(flat).posts) == 5000
    deep = '{"id": %d, "user": "u", "text": "Message.", "replies": [' * 1500
    thread = parse_thread((deep % tuple(range(1500)) + "]}" * 1500).encode())
    assert len(thread.posts) == 1500
    assert thread.posts[-1].reply_to == "1498"
    with pytest.raises(InputError, match="posts"):
        parse_thread(json.dumps(flat).encode(), settings=Settings(max_posts=100))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["text", "author", "id", "replies", "parent", "created", "title", "data", "m1", "path"]),
            inner, max_size=5)
    ),
    max_leaves=20,
)  # fmt: skip


@given(JSON)
def test_any_json_gives_messages_that_hold_together(document: object) -> None:
    """Whatever stands under the names of fields, a message stands after the one that it stands within."""
    for index, found in enumerate(find_messages(document)):
        assert found.above is None or found.above < index
    with suppress(InputError):
        thread = parsed(document)
        assert len(thread.by_id) == len(thread.posts)


OTHERS: dict[str, Any] = json.loads(Path(__file__).with_name("others.json").read_text("utf-8"))
"""Shapes of programs that have no reader of their own: Hypothesis, Disqus, Matrix, Twitter, WordPress, Jira, chats."""


@pytest.mark.parametrize("name", OTHERS)
def test_programs_without_a_reader_of_their_own(name: str) -> None:
    """References in lists, relations within texts, people apart from messages, numbers for authors, rich documents."""
    assert rows(parsed(OTHERS[name])) == CHAIN


def test_a_lost_parent_leaves_a_reply_in_its_conversation() -> None:
    """Where the file names the conversation, a reply to what is not there stays in it, and is counted."""
    said = [{"id": id, "user": "u", "text": f"Words of {id}.", "conversation_id": root, "reply-to": parent}
            for id, root, parent in (("a", "a", "a"), ("v", "v", "v"), ("w", "v", "lost"))]  # fmt: skip
    thread = parsed(said)
    assert [post.reply_to for post in thread.posts] == [None, None, "v"]
    assert [(item.what, item.count) for item in thread.dropped] == [("reply", 1)]


def test_a_corpus_folder_asks_which_conversation(tmp_path: Path) -> None:
    """One of several is named by its number, the folder alone gets a question, and the file is read whole."""
    lines = [{"id": id, "conversation_id": root, "speaker": "u", "text": f"Words of {id}.", "reply-to": None}
             for id, root in (("a", "a"), ("b", "b"), ("c", "b"))]  # fmt: skip
    (tmp_path / "utterances.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    with pytest.raises(InputError, match=r"holds 2 conversations; name one, as in FOLDER#2, or .*argmap corpus"):
        read_thread(tmp_path)
    assert [post.id for post in read_thread(f"{tmp_path}#2").posts] == ["b", "c"]
    with pytest.raises(InputError, match="holds 2 conversations, not 3"):
        read_thread(f"{tmp_path}#3")
    assert len(read_thread(tmp_path / "utterances.jsonl").posts) == 3
    assert count_threads((tmp_path / "utterances.jsonl").read_bytes()) == 2


def test_authors_and_documents_nested_without_end() -> None:
    """Objects within objects cost no recursion, be they around a message or where an author should be."""
    author = '{"author":' * 4000 + '"x"' + "}" * 4000
    (post,) = parse_thread(f'[{{"id": 1, "text": "Words.", "author": {author}}}]'.encode()).posts
    assert (post.text, post.author) == ("Words.", None)
    (post,) = parse_thread(('{"a":' * 4000 + '{"id": 1, "text": "Words.", "author": "x"}' + "}" * 4000).encode()).posts
    assert (post.text, post.author) == ("Words.", "x")
