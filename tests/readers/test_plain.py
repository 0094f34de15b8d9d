"""Pasted text: exact slices, the marks that part posts, and the thread that lost all structure."""

import json
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.datatypes import Thread
from argmap.errors import ModelError
from argmap.readers import read_thread
from argmap.readers.paste.boundaries import find_starts
from argmap.readers.paste.plain import from_plain
from argmap.readers.paste.trained import load_starts

LINES = st.sampled_from(
    ["Thanks!", "---", "alice · 3 points · 2h ago", "Bob wrote:", "Ann: yes", "Comments", "", "", " ", "> a b c",
     "1) x", "- T by A 1 Jun 2023 23:12 UTC; 83 points) (", "I think you are wrong about this.",
     "A much longer line. " * 9]
)  # fmt: skip


@settings(deadline=None)
@given(st.text() | st.lists(LINES | st.text(max_size=9)).map("\n".join) | st.lists(LINES).map("\r\n".join))
def test_every_post_is_the_slice_that_its_source_names(text: str) -> None:
    """Posts are exact slices of the file, in order and apart, and each answers an earlier one."""
    thread, last, seen = from_plain(text), 0, set[str]()
    for post in thread.posts:
        assert post.source is not None
        assert post.text == text[post.source.start : post.source.end]
        assert post.source.start >= last
        assert (post.reply_to in seen) if seen else post.reply_to is None
        last = post.source.end
        seen.add(post.id)


@pytest.fixture(scope="module")
def replies(root: Path) -> dict[int, int]:
    """The real thread as a reader sees it: line where a comment starts -> line where what it answers starts."""
    answers = json.loads((root / "corpora" / "gold" / "agi-safety-career-advice.answers.json").read_text("utf-8"))
    return {int(comment): target for comment, target in answers["answers"].items()}


