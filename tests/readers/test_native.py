"""The native thread format: what is read, what is refused, what is counted as lost."""

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.datatypes import Answer, Break, Dropped, Guess, Post, Quote, Reaction, Source, Thread
from argmap.errors import InputError
from argmap.formats.json import to_native_thread
from argmap.readers import parse_thread


def parsed(document: object) -> Thread:
    return parse_thread(json.dumps(document).encode(), name="t.json")


def posts(*rows: dict[str, Any]) -> dict[str, Any]:
    return {"posts": [{"id": f"p{i}", "text": "Words."} | row for i, row in enumerate(rows)]}


def test_only_posts_with_id_and_text_are_needed() -> None:
    """A thread of nothing but ids and texts is read; all else stays unknown."""
    assert parsed(posts({}, {})).posts == (Post("p0", "Words."), Post("p1", "Words."))


def test_every_field_is_kept() -> None:
    """What the file says of a thread and its posts comes through unchanged."""
    row = {"author": "Ada", "reply_to": "p0", "created_at": "2025-02-11T09:14:20Z", "score": -3}
    quotes = [{"start": 0, "end": 2, "post": "p0"}, {"start": 3, "end": 5, "post": None}]
    thread = parsed(posts({}, row | {"quotes": quotes}) | {"id": "t", "title": "A", "url": "https://x.test"})
    assert (thread.id, thread.title, thread.url) == ("t", "A", "https://x.test")
    assert thread.posts[1] == Post(
        "p1", "Words.", "Ada", "p0", "2025-02-11T09:14:20Z", -3, (Quote(0, 2, "p0"), Quote(3, 5))
    )


def test_what_was_guessed_of_a_paste_comes_back() -> None:
    """Where a post stood in the file, and how sure its start, its parts and its answer were, are read as written."""
    guess = {"start": 0.5, "breaks": [{"start": 3, "confidence": 0.25}], "answers": [{"post": "p0", "confidence": 1}]}
    thread = parsed(posts({}, {"source": {"start": 10, "end": 16}, "guess": guess}))
    assert thread.posts[1] == Post(
        "p1", "Words.", source=Source(10, 16), guess=Guess(0.5, (Break(3, 0.25),), (Answer("p0", 1.0),))
    )


def test_overlapping_quotes_are_told_apart() -> None:
    """What two quotes both cover is counted once, for the first, and nothing quoted is lost."""
    quotes = [{"start": 2, "end": 5}, {"start": 0, "end": 3, "post": "p0"}, {"start": 1, "end": 2}]
    assert parsed(posts({"quotes": quotes})).posts[0].quotes == (Quote(0, 3, "p0"), Quote(3, 5))


def test_an_unknown_parent_is_attached_to_the_first_post_and_counted() -> None:
    """A reply to a post that is not there is not lost, and the thread says that its place is."""
    thread = parsed(posts({"reply_to": "gone"}, {"reply_to": "gone"}, {"reply_to": "p1"}))
    assert [post.reply_to for post in thread.posts] == [None, "p0", "p1"]
    assert [(dropped.what, dropped.count) for dropped in thread.dropped] == [("reply", 2)]


