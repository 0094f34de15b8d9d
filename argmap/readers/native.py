"""The native thread, `argmap-thread/1`: JSON -> Thread."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar, cast

from argmap.datatypes import Answer, Break, Dropped, Guess, Post, Quote, Reaction, Source, Thread
from argmap.errors import InputError
from argmap.readers.bounds import check_posts
from argmap.readers.deep_json import parse_json
from argmap.readers.quotes import with_quotes
from argmap.settings import Settings

FORMAT = "argmap-thread/1"
Json = Mapping[str, object]
T = TypeVar("T", str, int, list[object])
JSON_NAMES = {str: "a string", int: "a whole number", list: "a list", dict: "an object", float: "a number"}
UNKNOWN_PARENT = "answers a post that is not in the thread; attached to the first post"


def from_native(document: object, *, name: str = "", settings: Settings = Settings()) -> Thread:
    """The thread that a parsed JSON document describes.

    A `reply_to` that names no post is attached to the first one and counted in `dropped`. Quotes are found
    where a post does not list them.

    Args:
        document: what `json.loads` gave.
        name: what error messages call the file.
        settings: `max_posts` limits its length.

    Raises:
        InputError: too long, or not a native thread; names the place, such as `posts[3].text`.
    """
    try:
        return _thread(_object(document, "the file"), settings)
    except InputError as error:
        raise InputError(error.problem, source=name) from None


def is_native(document: object) -> bool:
    """Whether a JSON document means to be a native thread: it says so, or has posts that are flat and have texts."""
    if not isinstance(document, dict) or not isinstance(posts := document.get("posts"), list):
        return False
    return "format" in document or not any(isinstance(row, dict) for row in posts) or any(map(_is_own, posts))


def _is_own(row: object) -> bool:
    """Whether a post has the native names and kinds; programs of others number theirs, and nest replies."""
    if not isinstance(row, dict) or "text" not in row or type(row.get("id")) in (int, type(None)):
        return False
    return not any(isinstance(row.get(name), list) for name in ("replies", "comments", "children", "answers"))


def read_json(text: str, *, name: str) -> object:
    """The JSON document in a text.

    Raises:
        InputError: broken (with its line), or nested deeper than any thread.
    """
    try:
        return cast(object, parse_json(text))
    except json.JSONDecodeError as error:
        problem = f"broken JSON ({error.msg}, column {error.colno}); save the file again"
        raise InputError(problem, source=name, line=error.lineno) from None
    except RecursionError:
        raise InputError("nested too deeply for a thread; list replies flat, with reply_to", source=name) from None
    except ValueError:
        raise InputError("holds a number too long to read", source=name) from None


def _thread(document: Json, settings: Settings) -> Thread:
    found_format = _optional(document, "format", str, "")
    if found_format not in (None, FORMAT):
        raise InputError(f'its format is {_shown(found_format)}, not "{FORMAT}"; convert it first')
    items = _required(document, "posts", list, "")
    if not items:
        raise InputError("posts is empty; a thread has at least one post")
    check_posts(len(items), settings)
    rows = [_object(item, f"posts[{i}]") for i, item in enumerate(items)]
    posts = tuple(_post(row, f"posts[{i}]") for i, row in enumerate(rows))
    if not any(post.text.strip() for post in posts):
        raise InputError("no post has any text")
    attached, lost = _attached(posts)
    _check_quotes(attached)
    _check_answers(attached)
    missing = {post.id for post, row in zip(posts, rows, strict=True) if row.get("quotes") is None}
    return Thread(
        with_quotes(attached, missing),
        id=_optional(document, "id", str, "") or "thread",
        title=_optional(document, "title", str, "") or None,
        url=_optional(document, "url", str, "") or None,
        dropped=_dropped(document) + ((Dropped("reply", UNKNOWN_PARENT, lost),) if lost else ()),
        notes=_notes(document),
    )


def _dropped(document: Json) -> tuple[Dropped, ...]:
    """What the reader that wrote the file left out."""
    return tuple(
        Dropped(
            _required(row, "what", str, place), _required(row, "why", str, place), _required(row, "count", int, place)
        )
        for row, place in _objects(document, "dropped", "")
    )


def _notes(document: Json) -> tuple[str, ...]:
    """The lines that the reader that wrote the file said."""
    rows = _optional(document, "notes", list, "") or []
    return tuple(_required({"note": row}, "note", str, f"notes[{i}]") for i, row in enumerate(rows))


def _post(row: Json, place: str) -> Post:
    text = _required(row, "text", str, place)
    return Post(
        id=_required(row, "id", str, place),
        text=text,
        author=_optional(row, "author", str, place) or None,
        reply_to=_optional(row, "reply_to", str, place),
        created_at=_optional(row, "created_at", str, place) or None,
        score=_optional(row, "score", int, place),
        quotes=_quotes(row, len(text), place),
        source=_source(row, len(text), place),
        guess=_guess(row, len(text), place),
        reactions=_reactions(row, len(text), place),
        language=_optional(row, "language", str, place) or None,
    )


def _source(row: Json, length: int, place: str) -> Source | None:
    if row.get("source") is None:
        return None
    place = f"{place}.source"
    found = _object(row["source"], place)
    source = Source(_required(found, "start", int, place), _required(found, "end", int, place))
    if source.start < 0 or source.end - source.start != length:
        raise InputError(f"{place} is {source.start} to {source.end}, but the text has {length} characters")
    return source


def _guess(row: Json, length: int, place: str) -> Guess | None:
    if row.get("guess") is None:
        return None
    place = f"{place}.guess"
    found = _object(row["guess"], place)
    start = None if found.get("start") is None else _share(found, "start", place)
    breaks = [
        Break(_required(item, "start", int, where), _share(item, "confidence", where))
        for item, where in _objects(found, "breaks", place)
    ]
    answers = [
        Answer(_required(item, "post", str, where), _share(item, "confidence", where))
        for item, where in _objects(found, "answers", place)
    ]
    if not all(0 < one.start < length for one in breaks):
        raise InputError(f"{place}.breaks has a start outside the text of {length} characters")
    return Guess(start, tuple(breaks), tuple(answers))


def _quotes(row: Json, length: int, place: str) -> tuple[Quote, ...]:
    items = _optional(row, "quotes", list, place) or []
    quotes = [_quote(item, length, f"{place}.quotes[{i}]") for i, item in enumerate(items)]
    return _apart(sorted(quotes, key=lambda quote: quote.start))


def _apart(quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """The quotes without their overlaps: what two of them cover goes to the first, so that no word is lost."""
    found: list[Quote] = []
    for quote in quotes:
        start = max(quote.start, found[-1].end if found else 0)
        if start < quote.end:
            found.append(replace(quote, start=start))
    return tuple(found)


def _quote(item: object, length: int, place: str) -> Quote:
    row = _object(item, place)
    start, end = _required(row, "start", int, place), _required(row, "end", int, place)
    quote = Quote(start, end, _optional(row, "post", str, place))
    if not 0 <= quote.start < quote.end <= length:
        raise InputError(f"{place} is {quote.start} to {quote.end} in a text of {length} characters")
    return quote


def _reactions(row: Json, length: int, place: str) -> tuple[Reaction, ...]:
    return tuple(_reaction(item, length, where) for item, where in _objects(row, "reactions", place))


def _reaction(row: Json, length: int, place: str) -> Reaction:
    start, end = _optional(row, "start", int, place), _optional(row, "end", int, place)
    if (start is None) != (end is None) or not (start is None or end is None or 0 <= start < end <= length):
        raise InputError(f"{place} is {start} to {end} in a text of {length} characters; leave both out for the whole")
    return Reaction(_required(row, "name", str, place), _required(row, "count", int, place), start, end)


def _attached(posts: Sequence[Post]) -> tuple[tuple[Post, ...], int]:
    """The posts with unknown parents replaced by the first post, and how many those were.

    Raises:
        InputError: an id stands twice, or a post answers itself or a later one.
    """
    order: dict[str, int] = {}
    for i, post in enumerate(posts):
        if order.setdefault(post.id, i) != i:
            raise InputError(
                f"posts[{i}].id {_shown(post.id)} is the id of posts[{order[post.id]}] too; ids are unique"
            )
    lost, result = 0, []
    for i, post in enumerate(posts):
        parent = post.reply_to
        if parent is not None and parent not in order:
            lost, parent = lost + 1, posts[0].id if i else None
        elif parent is not None and order[parent] >= i:
            raise InputError(f"posts[{i}].reply_to {_shown(parent)} does not come before it; list posts in order")
        result.append(replace(post, reply_to=parent))
    return tuple(result), lost


def _check_quotes(posts: Sequence[Post]) -> None:
    ids = {post.id for post in posts}
    for i, post in enumerate(posts):
        for j, quote in enumerate(post.quotes):
            if quote.post is not None and quote.post not in ids:
                raise InputError(f"posts[{i}].quotes[{j}].post {_shown(quote.post)} is no post; write null")


def _check_answers(posts: Sequence[Post]) -> None:
    earlier: set[str] = set()
    for i, post in enumerate(posts):
        for answer in post.guess.answers if post.guess else ():
            if answer.post not in earlier:
                raise InputError(f"posts[{i}].guess may answer {_shown(answer.post)}, which is no earlier post")
        earlier.add(post.id)


def _objects(row: Json, key: str, place: str) -> list[tuple[Json, str]]:
    """The objects of a list, each with its place; none where there is no list."""
    names = ((item, f"{place}.{key}[{i}]") for i, item in enumerate(_optional(row, key, list, place) or []))
    return [(_object(item, name), name) for item, name in names]


def _share(row: Json, key: str, place: str) -> float:
    value = row.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise InputError(f"{_path(place, key)} must be a number from 0 to 1")
    return float(value)


def _object(value: object, place: str) -> Json:
    if not isinstance(value, dict):
        raise InputError(f"{place} must be an object, not {_named(value)}")
    return cast(Json, value)


def _required(row: Json, key: str, kind: type[T], place: str) -> T:
    value = _optional(row, key, kind, place)
    if value is None:
        raise InputError(f"{_path(place, key)} is missing; it must be {JSON_NAMES[kind]}")
    return value


def _optional(row: Json, key: str, kind: type[T], place: str) -> T | None:
    value = row.get(key)
    if value is None:
        return None
    if not isinstance(value, kind) or isinstance(value, bool):
        raise InputError(f"{_path(place, key)} must be {JSON_NAMES[kind]}, not {_named(value)}")
    if isinstance(value, str) and any("\ud800" <= char <= "\udfff" for char in value):
        raise InputError(f"{_path(place, key)} holds a lone surrogate; save the file again")
    return value


def _path(place: str, key: str) -> str:
    return f"{place}.{key}" if place else key


def _named(value: object) -> str:
    if value is None:
        return "null"
    return "true or false" if isinstance(value, bool) else JSON_NAMES[type(value)]


def _shown(value: str | None) -> str:
    """A string of the file in quotation marks, on one line and not too long."""
    return json.dumps((value or "")[:60], ensure_ascii=False)
