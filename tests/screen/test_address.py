"""The address of a view: what is asked for comes back from it, and anything else in it does no harm."""

from hypothesis import given
from hypothesis import strategies as st

from argmap.datatypes import Kind
from argmap.screen import KEYS, Ask, Filters, ask_from, query_of
from argmap.screen.clusters import GROUPINGS

VALUES = st.lists(st.text(min_size=1, max_size=8), unique=True, max_size=3).map(tuple)
ASKS = st.builds(
    Ask,
    st.builds(
        Filters,
        directions=VALUES,
        kinds=st.sampled_from([(), (Kind.SUPPORT,), (Kind.OBJECTION,), tuple(Kind)]),
        min_confidence=st.integers(0, 100).map(lambda number: number / 100),
        words=st.text(max_size=20),
        unlinked=st.booleans(),
        authors=VALUES,
        posts=VALUES,
        roles=VALUES,
        contested=st.booleans(),
    ),
    by=st.sampled_from(["", *GROUPINGS]),
    claim=st.text(max_size=4),
    focus=st.text(max_size=4),
)


@given(ASKS)
def test_an_address_asks_for_what_it_was_made_from(ask: Ask) -> None:
    """Nothing of a view is lost in its address, and the address has no other keys."""
    query = query_of(ask)
    assert ask_from(query) == ask
    assert set(query) <= set(KEYS)


def test_a_view_as_it_opens_has_an_empty_address() -> None:
    """What is left as it is takes no key."""
    assert query_of(Ask()) == {}


@given(st.dictionaries(st.sampled_from([*KEYS, "map"]), st.lists(st.text(max_size=6), max_size=3)))
def test_any_address_asks_for_something(query: dict[str, list[str]]) -> None:
    """Whatever somebody writes into an address is read without an error, and read again is the same."""
    ask = ask_from(query)
    assert 0 <= ask.filters.min_confidence <= 1
    assert ask_from(query_of(ask)) == ask
