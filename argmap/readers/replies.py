"""Who answers whom, in a thread that does not say: signs of an exchange, quoted words and shared rare words."""

import re
from collections.abc import Sequence
from itertools import accumulate
from math import exp

from argmap.readers.boundaries import FIRST_SENTENCE, OPENINGS, first_sentence, opens_socially
from argmap.readers.likeness import Likeness

BACK = 8
"""Comments looked back over, besides the first post: an answer stands close to what it answers."""
LONG_POST = 300
"""Paragraphs of one post that are compared."""
LONG_TEXT = 100_000
"""Characters of one post that quoted words are looked for in."""
QUOTED = re.compile(r"[“\"]([^”\"\n]{8,160})[”\"]")
SHORT = 40
"""Words; a short comment right after another is more often an answer to it."""
OF_FIRST, OF_LAST, OF_OTHER = 0.6, 0.8, -0.2
"""What a target starts with: the first post, the comment right before, one further back."""
LIKENESS = 4.0
"""Weight of the likeness to the most alike paragraph of the target."""
TO_LAST = {
    "exchange": (3.0, re.compile(r"\bthis comment\b|\bwhat you (?:said|wrote|mean)\b", re.IGNORECASE)),
    "asks_you": (1.5, FIRST_SENTENCE["asks_you"][1]),
}
TO_FIRST = {
    "of_post": (3.0, re.compile(r"\b(?:this|your|great|nice) (?:post|article|essay)\b", re.IGNORECASE)),
    "announces": (1.0, FIRST_SENTENCE["announces"][1]),
    "brings": (1.0, OPENINGS["brings"][1]),
}


def find_replies(posts: Sequence[Sequence[str]], named: Sequence[int | None] = ()) -> list[dict[int, float]]:
    """For each post the indices of the earlier posts that it may answer, likeliest first, each with its probability.

    Empty for the first post; one of probability 1 where it is settled.

    Args:
        posts: the paragraphs of each post, in reading order; none without one.
        named: for each post the index of an earlier one that it quotes or addresses by name, which settles it.
    """
    scorer = _Scorer(posts)
    found: list[dict[int, float]] = [{}] if posts else []
    for index in range(1, len(posts)):
        settled = named[index] if named else None
        found.append(scorer.ranked(index) if settled is None else {settled: 1.0})
    return found


class _Scorer:
    """Scores how well each earlier post fits as what a post answers."""

    def __init__(self, posts: Sequence[Sequence[str]]) -> None:
        self.posts = posts
        self.likeness = Likeness([text for post in posts for text in post])
        ends = list(accumulate(len(post) for post in posts))
        self.ranges = [
            range(end - len(post), min(end, end - len(post) + LONG_POST)) for post, end in zip(posts, ends, strict=True)
        ]
        self.lowered = ["\n".join(post)[:LONG_TEXT].lower() for post in posts]

    def ranked(self, index: int) -> dict[int, float]:
        """The first post and the latest ones, the most fitting first, of equals the latest; their shares sum to 1."""
        scores = {target: self._score(index, target) for target in (0, *range(max(1, index - BACK), index))}
        total = sum(exp(score) for score in scores.values())
        order = sorted(scores, key=lambda target: (-scores[target], -target))
        return {target: exp(scores[target]) / total for target in order}

    def _score(self, index: int, target: int) -> float:
        alike = _most_alike(self.likeness, self.ranges[index], self.ranges[target])
        quoted = _quoted(self.posts[index], self.lowered[target])
        return _prior(self.posts, index, target) + LIKENESS * alike + quoted


def _prior(posts: Sequence[Sequence[str]], index: int, target: int) -> float:
    """What the signs of an exchange say for a target, before any words are compared."""
    opening = first_sentence(posts[index][0])
    if target == 0:
        return OF_FIRST + sum(weight for weight, cue in TO_FIRST.values() if cue.search(opening))
    if target != index - 1:
        return OF_OTHER
    return OF_LAST + _exchange(posts[index], posts[target], opening)


def _exchange(post: Sequence[str], last: Sequence[str], opening: str) -> float:
    score = sum(weight for weight, cue in TO_LAST.values() if cue.search(opening))
    score += 1.5 * opens_socially(post[0], ("agrees", "denies", "exclaims"))
    score += 1.5 * (OPENINGS["sums_up"][1].match(post[0]) is not None)
    score += 1.5 * _asks(last)
    return score + 0.3 * (sum(len(text.split()) for text in post) < SHORT)


def _asks(post: Sequence[str]) -> bool:
    """Whether a post opens with a question to someone, or ends in a question: an answer is due."""
    return bool(FIRST_SENTENCE["asks_you"][1].search(first_sentence(post[0]))) or post[-1].rstrip().endswith("?")


def _most_alike(likeness: Likeness, ours: range, theirs: range) -> float:
    return max((likeness.of(one, other) for one in ours[:3] for other in theirs), default=0.0)


def _quoted(post: Sequence[str], target: str) -> float:
    """Two for words that the post puts in quotation marks and that stand in the target."""
    found = any(words.lower() in target for text in post[:3] for words in QUOTED.findall(text[:2000]))
    return 2.0 if found else 0.0
