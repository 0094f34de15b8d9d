"""Final strengths: the formulas, cycles, and what holds for any graph."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.datatypes import Claim, Kind, Link, Span
from argmap.mapping.cruxes.strength import MAX_ITERATIONS, build_network, final_strengths, weigh

SIZE = 7
SHARE = st.floats(0, 1)
BASE = st.floats(0.01, 0.99)
KIND = st.sampled_from(list(Kind))


def claims_of(bases: list[float]) -> tuple[Claim, ...]:
    """Claims c0, c1, ... with these base scores."""
    return tuple(Claim(f"c{n}", f"{n}", (Span("p1", 0, 1),), base) for n, base in enumerate(bases))


def links_of(edges: list[tuple[int, int, Kind, float]]) -> tuple[Link, ...]:
    """Links between claims given by number."""
    return tuple(Link(f"l{n}", f"c{s}", f"c{t}", k, w) for n, (s, t, k, w) in enumerate(edges))


EDGES = st.lists(st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1), KIND, SHARE), max_size=25)
BASES = st.lists(BASE, min_size=SIZE, max_size=SIZE)


def reference(claim: str, bases: dict[str, float], links: tuple[Link, ...]) -> float:
    """The MLP-based semantics by naive recursion, straight from the definition; for acyclic graphs only."""
    pushed = math.log(bases[claim] / (1 - bases[claim]))
    for link in links:
        if link.target == claim:
            sign = 1 if link.kind is Kind.SUPPORT else -1
            pushed += sign * math.log(4) * reference(link.source, bases, links)
    return 1 / (1 + math.exp(-pushed))


@given(BASES, EDGES)
def test_agrees_with_an_independent_recursion(bases: list[float], edges: list) -> None:
    """On acyclic graphs the strengths are those of the definition, to 1e-9."""
    claims, links = claims_of(bases), links_of([edge for edge in edges if edge[0] > edge[1]])
    found = final_strengths(claims, links)
    by_id = {claim.id: claim.base_score for claim in claims}
    assert found.converged
    assert found.iterations == 0
    for claim in claims:
        assert found.values[claim.id] == pytest.approx(reference(claim.id, by_id, links), abs=1e-9)


@given(BASES, EDGES)
def test_strengths_stay_in_range(bases: list[float], edges: list) -> None:
    """Strengths are finite and in [0, 1] for any graph, cycles and self-reference included, and every claim has one."""
    found = final_strengths(claims_of(bases), links_of(edges))
    assert list(found.values) == [f"c{n}" for n in range(SIZE)]
    assert all(math.isfinite(value) and 0 <= value <= 1 for value in found.values.values())
    assert found.iterations <= MAX_ITERATIONS


@given(BASES, EDGES, st.randoms(use_true_random=False))
def test_order_is_irrelevant(bases: list[float], edges: list, random) -> None:
    """The order of claims and links changes no bit of any strength."""
    claims, links = list(claims_of(bases)), list(links_of(edges))
    before = final_strengths(claims, links)
    random.shuffle(claims)
    random.shuffle(links)
    after = final_strengths(claims, links)
    assert dict(before.values) == dict(after.values)
    assert (before.converged, before.iterations) == (after.converged, after.iterations)


@given(BASES, EDGES)
def test_settled_cycles_are_fixed_points(bases: list[float], edges: list) -> None:
    """Where the iteration says that it converged, weighing once more changes nothing."""
    network = build_network(claims_of(bases), links_of(edges))
    found = weigh(network, network.base, network.base)
    if found.converged:
        again = weigh(network, found.values, network.base).values
        assert all(again[claim] == pytest.approx(value, abs=1e-9) for claim, value in found.values.items())


def test_formulas_by_hand() -> None:
    """A support of 0.5 doubles the odds of 0.6, an objection halves them, both together leave them."""
    claims = claims_of([0.6, 0.5, 0.5])
    support, objection = links_of([(1, 0, Kind.SUPPORT, 0.8), (2, 0, Kind.OBJECTION, 0.8)])
    assert final_strengths(claims, [support]).values["c0"] == pytest.approx(3 / 4)
    assert final_strengths(claims, [objection]).values["c0"] == pytest.approx(3 / 7)
    assert final_strengths(claims, [support, objection]).values["c0"] == pytest.approx(0.6)


def test_mutual_objections_meet_in_the_middle() -> None:
    """Two equal claims that object to each other settle where s / (1 - s) = 4 ** -s, and the iteration says so."""
    links = links_of([(0, 1, Kind.OBJECTION, 1.0), (1, 0, Kind.OBJECTION, 1.0)])
    found = final_strengths(claims_of([0.5, 0.5]), links)
    assert found.converged
    assert found.iterations > 0
    strength = found.values["c0"]
    assert strength / (1 - strength) == pytest.approx(4**-strength)
    assert found.values["c1"] == pytest.approx(strength)


@given(BASES, EDGES)
def test_how_sure_a_link_is_changes_no_strength(bases: list[float], edges: list) -> None:
    """The doubt whether a link is there is told beside the strengths and never mixed into them."""
    claims = claims_of(bases)
    sure = final_strengths(claims, links_of([(s, t, kind, 1.0) for s, t, kind, _ in edges]))
    assert final_strengths(claims, links_of(edges)).values == sure.values


@given(BASES, EDGES)
def test_the_semantics_is_dual(bases: list[float], edges: list) -> None:
    """With every base score and kind of the links into a claim turned over, the claim's strength is turned over."""
    direct = [(source, 0, kind, weight) for source, _, kind, weight in edges if source]
    turned = [(s, t, Kind.OBJECTION if kind is Kind.SUPPORT else Kind.SUPPORT, w) for s, t, kind, w in direct]
    before = final_strengths(claims_of(bases), links_of(direct)).values["c0"]
    after = final_strengths(claims_of([1 - bases[0], *bases[1:]]), links_of(turned)).values["c0"]
    assert after == pytest.approx(1 - before)


