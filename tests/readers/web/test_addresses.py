"""Addresses of sites with an open API, spoken by a local server: whole threads, fallbacks, and what goes to whom."""

import json
from pathlib import Path
from typing import Any

import pytest

from argmap.datatypes import Thread
from argmap.errors import InputError
from argmap.readers.web.fetch import fetch_document, fetch_thread
from argmap.settings import FetchLimits, Settings

QUICK = FetchLimits(first_pause=0.001)
POST = "aBcDeFgHiJkLmNoPq"
ROOF = "Hives on the roof are a danger to the school next door."
SAFE = "The roof is safe, because nobody walks there."
FLY = "Bees fly down from roofs, so walking is not the point."
CHAIN = [("nora", ROOF, None), ("odd", SAFE, "nora"), ("pia", FLY, "odd")]
DAY = "2025-03-03T15:00:00Z"


def read(web: Any, address: str, limits: FetchLimits = QUICK) -> Thread:
    return fetch_thread(address, limits=limits, network=web.network)


def said(thread: Thread) -> list[tuple[str | None, str, str | None]]:
    return [
        (post.author, post.text, thread.by_id[post.reply_to].author if post.reply_to else None) for post in thread.posts
    ]


def asked(web: Any) -> list[str]:
    return [f"{request.host}{request.path}" for request in web.requests]


def answers(web: Any, pages: dict[str, Any]) -> None:
    """Make the web give a document for each path, and no page elsewhere."""

    def answer(request: Any) -> Any:
        found = pages.get(request.path)
        if callable(found):
            found = found(request)
        return web.reply(status=404) if found is None else web.reply.json(found)

    web.answer = answer


