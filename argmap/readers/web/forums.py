"""Whole threads from LessWrong and its sisters, and from any Discourse: pages put together in the API's own shape."""

from itertools import islice

import httpx

from argmap.errors import InputError
from argmap.readers.web.documents import Row, object_in, parsed, rows_of, written
from argmap.readers.web.requests import BusyError, Web

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


def fetch_forum(web: Web, host: str, post: str, pages: int) -> bytes:
    """A post with all its comments; a forum that tells programs to wait is asked by its Markdown API instead."""
    try:
        return _by_graphql(web, host, post, pages)
    except BusyError:
        address = f"https://{host}/api/post/{post}"
        return b"\n\n".join((web.get(address).body, web.get(f"{address}/comments").body))


def _by_graphql(web: Web, host: str, post: str, pages: int) -> bytes:
    """The post and its comments, `FORUM_PAGE` at a time until a page brings nothing new."""
    first: Row = {}
    comments: dict[object, Row] = {}
    for offset in islice(range(0, FURTHEST + 1, FORUM_PAGE), pages):
        data = _forum_page(web, host, post, offset)
        first = first or data
        rows = rows_of(object_in(data.get("comments"), host).get("results"), host)
        fresh = [row for row in rows if row.get("_id") not in comments]
        comments |= {row.get("_id"): row for row in fresh}
        if not fresh:
            break
    return written({"data": {"post": first["post"], "comments": {"results": [*comments.values()]}}}, host)


def _forum_page(web: Web, host: str, post: str, offset: int) -> Row:
    """The post and those of its comments that come after so many others."""
    terms = {"view": "postCommentsOld", "postId": post, "limit": FORUM_PAGE, "offset": offset}
    query = {"query": FORUM_QUERY, "variables": {"post": post, "terms": terms}}
    answer = parsed(web.post(f"https://{host}/graphql", query).body, host)
    if errors := answer.get("errors"):
        said = errors[0].get("message") if isinstance(errors, list) and isinstance(errors[0], dict) else None
        raise InputError(f"{host} answers with an error: {' '.join(str(said or 'unnamed').split())[:200]}")
    data = object_in(answer.get("data"), host)
    found = data.get("post")
    if not (isinstance(found, dict) and found.get("result")):
        raise InputError(f"{host} shows no post {post} to everyone; check the address")
    return data


def fetch_discourse(web: Web, base: str, pages: int) -> bytes:
    """A topic with all its posts: the first ones come with it, the others `DISCOURSE_PAGE` at a time."""
    host = httpx.URL(base).host
    topic = parsed(web.get(f"{base}.json").body, host)
    stream = object_in(topic.get("post_stream"), host)
    posts = {row.get("id"): row for row in rows_of(stream.get("posts"), host)}
    order = _numbers(stream.get("stream")) or _numbers([*posts])
    missing = [id for id in order if id not in posts]
    for start in range(0, len(missing), DISCOURSE_PAGE)[: pages - 1]:
        query = "&".join(f"post_ids[]={id}" for id in missing[start : start + DISCOURSE_PAGE])
        page = object_in(parsed(web.get(f"{base}/posts.json?{query}").body, host).get("post_stream"), host)
        posts |= {row.get("id"): row for row in rows_of(page.get("posts"), host)}
    merged = {**topic, "post_stream": {**stream, "posts": [posts[id] for id in order if id in posts]}}
    return written(merged, host)


def _numbers(value: object) -> list[int]:
    """The whole numbers of a list, each once."""
    return list(dict.fromkeys(id for id in value if isinstance(id, int))) if isinstance(value, list) else []
