"""From strengths to main claims, cruxes, and what would change if a claim fell.

A crux for a claim r is a claim such that who changes their mind about it changes their mind about r. What it
would change (`swing`, `flips`, `held`, `fell`) follows from the strength semantics; the ranking was measured.

The score is the product of five shares, each in [0, 1]:

- contested = (1 + contest) / 2: how evenly the speakers stand on it,
- answered = n / (n + 3) for n objections by other speakers, every other reason counted as a fifth of one,
- near = 0.95 for each link beyond the first on the shortest path to r,
- full = (1 + words / 40) / 2, at most 1: a long claim says more that can be doubted,
- heard = (1 + r / (r + 1)) / 2 for r replies to its post.

Share of the annotators' five cruxes among our first five; the weights were chosen on the training threads:

                                                105 training   12 written   19 dev   6 written dev
    on our own claims and links:
      contested * debated * near (before)           .212          .067       .228        .067
      the same, contested claims never left loose   .261          .033       .261        .100
      this score                                    .257          .100       .294        .133
      this score, sentences cut as they are now     .261          .083       .303        .100
      claims judged as they are now*                .283          .117       .278        .100
      near .95 for .9, aside .8 for .6*             .285          .167       .303        .100
      links inside a post by trees of their own     .283          .200       .361        .200
      the same, aside .6 (this score)               .281          .200       .350        .200
    * training threads as if they were new to what judges claims; below it the linker has seen them
    on the annotators' claims and links:
      contested * debated * near (before)           .485          .583       .436        .567
      this score                                    .465          .633       .447        .533
      near .95 for .9, aside .8 for .6              .458          .633       .447        .533
      |swing| alone                                 .268

Swing misleads exactly where a claim is debated most: many reasons on both sides saturate it, and none of them moves it
any more. So a crux must be able to reach r, and the swing stands beside the score, not in it. How sure the links are is
left out, because it cost .04 on maps made with doubtful links.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import prod

from argmap.datatypes import ArgumentMap, Claim, Crux, Kind, Link, Thread
from argmap.mapping.cruxes.strength import Network, aggregate, build_network, weigh
from argmap.settings import Settings

Speakers = frozenset[str]
"""Distinct ones: a second mention by the same author does not count twice."""

HALF_ANSWERED, OTHER_REASON = 3, 0.2
"""So many objections make a claim half as answered as it can be; what a reason of another kind counts beside one."""
FULL_WORDS = 40
"""A claim of so many words is full."""
NEAR, WIDE = 0.95, 0.5
"""What is left for each link of a path: for a crux, and for what gathers around a main claim."""
ASIDE = 0.6
"""What is left of the score of a claim that serves no main claim, for what it serves instead."""
STEP_DOWN = 0.3
"""How much of a claim's standing as main it loses by being itself a reason for another."""
SHARED = 0.7
"""How much of a reason is used up once it gathers around a main claim that is already chosen."""
LEAST_MAIN = 0.2
"""A main claim has at least this share of what the first has. Together: F1 .584 on the training threads."""


@dataclass(frozen=True, slots=True)
class Debate:
    """A network, its strengths at rest, and who stands where.

    Attributes:
        network: claims and links.
        rest: final strength by claim id.
        for_: the speakers who assert or support a claim.
        against: the speakers who object to it.
        answered: how much others object to a claim, in [0, 1).
        full: how much a claim says, by its words, in [0, 1].
        heard: how much its post is replied to, in [0, 1].
        speakers: all of them, in reading order.
    """

    network: Network
    rest: Mapping[str, float]
    for_: Mapping[str, Speakers]
    against: Mapping[str, Speakers]
    answered: Mapping[str, float]
    full: Mapping[str, float]
    heard: Mapping[str, float]
    speakers: tuple[str, ...]


def build_debate(claims: Sequence[Claim], links: Iterable[Link], thread: Thread) -> Debate:
    """Everything that the cruxes of any claim are found from."""
    network = build_network(claims, links)
    asserting = {c.id: frozenset(thread.by_id[m.post].speaker for m in (*c.mentions, *c.agreements)) for c in claims}
    replies = Counter(post.reply_to for post in thread.posts)
    return Debate(
        network,
        weigh(network, network.base, network.base).values,
        for_={c: asserting[c].union(*_sources(c, Kind.SUPPORT, network, asserting)) for c in network.base},
        against={c: Speakers().union(*_sources(c, Kind.OBJECTION, network, asserting)) for c in network.base},
        answered={c: _answered(c, network, asserting) for c in network.base},
        full={c.id: _full(c.text) for c in claims},
        heard={c.id: _heard(replies[c.mentions[0].post]) for c in claims},
        speakers=tuple(dict.fromkeys(post.speaker for post in thread.posts)),
    )


