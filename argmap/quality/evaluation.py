"""How well a map agrees with a careful reader's annotation of the same thread.

A claim matches an annotated claim of the same post when the characters that they share are at least half of those
that either covers, best pairs first, one to one. Links are compared between matched claims; annotated restatements
count as one claim there, and a claim with several mentions stands for every annotated claim that one of them matches.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from argmap.datatypes import ArgumentMap, Crux, Span

MATCH = 0.5
CRUX_MATCH = 0.3
NEAR_MIDDLE = 0.05


@dataclass(frozen=True, slots=True)
class Annotation:
    """What a reader saw in a thread.

    Attributes:
        claims: the place of each claim, by id.
        links: the kind ("support", "objection") of each (source, target).
        restatements: pairs of claims that say the same.
        cruxes: claim ids, best first.
        main: ids of the main claims.
        directions: slugs by claim id; empty where the reader gave none.
    """

    claims: Mapping[str, Span]
    links: Mapping[tuple[str, str], str]
    restatements: tuple[tuple[str, str], ...]
    cruxes: tuple[str, ...]
    directions: Mapping[str, frozenset[str]]
    main: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """Precision and recall, each in [0, 1]."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean, 0 where both are 0."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Figures:
    """Agreement of one map with one annotation; a figure is None where nothing of its kind was annotated or found.

    Attributes:
        main_recall: the share of the annotated main claims among the map's first five.
        swing: the median size of the swing of the map's first five cruxes.
        turning: the share of them that flip their conclusion or bring it within .05 of the middle.
        crux_error: the mean difference between how likely a crux is named and whether it is, over the map's cruxes.
    """

    claims: Share
    links: Share
    links_without_kind: Share
    links_between_posts: Share
    kind_accuracy: float
    crux_recall: float | None
    directions: Share | None
    main_recall: float | None
    swing: float | None
    turning: float | None
    crux_error: float | None

    def table(self) -> dict[str, float]:
        """The figures by name, those that do not apply left out."""
        rows = {
            "claims F1": self.claims.f1,
            "links F1": self.links.f1,
            "links F1 without kind": self.links_without_kind.f1,
            "links F1 between posts": self.links_between_posts.f1,
            "kind accuracy on links found": self.kind_accuracy,
            "crux recall@5": self.crux_recall,
            "directions F1": self.directions.f1 if self.directions else None,
            "main recall@5": self.main_recall,
            "median swing of first 5": self.swing,
            "turning of first 5": self.turning,
            "crux likelihood less share named": self.crux_error,
        }
        return {name: round(value, 4) for name, value in rows.items() if value is not None}


def score(argument_map: ArgumentMap, annotation: Annotation) -> Figures:
    """The agreement of a map with an annotation of its thread."""
    found = {claim.id: claim.mentions for claim in argument_map.claims}
    pairs = match(found, annotation.claims)
    root = roots(annotation)
    wanted = {(root[s], root[t]): kind for (s, t), kind in annotation.links.items()}
    across = {(root[s], root[t]) for s, t in annotation.links if annotation.claims[s].post != annotation.claims[t].post}
    said = said_links(argument_map, annotation)
    posts = {claim: {span.post for span in spans} for claim, spans in found.items()}
    between = [
        row for row, link in zip(said, argument_map.links, strict=True) if not posts[link.source] & posts[link.target]
    ]
    hit = {key for _, keys in said for key in keys if key in wanted}
    right = {key for kind, keys in said for key in keys if wanted.get(key) == kind}
    first = argument_map.cruxes[:5]
    return Figures(
        claims=share(len(pairs), len(found), len(pairs), len(annotation.claims)),
        links=share(agreeing(said, wanted), len(said), len(right), len(wanted)),
        links_without_kind=share(sum(bool(keys & wanted.keys()) for _, keys in said), len(said), len(hit), len(wanted)),
        links_between_posts=share(agreeing(between, wanted), len(between), len(right & across), len(across)),
        kind_accuracy=len(right) / len(hit) if hit else 0.0,
        crux_recall=crux_recall(argument_map, annotation),
        directions=directions_share(argument_map, annotation, pairs),
        main_recall=recall_of(argument_map.main[:5], annotation.main, argument_map, annotation),
        swing=median([abs(crux.swing) for crux in first]) if first else None,
        turning=sum(map(turns, first)) / len(first) if first else None,
        crux_error=crux_error(argument_map, annotation),
    )


def said_links(argument_map: ArgumentMap, annotation: Annotation) -> list[tuple[str, set[tuple[str, str]]]]:
    """The kind of each link of a map, and the annotated ends, restatements counted once, that it can stand for."""
    root = roots(annotation)
    stands_for = {
        claim.id: {root[name] for name, span in annotation.claims.items() if overlap(claim.mentions, span) >= MATCH}
        for claim in argument_map.claims
    }
    return [
        (link.kind.value, {(a, b) for a in stands_for[link.source] for b in stands_for[link.target] if a != b})
        for link in argument_map.links
    ]