def test_reddit_says_at_once_that_it_is_closed(web: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without credentials nothing is asked, and the line says what works."""
    monkeypatch.delenv("ARGMAP_REDDIT_ID", raising=False)
    for address in ("https://old.reddit.com/r/sheds/comments/1abc23/x/", "https://reddit.com/comments/1abc23"):
        with pytest.raises(InputError, match=r"since May 2026: save the page.*archive's JSON.*ARGMAP_REDDIT_SECRET"):
            read(web, address)
    assert web.requests == []


def test_reddit_is_read_with_an_apps_own_credentials(web: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """They buy a token, which goes to Reddit's API alone, not to where that may lead."""
    monkeypatch.setenv("ARGMAP_REDDIT_ID", "me")
    monkeypatch.setenv("ARGMAP_REDDIT_SECRET", "hush")
    listing = [{"kind": "Listing", "data": {"children": [
        {"kind": "t3", "data": {"id": "1abc23", "title": "T", "selftext": ROOF, "author": "nora"}}]}}]  # fmt: skip
    answers(web, {"/api/v1/access_token": {"access_token": "abc"}, "/comments/1abc23": listing})
    assert said(read(web, "https://www.reddit.com/r/sheds/comments/1abc23/x/")) == CHAIN[:1]
    first, second = web.requests
    assert (first.method, first.body, first.headers["Authorization"]) == (
        "POST", b"grant_type=client_credentials", "Basic bWU6aHVzaA==")  # fmt: skip
    assert (second.host, second.headers["Authorization"]) == ("oauth.reddit.com", "Bearer abc")
    web.answer = lambda request: (
        web.reply.json({"access_token": "abc"}) if request.method == "POST"
        else web.reply.redirect("https://elsewhere.example/") if request.host == "oauth.reddit.com"
        else web.reply.json(listing)
    )  # fmt: skip
    read(web, "https://www.reddit.com/r/sheds/comments/1abc23/x/")
    assert web.requests[-1].host == "elsewhere.example"
    assert "Authorization" not in web.requests[-1].headers


@pytest.mark.parametrize("status", [404, 503])
def test_hacker_news_falls_back_to_firebase(web: Any, status: int) -> None:
    """Where Algolia has no such item, or has a fault, the items come one by one; what is not fetched is counted."""
    items = {
        1: {"id": 1, "type": "story", "by": "nora", "text": ROOF, "time": 1741014000, "kids": [2, 4], "descendants": 3},
        2: {"id": 2, "type": "comment", "by": "odd", "text": SAFE, "time": 1741014000, "parent": 1, "kids": [3]},
        3: {"id": 3, "type": "comment", "by": "pia", "text": FLY, "time": 1741014000, "parent": 2},
    }
    pages = {f"/v0/item/{number}.json": item for number, item in items.items()}
    web.answer = lambda request: (
        web.reply(status=status) if request.host == "hn.algolia.com"
        else web.reply.json(pages[request.path]) if request.path in pages
        else web.reply(status=404)
    )  # fmt: skip
    thread = read(web, "https://news.ycombinator.com/item?id=1")
    assert said(thread)[:2] == CHAIN[:2]
    assert sum(item.count for item in thread.dropped) >= 1
    assert thread.posts[0].created_at == DAY


def test_a_forum_that_says_wait_is_read_by_its_markdown(web: Any) -> None:
    """Told to come back later by GraphQL, the post and its comments come from the Markdown API of the same host."""
    whole = (Path(__file__).parent.parent / "fixtures" / "lesswrong.md").read_text("utf-8")
    parts = whole.partition("## Top Comments Index")

    def answer(request: Any) -> Any:
        if request.path == "/graphql":
            return web.reply(status=429, headers={"Retry-After": "600"})
        return web.reply((parts[0] if request.path == f"/api/post/{POST}" else parts[1] + parts[2]).encode())

    web.answer = answer
    thread = read(web, f"https://forum.effectivealtruism.org/posts/{POST}/x")
    assert [post.author for post in thread.posts][:3] == ["Joanna Reyes", "mira_okafor", "tobias_lind"]
    assert asked(web)[1:] == [f"forum.effectivealtruism.org/api/post/{POST}{end}" for end in ("", "/comments")]


def test_an_issue_and_a_pull_request_of_github(web: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The opening post, comments page by page, reviews and comments on code; a token goes along where there is one."""
    monkeypatch.setenv("GITHUB_TOKEN", "abc")
    who = lambda name: {"user": {"login": name}, "created_at": DAY, "author_association": "NONE"}  # noqa: E731
    issue = {
        "number": 7,
        "title": "Roof hives",
        "body": ROOF,
        "comments": 101,
        "html_url": "https://github.com/a/b/issues/7",
    }
    many = [{"id": n, "body": f"{SAFE} {n}"} | who("odd") for n in range(100)]

    def comments(request: Any) -> Any:
        return many if request.query["page"] == ["1"] else [{"id": 200, "body": FLY} | who("pia")]

    hunk = {"id": 300, "body": FLY, "diff_hunk": "@@ -1 +1 @@\n+hive", "path": "x"} | who("pia")
    answers(web, {"/repos/a/b/issues/7": issue | who("nora"), "/repos/a/b/issues/7/comments": comments,
                  "/repos/a/b/pulls/7/reviews": [{"id": 9, "body": "", "state": "APPROVED"} | who("kurt")],
                  "/repos/a/b/pulls/7/comments": [hunk]})  # fmt: skip
    thread = read(web, "https://github.com/a/b/issues/7#issuecomment-1")
    assert len(thread.posts) == 102
    assert (thread.posts[0].author, thread.posts[-1].author, thread.title) == ("nora", "pia", "Roof hives")
    assert {request.headers["Authorization"] for request in web.requests} == {"Bearer abc"}
    assert not any(item.what == "post" for item in thread.dropped)
    review = read(web, "https://github.com/a/b/pull/7/files").posts[-1]
    assert review.text.endswith(f"+hive\n> ```\n\n{FLY}")


def test_a_discussion_of_github(web: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """By GraphQL with a token; without one the page is read as it is."""
    monkeypatch.setenv("GH_TOKEN", "abc")
    monkeypatch.delenv("GITHUB_TOKEN", raising=False)
    node = lambda n, name, body: {"id": n, "body": body, "createdAt": DAY, "author": {"login": name}}  # noqa: E731
    reply = {"replies": {"totalCount": 1, "nodes": [node("c", "pia", FLY)]}}
    top = node("a", "nora", ROOF) | {"title": "Roof hives", "number": 3, "url": "https://github.com/a/b/discussions/3"}

    def graphql(request: Any) -> Any:
        last = request.document["variables"]["after"] == "next"
        comments = {"totalCount": 2, "pageInfo": {"hasNextPage": not last, "endCursor": "next"},
                    "nodes": [] if last else [node("b", "odd", SAFE) | reply]}  # fmt: skip
        return {"data": {"repository": {"discussion": top | {"comments": comments}}}}

    answers(web, {"/graphql": graphql})
    assert said(read(web, "https://github.com/a/b/discussions/3")) == CHAIN
    monkeypatch.delenv("GH_TOKEN")
    comment = lambda id, name, body: (  # noqa: E731
        f'<div class="timeline-comment" id="{id}"><a class="author">{name}</a><relative-time datetime="{DAY}">then'
        f'</relative-time><table><tr><td class="comment-body"><p>{body}</p></td></tr></table></div>'
    )
    page = f"<!DOCTYPE html><html><body>{comment('d1', 'nora', ROOF)}{comment('d2', 'odd', SAFE)}</body></html>"
    web.answer = lambda _: web.reply(page.encode())
    thread = read(web, "https://github.com/a/b/discussions/3")
    assert said(thread) == CHAIN[:2]
    assert thread.posts[0].created_at == DAY


@pytest.mark.parametrize(
    ("host", "site"),
    [
        ("stackoverflow.com", "stackoverflow"),
        ("bees.stackexchange.com", "bees"),
        ("mathoverflow.net", "mathoverflow.net"),
    ],
)
def test_a_question_of_stack_exchange(web: Any, host: str, site: str) -> None:
    """The question, its answers and the comments on both, by the one API of all its sites."""
    by = lambda name: {"owner": {"display_name": name}, "creation_date": 1741014000}  # noqa: E731
    answers(web, {
        "/2.3/questions/55": {"items": [{"question_id": 55, "title": "Hives?", "body": f"<p>{ROOF}</p>"} | by("nora")]},
        "/2.3/questions/55/answers": {"items": [{"answer_id": 56, "question_id": 55, "body": SAFE} | by("odd")]},
        "/2.3/posts/55;56/comments": {"items": [{"comment_id": 1, "post_id": 56, "body": FLY} | by("pia")]},
    })  # fmt: skip
    assert said(read(web, f"https://{host}/questions/55/hives#56")) == CHAIN
    assert {request.query["site"][0] for request in web.requests} == {site}


def test_a_post_of_lemmy(web: Any) -> None:
    """The post, and its comments until a page brings nothing new; another site's address is read as it is."""
    view = lambda id, path, name, text: {  # noqa: E731
        "comment": {"id": id, "path": path, "content": text, "published": DAY}, "creator": {"name": name}}  # fmt: skip
    post = {
        "post": {"id": 9, "name": "Roof hives", "body": ROOF},
        "creator": {"name": "nora"},
        "counts": {"comments": 2},
    }

    def comments(request: Any) -> Any:
        views = [view(1, "0.1", "odd", SAFE), view(2, "0.1.2", "pia", FLY)]
        return {"comments": views if request.query["page"] == ["1"] else []}

    answers(web, {"/api/v3/post": {"post_view": post}, "/api/v3/comment/list": comments})
    thread = read(web, "https://lemmy.example/post/9")
    assert (said(thread), thread.dropped) == (CHAIN, ())
    answers(web, {"/post/9": {"posts": [{"id": "p", "text": "The shed should be green."}]}})
    assert read(web, "https://blog.example/post/9").posts[0].text == "The shed should be green."


def test_a_status_of_mastodon_and_a_post_of_bluesky(web: Any) -> None:
    """Each with those above and below it."""
    status = lambda id, above, name, text: {"id": id, "in_reply_to_id": above, "account": {"acct": name},  # noqa: E731
                                            "content": f"<p>{text}</p>", "created_at": DAY}  # fmt: skip
    first, second = status("1", None, "nora", ROOF), status("1234567890123", "1", "odd", SAFE)
    context = {"ancestors": [first], "descendants": [status("3", "1234567890123", "pia", FLY)]}
    answers(web, {"/api/v1/statuses/1234567890123": second, "/api/v1/statuses/1234567890123/context": context})
    assert said(read(web, "https://social.example/@odd@other.example/1234567890123")) == CHAIN
    post = {"uri": "at://a", "author": {"handle": "nora"}, "record": {"text": ROOF, "createdAt": DAY}}
    answers(web, {"/xrpc/app.bsky.feed.getPostThread": {"thread": {"post": post, "replies": []}}})
    assert said(read(web, "https://bsky.app/profile/nora.example/post/3kabc")) == CHAIN[:1]
    assert web.requests[-1].query["uri"] == ["at://nora.example/app.bsky.feed.post/3kabc"]


@pytest.mark.parametrize("body", [b"[]", b"{}", b"<html>", b'{"items": [3]}', b'{"comments": 3}', b"null"])
def test_answers_of_another_form_are_one_line(web: Any, body: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a site answers, the outcome is a document or one line."""
    monkeypatch.setenv("GITHUB_TOKEN", "abc")
    web.answer = lambda _: web.reply(body)
    for address in ("https://github.com/a/b/pull/7", "https://github.com/a/b/discussions/7", "https://x.example/post/9",
                    "https://superuser.com/q/5", "https://x.example/@a/1234567890", "https://bsky.app/profile/a.b/post/c",
                    "https://news.ycombinator.com/item?id=1"):  # fmt: skip
        try:
            _, data = fetch_document(address, settings=Settings(), limits=QUICK, network=web.network)
            assert data == body or json.loads(data) is not None
        except InputError as error:
            line = str(error)
            assert "\n" not in line
