"""Research directions: names, hints, headings, inheritance, and silence where nothing fits."""

import pytest

from argmap.backends.lexical import LexicalEncoder
from argmap.cli.serving import taxonomy_of_the_app
from argmap.datatypes import Claim, Kind, Link, Post, Span, Thread
from argmap.errors import InputError
from argmap.mapping.topics.directions import pattern_of, tag_directions
from argmap.readers.taxonomy import parse_taxonomy, read_taxonomy
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
    assert not pattern_of(("METR",)).search("ten metres")
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


def said_in(*texts, reply_to=()):
    """A claim for each text, each in a post of its own; `reply_to` says what the posts from the second on answer."""
    answered = dict(enumerate(reply_to, start=2))
    return [Post(f"p{n}", text, reply_to=answered.get(n)) for n, text in enumerate(texts, start=1)]


def test_what_the_title_names_holds_for_the_whole_thread():
    """In a thread on one direction even a claim that names nothing belongs to it."""
    posts = said_in("The results look thin to me.", "They were never better.")
    claims = [Claim(f"c{n}", post.text, (Span(post.id, 0, 5),)) for n, post in enumerate(posts, 1)]
    encoder = LexicalEncoder()
    vectors = encoder.encode([claim.text for claim in claims])
    thread = Thread(tuple(posts), title="Is mech interp oversold?")
    found = tag_directions(claims, (), thread, vectors, TAXONOMY, encoder, Settings())
    assert [claim.directions for claim in found] == [("mechanistic-interpretability",)] * 2


def test_a_claim_can_have_several_directions():
    """A claim that names two belongs to both."""
    (claim,) = tagged(said_in("Sparse autoencoders help with threat models."))
    assert set(claim.directions) == {"mechanistic-interpretability", "threat-modeling"}


def test_a_direction_fades_from_reply_to_reply():
    """What an exchange is about holds for the answers to it, and no longer for those far down."""
    texts = ["A general opening.", "Mech interp is hard.", "Mech interp is easy.", *["No, never."] * 8]
    found = tagged(said_in(*texts, reply_to=[f"p{n}" for n in range(1, 11)]))
    has = ["mechanistic-interpretability" in claim.directions for claim in found]
    assert has[1:4] == [True, True, True]
    assert not has[-1]


def test_a_long_comment_that_names_nothing_does_not_inherit():
    """Many claims without a word of it are about something else."""
    posts = said_in("A general opening.", "Mech interp is hard.", "Practice every day. " * 40, reply_to=["p1", "p2"])
    claims = [Claim("c1", posts[1].text, (Span("p2", 0, 20),))]
    claims += [Claim(f"c{n}", "Practice every day.", (Span("p3", 20 * n, 20 * n + 19),)) for n in range(2, 40)]
    encoder = LexicalEncoder()
    vectors = encoder.encode([claim.text for claim in claims])
    found = tag_directions(claims, (), Thread(tuple(posts)), vectors, TAXONOMY, encoder, Settings())
    assert found[0].directions == ("mechanistic-interpretability",)
    assert {claim.directions for claim in found[1:]} == {()}


def test_an_unsure_link_hands_on_less():
    """A link of high confidence carries a direction from post to post, one of low confidence does not."""
    posts = said_in("Good evening.", "Scalable oversight will work.", "Bread needs salt.")
    sure, unsure = (tagged(posts, [Link("l1", "c3", "c2", Kind.SUPPORT, confidence)]) for confidence in (0.9, 0.1))
    assert sure[2].directions == ("scalable-oversight",)
    assert unsure[2].directions == ()


def test_the_nearest_heading_counts():
    """Of two headings that name directions the inner one holds."""
    found = tagged(
        said_in("It is valuable to know.", "Is mech interp?"),
        headings=["Threat modeling", "Mechanistic interpretability"],
    )
    assert found[0].directions == ("mechanistic-interpretability",)


def test_the_environment_can_name_the_taxonomy(tmp_path, monkeypatch):
    """The app and its mapping processes are told so; a file that is named comes first."""
    mine = tmp_path / "mine.yaml"
    mine.write_text("directions:\n- {slug: moss, name: Moss, sentence: Moss on sheds.}\n", "utf-8")
    monkeypatch.setenv("ARGMAP_DIRECTIONS", str(mine))
    assert [direction.slug for direction in read_taxonomy()] == ["moss"]
    assert taxonomy_of_the_app(str(mine)) == {"ARGMAP_DIRECTIONS": str(mine)}
    assert taxonomy_of_the_app(None) == {}
    monkeypatch.delenv("ARGMAP_DIRECTIONS")
    assert [direction.slug for direction in read_taxonomy()] == SLUGS
    with pytest.raises(InputError):
        taxonomy_of_the_app(str(tmp_path / "none.yaml"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("directions:\n- {slug: a, name: A\n", "mine.yaml:3: is not valid YAML"),
        ("- a\n", "mine.yaml: has no list called `directions`"),
        ("directions:\n- {slug: a, name: A}\n", "mine.yaml: directions[0]: lacks `sentence`"),
        ("directions:\n- {slug: a, name: A, sentence: A b., aliases: b}\n", "has `aliases` that are no list of words"),
        ("directions:\n- {slug: a, name: A, sentence: A b., hints: [[b]]}\n", "has `hints` that are no list of words"),
        ("[" * 5000, "is not valid YAML, or nested too deeply"),
        ("# " + "long " * 300_000, "is larger than 1,000,000 bytes"),
    ],
)
def test_what_is_wrong_with_a_taxonomy_is_said_in_one_line(text, said):
    """The line names the file and, where there is one, the place."""
    with pytest.raises(InputError) as raised:
        parse_taxonomy(text.encode(), name="mine.yaml")
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)
