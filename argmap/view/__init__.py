"""An argument map -> what a screen draws: which claims, in which words, where, and in which order. Pure."""

from argmap.view.address import KEYS, Ask, Query, ask_from, query_of
from argmap.view.answer import Answer, answer
from argmap.view.editing import editing_payload
from argmap.view.escape import header_html, plain
from argmap.view.filters import Filters, View, filter_map, neighbourhood, shown_map
from argmap.view.folding import Fold
from argmap.view.places import Layout, Place, Route, find_layout
from argmap.view.rows import CruxRow, crux_rows
from argmap.view.screen import map_payload, view_payload

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
