"""Prompts are versioned: a text that was released is not changed, a better one gets the next number."""

import hashlib
from importlib.resources import files

import pytest

from argmap.backends.llm.answers import check_answer, check_closing
from argmap.backends.llm.prompts import VERSIONS, read_prompt, version_line
from argmap.stages import Question

PINNED = {
    "conclude-1.md": "d7c265ac3e32ea7e",
    "read-1.md": "65ae9257a450468e",
    "repair-1.md": "63b1c8e5c1178751",
}


def test_released_prompts_are_as_they_were():
    """Every prompt file has the hash that is pinned for its name and number."""
    folder = files("argmap.backends.llm.prompts")
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()[:16]
        for path in sorted(folder.iterdir(), key=lambda path: path.name)
        if path.name.endswith(".md")
    }
    assert found == PINNED


def test_the_record_names_every_prompt():
    """The line in a run's record has each prompt's number."""
    assert all(f"{name} {number}" in version_line() for name, number in VERSIONS.items())


@pytest.mark.parametrize(("name", "check"), [("read", check_answer), ("conclude", check_closing)])
def test_the_example_in_the_prompt_would_be_accepted(name, check):
    """The JSON that a prompt shows keeps every rule for answers."""
    text = read_prompt(name)
    check(text[text.index("{") : text.rindex("}") + 1], Question("", tuple(range(12)), 8, 12))


def test_the_instructions_name_every_mark_of_a_page():
    """What can stand on a page is explained above it."""
    text = read_prompt("read")
    assert all(mark in text for mark in ("READ NOW", "EARLIER", '[7] "words"', "quotes:", "not asked"))
