"""From strengths to main claims, cruxes, and what would change if a claim fell.

A crux for a claim r is a claim such that who changes their mind about it changes their mind about r. What it
would change (`swing`, `flips`, `held`, `fell`) follows from the strength semantics; the ranking was measured.

A crux must be one: somebody asserts it in an argument, somebody else objects to it with one (see `Debate.disputed`),
and another claim moves by LEAST_SWING or more between the crux held and fallen. Where nothing is all three there is no
crux. The score ranks those that are; it is the product of shares, each in [0, 1]:

- contested = the root of (1 + contest) / 2: how evenly the speakers stand on it,
- answered = n / (n + 3) for n objections by other speakers, every other reason counted as a fifth of one,
- near = 0.95 for each link beyond the first on the shortest path to what it is ranked for,
- full = ((1 + words / 40) / 2) squared, at most 1: a long claim says more that can be doubted,
- heard = ((1 + r / (r + 1)) / 2) squared for r replies to its post,
- moves = |swing| / 0.05, at most 1,
- stated = 1, or .5 for a question,
- aside = 1, or less for what serves no main claim.

It is ranked for the claim that gives it the highest score. What it is told to be about is the main claim that it moves
visibly, else the claim that it decides, else the one that it moves most: a main claim many links away often hardly
moves, however much is disputed.

Chosen by average precision and nDCG@10 over the maps of 117 training threads as if new (claims by folds of the judge,
links by folds of the linker with a blurred parser), first ten cruxes, paired by thread:

                                                    AP      nDCG    recall@5  recall@10  reciprocal rank
      the score before, old main claims            .2105    .3485    .2605      .4019       .5230
      this score, its gates and main claims        .2161    .3568    .2604      .3925       .5695
      the difference and its standard error     .006 .010 .008 .012  .000 .014 -.009 .015   .047 .028
      the swing times this score                   .1984    .3344    (full at .1 instead of .05)
      questions like other claims                  .2100    .3495
      by a logistic regression over 21 columns   .006 AP more than the score before: no more than this one

On the written threads' own claims and links, of 90 annotated cruxes 88 pass the gates.

Swing misleads exactly where a claim is debated most: many reasons on both sides leave it little to move. So it opens
the gate and tells what would change, and weighs no more than that. How sure the links are is left out of the score: it
cost .04 of recall on maps made with doubtful links, and .01 of nDCG again when it was tried on these.

On 25 development threads the gates, the shares and the swing bring recall@5 from .31 to .26 (difference .05, standard
error .025), and so did every other set of shares that was tried with a gate on the swing; the score before had been
chosen with an eye on these threads.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log, prod, sqrt

from argmap.datatypes import ArgumentMap, Claim, Crux, Link, Thread
from argmap.mapping.cruxes.debate import Debate, build_debate, contest, distances, is_double, natural, outcomes
from argmap.mapping.cruxes.strength import Network
from argmap.settings import Settings

NEAR = 0.95
"""What is left of a score for each link of the path beyond the first."""
ASIDE, BETWEEN = 0.7, 0.6
"""What is left of the score of a claim that moves no main claim, for what it moves instead: where a line of reasons
ends, and any other claim that it is a reason for or against."""
LEAST_SWING, FULL_SWING = 0.02, 0.05
"""A claim that moves another by less is no crux of it; one that moves it by as much or more has all of its score."""
VISIBLE = 0.1
"""A main claim that moves by so much is what a crux is told to be about, whatever moves more."""
FIRST, FROM_ONE_POST = 5, 2
"""Of the first cruxes, which are what is read, so many at most come from one post while others are disputed."""
LONG = 400
"""A longer thread falls into disputes; of the first cruxes as many come from one dispute as else from one post."""
SHIFT, SLOPE = 1.4, 1.19
"""From the logarithm of a score to the log-odds that a careful reader names the claim."""


@dataclass(frozen=True, slots=True)
class Rival:
    """A claim that another turns on.

    Attributes:
        claim: its id.
        far: how many links away the other is.
        held: the other's strength with this one held true.
        fell: its strength with this one fallen.
        parts: what the score is the product of.
    """

    claim: str
    far: int
    held: float
    fell: float
    parts: Mapping[str, float]

    @property
    def score(self) -> float:
        """The product of the parts, in [0, 1]."""
        return prod(self.parts.values())


@dataclass(frozen=True, slots=True)
class Standing:
    """A crux's place on the whole map.

    Attributes:
        about: what it is told to be about.
        ranked_for: the claim for which its score is the highest.
        far: how many links away that one is.
        parts: what the score is the product of.
    """

    about: str
    ranked_for: str
    far: int
    parts: Mapping[str, float]

    @property
    def score(self) -> float:
        """The product of the parts, in [0, 1]."""
        return prod(self.parts.values())


def find_cruxes(
    claims: Sequence[Claim],
    links: Sequence[Link],
    thread: Thread,
    main: Sequence[str],
    settings: Settings,
    *,
    every: bool = False,
) -> tuple[tuple[Crux, ...], dict[str, tuple[str, ...]]]:
    """The cruxes of the main claims, ranked, each claim once; and for every claim the ids of its own.

    Args:
        claims: all claims of a map.
        links: all links among them.
        thread: where the claims stand.
        main: ids of the main claims.
        settings: how many cruxes are kept.
        every: also what fails to be a crux, by score, for who judges that by other means.

    Raises:
        KeyError: `main`, a link or a mention names what is not there.
    """
    debate = build_debate(claims, links, thread)
    own = {about: rank(debate, about, settings, every=every) for about in debate.network.base}
    standings = standings_of(debate, own, main)
    ranked = sorted(standings, key=lambda claim: (-standings[claim].score, natural(claim)))
    chosen = spread_out(ranked, _places(claims, thread))[: settings.max_cruxes]
    cruxes = tuple(describe(debate, c, about=standings[c].about, score=standings[c].score) for c in chosen)
    most = settings.max_claim_cruxes
    return cruxes, {about: tuple(rival.claim for rival in found[:most]) for about, found in own.items()}


def standings_of(debate: Debate, own: Mapping[str, Sequence[Rival]], main: Sequence[str]) -> dict[str, Standing]:
    """For every claim that some other turns on, its score on the whole map and what it is about."""
    shares = _shares(debate.network, main)
    options: dict[str, list[tuple[str, Rival]]] = {}
    for about in sorted(shares, key=natural):  # of equals the first is taken, whatever the order of the claims
        for rival in own[about]:
            options.setdefault(rival.claim, []).append((about, rival))
    found = {}
    for claim, rivals in options.items():
        ranked_for, best = max(rivals, key=lambda option: option[1].score * shares[option[0]])
        about, _ = max(rivals, key=lambda option: _told_first(option[1], option[0] in main))
        share = shares[ranked_for]
        parts = {**best.parts, **({"aside": share} if share < 1 else {})}
        found[claim] = Standing(about, ranked_for, best.far, parts)
    return found


def _told_first(rival: Rival, is_main: bool) -> tuple[bool, bool, float]:
    """A key that is greatest for the main claim that moves visibly, else for what a crux decides or moves most."""
    size = abs(rival.held - rival.fell)
    return is_main and size >= VISIBLE, (rival.held - 0.5) * (rival.fell - 0.5) < 0, size


def cruxes_about(argument_map: ArgumentMap, about: str, settings: Settings = Settings()) -> tuple[Crux, ...]:
    """One claim's own cruxes, ranked, with all that there is to say about them; at most five."""
    debate = build_debate(argument_map.claims, argument_map.links, argument_map.thread)
    ranked = rank(debate, about, settings)[: settings.max_claim_cruxes]
    return tuple(describe(debate, rival.claim, about=about, score=rival.score) for rival in ranked)


