"""Pages that carry their discussion as JSON in a script, as apps in a browser do."""

import json
from collections.abc import Iterator
from dataclasses import replace

from argmap.datatypes import Thread
from argmap.errors import InputError
from argmap.readers.losses import with_losses
from argmap.readers.markup.dom import find_all
from argmap.readers.markup.page import Page
from argmap.readers.messages.read import from_messages
from argmap.readers.messages.spoken import spoken
from argmap.readers.messages.walk import find_messages
from argmap.readers.strange import unwrapped

LEAST = 2
"""Messages from which the data of a page are taken for its discussion."""
LINKED = "ld+json"


def is_embedded(page: Page) -> bool:
    """Whether a page has a script that is all JSON with several messages in it."""
    return any(len(find_messages(document)) >= LEAST for document in _documents(page))


def from_embedded(page: Page) -> Thread:
    """The thread in the script that holds the most messages.

    Raises:
        InputError: it holds no words.
    """
    best = max(_documents(page), key=lambda document: len(find_messages(document)))
    thread = from_messages(best)
    if thread is None:
        raise InputError("no post in it has any words; save the whole thread, with its comments")
    return with_losses(replace(thread, title=thread.title or page.title, url=page.url), spoken(best))


def _documents(page: Page) -> Iterator[object]:
    for script in find_all(page.tree, lambda one: one.tag == "script" and LINKED not in (one.get("type") or "")):
        if (text := unwrapped(script.text or "")) is not None:
            yield json.loads(text)
