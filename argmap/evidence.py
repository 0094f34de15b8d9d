"""What speaks for a link between two claims, as numbers: place, reply structure, quotes, likeness and cue words.

A linker (see stages.py) turns these rows into probabilities. Everything is computed from the claims and the thread
alone; what a text model says of a pair is joined to it in relate.py.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from argmap import cues
from argmap.datatypes import Claim, Post, Thread
from argmap.settings import Settings
from argmap.stages import FloatArray

WORD = re.compile(r"[a-z][a-z'’\-]{3,}")

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
)
"""The columns, in order."""

FAR = 9.0
"""The reply distance given to posts of which neither answers the other, directly or through others."""


@dataclass(frozen=True)
class Scene:
    """The claims of a thread with all that the rows are computed from, looked up once."""

    claims: Sequence[Claim]
    thread: Thread
    vectors: FloatArray

    @cached_property
    def posts(self) -> list[Post]:
        """The post of each claim's first mention."""
        return [self.thread.by_id[claim.mentions[0].post] for claim in self.claims]

    @cached_property
    def members(self) -> Mapping[str, list[int]]:
        """The claims of each post, by index, in the order of the text."""
        found: dict[str, list[int]] = defaultdict(list)
        for i, claim in enumerate(self.claims):
            found[claim.mentions[0].post].append(i)
        return found

    @cached_property
    def place(self) -> list[int]:
        """The place of each claim among those of its post, from 0."""
        places = [0] * len(self.claims)
        for members in self.members.values():
            for place, i in enumerate(members):
                places[i] = place
        return places

    @cached_property
    def line(self) -> list[int]:
        """The number of the line of its post that each claim starts on."""
        return [
            post.text.count("\n", 0, claim.mentions[0].start)
            for claim, post in zip(self.claims, self.posts, strict=True)
        ]

    @cached_property
    def words(self) -> list[frozenset[str]]:
        """The longer words of each claim."""
        return [frozenset(WORD.findall(claim.text.lower())) for claim in self.claims]

    @cached_property
    def marks(self) -> FloatArray:
        """The cue columns of each claim, shape (claims, 9): see `marks_of`."""
        return np.array([marks_of(claim.text) for claim in self.claims], dtype=np.float32).reshape(-1, 9)

    def ancestors(self, post: Post) -> dict[str, int]:
        """The posts that a post answers, directly and through others, with how many replies lie between."""
        found: dict[str, int] = {}
        hops, above = 1, post.reply_to
        while above is not None and above in self.thread.by_id and above not in found:
            found[above] = hops
            hops, above = hops + 1, self.thread.by_id[above].reply_to
        return found


def marks_of(text: str) -> list[float]:
    """Cues of one claim: reason, conclusion, contrast, anaphor, question, hedge, length, agreement, disagreement."""
    return [
        float(bool(cues.REASON.match(text))),
        float(bool(cues.CONCLUSION.match(text))),
        float(bool(cues.CONTRAST.match(text))),
        float(bool(cues.ANAPHOR.match(text))),
        float(cues.is_question(text)),
        float(bool(cues.HEDGE.search(text))),
        min(len(text.split()), 40) / 40,
        float(bool(cues.AGREEMENT.match(text))),
        float(bool(cues.DISAGREEMENT.match(text))),
    ]


def candidates(scene: Scene, i: int, settings: Settings) -> list[int]:
    """The claims that claim i may serve or answer, as indices in reading order.

    Those near it in its post and the first of its post; those of the post that it answers and, most alike first, of the
    posts above; those under words that its post quotes.
    """
    post, members = scene.posts[i], scene.members[scene.posts[i].id]
    place = scene.place[i]
    near = members[max(0, place - settings.window_back) : place + settings.window_ahead + 1]
    found = {members[0], *near}
    above = [j for name in scene.ancestors(post) for j in scene.members.get(name, [])]
    direct = scene.members.get(post.reply_to or "", [])
    quoted = [j for quote in post.quotes if quote.post for j in scene.members.get(quote.post, [])]
    for pool in (direct, above, quoted):
        found.update(most_alike(scene, i, pool, settings.alike_candidates))
    found.discard(i)
    return sorted(found)


