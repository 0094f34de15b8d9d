"""What the readers of a site themselves marked as a crux, told beside argmap's own score and never mixed into it."""

from collections import Counter
from collections.abc import Iterator

from argmap.datatypes import Claim, Reaction, Thread

NAMES = {"crux": "a crux", "notacrux": "not a crux"}
"""The reactions that speak of cruxes, as LessWrong calls them, in words."""


def told_by_readers(claim: Claim, thread: Thread) -> str:
    """How many readers marked the claim's words, or a post that states it, as a crux or not; empty where none did.

    For example "a crux: 2 readers; not a crux: 1 reader of the whole post".
    """
    words: Counter[str] = Counter()
    posts: Counter[str] = Counter()
    for reaction, whole in _on(claim, thread):
        (posts if whole else words)[reaction.name] += reaction.count
    parts = [_part(name, words[name], "") for name in NAMES if words[name]]
    parts += [_part(name, posts[name], " of the whole post") for name in NAMES if posts[name]]
    return "; ".join(parts)


def _on(claim: Claim, thread: Thread) -> Iterator[tuple[Reaction, bool]]:
    """The reactions that bear on a claim, each once, and whether each is to a whole post."""
    spans = {span.post: [other for other in claim.mentions if other.post == span.post] for span in claim.mentions}
    for post, mentions in spans.items():
        for reaction in thread.by_id[post].reactions:
            if reaction.start is None or reaction.end is None:
                yield reaction, True
            elif any(span.start < reaction.end and reaction.start < span.end for span in mentions):
                yield reaction, False


def _part(name: str, count: int, of: str) -> str:
    return f"{NAMES[name]}: {count} reader{'s' if count != 1 else ''}{of}"