@given(BASES, st.integers(0, SIZE - 1), st.integers(1, 60))
def test_equal_sides_cancel_and_do_not_saturate(bases: list[float], claim: int, count: int) -> None:
    """With as many equal reasons on both sides a claim keeps its base score, and one more moves it as ever."""
    reasons = [Claim(f"r{n}", "r", (Span("p1", 0, 1),), 0.5) for n in range(2 * count + 1)]
    target = claims_of(bases)[claim]
    kinds = [Kind.SUPPORT, Kind.OBJECTION] * count + [Kind.OBJECTION]
    links = [Link(f"l{n}", f"r{n}", target.id, kind, 1.0) for n, kind in enumerate(kinds)]
    base = target.base_score
    even = final_strengths([target, *reasons], links[:-1]).values[target.id]
    assert even == pytest.approx(base)
    one_more = final_strengths([target, *reasons], links).values[target.id]
    assert one_more / (1 - one_more) == pytest.approx(base / (1 - base) / 2)


@given(BASES, EDGES)
def test_a_support_never_lowers_and_an_objection_never_lifts(bases: list[float], edges: list) -> None:
    """Adding a reason moves what it is a reason for in its own direction, however many stand there already."""
    direct = [(source, 0, kind, weight) for source, _, kind, weight in edges if source]
    before = final_strengths(claims_of(bases), links_of(direct)).values["c0"]
    for kind, sign in ((Kind.SUPPORT, 1), (Kind.OBJECTION, -1)):
        after = final_strengths(claims_of(bases), links_of([*direct, (1, 0, kind, 1.0)])).values["c0"]
        assert sign * (after - before) >= 0


@pytest.mark.parametrize("kind", list(Kind))
def test_any_strength_can_be_reached(kind: Kind) -> None:
    """Open-mindedness: enough reasons of a kind bring a claim as near to certainty as one likes, whatever its base."""
    reasons = [Claim(f"r{n}", "r", (Span("p1", 0, 1),), 0.6) for n in range(30)]
    links = [Link(f"l{n}", f"r{n}", "c0", kind, 0.1) for n in range(30)]
    for base in (0.05, 0.95):
        strength = final_strengths([*claims_of([base]), *reasons], links).values["c0"]
        assert abs(strength - (kind is Kind.SUPPORT)) < 1e-6


@given(BASES, EDGES)
def test_cycles_settle(bases: list[float], edges: list) -> None:
    """On any small graph, cycles of any kind included, the iteration settles within its steps."""
    assert final_strengths(claims_of(bases), links_of(edges)).converged


def test_long_chain_needs_no_recursion() -> None:
    """Depth is no limit: a chain of 20,000 claims is weighed without a RecursionError."""
    size = 20_000
    links = links_of([(n + 1, n, Kind.OBJECTION, 0.5) for n in range(size - 1)])
    assert len(final_strengths(claims_of([0.5] * size), links).values) == size


def test_no_claims() -> None:
    """An empty graph has no strengths, and that is no error."""
    assert final_strengths((), ()).values == {}


def test_unknown_claim_is_an_error() -> None:
    """A link to a claim that is not there is never passed over in silence."""
    with pytest.raises(KeyError):
        final_strengths(claims_of([0.5]), links_of([(0, 9, Kind.SUPPORT, 1.0)]))
