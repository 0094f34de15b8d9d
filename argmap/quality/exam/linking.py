"""Simpler ways to link the same claims: what the linker's choice over the whole thread has to beat."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from argmap.datatypes import Link, Thread
from argmap.mapping.draft import draft_of
from argmap.mapping.links.by_stance import Option
from argmap.mapping.links.relate import all_options, link_of
from argmap.mapping.scene import Scene
from argmap.mapping.units.segment import split_units
from argmap.pipeline import analyze, read_sheet
from argmap.quality.evaluation import mean, score
from argmap.quality.exam.threads import Annotated
from argmap.settings import Settings
from argmap.stages import Backend

COMPARED = ("links F1", "links F1 between posts", "kind accuracy on links found")
LEAST_PAIR = 0.1
"""Where a pair by itself counts as linked; of .05 to .5 the best for links F1 on gold train."""

Rule = Callable[[Scene, Sequence[Option]], Iterable[Option]]
"""Chooses the links among the claims of a thread; the options are all candidates, with the parser's probabilities."""


def first_answered(scene: Scene, options: Sequence[Option]) -> Iterable[Option]:
    """Every claim of a reply objects to the first claim of the post that it answers."""
    for i, post in enumerate(scene.posts):
        for target in scene.members.get(post.reply_to or "", [])[:1]:
            yield Option(i, target, 1.0, 1.0)


def most_alike(scene: Scene, options: Sequence[Option]) -> Iterable[Option]:
    """Every claim serves or answers the candidate most like it; the parser says how."""
    best: dict[int, tuple[float, Option]] = {}
    for option in options:
        likeness = float(scene.vectors[option.source] @ scene.vectors[option.target])
        if option.source not in best or likeness > best[option.source][0]:
            best[option.source] = likeness, option
    return [option for _, option in best.values()]


def likely_pairs(scene: Scene, options: Sequence[Option]) -> Iterable[Option]:
    """Every pair that is likely enough by itself, whatever else its claims do."""
    return [option for option in options if option.probability >= LEAST_PAIR]


RULES: Mapping[str, Rule] = {"first": first_answered, "alike": most_alike, "pairs": likely_pairs}


def linking_figures(rows: Sequence[Annotated], backend: Backend, settings: Settings) -> dict[str, dict[str, float]]:
    """COMPARED by rule, means over the threads."""
    tables: dict[str, list[Mapping[str, float]]] = {name: [] for name in RULES}
    for thread, annotation in rows:
        own = analyze(thread, backend=backend, settings=settings)
        for name, links in linked_by_rules(thread, backend, settings).items():
            tables[name].append(score(replace(own, links=links), annotation).table())
    means = {name: mean(found) for name, found in tables.items()}
    return {name: {f"gold dev, {figure}": found[figure] for figure in COMPARED} for name, found in means.items()}


def linked_by_rules(thread: Thread, backend: Backend, settings: Settings) -> dict[str, tuple[Link, ...]]:
    """The links among the claims that the backend finds, by each of RULES instead of its own choice."""
    units, _ = split_units(thread, backend.segmenter)
    sheet = read_sheet(thread, units, backend, settings)
    draft = draft_of(sheet, sheet.scores, settings)
    options = all_options(draft.scene, draft.found.units, sheet.reading, settings)
    return {
        name: tuple(link_of(f"l{n}", one, draft.scene.claims) for n, one in enumerate(rule(draft.scene, options), 1))
        for name, rule in RULES.items()
    }
