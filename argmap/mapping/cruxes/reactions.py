"""What the readers of a site themselves marked as a crux, told beside argmap's own score and never mixed into it."""

from collections import Counter
from collections.abc import Iterator

from argmap.datatypes import Claim, Reaction, Thread

NAMES = {"crux": "a crux", "notacrux": "not a crux"}
"""The reactions that speak of cruxes, as LessWrong calls them, in words."""


def told_by_readers(claim: Claim, thread: Thread) -> str:
    """How many readers marked the claim's words, or a post that states it, as a crux or not; empty where none did.

    For example "2 marked it a crux; 1 marked the whole post not a crux".
    """
    words: Counter[str] = Counter()
    posts: Counter[str] = Counter()
    for reaction, whole in _on(claim, thread):
        (posts if whole else words)[reaction.name] += reaction.count
    told = [f"{words[name]} marked it {shown}" for name, shown in NAMES.items() if words[name]]
    told += [f"{posts[name]} marked the whole post {shown}" for name, shown in NAMES.items() if posts[name]]
    return "; ".join(told)


def _on(claim: Claim, thread: Thread) -> Iterator[tuple[Reaction, bool]]:
    """The reactions that bear on a claim, each once, and whether each is to a whole post."""
    spans = {span.post: [other for other in claim.mentions if other.post == span.post] for span in claim.mentions}
    for post, mentions in spans.items():
        for reaction in thread.by_id[post].reactions:
            if reaction.start is None or reaction.end is None:
                yield reaction, True
            elif any(span.start < reaction.end and reaction.start < span.end for span in mentions):
                yield reaction, False
