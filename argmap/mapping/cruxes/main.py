"""Main claims: those that the rest of a thread is for or against, by a small ranker over what a map knows of them.

The ranker is a logistic regression over ROWS, fitted on the maps of 117 annotated threads as if they were new; its
weights stand here, for they are few. What says nothing by itself is no main claim, however much gathers around it:
greetings, insults, questions that only ask, the lead of a list ("Here are some topics:"), and what its own speaker
denies.

Annotated main claims on the training threads, five folds, paired by thread (average precision, nDCG@10, recall@5):

      the rule before (what gathers, used up in turn)       .297 .374 .305
      a soft PageRank on the kept links                     .268 .337 .284
      the same on all link probabilities (not in a map)     .322 .410 .336
      this ranker, free to name any claim                   .324 .419 .347
      with MiniLM's likeness and the claim's own score      .328 .421 .364 (not in a map either)
      as it names them, at most six, what it may not left out (list as shown)  .230 .342 .323
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import exp, log, log1p, sqrt

from argmap.datatypes import Claim, Kind, Link, Thread
from argmap.mapping import cues
from argmap.mapping.cruxes.debate import natural
from argmap.mapping.cruxes.talk import LEAD, is_talk
from argmap.settings import Settings

WEIGHTS: Mapping[str, float] = {
    "later": -0.472,
    "last": 0.386,
    "words": 0.116,
    "support_own": 0.709,
    "support_others": -0.583,
    "objection_others": 0.316,
    "gives_support": -0.361,
    "gives_objection": -0.203,
    "answerers": 0.405,
    "gathered": 1.309,
    "like_thread": 4.31,
    "asks": -0.412,
    "leans": -0.079,
    "values": 0.485,
    "addresses": -0.357,
    "hedged": 0.294,
}
"""How much each column of ROWS adds to the log-odds."""
SHIFT = -3.722
LEAST_MAIN = 0.3
"""A main claim has at least this share of the first one's probability."""
DAMPING, STEPS = 0.85, 40
"""Of the PageRank: how much of what gathers around a claim is handed on, and how often."""
STEM = 6
"""Letters of a word that are compared."""
LEAST_LETTERS = 3

WORD = re.compile(r"[a-z]+")
VALUE = re.compile(
    r"\b(?:should|ought|must|need to|have to|better|worse|best|wrong|right|good|bad)\b",
    re.IGNORECASE,
)
LIST_FOLLOWS = re.compile(r"\s*:\s*(?:\n|$)|\s*:\s+[A-Z]")


Row = Mapping[str, float]


def find_main(claims: Sequence[Claim], links: Sequence[Link], thread: Thread, settings: Settings) -> tuple[str, ...]:
    """Ids of the claims that the rest is for or against, most central first; none where nothing is linked."""
    rows = rows_of(claims, links, thread)
    barred = denied(claims, links, thread)
    chance = {
        claim.id: probability(rows[claim.id])
        for claim in claims
        if rows[claim.id]["gathered"] > 0 and claim.id not in barred and stands_alone(claim, thread)
    }
    ranked = sorted(chance, key=lambda claim: (-chance[claim], natural(claim)))[: settings.max_main]
    return tuple(claim for claim in ranked if chance[claim] >= LEAST_MAIN * chance[ranked[0]])


def probability(row: Row) -> float:
    """The probability that a careful reader names a claim as a main one."""
    return 1 / (1 + exp(-SHIFT - sum(weight * row[name] for name, weight in WEIGHTS.items())))


def stands_alone(claim: Claim, thread: Thread) -> bool:
    """Whether a claim says something by itself: it is no talk, leads no list, and begins with no pronoun."""
    span = claim.mentions[0]
    after = thread.by_id[span.post].text[span.end : span.end + 4]
    leads = claim.text.endswith(":") or LEAD.match(claim.text) or LIST_FOLLOWS.match(after)
    return not (leads or is_talk(claim.text) or cues.ANAPHOR.match(claim.text))


