"""What a reader asks to see <-> the query of the page's address, so that a view can be linked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from argmap.datatypes import Kind
from argmap.screen.clusters import GROUPINGS
from argmap.screen.filters import Filters

Query = Mapping[str, Sequence[str]]
"""The values of every key, as in an address."""

SHOWN = ("dispute", "map")
"""What can be drawn: what the thread is divided over, or all of it."""
LISTS = MappingProxyType({"direction": "directions", "author": "authors", "post": "posts", "role": "roles"})
KEYS = (*LISTS, "link", "sure", "q", "contested", "unlinked", "by", "show", "claim", "focus")
"""What this module reads and writes of an address; the rest is left to others."""


@dataclass(frozen=True, slots=True)
class Ask:
    """All that a reader asks of the screen.

    Attributes:
        filters: which claims pass.
        by: how claims are grouped, one of GROUPINGS; empty for by argument.
        show: one of SHOWN; empty for what fits the number of claims.
        claim: the one that is selected.
        focus: the one whose neighbourhood is drawn.
    """

    filters: Filters = field(default_factory=Filters)
    by: str = ""
    show: str = ""
    claim: str = ""
    focus: str = ""


def ask_from(query: Query) -> Ask:
    """What an address asks for; values that make no sense are passed over, since anyone can write an address."""
    lists = {name: tuple(dict.fromkeys(query.get(key, ()))) for key, name in LISTS.items()}
    kinds = tuple(kind for kind in Kind if kind in query.get("link", ()))
    sure = first(query, "sure")
    by, show = first(query, "by"), first(query, "show")
    return Ask(
        Filters(
            **lists,
            kinds=kinds,
            min_confidence=min(int(sure), 100) / 100 if sure.isascii() and sure.isdigit() and len(sure) < 4 else 0.0,
            words=first(query, "q"),
            unlinked=first(query, "unlinked") == "1",
            contested=first(query, "contested") == "1",
        ),
        by if by in GROUPINGS else "",
        show if show in SHOWN else "",
        first(query, "claim"),
        first(query, "focus"),
    )


def query_of(ask: Ask) -> dict[str, list[str]]:
    """The address that asks for this; what is left as it is takes no key."""
    filters = ask.filters
    found = {key: list(getattr(filters, name)) for key, name in LISTS.items()}
    found["link"] = [str(kind) for kind in filters.kinds]
    single = {
        "sure": str(round(filters.min_confidence * 100)) if filters.min_confidence else "",
        "q": filters.words,
        "contested": "1" if filters.contested else "",
        "unlinked": "1" if filters.unlinked else "",
        "by": ask.by,
        "show": ask.show,
        "claim": ask.claim,
        "focus": ask.focus,
    }
    return {key: values for key, values in {**found, **{k: [v] for k, v in single.items() if v}}.items() if values}


def first(query: Query, key: str) -> str:
    """The first value of a key, empty where there is none."""
    return next(iter(query.get(key, ())), "")
