"""Claims -> links: candidates and their evidence, the linker's judgement of each, and one decoding over the thread."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from argmap.datatypes import Alternative, Claim, Kind, Link
from argmap.mapping.claims.references import Points
from argmap.mapping.links.by_stance import FORCED, Option, Shares, answers, is_silent, with_stances
from argmap.mapping.links.candidates import all_candidates
from argmap.mapping.links.connectives import joined_pairs, with_connectives
from argmap.mapping.links.evidence import EVIDENCE, evidence
from argmap.mapping.links.rivals import reply_numbers
from argmap.mapping.scene import Pair, Scene
from argmap.settings import Settings
from argmap.stages import FloatArray, Reading

NOBODY_JUDGED: Shares = MappingProxyType({})
LIKENESS, OBJECTING, REASONED = 4.0, 1.0, 0.5
"""What draws a reply that the reading finds no answer for, as log-odds: likeness of the claims, and what stands on the
target already. Of the values tried, these give the best links between posts on all four sets (gold dev .209, .204
without the last two), but none differs by more than a few links."""
SURE, BEYOND = 0.4, 0.2
"""From .4 on a higher probability means little: of links of training threads, by trees that had not seen them, .45 are
right where the probability is .5 to .7, and .29 where it is higher."""
DOUBTFUL, RIVALS_SHOWN, LEAST_RIVAL = 0.42, 3, 0.05
"""Links of less confidence keep alternatives, so many, each at least so probable."""
JOINED = 0.05
"""So probably a claim objects to one that a connective joins it to: of such annotated links 3 in 100 are objections."""
OWN = 0.2
"""At most so probably a claim objects to one that its speaker made in another post. Of 214 annotated links between the
posts of one speaker 192 are support (144 of 156 on the training threads); the reading alone calls 143 of them that."""


def find_links(
    scene: Scene, units: Sequence[int], reading: Reading, settings: Settings, stances: Shares = NOBODY_JUDGED
) -> tuple[Link, ...]:
    """The links among the claims, by source in reading order, then target; no cycles.

    Every claim serves or answers at most `max_targets` others. Kind is judged with the link; confidence is the
    probability of the link times that of its kind.

    Args:
        scene: the claims in their thread.
        units: the index of the unit that gives each claim its text, as the reading counts them.
        reading: what the parser found.
        settings: floors and limits.
        stances: the probability of each StanceKind for the replies that were judged.
    """
    options = with_stances(all_options(scene, units, reading, settings), scene.posts, stances)
    posts, bridge = scene.post_number.tolist(), settings.min_bridge
    kept = decode(options, posts, settings.min_link, settings)
    answering = unanswered(scene, options, kept, stances)
    kept = decode(answering, posts, bridge, settings, kept)
    kept = decode(contested(scene, options, kept), posts, bridge, settings, kept)
    chosen = sorted(kept, key=lambda option: (option.source, option.target))
    others = rivals_of(kept, options)
    return tuple(
        link_of(f"l{n}", option, scene.claims, others[option.source]) for n, option in enumerate(chosen, start=1)
    )


def all_options(scene: Scene, units: Sequence[int], reading: Reading, settings: Settings) -> list[Option]:
    """Every candidate link with the reading's probabilities, judged in one batch."""
    pairs = all_candidates(scene, settings)
    if not pairs:
        return []
    rows = evidence(scene, pairs)
    attach, objects = reading.judge([(units[i], units[j]) for i, j in pairs], rows)
    points = Points(scene)
    concerns = np.array([points.concerns(i, j) for i, j in pairs])
    refutes = concerns & np.array([points.refutes(i) for i, _ in pairs])
    attach += settings.subject_weight * subject_likeness(scene, pairs, settings.long_post)
    attach[concerns] += settings.point_bonus
    attach[np.array([points.beside(i, j) for i, j in pairs])] -= settings.point_bonus
    own = by_one_speaker(rows)
    objects[own] = np.minimum(objects[own], OWN)
    objects[refutes] = np.maximum(objects[refutes], settings.point_refuted)
    joined = joined_pairs(scene)
    objects[np.array([pair in joined for pair in pairs])] = JOINED
    probabilities = with_connectives(pairs, per_source(pairs, attach), joined)
    return [
        Option(i, j, probability, objection)
        for (i, j), probability, objection in zip(pairs, probabilities.tolist(), objects.tolist(), strict=True)
    ]


