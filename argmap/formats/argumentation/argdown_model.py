"""Argdown's tokens -> its statements, arguments, inferences and relations, as Argdown's own model has them.

Each untitled statement is one of its own, even where two say the same. What stands above a relation is its parent.
A numbered list with an inference belongs to the argument right before it, else to an untitled one.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from enum import StrEnum

from argmap.errors import InputError
from argmap.formats.argumentation.argdown_tokens import Token, tokens


class Type(StrEnum):
    """Argdown's relations, named as in its model."""

    SUPPORT = "support"
    ATTACK = "attack"
    UNDERCUT = "undercut"
    CONTRADICTORY = "contradictory"


_TYPES = {"+": Type.SUPPORT, "-": Type.ATTACK, "_": Type.UNDERCUT, "><": Type.CONTRADICTORY}


@dataclass(frozen=True, slots=True)
class Member:
    """An end of a relation; `sort` is `[` for a statement, `<` for an argument, `--` for an inference."""

    sort: str
    title: str


@dataclass
class Entry:
    """What was written of a statement or an argument: its texts and its tags, each once, in order."""

    texts: dict[str, None] = field(default_factory=dict)
    tags: dict[str, None] = field(default_factory=dict)


@dataclass
class Inference:
    """Premises and what follows from them; `rule` is what stood between the dashes."""

    argument: str
    premises: list[str]
    conclusion: str
    rule: str


@dataclass
class Document:
    """An Argdown document; `untitled` holds the titles that it made up."""

    statements: dict[str, Entry] = field(default_factory=dict)
    arguments: dict[str, Entry] = field(default_factory=dict)
    untitled: set[str] = field(default_factory=set)
    relations: dict[tuple[Member, Member, Type], None] = field(default_factory=dict)
    inferences: list[Inference] = field(default_factory=list)
    lost: Counter[str] = field(default_factory=Counter)

    def conclusions(self) -> dict[str, str]:
        """The last conclusion of every argument that has one."""
        return {inference.argument: inference.conclusion for inference in self.inferences}

    def entry(self, member: Member) -> Entry:
        """The entry of a statement or an argument, a new one where it was not named before."""
        return (self.arguments if member.sort == "<" else self.statements).setdefault(member.title, Entry())


@dataclass
class _Item:
    """The statement or argument that is being read, and the place that it takes; `clear` until its line has words."""

    place: Token
    sort: str = "["
    title: str = ""
    named: bool = False
    clear: bool = True
    words: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)


