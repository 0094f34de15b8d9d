"""Figures of agreement: what they count, checked by hand and against a scorer written by others."""

import importlib.util
import json
from dataclasses import replace

import pytest

from argmap.datatypes import ArgumentMap, Claim, Crux, Kind, Link, Post, Run, Span, Thread
from argmap.formats.json import to_json
from argmap.quality.evaluation import Annotation, Share, mean, overlap, score

TEXT = "Cats are fine. Dogs are better. Birds sing."
THREAD = Thread((Post("p1", TEXT), Post("p2", "No, cats win.", reply_to="p1")))
SPANS = {"a": Span("p1", 0, 14), "b": Span("p1", 15, 31), "c": Span("p2", 0, 13)}
GOLD = Annotation(
    claims=SPANS,
    links={("b", "a"): "support", ("c", "b"): "objection"},
    restatements=(),
    cruxes=("b",),
    directions={"a": frozenset({"pets"}), "b": frozenset(), "c": frozenset()},
)


def map_of(links, cruxes=("c2",)):
    claims = tuple(Claim(f"c{i}", "", (span,)) for i, span in enumerate(SPANS.values(), start=1))
    return ArgumentMap(
        thread=THREAD,
        claims=(replace(claims[0], directions=("pets",)), *claims[1:]),
        links=tuple(Link(f"l{i}", s, t, kind, 1.0) for i, (s, t, kind) in enumerate(links, start=1)),
        strengths={claim.id: 0.5 for claim in claims},
        main=("c1",),
        cruxes=tuple(Crux(c, "c1", 0.5, 0.1, 0.5, False, False, 0.6, 0.5) for c in cruxes),
        claim_cruxes={claim.id: () for claim in claims},
        run=Run("0", "test"),
    )


PERFECT = map_of([("c2", "c1", Kind.SUPPORT), ("c3", "c2", Kind.OBJECTION)])


def test_a_map_equal_to_the_annotation_scores_one_everywhere():
    """Every figure of agreement of a perfect map is 1; what its cruxes do and promise is told beside."""
    table = score(PERFECT, GOLD).table()
    told = {name: table.pop(name) for name in list(table) if "first 5" in name or "likelihood" in name}
    assert set(table.values()) == {1.0}
    assert "median swing of first 5" in told


def test_a_link_of_the_wrong_kind_is_found_but_not_right():
    """Kind counts in links F1, and not in links F1 without kind."""
    table = score(map_of([("c2", "c1", Kind.OBJECTION), ("c3", "c2", Kind.OBJECTION)]), GOLD).table()
    assert table["links F1 without kind"] == 1.0
    assert table["links F1"] == table["kind accuracy on links found"] == 0.5


def test_a_claim_that_covers_less_than_half_is_not_found():
    """Half of the characters that either covers is the least."""
    assert overlap([Span("p1", 0, 7)], Span("p1", 0, 14)) == 0.5
    assert overlap([Span("p1", 0, 6)], Span("p1", 0, 14)) < 0.5
    assert overlap([Span("p2", 0, 14)], Span("p1", 0, 14)) == 0.0


def test_cruxes_beyond_the_fifth_do_not_count():
    """Only a map's first five cruxes are compared."""
    assert score(map_of([], cruxes=("c1", "c3", "c1", "c3", "c1", "c2")), GOLD).crux_recall == 0.0


def test_nothing_said_gives_zero_and_no_error():
    """Precision of nothing is 0."""
    assert Share(0.0, 0.0).f1 == 0.0
    assert mean([{"a": 1.0}, {"a": 0.0, "b": 1.0}]) == {"a": 0.5, "b": 1.0}


@pytest.mark.parametrize(
    "links", [[], [("c2", "c1", Kind.SUPPORT)], [("c1", "c3", Kind.OBJECTION), ("c3", "c2", Kind.SUPPORT)]]
)
def test_the_figures_agree_with_an_independent_scorer(links, shared):
    """A scorer that others wrote for the same format gives the same numbers."""
    spec = importlib.util.spec_from_file_location("score_map", shared / "tools" / "score_map.py")
    other = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(other)
    argument_map = map_of(links)
    gold = {
        "claims": [
            {"id": name, "post": s.post, "quote": THREAD.by_id[s.post].text[s.start : s.end]}
            for name, s in SPANS.items()
        ],
        "links": [{"source": s, "target": t, "kind": kind} for (s, t), kind in GOLD.links.items()],
        "cruxes": list(GOLD.cruxes),
    }
    theirs = other.score(json.loads(to_json(argument_map)), gold, {post.id: post.text for post in THREAD.posts})
    ours = score(argument_map, GOLD)
    assert theirs["claims"]["f1"] == pytest.approx(ours.claims.f1, abs=1e-4)
    assert theirs["links"]["f1"] == pytest.approx(ours.links.f1, abs=1e-4)
    assert theirs["links_unlabelled"]["f1"] == pytest.approx(ours.links_without_kind.f1, abs=1e-4)
    assert theirs["links_between_posts"]["f1"] == pytest.approx(ours.links_between_posts.f1, abs=1e-4)
    assert theirs["crux_recall_at_5"] == ours.crux_recall