def by_one_speaker(rows: FloatArray) -> NDArray[np.bool_]:
    """Whether the claims of each pair, by its row of evidence, stand in two posts of one speaker."""
    found: NDArray[np.bool_] = rows[:, EVIDENCE.index("same_author")] > rows[:, EVIDENCE.index("same_post")]
    return found


def subject_likeness(scene: Scene, pairs: Sequence[Pair], long_post: int) -> FloatArray:
    """How much more the source's whole post is about the target than about the source's other long-post targets.

    Counted only for targets in the answered post where that has more than `long_post` claims, 0 elsewhere: such a post
    speaks of many things, and a reply's single sentence ("I see no good argument for it.") seldom says which it means.
    """
    sources, targets = np.array(pairs, dtype=np.int64).T
    posts = scene.post_number
    crowded = np.array([len(scene.members[post.id]) > long_post for post in scene.posts])
    counted = (reply_numbers(scene.thread.posts)[0][posts[sources]] == posts[targets]) & crowded[targets]
    centres = {post: scene.vectors[members].mean(axis=0) for post, members in scene.members.items()}
    norms = {post: np.linalg.norm(centre) + 1e-9 for post, centre in centres.items()}
    found = np.zeros(len(pairs), dtype=np.float32)
    for k in np.flatnonzero(counted):
        post = scene.posts[sources[k]].id
        found[k] = centres[post] @ scene.vectors[targets[k]] / norms[post]
    totals = np.bincount(sources, weights=found)
    sizes = np.maximum(np.bincount(sources, weights=counted), 1)
    relative: FloatArray = np.where(counted, found - (totals / sizes)[sources], 0.0).astype(np.float32)
    return relative


def per_source(pairs: Sequence[Pair], scores: FloatArray) -> FloatArray:
    """Log-odds of single links to probabilities of each source's choice, "no link" being one more choice of score 0."""
    sources = np.array([i for i, _ in pairs])
    weights = np.exp(np.clip(scores, -20, 20))
    totals = np.bincount(sources, weights=weights) + 1.0
    probabilities: FloatArray = weights / totals[sources]
    return probabilities


def unanswered(
    scene: Scene, options: Iterable[Option], kept: Sequence[Option], stances: Shares = NOBODY_JUDGED
) -> list[Option]:
    """For each reply that no kept link leaves, the likeliest link from one of its claims to the post that it answers.

    Its probability is that among the answered post's claims, given that one of them is answered. A reply that is
    probably neither for nor against anything there is left without a link.
    """
    posts = scene.posts
    left = {posts[option.source].id for option in kept if posts[option.source] is not posts[option.target]}
    found: dict[str, list[Option]] = {}
    for option in options:
        source = posts[option.source]
        if answers(option, posts) and source.id not in left and not is_silent(source.id, stances, FORCED):
            found.setdefault(source.id, []).append(option)
    drawn = drawing(first_links(kept))
    return [likeliest(scene, choices, drawn) for choices in found.values()]


def first_links(kept: Iterable[Option]) -> list[Option]:
    """The likeliest link of each source: what draws replies is not left to further, doubtful ones."""
    first: dict[int, Option] = {}
    for option in sorted(kept, key=lambda option: -option.probability):
        first.setdefault(option.source, option)
    return list(first.values())


def drawing(kept: Iterable[Option]) -> dict[int, float]:
    """By how much, as log-odds, a claim draws replies: one that objects to another, and one that reasons lead to."""
    drawn: dict[int, float] = defaultdict(float)
    for claim in {option.source for option in kept if option.objects >= 0.5}:
        drawn[claim] += OBJECTING
    for claim in {option.target for option in kept}:
        drawn[claim] += REASONED
    return drawn


def likeliest(scene: Scene, options: Sequence[Option], drawn: Mapping[int, float]) -> Option:
    """The likeliest of the options, with its share among those of its source as its probability."""
    odds = [
        (option.probability + 1e-9)
        * math.exp(LIKENESS * float(scene.vectors[option.source] @ scene.vectors[option.target]) + drawn[option.target])
        for option in options
    ]
    best = max(range(len(options)), key=lambda k: odds[k])
    rivals = sum(odd for odd, option in zip(odds, options, strict=True) if option.source == options[best].source)
    return replace(options[best], probability=odds[best] / rivals)


