"""Maps in which every word comes from a stranger who means harm, and the same maps with harmless words."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from argmap.datatypes import ArgumentMap, Claim, Crux, Dropped, Kind, Link, Post, Run, Span, Thread

ATTACKS = json.loads(Path(__file__).with_name("attacks.json").read_text("utf-8"))


@dataclass(frozen=True)
class Attack:
    """A text and what it aims at."""

    kind: str
    text: str


def map_of(words: Sequence[str]) -> ArgumentMap:
    """A map with a post, a claim and a link for each text, which stands in every field that can hold one.

    Ids have a number behind them, since they must differ.
    """
    ids = [f"{word}{n}" for n, word in enumerate(words)]
    posts = tuple(
        Post(id, word, word, ids[0] if n else None, word) for n, (id, word) in enumerate(zip(ids, words, strict=True))
    )
    claims = tuple(
        Claim(id, word, (Span(id, 0, len(word)),), 0.5, (word,), (word,)) for id, word in zip(ids, words, strict=True)
    )
    links = tuple(
        Link(ids[n], ids[n], ids[n // 3], Kind.OBJECTION if n % 2 else Kind.SUPPORT, 0.5) for n in range(1, len(ids))
    )
    return ArgumentMap(
        Thread(posts, words[0], " ".join(words), words[1], tuple(Dropped(word, word, 1) for word in words)),
        claims,
        links,
        dict.fromkeys(ids, 0.5),
        tuple(ids[:6]),
        tuple(Crux(id, ids[0], 0.2, -0.4, 0.5, True, True, 0.4, 0.8, (id, words[3]), (words[4],)) for id in ids[6:16]),
        dict.fromkeys(ids, (ids[1],)),
        Run(words[0], words[1], {word: word for word in words}, {word: word for word in words}),
    )


@pytest.fixture(scope="session")
def attacks() -> list[Attack]:
    """All of them."""
    return [Attack(**row) for row in ATTACKS]


@pytest.fixture(scope="session")
def attacked_map(attacks: list[Attack]) -> ArgumentMap:
    """A map that is made of nothing but attacks."""
    return map_of([attack.text for attack in attacks])


@pytest.fixture(scope="session")
def harmless_map(attacks: list[Attack]) -> ArgumentMap:
    """A map of the same build, made of harmless words."""
    return map_of([f"word{n}" for n, _ in enumerate(attacks)])


@pytest.fixture(scope="session")
def small_map_of() -> Callable[[str], ArgumentMap]:
    """A function that makes a small map of one text over and over."""
    return lambda word: replace(map_of([word] * 5), thread=replace(map_of([word] * 5).thread, title=word))