def line_of(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


@pytest.fixture(scope="module")
def real(shared: Path) -> tuple[str, Thread]:
    path = shared / "threads" / "agi-safety-career-advice.txt"
    return path.read_text(encoding="utf-8"), read_thread(path)


def test_the_real_thread_comes_apart_at_the_right_lines(real: tuple[str, Thread], replies: dict[int, int]) -> None:
    """The post ends where it ends, and of the 24 starts at most three are wrong or missing."""
    text, thread = real
    starts = {line_of(text, post.source.start) for post in thread.posts if post.source}
    assert len(starts ^ {2, *replies}) <= 3
    assert 160 in starts, "Thanks Richard for this post starts a comment"
    assert line_of(text, thread.posts[0].source.end) == 89  # type: ignore[union-attr]
    assert thread.title == "AGI safety career advice"


def test_the_pingbacks_of_the_real_thread_are_dropped_and_counted(real: tuple[str, Thread]) -> None:
    """Links of other pages are in no post, and the thread says how many were left out."""
    _, thread = real
    assert not any(re.search(r"UTC; \d+ points?\)", post.text) for post in thread.posts)
    assert [(dropped.what, dropped.count) for dropped in thread.dropped] == [("pingback", 6)]


def test_who_answers_whom_in_the_real_thread(real: tuple[str, Thread], replies: dict[int, int]) -> None:
    """At least 18 of the 23 replies are right, and the exchange about debate is a chain."""
    text, thread = real
    line = {post.id: line_of(text, post.source.start) for post in thread.posts if post.source}
    guessed = {line[post.id]: line[post.reply_to] for post in thread.posts if post.reply_to}
    assert sum(guessed.get(comment) == target for comment, target in replies.items()) >= 18
    assert [guessed[comment] for comment in (133, 134, 143, 144, 152, 154)] == [115, 133, 134, 143, 115, 152]


def authors(text: str) -> list[tuple[str | None, str]]:
    return [(post.author, post.text) for post in from_plain(text).posts]


@pytest.mark.parametrize(
    "text",
    [
        "ann · 12 points · 2h ago\nOne.\nTwo.\nReply\nbob · 3 points · 1h ago\nThree.",
        "ann 12 points 2 hours ago\nOne.\nTwo.\n\nbob 3 points 1 hour ago\nThree.\nReply",
        "ann wrote:\nOne.\nTwo.\nbob wrote:\nThree.",
        "ann (2024-05-01):\nOne.\nTwo.\nbob (2 May 2024):\nThree.",
        "---\nann\nOne.\nTwo.\n---\nbob\nThree.",
    ],
)
def test_bylines_part_posts_and_name_authors(text: str) -> None:
    """A line with a name and points, an age or `wrote:` starts a post, belongs to none, and names its author."""
    assert authors(text) == [("ann", "One.\nTwo."), ("bob", "Three.")]


def test_a_thread_in_markdown() -> None:
    """Names in bold or in headings part posts, a quotation may open one, and `X wrote:` above it is part of it."""
    text = (
        "# Should we cross?\n\n**ann** (2024-05-01):\n\nWe should cross at dawn, the river is low then.\n\n"
        "**bob** wrote:\n\n> the river is low then\n\nIt is not low in May.\n\n"
        "### cid · 3 points · 2h ago\n\nann wrote:\n> We should cross at dawn\n\nNo."
    )
    thread = from_plain(text)
    assert thread.title == "Should we cross?"
    assert [(post.author, post.reply_to) for post in thread.posts] == [("ann", None), ("bob", "p1"), ("cid", "p1")]
    assert [post.text[: post.quotes[0].end] for post in thread.posts[1:]] == [
        "> the river is low then",
        "ann wrote:\n> We should cross at dawn",
    ]


def test_points_become_the_score() -> None:
    """Karma in a byline is kept."""
    thread = from_plain("ann · 1,200 points · 2h ago\nOne.\nbob · -3 points · 1h ago\nTwo.")
    assert [post.score for post in thread.posts] == [1200, -3]


def test_a_dialogue_is_parted_by_its_speakers() -> None:
    """Where most lines open with a speaker's name, each is a post of theirs without the name."""
    assert authors("Ann: Is it so?\nBob: It is.\nAnn: Good.") == [
        ("Ann", "Is it so?"), ("Bob", "It is."), ("Ann", "Good."),
    ]  # fmt: skip


def test_names_that_stand_alone_and_come_again_part_posts() -> None:
    """A dialogue with each name on a line of its own is parted as one with names before the words."""
    text = "ann:\nOne.\nTwo.\n\nbob_2:\nThree.\n\nann:\nFour."
    assert authors(text) == [("ann", "One.\nTwo."), ("bob_2", "Three."), ("ann", "Four.")]


def test_a_line_above_the_first_byline_is_the_title() -> None:
    """A title over a byline is no post of its own."""
    thread = from_plain("Should we cross?\nann · 3 points · 2h ago\nOne.\nbob · 2 points · 1h ago\nTwo.")
    assert (thread.title, [post.text for post in thread.posts]) == ("Should we cross?", ["One.", "Two."])


def test_rules_and_wide_gaps_part_posts() -> None:
    """A line of dashes, or more blank lines than between paragraphs, starts a post of an unknown author."""
    assert authors("One.\nTwo.\n---\nThree.") == [(None, "One.\nTwo."), (None, "Three.")]
    wide = "One.\n\nTwo.\n\nThree.\n\n\nFour.\n\nFive."
    assert [text for _, text in authors(wide)] == ["One.\n\nTwo.\n\nThree.", "Four.\n\nFive."]


def test_emptied_quote_leads_stay_inside_their_comment() -> None:
    """Names with a colon and nothing behind them, as a paste leaves of quotations, start no post."""
    text = "A post about rivers and rain.\n1 comment\nWhat they said:\nAnn Lee:\nBob:\nIt rains."
    assert len(from_plain(text).posts) == 2


def test_an_addressed_author_is_answered() -> None:
    """A post that opens with an author's name answers their latest post."""
    text = "ann wrote:\nOne.\nbob wrote:\nTwo.\ncid wrote:\nThree.\ndan wrote:\n@bob, four."
    assert from_plain(text).posts[-1].reply_to == "p2"


def test_a_quoting_post_answers_what_it_quotes() -> None:
    """A quoted line settles what is answered."""
    first = "The bridge over the river will not hold through the winter."
    text = f"ann wrote:\n{first}\nbob wrote:\nNo.\ncid wrote:\nYes.\ndan wrote:\n> {first}\nIt will."
    assert from_plain(text).posts[-1].reply_to == "p1"


BRIDGE = ["The bridge was built in 1950 by the town.", "It has three spans, each of forty metres."]
ON = "The piers are of stone, and the town pays for them."


def chance(*paragraphs: str) -> float:
    """The probability that the last of some paragraphs starts a post."""
    return find_starts([*BRIDGE, *paragraphs]).confidence[-1]


@pytest.mark.parametrize(
    "opening", ["Thanks for this!", "I disagree.", "Oh, I see.", "Why do you believe that?", "Good point, will fix."]
)
def test_a_social_opening_speaks_for_a_start(opening: str) -> None:
    """Thanks, dissent, exclamation and a question to the writer make it likelier that a comment starts."""
    assert chance(f"{opening} {ON}") > chance(ON)


@pytest.mark.parametrize("going_on", ["2. The second span is short.", "- the second span", "(It is long.)"])
def test_lists_and_asides_speak_against_a_start(going_on: str) -> None:
    """A list item or a bracket belongs to the comment before it sooner than thanks do."""
    assert chance(going_on) < min(0.4, chance(f"Thanks! {ON}"))


def test_a_lead_keeps_what_follows() -> None:
    """Whatever comes after a colon more likely belongs to the one who set it."""
    assert chance("The town says:", ON) < chance("The town says so.", ON)


def test_a_repeated_passage_starts_a_post() -> None:
    """Nobody quotes the words right above but somebody else."""
    assert chance(ON, ON, "That is not so.") < chance(ON, ON)
    assert chance(ON, ON) > 0.5


def test_the_first_post_is_not_parted_where_its_end_is_known() -> None:
    """Above a list of pingbacks or a count of comments there is one post, and the next starts below."""
    starts = find_starts(["Thanks!", "I disagree.", "One.", "Two."], post_end=2)
    assert starts.indices[:2] == (0, 2)
    assert starts.confidence[:3] == (1, 0, 1)
    assert find_starts([]).indices == ()


@pytest.mark.parametrize(
    ("byline", "author", "score"),
    [
        ("ann\n3 hours ago", "ann", None),
        ("u/ann\n•\n2y ago", "ann", None),
        ("Ann Lee\n2y\n14\n3", "Ann Lee", None),
        ("ann 2y 14 points", "ann", 14),
        ("[–]ann 14 points 3 years ago", "ann", 14),
        ("ann 3 hours ago | parent | next [–]", "ann", None),
        ("Posted by ann on Mar 3, 2021", "ann", None),
        ("by ann » Mon Mar 3, 2021 3:14 pm", "ann", None),
        ("· 14 points ·", None, 14),
    ],
)
def test_bylines_as_pages_print_them(byline: str, author: str | None, score: int | None) -> None:
    """What is left of a page's bylines starts a post, names who wrote it where it does, and is no part of it."""
    thread = from_plain("\n".join(f"{byline}\nThe bridge is old.\nIt must go." for _ in range(3)))
    assert [(post.author, post.score, post.text) for post in thread.posts] == [
        (author, score, "The bridge is old.\nIt must go.")
    ] * 3


def test_bare_names_that_come_again_part_posts() -> None:
    """A name alone on its line above each post is told from other short lines by coming again."""
    text = "ann\nThe bridge is old.\nIt must go.\nbob\nNo, it holds.\nann\nI saw it.\nbob\nWhen was that?"
    assert [author for author, _ in authors(text)] == ["ann", "bob", "ann", "bob"]


def test_a_rule_within_a_post_does_not_hide_the_posts(demo: Path) -> None:
    """One line of dashes in a long discussion parts nothing."""
    posts = [post.text for post in read_thread(demo).posts]
    assert len(from_plain("\n".join([*posts[:9], "---", *posts[9:]])).posts) > 4


def test_a_damaged_model_is_refused(root: Path, tmp_path: Path) -> None:
    """Weights that are not those of the card are not used."""
    folder = shutil.copytree(root / "models" / "paste", tmp_path / "paste")
    (folder / "replies.npz").write_bytes(b"other numbers")
    with pytest.raises(ModelError, match=r"replies\.npz is damaged"):
        load_starts(folder)
