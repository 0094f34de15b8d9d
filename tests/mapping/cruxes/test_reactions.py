"""What readers marked as a crux, told beside the score."""

from argmap.cli.console import cruxes_page
from argmap.datatypes import ArgumentMap, Claim, Crux, Kind, Link, Post, Reaction, Run, Span, Thread
from argmap.mapping.cruxes.reactions import told_by_readers
from argmap.screen.rows import crux_rows

TEXT = "Checks are cheap. So they work."


def argument_map(*reactions: Reaction) -> ArgumentMap:
    """Two claims in one post, the first a crux of the second."""
    return ArgumentMap(
        thread=Thread((Post("p1", TEXT, "ann", reactions=reactions),)),
        claims=(
            Claim("c1", "Checks are cheap.", (Span("p1", 0, 17),)),
            Claim("c2", "So they work.", (Span("p1", 18, 31),)),
        ),
        links=(Link("l1", "c1", "c2", Kind.SUPPORT, 0.9),),
        strengths={"c1": 0.5, "c2": 0.7},
        main=("c2",),
        cruxes=(Crux("c1", "c2", 0.5, 0.4, 0.5, False, False, 0.8, 0.4, ("ann",), ()),),
        claim_cruxes={"c1": (), "c2": ("c1",)},
        run=Run("1", "lexical"),
    )


def test_marks_on_words_count_for_the_claims_that_they_touch() -> None:
    """Two marks on the same words add up, those on the whole post are told apart, other reactions are not told."""
    marked = argument_map(
        Reaction("crux", 2, 7, 10), Reaction("crux", 1, 0, 3), Reaction("notacrux", 1), Reaction("agree", 9)
    )
    told = [told_by_readers(claim, marked.thread) for claim in marked.claims]
    assert told == [
        "3 marked it a crux; 1 marked the whole post not a crux",
        "1 marked the whole post not a crux",
    ]


def test_they_are_shown_beside_the_crux_and_change_no_score() -> None:
    """The page and the rows of the screen tell them; with and without them the cruxes are the same."""
    marked, plain = argument_map(Reaction("crux", 2, 0, 6)), argument_map()
    assert "readers of the site: 2 marked it a crux" in cruxes_page(marked)
    assert "readers of the site" not in cruxes_page(plain)
    assert [row.readers for row in crux_rows(marked)] == ["2 marked it a crux"]
    assert [row.readers for row in crux_rows(plain)] == [""]
