"""What a thread may hold at most; looked at before the work is done that grows with it."""

import re

from argmap.errors import InputError
from argmap.settings import Settings

LINE = re.compile(r"[^\s][^\r\n]*")


def check_lines(text: str, settings: Settings) -> None:
    """Refuses a paste of too many lines, blank ones not counted: each is looked at as the start of a post.

    Raises:
        InputError: there are more than `settings.max_lines`; names the limit.
    """
    count = sum(1 for _ in LINE.finditer(text))
    if count > settings.max_lines:
        limit = f"{settings.max_lines:,} lines"
        raise InputError(f"{count:,} lines, more than the limit of {limit}; split it or raise max_lines")


def check_posts(count: int, settings: Settings) -> None:
    """Refuses a thread of too many posts.

    Args:
        count: its posts, as far as they are known yet.
        settings: `max_posts` is the limit.

    Raises:
        InputError: there are more; names the limit.
    """
    if count > settings.max_posts:
        limit = f"{settings.max_posts:,} posts"
        raise InputError(f"{count:,} posts, more than the limit of {limit}; split it or raise max_posts")
