"""JSON of sites: which one a document is of, told by its objects, and what reads it."""

from collections.abc import Callable

from argmap.datatypes import Thread
from argmap.readers.sites.apis.chats import (
    from_discord,
    from_slack,
    from_telegram,
    from_zulip,
    is_discord,
    is_slack,
    is_telegram,
    is_zulip,
)
from argmap.readers.sites.apis.fediverse import (
    from_bluesky,
    from_lemmy,
    from_mastodon,
    is_bluesky,
    is_lemmy,
    is_mastodon,
)
from argmap.readers.sites.apis.github import from_github, is_github
from argmap.readers.sites.apis.lobsters import from_lobsters, is_lobsters
from argmap.readers.sites.apis.reddit_dump import from_reddit_dump, is_reddit_dump
from argmap.readers.sites.apis.stackexchange import from_stackexchange, is_stackexchange
from argmap.readers.sites.apis.youtube import from_youtube, is_youtube
from argmap.readers.sites.discourse import from_discourse, is_discourse
from argmap.readers.sites.hackernews import from_algolia, from_firebase, is_algolia, is_firebase
from argmap.readers.sites.lesswrong import from_lesswrong, is_lesswrong
from argmap.readers.sites.reddit import from_reddit, is_reddit

SITES: tuple[tuple[Callable[[object], bool], Callable[[object], Thread]], ...] = (
    (is_reddit, from_reddit),
    (is_algolia, from_algolia),
    (is_discourse, from_discourse),
    (is_firebase, from_firebase),
    (is_lesswrong, from_lesswrong),
    (is_lobsters, from_lobsters),
    (is_stackexchange, from_stackexchange),
    (is_reddit_dump, from_reddit_dump),
    (is_discord, from_discord),
    (is_telegram, from_telegram),
    (is_slack, from_slack),
    (is_zulip, from_zulip),
    (is_lemmy, from_lemmy),
    (is_mastodon, from_mastodon),
    (is_bluesky, from_bluesky),
    (is_github, from_github),
    (is_youtube, from_youtube),
)
