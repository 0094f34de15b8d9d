"""Numbers that can be relied on: any graph, of any size, in any order; and agreement with other implementations."""

import math
import random
from collections.abc import Sequence
from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.datatypes import Claim, Kind, Link, Post, Span, Thread
from argmap.mapping.cruxes.crux import find_cruxes
from argmap.mapping.cruxes.main import find_main
from argmap.mapping.cruxes.strength import MAX_ITERATIONS, final_strengths
from argmap.settings import Settings

GRAPHS = 1000
Edge = tuple[int, int, Kind, float]


def claims_of(bases: Sequence[float]) -> tuple[Claim, ...]:
    """Claims c0, c1, ... of posts p0, p1, ..."""
    return tuple(Claim(f"c{n}", f"{n}", (Span(f"p{n}", 0, 1),), base) for n, base in enumerate(bases))


def links_of(edges: Sequence[Edge]) -> tuple[Link, ...]:
    """Links between claims given by number."""
    return tuple(Link(f"l{n}", f"c{s}", f"c{t}", kind, weight) for n, (s, t, kind, weight) in enumerate(edges))


def random_graph(number: int) -> tuple[list[float], list[Edge]]:
    """A graph without cycles: links run from higher to lower numbers, each pair of claims at most once."""
    dice = random.Random(number)
    bases = [dice.choice([0.0, 1.0, 0.5, dice.random()]) for _ in range(dice.randint(1, 14))]
    pairs = [(s, t) for s in range(len(bases)) for t in range(s) if dice.random() < 0.3]
    return bases, [(s, t, dice.choice(list(Kind)), dice.random()) for s, t in pairs]


def exact(bases: Sequence[float], edges: Sequence[Edge]) -> dict[int, float]:
    """The MLP-based semantics in decimals of fifty digits, straight from the definition, claim by claim.

    The odds of a claim are those of its base score, times four to the power of supports less objections; a base score
    of 0 or 1 has no odds that could move.
    """
    with localcontext() as context:
        context.prec = 50
        strengths = [Decimal(0)] * len(bases)
        for claim in reversed(range(len(bases))):
            signs = {Kind.SUPPORT: 1, Kind.OBJECTION: -1}
            balance = sum((signs[how] * strengths[s] for s, t, how, _ in edges if t == claim), Decimal(0))
            base = Decimal(bases[claim])
            odds = None if base == 1 else base / (1 - base) * Decimal(4) ** balance
            strengths[claim] = base if odds is None else odds / (1 + odds)
        return {claim: float(strength) for claim, strength in enumerate(strengths)}


def test_agrees_with_another_implementation() -> None:
    """On 1,000 random graphs every strength is that of an implementation that shares nothing with argmap's."""
    for number in range(GRAPHS):
        bases, edges = random_graph(number)
        found = final_strengths(claims_of(bases), links_of(edges)).values
        for claim, strength in exact(bases, edges).items():
            assert found[f"c{claim}"] == pytest.approx(strength, abs=1e-9), (number, claim)


WEIGHTS = st.sampled_from([0.0, 1.0, 0.5, 5e-324, 1 - 2**-53]) | st.floats(0, 1)
EDGES = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.sampled_from(Kind), WEIGHTS), max_size=30)
BASES = st.lists(WEIGHTS, min_size=8, max_size=8)


@given(BASES, EDGES)
def test_the_ends_of_the_range_are_no_trouble(bases: list[float], edges: list[Edge]) -> None:
    """Base scores and confidences of exactly 0 and 1, and next to them, leave every strength a number in [0, 1]."""
    found = final_strengths(claims_of(bases), links_of(edges))
    assert all(math.isfinite(strength) and 0 <= strength <= 1 for strength in found.values.values())
    assert found.iterations <= MAX_ITERATIONS


@given(BASES, EDGES, st.randoms(use_true_random=False))
def test_cruxes_do_not_depend_on_order(bases: list[float], edges: list[Edge], dice: random.Random) -> None:
    """Main claims, cruxes with all their numbers, and every claim's own are the same for shuffled claims and links."""
    claims, links = list(claims_of(bases)), list(links_of(edges))
    thread = Thread(tuple(Post(f"p{n}", "x", f"author {n % 3}") for n in range(len(bases))))
    settings = Settings()

    def found() -> object:
        main = find_main(claims, links, thread, settings)
        return main, find_cruxes(claims, links, thread, main, settings)

    before = found()
    dice.shuffle(claims)
    dice.shuffle(links)
    assert found() == before


@pytest.mark.slow
@pytest.mark.parametrize("kinds", [[Kind.OBJECTION], list(Kind)], ids=["objections only", "both kinds"])
def test_a_hundred_thousand_links(kinds: list[Kind]) -> None:
    """A tangle of 100,000 links, most of them on one cycle, is weighed within the steps that it is given."""
    dice = random.Random(7)
    size, count = 5_000, 100_000
    bases = [dice.random() for _ in range(size)]
    ring = [(n, (n + 1) % size, Kind.OBJECTION, 1.0) for n in range(size)]
    edges = [
        (dice.randrange(size), dice.randrange(size), dice.choice(kinds), dice.choice([0.0, 1.0, dice.random()]))
        for _ in range(count - size)
    ]
    found = final_strengths(claims_of(bases), links_of([*ring, *edges]))
    assert len(found.values) == size
    assert all(math.isfinite(strength) and 0 <= strength <= 1 for strength in found.values.values())
    assert 0 < found.iterations <= MAX_ITERATIONS
