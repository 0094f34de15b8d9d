"""Numbers that can be relied on: any graph, of any size, in any order; and agreement with other implementations."""

import math
import random
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.datatypes import Claim, Kind, Link, Post, Span, Thread
from argmap.mapping.cruxes.crux import find_cruxes, find_main
from argmap.mapping.cruxes.strength import MAX_ITERATIONS, final_strengths
from argmap.settings import Settings

GRAPHS = 1000
Edge = tuple[int, int, Kind, float]
Oracle = Callable[[Sequence[float], Sequence[Edge]], Mapping[int, float]]
"""Base scores by number of the claim, and links -> strengths by number."""


def claims_of(bases: Sequence[float]) -> tuple[Claim, ...]:
    """Claims c0, c1, ... of posts p0, p1, ..."""
    return tuple(Claim(f"c{n}", f"{n}", (Span(f"p{n}", 0, 1),), base) for n, base in enumerate(bases))


def links_of(edges: Sequence[Edge]) -> tuple[Link, ...]:
    """Links between claims given by number."""
    return tuple(Link(f"l{n}", f"c{s}", f"c{t}", kind, weight) for n, (s, t, kind, weight) in enumerate(edges))


def random_graph(number: int, weights: Sequence[float]) -> tuple[list[float], list[Edge]]:
    """A graph without cycles: links run from higher to lower numbers, each pair of claims at most once."""
    dice = random.Random(number)
    bases = [dice.choice([0.0, 1.0, 0.5, dice.random()]) for _ in range(dice.randint(1, 14))]
    pairs = [(s, t) for s in range(len(bases)) for t in range(s) if dice.random() < 0.3]
    return bases, [(s, t, dice.choice(list(Kind)), dice.choice([*weights, 1.0])) for s, t in pairs]


def exact(bases: Sequence[float], edges: Sequence[Edge]) -> dict[int, float]:
    """DF-QuAD in fractions, straight from the definition, one claim after the other; without rounding."""
    strengths: list[Fraction] = [Fraction(0)] * len(bases)
    for claim in reversed(range(len(bases))):
        reasons = {
            kind: [Fraction(w) * strengths[s] for s, t, how, w in edges if t == claim and how is kind] for kind in Kind
        }
        pro, con = (1 - math.prod(1 - reason for reason in reasons[kind]) for kind in (Kind.SUPPORT, Kind.OBJECTION))
        base = Fraction(bases[claim])
        strengths[claim] = base - base * (con - pro) if con > pro else base + (1 - base) * (pro - con)
    return {claim: float(strength) for claim, strength in enumerate(strengths)}


def qbaf_py(bases: Sequence[float], edges: Sequence[Edge]) -> dict[int, float]:
    """QBAF-Py, https://github.com/TimKam/Quantitative-Bipolar-Argumentation."""
    qbaf = pytest.importorskip("qbaf", reason="QBAF-Py is not installed; it is on GitHub only")
    relations = [[(str(s), str(t)) for s, t, how, _ in edges if how is kind] for kind in (Kind.OBJECTION, Kind.SUPPORT)]
    names = [str(n) for n in range(len(bases))]
    found = qbaf.QBAFramework(names, list(bases), *relations, semantics="DFQuAD_model").final_strengths
    return {n: found[str(n)] for n in range(len(bases))}


def uncertainpy(bases: Sequence[float], edges: Sequence[Edge]) -> dict[int, float]:
    """Uncertainpy, https://github.com/nicopotyka/Uncertainpy; it approaches the strengths in small steps."""
    gradual = pytest.importorskip("uncertainpy.gradual", reason="Uncertainpy is not installed; it is on GitHub only")
    arguments = [gradual.Argument(str(n), base) for n, base in enumerate(bases)]
    graph = gradual.BAG()
    graph.arguments = {argument.name: argument for argument in arguments}  # else the class keeps them, for all graphs
    for source, target, kind, _ in edges:
        add = graph.add_support if kind is Kind.SUPPORT else graph.add_attack
        add(arguments[source], arguments[target])
    model = gradual.semantics.ContinuousDFQuADModel()
    model.BAG, model.approximator = graph, gradual.algorithms.RK4(model)
    model.solve(delta=0.2, epsilon=1e-6, verbose=False)
    return {n: argument.strength for n, argument in enumerate(arguments)}


@pytest.mark.parametrize(
    ("oracle", "weights", "within"),
    [(exact, (0.0, 0.1, 0.9, 0.37), 1e-9), (qbaf_py, (), 1e-9), (uncertainpy, (), 1e-3)],
    ids=["exact fractions", "QBAF-Py", "Uncertainpy"],
)
def test_agrees_with_another_implementation(oracle: Oracle, weights: Sequence[float], within: float) -> None:
    """On 1,000 random graphs every strength is that of an implementation that shares nothing with argmap's."""
    for number in range(GRAPHS):
        bases, edges = random_graph(number, weights)
        found = final_strengths(claims_of(bases), links_of(edges)).values
        for claim, strength in oracle(bases, edges).items():
            assert found[f"c{claim}"] == pytest.approx(strength, abs=within), (number, claim)


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
