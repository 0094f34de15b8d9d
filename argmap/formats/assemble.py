"""Claims and links that another format brought -> a whole map, with a thread to stand in and its cruxes found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from argmap.datatypes import ArgumentMap, Claim, Dropped, Kind, Link, Post, Run, Span, Thread
from argmap.errors import InputError
from argmap.mapping.cruxes.crux import find_cruxes
from argmap.mapping.cruxes.main import find_main
from argmap.mapping.cruxes.strength import final_strengths
from argmap.settings import Settings
from argmap.version import __version__

BASE_SCORE = 0.5
"""What formats that do not say how firmly a claim is asserted leave it at."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """What somebody said that states a claim: `post` tells posts apart, and is empty where the format has none."""

    claim: str
    text: str
    post: str = ""
    author: str | None = None
    created_at: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim as another format has it."""

    id: str
    text: str
    directions: tuple[str, ...] = ()
    base_score: float = BASE_SCORE


@dataclass(frozen=True, slots=True)
class Relation:
    """A link as another format has it; `id` is empty where the format gives none."""

    source: str
    target: str
    kind: Kind
    id: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything that a reader of another format found.

    Attributes:
        format: its name.
        main: the main claims, empty where the format does not say.
        lacks: what the format can not say of a map, in words.
        dropped: what it says and a map can not hold.
    """

    format: str
    statements: Sequence[Statement]
    relations: Sequence[Relation]
    utterances: Sequence[Utterance] = ()
    title: str | None = None
    url: str | None = None
    main: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    dropped: tuple[Dropped, ...] = ()


def assemble(draft: Draft, settings: Settings = Settings()) -> ArgumentMap:
    """The map of a draft: posts that hold exactly what was said, strengths, main claims and cruxes.

    Raises:
        InputError: there is no claim in it.
    """
    if not draft.statements:
        raise InputError(f"no claim was found in this {draft.format}; is it the right file")
    thread, mentions = _thread(draft)
    claims = tuple(
        Claim(given.id, given.text, tuple(mentions[given.id]), given.base_score, given.directions)
        for given in draft.statements
    )
    links = _links(draft.relations)
    main = draft.main or find_main(claims, links, thread, settings)
    cruxes, claim_cruxes = find_cruxes(claims, links, thread, main, settings)
    return ArgumentMap(
        thread=thread,
        claims=claims,
        links=links,
        strengths=final_strengths(claims, links).values,
        main=main,
        cruxes=cruxes,
        claim_cruxes=claim_cruxes,
        run=Run(__version__, f"read from {draft.format}", dropped=(*draft.dropped, *_lacking(draft))),
    )


def _lacking(draft: Draft) -> tuple[Dropped, ...]:
    return tuple(Dropped(what, f"{draft.format} does not say it", 1) for what in draft.lacks)


def _links(relations: Sequence[Relation]) -> tuple[Link, ...]:
    """The links with their own ids where all of them have one that is unique, else l1, l2, ..."""
    own = {relation.id for relation in relations}
    keep = len(own) == len(relations) and "" not in own
    return tuple(
        Link(given.id if keep else f"l{n}", given.source, given.target, given.kind, given.confidence)
        for n, given in enumerate(relations, 1)
    )


def _thread(draft: Draft) -> tuple[Thread, Mapping[str, list[Span]]]:
    """Posts made of what was said, and where each claim stands in them; claims nobody says share one post."""
    said = {utterance.claim for utterance in draft.utterances}
    unsaid = [Utterance(given.id, given.text) for given in draft.statements if given.id not in said]
    texts: dict[tuple[str, str | None], str] = {}
    times: dict[tuple[str, str | None], str | None] = {}
    places: list[tuple[str, tuple[str, str | None], int, int]] = []
    for utterance in (*draft.utterances, *unsaid):
        key = (utterance.post, utterance.author)
        before = f"{texts[key]}\n\n" if key in texts else ""
        texts[key] = before + utterance.text
        times.setdefault(key, utterance.created_at)
        places.append((utterance.claim, key, len(before), len(texts[key])))
    names = _names(list(texts))
    mentions: dict[str, list[Span]] = {given.id: [] for given in draft.statements}
    for claim, key, start, end in places:
        mentions[claim].append(Span(names[key], start, end))
    posts = tuple(Post(names[key], text, key[1], created_at=times[key]) for key, text in texts.items())
    return Thread(posts, title=draft.title, url=draft.url), mentions


def _names(keys: Sequence[tuple[str, str | None]]) -> dict[tuple[str, str | None], str]:
    """The posts' own names where every one has a unique one, else p1, p2, ..."""
    own = {post for post, _ in keys}
    keep = len(own) == len(keys) and "" not in own
    return {key: key[0] if keep else f"p{n}" for n, key in enumerate(keys, 1)}
