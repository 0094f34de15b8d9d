"""What no schema can say of a map: ids are unique and name something, spans lie in their posts."""

from collections import Counter
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from argmap.datatypes import ArgumentMap, Post


def contradictions(argument_map: ArgumentMap) -> Iterator[str]:
    """Everything in a map that contradicts the rest of it, one line each; nothing for a sound map."""
    yield from _repeated("post", (post.id for post in argument_map.thread.posts))
    yield from _repeated("claim", (claim.id for claim in argument_map.claims))
    yield from _repeated("link", (link.id for link in argument_map.links))
    yield from _repeated("topic", (topic.slug for topic in argument_map.topics))
    yield from _in_posts(argument_map)
    yield from _in_mentions(argument_map)
    yield from _in_claims(argument_map)


def _repeated(what: str, ids: Iterable[str]) -> Iterator[str]:
    """One line for each id that stands twice.

    >>> list(_repeated("claim", ["c1", "c2", "c1"]))
    ['the claim id c1 is used 2 times; ids must be unique']
    """
    for name, count in Counter(ids).items():
        if count > 1:
            yield f"the {what} id {name} is used {count} times; ids must be unique"


def _in_posts(argument_map: ArgumentMap) -> Iterator[str]:
    posts = argument_map.thread.by_id
    earlier: set[str] = set()
    for post in argument_map.thread.posts:
        if post.reply_to is not None and post.reply_to not in earlier:
            yield f"post {post.id} replies to {post.reply_to}, which is not an earlier post"
        for quote in post.quotes:
            if not _lies_in(post, quote.start, quote.end):
                yield f"a quote of post {post.id} ({quote.start} to {quote.end}) lies outside its text"
            if quote.post is not None and quote.post not in posts:
                yield f"a quote of post {post.id} names the post {quote.post}, which is not in the thread"
        yield from _in_guess(post, earlier)
        for reaction in post.reactions:
            if not _lies_in(post, reaction.start or 0, reaction.end or 0):
                yield f"a reaction to post {post.id} ({reaction.start} to {reaction.end}) lies outside its text"
        earlier.add(post.id)


def _in_guess(post: Post, earlier: AbstractSet[str]) -> Iterator[str]:
    for place in post.guess.breaks if post.guess else ():
        if not 0 < place.start < len(post.text):
            yield f"a break of post {post.id} ({place.start}) lies outside its text"
    for answer in post.guess.answers if post.guess else ():
        if answer.post not in earlier:
            yield f"post {post.id} may answer {answer.post}, which is not an earlier post"


def _in_mentions(argument_map: ArgumentMap) -> Iterator[str]:
    posts = argument_map.thread.by_id
    for claim in argument_map.claims:
        for span in (*claim.mentions, *claim.agreements):
            if span.post not in posts:
                yield f"claim {claim.id} mentions the post {span.post}, which is not in the thread"
            elif not _lies_in(posts[span.post], span.start, span.end):
                yield f"claim {claim.id} stands outside post {span.post} ({span.start} to {span.end})"


def _lies_in(post: Post, start: int, end: int) -> bool:
    return 0 <= start <= end <= len(post.text)


def _in_claims(argument_map: ArgumentMap) -> Iterator[str]:
    for what, claim in _references(argument_map):
        if claim not in argument_map.claim_by_id:
            yield f"{what} names the claim {claim}, which is not in the map"


def _references(argument_map: ArgumentMap) -> Iterator[tuple[str, str]]:
    """Every place that names a claim, in words, with the id that it names."""
    for link in argument_map.links:
        yield f"the source of link {link.id}", link.source
        yield f"the target of link {link.id}", link.target
        for alternative in link.alternatives:
            yield f"an alternative of link {link.id}", alternative.target
    for claim in argument_map.main:
        yield "the list of main claims", claim
    for crux in argument_map.cruxes:
        yield "a crux", crux.claim
        yield "a crux", crux.about
    for claim, turns_on in argument_map.claim_cruxes.items():
        for crux_claim in turns_on:
            yield f"the cruxes of claim {claim}", crux_claim
