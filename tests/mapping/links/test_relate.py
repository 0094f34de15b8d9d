"""Links: candidates, decoding, and the shape of the evidence."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from argmap.backends.lexical import LexicalEncoder, LexicalReading
from argmap.datatypes import Claim, Kind, Post, Quote, Span, Thread
from argmap.mapping.links.candidates import candidates
from argmap.mapping.links.evidence import EVIDENCE, evidence
from argmap.mapping.links.relate import (
    OWN,
    Option,
    all_options,
    by_one_speaker,
    contested,
    decode,
    find_links,
    link_of,
    per_source,
    reaches,
    rivals_of,
    unanswered,
)
from argmap.mapping.scene import Scene
from argmap.settings import Settings

SETTINGS = Settings()


def scene_of(*posts: Post) -> Scene:
    claims = tuple(
        Claim(f"c{i}", post.text, (Span(post.id, 0, len(post.text)),)) for i, post in enumerate(posts, start=1)
    )
    return Scene(claims, Thread(posts), LexicalEncoder().encode([claim.text for claim in claims]))


EXCHANGE = scene_of(
    Post("p1", "Debate helps weak judges find the truth.", author="ann"),
    Post("p2", "No, debate does not help weak judges at all.", author="bob", reply_to="p1"),
    Post("p3", "Weather has been fine all week in Rome.", author="eve"),
)


def test_a_reply_can_answer_the_claims_of_the_post_that_it_answers():
    """The answered post's claims are candidates; an unrelated post's are not."""
    assert candidates(EXCHANGE, 1, SETTINGS) == [0]
    assert candidates(EXCHANGE, 2, SETTINGS) == []


def test_evidence_has_a_number_for_every_column():
    """Rows are as wide as EVIDENCE says, and finite."""
    rows = evidence(EXCHANGE, [(1, 0)])
    assert rows.shape == (1, len(EVIDENCE))
    assert np.isfinite(rows).all()


def test_words_quoted_before_a_claim_point_at_the_claim_that_they_repeat():
    """The nearest quote's share of the target's words is a column."""
    quoted = "> Debate helps weak judges find the truth.\nThat is false."
    scene = scene_of(
        Post("p1", "Debate helps weak judges find the truth."),
        Post("p2", quoted, reply_to="p1", quotes=(Quote(0, 42, "p1"),)),
    )
    scene = Scene((scene.claims[0], Claim("c2", "That is false.", (Span("p2", 43, 57),))), scene.thread, scene.vectors)
    assert evidence(scene, [(1, 0)])[0, EVIDENCE.index("last_quoted")] == 1.0


def test_a_denial_becomes_an_objection():
    """A reply that starts with "No" and denies the same words objects to them."""
    reading = LexicalReading([claim.text for claim in EXCHANGE.claims])
    links = find_links(EXCHANGE, range(3), reading, SETTINGS)
    assert [(link.source, link.target, link.kind) for link in links] == [("c2", "c1", Kind.OBJECTION)]
    assert 0 < links[0].confidence <= 1


def test_nobody_objects_to_himself_in_another_post():
    """The same words that object to another's post support the speaker's own."""
    first, second, _ = EXCHANGE.thread.posts
    scene = scene_of(first, replace(second, author="ann"))
    reading = LexicalReading([claim.text for claim in scene.claims])
    (option,) = all_options(scene, range(2), reading, SETTINGS)
    assert option.objects <= np.float32(OWN)
    assert by_one_speaker(evidence(EXCHANGE, [(1, 0)])).tolist() == [False]


def test_a_reply_that_nothing_links_answers_the_likeliest_claim_of_the_answered_post():
    """Its probability is that among the answered post's claims; a linked reply gets no further link."""
    scene = scene_of(Post("p1", "Trams are quiet."), Post("p2", "Trams are not quiet.", reply_to="p1"))
    doubtful = Option(1, 0, 0.01, 0.9)
    assert unanswered(scene, [doubtful], []) == [Option(1, 0, 1.0, 0.9)]
    assert unanswered(scene, [doubtful], [doubtful]) == []


def test_a_claim_that_others_object_to_serves_something():
    """Its most probable link is kept; a claim that its own speaker qualifies, or that serves already, needs none."""
    options = [Option(0, 2, 0.02, 0.1), Option(0, 1, 0.01, 0.1)]
    objection = Option(1, 0, 0.5, 0.9)
    assert contested(EXCHANGE, options, [objection]) == [options[0]]
    assert contested(EXCHANGE, options, [Option(1, 0, 0.5, 0.1)]) == []
    assert contested(EXCHANGE, options, [objection, options[1]]) == []


def test_the_choices_of_a_source_share_one_probability():
    """Candidates and "no link" add up to one for each source."""
    shares = per_source([(0, 1), (0, 2), (1, 2)], np.array([1.0, 2.0, 0.0], dtype=np.float32))
    assert np.isclose(shares[0] + shares[1] + 1 / (1 + np.e + np.e**2), 1)
    assert np.isclose(shares[2], 0.5)


options = st.lists(
    st.builds(Option, st.integers(0, 9), st.integers(0, 9), st.floats(0, 1), st.floats(0, 1)), max_size=40
)


@given(options)
def test_no_chain_of_links_leads_back_to_its_start(found):
    """Decoding never closes a cycle and keeps no more targets a source than allowed."""
    kept = decode([option for option in found if option.source != option.target], [0] * 10, 0.1, SETTINGS)
    above = [[option.target for option in kept if option.source == i] for i in range(10)]
    assert all(len(targets) <= SETTINGS.max_targets for targets in above)
    assert not any(reaches(target, i, above, [0] * 10) for i in range(10) for target in above[i])


@given(options, st.randoms(use_true_random=False))
def test_the_order_of_the_options_changes_nothing(found, random):
    """The same options in another order give the same links, where no two are alike."""
    unique = {(o.source, o.target): o for o in found if o.source != o.target}
    shuffled = list(unique.values())
    random.shuffle(shuffled)
    assert decode(list(unique.values()), [0] * 10, 0.1, SETTINGS) == decode(shuffled, [0] * 10, 0.1, SETTINGS)


def test_a_doubtful_link_keeps_its_sources_other_targets_ranked():
    """At most three, the likeliest first, none that is linked already, with their kinds; a sure link keeps none."""
    claims = tuple(Claim(f"c{i}", "", ()) for i in range(1, 7))
    chances = [0.3, 0.04, 0.12, 0.2, 0.1]
    options = [Option(0, j, chance, 0.9 if j == 4 else 0.1) for j, chance in enumerate(chances, start=1)]
    others = rivals_of(options[:1], options)[0]
    assert [other.target for other in others] == [4, 3, 5]
    link = link_of("l1", options[0], claims, others)
    assert [(other.target, other.kind) for other in link.alternatives] == [
        ("c5", Kind.OBJECTION),
        ("c4", Kind.SUPPORT),
        ("c6", Kind.SUPPORT),
    ]
    assert link.alternatives[0].confidence == 0.18
    assert link_of("l1", replace(options[0], probability=0.7), claims, others).alternatives == ()