@pytest.mark.parametrize(
    ("document", "place"),
    [
        (posts({}, {"text": 3}), "posts[1].text must be a string, not a whole number"),
        (posts({"text": None}), "posts[0].text is missing"),
        (posts({"id": True}), "posts[0].id must be a string, not true or false"),
        (posts({"score": 1.5}), "posts[0].score must be a whole number, not a number"),
        (posts({"quotes": {}}), "posts[0].quotes must be a list, not an object"),
        (posts({"quotes": [3]}), "posts[0].quotes[0] must be an object"),
        (posts({"quotes": [{"start": 2, "end": 9}]}), "posts[0].quotes[0] is 2 to 9 in a text of 6"),
        (posts({"quotes": [{"start": 0, "end": 3, "post": "x"}]}), 'posts[0].quotes[0].post "x" is no post'),
        (posts({"source": {"start": 3, "end": 4}}), "posts[0].source is 3 to 4, but the text has 6 characters"),
        (posts({"guess": {"start": 2}}), "posts[0].guess.start must be a number from 0 to 1"),
        (posts({"guess": {"breaks": [{"start": 9, "confidence": 0}]}}), "posts[0].guess.breaks has a start outside"),
        (posts({"guess": {"answers": [{"post": "p0", "confidence": 1}]}}), 'may answer "p0", which is no earlier post'),
        (posts({}, {"id": "p0"}), 'posts[1].id "p0" is the id of posts[0] too'),
        (posts({"reply_to": "p1"}, {}), 'posts[0].reply_to "p1" does not come before it'),
        (posts({}, {"reply_to": "p1"}), 'posts[1].reply_to "p1" does not come before it'),
        (posts({}, {"reply_to": "p2"}, {"reply_to": "p1"}), 'posts[1].reply_to "p2" does not come before it'),
        (posts({"reply_to": "p\n1"}, {"id": "p\n1"}), 'posts[0].reply_to "p\\n1" does not'),
        (posts({}) | {"format": "a\nb"}, 'its format is "a\\nb"'),
        (posts({"text": "a \ud800 b"}), "posts[0].text holds a lone surrogate"),
        (posts({"text": " \n"}), "no post has any text"),
        ({"posts": []}, "posts is empty"),
        ({"posts": {}}, "posts must be a list"),
        ({"posts": [[]]}, "posts[0] must be an object, not a list"),
        (posts({}) | {"format": "argmap-map/1"}, 'its format is "argmap-map/1"'),
        (posts({}) | {"title": 3}, "title must be a string"),
        ({"comments": []}, 'it has no "posts"'),
        ([{}], 'it has no "posts"'),
    ],
)
def test_a_wrong_document_gets_one_line_that_names_file_and_place(document: object, place: str) -> None:
    """A document of the wrong shape is refused with its name and the place in one line."""
    with pytest.raises(InputError) as caught:
        parsed(document)
    assert str(caught.value).startswith("t.json: ")
    assert place in str(caught.value)
    assert "\n" not in str(caught.value)


def test_broken_json_names_its_line() -> None:
    """JSON that was cut off is refused with file and line."""
    with pytest.raises(InputError, match=r"^t\.json:3: broken JSON") as caught:
        parse_thread(b'{"posts": [\n{"id": "p0",\n "text": }', name="t.json")
    assert caught.value.line == 3


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, '{"posts": [' + "9" * 5000 + "]}"])
def test_hostile_json_is_refused(text: str) -> None:
    """Nesting or digits without end give a clear line, not a RecursionError or ValueError."""
    with pytest.raises(InputError, match=r"too deeply|too long"):
        parse_thread(text.encode())


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)
NAMES = st.none() | TEXTS
NUMBERS = st.none() | st.integers(-99, 99)


@st.composite
def threads(draw: st.DrawFn) -> Thread:
    """Any thread that a reader can make, apart from how sure a reader of pastes was."""
    posts: list[Post] = []
    for i in range(draw(st.integers(1, 5))):
        text = draw(TEXTS)
        start, end = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
        of = draw(st.none() | st.sampled_from([post.id for post in posts])) if posts else None
        marked = draw(st.booleans()) and start < end
        posts.append(
            Post(
                f"p{i}",
                text,
                draw(NAMES),
                of,
                draw(NAMES),
                draw(NUMBERS),
                (Quote(start, end, of),) if marked else (),
                Source(i, i + len(text)) if draw(st.booleans()) else None,
                reactions=(Reaction(draw(TEXTS), draw(st.integers(1, 9)), *((start, end) if marked else ())),),
            )
        )
    dropped = draw(st.lists(st.builds(Dropped, TEXTS, TEXTS, st.integers(0, 9)), max_size=2))
    return Thread(tuple(posts), draw(TEXTS), draw(NAMES), draw(NAMES), tuple(dropped))


@given(threads())
def test_a_thread_written_as_native_json_reads_back_equal(thread: Thread) -> None:
    """Every thread survives the way through native JSON: words, places, reactions, and what was lost."""
    assert parse_thread(to_native_thread(thread).encode()) == thread


@pytest.mark.parametrize(
    ("reaction", "place"),
    [
        ({"name": "crux", "count": 1, "start": 0, "end": 9}, "posts[0].reactions[0] is 0 to 9 in a text of 6"),
        ({"name": "crux", "count": 1, "start": 0}, "posts[0].reactions[0] is 0 to None"),
        ({"name": "crux"}, "posts[0].reactions[0].count is missing"),
        ("crux", "posts[0].reactions[0] must be an object"),
    ],
)
def test_a_wrong_reaction_is_refused(reaction: object, place: str) -> None:
    """A reaction marks words of the post, or all of it."""
    with pytest.raises(InputError, match=re.escape(place)):
        parsed(posts({"reactions": [reaction]}))
