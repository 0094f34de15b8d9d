"""A small map that has a bit of everything a screen can be asked for."""

import pytest

from argmap.datatypes import ArgumentMap, Claim, Kind, Link, Post, Run, Span, Thread

TREE = (("c2", "c1"), ("c3", "c1"), ("c4", "c2"), ("c5", "c3"), ("c6", "c3"))


@pytest.fixture
def debate() -> ArgumentMap:
    """c1 is main; c2 and c3 answer it, c4 answers c2, c5 and c6 answer c3, c7 nothing; c3 and c5 object."""
    words = (
        "Debate works.",
        "Judges see lies.",
        "Judges are weak.",
        "They do.",
        "They train.",
        "They tire.",
        "Hm, so.",
    )
    authors = ("Ada", "Ada", "Bo", "Ada", "Cy", None, "Cy")
    posts = tuple(Post(f"p{n}", text, author) for n, (text, author) in enumerate(zip(words, authors, strict=True), 1))
    tags = (("oversight",), ("oversight", "evals"), (), ("evals",), ("oversight",), (), ())
    claims = tuple(
        Claim(f"c{n}", post.text, (Span(post.id, 0, len(post.text)),), 0.5, tags[n - 1])
        for n, post in enumerate(posts, 1)
    )
    links = tuple(
        Link(f"l{n}", source, target, Kind.OBJECTION if source in ("c3", "c5") else Kind.SUPPORT, 0.3 + n / 10)
        for n, (source, target) in enumerate(TREE)
    )
    strengths = {claim.id: 0.5 for claim in claims}
    return ArgumentMap(Thread(posts), claims, links, strengths, ("c1",), (), {}, Run("0", "test"))
