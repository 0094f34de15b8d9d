"""JSON of sites and chat programs in its documented shape: who says what to whom, when, and what is no message."""

import json
from pathlib import Path
from typing import Any

import pytest

from argmap.datatypes import Thread
from argmap.errors import InputError
from argmap.readers import parse_thread, read_thread

WILD = Path(__file__).parent.parent / "wild"
ROOF = "Hives on the roof are a danger to the school next door."
SAFE = "The roof is safe, because nobody walks there."
FLY = "Bees fly down from roofs, so walking is not the point."
DAY = "2025-03-03T"
Rows = list[tuple[str | None, str, str | None]]
CHAIN: Rows = [("nora", ROOF, None), ("odd", SAFE, ROOF), ("pia", FLY, SAFE)]


def parsed(document: object, *, lines: bool = False) -> Thread:
    text = "\n".join(map(json.dumps, document)) if lines and isinstance(document, list) else json.dumps(document)
    return parse_thread(text.encode(), name="t.json")


def rows(thread: Thread) -> Rows:
    return [
        (post.author, post.text, thread.by_id[post.reply_to].text if post.reply_to else None) for post in thread.posts
    ]


def whys(thread: Thread) -> dict[str, int]:
    return {item.why.split(":")[0]: item.count for item in thread.dropped}


def person(name: str, **other: Any) -> dict[str, Any]:
    return {"login": name, "id": 7, "type": "User"} | other


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("json_discord_reply.json", [("nora_q", None), ("kurt", None), ("odd", "kurt")]),
        ("json_discourse_posts.json", [("nora", None), ("odd", "nora")]),
        ("json_lobsters.json", [("nora", None), ("odd", "nora"), ("pia", "odd")]),
        ("json_nested_replies.json", [("nora", None), ("odd", "nora"), ("pia", "odd")]),
        ("json_stackexchange.json", [("Nora", None), ("Odd", "Nora"), ("Pia", "Odd")]),
        ("json_struck_out.json", [("Nora", None)]),
        ("jsonl_convokit_self_reply.jsonl", [("nora", None), ("odd", "nora"), ("pia", "nora"), ("kurt", None)]),
        ("jsonl_pushshift_thread.jsonl", [("nora", None), ("odd", "nora"), ("pia", "odd")]),
    ],
)
def test_files_as_they_were_found(name: str, expected: list[tuple[str, str | None]]) -> None:
    """Each file gives every author and whom each answers."""
    thread = read_thread(WILD / name)
    found = [(post.author, thread.by_id[post.reply_to].author if post.reply_to else None) for post in thread.posts]
    assert found == expected
    assert not any("<p>" in post.text or "&#39;" in post.text for post in thread.posts)


def test_words_that_their_author_withdrew_are_left_out_and_counted() -> None:
    """Struck-out words are no part of the text, a retracted comment is no post, and the thread says so."""
    thread = read_thread(WILD / "json_struck_out.json")
    assert thread.posts[0].text == ROOF
    assert whys(thread) == {
        "retracted by its author; its replies were attached to what it answered": 1,
        "struck out by its author, and so not read": 23,
        "in words of the file that are in no post": 36,
    }


def test_a_dump_of_reddit_has_its_submission_quotations_and_times() -> None:
    """The submission opens, `&gt;` is a quotation, `created_utc` comes before `created`; a title may be the claim."""
    thread = read_thread(WILD / "jsonl_pushshift_thread.jsonl")
    assert thread.posts[0].text == ROOF
    assert thread.posts[1].created_at == "2025-03-03T16:10:00Z"
    assert [(quote.post, quote.start) for quote in thread.posts[1].quotes] == [("zz9", 0)]
    assert thread.posts[1].text.endswith("Risk < 1%.")
    link = {"id": "z", "title": "CMV: hives on roofs are a danger &amp; a nuisance", "selftext": "", "author": "nora",
            "created_utc": 1741014120, "crosspost_parent_list": [{"id": "y", "title": "x", "selftext": FLY}],
    }  # fmt: skip
    comment = {"id": "c", "body": SAFE, "author": "odd", "parent_id": "t3_z", "link_id": "t3_z"}
    title = "CMV: hives on roofs are a danger & a nuisance"
    assert rows(parsed([link, comment], lines=True)) == [("nora", title, None), ("odd", SAFE, title)]
    assert parsed([link | {"selftext": ROOF}, comment]).posts[0].text == f"{title}\n\n{ROOF}"


def github(rest: bool) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """An issue and two comments, as REST or as `gh` has them."""
    who, when = ("user", "created_at") if rest else ("author", "createdAt")
    issue = {"number": 3, "title": "Roof hives", "body": ROOF, who: person("nora"), when: f"{DAY}15:00:00Z"}
    bodies = (("odd", f"> {ROOF}\n\n{SAFE}"), ("pia", FLY))
    comments = [
        {"id": 11 + n, who: person(name), "body": body, when: f"{DAY}16:00:00Z", "author_association": "NONE"}
        for n, (name, body) in enumerate(bodies)
    ]
    return issue, comments


