"""Which site an address belongs to, and how that site gives a whole thread as one JSON document.

The documents have the shape of the site's own API, its pages put together: LessWrong and its sisters (GraphQL, a post
and all its comments), Reddit (the `.json` of a thread), Hacker News (Algolia's item) and Discourse (a topic and all
its posts). What a site counts but does not give stays countable in them, so that their readers can tell.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from typing import cast

import httpx

from argmap.errors import InputError
from argmap.readers.native import read_json
from argmap.readers.web.requests import SAVE_IT, Web

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

FORUM_POST = re.compile(r"/(?:posts|events|(?:s|g|groups)/\w+/p)/(\w{17})(?:/|$)")
REDDIT_THREAD = re.compile(r"/(?:(?:r|user|u)/[\w.-]+/)?comments/(\w+)(?:/|$)")
DISCOURSE_TOPIC = re.compile(r"(.*)/t/(?:(?!\d+(?:/|$))[^/]+/)?(\d+)(?:/\d+)?(?:\.json)?/?")

FORUM_PAGE, FURTHEST, DISCOURSE_PAGE = 1000, 2000, 100
"""Comments that are asked for at a time, how many a forum passes over at most, and posts at a time."""
FORUM_QUERY = """query Thread($post: String!, $terms: JSON) {
  post(input: {selector: {_id: $post}}) {
    result { _id title slug pageUrl postedAt baseScore voteCount commentCount htmlBody extendedScore
             user { displayName slug } }
  }
  comments(input: {terms: $terms}) {
    results { _id postId parentCommentId topLevelCommentId postedAt baseScore voteCount htmlBody extendedScore
              deleted retracted pageUrl author user { displayName slug } }
  }
}"""
OTHER_FORM = f"answers in another form than its API has; {SAVE_IT}"

Row = Mapping[str, object]
Fetch = Callable[[Web, int], bytes]
"""Fetches a thread's document, given how many pages at most."""


def site_of(url: httpx.URL) -> Fetch | None:
    """How to fetch the thread at an address; None where the site is not known."""
    for found in (_forum(url), _reddit(url), _hacker_news(url), _discourse(url)):
        if found is not None:
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
    address = f"https://www.reddit.com/comments/{thread[1]}.json?limit=500"
    return lambda web, _: web.get(address).body


def _hacker_news(url: httpx.URL) -> Fetch | None:
    item = url.params.get("id", "")
    if not (url.host == "news.ycombinator.com" and url.path == "/item" and item.isascii() and item.isdigit()):
        return None
    return lambda web, _: web.get(f"https://hn.algolia.com/api/v1/items/{item}").body


def _discourse(url: httpx.URL) -> Fetch | None:
    topic = DISCOURSE_TOPIC.fullmatch(url.path)
    if topic is None:
        return None
    base = f"{url.scheme}://{url.netloc.decode('ascii')}{topic[1]}/t/{topic[2]}"
    return lambda web, pages: fetch_discourse(web, base, pages)


def fetch_forum(web: Web, host: str, post: str, pages: int) -> bytes:
    """A post with all its comments, `FORUM_PAGE` at a time until a page brings nothing new."""
    first: Row = {}
    comments: dict[object, Row] = {}
    for offset in islice(range(0, FURTHEST + 1, FORUM_PAGE), pages):
        data = _forum_page(web, host, post, offset)
        first = first or data
        rows = _rows(_object(data.get("comments"), host).get("results"), host)
        fresh = [row for row in rows if row.get("_id") not in comments]
        comments |= {row.get("_id"): row for row in fresh}
        if not fresh:
            break
    return _written({"data": {"post": first["post"], "comments": {"results": [*comments.values()]}}}, host)


def _forum_page(web: Web, host: str, post: str, offset: int) -> Row:
    """The post and those of its comments that come after so many others."""
    terms = {"view": "postCommentsOld", "postId": post, "limit": FORUM_PAGE, "offset": offset}
    query = {"query": FORUM_QUERY, "variables": {"post": post, "terms": terms}}
    answer = _parsed(web.post(f"https://{host}/graphql", query).body, host)
    if errors := answer.get("errors"):
        said = errors[0].get("message") if isinstance(errors, list) and isinstance(errors[0], dict) else None
        raise InputError(f"{host} answers with an error: {' '.join(str(said or 'unnamed').split())[:200]}")
    data = _object(answer.get("data"), host)
    found = data.get("post")
    if not (isinstance(found, dict) and found.get("result")):
        raise InputError(f"{host} shows no post {post} to everyone; check the address")
    return data


def fetch_discourse(web: Web, base: str, pages: int) -> bytes:
    """A topic with all its posts: the first ones come with it, the others `DISCOURSE_PAGE` at a time."""
    host = httpx.URL(base).host
    topic = _parsed(web.get(f"{base}.json").body, host)
    stream = _object(topic.get("post_stream"), host)
    posts = {row.get("id"): row for row in _rows(stream.get("posts"), host)}
    order = _numbers(stream.get("stream")) or _numbers([*posts])
    missing = [id for id in order if id not in posts]
    for start in range(0, len(missing), DISCOURSE_PAGE)[: pages - 1]:
        query = "&".join(f"post_ids[]={id}" for id in missing[start : start + DISCOURSE_PAGE])
        page = _object(_parsed(web.get(f"{base}/posts.json?{query}").body, host).get("post_stream"), host)
        posts |= {row.get("id"): row for row in _rows(page.get("posts"), host)}
    merged = {**topic, "post_stream": {**stream, "posts": [posts[id] for id in order if id in posts]}}
    return _written(merged, host)


def _numbers(value: object) -> list[int]:
    """The whole numbers of a list, each once."""
    return list(dict.fromkeys(id for id in value if isinstance(id, int))) if isinstance(value, list) else []


def _written(document: Row, host: str) -> bytes:
    try:
        return json.dumps(document).encode()
    except RecursionError:
        raise InputError(f"{host} {OTHER_FORM}") from None


def _parsed(body: bytes, host: str) -> Row:
    """The JSON object in an answer.

    Raises:
        InputError: it is something else, such as a page that asks whether one is human.
    """
    try:
        document = read_json(body.decode("utf-8"), name="")
    except (UnicodeDecodeError, InputError):
        raise InputError(f"{host} does not answer with JSON; {SAVE_IT}") from None
    return _object(document, host)


def _object(value: object, host: str) -> Row:
    if not isinstance(value, dict):
        raise InputError(f"{host} {OTHER_FORM}")
    return cast(Row, value)


def _rows(value: object, host: str) -> Sequence[Row]:
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise InputError(f"{host} {OTHER_FORM}")
    return cast(Sequence[Row], value)
