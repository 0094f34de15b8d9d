"""Cruxes in words: the same figures everywhere, and how sure the links are beside them."""

from dataclasses import replace

import pytest

from argmap.cli.console import cruxes_page
from argmap.datatypes import ArgumentMap, Kind, Run
from argmap.formats.documents.markdown import markdown_pieces
from argmap.mapping.cruxes.crux import find_cruxes
from argmap.mapping.cruxes.strength import final_strengths
from argmap.mapping.cruxes.telling import explain, shorten, turn_of, would
from argmap.screen.rows import crux_rows
from argmap.settings import Settings


@pytest.fixture
def quarrel(graphs) -> ArgumentMap:
    """Ann says c1 for the reason c2; Bo objects to c2 with c3; the map is 34% sure that c2 is a reason for c1."""
    claims = graphs.claims([0.6] * 3)
    links = (graphs.link(2, 1, Kind.SUPPORT, 0.34), graphs.link(3, 2, Kind.OBJECTION, 0.2))
    thread = graphs.thread(["ann", "ann", "bo"])
    cruxes, own = find_cruxes(claims, links, thread, ["c1"], Settings())
    strengths = final_strengths(claims, links).values
    return ArgumentMap(thread, claims, links, strengths, ("c1",), cruxes, own, Run("0", "test"))


def test_explanation_has_the_numbers(quarrel):
    """The words name both claims, and give the strengths as it stands, with the crux fallen, and with it held."""
    crux = quarrel.cruxes[0]
    words = explain(crux, quarrel)
    assert words.startswith("If *Claim number 2.* fell, *Claim number 1.* would go from ")
    now = quarrel.strengths["c1"]
    assert f"from {now:.2f} to {crux.fell:.2f}; if it held without doubt, to {crux.held:.2f}" in words


def test_explanation_of_a_claim_that_stays(quarrel):
    """Where nothing would change to two decimals, the words say so instead of naming a change."""
    still = replace(quarrel.cruxes[0], held=0.5001, fell=0.4999)
    assert "would hardly move from 0.50" in explain(still, replace(quarrel, strengths={"c1": 0.5}))


def test_the_doubt_about_links_stands_beside_the_figures(quarrel):
    """One link is told by its confidence, a way of several by its least sure one, and what is certain not at all."""
    crux = quarrel.cruxes[0]
    assert turn_of(crux, quarrel).doubt == "if the map reads this link right; it is 34% sure"
    far = turn_of(replace(crux, claim="c3"), quarrel).doubt
    assert far == "if the map reads the 2 links between them right; of the least sure it is 20% sure"
    certain = replace(quarrel, links=tuple(replace(link, confidence=1.0) for link in quarrel.links))
    assert turn_of(crux, certain).doubt == ""


def test_every_place_says_the_same_figures(quarrel):
    """The terminal, Markdown and the rows of the app's briefing agree about one crux."""
    crux = quarrel.cruxes[0]
    words = would(turn_of(crux, quarrel))
    assert words in " ".join(cruxes_page(quarrel, width=1000).split())
    assert words in "".join(markdown_pieces(quarrel))
    assert crux_rows(quarrel)[0].turn == turn_of(crux, quarrel)


def test_shorten_keeps_whole_words() -> None:
    """A long text is cut between words, on one line, within its width."""
    assert shorten("one  two\nthree") == "one two three"
    assert shorten("one two, three", width=10) == "one two…"
    assert len(shorten("x" * 500)) <= 90
