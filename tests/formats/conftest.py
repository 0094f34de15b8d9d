"""More maps made by hand that every exporter is tried on."""

from collections import Counter
from collections.abc import Callable
from functools import partial

import pytest

from argmap.datatypes import (
    ArgumentMap,
    Claim,
    Crux,
    Kind,
    Link,
    Post,
    Run,
    Span,
    Thread,
)
from argmap.formats.argumentation.argdown_in import read_document
from argmap.formats.argumentation.argdown_model import Type

collect_ignore = ["tools"]
"""Scripts for other interpreters; test_tools.py runs them."""

NASTY = (
    """"quotes" 'single' `code` <b>&amp;</b> <script>alert(1)</script> <img src=x onerror=alert(1)>""",
    "line one\nline two\r\nline three\n\npar\ttab",
    "]]> --> <!-- */ /* // # [x](javascript:alert(1)) ![i](http://example.com/x.png) **bold** _it_ $x^2$",
    "[Claim]: + <A> - _> (1) ---- {a: 1} @[x] #tag, 1.1. Pro: not a Kialo line",
    '=HYPERLINK("http://example.com") @x +1 -1 ;|, a:b \\n \\" \\ %% "]; A --> B; end subgraph }{ ``` ~~~',
    "\u202eright to left\u202c عربي עברית 👩\u200d👧 🏳\ufe0f e\u0301 \u2028 \u2029 \x07\x1b[31m \x00 \ufffe",
    ":material/home: :red[x] ~~~ | a | b | === ![[wiki]] {{t}} \\begin{x}",
    "- Pro: dash\n1. Con: number\n> quoted\n# heading\n+ <plus>\n    indented",
    "x" * 10_000,
    "   ",
    "&#x27;&lt;tag&gt; &quot; #quot; #35; \\u0041 %0A ${a} {{b}} <%= c %>",
)


@pytest.fixture
def nasty_map(small_map: ArgumentMap) -> ArgumentMap:
    """Every text, author, title, url, direction and heading tries to break out of its format."""
    posts = tuple(
        Post(f"p{n}", text, author=NASTY[-n][:200], reply_to=f"p{n - 1}" if n > 1 else None)
        for n, text in enumerate(NASTY, 1)
    )
    claims = tuple(
        Claim(
            f"c{n}",
            post.text,
            (Span(post.id, 0, len(post.text)),),
            0.5,
            ("\"><script>alert('d')</script>",),
            (NASTY[n % 5],),
        )
        for n, post in enumerate(posts, 1)
    )
    links = tuple(
        Link(f"l{n}", f"c{n + 1}", f"c{n}", Kind.OBJECTION if n % 2 else Kind.SUPPORT, 0.5)
        for n in range(1, len(claims))
    )
    return ArgumentMap(
        thread=Thread(posts, 'id"<x>', NASTY[0], 'javascript:alert("u")', ()),
        claims=claims,
        links=links,
        strengths={claim.id: 0.5 for claim in claims},
        main=("c1", "c4"),
        cruxes=(Crux("c2", "c1", 0.2, -0.4, 0.5, True, True, 0.4, 0.8, (NASTY[1],), (NASTY[2],)),),
        claim_cruxes={claim.id: () for claim in claims},
        run=small_map.run,
    )


@pytest.fixture
def empty_map(small_map: ArgumentMap) -> ArgumentMap:
    """A thread in which nobody claims anything."""
    return ArgumentMap(Thread((Post("p1", "Hello."),)), (), (), {}, (), (), {}, small_map.run)


@pytest.fixture
def make_map(small_map: ArgumentMap) -> Callable[[int], ArgumentMap]:
    """A function that makes a map of n claims, each the reason for or against one before it."""
    return partial(_made, small_map.run)


def _made(run: Run, size: int) -> ArgumentMap:
    text = "This is a claim of middling length that somebody made about a matter of some weight."
    posts = tuple(Post(f"p{n}", text, f"Author {n % 50}", f"p{(n - 1) // 3}" if n else None) for n in range(size))
    claims = tuple(Claim(f"c{n}", f"{text} ({n})", (Span(f"p{n}", 0, len(text)),)) for n in range(size))
    links = tuple(
        Link(f"l{n}", f"c{n}", f"c{n // 3}", Kind.OBJECTION if n % 3 else Kind.SUPPORT, (n % 10) / 10)
        for n in range(1, size)
    )
    crux = Crux("c1", "c0", 0.2, -0.4, 0.5, True, True, 0.4, 0.8, ("Author 1",), ("Author 2",))
    return ArgumentMap(
        Thread(posts, "made", "A made thread"),
        claims,
        links,
        {claim.id: 0.5 for claim in claims},
        ("c0",),
        (crux,),
        {claim.id: ("c1",) for claim in claims},
        run,
    )


@pytest.fixture
def argdown_counts() -> Callable[[str], list[int]]:
    """Counts what argmap reads in Argdown: statements, arguments, supports, attacks, contradictions, undercuts."""

    def count(text: str) -> list[int]:
        document, _ = read_document(text)
        kinds = Counter(kind for *_, kind in document.relations)
        links = (kinds[kind] for kind in (Type.SUPPORT, Type.ATTACK, Type.CONTRADICTORY, Type.UNDERCUT))
        return [len(document.statements), len(document.arguments), *links]

    return count
