"""Claims -> links: candidates and their evidence, the linker's judgement of each, and one decoding over the thread."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from argmap.datatypes import Claim, Kind, Link
from argmap.evidence import Scene, candidates, evidence
from argmap.references import Points
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
    options = list(all_options(scene, units, reading, settings))
    n, bridge = len(scene.claims), settings.min_bridge
    kept = decode(options, n, settings.min_link, settings.min_second_link, settings)
    kept = decode(unanswered(scene, options, kept), n, bridge, bridge, settings, kept)
    chosen = sorted(kept, key=lambda option: (option.source, option.target))
    return tuple(link_of(f"l{n}", option, scene.claims) for n, option in enumerate(chosen, start=1))


def all_options(scene: Scene, units: Sequence[int], reading: Reading, settings: Settings) -> Iterator[Option]:
    """Every candidate link with the reading's probabilities, judged in one batch."""
    pairs = [(i, j) for i in range(len(scene.claims)) for j in candidates(scene, i, settings)]
    if not pairs:
        return
    rows = np.vstack(list(evidence_rows(scene, pairs)))
    attach, objects = reading.judge([(units[i], units[j]) for i, j in pairs], rows)
    points = Points(scene)
    concerns = np.array([points.concerns(i, j) for i, j in pairs])
    refutes = concerns & np.array([points.refutes(i) for i, _ in pairs])
    attach += settings.subject_weight * subject_likeness(scene, pairs, settings.long_post)
    attach[concerns] += settings.point_bonus
    attach[np.array([points.beside(i, j) for i, j in pairs])] -= settings.point_bonus
    objects[refutes] = np.maximum(objects[refutes], settings.point_refuted)
    for (i, j), probability, objection in zip(pairs, per_source(pairs, attach), objects, strict=True):
        yield Option(i, j, float(probability), float(objection))


def subject_likeness(scene: Scene, pairs: Sequence[tuple[int, int]], long_post: int) -> FloatArray:
    """How much more the source's whole post is about the target than about the source's other long-post targets.

    Counted only for targets in another post of more than `long_post` claims, 0 elsewhere: such a post speaks of many
    things, and a reply's single sentence ("I see no good argument for it.") seldom says which of them it means.
    """
    centres = {post: scene.vectors[members].mean(axis=0) for post, members in scene.members.items()}
    found = np.zeros(len(pairs), dtype=np.float32)
    counted = np.array(
        [scene.posts[i] is not scene.posts[j] and len(scene.members[scene.posts[j].id]) > long_post for i, j in pairs]
    )
    for k, (i, j) in enumerate(pairs):
        if not counted[k]:
            continue
        centre = centres[scene.posts[i].id]
        found[k] = centre @ scene.vectors[j] / (np.linalg.norm(centre) + 1e-9)
    sources = np.array([i for i, _ in pairs])
    totals = np.bincount(sources, weights=found)
    sizes = np.maximum(np.bincount(sources, weights=counted), 1)
    relative: FloatArray = np.where(counted, found - (totals / sizes)[sources], 0.0).astype(np.float32)
    return relative


def evidence_rows(scene: Scene, pairs: Sequence[tuple[int, int]]) -> Iterator[FloatArray]:
    """The evidence of each source's candidates, a block a source, in the order of the pairs."""
    start = 0
    while start < len(pairs):
        end = start
        while end < len(pairs) and pairs[end][0] == pairs[start][0]:
            end += 1
        yield evidence(scene, pairs[start][0], [j for _, j in pairs[start:end]])
        start = end


def per_source(pairs: Sequence[tuple[int, int]], scores: FloatArray) -> FloatArray:
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
    options: Iterable[Option], n: int, first: float, further: float, settings: Settings, given: Sequence[Option] = ()
) -> list[Option]:
    """The links to keep: those given, then the strongest ones wherever no cycle would close.

    Args:
        options: what to choose from.
        n: how many claims there are.
        first: least probability of a source's first link.
        further: least probability of each further one.
        settings: how many targets a source can have.
        given: links that are kept already.
    """
    above: list[list[int]] = [[] for _ in range(n)]
    for option in given:
        above[option.source].append(option.target)
    kept = list(given)
    for option in sorted(options, key=lambda o: (-o.probability, o.source, o.target)):
        taken = len(above[option.source])
        floor = first if taken == 0 else further
        if option.probability < floor or taken >= settings.max_targets or reaches(option.target, option.source, above):
            continue
        above[option.source].append(option.target)
        kept.append(option)
    return kept


def reaches(start: int, goal: int, above: Sequence[Sequence[int]]) -> bool:
    """Whether following targets from start leads to goal."""
    seen, stack = {start}, [start]
    while stack:
        here = stack.pop()
        if here == goal:
            return True
        fresh = [j for j in above[here] if j not in seen]
        seen.update(fresh)
        stack.extend(fresh)
    return False


def link_of(name: str, option: Option, claims: Sequence[Claim]) -> Link:
    """The link of an option, with the likelier kind."""
    kind = Kind.OBJECTION if option.objects >= 0.5 else Kind.SUPPORT
    sure = max(option.objects, 1 - option.objects)
    confidence = round(option.probability * sure, 4)
    return Link(name, claims[option.source].id, claims[option.target].id, kind, confidence)
