"""The way from one claim to another along the links."""

from collections.abc import Iterator, Mapping, Sequence

from argmap.datatypes import Link


def find_path(source: str, target: str, links: Sequence[Link]) -> tuple[str, ...]:
    """The shortest way along the links, both ends included; just the source where there is none."""
    answers: dict[str, list[str]] = {}
    for link in links:
        answers.setdefault(link.source, []).append(link.target)
    came: dict[str, str] = {source: ""}
    waiting = [source]
    for claim in waiting:
        for other in answers.get(claim, ()):
            if other not in came:
                came[other] = claim
                waiting.append(other)
    return tuple(reversed(list(back(target, came)))) if target in came else (source,)


def back(claim: str, came: Mapping[str, str]) -> Iterator[str]:
    """The claim and where the search came from, step by step."""
    while claim:
        yield claim
        claim = came[claim]
