"""A briefing in Markdown that fits into a comment: main claims with their reasons, and the cruxes with both sides."""

import re
from collections.abc import Iterator, Sequence

from argmap.datatypes import ArgumentMap, Claim, Kind, Link
from argmap.formats.escape import shortened, web_address
from argmap.mapping.cruxes.sides import SURE
from argmap.mapping.cruxes.telling import open_questions, silence, would
from argmap.screen.rows import CruxRow, crux_rows, speakers

MOST_REASONS = 5
"""Of each kind, below each main claim; the surest first."""
GUESSED = (
    "*A program (argmap) read the thread and guessed its claims, links and sides; “maybe” stands where the link behind "
    "a side is doubtful. Check the quoted words.*"
)
LONGEST = 280
"""Characters of a quoted claim."""


def markdown_pieces(argument_map: ArgumentMap) -> Iterator[str]:
    """The briefing; every word of the thread is escaped, and only addresses of the web become links."""
    thread = argument_map.thread
    title, url = plain(thread.title or "Untitled thread"), web_address(thread.url)
    yield f"# {f'[{title}](<{url}>)' if url else title}\n\n{_counts(argument_map)}\n\n## Main claims\n"
    for claim in argument_map.main:
        yield f"\n{_main(argument_map.claim_by_id[claim], argument_map)}\n"
    if not argument_map.cruxes:
        yield f"\n## No cruxes\n\n{silence(argument_map)}\n"
        yield from (f"\n- Asked: {plain(asked)}\n" for asked in open_questions(argument_map))
        return
    yield "\n## Cruxes\n\nWho changes their mind about one of these changes their mind about another claim.\n"
    for row in crux_rows(argument_map):
        yield f"\n{_crux(row, argument_map)}\n"
    yield f"\n{GUESSED}\n"


def plain(text: str, width: int = LONGEST) -> str:
    r"""Text that Markdown shows letter by letter.

    >>> print(plain("*a* <b>"))
    \*a\* &lt;b&gt;
    """
    escaped = re.sub(r"([\\`*_{}\[\]#|~$^])", r"\\\1", shortened(text, width))
    return escaped.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _counts(argument_map: ArgumentMap) -> str:
    parts = ((argument_map.thread.posts, "post"), (argument_map.claims, "claim"), (argument_map.links, "link"))
    return ", ".join(f"{len(items)} {name}{'' if len(items) == 1 else 's'}" for items, name in parts) + "."


def _said_by(claim: Claim, argument_map: ArgumentMap) -> str:
    return _names(speakers(claim, argument_map))


def _names(names: Sequence[str]) -> str:
    return ", ".join(plain(name, 60) for name in names) or "nobody"


def _main(claim: Claim, argument_map: ArgumentMap) -> str:
    strength = argument_map.strengths[claim.id]
    first = f"- **{plain(claim.text)}** — {_said_by(claim, argument_map)}; strength {strength:.2f}"
    return "\n".join([first, *_reasons(claim, argument_map)])


def _reasons(claim: Claim, argument_map: ArgumentMap) -> Iterator[str]:
    """The surest reasons for and against a claim, and how many more there are."""
    for kind, word in ((Kind.SUPPORT, "For"), (Kind.OBJECTION, "Against")):
        links = [link for link in argument_map.links if link.target == claim.id and link.kind is kind]
        links.sort(key=lambda link: -link.confidence)
        yield from (_reason(word, link, argument_map) for link in links[:MOST_REASONS])
        if len(links) > MOST_REASONS:
            yield f"  - {word}: {len(links) - MOST_REASONS} more"


def _reason(word: str, link: Link, argument_map: ArgumentMap) -> str:
    source = argument_map.claim_by_id[link.source]
    word = word if link.confidence >= SURE else f"{word}, maybe"
    return f"  - {word}: {plain(source.text)} — {_said_by(source, argument_map)}"


def _side(names: Sequence[str], maybe: Sequence[str]) -> str:
    """Who stands there, and who only may, by a link that is right less often than in two of three."""
    parts = ([_names(names)] if names or not maybe else []) + ([f"maybe {_names(maybe)}"] if maybe else [])
    return "; ".join(parts)


def _crux(row: CruxRow, argument_map: ArgumentMap) -> str:
    claim, about = argument_map.claim_by_id[row.claim], argument_map.claim_by_id[row.about]
    double = ", a double crux" if row.double else ""
    sure = f"; named by a careful reader: {row.sure}" if row.sure else ""
    return "\n".join(
        [
            f"{row.rank}. “{plain(claim.text)}” — {_said_by(claim, argument_map)}{double}{sure}",
            f"    - For: {_side(row.for_, row.maybe_for)}. Against: {_side(row.against, row.maybe_against)}.",
            *([f"    - Objected: {plain(row.objection)}"] if row.objection else []),
            *([f"    - What would settle it: {row.settled_by}."] if row.settled_by else []),
            f"    - If it fell, “{plain(about.text, 90)}” {would(row.turn)}.",
        ]
    )
