"""Argdown as other people write it: counted as Argdown counts, and turned into claims and links without loss.

The table argdown_samples.json has small documents, each with how many statements, arguments, supports, attacks,
contradictions and undercuts Argdown's own model finds in it (what its strict mode calls entails and contrary count as
support and attack); test_tools.py checks the table against Argdown.
"""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from argmap.datatypes import ArgumentMap
from argmap.errors import InputError
from argmap.formats.maps import parse_map

SAMPLES = json.loads((Path(__file__).parent / "argdown_samples.json").read_text(encoding="utf-8"))
Counted = Callable[[str], list[int]]


def read(text: str) -> ArgumentMap:
    return parse_map(text.encode(), name="x.argdown")


@pytest.mark.parametrize(("text", "counts"), SAMPLES.values(), ids=list(SAMPLES))
def test_counts(text: str, counts: list[int], argdown_counts: Counted) -> None:
    """Statements, arguments and each relation are those that Argdown's own model has."""
    assert argdown_counts(text) == counts


@pytest.mark.parametrize("name", SAMPLES)
def test_every_claim_is_kept(name: str) -> None:
    """A map has a claim for each statement, and for each argument that no conclusion stands for."""
    text, (statements, arguments, *_) = SAMPLES[name]
    claims = len(read(text).claims)
    assert statements <= claims <= statements + arguments
    assert claims == statements + arguments or "(1)" in text


def test_rule_is_no_claim() -> None:
    """The rule between the dashes and its data are counted, and are no words of a claim."""
    found = read(
        "(1) Nobody walks on the roof.\n(2) What nobody comes near is safe.\n--\nModus Ponens {uses: [1,2]}\n--\n"
        "(3) The roof is safe.\n"
    )
    texts = {claim.id: claim.text for claim in found.claims}
    assert list(texts.values()) == [
        "Nobody walks on the roof.",
        "What nobody comes near is safe.",
        "The roof is safe.",
    ]
    assert {(texts[link.source], texts[link.target], link.kind.value) for link in found.links} == {
        ("Nobody walks on the roof.", "The roof is safe.", "support"),
        ("What nobody comes near is safe.", "The roof is safe.", "support"),
    }
    lost = {dropped.what: dropped.count for dropped in found.run.dropped}
    assert lost["rule of an inference"] == lost["joint premises"] == 1


def test_words() -> None:
    """A link keeps its words, an escaped mark stays a mark, a comment goes; the same words twice are two claims."""
    found = read("[here](https://example.org/a) is \\[the\\] report // not\n\nTwo.\n\nTwo.\n")
    assert [claim.text for claim in found.claims] == ["here is [the] report", "Two.", "Two."]


def test_unclosed_marks_lose_nothing() -> None:
    """A comment, data or an inference that never ends leaves the words behind it as they are."""
    assert "two" in " ".join(claim.text for claim in read("One /* and {two\n\nthree").claims)
    assert [claim.text for claim in read("(1) One.\n---\n(2) Two.\n").claims] == ["One.", "Two."]


@pytest.mark.parametrize(
    "text",
    [
        "[?Q]: Is it safe?\n\n[A]: It is safe.\n  !> [?Q]\n",
        "[A]: One.\n  => [B]: Two.\n",
        "[>E1] >>\n    The whole passage.\n",
        "===\nsyntax: argdown+\n===\n\n[A]: One.\n",
    ],
)
def test_argdown_plus_is_refused(text: str) -> None:
    """Argdown+ is refused in one line, not garbled."""
    with pytest.raises(InputError, match=r"Argdown\+"):
        read(text)


@pytest.mark.parametrize("piece", ["[", "<", "{", "}", "#(", "/*", "<!--", "@[", ":a", "[a](", "--\n", "]", " (1)"])
def test_one_mark_repeated(piece: str, argdown_counts: Counted) -> None:
    """A file of one mark repeated is read in one go, whose time grows with its length alone."""
    assert argdown_counts(f"[A]: One {piece * 10_000}")[0] == 1
