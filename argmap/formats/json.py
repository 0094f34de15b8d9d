"""The native format, argmap-map/1: a map as JSON and back, nothing lost; and a thread as argmap-thread/1."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from argmap.datatypes import (
    Alternative,
    Answer,
    ArgumentMap,
    Break,
    Claim,
    Crux,
    Dropped,
    Guess,
    Kind,
    Link,
    Post,
    Quote,
    Reaction,
    Run,
    Source,
    Span,
    Stance,
    StanceKind,
    Thread,
    Topic,
)
from argmap.errors import InputError
from argmap.formats.consistency import contradictions
from argmap.formats.records import laid_out
from argmap.formats.schema import check

MAP_FORMAT = "argmap-map/1"
THREAD_FORMAT = "argmap-thread/1"

Record = dict[str, Any]


def to_json(argument_map: ArgumentMap) -> str:
    """The map as argmap-map/1: one post, claim, link or crux a line, so that a diff can be read."""
    return "".join(json_pieces(argument_map))


def json_pieces(argument_map: ArgumentMap) -> Iterator[str]:
    """What `to_json` gives, a record at a time."""
    return laid_out(
        {
            "format": MAP_FORMAT,
            "thread": _with_stances(_thread_record(argument_map.thread), argument_map.stances),
            "topics": map(_topic_record, argument_map.topics),
            "claims": (_claim_record(claim, argument_map) for claim in argument_map.claims),
            "links": map(_link_record, argument_map.links),
            "main": list(argument_map.main),
            "cruxes": map(_crux_record, argument_map.cruxes),
            "run": _run_record(argument_map.run),
        }
    )


def to_native_thread(thread: Thread) -> str:
    """The thread as argmap-thread/1, one post a line."""
    return "".join(laid_out({"format": THREAD_FORMAT, **_thread_record(thread)}))


def from_json(document: str | Mapping[str, Any]) -> ArgumentMap:
    """The map that `to_json` wrote, equal in every field.

    Args:
        document: the text, or what a JSON parser made of it.

    Raises:
        InputError: the text is not JSON, does not fit the schema or contradicts itself.
    """
    record = dict(parse_record(document) if isinstance(document, str) else document)
    if record.get("format") != MAP_FORMAT:
        raise InputError(f'not an argmap map; "format" must be "{MAP_FORMAT}"')
    check(record, "map")
    argument_map = _map(record)
    for problem in contradictions(argument_map):
        raise InputError(f"not a valid argmap map: {problem}")
    return argument_map


def from_native_thread(text: str) -> Thread:
    """The thread that `to_native_thread` wrote, equal in every field, what was dropped included.

    Raises:
        InputError: the text is no such thread.
    """
    record = parse_record(text)
    check(record, "thread")
    return _thread(record)


def _thread_record(thread: Thread) -> Record:
    """The fields of a thread as the native formats have them."""
    return {
        "id": thread.id,
        "title": thread.title,
        "url": thread.url,
        "posts": map(_post_record, thread.posts),
        "dropped": [_dropped_record(dropped) for dropped in thread.dropped],
        **({"notes": list(thread.notes)} if thread.notes else {}),
    }


def _with_stances(thread: Record, stances: Mapping[str, Stance]) -> Record:
    """Add the stance of every post, null where it answers nothing; a map without any is written as before."""
    if not stances:
        return thread
    posts = ({**post, "stance": _stance_record(stances.get(post["id"]))} for post in thread["posts"])
    return {**thread, "posts": posts}


def _stance_record(stance: Stance | None) -> Record | None:
    return (
        None
        if stance is None
        else {"kind": stance.kind.value, "toward": stance.toward, "confidence": stance.confidence}
    )


def _post_record(post: Post) -> Record:
    return {
        "id": post.id,
        "author": post.author,
        "reply_to": post.reply_to,
        "created_at": post.created_at,
        "score": post.score,
        "text": post.text,
        "quotes": [{"start": quote.start, "end": quote.end, "post": quote.post} for quote in post.quotes],
        "source": post.source and {"start": post.source.start, "end": post.source.end},
        "guess": post.guess and _guess_record(post.guess),
        **({"reactions": list(map(_reaction_record, post.reactions))} if post.reactions else {}),
        **({"language": post.language} if post.language else {}),
    }


def _reaction_record(reaction: Reaction) -> Record:
    return {"name": reaction.name, "count": reaction.count, "start": reaction.start, "end": reaction.end}


def _guess_record(guess: Guess) -> Record:
    return {
        "start": guess.start,
        "breaks": [{"start": place.start, "confidence": place.confidence} for place in guess.breaks],
        "answers": [{"post": answer.post, "confidence": answer.confidence} for answer in guess.answers],
    }


def _claim_record(claim: Claim, argument_map: ArgumentMap) -> Record:
    return {
        "id": claim.id,
        "text": claim.text,
        "mentions": [_span_record(span) for span in claim.mentions],
        "base_score": claim.base_score,
        "strength": argument_map.strengths[claim.id],
        "main": claim.id in argument_map.main,
        "directions": list(claim.directions),
        "supports": list(argument_map.supports[claim.id]),
        "objections": list(argument_map.objections[claim.id]),
        "cruxes": list(argument_map.claim_cruxes.get(claim.id, ())),
        "headings": list(claim.headings),
        "agreements": [_span_record(span) for span in claim.agreements],
        **({} if claim.marked is None else {"marked": claim.marked}),
    }


def _span_record(span: Span) -> Record:
    return {"post": span.post, "start": span.start, "end": span.end}


def _topic_record(topic: Topic) -> Record:
    return {"slug": topic.slug, "name": topic.name, "own": topic.own}


def _link_record(link: Link) -> Record:
    return {
        "id": link.id,
        "source": link.source,
        "target": link.target,
        "kind": link.kind.value,
        "confidence": link.confidence,
        **({"alternatives": list(map(_alternative_record, link.alternatives))} if link.alternatives else {}),
    }


def _alternative_record(alternative: Alternative) -> Record:
    return {"target": alternative.target, "kind": alternative.kind.value, "confidence": alternative.confidence}


def _crux_record(crux: Crux) -> Record:
    return {
        "claim": crux.claim,
        "about": crux.about,
        "score": crux.score,
        "swing": crux.swing,
        "contest": crux.contest,
        "flips": crux.flips,
        "double": crux.double,
        "held": crux.held,
        "fell": crux.fell,
        "for": list(crux.for_),
        "against": list(crux.against),
        **({} if crux.likelihood is None else {"likelihood": crux.likelihood}),
    }


def _run_record(run: Run) -> Record:
    return {
        "argmap": run.argmap,
        "backend": run.backend,
        "models": dict(run.models),
        "settings": dict(run.settings),
        "dropped": [_dropped_record(dropped) for dropped in run.dropped],
        **({"cost": dict(run.cost)} if run.cost else {}),
    }


def _dropped_record(dropped: Dropped) -> Record:
    return {"what": dropped.what, "why": dropped.why, "count": dropped.count}


def parse_record(text: str) -> Record:
    """The object that a JSON text holds.

    Raises:
        InputError: the text is not JSON, or holds no object.
    """
    try:
        value = json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise InputError(f"broken JSON ({error.msg}, column {error.colno}); repair it", line=error.lineno) from None
    except RecursionError:
        raise InputError("the JSON is nested too deeply to be an argmap map") from None
    except ValueError as error:
        raise InputError(f"the JSON holds a number that cannot be read ({error})") from None
    if not isinstance(value, dict):
        raise InputError("not an argmap map; the top level must be an object")
    return value


def _refuse(constant: str) -> float:
    raise ValueError(f"{constant} is not JSON")


def _map(record: Record) -> ArgumentMap:
    claims = record["claims"]
    return ArgumentMap(
        thread=_thread(record["thread"]),
        claims=tuple(_claim(item) for item in claims),
        links=tuple(_link(item) for item in record["links"]),
        strengths={item["id"]: float(item["strength"]) for item in claims},
        main=tuple(record.get("main", (item["id"] for item in claims if item["main"]))),
        cruxes=tuple(_crux(item) for item in record["cruxes"]),
        claim_cruxes={item["id"]: tuple(item["cruxes"]) for item in claims},
        run=_run(record["run"]),
        topics=tuple(Topic(item["slug"], item["name"], item["own"]) for item in record.get("topics", ())),
        stances={
            post["id"]: Stance(StanceKind(found["kind"]), found["toward"], float(found["confidence"]))
            for post in record["thread"]["posts"]
            if (found := post.get("stance"))
        },
    )


def _thread(record: Record) -> Thread:
    return Thread(
        posts=tuple(_post(item) for item in record["posts"]),
        id=record.get("id", "thread"),
        title=record.get("title"),
        url=record.get("url"),
        dropped=_dropped(record.get("dropped", ())),
        notes=tuple(record.get("notes", ())),
    )


def _post(record: Record) -> Post:
    score, source, guess = record.get("score"), record.get("source"), record.get("guess")
    return Post(
        id=record["id"],
        text=record["text"],
        author=record.get("author"),
        reply_to=record.get("reply_to"),
        created_at=record.get("created_at"),
        score=None if score is None else int(score),
        quotes=tuple(
            Quote(int(quote["start"]), int(quote["end"]), quote.get("post")) for quote in record.get("quotes", ())
        ),
        source=source and Source(int(source["start"]), int(source["end"])),
        guess=None if guess is None else _guess(guess),
        reactions=tuple(map(_reaction, record.get("reactions", ()))),
        language=record.get("language"),
    )


def _reaction(record: Record) -> Reaction:
    start, end = record.get("start"), record.get("end")
    if start is None or end is None:
        return Reaction(record["name"], int(record["count"]))
    return Reaction(record["name"], int(record["count"]), int(start), int(end))


def _guess(record: Record) -> Guess:
    start = record.get("start")
    return Guess(
        None if start is None else float(start),
        tuple(Break(int(item["start"]), float(item["confidence"])) for item in record.get("breaks", ())),
        tuple(Answer(item["post"], float(item["confidence"])) for item in record.get("answers", ())),
    )


def _claim(record: Record) -> Claim:
    return Claim(
        id=record["id"],
        text=record["text"],
        mentions=tuple(map(_span, record["mentions"])),
        base_score=float(record["base_score"]),
        directions=tuple(record["directions"]),
        headings=tuple(record.get("headings", ())),
        marked=record.get("marked"),
        agreements=tuple(map(_span, record.get("agreements", ()))),
    )


def _span(record: Record) -> Span:
    return Span(record["post"], int(record["start"]), int(record["end"]))


def _link(record: Record) -> Link:
    return Link(
        record["id"],
        record["source"],
        record["target"],
        Kind(record["kind"]),
        float(record["confidence"]),
        tuple(
            Alternative(item["target"], Kind(item["kind"]), float(item["confidence"]))
            for item in record.get("alternatives", ())
        ),
    )


def _crux(record: Record) -> Crux:
    numbers = {key: float(record[key]) for key in ("score", "swing", "contest", "held", "fell")}
    return Crux(
        claim=record["claim"],
        about=record["about"],
        flips=record["flips"],
        double=record["double"],
        for_=tuple(record["for"]),
        against=tuple(record["against"]),
        likelihood=None if record.get("likelihood") is None else float(record["likelihood"]),
        **numbers,
    )


def _run(record: Record) -> Run:
    return Run(
        argmap=record["argmap"],
        backend=record["backend"],
        models=dict(record["models"]),
        settings=dict(record["settings"]),
        dropped=_dropped(record["dropped"]),
        cost=dict(record.get("cost", {})),
    )


def _dropped(records: Iterable[Record]) -> tuple[Dropped, ...]:
    return tuple(Dropped(item["what"], item["why"], int(item["count"])) for item in records)
