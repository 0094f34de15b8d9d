"""A map of a pasted thread, and that map after some edits."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from argmap.datatypes import ArgumentMap, Source
from argmap.work.corrections.edits import Edit
from argmap.work.corrections.journal import Entry, Journal, replay


@pytest.fixture
def pasted_map(small_map: ArgumentMap) -> ArgumentMap:
    """The small map as if its posts stood in one file, two line breaks apart."""
    posts, at = [], 0
    for post in small_map.thread.posts:
        posts.append(replace(post, source=Source(at, at + len(post.text))))
        at += len(post.text) + 2
    return replace(small_map, thread=replace(small_map.thread, posts=tuple(posts)))


@pytest.fixture
def state_after(pasted_map: ArgumentMap) -> Callable[..., ArgumentMap]:
    """A function that makes edits of the pasted map."""

    def after(*edits: Edit) -> ArgumentMap:
        return replay(Journal(pasted_map, tuple(Entry("t", edit) for edit in edits))).argument_map

    return after
