"""Research directions: names, hints, headings, inheritance, and silence where nothing fits."""

import pytest

from argmap.backends.lexical import LexicalEncoder
from argmap.datatypes import Claim, Kind, Link, Post, Span, Thread
from argmap.directions import pattern_of, tag_directions
from argmap.errors import InputError
from argmap.readers.taxonomy import read_taxonomy
from argmap.settings import Settings

TAXONOMY = read_taxonomy()
SLUGS = [
    "scalable-oversight",
    "mechanistic-interpretability",
    "alignment-theory",
    "evaluations",
    "unrestricted-adversarial-training",
    "threat-modeling",
    "cooperative-irl",
    "natural-abstractions",
    "myopia",
    "governance-research",
    "lab-governance",
    "policy",
    "compute-governance",
    "security",
]


def tagged(posts, links=(), headings=()):
    claims = [
        Claim(f"c{i}", post.text, (Span(post.id, 0, len(post.text)),), headings=tuple(headings))
        for i, post in enumerate(posts, start=1)
    ]
    encoder = LexicalEncoder()
    vectors = encoder.encode([claim.text for claim in claims])
    return tag_directions(claims, links, Thread(tuple(posts)), vectors, TAXONOMY, encoder, Settings())


def test_the_fourteen_directions_are_there():
    """The default taxonomy has the directions that the post on career advice names, each with a sentence."""
    assert [direction.slug for direction in TAXONOMY] == SLUGS
    assert all(direction.sentence.endswith(".") for direction in TAXONOMY)


def test_a_claim_that_names_a_direction_belongs_to_it():
    """Aliases are whole words in any case, with spaces or hyphens."""
    (claim,) = tagged([Post("p1", "Scalable-oversight work is neglected by everyone.")])
    assert claim.directions[0] == "scalable-oversight"


def test_a_hint_counts_only_where_the_thread_names_its_direction():
    """ "Debate" in a thread about a parish council is no scalable oversight."""
    (claim,) = tagged([Post("p1", "The debate in the parish council went on for hours.")])
    assert claim.directions == ()
    claims = tagged([Post("p1", "Scalable oversight is my field."), Post("p2", "The debate went on for hours.")])
    assert "scalable-oversight" in claims[1].directions


def test_a_claim_inherits_from_its_heading():
    """What stands under a heading that names a direction belongs to it."""
    posts = [Post("p1", "It is valuable to know this early."), Post("p2", "Is threat modeling research?")]
    assert tagged(posts, headings=["Threat modeling"])[0].directions == ("threat-modeling",)


def test_a_silent_claim_inherits_from_what_it_answers():
    """A reply that names nothing is about what it objects to."""
    posts = [Post("p1", "Scalable oversight will work."), Post("p2", "No, it will fail badly.", reply_to="p1")]
    claims = tagged(posts, [Link("l1", "c2", "c1", Kind.OBJECTION, 0.9)])
    assert claims[1].directions == ("scalable-oversight",)


def test_words_are_matched_whole():
    """An alias does not match inside a longer word."""
    assert not pattern_of(("SAE",)).search("a saeculum")
    assert pattern_of(("lab",)).search("the labs")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("directions: 3", "directions"),
        ("directions:\n - {slug: a}", "name"),
        ("a: [", "YAML"),
        ("directions: [1]", "mapping"),
    ],
)
def test_a_bad_taxonomy_is_one_clear_line(tmp_path, text, said):
    """The error says what is missing and where."""
    path = tmp_path / "mine.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match=said) as error:
        read_taxonomy(path)
    assert "\n" not in str(error.value)
