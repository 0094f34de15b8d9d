"""Ids that are free, and the order in which claims and links stand on a map."""

from collections.abc import Collection, Container, Iterable, Iterator
from dataclasses import replace
from itertools import chain, count

from argmap.datatypes import Claim, Link, Thread


def unused_id(taken: Collection[str], letter: str, wish: str | None = None) -> str:
    """The wish where it is free, else the first free one from the number after those that are taken.

    >>> unused_id({"c1", "c3"}, "c"), unused_id({"c1"}, "c", "c7"), unused_id({"c7"}, "c", "c7")
    ('c4', 'c7', 'c2')
    """
    wishes = () if wish is None else (wish,)
    return next(name for name in chain(wishes, (f"{letter}{n}" for n in count(len(taken) + 1))) if name not in taken)


def in_reading_order(claims: Iterable[Claim], thread: Thread) -> tuple[Claim, ...]:
    """The claims by their first mention; those that the thread does not state come last."""
    order = {post.id: number for number, post in enumerate(thread.posts)}

    def first(claim: Claim) -> tuple[int, int]:
        return min(((order[span.post], span.start) for span in claim.mentions), default=(len(order), 0))

    return tuple(sorted(claims, key=first))


def by_ends(links: Iterable[Link], claims: Iterable[Claim]) -> tuple[Link, ...]:
    """The links by their sources, then their targets, both in the order of the claims."""
    order = {claim.id: number for number, claim in enumerate(claims)}
    return tuple(sorted(within(links, order), key=lambda link: (order[link.source], order[link.target])))


def within(links: Iterable[Link], claims: Container[str]) -> Iterator[Link]:
    """The links without those alternatives that name none of the claims, given by id."""
    for link in links:
        known = tuple(other for other in link.alternatives if other.target in claims)
        yield link if known == link.alternatives else replace(link, alternatives=known)
