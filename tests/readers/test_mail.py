"""Mail: mailboxes, single messages, and replies whose quotations are all there is of a thread."""

from pathlib import Path

from argmap.datatypes import Thread
from argmap.readers import parse_thread, read_thread

HERE = Path(__file__).parent / "fixtures"


def said(thread: Thread) -> list[tuple[str | None, str | None]]:
    return [(post.author, thread.by_id[post.reply_to].author if post.reply_to else None) for post in thread.posts]


def test_a_mailbox_is_a_thread() -> None:
    """Headers say who answers whom; encodings, signatures and HTML parts are dealt with, and lines are joined."""
    thread = read_thread(HERE / "mailbox.mbox")
    assert said(thread) == [("Ruth Amsel", None), ("Jan Brückner", "Ruth Amsel"), ("Ines Park", "Jan Brückner")]
    assert thread.title == "Water meters for every plot"
    assert thread.posts[0].created_at == "2025-07-07T09:00:00+02:00"
    assert thread.posts[0].text.endswith("run sprinklers at noon. Nobody saves what others pay for.")
    assert thread.posts[1].text.startswith("> A third of our water bill comes from two plots")
    assert [post.quotes[0].post for post in thread.posts[1:]] == ["1@example.org", "2@example.org"]


def test_the_quotations_of_a_reply_are_the_messages_that_it_answers() -> None:
    """Each level of quotation is a message of its own, the innermost first, and quoted again where it was quoted."""
    thread = read_thread(HERE / "reply.txt")
    assert said(thread) == [
        ("Ruth Amsel", None), ("Jan Brückner", "Ruth Amsel"), ("Ines Park", "Jan Brückner"), (None, "Ines Park"),
    ]  # fmt: skip
    assert thread.posts[0].text == "I propose that we fit a water meter on every plot."
    assert thread.posts[1].text.startswith("Forty meters cost four thousand euros, which is ten years of what they")
    own = thread.posts[3]
    assert [own.text[: quote.start] for quote in own.quotes] == [
        "I still think that meters are fair: who uses more should pay more.\n\n"
    ]


def test_answers_between_quoted_lines_are_one_message() -> None:
    """A reply that answers point by point quotes one message in pieces."""
    text = (
        "On Mon, 7 Jul 2025, Ann Lee wrote:\n> The bridge is old.\nIt is from 1990.\n> It is not safe.\n"
        "It was tested last year.\n"
    )
    thread = parse_thread(text.encode())
    assert said(thread) == [("Ann Lee", None), (None, "Ann Lee")]
    assert thread.posts[0].text == "The bridge is old.\n\nIt is not safe."
    assert (
        thread.posts[1].text
        == "> The bridge is old.\n\nIt is from 1990.\n\n> It is not safe.\n\nIt was tested last year."
    )
    assert [quote.post for quote in thread.posts[1].quotes] == ["m1", "m1"]


def test_a_single_message_brings_what_it_quotes() -> None:
    """A message alone is a reply with a name and a date."""
    text = (
        "From: Bo <bo@x.test>\nSubject: Re: Bridge\nDate: Mon, 07 Jul 2025 11:30:00 +0200\n\n"
        "On Mon, 7 Jul 2025, Ann wrote:\n> It is not safe.\n\nIt was tested.\n"
    )
    thread = parse_thread(text.encode())
    assert said(thread) == [("Ann", None), ("Bo", "Ann")]
    assert thread.title == "Bridge"


def test_names_before_posts_in_a_paste_are_no_mail() -> None:
    """`X wrote:` above a post is the byline of a forum; above a quotation it says whose words those are."""
    text = (
        "ann wrote:\nThe bridge is old and it will not hold.\nbo wrote:\nIt was tested.\ncy wrote:\n"
        "ann wrote:\n> The bridge is old\nSo is the town."
    )
    thread = parse_thread(text.encode())
    assert [post.author for post in thread.posts] == ["ann", "bo", "cy"]
    (quote,) = thread.posts[2].quotes
    assert thread.posts[2].text[quote.start : quote.end] == "ann wrote:\n> The bridge is old"
