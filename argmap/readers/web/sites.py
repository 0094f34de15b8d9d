"""Which site an address belongs to, and how that site gives a whole thread as one JSON document.

The documents have the shape of the site's own API, its pages put together. What a site counts but does not give stays
countable in them, so that their readers can tell.
"""

import re
from collections.abc import Callable

import httpx

from argmap.readers.web.apis import (
    fetch_bluesky,
    fetch_discussion,
    fetch_hacker_news,
    fetch_issue,
    fetch_lemmy,
    fetch_mastodon,
    fetch_question,
)
from argmap.readers.web.forums import fetch_discourse, fetch_forum
from argmap.readers.web.reddit import fetch_reddit
from argmap.readers.web.requests import Web

FORUMS = {
    "lesswrong.com": "www.lesswrong.com",
    "www.lesswrong.com": "www.lesswrong.com",
    "greaterwrong.com": "www.lesswrong.com",
    "www.greaterwrong.com": "www.lesswrong.com",
    "alignmentforum.org": "www.alignmentforum.org",
    "www.alignmentforum.org": "www.alignmentforum.org",
    "forum.effectivealtruism.org": "forum.effectivealtruism.org",
    "ea.greaterwrong.com": "forum.effectivealtruism.org",
}
"""The forums that run ForumMagnum, and the mirrors of two of them."""
REDDIT = re.compile(r"(?:(?:www|old|new|np|m|i|sh)\.)?reddit\.com")
STACKS = re.compile(
    r"(?:[a-z-]+\.)?(?:stackoverflow|superuser|serverfault|askubuntu|stackapps)\.com|mathoverflow\.net"
    r"|[a-z-]+(?:\.meta)?\.stackexchange\.com"
)

FORUM_POST = re.compile(r"/(?:posts|events|(?:s|g|groups)/\w+/p)/(\w{17})(?:/|$)")
REDDIT_THREAD = re.compile(r"/(?:(?:r|user|u)/[\w.-]+/)?comments/(\w+)(?:/|$)")
DISCOURSE_TOPIC = re.compile(r"(.*)/t/(?:(?!\d+(?:/|$))[^/]+/)?(\d+)(?:/\d+)?(?:\.json)?/?")
GITHUB_THREAD = re.compile(r"/([\w.-]+/[\w.-]+)/(issues|pull|discussions)/(\d+)(?:/|$)")
QUESTION = re.compile(r"/q(?:uestions)?/(\d+)(?:/|$)")
LEMMY_POST = re.compile(r"/post/(\d+)/?")
STATUS = re.compile(r"/@[\w.-]+(?:@[\w.-]+)?/(\d{10,20})/?")
SKEET = re.compile(r"/profile/([\w.:-]+)/post/(\w+)/?")

Fetch = Callable[[Web, int], bytes]
"""Fetches a thread's document, given how many pages at most."""


def site_of(url: httpx.URL) -> Fetch | None:
    """How to fetch the thread at an address; None where the site is not known."""
    for known in (_forum, _reddit, _hacker_news, _github, _question, _bluesky, _discourse, _mastodon, _lemmy):
        if (found := known(url)) is not None:
            return found
    return None


def _forum(url: httpx.URL) -> Fetch | None:
    post = FORUM_POST.match(url.path)
    host = FORUMS.get(url.host)
    return (lambda web, pages: fetch_forum(web, host, post[1], pages)) if post and host else None


def _reddit(url: httpx.URL) -> Fetch | None:
    thread = REDDIT_THREAD.match(url.path)
    if not (thread and REDDIT.fullmatch(url.host)):
        return None
    return lambda web, _: fetch_reddit(web, thread[1])


def _hacker_news(url: httpx.URL) -> Fetch | None:
    item = url.params.get("id", "")
    if not (url.host == "news.ycombinator.com" and url.path == "/item" and item.isascii() and item.isdigit()):
        return None
    return lambda web, pages: fetch_hacker_news(web, item, pages)


def _github(url: httpx.URL) -> Fetch | None:
    thread = GITHUB_THREAD.match(url.path)
    if thread is None or url.host not in ("github.com", "www.github.com"):
        return None
    if thread[2] == "discussions":
        return lambda web, _: fetch_discussion(web, thread[1], thread[3])
    return lambda web, pages: fetch_issue(web, thread[1], thread[3], pages, pull=thread[2] == "pull")


def _question(url: httpx.URL) -> Fetch | None:
    question = QUESTION.match(url.path)
    if question is None or STACKS.fullmatch(url.host) is None:
        return None
    return lambda web, pages: fetch_question(web, url.host, question[1], pages)


def _bluesky(url: httpx.URL) -> Fetch | None:
    skeet = SKEET.fullmatch(url.path)
    return (lambda web, _: fetch_bluesky(web, skeet[1], skeet[2])) if skeet and url.host == "bsky.app" else None


def _discourse(url: httpx.URL) -> Fetch | None:
    topic = DISCOURSE_TOPIC.fullmatch(url.path)
    return (lambda web, pages: fetch_discourse(web, f"{_root(url)}{topic[1]}/t/{topic[2]}", pages)) if topic else None


def _mastodon(url: httpx.URL) -> Fetch | None:
    status = STATUS.fullmatch(url.path)
    return (lambda web, _: fetch_mastodon(web, url, _root(url), status[1])) if status else None


def _lemmy(url: httpx.URL) -> Fetch | None:
    post = LEMMY_POST.fullmatch(url.path)
    return (lambda web, pages: fetch_lemmy(web, url, _root(url), post[1], pages)) if post else None


def _root(url: httpx.URL) -> str:
    return f"{url.scheme}://{url.netloc.decode('ascii')}"
