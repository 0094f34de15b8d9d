"""What a post answers on a page that draws its posts one below the other: what it quotes, else the first post."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from argmap.readers.drafts import Draft


def answering_quoted(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with what each answers; a `reply_to` such as `@nora` names the author of an earlier one."""
    return list(_answering(drafts))


def _answering(drafts: Sequence[Draft]) -> Iterator[Draft]:
    latest: dict[str, str] = {}
    known: set[str] = set()
    for draft in drafts:
        named = latest.get((draft.reply_to or "").removeprefix("@").lower())
        cited = (
            cited.post if cited.post in known else latest.get((cited.author or "").lower())
            for cited in draft.body.quotes
        )
        answered = named or next(filter(None, cited), None) or (drafts[0].id if draft is not drafts[0] else None)
        yield replace(draft, reply_to=answered)
        known.add(draft.id)
        if draft.author:
            latest[draft.author.lower()] = draft.id
