"""Units: exact places, headings, and what layout leaves out."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.backends.lexical import LexicalSegmenter
from argmap.datatypes import Post, Quote, Thread
from argmap.mapping.units.code import code_spans
from argmap.mapping.units.pieces import LONGEST, pieces_of
from argmap.mapping.units.segment import sections_of, split_units

SEGMENTER = LexicalSegmenter()


def units_of(*posts: Post):
    return split_units(Thread(posts), SEGMENTER)


@given(st.text(max_size=400))
def test_every_unit_is_the_slice_that_its_span_names(text):
    """A unit's text is exactly what stands at its span, whatever the post says."""
    units, _ = units_of(Post("p1", text))
    for unit in units:
        assert text[unit.span.start : unit.span.end] == unit.text


@given(st.text(alphabet="ab .?!\n", max_size=200))
def test_units_come_in_order_and_never_overlap(text):
    """Units follow one another in the text."""
    units, _ = units_of(Post("p1", text))
    for before, after in pairwise(units):
        assert before.span.end <= after.span.start


def test_a_quoted_passage_gives_no_unit():
    """Words that repeat another post's are not the quoting author's claim, and are counted as left out."""
    text = "> The moon is made of cheese.\nThat is wrong because rock was brought back."
    units, dropped = units_of(Post("p1", text, quotes=(Quote(0, 29),)))
    assert [unit.text for unit in units] == ["That is wrong because rock was brought back."]
    assert any(row.what == "quotation" and row.count == 1 for row in dropped)


def test_a_bare_heading_is_kept_for_the_units_below_it_and_is_no_unit():
    """A short line without a full stop over running text names the section; the next heading ends it."""
    body = "We should fund this work now because it is neglected and the people who do it are few."
    units, dropped = units_of(Post("p1", f"Governance work\n{body}\nAlignment research\n{body}"))
    assert [unit.headings for unit in units] == [("Governance work",), ("Alignment research",)]
    assert any(row.what == "heading" and row.count == 2 for row in dropped)


def test_a_label_before_a_colon_holds_until_the_next_label():
    """ "Threat modeling: ..." names its own paragraph and those that follow it."""
    sections, _ = sections_of(
        "Threat modeling: it is valuable to know.\nMore on that is known.\nSecurity: it matters a lot."
    )
    assert [section.headings for section in sections] == [("Threat modeling",), ("Threat modeling",), ("Security",)]


def test_items_that_are_only_names_are_left_out_under_their_lead():
    """A list of names is no list of claims."""
    units, dropped = units_of(
        Post("p1", "There are topics that need an expert, namely:\nDetecting datacenters\nGlobal tracking of GPUs")
    )
    assert len(units) == 1
    assert any(row.what == "list item" and row.count == 2 for row in dropped)


def test_a_line_that_is_only_an_address_is_left_out():
    """A link asserts nothing."""
    units, dropped = units_of(Post("p1", "https://example.org/a-paper"))
    assert not units
    assert any(row.what == "link" for row in dropped)


def test_fences_are_closed_by_their_like():
    """Code that shows a fence ends where it was opened, and a fence that nobody closed hides nothing."""
    units, _ = units_of(Post("p1", "````\n```\nfor x in xs we do it.\n````\nIt is so."))
    assert [unit.text for unit in units] == ["It is so."]
    units, _ = units_of(Post("p1", "It is so.\n```\nIt was so before."))
    assert units[0].text == "It is so."
    assert "It was so before." in units[-1].text


def test_code_and_the_addresses_below_a_post_are_left_out():
    """What stands between fences is no prose, and a list of links asserts nothing; what follows a fence is read."""
    text = "It is slow because of this:\n```\nfor x in xs we should be\n```\nWe should change it now.\n\nLinks:\n"
    units, dropped = units_of(Post("p1", f"{text}- the place where it is slow: https://example.org/a"))
    assert [unit.text for unit in units] == ["It is slow because of this:", "We should change it now."]
    assert {row.what: row.count for row in dropped} == {"code": 1, "link": 1}


@pytest.mark.parametrize(
    "text", ["word " * 4000, "w" * 20_000, "The rain is wet. " * 1200, "no end " * 3000 + "x" * 99]
)
def test_a_line_of_any_length_reaches_the_segmenter_in_pieces(text):
    """No piece is longer than the limit, nothing is lost, and a sentence is cut only where none ends."""
    pieces = [text[start:end] for start, end in pieces_of(text, 0, len(text), 1000)]
    assert "".join(pieces) == text
    assert max(map(len, pieces)) <= 1000
    if ". " in text:
        assert {piece[-6:] for piece in pieces} == {" wet. "}


def test_the_segmenter_is_asked_about_no_more_than_a_piece():
    """Whatever a post holds: one word, one line of words, or sentences; the pieces are in place."""
    asked: list[str] = []

    class Asked(LexicalSegmenter):
        def split(self, texts):
            asked.extend(texts)
            return super().split(texts)

    posts = [Post("a", "w" * 50_000), Post("b", "it is " * 9000), Post("c", "Rain is wet, he says. " * 2000)]
    units, _ = split_units(Thread(tuple(posts)), Asked())
    assert max(map(len, asked)) <= LONGEST
    assert sum(unit.span.post == "c" for unit in units) == 2000


@given(st.lists(st.sampled_from(["```", "`", "\n", " ", "a", "> ", "````\n", "```\n"]), max_size=14).map("".join))
def test_code_is_what_fences_of_as_many_backticks_hold(text):
    """The linear search finds what the plain pattern finds, which takes a square."""
    plain = re.compile(r"^[ >]*(?P<fence>```+).*?^[ >]*(?P=fence)[ \t]*$", re.MULTILINE | re.DOTALL)
    assert [*code_spans(text)] == [found.span() for found in plain.finditer(text)]
