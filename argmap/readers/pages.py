"""Saved pages: which site one is of, told by its elements, and its thread."""

from collections.abc import Callable

from argmap.datatypes import Thread
from argmap.errors import InputError
from argmap.readers.greaterwrong import from_greaterwrong, is_greaterwrong
from argmap.readers.hackernews_page import from_hackernews_page, is_hackernews_page
from argmap.readers.lesswrong_page import from_lesswrong_page, is_lesswrong_page
from argmap.readers.page import Page
from argmap.readers.reddit_new import from_reddit_new, is_reddit_new
from argmap.readers.reddit_old import from_reddit_old, is_reddit_old
from argmap.readers.reddit_state import from_reddit_state, is_reddit_state

SITES: tuple[tuple[Callable[[Page], bool], Callable[[Page], Thread]], ...] = (
    (is_reddit_state, from_reddit_state),
    (is_reddit_new, from_reddit_new),
    (is_reddit_old, from_reddit_old),
    (is_hackernews_page, from_hackernews_page),
    (is_greaterwrong, from_greaterwrong),
    (is_lesswrong_page, from_lesswrong_page),
)


def from_page(text: str) -> Thread:
    """The thread on a saved page.

    Raises:
        InputError: the page is of no site that is read, or holds no words.
    """
    page = Page(text)
    for is_site, from_site in SITES:
        if is_site(page):
            return from_site(page)
    raise InputError(
        "a web page, but not a thread of LessWrong, EA Forum, GreaterWrong, Reddit or Hacker News; "
        "give the thread as JSON, or copy its text into a file"
    )
