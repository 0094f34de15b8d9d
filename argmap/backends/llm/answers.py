"""The form of the answers: the schema that a server is given, and the check that every answer must pass.

A made-up number, a link from a unit that was not asked about or one that runs both ways is an error, told in one line.
"""

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from argmap.datatypes import Kind
from argmap.stages import Conclusion, Opinion, Question

STEPS = list(range(0, 101, 10))
MOST_LINKS = 2
MAX_MAIN, MAX_CRUXES = 6, 5
MAX_SURE = 0.95
"""No answer counts as certain."""
Sure = Annotated[int, Field(ge=0, le=100)]


class Strict(BaseModel):
    """What holds of every part of an answer: whole numbers are whole numbers, and nothing else is in it."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, populate_by_name=True)


class SaidClaim(Strict):
    """A unit that is a claim."""

    unit: int
    sure: Sure


class SaidLink(Strict):
    """A claim that is a reason for or against another."""

    source: int = Field(alias="from")
    target: int = Field(alias="to")
    sure: Sure


class SaidSame(Strict):
    """A claim that says the same as an earlier one."""

    unit: int
    of: int


class Answer(Strict):
    """What a model says about the units of a question, by their numbers."""

    claims: tuple[SaidClaim, ...]
    supports: tuple[SaidLink, ...]
    objections: tuple[SaidLink, ...]
    restates: tuple[SaidSame, ...]

    @property
    def links(self) -> Iterator[tuple[SaidLink, Kind]]:
        """Its links of both kinds."""
        yield from ((link, Kind.SUPPORT) for link in self.supports)
        yield from ((link, Kind.OBJECTION) for link in self.objections)


class Closing(Strict):
    """What a model says a discussion turns on."""

    main: tuple[int, ...]
    cruxes: tuple[int, ...]


class UnusableError(Exception):
    """An answer that does not hold; its text says why, in one line, to the model as to a person."""


def answer_schema(question: Question) -> dict[str, Any]:
    """The JSON Schema of an answer, which names the very numbers that may stand in it."""
    asked = list(range(question.first, question.last + 1))
    shown = list(range(1, len(question.shown) + 1))
    link = rows({"from": asked, "to": shown, "sure": STEPS}, MOST_LINKS * len(asked))
    return whole(
        {
            "claims": rows({"unit": asked, "sure": STEPS}, len(asked)),
            "supports": link,
            "objections": link,
            "restates": rows({"unit": asked, "of": shown}, len(asked)),
        }
    )


def closing_schema(question: Question) -> dict[str, Any]:
    """The JSON Schema of the answer to a closing question."""
    number = {"type": "integer", "enum": list(range(1, len(question.shown) + 1))}
    return whole(
        {
            "main": {"type": "array", "items": number, "maxItems": MAX_MAIN},
            "cruxes": {"type": "array", "items": number, "maxItems": MAX_CRUXES},
        }
    )


def whole(properties: dict[str, Any]) -> dict[str, Any]:
    """An object with exactly these properties."""
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def rows(fields: dict[str, list[int]], most: int) -> dict[str, Any]:
    """A list of objects whose fields are one of some numbers each."""
    item = whole({name: {"type": "integer", "enum": values} for name, values in fields.items()})
    return {"type": "array", "items": item, "maxItems": most}


def check_answer(text: str, question: Question) -> Answer:
    """The answer in a model's words.

    Raises:
        UnusableError: it is no answer to this question.
    """
    try:
        answer = Answer.model_validate_json(bare(text))
    except ValidationError as error:
        raise UnusableError(fault_of(error)) from None
    if fault := next(faults(answer, question), None):
        raise UnusableError(fault)
    return answer


def check_closing(text: str, question: Question) -> Closing:
    """The answer to a closing question in a model's words.

    Raises:
        UnusableError: it is no answer to this question.
    """
    try:
        closing = Closing.model_validate_json(bare(text))
    except ValidationError as error:
        raise UnusableError(fault_of(error)) from None
    for name, numbers, most in (("main", closing.main, MAX_MAIN), ("cruxes", closing.cruxes, MAX_CRUXES)):
        if wrong := [n for n in numbers if not 1 <= n <= len(question.shown)]:
            raise UnusableError(f'"{name}" names {wrong[0]}, and only 1 to {len(question.shown)} are shown')
        if len(set(numbers)) < len(numbers) or len(numbers) > most:
            raise UnusableError(f'"{name}" may name at most {most} claims, each once')
    return closing


def bare(text: str) -> str:
    """The text without the fence and the thinking that some models put around their JSON."""
    text = text.rpartition("</think>")[2].strip()
    if text.startswith("```") and text.endswith("```"):
        text = text[3:-3].removeprefix("json")
    return text


def fault_of(error: ValidationError) -> str:
    """The first thing that pydantic found, without the value that it found there."""
    first = error.errors(include_input=False, include_url=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    return f"{place}: {first['msg']}" if place else first["msg"]


def faults(answer: Answer, question: Question) -> Iterator[str]:
    """What does not hold of an answer of the right form."""
    asked = range(question.first, question.last + 1)
    shown = range(1, len(question.shown) + 1)
    claims = [claim.unit for claim in answer.claims]
    for unit in claims:
        if unit not in asked:
            yield f'"claims" names {unit}, and only {asked[0]} to {asked[-1]} were asked about'
    if len(set(claims)) < len(claims):
        yield '"claims" names a unit twice'
    yield from link_faults(answer, asked, shown, set(claims))
    for same in answer.restates:
        if same.unit not in claims:
            yield f'"restates" has {same.unit}, which is not in "claims"'
        if same.of not in shown or same.of >= same.unit:
            yield f'"restates" says {same.unit} of {same.of}, which is no earlier unit'


def link_faults(answer: Answer, asked: range, shown: range, claims: set[int]) -> Iterator[str]:
    """What does not hold of an answer's links."""
    ends: set[tuple[int, int]] = set()
    for link, _ in answer.links:
        if link.source not in claims:
            yield f'a link comes from {link.source}, which is not in "claims"'
        if link.target not in shown:
            yield f"a link goes to {link.target}, and only 1 to {shown[-1]} are shown"
        if link.target in asked and link.target not in claims:
            yield f'a link goes to {link.target}, which was asked about and is not in "claims"'
        if link.source == link.target:
            yield f"{link.source} is linked to itself"
        if {(link.source, link.target), (link.target, link.source)} & ends:
            yield f"{link.source} and {link.target} are linked twice"
        ends.add((link.source, link.target))


