"""What speaks for a link between two claims, as numbers: place, reply structure, quotes, likeness and cue words.

A linker (see stages.py) turns these rows into probabilities. Everything is computed from the claims and the thread
alone; what a text model says of a pair is joined to it in relate.py.
"""

from collections.abc import Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from argmap.mapping.links.rivals import RIVALS, quotes_before, rival_columns
from argmap.mapping.scene import WORD, Numbers, Pair, Scene
from argmap.stages import FloatArray

EVIDENCE = (
    "same_post",
    "backward",
    "distance",
    "adjacent",
    "same_line",
    "reply_hops",
    "same_author",
    "target_in_opening",
    "source_place",
    "target_place",
    "source_first",
    "target_first",
    "target_last",
    "quoted",
    "last_quoted",
    "likeness",
    "likeness_rank",
    "shared_words",
    "negation_differs",
    "source_agrees",
    "source_disagrees",
    "source_reason",
    "source_conclusion",
    "source_contrast",
    "source_anaphor",
    "source_question",
    "source_addresses",
    "source_hedged",
    "source_length",
    "target_reason",
    "target_conclusion",
    "target_contrast",
    "target_anaphor",
    "target_question",
    "target_hedged",
    "target_length",
    *RIVALS,
)
"""The columns, in order; each model's card names those that it reads."""

FAR = 9.0
"""The reply distance given to posts of which neither answers the other, directly or through others."""


def evidence(scene: Scene, pairs: Sequence[Pair]) -> FloatArray:
    """The row of each pair, shape (pairs, len(EVIDENCE)); the pairs of one source stand together."""
    sources, targets = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    compared = compared_columns(scene, pairs)
    columns = [
        *place_columns(scene, sources, targets),
        *compared,
        *cue_columns(scene, sources, targets),
        *rival_columns(scene, pairs, likeness=compared[2]),
    ]
    return np.column_stack(columns).astype(np.float32).reshape(-1, len(EVIDENCE))


def place_columns(scene: Scene, sources: Numbers, targets: Numbers) -> list[NDArray[np.generic]]:
    """Where the two stand to one another: same_post to target_last."""
    place, line, post = np.array(scene.place), np.array(scene.line), scene.post_number
    speakers = {speaker: n for n, speaker in enumerate(dict.fromkeys(post.speaker for post in scene.thread.posts))}
    speaker = np.array([speakers[post.speaker] for post in scene.posts], dtype=np.int64)
    last = np.array([scene.members[post.id][-1] for post in scene.posts], dtype=np.int64)
    same = post[sources] == post[targets]
    distance = np.where(same, place[targets] - place[sources], 0)
    return [
        same,
        targets < sources,
        np.clip(distance, -12, 12),
        same & (np.abs(distance) == 1),
        same & (line[sources] == line[targets]),
        reply_hops(scene, post[sources], post[targets]),
        speaker[sources] == speaker[targets],
        post[targets] == 0,
        np.minimum(place[sources], 12),
        np.minimum(place[targets], 12),
        place[sources] == 0,
        place[targets] == 0,
        last[targets] == targets,
    ]


def reply_hops(scene: Scene, sources: Numbers, targets: Numbers) -> NDArray[np.float64]:
    """How many replies lie between the posts of each pair, given by number: 0 in one post, FAR for strangers."""
    posts = scene.thread.posts
    keys, where = np.unique(sources * len(posts) + targets, return_inverse=True)
    found = []
    for key in keys:
        source, target = posts[key // len(posts)], posts[key % len(posts)]
        found.append(0.0 if source is target else float(min(scene.ancestors(source).get(target.id, FAR), FAR)))
    return np.array(found)[where]


def compared_columns(scene: Scene, pairs: Sequence[Pair]) -> list[NDArray[np.float64]]:
    """What is found by comparing the words and vectors of the two: quoted to shared_words."""
    columns = np.zeros((5, len(pairs)))
    for i, group in groupby(range(len(pairs)), key=lambda k: pairs[k][0]):
        block = list(group)
        targets = [pairs[k][1] for k in block]
        quotes = quoted_words(scene, i)
        likeness = scene.vectors[targets] @ scene.vectors[i]
        ranks = np.argsort(np.argsort(-likeness, kind="stable"), kind="stable")
        if quotes:
            columns[:2, block] = np.array([quoted_shares(scene.words[j], quotes) for j in targets]).T
        columns[2, block] = likeness
        columns[3, block] = np.minimum(ranks, 10)
        columns[4, block] = [shared_words(scene.words[i], scene.words[j]) for j in targets]
    return list(columns)


def quoted_words(scene: Scene, i: int) -> list[frozenset[str]]:
    """The words of each quote that stands before claim i in its post, nearest last."""
    text = scene.posts[i].text
    return [frozenset(WORD.findall(text[q.start : q.end].lower())) for q in quotes_before(scene, i)]


def quoted_shares(words: frozenset[str], quotes: Sequence[frozenset[str]]) -> tuple[float, float]:
    """How much of a target's words the quotes before the source repeat: any of them, and the nearest."""
    if not words:
        return 0.0, 0.0
    shares = [len(words & quote) / len(words) for quote in quotes]
    return max(shares), shares[-1]


def shared_words(words: frozenset[str], other: frozenset[str]) -> float:
    """The share of the longer words of the shorter text that stand in the other."""
    least = min(len(words), len(other))
    return len(words & other) / least if least else 0.0


def cue_columns(scene: Scene, sources: Numbers, targets: Numbers) -> list[NDArray[np.generic]]:
    """The cue words of the two: negation_differs to target_length."""
    source, target = scene.marks[sources].T, scene.marks[targets].T
    reason, conclusion, contrast, anaphor, question, hedged, length, agrees, disagrees, addresses, negated = source
    return [
        negated != target[10],
        agrees,
        disagrees,
        reason,
        conclusion,
        contrast,
        anaphor,
        question,
        addresses,
        hedged,
        length,
        *target[:7],
    ]
