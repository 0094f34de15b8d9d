"""How sure it is that a post and those that it may answer were parted rightly from the text around them."""

from collections.abc import Sequence

import numpy as np

from argmap.datatypes import Post
from argmap.readers.paste.rolling import Floats


def doubts(posts: Sequence[Post], targets: Sequence[Sequence[int]]) -> Floats:
    """A row for each post and candidate, one after the other: posts that may be none, and those that may be missing.

    A start is wrong with a probability, and within a post others may be hidden; both are 0 where nothing was guessed.
    The columns: wrong starts of the post, the candidate, the post after the candidate and the post before this one,
    starts hidden in the candidate and in the post before this one, both kinds between candidate and post, and their
    means over the paste.

    Args:
        posts: in reading order, with what was guessed of their starts.
        targets: for each post the indices of the earlier posts that it may answer.
    """
    wrong = np.array([_wrong(post) for post in posts], np.float32)
    hidden = np.array([_hidden(post) for post in posts], np.float32)
    pairs = np.array([(index, target) for index, own in enumerate(targets) for target in own], np.int64)
    ours, theirs = pairs[:, 0], pairs[:, 1]
    all_wrong, all_hidden = np.cumsum(wrong), np.cumsum(hidden)
    columns = [
        wrong[ours],
        wrong[theirs],
        wrong[theirs + 1],
        wrong[ours - 1],
        hidden[theirs],
        hidden[ours - 1],
        all_wrong[ours] - all_wrong[theirs],
        all_hidden[ours - 1] - all_hidden[theirs],
        np.full(len(pairs), wrong.mean()),
        np.full(len(pairs), hidden.mean()),
    ]
    return np.stack(columns, 1).astype(np.float32)


def _wrong(post: Post) -> float:
    """The probability that no post starts where this one does."""
    return 0.0 if post.guess is None or post.guess.start is None else 1 - post.guess.start


def _hidden(post: Post) -> float:
    """How many posts are to be expected to start within this one."""
    return sum(place.confidence for place in post.guess.breaks) if post.guess else 0.0
