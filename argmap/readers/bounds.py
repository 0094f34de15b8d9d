"""What a thread may hold at most; looked at before the work is done that grows with it."""

from argmap.errors import InputError
from argmap.settings import Settings


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
