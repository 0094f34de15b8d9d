"""Each site's formats, by files in their true shape: who says what to whom, what is quoted, and what was lost."""

import json
from collections.abc import Mapping
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest

from argmap.datatypes import Thread
from argmap.errors import InputError
from argmap.formats.maps import is_map
from argmap.pipeline import analyze
from argmap.readers import parse_thread, read_thread

HERE = Path(__file__).parent / "fixtures"
FORUM = {"lesswrong.json": 1, "lesswrong.html": 1, "greaterwrong.html": 1, "lesswrong.md": 2}
"""Files with the same thread, and how many of its seven comments each lacks (the API leaves deleted ones out)."""
REDDIT = {"reddit.json": 7, "reddit-old.html": 4, "reddit-new.html": 4, "reddit-2020.html": 4}
"""The same for a thread of Reddit with ten comments; its JSON counts what is folded away more closely."""
HACKER_NEWS = {"hackernews-algolia.json": 0, "hackernews-firebase.json": 2, "hackernews.html": 3}


def read(name: str) -> Thread:
    return read_thread(HERE / name)


def said(thread: Thread) -> list[tuple[str | None, str | None, int | None]]:
    """For each post its author, whom it answers, and its score."""
    return [
        (post.author, thread.by_id[post.reply_to].author if post.reply_to else None, post.score)
        for post in thread.posts
    ]


def lost(thread: Thread) -> Mapping[str, int]:
    """How many posts or replies were lost, by the first words of the reason; characters are counted elsewhere."""
    return {" ".join(item.why.split()[:2]): item.count for item in thread.dropped if item.what != "character"}


def quoted(thread: Thread) -> list[tuple[str | None, str]]:
    """Whose words are quoted, and which, as they stand in the text."""
    return [
        (thread.by_id[quote.post].author if quote.post else None, post.text[quote.start : quote.end])
        for post in thread.posts
        for quote in post.quotes
    ]


@pytest.mark.parametrize(("name", "missing"), FORUM.items())
def test_a_thread_of_lesswrong_is_the_same_in_every_format(name: str, missing: int) -> None:
    """GraphQL JSON, the Markdown API, a saved page and one of GreaterWrong tell the same thread."""
    thread = read(name)
    opening = "mira_okafor" if name != "lesswrong.md" else "Joanna Reyes"  # a deleted comment, unknown to the API
    assert said(thread) == [
        ("Joanna Reyes", None, 64),
        ("mira_okafor", "Joanna Reyes", 31),
        ("tobias_lind", "mira_okafor", 12),
        ("mira_okafor", "tobias_lind", 9),
        ("anselm", opening, 5),
        ("ines_park", "Joanna Reyes", 18),
    ]
    assert thread.title == "Debate will not scale to research agents"
    assert thread.id == "aDb8QmT3xYw7Kp2Rs"
    assert thread.url is not None
    assert thread.url.endswith("/posts/aDb8QmT3xYw7Kp2Rs/debate-will-not-scale-to-research-agents")
    assert thread.posts[1].created_at is not None
    assert thread.posts[1].created_at.startswith("2025-03-02T10:05:00")
    assert lost(thread)["counted by"] == missing
    judge = "> the judge cannot check a claim about an experiment that nobody has run"
    assert quoted(thread) == [("Joanna Reyes", judge)]


@pytest.mark.parametrize("name", FORUM)
def test_words_of_a_forum_post_keep_their_structure(name: str) -> None:
    """Headings, numbered lists, footnotes, code and links come through as text; the link's address stands below."""
    post, *comments = read(name).posts
    assert post.text.startswith("## The argument\n\nDebate asks two models")
    assert "nobody has run.[1]\n\nTwo things follow:\n\n1. We should" in post.text
    assert "\n2. We should spend more on interpretability" in post.text
    assert "Running it is the whole cost of research." in post.text
    assert post.text.endswith("Links:\n- AI safety via debate: https://arxiv.org/abs/1805.00899")
    assert comments[1].text.endswith("\n\n- Short experiments can be checked.\n- Long ones cannot.")
    assert comments[-1].text.endswith("\n\n```\nclaim -> check -> trust\n```")
    assert not any("never read" in comment.text for comment in comments)


