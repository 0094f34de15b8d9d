"""Numbered points: which claim a number means, and whether it is refuted."""

from argmap.datatypes import Claim, Post, Span, Thread, Unit
from argmap.mapping.claims.references import Points, discussed_points
from argmap.mapping.scene import Scene
from argmap.stages import FloatArray

POINTS = "One could believe:\n1) Buses are cheap.\n2) Trams are quiet.\nTo me (2) is clearly false. On (1) all agree."
CLAIMS = ("Buses are cheap.", "Trams are quiet.", "To me (2) is clearly false.", "On (1) all agree.")


def points() -> Points:
    posts = (Post("p1", POINTS), Post("p2", "(2) is wrong.", reply_to="p1"), Post("p3", "(2) is wrong."))
    found = [(posts[0], text) for text in CLAIMS] + [(posts[1], "(2) is wrong."), (posts[2], "(2) is wrong.")]
    claims = tuple(
        Claim(f"c{n}", text, (Span(post.id, post.text.index(text), post.text.index(text) + len(text)),))
        for n, (post, text) in enumerate(found, start=1)
    )
    vectors: FloatArray = None
    return Points(Scene(claims, Thread(posts), vectors))


def test_a_listed_claim_has_its_number():
    """The number at the start of its line is a claim's own."""
    assert points().number[:3] == ["1", "2", None]


def test_a_claim_concerns_the_point_that_it_names():
    """A number means the claim listed under it, in the same post or in one that is answered."""
    found = points()
    assert found.concerns(2, 1)
    assert not found.concerns(2, 0)
    assert found.concerns(3, 0)


def test_a_refuting_word_after_the_number_refutes_the_point():
    """ "(2) is clearly false" speaks against it, "on (1) all agree" does not."""
    found = points()
    assert found.refutes(2)
    assert not found.refutes(3)


def test_a_number_means_nothing_in_a_post_that_answers_nobody():
    """Another post's points are meant only where it is answered."""
    assert not points().concerns(5, 1)


def test_points_of_one_list_stand_beside_one_another():
    """Listed points are no reasons for each other."""
    assert points().beside(1, 0)
    assert not points().beside(2, 1)


def test_points_that_are_answered_by_number_are_discussed():
    """A listed unit is discussed where later words of its post name its number, and not otherwise."""
    post = Post("p1", "One could believe:\n1) Buses are cheap.\n2) Trams are quiet.\nTo me (2) is clearly false.")
    texts = ("Buses are cheap.", "Trams are quiet.", "To me (2) is clearly false.")
    units = [Unit(Span("p1", post.text.index(t), post.text.index(t) + len(t)), t) for t in texts]
    assert discussed_points(units, Thread((post,))) == {1}
