"""Saved pages of forum software, wikis and marked-up sites: who says what to whom and when, and what is not there."""

from pathlib import Path

import pytest

from argmap.datatypes import Thread
from argmap.errors import InputError
from argmap.readers import parse_thread, read_thread

PAGES = Path(__file__).parent / "pages"
WILD = Path(__file__).parent.parent / "wild"
ROOF = "Hives on the roof are a danger to the school next door."
SAFE = "The roof is safe, because nobody walks there."
FLY = "Bees fly down from roofs, so walking is not the point."
FORUMS = ("phpbb", "xenforo1", "xenforo2", "vb3", "vb4", "mybb", "smf", "discourse", "crawler")
NESTED = ("jsonld", "microdata", "wordpress", "beside", "embedded", "stackexchange")


def said(thread: Thread) -> list[tuple[str | None, str, str | None]]:
    return [
        (post.author, post.text, thread.by_id[post.reply_to].author if post.reply_to else None) for post in thread.posts
    ]


def day(thread: Thread) -> list[str]:
    return [(post.created_at or "")[:13] for post in thread.posts]


@pytest.mark.parametrize("name", FORUMS)
def test_a_page_of_forum_software_is_read_whole(name: str) -> None:
    """Authors, words and times; the third post quotes the second, and so answers it; signatures are no words."""
    thread = read_thread(PAGES / f"{name}.html")
    quoting = f"> nobody walks there\n\n{FLY}"
    assert said(thread) == [("nora", ROOF, None), ("odd", SAFE, "nora"), ("pia", quoting, "odd")]
    assert [quote.post for quote in thread.posts[2].quotes] == [thread.posts[1].id]
    assert day(thread)[:2] == ["2025-03-03T15", "2025-03-03T16"]
    assert day(thread)[2] in ("2025-03-03T17", "")
    assert thread.title == "Roof hives"
    assert (thread.dropped, thread.notes) == ((), ())


@pytest.mark.parametrize("name", NESTED)
def test_marked_up_comments_answer_what_they_stand_within(name: str) -> None:
    """schema.org in a script or in elements, and the classes of WordPress, tell the same thread."""
    thread = read_thread(PAGES / f"{name}.html")
    assert said(thread) == [("nora", ROOF, None), ("odd", SAFE, "nora"), ("pia", FLY, "odd")]
    assert day(thread)[:2] == ["2025-03-03T15", "2025-03-03T16"]
    assert thread.title == "Roof hives"
    assert thread.dropped == ()


def test_microformats() -> None:
    """An entry and what is cited in it as a comment."""
    thread = read_thread(PAGES / "mf2.html")
    assert said(thread) == [("nora", ROOF, None), ("odd", SAFE, "nora")]
    assert day(thread) == ["2025-03-03T15", "2025-03-03T16"]


def test_a_talk_page_of_a_wiki() -> None:
    """Indentation says what is answered, signatures who speaks and when; a post may have several paragraphs."""
    thread = read_thread(PAGES / "wiki.html")
    assert said(thread) == [
        ("Nora Q", ROOF, None),
        ("Odd", SAFE, "Nora Q"),
        ("10.0.0.1", "Bees fly down from roofs.\n\nSo walking is not the point.", "Odd"),
        ("Kurt", "The cellar is too damp for honey.", "Nora Q"),
    ]
    assert [post.created_at for post in thread.posts][:2] == ["2025-03-03T15:00:00Z", "2025-03-03T16:00:00Z"]
    assert (thread.title, thread.dropped) == ("Talk:Roof hives", ())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("html_fragment.html", [("Nora", ROOF, None), ("Odd", SAFE, "Nora")]),
        ("page_hn_2015.html", [("nora", "Roof hives", None), ("odd", SAFE, "nora"), ("pia", FLY, "odd")]),
        ("page_reddit_2022.html", [("nora", ROOF, None), ("odd", SAFE, "nora")]),
    ],
)
def test_pages_as_they_were_found(name: str, expected: list[tuple[str | None, str, str | None]]) -> None:
    """A piece of a page, Hacker News before 2016, and Reddit as it was marked in 2022."""
    assert said(read_thread(WILD / name)) == expected


def test_comments_that_a_page_tells_of_and_does_not_hold_are_counted() -> None:
    """A page saved before its comments were there says how many are missing."""
    (lost,) = read_thread(PAGES / "lw169.html").dropped
    assert (lost.what, lost.count) == ("post", 169)


def test_other_pages_of_the_thread_are_counted() -> None:
    """A page of a thread of several says how many are not in the file."""
    page = (PAGES / "phpbb.html").read_text("utf-8").replace("<strong>1</strong></div>", "<strong>9</strong></div>")
    (lost,) = parse_thread(page.encode()).dropped
    assert (lost.what, lost.count) == ("page", 8)


def test_words_that_no_post_has_are_counted_and_said() -> None:
    """A comment whose place the reader does not know is not lost in silence."""
    stray = "<p>Somebody wrote these words at length in a place where nobody would look for any of them.</p>"
    page = (PAGES / "wordpress.html").read_text("utf-8").replace("</body>", f"{stray}</body>")
    thread = parse_thread(page.encode())
    assert thread.dropped[-1].what == "character"
    assert "are in no post" in thread.notes[0]


@pytest.mark.parametrize(
    "text", ["<p>Words in a paragraph.</p>", "<div class='x'>Words.</div>", "<table><tr><td>a</table>"]
)
def test_mark_up_is_never_mapped_as_words(text: str) -> None:
    """A piece of HTML that holds no discussion is refused with a way out."""
    with pytest.raises(InputError, match="not a thread"):
        parse_thread(text.encode())
