"""analyze(): a thread in, its argument map out. The only module that knows the order of the stages."""

from collections.abc import Sequence
from dataclasses import asdict

from argmap.backends import load_backend
from argmap.datatypes import ArgumentMap, Claim, Link, Run, Thread, Topic, Unit
from argmap.errors import InputError
from argmap.mapping.claims.agreement import find_agreements
from argmap.mapping.claims.antecedents import with_antecedents
from argmap.mapping.claims.assertions import assertion_rows
from argmap.mapping.cruxes.crux import find_cruxes
from argmap.mapping.cruxes.main import find_main
from argmap.mapping.cruxes.strength import final_strengths
from argmap.mapping.draft import Sheet, draft_of
from argmap.mapping.links.stance import replies_of, stances_of
from argmap.mapping.scene import Scene
from argmap.mapping.second.asking import ask_about, conclude, read_again
from argmap.mapping.topics.directions import Taxonomy, tag_directions
from argmap.mapping.topics.topics import tag_topics
from argmap.mapping.units.segment import split_units
from argmap.mapping.units.windows import windows_of
from argmap.readers.taxonomy import read_taxonomy
from argmap.settings import Settings
from argmap.stages import Backend, Encoder, FloatArray, Progress, Question
from argmap.version import __version__

STAGES = ("Loading models", "Splitting into units", "Finding claims", "Finding links", "Finding cruxes")


def analyze(
    thread: Thread,
    *,
    backend: str | Backend = "neural",
    settings: Settings = Settings(),
    taxonomy: Taxonomy | None = None,
    progress: Progress | None = None,
) -> ArgumentMap:
    """The argument map of a thread; the same bytes for the same thread, backend and settings.

    With a second reader that holds for the same answers; those of a language model are kept, see argmap.backends.llm.

    Args:
        thread: what to read.
        backend: the name of a backend, or one built by hand.
        settings: thresholds and limits.
        taxonomy: research directions; the fourteen of AI alignment where None.
        progress: called as each stage begins, and once at the end.

    Raises:
        InputError: the thread falls into more units than `settings.max_units`.
        ModelError: a model that the backend needs is missing or damaged.
    """

    def report(done: int) -> None:
        if progress is not None:
            progress(STAGES[min(done, len(STAGES) - 1)], done, len(STAGES))

    report(0)
    models = load_backend(backend) if isinstance(backend, str) else backend
    directions = read_taxonomy() if taxonomy is None else taxonomy
    second = models.second() if models.second else None
    report(1)
    units, set_aside = split_units(thread, models.segmenter)
    report(2)
    sheet = read_sheet(thread, units, models, settings)
    report(3)
    draft = draft_of(sheet, sheet.scores, settings)
    if second is not None:
        draft = read_again(second, sheet, draft, settings, progress)
    found, links = draft.found, draft.links
    claims, topics = tag(draft.scene, links, directions, models.encoder, settings)
    claims = find_agreements(claims, links, thread)
    report(4)
    strengths = final_strengths(claims, links)
    main = find_main(claims, links, thread, settings)
    cruxes, claim_cruxes = find_cruxes(claims, links, thread, main, settings)
    if second is not None:
        main, cruxes = conclude(second, thread, claims, links, main, settings, progress)
    report(len(STAGES))
    shown = with_antecedents(claims, links, thread)
    run = Run(
        argmap=__version__,
        backend=models.name,
        models=dict(models.models),
        settings=asdict(settings),
        dropped=thread.dropped + set_aside + found.dropped + (second.dropped if second else ()),
        cost=second.cost if second else {},
    )
    stances = stances_of(thread, sheet.stances)
    return ArgumentMap(thread, shown, links, strengths.values, main, cruxes, claim_cruxes, run, topics, stances)


def tag(
    scene: Scene, links: Sequence[Link], taxonomy: Taxonomy, encoder: Encoder, settings: Settings
) -> tuple[tuple[Claim, ...], tuple[Topic, ...]]:
    """The claims with their directions, and these by name; with topics of the thread where it is of another field."""
    thread, vectors = scene.thread, scene.vectors
    claims = tag_directions(scene.claims, links, thread, vectors, taxonomy, encoder, settings)
    own: tuple[Topic, ...] = ()
    if sum(bool(claim.directions) for claim in claims) < settings.min_tagged * len(claims):
        claims, own = tag_topics(claims, links, thread, vectors, settings)
    used = {slug for claim in claims for slug in claim.directions}
    topics = (*(Topic(direction.slug, direction.name) for direction in taxonomy), *own)
    return claims, tuple(topic for topic in topics if topic.slug in used)


def read_sheet(thread: Thread, units: tuple[Unit, ...], models: Backend, settings: Settings) -> Sheet:
    """The units as the models of a backend read them.

    Raises:
        InputError: there are more than `settings.max_units`; names the limit.
    """
    if len(units) > settings.max_units:
        said, limit = f"{len(units):,} sentences and clauses", f"{settings.max_units:,}"
        raise InputError(f"{said}, more than the limit of {limit}; split it or raise max_units")
    texts = [unit.text for unit in units]
    reading, vectors = models.parser.read(texts, windows_of(units)), models.encoder.encode(texts)
    scores = reading.claim_scores
    if models.judge is not None:
        scores = models.judge.judge(assertion_rows(thread, units, vectors), scores)
    return Sheet(thread, units, reading, vectors, scores, judged_replies(thread, models))


def judged_replies(thread: Thread, models: Backend) -> dict[str, FloatArray]:
    """Judge every reply of a thread; empty where the backend has no model for it."""
    if models.stancer is None:
        return {}
    replies = list(replies_of(thread))
    shares = models.stancer.judge([reply for _, reply in replies])
    return {post.id: row for (post, _), row in zip(replies, shares, strict=True)}


def questions(thread: Thread, *, backend: str | Backend = "neural", settings: Settings = Settings()) -> list[Question]:
    """What a second reader would be asked about the units of a thread; nothing is sent.

    Raises:
        InputError: the thread falls into more units than `settings.max_units`.
        ModelError: a model that the backend needs is missing or damaged.
    """
    models = load_backend(backend) if isinstance(backend, str) else backend
    units, _ = split_units(thread, models.segmenter)
    sheet = read_sheet(thread, units, models, settings)
    return ask_about(sheet, draft_of(sheet, sheet.scores, settings), settings)