@pytest.mark.parametrize("form", ["gh", "rest", "graphql", "apart"])
def test_an_issue_of_github(form: str) -> None:
    """`gh issue view --json`, REST and GraphQL give the opening post, authors, times and quotations."""
    issue, comments = github(form in ("rest", "apart"))
    if form == "gh":
        document: object = issue | {"comments": comments}
    elif form == "rest":
        document = {"issue": issue | {"comments": 2}, "comments": comments}
    elif form == "apart":
        document = [issue | {"html_url": "https://github.com/a/b/issues/3", "comments": 2}, *comments]
    else:
        document = {"data": {"repository": {"discussion": issue | {
            "url": "https://github.com/a/b/discussions/3",
            "comments": {"totalCount": 2, "nodes": [comments[0] | {"replies": {"nodes": [comments[1]]}}]},
        }}}}  # fmt: skip
    thread = parsed(document)
    assert [post.author for post in thread.posts] == ["nora", "odd", "pia"]
    assert all(post.created_at for post in thread.posts)
    assert thread.title == "Roof hives"
    assert thread.posts[1].quotes[0].post == thread.posts[0].id
    answered = {"graphql": thread.posts[1].id}.get(form, thread.posts[0].id)
    assert thread.posts[2].reply_to == answered
    assert [post.text for post in thread.posts] == [ROOF, f"> {ROOF}\n\n{SAFE}", FLY]
    assert thread.dropped == () or form == "apart"


def test_github_alone_and_in_review() -> None:
    """One issue says how many comments are not there; a comment on code quotes the end of its hunk."""
    issue, _ = github(rest=True)
    alone = parsed(issue | {"html_url": "https://github.com/a/b/issues/3", "comments": 5})
    assert rows(alone) == CHAIN[:1]
    assert alone.dropped[0].count == 5
    hunk = "@@ -1,9 +1,9 @@\n a\n b\n c\n+hive = roof"
    review = [
        {"id": 1, "diff_hunk": hunk, "body": SAFE, "user": person("odd"), "created_at": f"{DAY}16:00:00Z"},
        {"id": 2, "diff_hunk": hunk, "body": FLY, "user": person("pia"), "in_reply_to_id": 1},
    ]
    first, second = parsed(review).posts
    assert first.text == f"> ```\n>  a\n>  b\n>  c\n> +hive = roof\n> ```\n\n{SAFE}"
    assert first.quotes[0].end == len(first.text) - len(SAFE) - 2
    assert (second.reply_to, second.text) == ("1", FLY)


def test_a_question_of_stack_exchange_in_one_answer_or_several() -> None:
    """Answers and comments answer their posts; what came without its body is counted, and said how to get."""
    owner = lambda name: {"owner": {"display_name": name}, "creation_date": 1741014120}  # noqa: E731
    question = {"question_id": 55, "title": "Roof &amp; hives?", "body": f"<p>{ROOF}</p>"} | owner("nora")
    answer = {"answer_id": 56, "question_id": 55, "body": f"<p>{SAFE}</p>"} | owner("odd")
    comment = {"comment_id": 55, "post_id": 56, "body": "Bees fly down from roofs, so walking is not the point."}
    apart = parsed([{"items": [question]}, {"items": [answer]}, {"items": [comment | owner("pia")]}])
    assert rows(apart) == CHAIN
    assert apart.title == "Roof & hives?"
    bare = parsed({"items": [question | {"answers": [{"answer_id": 9, "question_id": 55} | owner("odd")]}]})
    assert "without its body" in next(iter(whys(bare)))


def test_lemmy() -> None:
    """A post's view and its comments' views, which have a path of ids; deleted ones hold no words."""

    def view(id: int, path: str, name: str, text: str, **other: Any) -> dict[str, Any]:
        comment = {"id": id, "path": path, "content": text, "published": f"{DAY}15:00:00Z", "deleted": False} | other
        return {"comment": comment, "creator": {"name": name, "bio": "All about me and my many bees."},
                "post": {"id": 1, "name": "Roof hives", "body": ROOF}, "counts": {"score": 4}}  # fmt: skip

    post = {"post": {"id": 1, "name": "Roof hives", "body": ROOF, "ap_id": "https://x.example/post/1"},
            "creator": {"name": "nora"}, "counts": {"comments": 4, "score": 9}}  # fmt: skip
    comments = [view(5, "0.5", "odd", SAFE), view(6, "0.5.6", "pia", FLY), view(7, "0.7", "u", "gone", deleted=True)]
    thread = parsed({"post_view": post, "comments": comments})
    assert rows(thread) == CHAIN
    assert [post.score for post in thread.posts] == [9, 4, 4]
    assert sum(whys(thread).values()) == 2
    assert rows(parsed({"comments": comments[:2]}))[1:] == CHAIN[1:]