def find_main(claims: Sequence[Claim], links: Sequence[Link], thread: Thread, settings: Settings) -> tuple[str, ...]:
    """Ids of the claims that the rest is for or against, most central first; none where nothing is linked.

    Each in turn is the claim around which gathers most of what no earlier one has used up.
    """
    network = build_network(claims, links)
    around = {
        claim: {other: WIDE**far for other, far in distances(network, claim, settings.max_path).items()}
        for claim in network.base
    }
    standing = _standing(network)
    main: list[str] = []
    used: dict[str, float] = {}
    least = 0.0
    while len(main) < settings.max_main:
        gathered = {c: standing[c] * _unused(around[c], used) for c in network.base if c not in main}
        best = min(gathered, key=lambda claim: (-gathered[claim], natural(claim)), default="")
        if not best or gathered[best] <= least:
            break
        main.append(best)
        least = LEAST_MAIN * gathered[main[0]] if len(main) == 1 else least
        used |= {c: max(share, used.get(c, 0.0)) for c, share in {**around[best], best: 1.0}.items()}
    return tuple(main)


def find_cruxes(
    claims: Sequence[Claim], links: Sequence[Link], thread: Thread, main: Sequence[str], settings: Settings
) -> tuple[tuple[Crux, ...], dict[str, tuple[str, ...]]]:
    """The cruxes of the main claims, ranked, each claim once; and for every claim the ids of its own.

    Raises:
        KeyError: `main`, a link or a mention names what is not there.
    """
    debate = build_debate(claims, links, thread)
    own = {claim: rank(debate, claim, settings)[: settings.max_claim_cruxes] for claim in debate.network.base}
    best: dict[str, tuple[float, str]] = {}
    for about, share in _abouts(debate.network, main).items():
        for score, claim in rank(debate, about, settings):
            if score * share > best.get(claim, (0.0, ""))[0]:
                best[claim] = (score * share, about)
    chosen = sorted(best, key=lambda claim: (-best[claim][0], natural(claim)))[: settings.max_cruxes]
    cruxes = tuple(describe(debate, claim, about=best[claim][1], score=best[claim][0]) for claim in chosen)
    return cruxes, {claim: tuple(crux for _, crux in ranked) for claim, ranked in own.items()}


def cruxes_about(argument_map: ArgumentMap, about: str, settings: Settings = Settings()) -> tuple[Crux, ...]:
    """One claim's own cruxes, ranked, with all that there is to say about them; at most five."""
    debate = build_debate(argument_map.claims, argument_map.links, argument_map.thread)
    ranked = rank(debate, about, settings)[: settings.max_claim_cruxes]
    return tuple(describe(debate, claim, about=about, score=score) for score, claim in ranked)


def rank(debate: Debate, about: str, settings: Settings) -> list[tuple[float, str]]:
    """Scores and ids of the claims that a claim turns on, best first; each has reasons for or against it."""
    scores = {
        claim: prod(score_parts(debate, claim, far).values())
        for claim, far in distances(debate.network, about, settings.max_path).items()
        if debate.network.reasons[claim]
    }
    return sorted(((score, c) for c, score in scores.items()), key=lambda pair: (-pair[0], natural(pair[1])))


def score_parts(debate: Debate, claim: str, far: int) -> dict[str, float]:
    """What a claim's score as a crux is the product of, for a claim that lies `far` links away."""
    return {
        "contested": (1 + contest(debate, claim)) / 2,
        "answered": debate.answered[claim],
        "near": NEAR ** (far - 1),
        "full": debate.full[claim],
        "heard": debate.heard[claim],
    }


def distances(network: Network, about: str, max_path: int) -> dict[str, int]:
    """How many links at least lie between a claim and each other that reaches it, nearest first, up to `max_path`."""
    found = {about: 0}
    front = [about]
    for distance in range(1, max_path + 1):
        sources = (source for claim in front for source, _, _ in network.reasons[claim])
        front = [source for source in dict.fromkeys(sources) if source not in found]
        found.update(dict.fromkeys(front, distance))
    del found[about]
    return found


