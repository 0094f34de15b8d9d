"""The Markdown that LessWrong serves to programs: `/api/post/ID` and `/api/post/ID/comments`, or one after the other.

A comment is a heading ("### Comment by ..."), a list of its data, lists of reactions, and its words, set in by a level.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from textwrap import dedent

from argmap.datatypes import Thread
from argmap.readers.drafts import MISSING, NO_OPENING, Draft, Losses, Mark, thread_of
from argmap.readers.markup.markdown_text import markdown_body

SITE = "https://www.lesswrong.com"
KNOWN = re.compile(r"^[*-]\s+(?:HTML permalink|Post URL \(HTML\)):|^Post URL \((?:HTML|Markdown)\):", re.MULTILINE)
COMMENT = re.compile(r"^### Comment by (?:\[(?P<author>(?:\\.|[^\]\\\n])*)\]\([^)\n]*\)|(?P<nobody>.*))$")
TITLE = re.compile(r"^# (?:Comments: )?(?P<title>.+)$")
INDEX = re.compile(r"^## Top Comments Index$")
END = re.compile(r"^### Navigation$")
ITEM = re.compile(r"^[*-]\s+(?P<text>.*)$")
INNER = re.compile(r"^\s+[*-]\s+(?P<text>.*)$")
REACTION = re.compile(r"(?P<name>[\w' -]{1,60}): (?P<count>\d{1,6})(?: \(.*\))?$")
LINKED = re.compile(r"\[(?P<author>(?:\\.|[^\]\\\n])*)\]\(/users/")
DATE = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z$")
NUMBER = re.compile(r"-?\d{1,9}")
NO_BODY = "_[No comment body available]_"


@dataclass
class Section:
    """A post or comment as it stands in the text: what its list says, its reactions, and the lines of its words."""

    author: str | None = None
    title: str | None = None
    data: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def value(self, name: str) -> str:
        """What the list says under a name; empty where it says nothing."""
        return next((item.removeprefix(f"{name}:").strip() for item in self.data if item.startswith(f"{name}:")), "")

    def last_id(self, name: str) -> str | None:
        """The id at the end of an address in the list."""
        found = re.findall(r"/(\w{10,24})(?=[)\s]|$)", self.value(name))
        return found[-1] if found else None


def is_lesswrong_markdown(text: str) -> bool:
    """Whether a text is one of these."""
    return KNOWN.search(text) is not None and (text.lstrip().startswith("# ") or "\n### Comment by " in text)


def from_lesswrong_markdown(text: str) -> Thread:
    """The thread in it.

    Raises:
        InputError: it holds no words.
    """
    sections = list(_sections(text))
    posts = [section for section in sections if section.title is not None and any(map(str.strip, section.lines))]
    comments = [section for section in sections if section.title is None]
    opening = _post(posts[0]) if posts else None
    drafts = [opening] if opening else []
    drafts += [_comment(section, number, opening) for number, section in enumerate(comments, 1)]
    lost: Losses = Losses()
    lost[NO_OPENING] += opening is None
    lost[MISSING] += max(0, _claimed(text) - len(comments))
    title = next((section.title for section in sections if section.title), None)
    path = re.search(r"(?:https?://[\w.]+)?/posts/\w{10,24}/[\w-]+", text)
    url = None if path is None else path[0] if path[0].startswith("http") else SITE + path[0]
    return thread_of(drafts, id=opening.id if opening else None, title=title, url=url, lost=lost)


def _claimed(text: str) -> int:
    """How many comments the site says that there are."""
    found = re.search(r"^Showing \d+ of (\d{1,7}) comments|^[*-]\s+Comments: (\d{1,7})$", text, re.MULTILINE)
    return int(found[1] or found[2]) if found else 0


def _sections(text: str) -> Iterator[Section]:
    section: Section | None = None
    passed = False  # the index of top comments repeats them without their words
    for line in text.replace("\r\n", "\n").split("\n"):
        comment, title = COMMENT.match(line), TITLE.match(line)
        if title or INDEX.match(line) or END.match(line):
            passed = title is None
        if passed:
            continue
        begun = _begun(comment, title if section is None or line.startswith("# Comments: ") else None)
        if begun is not None:
            if section is not None:
                yield _sorted(section)
            section = begun
        elif section is not None:
            section.lines.append(line)
    if section is not None:
        yield _sorted(section)


def _begun(comment: re.Match[str] | None, title: re.Match[str] | None) -> Section | None:
    """The section that a line begins, if it begins one."""
    if comment is not None:
        return Section(_unescaped(comment["author"]) if comment["author"] else None)
    return None if title is None else Section(title=title["title"].strip())


def _sorted(section: Section) -> Section:
    """The section with the lists at its head taken for data and reactions."""
    lines, at = section.lines, 0
    quoted: str | None = None
    reacting = False
    while at < len(lines):
        line = lines[at]
        item, inner = ITEM.match(line), INNER.match(line)
        if line.strip() in ("Reactions (whole comment):", "Reactions by quoted text:"):
            reacting, quoted = True, None
        elif reacting and (listed := item or inner) and _is_reaction(listed["text"].strip()):
            quoted = _react(section, listed["text"].strip(), quoted)
        elif item and _is_data(item["text"]):
            section.data.append(item["text"].strip())
        elif line.strip() and not _is_note(line):
            break
        at += 1
    section.lines = lines[at:]
    return section


def _is_reaction(text: str) -> bool:
    return REACTION.match(text) is not None or (text.startswith('"') and text.endswith('"'))


def _react(section: Section, text: str, quoted: str | None) -> str | None:
    """Notes one line of the reactions; gives the words that the next ones mark."""
    if text.startswith('"') and text.endswith('"') and len(text) > 1:
        return text[1:-1].removesuffix("...")
    if found := REACTION.match(text):
        section.marks.append(Mark(found["name"], int(found["count"]), _unescaped(quoted) if quoted else None))
    return quoted


def _is_data(text: str) -> bool:
    names = (
        "Karma|Voting system|Approval votes|Total votes|Reply depth|Parent comment|HTML permalink|Markdown permalink"
    )
    more = "By|Location|Starts|Ends|Linkpost|Tag|Comments|Post URL|Comments URL|Sequence|Previous in|Next in|Mode"
    kinds = rf"(?:{names}|{more})\b|-?\d+ points?$|Curated$|Frontpage$|Personal Blog$"
    return bool(re.match(kinds, text) or DATE.match(text.strip()))


def _is_note(line: str) -> bool:
    notes = ("Post URL (", "Showing ", "To load more comments", "For reaction user names", "Reaction user names")
    return line.startswith(notes)


def _post(section: Section) -> Draft:
    by = next((item for item in section.data if item.startswith("By ")), "")
    author = LINKED.search(by)
    points = next((item for item in section.data if re.match(r"-?\d+ points?$", item)), "")
    return Draft(
        _post_id(section) or "post",
        markdown_body("\n".join(section.lines), base=SITE),
        author=_unescaped(author["author"]) if author else None,
        created_at=next(filter(DATE.match, section.data), None),
        score=_whole(points),
        reactions=tuple(section.marks),
    )


def _post_id(section: Section) -> str | None:
    found = re.search(r"/posts/(\w{10,24})", section.value("Post URL (HTML)"))
    return found[1] if found else None


def _comment(section: Section, number: int, opening: Draft | None) -> Draft:
    words = dedent("\n".join(section.lines).expandtabs(4)).strip()
    return Draft(
        section.last_id("HTML permalink") or section.last_id("Markdown permalink") or f"comment{number}",
        markdown_body("" if words == NO_BODY else words, base=SITE),
        author=section.author,
        reply_to=section.last_id("Parent comment (Markdown)") or (opening.id if opening else None),
        created_at=next(filter(DATE.match, section.data), None),
        score=_whole(section.value("Karma")),
        reactions=tuple(section.marks),
    )


def _whole(text: str) -> int | None:
    found = NUMBER.match(text)
    return int(found[0]) if found else None


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)
