"""The scene: who stands above whom, and that a long chain of replies costs no square."""

import numpy as np

from argmap.datatypes import Claim, Post, Span, Thread
from argmap.mapping.links.candidates import all_candidates, candidates
from argmap.mapping.scene import HIGHEST, Scene
from argmap.settings import Settings

SETTINGS = Settings()


def chain(length: int) -> Scene:
    """Posts with a claim each, every one answering the one before it; their vectors differ in angle."""
    posts = tuple(Post(f"p{n}", f"Claim number {n}.", reply_to=f"p{n - 1}" if n else None) for n in range(length))
    claims = tuple(Claim(f"c{n}", post.text, (Span(post.id, 0, len(post.text)),)) for n, post in enumerate(posts))
    angles = np.linspace(0, np.pi / 2, length)
    return Scene(claims, Thread(posts), np.column_stack([np.cos(angles), np.sin(angles)]).astype(np.float32))


def test_the_nearest_posts_above_and_the_first_are_looked_at():
    """However deep a chain is, a post has a bounded number of ancestors; the nearest come first, the opening is one."""
    scene = chain(3 * HIGHEST)
    above = scene.ancestors(scene.thread.posts[-1])
    assert len(above) == HIGHEST + 1
    assert next(iter(above)) == f"p{3 * HIGHEST - 2}"
    assert list(above)[-1] == "p0"
    assert list(above.values()) == list(range(1, HIGHEST + 2))


def test_a_short_chain_is_climbed_to_its_end():
    """Within the bound every post above counts once, at its distance."""
    scene = chain(5)
    assert scene.ancestors(scene.thread.posts[-1]) == {"p3": 1, "p2": 2, "p1": 3, "p0": 4}
    assert scene.ancestors(scene.thread.posts[0]) == {}


def test_candidates_of_all_claims_are_those_of_each():
    """Looking up a post's pools once for all of its claims changes nothing, and pairs stand by source, then target."""
    scene = chain(40)
    pairs = all_candidates(scene, SETTINGS)
    assert pairs == [(i, j) for i in range(40) for j in candidates(scene, i, SETTINGS)]
    assert max(sum(i == source for source, _ in pairs) for i in range(40)) <= 2 * SETTINGS.alike_candidates + 1