def right_links(argument_map: ArgumentMap, annotation: Annotation) -> list[bool]:
    """Whether the annotation has each link of a map, of the same kind."""
    root = roots(annotation)
    wanted = {(root[s], root[t]): kind for (s, t), kind in annotation.links.items()}
    return [any(wanted.get(key) == kind for key in keys) for kind, keys in said_links(argument_map, annotation)]


def overlap(spans: Iterable[Span], other: Span) -> float:
    """The largest share, of the characters that either covers, that one of the spans has in common with the other."""
    best = 0.0
    for span in spans:
        shared = min(span.end, other.end) - max(span.start, other.start)
        if span.post == other.post and shared > 0:
            best = max(best, shared / (max(span.end, other.end) - min(span.start, other.start)))
    return best


def match(found: Mapping[str, Sequence[Span]], annotated: Mapping[str, Span]) -> dict[str, str]:
    """Claims to annotated claims, one to one, the best overlaps first."""
    rows = sorted(
        (-value, claim, name)
        for claim, spans in found.items()
        for name, span in annotated.items()
        if (value := overlap(spans, span)) >= MATCH
    )
    pairs: dict[str, str] = {}
    taken: set[str] = set()
    for _, claim, name in rows:
        if claim not in pairs and name not in taken:
            pairs[claim] = name
            taken.add(name)
    return pairs


def roots(annotation: Annotation) -> dict[str, str]:
    """For each annotated claim the one that stands for all its restatements."""
    root = {name: name for name in annotation.claims}
    for a, b in annotation.restatements:
        old, new = root[a], root[b]
        root = {name: new if found == old else found for name, found in root.items()}
    return root


def share(hits: int, said: int, found: int, wanted: int) -> Share:
    """Precision of what was said, recall of what was wanted."""
    return Share(hits / said if said else 0.0, found / wanted if wanted else 0.0)


def agreeing(rows: Iterable[tuple[str, set[tuple[str, str]]]], wanted: Mapping[tuple[str, str], str]) -> int:
    """How many said links stand for a wanted one of the same kind."""
    return sum(any(wanted.get(key) == kind for key in keys) for kind, keys in rows)


def crux_recall(argument_map: ArgumentMap, annotation: Annotation) -> float | None:
    """The share of the annotated cruxes, at most five, that overlap one of the map's first five."""
    return recall_of([c.claim for c in argument_map.cruxes[:5]], annotation.cruxes[:5], argument_map, annotation)


def recall_of(
    claims: Sequence[str], wanted: Sequence[str], argument_map: ArgumentMap, annotation: Annotation
) -> float | None:
    """The share of wanted annotated claims that overlap one of the map's claims; None where none is wanted."""
    if not wanted:
        return None
    mentions = [argument_map.claim_by_id[claim].mentions for claim in claims]
    hits = sum(any(overlap(spans, annotation.claims[name]) > CRUX_MATCH for spans in mentions) for name in wanted)
    return hits / len(wanted)


def turns(crux: Crux) -> bool:
    """Whether a crux flips what it is about, or brings it within .05 of the middle."""
    return crux.flips or min(abs(crux.held - 0.5), abs(crux.fell - 0.5)) <= NEAR_MIDDLE


def crux_error(argument_map: ArgumentMap, annotation: Annotation) -> float | None:
    """The mean likelihood of a map's cruxes less the share of them that is annotated; 0 over many maps is honest."""
    told = [crux for crux in argument_map.cruxes if crux.likelihood is not None]
    if not told or not annotation.cruxes:
        return None
    named = [
        any(
            overlap(argument_map.claim_by_id[c.claim].mentions, annotation.claims[n]) > CRUX_MATCH
            for n in annotation.cruxes
        )
        for c in told
    ]
    return sum((crux.likelihood or 0.0) - hit for crux, hit in zip(told, named, strict=True)) / len(told)


def directions_share(argument_map: ArgumentMap, annotation: Annotation, pairs: Mapping[str, str]) -> Share | None:
    """Micro-averaged over matched claims; None where the annotation has no directions."""
    if not annotation.directions:
        return None
    said = {claim.id: set(claim.directions) for claim in argument_map.claims}
    wanted = {claim: annotation.directions.get(name, frozenset()) for claim, name in pairs.items()}
    hits = sum(len(said[claim] & wanted[claim]) for claim in pairs)
    return share(hits, sum(len(said[claim]) for claim in pairs), hits, sum(map(len, wanted.values())))


def mean(rows: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The mean of each figure over the threads that have it."""
    names = dict.fromkeys(name for row in rows for name in row)
    return {
        name: round(sum(row[name] for row in rows if name in row) / sum(name in row for row in rows), 4)
        for name in names
    }