@dataclass
class _Reader:
    """What was read so far: the open item, its parents, the open numbered list, and the line of the open heading."""

    document: Document = field(default_factory=Document)
    item: _Item | None = None
    last: Member | None = None
    parents: list[Member | None] = field(default_factory=list)
    before: str = ""
    argument: str = ""
    premises: list[str] = field(default_factory=list)
    rule: str | None = None
    undercuts: list[Member] = field(default_factory=list)
    count: int = 0
    heading: int = 0

    def read(self, token: Token) -> None:
        """Take in one token."""
        if token.sort in ("relation", "number", "item", "inference", "heading", "blank", "indent", "dedent"):
            self.close()
        if token.sort == "indent":
            self.parents.append(self.last)
        elif token.sort == "dedent":
            self.parents.pop()
        elif token.sort == "blank":
            self._end_block()
        elif token.sort == "heading":
            self.heading, self.before = token.line, ""
            self.document.lost["heading"] += 1
        elif token.sort == "inference":
            self._infer(token)
        elif token.sort in ("relation", "number", "item"):
            self.item, self.heading = _Item(token), 0
        elif token.sort == "data":
            self.document.lost["data"] += 1
        elif not self.heading or (token.sort == "title" and token.line > self.heading):
            self.heading = 0
            self._piece(token)

    def _piece(self, token: Token) -> None:
        if token.sort == "title" and self._opens():
            if self.item and (self.item.named or self.item.words):
                self.close()
            self.item = self.item or _Item(token)
            self.item.sort, self.item.title, self.item.named, self.item.clear = token.mark, token.text, True, False
        elif token.sort == "newline":
            if self.item:
                self.item.words += [" "] * bool(self.item.words)
                self.item.clear = True
        elif token.text.strip() or (self.item and self.item.words):
            self.item = self.item or _Item(token)
            self.item.clear = False
            if token.sort == "tag":
                self.item.tags.append(token.text)
            elif token.sort == "title":
                close = "]" if token.mark == "[" else ">"
                self.item.words.append(f"{token.mark}{token.text}{close}{':' * token.defines}")
            else:
                self.item.words.append(token.text)

    def _opens(self) -> bool:
        """Whether a title begins an item: nothing was written before it on its line."""
        return not self.item or self.item.clear

    def close(self) -> None:
        """Put the open item into the document, with what it is to the others."""
        item, self.item = self.item, None
        if item is None or not (item.named or item.words or item.tags):
            return
        self.count += 1
        title = item.title if item.named else f"Untitled {self.count}"
        member = self.last = Member(item.sort, title)
        entry = self.document.entry(member)
        if not item.named:
            self.document.untitled.add(title)
        entry.texts |= dict.fromkeys(filter(None, [" ".join("".join(item.words).split())]))
        entry.tags |= dict.fromkeys(item.tags)
        if item.place.sort == "relation":
            self._relate(item.place, member)
        elif item.place.sort == "number":
            self._number(title)
        else:
            self._end_list()
            self.before = title if item.sort == "<" and item.place.sort != "item" else ""

    def _relate(self, sign: Token, member: Member) -> None:
        """Note what stands below a statement: `+` and `-` for and against it, `+>` and `->` the other way round."""
        parent = self.parents[-1] if self.parents else None
        if parent is None:
            raise InputError(f"the relation {sign.text} stands below no statement; indent it below one", line=sign.line)
        kind = _TYPES[sign.text if sign.text == "><" else sign.text.strip("<>")]
        if parent.sort == "--":
            self.undercuts.append(member)
        elif sign.text in ("+>", "->", "_>", "><"):
            if kind != Type.CONTRADICTORY or (member, parent, kind) not in self.document.relations:
                self.document.relations[parent, member, kind] = None
        else:
            self.document.relations[member, parent, kind] = None

    def _infer(self, token: Token) -> None:
        self.rule, self.last = token.text, Member("--", "")

    def _number(self, title: str) -> None:
        """A numbered statement: a premise, or below an inference the conclusion of what came before."""
        if not self.argument:
            self.argument, self.before = self.before, ""
        if self.rule is not None:
            if not self.argument:
                self.count += 1
                self.argument = f"Untitled {self.count}"
                self.document.untitled.add(self.argument)
            self.document.entry(Member("<", self.argument))
            self.document.inferences.append(Inference(self.argument, self.premises, title, self.rule))
            inference = Member("--", str(len(self.document.inferences) - 1))
            self.document.relations |= {(source, inference, Type.UNDERCUT): None for source in self.undercuts}
            self.premises, self.rule, self.undercuts = [], None, []
        self.premises.append(title)

    def _end_list(self) -> None:
        self.premises, self.argument, self.rule, self.undercuts = [], "", None, []

    def _end_block(self) -> None:
        self._end_list()
        self.heading, self.last, self.parents = 0, None, []


def document_of(text: str, line: int = 1) -> Document:
    """The document in a text without its front matter, whose first line has this number.

    Raises:
        InputError: a relation stands below no statement.
    """
    reader = _Reader()
    for token in tokens(text, line):
        reader.read(token)
    reader.close()
    _move(reader.document)
    return reader.document


def _move(document: Document) -> None:
    """Let conclusions speak for arguments with premises; undercuts meet their last inference.

    As in Argdown, no conclusion supports itself, and an attack on an argument is left out where the same statement
    already denies one of its premises.
    """
    ends = document.conclusions()
    last = {inference.argument: Member("--", str(place)) for place, inference in enumerate(document.inferences)}
    moved: dict[tuple[Member, Member, Type], None] = {}
    for source, target, kind in document.relations:
        if source.sort == "<" and source.title in ends:
            source = Member("[", ends[source.title])
            if source == target:
                continue
        if kind == Type.UNDERCUT and target.sort == "<":
            target = last.get(target.title, target)
        moved[source, target, kind] = None
    premises = _premises(document)
    document.relations = {
        relation: None for relation in moved if not (relation[2] == Type.ATTACK and _denied(relation, moved, premises))
    }


def _premises(document: Document) -> dict[str, set[str]]:
    """What each argument takes for granted: premises that are not themselves inferred in it."""
    premises: dict[str, set[str]] = defaultdict(set)
    for found in document.inferences:
        premises[found.argument] |= set(found.premises)
    for found in document.inferences:
        premises[found.argument].discard(found.conclusion)
    return premises


def _denied(
    relation: tuple[Member, Member, Type], among: dict[tuple[Member, Member, Type], None], premises: dict[str, set[str]]
) -> bool:
    source, target, _ = relation
    if source.sort != "[" or target.sort != "<":
        return False
    ends = [Member("[", premise) for premise in premises.get(target.title, ())]
    both = [(source, end, Type.ATTACK) for end in ends] + [(source, end, Type.CONTRADICTORY) for end in ends]
    return any(found in among for found in (*both, *((end, source, Type.CONTRADICTORY) for end in ends)))