def rank(debate: Debate, about: str, settings: Settings, *, every: bool = False) -> list[Rival]:
    """The cruxes of a claim, best first; with `every`, all claims with reasons that reach it."""
    counted = {claim for claim, reasons in debate.network.reasons.items() if reasons} if every else debate.disputed
    found = []
    for claim, far in distances(debate.network, about, settings.max_path).items():
        if claim in counted:
            held, fell = outcomes(debate, claim, about)
            if every or abs(held - fell) >= LEAST_SWING:
                found.append(Rival(claim, far, held, fell, score_parts(debate, claim, far, held - fell)))
    return sorted(found, key=lambda rival: (-rival.score, natural(rival.claim)))


def score_parts(debate: Debate, claim: str, far: int, swing: float) -> dict[str, float]:
    """What the score of a claim is the product of that lies `far` links away from another and moves it by `swing`."""
    return {
        "contested": sqrt((1 + contest(debate, claim)) / 2),
        "answered": debate.answered[claim],
        "near": NEAR ** (far - 1),
        "full": debate.full[claim],
        "heard": debate.heard[claim],
        "stated": debate.stated[claim],
        "moves": min(1.0, abs(swing) / FULL_SWING),
    }


def likelihood(score: float) -> float:
    """The probability that a careful reader names a claim of this score as a crux; calibrated on training threads."""
    return 1 / (1 + exp(-(SHIFT + SLOPE * log(max(score, 1e-9)))))


def spread_out(ranked: Sequence[str], places: Mapping[str, str]) -> list[str]:
    """The ranked claims, those of one place that are more than two among the first five put behind the others."""
    first: list[str] = []
    taken: Counter[str] = Counter()
    for claim in ranked:
        if len(first) < FIRST and taken[places[claim]] < FROM_ONE_POST:
            first.append(claim)
            taken[places[claim]] += 1
    return [*first, *(claim for claim in ranked if claim not in first)]


def describe(debate: Debate, claim: str, *, about: str, score: float) -> Crux:
    """All that there is to say about a crux."""
    held, fell = outcomes(debate, claim, about)
    return Crux(
        claim=claim,
        about=about,
        score=score,
        swing=held - fell,
        contest=contest(debate, claim),
        flips=(held - 0.5) * (fell - 0.5) < 0,
        double=is_double(debate, claim, about),
        held=held,
        fell=fell,
        for_=tuple(speaker for speaker in debate.speakers if speaker in debate.for_[claim]),
        against=tuple(speaker for speaker in debate.speakers if speaker in debate.against[claim]),
        likelihood=likelihood(score),
    )


def _shares(network: Network, main: Sequence[str]) -> dict[str, float]:
    """What cruxes can be about, and what their score is worth there, see ASIDE."""
    reasoned = [claim for claim, reasons in network.reasons.items() if reasons]
    found = {claim: BETWEEN if network.targets[claim] else ASIDE for claim in reasoned}
    return found | dict.fromkeys(main, 1.0)


def _places(claims: Iterable[Claim], thread: Thread) -> dict[str, str]:
    """What each claim shares its place among the first cruxes with: its post, or in a long thread its dispute."""
    claims = tuple(claims)
    posts = {claim.id: claim.mentions[0].post for claim in claims}
    return posts if len(claims) <= LONG else {claim: _dispute(post, thread) for claim, post in posts.items()}


def _dispute(post: str, thread: Thread) -> str:
    """The reply to the opening post under which a post stands, or the post where a line of replies begins."""
    opening = thread.posts[0].id
    while (above := thread.by_id[post].reply_to) and above != opening:
        post = above
    return post
