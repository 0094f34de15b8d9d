"""A thread from the web: the address of its page in, the thread out."""

import re
from dataclasses import replace

import httpcore
import httpx

from argmap.datatypes import Thread
from argmap.errors import InputError
from argmap.readers import parse_thread
from argmap.readers.web.network import PublicNetwork
from argmap.readers.web.requests import Web, web_url
from argmap.readers.web.sites import site_of
from argmap.settings import FetchLimits, Settings


def fetch_thread(
    address: str,
    *,
    settings: Settings = Settings(),
    limits: FetchLimits = FetchLimits(),
    network: httpcore.NetworkBackend | None = None,
) -> Thread:
    """The thread at a web address.

    It is fetched whole where its site has an API (LessWrong, the EA Forum, the Alignment Forum, Hacker News, Discourse,
    GitHub, Stack Exchange, Lemmy, Mastodon, Bluesky; Reddit with an app's credentials); from any other address comes
    the file or page that is there.

    Args:
        address: what a browser shows while one reads the thread; `http` or `https`.
        settings: `max_bytes` limits all that is fetched for it together.
        limits: times, tries, redirects and pages.
        network: what connections are made through; without one, only public addresses are reached.

    Raises:
        InputError: it cannot be had or read; one line that says what to do, with the address.
    """
    try:
        url, data = fetch_document(address, settings=settings, limits=limits, network=network)
    except InputError as error:
        raise InputError(error.problem, source=address) from None
    thread = parse_thread(data, name=address, settings=settings)
    return replace(thread, id=_last_part(url) if thread.id == "thread" else thread.id, url=thread.url or str(url))


def fetch_document(
    address: str, *, settings: Settings, limits: FetchLimits, network: httpcore.NetworkBackend | None
) -> tuple[httpx.URL, bytes]:
    """The address of the thread, after redirects, and the document that is there; see `fetch_thread`."""
    url = web_url(address.strip())
    with Web(network or PublicNetwork(), settings.max_bytes, limits) as web:
        if (site := site_of(url)) is not None:
            return url, site(web, limits.max_pages)
        answer = web.get(url)
        if answer.url != url and (site := site_of(answer.url)) is not None:
            return answer.url, site(web, limits.max_pages)
        return answer.url, answer.body


def _last_part(url: httpx.URL) -> str:
    """What names the thread in its address: the last part of the path that is not only a number."""
    parts = [part for part in re.split(r"[/\s]", url.path) if part]
    named = [part for part in parts if not part.isdigit()]
    return (named or parts or [url.host])[-1][:80]
