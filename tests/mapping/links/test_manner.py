"""How a unit speaks."""

import pytest

from argmap.mapping.links.manner import COUNTED, MANNERS, manner_of, manners

FIRST_COUNT = len(MANNERS) - len(COUNTED)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("We should tax land, we must.", {"demands": 2, "tells": 2}),
        ("I think that it’s wrong.", {"thinks": 1, "tells": 1, "judges": 1}),
        ("In 2019 they didn't vote.", {"counts": 4, "denies": 1}),
        ("Why would you, for example?", {"asks": 1, "reasons": 1, "addresses": 1, "exemplifies": 1}),
        ("That was unfair to most people.", {"recalls": 1, "judges": 1, "compares": 1, "generalises": 1}),
    ],
)
def test_what_a_unit_does_is_counted(text, counts):
    """Demands, opinions, numbers, denials, judgements: each where its words are, none elsewhere."""
    found = dict(zip(COUNTED, manner_of(text)[FIRST_COUNT:], strict=True))
    assert {name: count for name, count in found.items() if count} == counts


def test_shape_and_first_word_are_told():
    """A clause cut from its sentence starts small; a lead ends with a colon; the same job is the same number."""
    assert manner_of("because they are dear")[0] == 1
    assert manner_of("Three reasons:")[:4] == [0, 0, 1, 2]
    assert manner_of("But no.")[4] == manner_of("However, yes.")[4] != manner_of("Trams, yes.")[4] == 0


def test_rows_are_as_wide_as_promised_and_an_empty_text_is_one():
    """Even where there is nothing to read."""
    assert manners(["", "   ", "A claim."]).shape == (3, len(MANNERS))
    assert manners([]).shape == (0, len(MANNERS))
