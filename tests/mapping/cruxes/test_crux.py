"""Main claims and cruxes: the formulas of the design, order, and agreement with careful readers."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.datatypes import ArgumentMap, Claim, Kind, Link, Post, Run, Span, Thread
from argmap.mapping.cruxes.crux import cruxes_about, find_cruxes
from argmap.mapping.cruxes.debate import build_debate, contest, outcomes
from argmap.mapping.cruxes.main import find_main
from argmap.mapping.cruxes.strength import final_strengths
from argmap.settings import Settings

SUPPORT, OBJECTION = Kind.SUPPORT, Kind.OBJECTION
SETTINGS = Settings()


@st.composite
def trees(draw: st.DrawFn) -> tuple[list[float], list[tuple[int, Kind, float]]]:
    """Base scores, and for every claim but the first the earlier claim that it is a reason for or against."""
    bases = draw(st.lists(st.floats(0.05, 0.95), min_size=2, max_size=9))
    parents = [
        (draw(st.integers(0, n - 1)), draw(st.sampled_from(list(Kind))), draw(st.floats(0.1, 1)))
        for n in range(1, len(bases))
    ]
    return bases, parents


@given(trees())
def test_swing_on_trees(graphs, tree) -> None:
    """On trees a swing's sign is the parity of objections on the path, and its size never grows with distance."""
    bases, parents = tree
    claims = graphs.claims(bases)
    links = [graphs.link(n, parent + 1, kind, weight) for n, (parent, kind, weight) in enumerate(parents, 2)]
    debate = build_debate(claims, links, graphs.thread([None] * len(bases)))
    swing, sign = {"c1": 1.0}, {"c1": 1}
    for n, (parent, kind, _) in enumerate(parents, 2):
        claim, up = f"c{n}", f"c{parent + 1}"
        held, fell = outcomes(debate, claim, "c1")
        swing[claim] = held - fell
        sign[claim] = sign[up] * (1 if kind is SUPPORT else -1)
        assert swing[claim] * sign[claim] >= -1e-12
        assert abs(swing[claim]) <= abs(swing[up]) + 1e-12


@given(trees())
def test_swing_is_the_strength_of_a_clamped_graph(graphs, tree) -> None:
    """Weighing only the ways in between gives what weighing the whole graph gives, the claim's own links cut."""
    bases, parents = tree
    claims = graphs.claims(bases)
    links = [graphs.link(n, parent + 1, kind, weight) for n, (parent, kind, weight) in enumerate(parents, 2)]
    debate = build_debate(claims, links, graphs.thread([None] * len(bases)))
    for claim in claims[1:]:
        cut = [link for link in links if link.target != claim.id]
        for value, found in zip((1.0, 0.0), outcomes(debate, claim.id, "c1"), strict=True):
            clamped = [replace(c, base_score=value) if c.id == claim.id else c for c in claims]
            assert found == pytest.approx(final_strengths(clamped, cut).values["c1"], abs=1e-9)


def test_sides_count_each_author_once(graphs) -> None:
    """Contest is 2 min(|A|, |D|) / (|A| + |D|) over distinct authors: the second mention by one counts for nothing."""
    claims = graphs.claims([0.5] * 4)
    links = [graphs.link(2, 1, OBJECTION), graphs.link(3, 1, OBJECTION), graphs.link(4, 1, SUPPORT)]
    two_against_two = build_debate(claims, links, graphs.thread(["ann", "bo", "cy", "di"]))
    one_against_one = build_debate(claims, links, graphs.thread(["ann", "bo", "bo", "ann"]))
    two_against_one = build_debate(claims, links, graphs.thread(["ann", "bo", "bo", "di"]))
    assert contest(two_against_two, "c1") == 1
    assert contest(one_against_one, "c1") == 1
    assert contest(two_against_one, "c1") == pytest.approx(2 / 3)


def test_contest_of_a_lone_speaker(graphs) -> None:
    """With a single author the weaker of the two sides' weight counts, twice, and at most 1."""
    claims = graphs.claims([0.5, 0.25, 0.5])
    links = [graphs.link(2, 1, OBJECTION), graphs.link(3, 1, SUPPORT)]
    debate = build_debate(claims, links, graphs.thread(["ann"] * 3))
    assert contest(debate, "c1") == pytest.approx(0.5)


@pytest.fixture(scope="session")
def quarrel(graphs) -> ArgumentMap:
    """Ann says c1 for the reason c2, on which Cy is with her; Bo objects to c1, and to c2 with c3; c5 is an aside."""
    claims = graphs.claims([0.6] * 6)
    links = (
        graphs.link(2, 1, SUPPORT, 0.9),
        graphs.link(3, 2, OBJECTION, 0.8),
        graphs.link(4, 2, SUPPORT, 0.7),
        graphs.link(6, 1, OBJECTION, 0.3),
    )
    thread = graphs.thread(["ann", "ann", "bo", "cy", "di", "bo"])
    strengths = final_strengths(claims, links).values
    main = find_main(claims, links, thread, SETTINGS)
    cruxes, own = find_cruxes(claims, links, thread, main, SETTINGS)
    return ArgumentMap(thread, claims, links, strengths, main, cruxes, own, Run("0", "test"))


def test_main_claim_gathers_the_rest(quarrel: ArgumentMap) -> None:
    """The first main claim is the one that the others reach; an aside that nobody answers is none."""
    assert quarrel.main[0] == "c1"
    assert not {"c3", "c4", "c5", "c6"} & set(quarrel.main)


