"""Whole threads from sites with an open API: Hacker News, GitHub, Stack Exchange, Lemmy, Mastodon, Bluesky."""

import os
from collections.abc import Iterator

import httpx

from argmap.errors import InputError
from argmap.readers.fields import list_in, row_in
from argmap.readers.web.documents import Row, document_in, object_in, parsed, rows_of, written
from argmap.readers.web.requests import Web

ALGOLIA = "hn.algolia.com/api/v1/items"
FIREBASE = "hacker-news.firebaseio.com/v0/item"
MOST_ITEMS = 10
"""Items of Firebase that count as a page, since each is a request."""
GITHUB = "api.github.com"
GITHUB_KEYS = ("GITHUB_TOKEN", "GH_TOKEN")
"""Environment variables with a token of the user's own, as GitHub's own tools read them; it is sent to GitHub alone."""
PAGE, LEMMY_PAGE = 100, 50
DISCUSSION = """query Discussion($owner: String!, $name: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $name) { discussion(number: $number) {
    id number title body url createdAt upvoteCount author { login }
    comments(first: 50, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes {
      id body createdAt upvoteCount author { login }
      replies(first: 100) { totalCount nodes { id body createdAt upvoteCount author { login } } } } }
  } }
}"""


def fetch_hacker_news(web: Web, item: str, pages: int) -> bytes:
    """An item with its comments from Algolia; where that has none or fails, item by item from Firebase."""
    try:
        return web.get(f"https://{ALGOLIA}/{item}").body
    except InputError:
        return _from_firebase(web, item, pages)


def _from_firebase(web: Web, item: str, pages: int) -> bytes:
    """The items of a thread, those nearest to its top first, up to `MOST_ITEMS` a page or until one cannot be had."""
    host = FIREBASE.partition("/")[0]
    found: list[Row] = []
    waiting = [item]
    for name in waiting:
        if len(found) >= pages * MOST_ITEMS:
            break
        try:
            row = document_in(web.get(f"https://{FIREBASE}/{name}.json").body, host)
        except InputError:
            if not found:
                raise
            break
        if isinstance(row, dict):
            found.append(row)
            waiting.extend(str(kid) for kid in list_in(row, "kids") if isinstance(kid, int))
    if not found:
        raise InputError(f"{host} has no item {item}; check the address")
    return written(found, host)


def fetch_issue(web: Web, repository: str, number: str, pages: int, *, pull: bool) -> bytes:
    """An issue or a pull request with its comments, reviews, and comments on code."""
    base = f"https://{GITHUB}/repos/{repository}"
    document: dict[str, object] = {"issue": parsed(web.get(f"{base}/issues/{number}", key=_github_key()).body, GITHUB)}
    lists = {"comments": f"issues/{number}/comments"}
    if pull:
        lists |= {"reviews": f"pulls/{number}/reviews", "review_comments": f"pulls/{number}/comments"}
    for name, path in lists.items():
        document[name] = list(_github_pages(web, f"{base}/{path}", pages))
    return written(document, GITHUB)


def _github_pages(web: Web, address: str, pages: int) -> Iterator[Row]:
    for page in range(1, pages + 1):
        body = web.get(f"{address}?per_page={PAGE}&page={page}", key=_github_key()).body
        rows = rows_of(document_in(body, GITHUB), GITHUB)
        yield from rows
        if len(rows) < PAGE:
            return


def _github_key() -> str:
    token = next((value for name in GITHUB_KEYS if (value := os.environ.get(name, "").strip())), "")
    return f"Bearer {token}" if token.isascii() and token.isprintable() and token else ""


