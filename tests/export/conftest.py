"""Maps made by hand that every exporter is tried on."""

from collections.abc import Callable

import pytest

from argmap.datatypes import (
    Answer,
    ArgumentMap,
    Break,
    Claim,
    Crux,
    Dropped,
    Guess,
    Kind,
    Link,
    Post,
    Quote,
    Run,
    Source,
    Span,
    Thread,
)

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


GUESS = Guess(0.9, (Break(23, 0.25),), (Answer("p2", 0.75), Answer("p1", 0.2)))
"""Of a post whose start and answer were guessed."""


def _run() -> Run:
    return Run(
        argmap="0.1.0",
        backend="lexical",
        models={"relater": "cue words"},
        settings={"min_link": 0.1, "max_main": 6, "name": "x"},
        dropped=(Dropped("unit", "a greeting", 2),),
    )


@pytest.fixture
def small_map() -> ArgumentMap:
    """Both kinds of link, a claim with two mentions, cruxes, one known and two unknown authors."""
    posts = (
        Post(
            "p1",
            "Cats are good pets. They are quiet. They need little.",
            "Ann",
            created_at="2024-01-02T03:04:05Z",
            score=7,
        ),
        Post("p2", "> They are quiet\n\nThey are not quiet at night.", None, "p1", quotes=(Quote(2, 16, "p1"),)),
        Post("p3", "Mine sleeps all night. Cats are good pets!", None, "p2", source=Source(100, 142), guess=GUESS),
    )
    claims = (
        Claim("c1", "Cats are good pets.", (Span("p1", 0, 19), Span("p3", 23, 42)), 0.6, ("policy",), ("Pets",)),
        Claim("c2", "They are quiet.", (Span("p1", 20, 35),), 0.55, ("policy", "myopia")),
        Claim("c3", "They need little.", (Span("p1", 36, 53),), 0.5),
        Claim("c4", "They are not quiet at night.", (Span("p2", 18, 46),), 0.5),
        Claim("c5", "Mine sleeps all night.", (Span("p3", 0, 22),), 0.45),
    )
    links = (
        Link("l1", "c2", "c1", Kind.SUPPORT, 0.9),
        Link("l2", "c3", "c1", Kind.SUPPORT, 0.7),
        Link("l3", "c4", "c2", Kind.OBJECTION, 0.8),
        Link("l4", "c5", "c4", Kind.OBJECTION, 0.75),
    )
    cruxes = (
        Crux("c2", "c1", 0.3, 0.3, 1.0, True, False, 0.78, 0.48, ("Ann",), ("p2",)),
        Crux("c4", "c1", 0.1, -0.1, 1.0, False, True, 0.68, 0.78, ("p2",), ("p3",)),
    )
    return ArgumentMap(
        thread=Thread(posts, "cats", "Cats & dogs", "https://example.com/t/1", (Dropped("post", "deleted", 1),)),
        claims=claims,
        links=links,
        strengths={"c1": 0.75, "c2": 0.4, "c3": 0.5, "c4": 0.333333333333333, "c5": 0.45},
        main=("c1",),
        cruxes=cruxes,
        claim_cruxes={"c1": ("c2", "c4"), "c2": ("c4",), "c3": (), "c4": ("c5",), "c5": ()},
        run=_run(),
    )


@pytest.fixture
def nasty_map() -> ArgumentMap:
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
        run=_run(),
    )


@pytest.fixture
def empty_map() -> ArgumentMap:
    """A thread in which nobody claims anything."""
    return ArgumentMap(Thread((Post("p1", "Hello."),)), (), (), {}, (), (), {}, _run())


@pytest.fixture
def make_map() -> Callable[[int], ArgumentMap]:
    """A function that makes a map of n claims, each the reason for or against one before it."""
    return _made


def _made(size: int) -> ArgumentMap:
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
        _run(),
    )
