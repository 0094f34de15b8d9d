"""A thread of Reddit, for those who have an app's credentials there: programs without an account get none any more."""

import os
from base64 import b64encode

from argmap.errors import InputError
from argmap.readers.web.documents import parsed
from argmap.readers.web.requests import Web

ID, SECRET = "ARGMAP_REDDIT_ID", "ARGMAP_REDDIT_SECRET"
"""Environment variables with the credentials of an app of the user's own; they are sent to Reddit alone."""
CLOSED = (
    "Reddit has given its threads to no program without an account since May 2026: save the page, all comments "
    "unfolded, and give argmap the file; or give an archive's JSON (Arctic Shift, PullPush); or set "
    f"{ID} and {SECRET} to an app's own credentials"
)


def fetch_reddit(web: Web, thread: str) -> bytes:
    """The JSON of a thread, with as many comments as the site gives at once.

    Raises:
        InputError: no credentials are set, or they are not good.
    """
    name, secret = (os.environ.get(variable, "").strip() for variable in (ID, SECRET))
    if not (name and secret):
        raise InputError(CLOSED)
    basic = "Basic " + b64encode(f"{name}:{secret}".encode()).decode()
    answer = web.post("https://www.reddit.com/api/v1/access_token", "grant_type=client_credentials", key=basic)
    token = parsed(answer.body, "www.reddit.com").get("access_token")
    if not isinstance(token, str) or not token.isascii() or not token.isprintable():
        raise InputError(f"Reddit does not take the credentials in {ID} and {SECRET}; check them")
    return web.get(f"https://oauth.reddit.com/comments/{thread}?limit=500&raw_json=1", key=f"Bearer {token}").body
