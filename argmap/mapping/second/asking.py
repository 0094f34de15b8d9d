"""A second reader beside the parser: what it is asked, and what becomes of its answers."""

from collections.abc import Sequence
from dataclasses import replace

from argmap.datatypes import Claim, Crux, Link, Thread
from argmap.mapping.cruxes.crux import find_cruxes
from argmap.mapping.cruxes.main import find_main
from argmap.mapping.draft import Draft, Sheet, draft_of
from argmap.mapping.second.joint import joint_cruxes, joint_links, joint_main, joint_scores, same_units
from argmap.mapping.second.questions import Board, closing_question, questions_of
from argmap.settings import Settings
from argmap.stages import Progress, Question, SecondReader


def ask_about(sheet: Sheet, draft: Draft, settings: Settings) -> list[Question]:
    """The questions about every unit; the main claims so far are those that the opening post makes by itself."""
    opening = sheet.thread.posts[0].id if sheet.thread.posts else ""
    claims = [claim for claim in draft.found.claims if claim.mentions[0].post == opening]
    here = {claim.id for claim in claims}
    links = [link for link in draft.links if link.source in here and link.target in here]
    main = set(find_main(claims, links, sheet.thread, settings))
    units = [i for i, claim in zip(draft.found.units, draft.found.claims, strict=True) if claim.id in main]
    return questions_of(Board(sheet.thread, sheet.units, sheet.vectors, units))


def read_again(
    reader: SecondReader, sheet: Sheet, draft: Draft, settings: Settings, progress: Progress | None
) -> Draft:
    """The draft by both readers."""
    opinion = reader.read(ask_about(sheet, draft, settings), progress)
    scores = joint_scores(sheet.scores, opinion)
    joint = draft_of(sheet, scores, settings, same_units(opinion, sheet.units))
    links = joint_links(joint.links, joint.found, sheet.units, opinion, settings.min_doubted_link)
    return replace(joint, links=links)


def ask_in_closing(
    thread: Thread, claims: Sequence[Claim], links: Sequence[Link], main: Sequence[str], settings: Settings
) -> Question:
    """The closing question, about the main claims and the likeliest cruxes."""
    cruxes = every_crux(thread, claims, links, main, settings)
    return closing_question(thread, claims, links, [*main, *(crux.claim for crux in cruxes)])


def conclude(
    reader: SecondReader,
    thread: Thread,
    claims: Sequence[Claim],
    links: Sequence[Link],
    main: Sequence[str],
    settings: Settings,
    progress: Progress | None,
) -> tuple[tuple[str, ...], tuple[Crux, ...]]:
    """The main claims and the cruxes by both readers; nothing is asked where nothing is linked."""
    if not main:
        return (), ()
    said = reader.conclude(ask_in_closing(thread, claims, links, main, settings), progress)
    main = joint_main(main, [claims[i].id for i in said.main], settings.max_main)
    cruxes = every_crux(thread, claims, links, main, settings)
    return main, joint_cruxes(cruxes, [claims[i].id for i in said.cruxes], settings.max_cruxes)


def every_crux(
    thread: Thread, claims: Sequence[Claim], links: Sequence[Link], main: Sequence[str], settings: Settings
) -> tuple[Crux, ...]:
    """Every claim that a main claim turns on, ranked."""
    return find_cruxes(claims, links, thread, main, replace(settings, max_cruxes=len(claims)), every=True)[0]
