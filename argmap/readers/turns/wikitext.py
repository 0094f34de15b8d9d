"""The source of a MediaWiki talk page: indentation says who answers whom, signatures who speaks."""

import re
from dataclasses import dataclass

from argmap.datatypes import Thread
from argmap.readers.bounds import check_posts
from argmap.readers.clock import moment
from argmap.readers.drafts import Draft, thread_of
from argmap.readers.losses import with_losses
from argmap.readers.markup.composer import paragraphs
from argmap.settings import Settings

WHEN = r"\d\d:\d\d, \d{1,2} \w{3,9} \d{4} \(UTC\)"
USER = (
    r"\[\[(?:User(?:[ _]talk)?|Special:Contributions/|Special:Contribs/)[:/]?\s*(?P<user>[^\]|/#]{1,80})[^\]]{0,80}\]\]"
)
SIGNATURE = re.compile(
    rf"(?:\s*(?:[-–—]+|<[^<>]*>|&mdash;))*\s*{USER}(?:(?!\[\[User|\n).){{0,300}}?(?:\[\[(?:User|Special)[^\]]{{1,160}}\]\]"
    rf"(?:(?!\n).){{0,120}}?){{0,4}}(?P<when>{WHEN})",
    re.IGNORECASE,
)
UNSIGNED = re.compile(
    r"\s*\{\{(?:unsigned|unsigned2|unsignedip)\|(?P<a>[^|}]{1,80})(?:\|(?P<b>[^|}]{1,80}))?[^}]{0,80}\}\}",
    re.IGNORECASE,
)
HEADING = re.compile(r"(?P<level>={2,6})\s*(?P<title>.+?)\s*=+\s*$")
LINK = re.compile(r"\[\[(?:[^\[\]|]{0,200}\|)?([^\[\]|]{1,300})\]\]")
OUTSIDE = re.compile(r"\[https?://[^\s\]]+ ([^\]\n]+)\]")
TEMPLATE = re.compile(r"\{\{(?:tq|talk quote|quote|xt|green)\|(?:1=)?([^{}]*)\}\}", re.IGNORECASE)
ADDRESSED = re.compile(r"\{\{(?:re|reply to|reply|ping|u|yo)\|([^{}|]*)[^{}]*\}\}", re.IGNORECASE)
OTHER = re.compile(
    r"\{\{[^{}]*\}\}|<!--.*?-->|</?[a-z][^<>]{0,200}>|\[\[(?:File|Image|Category):[^\]]*\]\]", re.IGNORECASE | re.DOTALL
)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass(slots=True)
class _Said:
    """Lines that wait for their signature."""

    lines: list[str]
    depth: int


def is_wikitext(text: str) -> bool:
    """Whether a text is the source of a talk page: at least two comments that wiki users signed."""
    if "[[User" not in text and "{{unsigned" not in text.lower():
        return False
    found = 0
    for line in text.split("\n"):
        found += bool(SIGNATURE.search(line[-600:]) or UNSIGNED.search(line[-300:]))
        if found > 1:
            return True
    return False


def from_wikitext(text: str, settings: Settings = Settings()) -> Thread:
    """The thread on a talk page; a comment answers the nearest above it in its section that is indented less.

    Raises:
        InputError: more comments than `settings.max_posts`, or none with words.
    """
    drafts: list[Draft] = []
    above: list[tuple[int, str]] = []
    said, title = _Said([], 0), None
    for line in COMMENT.sub("", text.replace("\r\n", "\n")).split("\n"):
        if heading := HEADING.match(line):
            said = _flush(said, drafts, above)
            title = title or plain(heading["title"])
            above = above if len(heading["level"]) > 2 else []
            continue
        marks = re.match(r"[:*#]*", line)
        depth = marks.end() if marks else 0
        if not said.lines:
            said.depth = depth
        signed = SIGNATURE.search(line, max(0, len(line) - 1000)) or UNSIGNED.search(line)
        said.lines.append(line[depth : signed.start() if signed else None])
        if signed:
            _add(
                said,
                _user(signed),
                moment(signed.groupdict().get("when") or signed.groupdict().get("b") or ""),
                drafts,
                above,
            )
            said = _Said([], 0)
    _flush(said, drafts, above)
    check_posts(len(drafts), settings)
    return with_losses(thread_of(drafts, title=title), _spoken(text))


def plain(text: str) -> str:
    """Wikitext as words."""
    text = TEMPLATE.sub(r"“\1”", ADDRESSED.sub(r"@\1", text))
    text = OUTSIDE.sub(r"\1", LINK.sub(r"\1", OTHER.sub("", text)))
    return re.sub(r"'{2,5}", "", text)


def _user(signed: re.Match[str]) -> str:
    found = signed.groupdict()
    name = found.get("user") or found.get("a") or ""
    return " ".join(name.replace("_", " ").split())


def _add(said: _Said, author: str | None, when: str | None, drafts: list[Draft], above: list[tuple[int, str]]) -> None:
    words = plain("\n".join(said.lines)).strip()
    name = f"c{len(drafts) + 1}"
    while above and above[-1][0] >= said.depth and len(above) > 1:
        above.pop()
    parent = next((one for depth, one in reversed(above) if depth < said.depth), above[0][1] if above else None)
    drafts.append(Draft(name, paragraphs(words), author, parent, when))
    above.append((said.depth, name))


def _flush(said: _Said, drafts: list[Draft], above: list[tuple[int, str]]) -> _Said:
    """Words without a signature are a post of an unknown author, where there are any."""
    if plain("\n".join(said.lines)).strip():
        _add(said, None, None, drafts, above)
    return _Said([], 0)


def _spoken(text: str) -> list[str]:
    """The lines of a page without what makes it a page."""
    lines = (SIGNATURE.sub("", UNSIGNED.sub("", line)) for line in COMMENT.sub("", text).split("\n"))
    return [plain(re.sub(r"^[:*#=]+", "", line)) for line in lines]
