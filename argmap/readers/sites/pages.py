"""Saved pages: which site one is of, told by its elements, and its thread."""

import re
from collections.abc import Callable
from dataclasses import replace

from argmap.datatypes import Dropped, Thread
from argmap.errors import InputError
from argmap.readers.drafts import MISSING
from argmap.readers.losses import with_losses
from argmap.readers.mail.message import read_archive
from argmap.readers.markup.page import Page
from argmap.readers.sites.greaterwrong import from_greaterwrong, is_greaterwrong
from argmap.readers.sites.hackernews_page import from_hackernews_page, is_hackernews_page
from argmap.readers.sites.lesswrong_page import from_lesswrong_page, is_lesswrong_page
from argmap.readers.sites.reddit_new import from_reddit_new, is_reddit_new
from argmap.readers.sites.reddit_old import from_reddit_old, is_reddit_old
from argmap.readers.sites.reddit_state import from_reddit_state, is_reddit_state
from argmap.readers.sites.saved.classes import from_classed, is_classed
from argmap.readers.sites.saved.embedded import from_embedded, is_embedded
from argmap.readers.sites.saved.schema import from_schema, is_schema
from argmap.readers.sites.saved.shown import claimed, shown
from argmap.readers.sites.saved.software import from_software, is_software
from argmap.readers.sites.saved.stackexchange import from_stackexchange_page, is_stackexchange_page
from argmap.readers.sites.saved.wiki import from_wiki, is_wiki

ARCHIVE = re.compile(
    r"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?(?:Snapshot-Content-Location:|From: <?Saved by )", re.I
)
SITES: tuple[tuple[Callable[[Page], bool], Callable[[Page], Thread]], ...] = (
    (is_reddit_state, from_reddit_state),
    (is_reddit_new, from_reddit_new),
    (is_reddit_old, from_reddit_old),
    (is_hackernews_page, from_hackernews_page),
    (is_greaterwrong, from_greaterwrong),
    (is_lesswrong_page, from_lesswrong_page),
    (is_stackexchange_page, from_stackexchange_page),
    (is_software, from_software),
    (is_wiki, from_wiki),
    (is_schema, from_schema),
    (is_embedded, from_embedded),
    (is_classed, from_classed),
)


def from_page(text: str) -> Thread:
    """The thread on a saved page.

    Raises:
        InputError: the page is of no site that is read, or holds no words.
    """
    return _read(Page(text))


def is_archive(text: str) -> bool:
    """Whether a text is a page that a browser saved in one file, as a message with the page in it (MHTML)."""
    return ARCHIVE.match(text) is not None


def from_archive(text: str) -> Thread:
    """The thread on the page in such a file; raises what `from_page` raises."""
    html, address = read_archive(text)
    return _read(Page(html, address))


def _read(page: Page) -> Thread:
    for is_site, from_site in SITES:
        if is_site(page):
            words = list(shown(page.tree))
            return with_losses(_counted(from_site(page), page), words)
    raise InputError(
        "a web page, but not a thread of LessWrong, EA Forum, GreaterWrong, Reddit or Hacker News, of a forum, or with "
        "comments that are marked up as such; give the thread as JSON, or copy its text into a file"
    )


def _counted(thread: Thread, page: Page) -> Thread:
    """The thread, with the comments counted that the page tells of where it holds none."""
    number = claimed(page.tree) if len(thread.posts) == 1 else 0
    if not number or any((item.what, item.why) == MISSING for item in thread.dropped):
        return thread
    return replace(thread, dropped=(*thread.dropped, Dropped(*MISSING, number)))