def status(id: int, above: int | None, name: str, text: str) -> dict[str, Any]:
    link = f'<p><span class="h-card"><a href="https://x.example/@a" class="u-url mention">@a</a></span> {text}</p>'
    return {"id": str(id), "in_reply_to_id": above and str(above), "account": {"acct": name, "note": "<p>I am.</p>"},
            "content": link, "created_at": f"{DAY}15:00:00Z", "favourites_count": 2, "reblog": None}  # fmt: skip


def test_mastodon() -> None:
    """A status with its context is a thread; a context alone says that the status is not there."""
    context = {"ancestors": [status(1, None, "nora", ROOF)], "descendants": [status(3, 2, "pia", FLY)]}
    thread = parsed([status(2, 1, "odd", SAFE), context])
    assert [(author, text.removeprefix("@a ")) for author, text, _ in rows(thread)] == [row[:2] for row in CHAIN]
    assert [post.reply_to for post in thread.posts] == [None, "1", "2"]
    assert [post.score for post in thread.posts] == [2, 2, 2]
    alone = parsed(context)
    assert [post.reply_to for post in alone.posts] == [None, None]
    assert "only its title" in next(iter(whys(alone)))


def skeet(key: str, above: str | None, name: str, text: str, hour: int) -> dict[str, Any]:
    reply = {"reply": {"parent": {"uri": f"at://{above}"}, "root": {"uri": "at://a"}}} if above else {}
    return {"uri": f"at://{key}", "cid": "c", "author": {"handle": name, "displayName": "X"}, "likeCount": 3,
            "record": {"$type": "app.bsky.feed.post", "text": text, "createdAt": f"{DAY}{hour}:00:00Z"} | reply,
    }  # fmt: skip


def test_bluesky() -> None:
    """Posts above and below the one that was asked for make one thread; a post that is shown is quoted."""
    shown = {"$type": "app.bsky.embed.record#view",
             "record": {"uri": "at://q", "author": {"handle": "kurt"}, "value": {"text": "The cellar is too damp."}},
    }  # fmt: skip
    document = {"thread": {
        "post": skeet("b", "a", "odd", SAFE, 16), "parent": {"post": skeet("a", None, "nora", ROOF, 15)},
        "replies": [{"post": skeet("c", "b", "pia", FLY, 17) | {"embed": shown}, "replies": []}, {"notFound": True}],
    }}  # fmt: skip
    thread = parsed(document)
    quoted = f"{FLY}\n\n> The cellar is too damp."
    assert rows(thread) == [*CHAIN[:2], ("pia", quoted, SAFE)]
    assert [post.score for post in thread.posts] == [3, 3, 3]
    assert whys(thread) == {"deleted, blocked, or shown to nobody without an account": 1}
    assert thread.posts[2].quotes[0].start == len(FLY) + 2


def test_youtube() -> None:
    """yt-dlp's file and the Data API's threads: replies, and the description that opens."""
    comments = [{"id": "Ug1", "parent": "root", "text": SAFE, "author": "odd", "timestamp": 1741018200},
                {"id": "Ug1.x", "parent": "Ug1", "text": FLY, "author": "pia", "timestamp": 1741018300}]  # fmt: skip
    video = {"id": "v", "title": "Roof hives", "description": ROOF, "uploader": "nora", "extractor": "youtube",
             "formats": [{"format_id": "1", "format": "a very long name of it"}], "comments": comments}  # fmt: skip
    assert rows(parsed(video)) == CHAIN
    assert parsed(video).dropped == ()
    snippet = lambda name, text: {"snippet": {"authorDisplayName": name, "textOriginal": text, "publishedAt": DAY}}  # noqa: E731
    answer = {"items": [{"id": "1", "snippet": {"videoId": "v", "topLevelComment": {"id": "1"} | snippet("odd", SAFE)},
                         "replies": {"comments": [{"id": "1.2"} | snippet("pia", FLY)]}}]}  # fmt: skip
    assert rows(parsed(answer)) == [("odd", SAFE, None), CHAIN[2]]


