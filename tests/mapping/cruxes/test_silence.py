"""Where nobody disagrees there is no crux, and the briefing says what there is instead."""

import pytest

import argmap
from argmap.cli.console import cruxes_page
from argmap.datatypes import ArgumentMap, Kind, Post, Quote, Thread
from argmap.formats.documents.markdown import markdown_pieces
from argmap.mapping.cruxes.debate import build_debate
from argmap.screen.screen import map_payload

ARTICLE = (
    "Our town should close Mill Lane to cars. Some say that this would hurt the shops, but it would not. "
    "Shops on streets without cars sell more, because people stay longer. The survey of 2019 shows it. "
    "It is true that deliveries become harder. They can be made before ten in the morning, however, so that this is no "
    "reason against it. Children would be safer on their way to school."
)
HOW_TO = (
    ("Ann", "How do I get the rust off my bicycle chain? It has been out in the rain all winter."),
    ("Bo", "Soak the chain in vinegar overnight and brush it the next day. Dry it well, and oil it at once."),
    ("Ann", "Thanks, that worked for me! It looks like new."),
    ("Cy", "Thank you, great tip. Same here."),
    ("Di", "You can use citric acid too. It smells less, and it is cheap."),
    ("Bo", "Thanks for the addition!"),
)
QUARREL = (
    ("Ann", "You are an idiot."),
    ("Bo", "No, you are the idiot here. Get a life."),
    ("Ann", "Nice try, troll. Go away."),
    ("Bo", "You did not read my post. Grow up."),
    ("Ann", "I read your post and you are still a clown."),
)


def talk(*said: tuple[str, str]) -> Thread:
    """Posts that each answer the one before."""
    posts = [Post(f"p{n}", text, author, f"p{n - 1}" if n else None) for n, (author, text) in enumerate(said)]
    return Thread(tuple(posts))


@pytest.fixture(scope="module", params=["article", "how-to", "quarrel"])
def quiet(request) -> ArgumentMap:
    """The neural map of a thread in which nobody objects to a claim with a claim."""
    threads = {"article": talk(("Ann", ARTICLE)), "how-to": talk(*HOW_TO), "quarrel": talk(*QUARREL)}
    return argmap.analyze(threads[request.param])


def test_it_shows_no_crux_and_says_so_everywhere(quiet):
    """An article by one author, a how-to with thanks, a quarrel without claims: no crux, and a sentence instead."""
    assert quiet.cruxes == ()
    told = map_payload(quiet)["silence"]
    assert told.startswith(
        ("Nobody objects to anything here: ", "Nothing that is disputed here ", "No claim was found")
    )
    assert told in " ".join(cruxes_page(quiet, width=1000).split())
    assert told in "".join(markdown_pieces(quiet))


def test_the_sentence_counts_claims_and_authors():
    """Claims, authors and what the claims mostly are stand in it; questions that are asked stand beside it."""
    found = argmap.analyze(talk(*HOW_TO))
    payload = map_payload(found)
    assert f"{len(found.claims)} claim" in payload["silence"]
    assert payload["asked"] == ["How do I get the rust off my bicycle chain?"]


def test_what_is_no_assertion_of_its_speaker_is_not_disputed(graphs):
    """Questions that only ask, thanks, insults, remarks about the talk, list leads and quoted words can be no crux."""
    texts = {
        "The bridge is safe enough for lorries.": True,
        "Then why ban lorries that weigh less than cars?": True,
        "What did the survey of the bridge say?": False,
        "Thanks for the link.": False,
        "You are an idiot.": False,
        "You did not read my post about the bridge.": False,
        "Here are some topics that need work.": False,
        "“The bridge was built in 1911 by a company.”": False,
    }
    for text, disputed in texts.items():
        thread = talk(("ann", text), ("bo", "The bridge fell down in 2004."))
        claims = [
            argmap.Claim(f"c{n}", p.text, (argmap.Span(p.id, 0, len(p.text)),)) for n, p in enumerate(thread.posts)
        ]
        debate = build_debate(claims, [argmap.Link("l1", "c1", "c0", Kind.OBJECTION, 0.5)], thread)
        assert ("c0" in debate.disputed) is disputed, text


def test_words_of_another_that_a_post_repeats_are_not_disputed():
    """A claim found in a quotation is not what the one who quotes it asserts."""
    text = "The bridge is safe enough for lorries."
    posts = (Post("p0", text, "ann", quotes=(Quote(0, len(text)),)), Post("p1", "It fell down in 2004.", "bo", "p0"))
    claims = [argmap.Claim(f"c{n}", p.text, (argmap.Span(p.id, 0, len(p.text)),)) for n, p in enumerate(posts)]
    debate = build_debate(claims, [argmap.Link("l1", "c1", "c0", Kind.OBJECTION, 0.5)], Thread(posts))
    assert debate.disputed == frozenset()