def denied(claims: Sequence[Claim], links: Sequence[Link], thread: Thread) -> frozenset[str]:
    """The claims that every speaker who states them objects to: views of others that are only reported."""
    speakers = {claim.id: {thread.by_id[span.post].speaker for span in claim.mentions} for claim in claims}
    against: dict[str, set[str]] = defaultdict(set)
    for link in links:
        if link.kind is Kind.OBJECTION:
            against[link.target] |= speakers[link.source]
    return frozenset(claim for claim, found in speakers.items() if found <= against[claim])


def rows_of(claims: Sequence[Claim], links: Sequence[Link], thread: Thread) -> dict[str, Row]:
    """What is known of every claim, by id; takes time linear in claims, links and words."""
    number = {post.id: n for n, post in enumerate(thread.posts)}
    speakers = {c.id: {thread.by_id[span.post].speaker for span in (*c.mentions, *c.agreements)} for c in claims}
    last = {claim.mentions[0].post: claim.id for claim in claims}
    sums: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    answering: dict[str, set[str]] = defaultdict(set)
    for link in sorted(links, key=lambda link: (link.source, link.target, link.kind)):
        own = bool(speakers[link.source] & speakers[link.target])
        sums[link.target][f"{link.kind}_{'own' if own else 'others'}"] += link.confidence
        sums[link.source][f"gives_{link.kind}"] += link.confidence
        if not own:
            answering[link.target] |= speakers[link.source]
    gathered, alike = gathering(claims, links), likeness(claims)
    return {
        claim.id: {
            "later": log1p(number[claim.mentions[0].post]),
            "last": float(last[claim.mentions[0].post] == claim.id),
            "words": log1p(len(claim.text.split())),
            "support_own": log1p(3 * sums[claim.id]["support_own"]),
            "support_others": log1p(3 * sums[claim.id]["support_others"]),
            "objection_others": log1p(3 * sums[claim.id]["objection_others"]),
            "gives_support": log1p(3 * sums[claim.id]["gives_support"]),
            "gives_objection": log1p(3 * sums[claim.id]["gives_objection"]),
            "answerers": log1p(len(answering[claim.id])),
            "gathered": log(gathered[claim.id]),
            "like_thread": alike[claim.id],
            "asks": float(cues.is_question(claim.text)),
            "leans": float(bool(cues.ANAPHOR.match(claim.text))),
            "values": float(bool(VALUE.search(claim.text))),
            "addresses": float(bool(cues.ADDRESS.search(claim.text))),
            "hedged": float(bool(cues.HEDGE.search(claim.text))),
        }
        for claim in claims
    }


def gathering(claims: Iterable[Claim], links: Iterable[Link]) -> dict[str, float]:
    """A soft PageRank: 1 for each claim, and what links hand on to it by their probability, step by step."""
    given: dict[str, list[tuple[str, float]]] = {claim.id: [] for claim in claims}
    for link in sorted(links, key=lambda link: (link.target, link.source, link.confidence)):
        given[link.source].append((link.target, link.confidence))
    shares = {
        source: [(target, sure / max(1.0, sum(each for _, each in found))) for target, sure in found]
        for source, found in sorted(given.items())
    }
    found = dict.fromkeys(shares, 1.0)
    for _ in range(STEPS):
        following = dict.fromkeys(shares, 1.0)
        for source, targets in shares.items():
            for target, share in targets:
                following[target] += DAMPING * share * found[source]
        found = following
    return found


def likeness(claims: Sequence[Claim]) -> dict[str, float]:
    """How like each claim's words are to those of all other claims together: a cosine of TF-IDF, in [0, 1]."""
    words = {c.id: sorted({w[:STEM] for w in WORD.findall(c.text.lower()) if len(w) >= LEAST_LETTERS}) for c in claims}
    seen = Counter(word for found in words.values() for word in found)
    weight = {word: log(len(words) / count) + 0.1 for word, count in seen.items()}
    norm = sqrt(sum((seen[word] * weight[word]) ** 2 for word in sorted(seen))) or 1.0
    return {
        claim: sum(weight[word] ** 2 * (seen[word] - 1) for word in found)
        / (norm * (sqrt(sum(weight[word] ** 2 for word in found)) or 1.0))
        for claim, found in words.items()
    }
