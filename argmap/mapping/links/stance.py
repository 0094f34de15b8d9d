"""Describe replies for the model of stances: their own words, what they quote, and counts of cues.

A stance is the effect of a whole reply on the post that it answers: it objects, supports, does both, or does neither
(it asks, adds, thanks or jokes). A model (see stages.Stancer) judges it from these descriptions.
"""

import itertools
import math
import re
from collections.abc import Iterator, Mapping

from argmap.datatypes import Post, Stance, StanceKind, Thread
from argmap.mapping.units.segment import unquoted
from argmap.stages import FloatArray, Reply

MOST_WORDS, FIRST_WORDS = 80, 6
"""Words of a reply that are looked up one by one, and those of its opening that also count as an opening."""
TOKEN = re.compile(r"[a-z']+|[?!.,]")
COUNTED = {
    "thanks": r"\b(thanks|thank you|thx|cheers|appreciate)\b",
    "agrees": r"\b(agree|exactly|indeed|yes|yeah|yep|true|right|same|\+1|seconded|absolutely|good point)\b",
    "contrasts": r"\b(but|however|although|though|except|unless)\b",
    "denies": r"\b(no|not|n't|never|nope|wrong|false|disagree|incorrect|nonsense|bs|bull)\b",
    "asks": r"\b(why|how|what|where|when|which|who)\b",
    "tells": r"\b(i|my|me|we|our)\b",
    "addresses": r"\byou|your\b",
    "exclaims": r"!",
    "points_to": r"http",
    "adds": r"\b(also|too|another|plus|as well|for example|e\.g)\b",
}
"""Cues that are counted in the reply's own words."""
OPENING = {
    "opens_agreeing": r"\b(agree|exactly|indeed|yes|yeah|yep|true|right|same|absolutely)\b",
    "opens_denying": r"\b(no|not|but|actually|wrong|sorry|really|so)\b",
    "opens_lightly": r"\b(thanks|thank|lol|haha|edit)\b",
}
"""Cues that are counted in its opening words."""
PATTERNS = {name: re.compile(pattern) for name, pattern in (COUNTED | OPENING).items()}
PLACE = (
    "same_speaker",
    "answers_opening",
    "words",
    "question_marks",
    "ends_with_question",
    "quotes",
    "words_answered",
    "answered_asks",
    "answered_ends_with_question",
)
FEATURES = (*PLACE, *COUNTED, *OPENING)
"""The columns of `features`, in order."""


def replies_of(thread: Thread) -> Iterator[tuple[Post, Reply]]:
    """List the posts that answer another post of the thread, in reading order, each with its description."""
    opening = thread.posts[0].id if thread.posts else None
    for post in thread.posts:
        answered = thread.by_id.get(post.reply_to or "")
        if answered is not None:
            same = post.author is not None and post.author == answered.author
            own, quoted = parted(post)
            yield post, Reply(own, quoted, " ".join(answered.text.split()), same, answered.id == opening)


def parted(post: Post) -> tuple[str, str]:
    """Part the words of a post into its own and those that it quotes."""
    own = (post.text[start:end] for start, end in unquoted(post, 0, len(post.text)))
    quoted = (" ".join(post.text[quote.start : quote.end].split()) for quote in post.quotes)
    return " ".join(" ".join(own).split()), " ... ".join(quoted)


def features(reply: Reply) -> list[float]:
    """Compute the columns FEATURES of a reply."""
    own, answered = reply.own.lower(), reply.answered
    words = own.split()
    opening = " ".join(words[:FIRST_WORDS])
    return [
        float(reply.same_speaker),
        float(reply.answers_opening),
        math.log1p(len(words)),
        float(own.count("?")),
        float(own.rstrip().endswith("?")),
        float(bool(reply.quoted)),
        math.log1p(len(answered.split())),
        float("?" in answered),
        float(answered.rstrip().endswith("?")),
        *(float(len(PATTERNS[name].findall(own))) for name in COUNTED),
        *(float(len(PATTERNS[name].findall(opening))) for name in OPENING),
    ]


def terms(own: str) -> list[str]:
    """List the terms of a reply's own words: words, pairs of neighbours, and both again, marked, where it opens.

    >>> terms("Thanks, but no.")[:4], terms("Thanks, but no.")[-2:]
    (['thanks', ',', 'but', 'no'], ['F_but_no', 'F_no_.'])
    """
    words = TOKEN.findall(own.lower())[:MOST_WORDS]
    opening = words[:FIRST_WORDS]
    return [
        *words,
        *(f"{a} {b}" for a, b in itertools.pairwise(words)),
        *(f"F_{word}" for word in opening),
        *(f"F_{a}_{b}" for a, b in itertools.pairwise(words)),
    ]


def stances_of(thread: Thread, shares: Mapping[str, FloatArray]) -> dict[str, Stance]:
    """Name the likeliest stance of each judged reply, by the id of its post.

    Args:
        thread: the replies stand in it.
        shares: the probability of each StanceKind, in its order, by the id of the post.
    """
    kinds = tuple(StanceKind)
    return {
        name: Stance(kinds[int(row.argmax())], thread.by_id[name].reply_to or "", round(float(row.max()), 4))
        for name, row in shares.items()
    }