def most_alike(scene: Scene, i: int, pool: Sequence[int], most: int) -> list[int]:
    """The claims of the pool most like claim i, at most so many."""
    if len(pool) <= most:
        return list(pool)
    likeness = scene.vectors[list(pool)] @ scene.vectors[i]
    return [pool[k] for k in np.argsort(-likeness, kind="stable")[:most]]


def evidence(scene: Scene, i: int, targets: Sequence[int]) -> FloatArray:
    """The rows for the links from claim i to each target, shape (targets, len(EVIDENCE))."""
    post = scene.posts[i]
    hops = scene.ancestors(post)
    likeness = scene.vectors[list(targets)] @ scene.vectors[i] if targets else np.zeros(0)
    ranks = np.argsort(np.argsort(-likeness, kind="stable"), kind="stable")
    quotes = quotes_before(scene, i)
    rows = [
        [
            *place_columns(scene, i, j, hops),
            *quote_columns(scene, j, quotes),
            float(likeness[k]),
            float(min(ranks[k], 10)),
            shared_words(scene.words[i], scene.words[j]),
            *cue_columns(scene, i, j),
        ]
        for k, j in enumerate(targets)
    ]
    return np.array(rows, dtype=np.float32).reshape(-1, len(EVIDENCE))


def place_columns(scene: Scene, i: int, j: int, hops: Mapping[str, int]) -> list[float]:
    """Where the two stand to one another: same_post to target_last."""
    source, target = scene.posts[i], scene.posts[j]
    same = source.id == target.id
    distance = scene.place[j] - scene.place[i] if same else 0
    return [
        float(same),
        float(j < i),
        float(np.clip(distance, -12, 12)),
        float(same and abs(distance) == 1),
        float(same and scene.line[i] == scene.line[j]),
        0.0 if same else float(min(hops.get(target.id, FAR), FAR)),
        float(source.speaker == target.speaker),
        float(target is scene.thread.posts[0]),
        float(min(scene.place[i], 12)),
        float(min(scene.place[j], 12)),
        float(scene.place[i] == 0),
        float(scene.place[j] == 0),
        float(scene.members[target.id][-1] == j),
    ]


def quotes_before(scene: Scene, i: int) -> list[frozenset[str]]:
    """The words of each quote that stands before claim i in its post, nearest last."""
    post, start = scene.posts[i], scene.claims[i].mentions[0].start
    return [
        frozenset(WORD.findall(post.text[quote.start : quote.end].lower()))
        for quote in post.quotes
        if quote.end <= start
    ]


def quote_columns(scene: Scene, j: int, quotes: Sequence[frozenset[str]]) -> list[float]:
    """How much of the target's words the quotes before the source repeat: any of them, and the nearest."""
    words = scene.words[j]
    if not words or not quotes:
        return [0.0, 0.0]
    shares = [len(words & quote) / len(words) for quote in quotes]
    return [max(shares), shares[-1]]


def shared_words(words: frozenset[str], other: frozenset[str]) -> float:
    """The share of the longer words of the shorter text that stand in the other."""
    least = min(len(words), len(other))
    return len(words & other) / least if least else 0.0


def cue_columns(scene: Scene, i: int, j: int) -> list[float]:
    """The cue words of the two: negation_differs to target_length."""
    source, target = scene.marks[i], scene.marks[j]
    text, other = scene.claims[i].text, scene.claims[j].text
    reason, conclusion, contrast, anaphor, question, hedged, length, agrees, disagrees = map(float, source)
    return [
        float(cues.negations(text) % 2 != cues.negations(other) % 2),
        agrees,
        disagrees,
        reason,
        conclusion,
        contrast,
        anaphor,
        question,
        float(bool(cues.ADDRESS.search(text))),
        hedged,
        length,
        *map(float, target[:7]),
    ]
