"""The frozen values that flow through argmap; no I/O, no behaviour beyond looking things up.

Offsets count Unicode code points of the post's text, from 0, the end exclusive. Ids are strings, given once in
reading order, so that the same input gives the same bytes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


class Kind(StrEnum):
    """What a link says its source does for its target."""

    SUPPORT = "support"
    OBJECTION = "objection"


class StanceKind(StrEnum):
    """The effect of a whole reply on the post that it answers; neither: it asks, adds, thanks or jokes."""

    OBJECTS = "objects"
    SUPPORTS = "supports"
    MIXED = "mixed"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Stance:
    """The likeliest stance of a reply toward a post, by its id; confidence is its probability."""

    kind: StanceKind
    toward: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Source:
    """Where a post stands in the file it was read from, in code points of the whole text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of a post that repeats another post's words; `post` is None where nobody knows whose."""

    start: int
    end: int
    post: str | None = None


@dataclass(frozen=True, slots=True)
class Break:
    """A place inside a post where another may begin: the offset in its text, and the probability that one does."""

    start: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Answer:
    """A post that another may answer, and the probability that it does."""

    post: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Guess:
    """How sure a reader of text without structure is of a post.

    Attributes:
        start: probability that a post starts where this one does; None where the text or a person says so.
        breaks: where the post may have to be parted, in order; the unlikely places are left out.
        answers: what it may answer, the likeliest first; empty where the text or a person says so.
    """

    start: float | None = None
    breaks: tuple[Break, ...] = ()
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class Reaction:
    """What readers marked a post with, or words of it: `start` and `end` are None where they marked the whole post."""

    name: str
    count: int
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """One message, its words untouched.

    Attributes:
        id: unique in its thread.
        text: what it says; for plain pasted text exactly the slice of the file that `source` names.
        author: None where unknown; posts without an author are told apart by their id.
        reply_to: the id of an earlier post, or None.
        created_at: ISO 8601, or None.
        score: karma or points, or None.
        quotes: the stretches that repeat another post's words, in order, not overlapping.
        source: the place in the file that was read, for plain text.
        guess: how sure the reader was of the post's start and of `reply_to`, where it had to guess.
        reactions: what readers marked it with, where the site has such marks (LessWrong: `crux`, `notacrux`, ...).
        language: the ISO 639 code of its language where that is not English; None where it is, or cannot be told.
    """

    id: str
    text: str
    author: str | None = None
    reply_to: str | None = None
    created_at: str | None = None
    score: int | None = None
    quotes: tuple[Quote, ...] = ()
    source: Source | None = None
    guess: Guess | None = None
    reactions: tuple[Reaction, ...] = ()
    language: str | None = None

    @property
    def speaker(self) -> str:
        """The author, or the post's own id where the author is unknown."""
        return self.author or self.id


@dataclass(frozen=True)
class Thread:
    """The input: a post and its comments, in reading order; a post's `reply_to` names an earlier one.

    Attributes:
        posts: in reading order.
        id: the site's name for it, or the file's.
        title: None where unknown.
        url: its address, or None.
        dropped: what the reader left out, counted.
        notes: lines for people: what the reader took for what, and what it misses.
    """

    posts: tuple[Post, ...]
    id: str = "thread"
    title: str | None = None
    url: str | None = None
    dropped: tuple["Dropped", ...] = ()
    notes: tuple[str, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, Post]:
        """Every post by its id."""
        return {post.id: post for post in self.posts}


