"""Topics that a thread itself shows."""

import numpy as np

import argmap
from argmap.datatypes import Claim, Post, Span, Thread
from argmap.mapping.topics.topics import cluster, phrases_of, tag_topics, telling_phrases
from argmap.settings import Settings

PUMPS = ("The heat pump is quiet.", "A heat pump saves money here.", "No heat pump warms this attic.")
CHEESE = ("Ripe cheese smells.", "Old cheese lasts.", "Blue cheese crumbles.")
REST = ("Cats purr loudly.", "Rain fell yesterday.")
BREAD = ("Fresh bread tastes best.", "My bread needs salt.", "That bread is stale.")


def scene(*texts):
    """A claim and a post for each text, and vectors alike where both speak of pumps, bread or cheese."""
    posts = tuple(Post(f"p{n}", text) for n, text in enumerate(texts, 1))
    claims = tuple(Claim(f"c{n}", post.text, (Span(post.id, 0, 4),)) for n, post in enumerate(posts, 1))
    vectors = np.array(
        [
            [*(float(w in text) for w in ("pump", "bread", "cheese")), *row]
            for text, row in zip(texts, np.eye(len(texts)), strict=True)
        ],
        dtype=np.float32,
    )
    return claims, Thread(posts), vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_a_thread_is_parted_by_its_telling_phrases():
    """Claims that share a phrase and are alike become a topic, named as the phrase is written."""
    claims, thread, vectors = scene(*PUMPS, *BREAD, *REST)
    tagged, topics = tag_topics(claims, (), thread, vectors, Settings())
    assert [(topic.name, topic.own) for topic in topics] == [("Heat pump", True), ("Bread", True)]
    assert [claim.directions for claim in tagged] == [("topic-heat-pump",)] * 3 + [("topic-bread",)] * 3 + [()] * 2


def test_words_of_everybody_make_no_topic():
    """A word that claims share without being alike tells nothing, nor does one that most claims have."""
    claims, _, vectors = scene("Blue cheese pumps.", "Blue bread.", "Blue sky above.", *PUMPS, *BREAD)
    assert not [phrase for phrase in telling_phrases(claims, vectors) if "blue" in phrase.words]
    claims, _, vectors = scene(*PUMPS, "Bread.")
    assert telling_phrases(claims, vectors) == []


def test_a_post_that_repeats_a_word_does_not_make_it_a_topic():
    """A topic is what several posts speak of."""
    claims, _, vectors = scene(*PUMPS, *BREAD, *REST)
    alone = tuple(Claim(c.id, c.text, (Span("p1", 0, 4),)) for c in claims)
    assert telling_phrases(alone, vectors) == []


def test_who_speaks_is_no_topic():
    """The authors of a thread name one another; their names part nothing."""
    claims, thread, vectors = scene(*PUMPS, *BREAD, *CHEESE, *REST)
    named = Thread(tuple(Post(post.id, post.text, "bread_99") for post in thread.posts))
    _, topics = tag_topics(claims, (), named, vectors, Settings())
    assert {topic.name for topic in topics} == {"Heat pump", "Cheese"}


def test_a_small_thread_is_parted_by_what_two_claims_share():
    """Where no phrase stands in three claims of two posts, two claims of one post are enough."""
    claims, thread, vectors = scene(*PUMPS[:2], *BREAD[:2], *REST)
    _, topics = tag_topics(claims, (), thread, vectors, Settings())
    assert {topic.name for topic in topics} == {"Heat pump", "Bread"}


def test_a_few_sentences_have_a_topic_too():
    """Where nothing parts a thread, the one phrase that two of its claims share is offered."""
    claims, thread, vectors = scene(*PUMPS[:2], *REST, "Bread.", "Cheese.")
    tagged, topics = tag_topics(claims, (), thread, vectors, Settings())
    assert [topic.name for topic in topics] == ["Heat pump"]
    assert [bool(claim.directions) for claim in tagged] == [True] * 2 + [False] * 4


def test_phrases_have_no_common_words():
    """What is left of a sentence is what it speaks of."""
    assert [shown for _, shown in phrases_of("I don’t think that people want it.")] == []
    assert [shown for _, shown in phrases_of("These speed limits")][-1] == "speed limits"


def test_phrases_of_the_same_claims_are_one_topic():
    """ "Heat" and "heat pump" part nothing where the same claims use them."""
    claims, _, vectors = scene(*PUMPS, *BREAD, *REST)
    assert len(cluster(telling_phrases(claims, vectors), vectors)) == 2


def test_topics_keep_the_directions_that_a_claim_has():
    """Topics come after what is known already."""
    claims, thread, vectors = scene(*PUMPS, *BREAD, *REST)
    known = (Claim(claims[0].id, claims[0].text, claims[0].mentions, directions=("policy",)), *claims[1:])
    tagged, _ = tag_topics(known, (), thread, vectors, Settings())
    assert tagged[0].directions == ("policy", "topic-heat-pump")


def test_the_filter_of_an_everyday_thread_is_not_empty(root):
    """A thread that no taxonomy speaks of is shown by topics of its own, which survive the native format."""
    thread = argmap.read_thread(root / "corpora" / "threads" / "castle-street.txt")
    argument_map = argmap.analyze(thread, backend="lexical")
    used = {slug for claim in argument_map.claims for slug in claim.directions}
    assert len(used) >= 3
    assert {topic.slug for topic in argument_map.topics} == used
    assert all(topic.own for topic in argument_map.topics)
    assert argmap.from_json(argmap.to_json(argument_map)).topics == argument_map.topics


def test_a_thread_of_the_field_has_no_topics_of_its_own(demo):
    """Where the taxonomy fits, its directions are the filter."""
    argument_map = argmap.analyze(argmap.read_thread(demo), backend="lexical")
    assert "scalable-oversight" in {topic.slug for topic in argument_map.topics}
    assert not any(topic.own for topic in argument_map.topics)