def contest(debate: Debate, claim: str) -> float:
    """How evenly the sides stand on a claim, in [0, 1]: by speakers, or by reasons where only one speaks."""
    for_, against = debate.for_[claim], debate.against[claim]
    if len(for_ | against) > 1:
        return 2 * min(len(for_), len(against)) / (len(for_) + len(against))
    weights = [aggregate(claim, kind, debate.network, debate.rest) for kind in Kind]
    return min(1.0, 2 * min(weights))


def outcomes(debate: Debate, claim: str, about: str) -> tuple[float, float]:
    """The strength of `about` if the claim is held true, and if it falls, whatever speaks for the claim."""
    between = _between(debate.network, claim, about)
    held, fell = (weigh(debate.network, {**debate.rest, claim: s}, between).values[about] for s in (1.0, 0.0))
    return held, fell


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
        double=_is_double(debate, claim, about),
        held=held,
        fell=fell,
        for_=tuple(speaker for speaker in debate.speakers if speaker in debate.for_[claim]),
        against=tuple(speaker for speaker in debate.speakers if speaker in debate.against[claim]),
    )


def natural(id: str) -> tuple[int, str]:
    """A key that puts c2 before c10, so that ties go by reading order however the claims are listed."""
    return len(id), id


def _abouts(network: Network, main: Sequence[str]) -> dict[str, float]:
    """What cruxes can be about, and what their score is worth there: main claims, else where a line of reasons ends."""
    ends = (claim for claim in network.base if network.reasons[claim] and not network.targets[claim])
    return dict.fromkeys(main, 1.0) | {claim: ASIDE for claim in ends if claim not in main}


def _answered(claim: str, network: Network, asserting: Mapping[str, Speakers]) -> float:
    """How much others object to a claim, and is said for and against it besides, in [0, 1)."""
    objections = sum(
        1
        for source, _, kind in network.reasons[claim]
        if kind is Kind.OBJECTION and not asserting[source] & asserting[claim]
    )
    count = objections + OTHER_REASON * (len(network.reasons[claim]) - objections)
    return count / (count + HALF_ANSWERED)


def _full(text: str) -> float:
    return (1 + min(len(text.split()), FULL_WORDS) / FULL_WORDS) / 2


def _heard(replies: int) -> float:
    return (1 + replies / (replies + 1)) / 2


def _sources(claim: str, kind: Kind, network: Network, asserting: Mapping[str, Speakers]) -> tuple[Speakers, ...]:
    return tuple(asserting[source] for source, _, how in network.reasons[claim] if how is kind)


def _standing(network: Network) -> dict[str, float]:
    """What being a reason for others leaves of each claim's standing as a main claim."""
    used = dict.fromkeys(network.base, 0.0)
    for reasons in network.reasons.values():
        for source, confidence, _ in reasons:
            used[source] = max(used[source], confidence)
    return {claim: 1 - STEP_DOWN * confidence for claim, confidence in used.items()}


def _unused(around: Mapping[str, float], used: Mapping[str, float]) -> float:
    return sum(share * (1 - SHARED * used.get(claim, 0.0)) for claim, share in around.items())


def _between(network: Network, claim: str, about: str) -> frozenset[str]:
    """The claims on the ways from one claim to another, the last included, the first not."""
    down = _spread(claim, lambda at: network.targets[at])
    up = _spread(about, lambda at: (source for source, _, _ in network.reasons[at] if source in down))
    return (down & up) - {claim}


def _spread(start: str, step: Callable[[str], Iterable[str]]) -> frozenset[str]:
    """Everything that can be reached from a claim, itself included."""
    seen, open_ = {start}, [start]
    while open_:
        new = set(step(open_.pop())) - seen
        seen |= new
        open_.extend(new)
    return frozenset(seen)


def _is_double(debate: Debate, claim: str, about: str) -> bool:
    """Whether two speakers who differ on `about` differ on the claim as well."""
    pro, con = debate.for_[about], debate.against[about]
    yes, no = debate.for_[claim], debate.against[claim]
    pairs = ((pro & yes, con & no), (pro & no, con & yes))
    return any(one and other and len(one | other) > 1 for one, other in pairs)