@pytest.mark.parametrize("name", ["lesswrong.json", "lesswrong.html", "lesswrong.md"])
def test_reactions_and_the_words_that_they_mark_are_kept(name: str) -> None:
    """A `crux` on words is found in the text, one on the whole comment has no place, and dissent takes votes off."""
    thread = read(name)
    found = {
        (post.author, mark.name, mark.count, None if mark.start is None else post.text[mark.start : mark.end])
        for post in thread.posts
        for mark in post.reactions
    }
    assert found == {
        ("mira_okafor", "crux", 2, "Random checks make lying expensive."),
        ("mira_okafor", "agree", 1, None),
        ("tobias_lind", "notacrux", 1, None),
    }


@pytest.mark.parametrize(("name", "folded"), REDDIT.items())
def test_a_thread_of_reddit_is_the_same_in_every_format(name: str, folded: int) -> None:
    """The `.json` and saved pages of three generations tell the same thread, and count what is folded away."""
    thread = read(name)
    assert said(thread) == [
        ("late_for_work", None, 203),
        ("pannier_pete", "late_for_work", 87),
        ("no7_driver", "pannier_pete", 41),
        ("pannier_pete", "no7_driver", 12),
        ("quietlane", "pannier_pete", 5),
        ("hilltop_mum", "late_for_work", 30),
    ]
    assert thread.title == "Cargo bikes do not belong in the bus lane"
    assert (thread.url or "").startswith("https://www.reddit.com/r/bicycling/comments/1k2abc/")
    assert [post.created_at[:10] for post in thread.posts if post.created_at] == ["2025-04-01"] * 6
    assert quoted(thread) == [("late_for_work", "> one slow vehicle costs each bus four minutes")]
    assert thread.posts[0].text.endswith("\n\nLinks:\n- city's own study: https://example.org/bus-study")
    assert thread.posts[2].text.endswith("of my passengers' time. >10 km/h matters.")
    assert thread.posts[3].text.endswith("\n\n- Vans block the lane for minutes.\n- Bikes move.")
    assert thread.posts[5].text.endswith("\n\n```\n4 min x 60 people < 1 life\n```")
    assert lost(thread)["deleted on"] == 1
    assert sum(lost(thread).values()) == folded + 1


@pytest.mark.parametrize(("name", "missing"), HACKER_NEWS.items())
def test_a_thread_of_hacker_news_is_the_same_in_every_format(name: str, missing: int) -> None:
    """Algolia's item, Firebase items in any order and a saved page tell the same thread."""
    thread = read(name)
    assert said(thread) == [
        ("dkessler", None, 212),
        ("vacuumer", "dkessler", None),
        ("dkessler", "vacuumer", None),
        ("brokerfan", "dkessler", None),
        ("sre_on_call", "dkessler", None),
        ("dkessler", "sre_on_call", None),
    ]
    assert thread.url == "https://news.ycombinator.com/item?id=40111001"
    assert quoted(thread) == [("dkessler", "> most teams should start there")]
    assert thread.posts[0].text.endswith("\n\nCode: https://example.com/very/long/path/to/the/queue")
    assert thread.posts[1].text.endswith("```\n  n_dead_tup > 10000000\n```")
    assert sum(lost(thread).values()) == missing + 1
    assert lost(thread)["deleted on"] == 1


def test_a_topic_of_discourse() -> None:
    """Posts are called by number, likes are the score, a quotation says what is answered, and notices are no posts."""
    thread = read("discourse.json")
    assert said(thread) == [
        ("elke", None, 7), ("rolf", "elke", 3), ("mina", "rolf", 11), ("ousmane", "mina", 2),
    ]  # fmt: skip
    assert [post.id for post in thread.posts] == ["1", "2", "4", "6"]
    assert quoted(thread) == [
        ("elke", "> working families cannot come on any other day"),
        ("mina", "> A late Thursday does not help families"),
    ]
    assert thread.posts[2].text.endswith("\n\nhttps://example.net/bedtimes")
    assert lost(thread) == {"a notice": 1, "counted by": 2, "deleted on": 1}


@pytest.mark.parametrize("path", sorted(HERE.iterdir()), ids=lambda path: path.name)
def test_no_thread_is_taken_for_a_map(path: Path) -> None:
    """The app and `argmap cruxes` tell threads of every format from maps."""
    assert not is_map(path.read_bytes(), path.name)


