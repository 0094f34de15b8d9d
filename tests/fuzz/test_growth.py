"""Growth: the same text doubled in one dimension makes no more than twice the calls, and a tenth, of every stage.

Calls are counted, not seconds: those of Python functions and of functions in C alike, by the lexical backend.
"""

import re
import sys
from collections.abc import Callable
from random import Random

import pytest

import argmap
from argmap.datatypes import Post, Quote, Thread

WORDS = re.findall(
    r"\w+",
    "market school teacher house climate carbon price vote council river bridge rent cycle garden energy budget tram "
    "forest harbour museum library village factory airport island weather winter summer orchard hospital",
)
SMALL = 30


def sentence(random: Random) -> str:
    """A sentence that the lexical backend takes for a claim, unlike others."""
    one, two, three, four = random.sample(WORDS, 4)
    return f"I think that the {one} of the {two} should be better than the {three}, because we need a {four}."


def thread(count: int, answers: Callable[[int], int], sentences: int = 2, authors: int = 7, quoting: bool = False):
    """A thread of so many posts; `answers` says to which each replies."""
    random = Random(1)
    posts: list[Post] = []
    for n in range(count):
        text = " ".join(sentence(random) for _ in range(sentences))
        above, quotes = (posts[answers(n)].id if n else None), ()
        if quoting and n:
            words = posts[answers(n)].text.split(".")[0]
            text, quotes = f"{words}\n\n{text}", (Quote(0, len(words), above),)
        posts.append(Post(f"p{n}", text, f"u{n % authors}", above, quotes=quotes))
    return Thread(tuple(posts))


DIMENSIONS = {
    "deeper": lambda k: thread(SMALL * k, lambda n: n - 1),
    "wider": lambda k: thread(SMALL * k, lambda n: 0),
    "bushier": lambda k: thread(SMALL * k, lambda n: n // 2),
    "longer posts": lambda k: thread(6, lambda n: n - 1, sentences=12 * k),
    "one post": lambda k: thread(1, lambda n: 0, sentences=40 * k),
    "quotes": lambda k: thread(SMALL * k, lambda n: n - 1, quoting=True),
    "authors": lambda k: thread(SMALL * k, lambda n: n // 3, authors=SMALL * k),
    "agreements": lambda k: Thread(
        (Post("p0", "I think trams are best."), *(Post(f"p{n}", "I agree.", f"u{n}", "p0") for n in range(SMALL * k)))
    ),
    "longer sentences": lambda k: Thread((Post("p0", "we think that trams are good and " * SMALL * k),)),
    "longer words": lambda k: Thread((Post("p0", f"I think {'w' * 300 * k} is good."),)),
    "lines": lambda k: Thread((Post("p0", "I think that trams are good.\n" * SMALL * k),)),
}


BOUNDS = {"quotes": 2.7}
"""Where twice the text takes more: more claims are disputed, and each is weighed, until the most cruxes are reached
(2.4, 2.6, 2.2 times at 60, 120, 240 posts)."""


def calls(made: Thread) -> int:
    """How many calls a map of the thread takes."""
    counted = 0

    def count(frame: object, event: str, _: object) -> None:
        nonlocal counted
        counted += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        argmap.analyze(made, backend="lexical")
    finally:
        sys.setprofile(None)
    return counted


@pytest.mark.parametrize("name", DIMENSIONS)
def test_twice_the_text_takes_at_most_twice_the_calls(name: str) -> None:
    """In every dimension; what is done once for a thread of any size is counted away with a tenth."""
    made = DIMENSIONS[name]
    calls(made(1))  # imports and what is kept between maps
    assert calls(made(2)) <= BOUNDS.get(name, 2.2) * calls(made(1))
