"""Simpler ways to link the same claims: what the linker's choice over the whole thread has to beat."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from argmap.datatypes import Link, Thread
from argmap.draft import draft_of
from argmap.evaluation import mean, score
from argmap.exam.threads import Annotated
from argmap.pipeline import analyze, read_sheet
from argmap.relate import Option, all_options, link_of
from argmap.scene import Scene
from argmap.segment import split_units
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


def linked_by(rule: Rule, thread: Thread, backend: Backend, settings: Settings) -> tuple[Link, ...]:
    """The links among the claims that the backend finds, by another rule than its own."""
    units, _ = split_units(thread, backend.segmenter)
    sheet = read_sheet(thread, units, backend, settings)
    draft = draft_of(sheet, sheet.reading.claim_scores, settings)
    options = all_options(draft.scene, draft.found.units, sheet.reading, settings)
    chosen = enumerate(rule(draft.scene, options), start=1)
    return tuple(link_of(f"l{n}", option, draft.scene.claims) for n, option in chosen)


def linking_figures(rows: Sequence[Annotated], backend: Backend, settings: Settings) -> dict[str, dict[str, float]]:
    """COMPARED by rule, means over the threads."""
    maps = [analyze(thread, backend=backend, settings=settings) for thread, _ in rows]
    found = {}
    for name, rule in RULES.items():
        linked = [replace(one, links=linked_by(rule, one.thread, backend, settings)) for one in maps]
        figures = mean([score(one, annotation).table() for one, (_, annotation) in zip(linked, rows, strict=True)])
        found[name] = {f"gold dev, {figure}": figures[figure] for figure in COMPARED}
    return found