def test_slack() -> None:
    """Threads, names from profiles, mentions, addresses and quotations; who joined is no message."""
    said = [("U1", "1741014000.000100", ROOF, {"user_profile": {"real_name": "nora", "display_name": ""}}),
            ("U2", "1741018200.000200", SAFE, {"user_profile": {"display_name": "odd"}}),
            ("U3", "1741018300.000300", FLY, {"username": "pia"}),
            ("U3", "1741018400.000400", "&gt; nobody walks there\n<@U2> see <https://x.example|this>", {})]  # fmt: skip
    messages = [{"type": "message", "user": user, "ts": ts, "thread_ts": said[0][1], "text": text} | more
                for user, ts, text, more in said]  # fmt: skip
    notice = {
        "type": "message",
        "subtype": "channel_join",
        "user": "U4",
        "ts": "1741018500.000100",
        "text": "joined it",
    }
    thread = parsed({"ok": True, "messages": [*messages, notice]})
    assert rows(thread)[:3] == [CHAIN[0], CHAIN[1], ("pia", FLY, ROOF)]
    assert thread.posts[3].text == "> nobody walks there\n@odd see this (https://x.example)"
    assert (thread.posts[3].author, thread.posts[3].created_at) == ("pia", "2025-03-03T16:13:20Z")
    assert "a notice of the site (closed, joined, pinned, renamed), not someone's words" in whys(thread)


def test_telegram() -> None:
    """A text may be a list of pieces; services are no messages; of several chats one must be chosen."""
    pieces = ["The roof is ", {"type": "bold", "text": "safe"}, ", because nobody walks there."]
    messages: list[dict[str, Any]] = [
        {"id": 1, "type": "message", "date": f"{DAY}16:00:00", "date_unixtime": "1741014000", "from": "nora",
         "text": ROOF},
        {"id": 2, "type": "message", "date": f"{DAY}17:00:00", "from": "odd", "text": pieces,
         "reply_to_message_id": 1},
        {"id": 3, "type": "service", "date": f"{DAY}17:00:00", "actor": "odd", "action": "pin_message", "text": ""},
        {"id": 4, "type": "message", "date": f"{DAY}18:00:00", "from": "pia", "reply_to_message_id": 2,
         "text": [{"type": "blockquote", "text": "nobody walks"}, FLY]},
    ]  # fmt: skip
    chat = {"name": "Club", "type": "private_group", "id": 9, "messages": messages}
    thread = parsed(chat)
    assert rows(thread) == [*CHAIN[:2], ("pia", f"> nobody walks\n{FLY}", SAFE)]
    assert (thread.title, thread.posts[0].created_at) == ("Club", "2025-03-03T15:00:00Z")
    with pytest.raises(InputError, match=r"holds 2 chats \(Club, Other\)"):
        parsed({"chats": {"list": [chat, chat | {"name": "Other"}]}})


@pytest.mark.parametrize("html", [True, False])
def test_zulip(html: bool) -> None:
    """Names, times and quotations, in HTML or in Zulip's Markdown."""
    mention = '<p><span class="user-mention silent" data-user-id="4">nora</span> <a href="#near">said</a>:</p>'
    quoted = f"@_**nora|4** [said](https://z.example/near/1):\n```quote\n{ROOF}\n```\n{SAFE}"
    quoted = f"{mention}\n<blockquote>\n<p>{ROOF}</p>\n</blockquote>\n<p>{SAFE}</p>" if html else quoted
    said = [("nora", f"<p>{ROOF}</p>" if html else ROOF), ("odd", quoted)]
    thread = parsed({"result": "success", "messages": [
        {"id": n, "sender_full_name": name, "sender_email": "x@x.example", "content": text, "timestamp": 1741014000,
         "subject": "Roof hives"} for n, (name, text) in enumerate(said)]})  # fmt: skip
    assert rows(thread) == [CHAIN[0], ("odd", f"> {ROOF}\n\n{SAFE}", ROOF)]
    assert thread.title == "Roof hives"


def test_posts_of_several_topics_of_discourse_stay_apart() -> None:
    """Numbers count within a topic."""
    post = {"username": "nora", "raw": ROOF, "topic_title": "Roof hives", "created_at": f"{DAY}15:00:00Z"}
    thread = parsed({"latest_posts": [
        post | {"id": n, "topic_id": topic, "post_number": number, "reply_to_post_number": number - 1 or None}
        for n, (topic, number) in enumerate([(2, 2), (1, 2), (2, 1), (1, 1)])]})  # fmt: skip
    assert [(post.id, post.reply_to) for post in thread.posts] == [
        ("2/1", None), ("2/2", "2/1"), ("1/1", None), ("1/2", "1/1")]  # fmt: skip


def test_a_story_of_lobsters_of_other_years() -> None:
    """Comments that only tell how far they are set in; a story without words has its title."""
    said = [("odd", SAFE, 1), ("pia", FLY, 2), ("kurt", "The cellar is damp.", 1)]
    story = {"short_id": "z", "title": ROOF, "submitter_user": {"username": "nora"}, "description": "", "comments": [
        {"short_id": f"c{n}", "comment": f"<p>{text}</p>", "commenting_user": {"username": name}, "indent_level": level}
        for n, (name, text, level) in enumerate(said)]}  # fmt: skip
    assert rows(parsed(story)) == [*CHAIN, ("kurt", "The cellar is damp.", ROOF)]