@dataclass(frozen=True, slots=True)
class Span:
    """Where a text stands: the id of its post, and the offsets in that post's text."""

    post: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Unit:
    """An argumentative discourse unit (ADU): one located stretch that can be a claim.

    Attributes:
        span: where it stands.
        text: exactly the words of the span.
        headings: the section headings above it in its post, outermost first.
        plain: whether it is a short clause that says something of a subject that it names ("Cars kill people.").
    """

    span: Span
    text: str
    headings: tuple[str, ...] = ()
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Topic:
    """What claims can be chosen by: a direction of a taxonomy, or a topic that the thread itself shows.

    Attributes:
        slug: what the claims' `directions` call it.
        name: its name on the screen.
        own: whether it was found in the thread itself.
    """

    slug: str
    name: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """A proposition, with every place that states it.

    Attributes:
        id: `c1`, `c2`, ... in reading order of the first mention listed.
        text: the words shown, taken from the clearest mention.
        mentions: where it is stated, the one that gives the text first.
        base_score: tau of the strength semantics, in (0, 1): how firmly it is asserted.
        directions: slugs of the research directions, or of the thread's own topics, that it belongs to, best first.
        headings: the section headings above its first mention, outermost first.
        marked: whether a person says that it is a crux, or that it is none; None where nobody said.
        agreements: where a reply only agrees with it ("Exactly."): whoever says so asserts it, without stating it.
    """

    id: str
    text: str
    mentions: tuple[Span, ...]
    base_score: float = 0.5
    directions: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    marked: bool | None = None
    agreements: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another claim that the source of a doubtful link may serve or answer, how, and how probable that is."""

    target: str
    kind: Kind
    confidence: float


@dataclass(frozen=True, slots=True)
class Link:
    """The source claim is a reason for (support) or against (objection) the target.

    Attributes:
        id: `l1`, `l2`, ... in the order of sources, then targets.
        source: the id of the reason.
        target: the id of the claim that it is for or against.
        kind: which of the two.
        confidence: the probability of the link and its kind, in [0, 1].
        alternatives: where the link is doubtful, other targets of the source, at most three, the likeliest first.
    """

    id: str
    source: str
    target: str
    kind: Kind
    confidence: float
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class Crux:
    """A claim such that who changes their mind about it changes their mind about another.

    Attributes:
        claim: the id of the crux.
        about: the id of the claim r that turns on it.
        score: what cruxes are ranked by, in [0, 1]; crux.py has the formula.
        swing: s_r with the claim held true minus s_r with it held false, in [-1, 1].
        contest: how evenly the two sides stand on the claim, in [0, 1].
        flips: whether holding it true or false puts r on different sides of 0.5.
        double: whether someone on each side of r also takes a side on the claim.
        held: the strength of r if the claim is held true.
        fell: the strength of r if the claim falls.
        for_: speakers who assert or support the claim, in reading order.
        against: speakers who object to it, in reading order.
        likelihood: the probability that a careful reader would name it as a crux; None in maps that do not say.
    """

    claim: str
    about: str
    score: float
    swing: float
    contest: float
    flips: bool
    double: bool
    held: float
    fell: float
    for_: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    likelihood: float | None = None


@dataclass(frozen=True, slots=True)
class Dropped:
    """Something that was left out, why, and how often."""

    what: str
    why: str
    count: int


@dataclass(frozen=True, slots=True)
class Run:
    """How a map was made: versions, backend, models (name to version or hash), settings, and what was left out.

    Attributes:
        cost: what the answers of a language model took when they were given: questions, answers, tokens, seconds.
    """

    argmap: str
    backend: str
    models: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, float | int | str] = field(default_factory=dict)
    dropped: tuple[Dropped, ...] = ()
    cost: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class ArgumentMap:
    """The whole result.

    Attributes:
        thread: the input.
        claims: in reading order.
        links: in the order of their sources, then targets.
        strengths: final strength of every claim, by claim id, in [0, 1].
        main: ids of the main claims, most central first.
        cruxes: those of the main claims, ranked, each claim once.
        claim_cruxes: for every claim the ids of the claims that it turns on, ranked, at most five.
        run: how it was made.
        topics: the directions and topics that claims belong to, by name.
        stances: of each reply that was judged, by the id of its post.
    """

    thread: Thread
    claims: tuple[Claim, ...]
    links: tuple[Link, ...]
    strengths: Mapping[str, float]
    main: tuple[str, ...]
    cruxes: tuple[Crux, ...]
    claim_cruxes: Mapping[str, tuple[str, ...]]
    run: Run
    topics: tuple[Topic, ...] = ()
    stances: Mapping[str, Stance] = field(default_factory=dict)

    @cached_property
    def claim_by_id(self) -> Mapping[str, Claim]:
        """Every claim by its id."""
        return {claim.id: claim for claim in self.claims}

    @cached_property
    def supports(self) -> Mapping[str, tuple[str, ...]]:
        """For every claim the ids of the claims that support it."""
        return self._sources(Kind.SUPPORT)

    @cached_property
    def objections(self) -> Mapping[str, tuple[str, ...]]:
        """For every claim the ids of the claims that object to it."""
        return self._sources(Kind.OBJECTION)

    def _sources(self, kind: Kind) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {claim.id: [] for claim in self.claims}
        for link in self.links:
            if link.kind is kind:
                found[link.target].append(link.source)
        return {claim: tuple(sources) for claim, sources in found.items()}
