"""Pasted chats, transcripts and pages with forms of their own: who speaks where, each told by its own module."""

from argmap.readers.turns.chats import find_chat
from argmap.readers.turns.copies import find_copy
from argmap.readers.turns.outlines import find_outline
from argmap.readers.turns.turn import Turns, lines_of

__all__ = ["find_turns"]


def find_turns(text: str) -> Turns | None:
    """Who speaks where in a text of one of these forms; None where it has none of them."""
    lines = lines_of(text)
    return next((found for kind in (find_copy, find_chat, find_outline) if (found := kind(lines))), None)
