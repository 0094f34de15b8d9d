"""Claims -> links: candidates and their evidence, the linker's judgement of each, and one decoding over the thread."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from argmap.candidates import all_candidates
from argmap.datatypes import Claim, Kind, Link
from argmap.evidence import evidence
from argmap.references import Points
from argmap.scene import Pair, Scene
from argmap.settings import Settings
from argmap.stages import FloatArray, Reading

LIKENESS = 6.0
"""What likeness weighs where the parser finds no link that it believes in; 3 to 10 do equally well on gold dev."""


@dataclass(frozen=True, slots=True)
class Option:
    """One possible link: indices of source and target, how probable it is, and how probable that it objects."""

    source: int
    target: int
    probability: float
    objects: float


def find_links(scene: Scene, units: Sequence[int], reading: Reading, settings: Settings) -> tuple[Link, ...]:
    """The links among the claims, by source in reading order, then target; no cycles.

    Every claim serves or answers at most `max_targets` others. Kind is judged with the link; confidence is the
    probability of the link times that of its kind.

    Args:
        scene: the claims in their thread.
        units: the index of the unit that gives each claim its text, as the reading counts them.
        reading: what the parser found.
        settings: floors and limits.
    """
    options = all_options(scene, units, reading, settings)
    posts, bridge = scene.post_number.tolist(), settings.min_bridge
    kept = decode(options, posts, settings.min_link, settings.min_second_link, settings)
    kept = decode(unanswered(scene, options, kept), posts, bridge, bridge, settings, kept)
    chosen = sorted(kept, key=lambda option: (option.source, option.target))
    return tuple(link_of(f"l{n}", option, scene.claims) for n, option in enumerate(chosen, start=1))


def all_options(scene: Scene, units: Sequence[int], reading: Reading, settings: Settings) -> list[Option]:
    """Every candidate link with the reading's probabilities, judged in one batch."""
    pairs = all_candidates(scene, settings)
    if not pairs:
        return []
    attach, objects = reading.judge([(units[i], units[j]) for i, j in pairs], evidence(scene, pairs))
    points = Points(scene)
    concerns = np.array([points.concerns(i, j) for i, j in pairs])
    refutes = concerns & np.array([points.refutes(i) for i, _ in pairs])
    attach += settings.subject_weight * subject_likeness(scene, pairs, settings.long_post)
    attach[concerns] += settings.point_bonus
    attach[np.array([points.beside(i, j) for i, j in pairs])] -= settings.point_bonus
    objects[refutes] = np.maximum(objects[refutes], settings.point_refuted)
    probabilities = per_source(pairs, attach)
    return [
        Option(i, j, probability, objection)
        for (i, j), probability, objection in zip(pairs, probabilities.tolist(), objects.tolist(), strict=True)
    ]


def subject_likeness(scene: Scene, pairs: Sequence[Pair], long_post: int) -> FloatArray:
    """How much more the source's whole post is about the target than about the source's other long-post targets.

    Counted only for targets in another post of more than `long_post` claims, 0 elsewhere: such a post speaks of many
    things, and a reply's single sentence ("I see no good argument for it.") seldom says which of them it means.
    """
    sources, targets = np.array(pairs, dtype=np.int64).T
    posts = scene.post_number
    crowded = np.array([len(scene.members[post.id]) > long_post for post in scene.posts])
    counted = (posts[sources] != posts[targets]) & crowded[targets]
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


def unanswered(scene: Scene, options: Iterable[Option], kept: Iterable[Option]) -> list[Option]:
    """For each reply that no kept link leaves, the most probable link of its first claim to another post.

    Who replies, replies to something; which claim does it is the doubt that the confidence keeps.
    """
    posts = scene.posts
    left = {posts[option.source].id for option in kept if posts[option.source] is not posts[option.target]}
    found: dict[str, list[Option]] = {}
    for option in options:
        source = posts[option.source]
        elsewhere = source is not posts[option.target] and scene.place[option.source] == 0
        if source.reply_to is not None and source.id not in left and elsewhere:
            found.setdefault(source.id, []).append(option)
    return [max(choices, key=lambda option: likely(scene, option)) for choices in found.values()]


def likely(scene: Scene, option: Option) -> float:
    """How likely a doubtful link is: by the parser, and by how alike the two claims are."""
    alike = float(scene.vectors[option.source] @ scene.vectors[option.target])
    return math.log(option.probability + 1e-9) + LIKENESS * alike


def decode(
    options: Sequence[Option],
    posts: Sequence[int],
    first: float,
    further: float,
    settings: Settings,
    given: Sequence[Option] = (),
) -> list[Option]:
    """The links to keep: those given, then the strongest ones wherever no cycle would close.

    Args:
        options: what to choose from.
        posts: the number of each claim's post in reading order.
        first: least probability of a source's first link.
        further: least probability of each further one.
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
        taken = len(above[option.source])
        floor = first if taken == 0 else further
        if option.probability < floor or taken >= settings.max_targets:
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


def link_of(name: str, option: Option, claims: Sequence[Claim]) -> Link:
    """The link of an option, with the likelier kind."""
    kind = Kind.OBJECTION if option.objects >= 0.5 else Kind.SUPPORT
    sure = max(option.objects, 1 - option.objects)
    confidence = round(option.probability * sure, 4)
    return Link(name, claims[option.source].id, claims[option.target].id, kind, confidence)