def fetch_discussion(web: Web, repository: str, number: str) -> bytes:
    """A discussion by GraphQL where the user has a token, which that API asks for; else the page itself."""
    if not (key := _github_key()):
        return web.get(f"https://github.com/{repository}/discussions/{number}").body
    owner, _, name = repository.partition("/")
    given = {"owner": owner, "name": name, "number": int(number[:9])}
    found: Row = {}
    nodes: list[object] = []
    after: object = None
    while True:
        answer = web.post(
            f"https://{GITHUB}/graphql", {"query": DISCUSSION, "variables": given | {"after": after}}, key
        )
        discussion = row_in(parsed(answer.body, GITHUB), "data", "repository", "discussion")
        comments = row_in(discussion, "comments")
        nodes += list_in(comments, "nodes")
        found = found or discussion
        after = row_in(comments, "pageInfo").get("endCursor")
        if not (row_in(comments, "pageInfo").get("hasNextPage") and after and len(nodes) < PAGE * PAGE):
            break
    if not found:
        raise InputError(f"GitHub shows no discussion {number} of {repository}; check the address")
    whole = {**found, "comments": {**row_in(found, "comments"), "nodes": nodes}}
    return written({"data": {"repository": {"discussion": whole}}}, GITHUB)


def fetch_question(web: Web, host: str, number: str, pages: int) -> bytes:
    """A question, its answers, and the comments on them all."""
    site = host.removesuffix(".stackexchange.com").removesuffix(".com").removeprefix("www.")
    question = list(_stack_pages(web, f"questions/{number}", site, 1))
    if not question:
        raise InputError(f"{host} has no question {number}; check the address")
    answers = list(_stack_pages(web, f"questions/{number}/answers", site, pages))
    ids = [number, *(str(row["answer_id"]) for row in answers if isinstance(row.get("answer_id"), int))]
    comments: list[Row] = []
    for start in range(0, len(ids), PAGE):
        comments += _stack_pages(web, f"posts/{';'.join(ids[start : start + PAGE])}/comments", site, pages)
    return written([{"items": rows} for rows in (question, answers, comments)], host)


def _stack_pages(web: Web, path: str, site: str, pages: int) -> Iterator[Row]:
    api = "api.stackexchange.com"
    query = f"site={site}&filter=withbody&pagesize={PAGE}&order=asc&sort=creation"
    for page in range(1, pages + 1):
        answer = parsed(web.get(f"https://{api}/2.3/{path}?{query}&page={page}").body, api)
        yield from rows_of(answer.get("items"), api)
        if answer.get("has_more") is not True:
            return


def fetch_lemmy(web: Web, url: httpx.URL, root: str, number: str, pages: int) -> bytes:
    """A post of Lemmy with its comments; the page itself where the host turns out to be no Lemmy."""
    try:
        post = parsed(web.get(f"{root}/api/v3/post?id={number}").body, url.host)
    except InputError:
        return web.get(url).body
    comments: dict[object, Row] = {}
    for page in range(1, pages + 1):
        query = f"post_id={number}&type_=All&sort=Old&limit={LEMMY_PAGE}&page={page}"
        answer = parsed(web.get(f"{root}/api/v3/comment/list?{query}").body, url.host)
        rows = rows_of(answer.get("comments"), url.host)
        fresh = {row_in(row, "comment").get("id"): row for row in rows}
        if fresh.keys() <= comments.keys():
            break
        comments |= fresh
    return written(
        {"post_view": object_in(post.get("post_view"), url.host), "comments": [*comments.values()]}, url.host
    )


def fetch_mastodon(web: Web, url: httpx.URL, root: str, number: str) -> bytes:
    """A status with those above and below it; the page itself where the host turns out to speak no such API."""
    try:
        status = parsed(web.get(f"{root}/api/v1/statuses/{number}").body, url.host)
    except InputError:
        return web.get(url).body
    context = parsed(web.get(f"{root}/api/v1/statuses/{number}/context").body, url.host)
    return written([status, context], url.host)


def fetch_bluesky(web: Web, person: str, post: str) -> bytes:
    """A post with those above and below it."""
    uri = f"at://{person}/app.bsky.feed.post/{post}"
    query = httpx.QueryParams({"uri": uri, "depth": "1000", "parentHeight": "1000"})
    return web.get(f"https://public.api.bsky.app/xrpc/app.bsky.feed.getPostThread?{query}").body
