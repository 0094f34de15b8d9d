"""Replies that only agree: who says so asserts the claim that is answered."""

from dataclasses import replace

import pytest

import argmap
from argmap.datatypes import Claim, Kind, Link, Post, Quote, Span, Thread
from argmap.mapping.claims.agreement import agreeing, find_agreements
from argmap.mapping.cruxes.debate import build_debate

OPENING = Post("p1", "Paint it green. Green hides the moss. It costs little.", "Ann")
CLAIMS = (
    Claim("c1", "Paint it green.", (Span("p1", 0, 15),)),
    Claim("c2", "Green hides the moss.", (Span("p1", 16, 37),)),
    Claim("c3", "It costs little.", (Span("p1", 38, 54),)),
)
LINKS = (Link("l1", "c1", "c2", Kind.SUPPORT, 0.5), Link("l2", "c3", "c2", Kind.SUPPORT, 0.5))


def reply(text, **fields):
    """A post that answers the opening."""
    return Post("p2", text, **{"author": "Bo", "reply_to": "p1", **fields})


def agreed(*replies, claims=CLAIMS):
    """The words of each agreement, by claim."""
    thread = Thread((OPENING, *replies))
    found = find_agreements(claims, LINKS, thread)
    return {c.id: [thread.by_id[s.post].text[s.start : s.end] for s in c.agreements] for c in found if c.agreements}


@pytest.mark.parametrize(
    "text",
    [
        "Agreed.",
        "+1",
        "This.",
        "  Exactly!! 😀\n",
        "Yes.",
        "I totally agree.",
        "This. Thanks, well said",
        "Couldn't agree more!",
    ],
)
def test_a_reply_that_only_agrees_asserts_what_it_answers(text):
    """It is an agreement with the claim that the rest of the answered post supports, in its exact words."""
    assert agreed(reply(text)) == {"c2": [text.strip()]}


@pytest.mark.parametrize(
    "text",
    [
        "This is false.",
        "I agree, but it peels.",
        "Agreed. But it peels.",
        "Right on the roof?",
        "Yes?",
        "Thanks!",
        "True story: it peeled.",
    ],
)
def test_who_goes_on_otherwise_does_not_only_agree(text):
    """Words that look alike, a turn after the first sentence, a question, mere thanks."""
    assert agreed(reply(text)) == {}


def test_a_first_sentence_can_agree_before_others():
    """What follows is read as before; the agreement is the first sentence alone."""
    assert agreed(reply("Agreed. Are you aware of cheaper paint?")) == {"c2": ["Agreed"]}


def test_yes_to_a_question_is_an_answer():
    """After a question "yes" agrees with nothing that was asserted; "agreed" still does."""
    asked = replace(OPENING, text=OPENING.text + " Is it?")
    assert agreeing(reply("Yes."), asked) is None
    assert agreeing(reply("Agreed."), asked) == Span("p2", 0, 7)


def test_a_quote_says_what_is_agreed_with():
    """The claim whose words stand quoted before the agreement."""
    text = "It costs little.\n\n+1"
    assert agreed(reply(text, quotes=(Quote(0, 16, "p1"),))) == {"c3": ["+1"]}


def test_agreeing_with_an_agreement():
    """It means the same claim."""
    more = Post("p3", "Seconded.", "Cy", reply_to="p2")
    assert agreed(reply("Agreed."), more) == {"c2": ["Agreed.", "Seconded."]}


def test_nobody_agrees_with_themselves():
    """An author who repeats that they are right adds no voice."""
    assert agreed(reply("This.", author="Ann")) == {}


def test_long_noise_is_read_in_no_time():
    """A long run of stops and smileys, or of agreeing words, is no agreement, and is told at once."""
    assert agreed(reply("yes " + ". " * 20_000 + "x")) == {}
    assert agreed(reply("+1 " * 20_000)) == {}


def test_the_sides_of_a_claim_count_who_agrees():
    """Who agrees stands for the claim, and agreements survive the native format."""
    thread = Thread((OPENING, reply("Agreed.")))
    claims = find_agreements(CLAIMS, LINKS, thread)
    assert build_debate(claims, LINKS, thread).for_["c2"] == {"Ann", "Bo"}
    argument_map = argmap.analyze(thread, backend="lexical")
    assert any(claim.agreements for claim in argument_map.claims)
    assert argmap.from_json(argmap.to_json(argument_map)) == argument_map


@pytest.mark.parametrize("deep", [True, False])
def test_many_agreements_take_linear_work(deep, monkeypatch):
    """Twice the replies, in a chain or beside one another, at most twice the looks at claims."""

    def looks(count):
        posts = [Post("p0", "Trams are the best way to cross the town.", "u0")]
        posts += [Post(f"p{n}", "I agree.", f"u{n}", f"p{n - 1}" if deep else "p0") for n in range(1, count)]
        claims = [Claim(f"c{n}", f"Claim {n}", (Span(post.id, 0, 5),)) for n, post in enumerate(posts)]
        seen = Counted(claims)
        find_agreements(seen, (), Thread(tuple(posts)))
        return seen.looks

    assert looks(400) <= 2 * looks(200)


class Counted(list):
    """Claims that count how often one of them is looked at."""

    looks = 0

    def __iter__(self):
        for each in super().__iter__():
            self.looks += 1
            yield each