def opinion_of(answer: Answer, question: Question) -> Opinion:
    """The answer in terms of the thread's units."""
    unit = dict(enumerate(question.shown, start=1))
    return Opinion(
        read=frozenset(question.shown[question.first - 1 : question.last]),
        claims={unit[claim.unit]: probability(claim.sure) for claim in answer.claims},
        links={(unit[link.source], unit[link.target], kind): probability(link.sure) for link, kind in answer.links},
        restatements=tuple((unit[same.unit], unit[same.of]) for same in answer.restates),
    )


def conclusion_of(closing: Closing, question: Question) -> Conclusion:
    """The closing answer in terms of the claims of the map."""
    return Conclusion(
        tuple(question.shown[n - 1] for n in closing.main), tuple(question.shown[n - 1] for n in closing.cruxes)
    )


def probability(sure: int) -> float:
    """A model's percentage as a probability."""
    return min(sure / 100, MAX_SURE)


def joined(opinions: Iterator[Opinion]) -> Opinion:
    """The opinions on different units as one."""
    read: frozenset[int] = frozenset()
    claims: dict[int, float] = {}
    links: dict[tuple[int, int, Kind], float] = {}
    restatements: list[tuple[int, int]] = []
    for opinion in opinions:
        read |= opinion.read
        claims |= opinion.claims
        links |= opinion.links
        restatements.extend(opinion.restatements)
    return Opinion(read, claims, links, tuple(restatements))