def contested(scene: Scene, options: Iterable[Option], kept: Iterable[Option]) -> list[Option]:
    """For each claim that serves nothing though another speaker objects to it, its most probable link.

    What people argue over serves something in the thread; without a link it could be nobody's crux. Share of the
    annotators' cruxes among our first five: .212 to .261 on the training threads, links F1 unchanged (.249).
    """
    speakers = [post.speaker for post in scene.posts]
    sources = {option.source for option in kept}
    attacked = {o.target for o in kept if o.objects >= 0.5 and speakers[o.source] != speakers[o.target]}
    loose = attacked - sources
    found: dict[int, list[Option]] = {}
    for option in options:
        if option.source in loose:
            found.setdefault(option.source, []).append(option)
    return [max(choices, key=lambda option: (option.probability, -option.target)) for choices in found.values()]


def decode(
    options: Sequence[Option],
    posts: Sequence[int],
    floor: float,
    settings: Settings,
    given: Sequence[Option] = (),
) -> list[Option]:
    """The links to keep: those given, then the strongest ones wherever no cycle would close.

    Args:
        options: what to choose from.
        posts: the number of each claim's post in reading order.
        floor: least probability of a link.
        settings: how many targets a source can have.
        given: links that are kept already.
    """
    above: list[list[int]] = [[] for _ in posts]
    for option in given:
        above[option.source].append(option.target)
    kept = list(given)
    # Where every link stays in its post or leads to an earlier one, no way leads back up from an earlier post.
    falling = all(posts[option.target] <= posts[option.source] for option in (*options, *given))
    level = posts if falling else [0] * len(posts)
    for option in sorted(options, key=lambda o: (-o.probability, o.source, o.target)):
        if option.probability < floor or len(above[option.source]) >= settings.max_targets:
            continue
        if not reaches(option.target, option.source, above, level):
            above[option.source].append(option.target)
            kept.append(option)
    return kept


def reaches(start: int, goal: int, above: Sequence[Sequence[int]], level: Sequence[int]) -> bool:
    """Whether following targets from start leads to goal; no way leads from a lower level to a higher one."""
    if level[start] < level[goal]:
        return False
    seen, stack = {start}, [start]
    while stack:
        here = stack.pop()
        if here == goal:
            return True
        fresh = [j for j in above[here] if j not in seen and level[j] >= level[goal]]
        seen.update(fresh)
        stack.extend(fresh)
    return False


def rivals_of(kept: Iterable[Option], options: Iterable[Option]) -> dict[int, list[Option]]:
    """Rank for each source of a kept link the likeliest of its options that are not kept, at most `RIVALS_SHOWN`."""
    taken = {(option.source, option.target) for option in kept}
    found: dict[int, list[Option]] = {source: [] for source, _ in taken}
    for option in sorted(options, key=lambda option: (-option.probability, option.target)):
        others = found.get(option.source)
        if others is None or (option.source, option.target) in taken or option.probability < LEAST_RIVAL:
            continue
        if len(others) < RIVALS_SHOWN:
            others.append(option)
    return found


def link_of(name: str, option: Option, claims: Sequence[Claim], others: Sequence[Option] = ()) -> Link:
    """Make the link of an option, with the likelier kind, and with the other options where it is doubtful."""
    kind, confidence = kind_of(option)
    alternatives = (Alternative(claims[other.target].id, *kind_of(other)) for other in others if confidence < DOUBTFUL)
    return Link(name, claims[option.source].id, claims[option.target].id, kind, confidence, tuple(alternatives))


def kind_of(option: Option) -> tuple[Kind, float]:
    """Tell the likelier kind of a link, and the probability of the link times that of its kind."""
    kind = Kind.OBJECTION if option.objects >= 0.5 else Kind.SUPPORT
    return kind, round(calibrated(option.probability * max(option.objects, 1 - option.objects)), 4)


def calibrated(probability: float) -> float:
    """Draw a probability above `SURE` towards it; the order of links stays.

    >>> calibrated(0.3), round(calibrated(0.6), 2), round(calibrated(1.0), 2)
    (0.3, 0.44, 0.52)
    """
    return min(probability, SURE + BEYOND * max(0.0, probability - SURE))
