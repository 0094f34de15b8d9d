"""Tables: columns under their usual names, a question where they have others, prose that is none."""

import csv
import json
from pathlib import Path

import pytest

from argmap.datatypes import Thread
from argmap.errors import InputError
from argmap.readers import parse_thread, read_thread

HERE = Path(__file__).parent / "fixtures"


def parsed(text: str) -> Thread:
    return parse_thread(text.encode(), name="t")


def rows(thread: Thread) -> list[tuple[str, str | None, str | None]]:
    return [(post.id, post.author, post.reply_to) for post in thread.posts]


def test_a_table_of_a_spreadsheet() -> None:
    """Semicolons, cells of several lines, likes, dates, empty cells and a parent that is not there are read."""
    thread = read_thread(HERE / "table.csv")
    assert rows(thread) == [("1", "elke", None), ("2", "rolf", "1"), ("3", "mina", "2"), ("4", None, "1")]
    assert [post.score for post in thread.posts] == [7, 3, 11, None]
    assert thread.posts[1].quotes[0].post == "1"
    assert thread.posts[1].text.startswith("> working families cannot come on any other day\n\nThey can")
    assert [(lost.what, lost.count) for lost in thread.dropped] == [("reply", 1)]


def test_json_lines_with_one_cut_off() -> None:
    """What corpora of conversations are kept in; the line that was cut off is counted."""
    thread = read_thread(HERE / "table.jsonl")
    assert rows(thread) == [("u1", "elke", None), ("u2", "rolf", "u1"), ("u3", "mina", "u2")]
    assert thread.posts[0].created_at == "2025-06-01T10:00:00Z"
    assert [(lost.what, lost.count) for lost in thread.dropped] == [("row", 1)]


@pytest.mark.parametrize(
    "text",
    ["author\ttext\nann\tIt is so.\nbo\tIt is not.", "Speaker,Utterance\nann,It is so.\nbo,It is not.",
     '[{"speaker": {"name": "ann"}, "body": "It is so."}, {"speaker": {"name": "bo"}, "body": "It is not."}]',
     '{"comments": [{"by": "ann", "message": "It is so."}, {"by": "bo", "message": "It is not."}]}',
     "author|comment\nann|It is so.\nbo|It is not."],
)  # fmt: skip
def test_usual_names_in_any_form(text: str) -> None:
    """Tabs, commas, bars and lists in JSON; without a column for replies the first row is what is answered."""
    thread = parsed(text)
    assert [(post.author, post.text, post.reply_to) for post in thread.posts] == [
        ("ann", "It is so.", None),
        ("bo", "It is not.", "row1"),
    ]
    assert "no column says what a row answers" in thread.dropped[0].why


@pytest.mark.parametrize(
    "text",
    ["a,b,c\n1,2,3\n4,5,6", '[{"a": "x", "b": "y", "c": "z"}]', '{"a": "x", "b": "y", "c": "z"}\n' * 2],
)
def test_columns_that_are_not_recognised_get_a_question(text: str) -> None:
    """One line names the columns, asks which holds the words, and says what to call it."""
    question = r'^t: a table with the columns "a", "b", "c": which of them holds the words\? Call it "text"'
    with pytest.raises(InputError, match=question):
        parsed(text)


@pytest.mark.parametrize(
    "text",
    ["Well, I think, this is prose.\nIt has commas, and lines.\nNot columns, though.",
     "One, two\nthree, four\nfive, six",
     "| a | b |\n|---|---|\n| 1 | 2 |"],
)  # fmt: skip
def test_prose_with_commas_is_no_table(text: str) -> None:
    """Lines of running text are read as a paste."""
    assert all(post.source is not None for post in parsed(text).posts)


def test_a_dump_of_reddit_comments() -> None:
    """Its parents carry a kind before the id; a parent that is the post, which is not there, is no loss of a place."""
    dump = [
        {"id": "a", "author": "ann", "parent_id": "t3_p", "link_id": "t3_p", "body": "It is so.", "score": 3},
        {"id": "b", "author": "[deleted]", "parent_id": "t1_a", "link_id": "t3_p", "body": "It is not.", "score": 1},
        {"id": "c", "author": "cy", "parent_id": "t1_b", "link_id": "t3_p", "body": "[removed]", "score": 1},
    ]
    thread = parsed("".join(json.dumps(row) + "\n" for row in dump))
    assert rows(thread) == [("a", "ann", None), ("b", None, "a")]
    assert [(lost.what, lost.count) for lost in thread.dropped] == [("post", 1), ("post", 1)]


def test_a_table_that_is_broken_or_long_is_told_by_line() -> None:
    """A cell that never ends is read to the end of the file, and an empty table has no words."""
    assert parsed('id,text\n1,"never ends').posts[0].text == "never ends"
    with pytest.raises(InputError, match="no post in it has any words"):
        parsed("id,text\n1,\n2,")


def test_the_columns_of_praw() -> None:
    """`author.name` is the author, `name` an id; every field is that which `csv` finds."""
    path = HERE.parent / "wild" / "csv_author_name.csv"
    thread = read_thread(path)
    walked = [
        (row["author.name"], row["parent_id"][3:], row["body"], int(row["score"]))
        for row in csv.DictReader(path.read_text("utf-8").splitlines())
    ]
    index = {post.id: post for post in thread.posts}
    assert [(post.author, post.text, post.score) for post in thread.posts] == [
        (author, text, score) for author, _, text, score in walked
    ]
    assert [post.reply_to for post in thread.posts] == [
        parent if parent in index else None for _, parent, _, _ in walked
    ]
    assert thread.posts[0].created_at == "2016-08-07T21:13:42Z"


def test_statements_of_surveys_have_speakers_and_answer_nothing() -> None:
    """Talk to the City keeps who spoke under `interview`, Polis under `author-id`."""
    city = parsed("id,interview,comment\n1,Nora Quill,It is so.\n2,Odd,It is not.\n")
    assert rows(city) == [("1", "Nora Quill", None), ("2", "Odd", None)]
    polis = parsed(
        "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
        "1741014000000,Mon Mar 03 2025 15:00:00,0,7,3,1,1,It is so.\n"
        "1741014060000,Mon Mar 03 2025,1,8,3,2,1,It is not.\n"
    )
    assert rows(polis) == [("0", "7", None), ("1", "8", None)]
    assert polis.posts[0].created_at == "2025-03-03T15:00:00Z"
    assert city.dropped == polis.dropped == ()


def test_words_of_other_columns_are_counted_as_lost() -> None:
    """A second column of sentences, and cells beyond the header, are told of."""
    thread = parsed(
        "author,text,reason\nann,It is so.,because the bridge was built long ago\n"
        "bo,It is not.,no,and this stands beyond all columns\n"
    )
    assert [(lost.why.split(" ")[0], lost.count) for lost in thread.dropped][1:] == [("in", 60)]
    assert "are in no post" in thread.notes[0]