def test_crux_of_the_quarrel(quarrel: ArgumentMap) -> None:
    """The reason that both sides fight over is the crux; both sides and the double crux are recorded."""
    crux = quarrel.cruxes[0]
    assert (crux.claim, crux.about) == ("c2", "c1")
    assert (crux.for_, crux.against) == (("ann", "cy"), ("bo",))
    assert crux.double
    assert crux.swing == pytest.approx(crux.held - crux.fell)
    assert crux.swing > 0
    assert quarrel.claim_cruxes == {"c1": ("c2",), "c2": (), "c3": (), "c4": (), "c5": (), "c6": ()}
    assert cruxes_about(quarrel, "c1") == (crux,)


def test_agreement_is_no_double_crux(graphs) -> None:
    """A crux is double only where two who differ on the main claim also differ on it."""
    claims = graphs.claims([0.5] * 3)
    links = [graphs.link(2, 1, OBJECTION), graphs.link(3, 2, OBJECTION)]
    for third, double in {"ann": True, "cy": False}.items():
        thread = graphs.thread(["ann", "bo", third])
        cruxes, _ = find_cruxes(claims, links, thread, ("c1",), SETTINGS)
        assert [(crux.claim, crux.double) for crux in cruxes] == [("c2", double)]


EDGE = st.tuples(st.integers(1, 7), st.integers(1, 7), st.sampled_from(list(Kind)), st.floats(0, 1))


@given(
    st.lists(EDGE, max_size=20), st.lists(st.sampled_from(["ann", "bo", None]), min_size=7, max_size=7), st.randoms()
)
def test_order_is_irrelevant_and_values_are_in_range(graphs, edges, authors, random) -> None:
    """Main claims and cruxes do not depend on the order of claims and links; their figures keep their ranges."""
    claims, thread = list(graphs.claims([0.5] * 7)), graphs.thread(authors)
    links = [graphs.link(*edge) for edge in edges]
    main = find_main(claims, links, thread, SETTINGS)
    cruxes, own = find_cruxes(claims, links, thread, main, SETTINGS)
    random.shuffle(claims)
    random.shuffle(links)
    assert find_main(claims, links, thread, SETTINGS) == main
    assert find_cruxes(claims, links, thread, main, SETTINGS) == (cruxes, own)
    assert len({crux.claim for crux in cruxes}) == len(cruxes)
    for crux in cruxes:
        assert crux.claim != crux.about
        assert all(0 <= value <= 1 for value in (crux.score, crux.contest, crux.held, crux.fell))


def test_of_equal_conclusions_the_first_in_the_thread_is_told(graphs) -> None:
    """A crux that moves two claims alike is told to be about one of them, whatever order they come in."""
    claims = graphs.claims([0.5] * 7)
    links = [graphs.link(1, 4, OBJECTION), graphs.link(4, 2, SUPPORT), graphs.link(4, 3, SUPPORT)]
    thread = graphs.thread(["ann", "ann", "ann", "bo", "ann", "ann", "ann"])
    found, own = find_cruxes(claims, links, thread, (), SETTINGS)
    assert [(crux.claim, crux.about) for crux in found] == [("c4", "c2")]
    assert find_cruxes(claims[::-1], links, thread, (), SETTINGS) == (found, own)


def test_limits_are_kept(graphs) -> None:
    """No more main claims, cruxes and cruxes of a claim than the settings allow."""
    claims = graphs.claims([0.5] * 40)
    pairs = [(n + 20, n) for n in range(1, 21)] + [(n, 1 + n % 3) for n in range(4, 21)]
    links = [graphs.link(source, target, OBJECTION) for source, target in pairs]
    thread = graphs.thread([None] * 40)
    tight = Settings(max_main=2, max_cruxes=3, max_claim_cruxes=1)
    main = find_main(claims, links, thread, tight)
    cruxes, own = find_cruxes(claims, links, thread, main, tight)
    assert (len(main), len(cruxes), max(map(len, own.values()))) == (2, 3, 1)


def read_gold(folder: Path, name: str) -> tuple[Thread, list[Claim], list[Link], list[str], list[str]]:
    """A thread and what careful readers drew of it, restatements left apart."""
    thread = json.loads((folder / f"{name}.thread.json").read_text("utf-8"))
    gold = json.loads((folder / f"{name}.gold.json").read_text("utf-8"))
    posts = tuple(Post(post["id"], post["text"], post.get("author")) for post in thread["posts"])
    claims = [Claim(c["id"], c["quote"], (Span(c["post"], 0, 1),)) for c in gold["claims"]]
    links = [
        Link(f"l{n}", link["source"], link["target"], Kind(link["kind"]), 1.0)
        for n, link in enumerate(gold["links"])
        if link["kind"] != "rephrase"
    ]
    return Thread(posts), claims, links, gold["main"], gold["cruxes"][:5]


def test_agreement_with_readers(shared: Path) -> None:
    """On the written threads our first five hold nearly half of the readers' cruxes, our main claims half of theirs."""
    hits = wanted = main_hits = main_wanted = 0
    folder = shared / "data" / "written"
    for path in sorted(folder.glob("*.gold.json")):
        thread, claims, links, gold_main, gold_cruxes = read_gold(folder, path.name.removesuffix(".gold.json"))
        main = find_main(claims, links, thread, SETTINGS)
        cruxes, _ = find_cruxes(claims, links, thread, main, SETTINGS)
        hits += len({crux.claim for crux in cruxes[:5]} & set(gold_cruxes))
        wanted += len(gold_cruxes)
        main_hits += len(set(main) & set(gold_main))
        main_wanted += len(gold_main)
    assert hits / wanted > 0.45
    assert main_hits / main_wanted > 0.5
