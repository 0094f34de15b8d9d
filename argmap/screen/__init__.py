"""An argument map -> what a screen draws: which claims, in which words, where, and in which order. Pure."""

from argmap.screen.address import KEYS, Ask, Query, ask_from, query_of
from argmap.screen.answer import Answer, answer
from argmap.screen.editing import editing_payload
from argmap.screen.escape import header_html, plain
from argmap.screen.filters import Filters, View, filter_map, neighbourhood, shown_map
from argmap.screen.folding import Fold
from argmap.screen.places import Layout, Place, Route, find_layout
from argmap.screen.rows import CruxRow, crux_rows
from argmap.screen.screen import map_payload, view_payload

__all__ = [
    "KEYS",
    "Answer",
    "Ask",
    "CruxRow",
    "Filters",
    "Fold",
    "Layout",
    "Place",
    "Query",
    "Route",
    "View",
    "answer",
    "ask_from",
    "crux_rows",
    "editing_payload",
    "filter_map",
    "find_layout",
    "header_html",
    "map_payload",
    "neighbourhood",
    "plain",
    "query_of",
    "shown_map",
    "view_payload",
]