@pytest.mark.parametrize(
    "data",
    ["window.__APOLLO_STATE__ = {{\"Comment:c1\": {}}};",
     '(window[Symbol.for("ApolloSSRDataTransport")] ??= []).push({{"events":[{{"value":{}, "extra":undefined}}]}})'],
)  # fmt: skip
def test_pages_of_lesswrong_of_other_years(data: str) -> None:
    """Ids may stand on the item, data may come in pieces, and a comment that is folded to a line is counted."""
    score = {"reacts": {"crux": [{"userId": "u", "reactType": "created", "quotes": ["is so"]}]}}
    comment = json.dumps({"__typename": "Comment", "_id": "c1", "extendedScore": score})
    page = f"""<html><head><script>{data.format(comment)}</script></head><body>
        <div class="PostsPage-postContent"><p>Is it so?</p></div>
        <div class="comments-node"><div id="comment-c1" class="CommentsItem-root">
          <div class="CommentsItemMeta-root"><a href="/users/ann">ann</a><time datetime="2024-01-01">1y</time></div>
          <div class="CommentBody-root"><p>It is so.</p></div></div>
          <div class="comments-node"><div class="SingleLineComment-root"><a href="/users/bo">bo</a>: No, it
            <a href="/posts/x?commentId=c2">is</a></div></div>
        </div></body></html>"""
    thread = parse_thread(page.encode())
    assert said(thread) == [(None, None, None), ("ann", None, None)]
    (mark,) = thread.posts[1].reactions
    assert (mark.name, thread.posts[1].text[mark.start : mark.end]) == ("crux", "is so")
    assert lost(thread) == {"folded to": 1}


@pytest.mark.parametrize("name", ["lesswrong.html", "hackernews.html"])
def test_a_page_saved_in_one_file(name: str) -> None:
    """What browsers call a single file (MHTML) holds the same thread."""
    part = MIMEText((HERE / name).read_text("utf-8"), "html", "utf-8")
    archive = MIMEMultipart("related")
    archive["From"] = "<Saved by Blink>"
    archive["Snapshot-Content-Location"] = "https://x.test/posts/aDb8QmT3xYw7Kp2Rs/page"
    archive["Subject"] = "A page"
    archive["Date"] = "Mon, 07 Jul 2025 09:00:00 -0000"
    archive.attach(part)
    assert parse_thread(archive.as_bytes()).posts == read(name).posts


def test_a_page_of_no_known_site_is_refused_with_a_way_out() -> None:
    """A page without a thread gets one line that names the sites."""
    with pytest.raises(InputError, match=r"^p\.html: a web page, but not a thread of LessWrong.*copy its text"):
        parse_thread(b"<!doctype html><html><body><p>Some recipe.</p></body></html>", name="p.html")


def test_the_real_saved_page_gives_more_than_it_shows(shared: Path) -> None:
    """A page of 2020 draws 19 comments without names; its data hold 26 with names, and the site counts 50."""
    thread = read_thread(shared / "threads" / "reddit.com.init.html")
    assert thread.title == "What's your opinion on what to include in __init__.py ?"
    assert (thread.posts[0].author, thread.posts[0].score) == ("barisumog", 124)
    assert len(thread.posts) == 26
    assert lost(thread) == {"counted by": 24, "deleted on": 1}
    assert sum(post.author is None for post in thread.posts) == 2
    flat = next(post for post in thread.posts if post.author == "flying-sheep")
    assert thread.by_id[flat.reply_to or ""].author == "reostra"
    code = "```\nstuff/\n  __init__.py\n  bigstuff.py\n  privateStuff.py\n```"
    assert code in thread.by_id["t1_c95cjs5"].text
    assert thread.by_id["t1_c95wyu5"].quotes[0].post == "t1_c95ravk"


@pytest.mark.parametrize("name", ["lesswrong.md", "reddit.json", "hackernews.html", "discourse.json", "mailbox.mbox"])
def test_a_quoted_passage_or_code_or_address_is_no_claim(name: str) -> None:
    """The map of a thread has claims, every one outside quotations, code and lists of links."""
    found = analyze(read(name), backend="lexical")
    assert len(found.claims) >= 4
    for span in (span for claim in found.claims for span in claim.mentions):
        post = found.thread.by_id[span.post]
        assert all(span.end <= quote.start or quote.end <= span.start for quote in post.quotes)
        words = post.text[span.start : span.end]
        assert not any(sign in words for sign in ("```", "https://", "n_dead_tup", "->", "wrote:"))
    assert set(found.thread.dropped) <= set(found.run.dropped)
