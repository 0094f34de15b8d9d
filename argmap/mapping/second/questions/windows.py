"""The questions about the units of a thread: a post's units, numbered, under those that they may answer.

A question is made from the thread alone, never from earlier answers: so all of them can be read, counted and priced
before anything is sent, and a comment that is added later changes none of the others.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from argmap.datatypes import Post, Thread, Unit
from argmap.mapping.second.questions.lines import Names, quoted
from argmap.stages import FloatArray, Question

ASKED_CHARACTERS, ASKED_UNITS = 2500, 20
CONTEXT_CHARACTERS = 3000
"""With the instructions and the answer this stays within 4,096 tokens of English, the least that servers offer."""
FULL = 60
"""A page with less room than this takes no more."""
LONGEST, LONGEST_CONTEXT = 1000, 400
AHEAD = 4
"""Units of the same post that are shown on either side of those asked about, before what else there is room for."""
QUOTED = 0.7
"""Share of the shorter one's words that a quote and a unit have in common where the quote repeats the unit."""
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Board:
    """The units of a thread with what tells which of them belong together.

    Attributes:
        thread: where they stand.
        units: in reading order.
        vectors: rows of unit length, shape (units, d).
        main: the units that give the opening post's main claims.
    """

    thread: Thread
    units: Sequence[Unit]
    vectors: FloatArray
    main: Sequence[int]

    @cached_property
    def of_post(self) -> dict[str, list[int]]:
        """The units of each post."""
        found: dict[str, list[int]] = defaultdict(list)
        for i, unit in enumerate(self.units):
            found[unit.span.post].append(i)
        return found

    @cached_property
    def place(self) -> dict[str, int]:
        """The place of each post in the thread."""
        return {post.id: n for n, post in enumerate(self.thread.posts)}


def questions_of(board: Board) -> list[Question]:
    """The questions about every unit of a thread, in reading order; each unit is asked about once."""
    return [
        question_about(board, post, asked)
        for post in board.thread.posts
        for asked in portions(board, board.of_post.get(post.id, []))
    ]


def portions(board: Board, members: Sequence[int]) -> Iterator[list[int]]:
    """The units of a post in runs that can be asked about at once."""
    run: list[int] = []
    length = 0
    for i in members:
        size = min(len(board.units[i].text), LONGEST)
        if run and (len(run) == ASKED_UNITS or length + size > ASKED_CHARACTERS):
            yield run
            run, length = [], 0
        run.append(i)
        length += size
    if run:
        yield run


def question_about(board: Board, post: Post, asked: Sequence[int]) -> Question:
    """The question about a run of units of one post."""
    shown = sorted({*asked, *context(board, post, asked)})
    number = {i: n for n, i in enumerate(shown, start=1)}
    first, last = number[asked[0]], number[asked[-1]]
    text = "\n".join(lines_of(board, post, asked, number))
    return Question(text=text, shown=tuple(shown), first=first, last=last)


def context(board: Board, post: Post, asked: Sequence[int]) -> list[int]:
    """The units shown beside those asked about, the likeliest targets first, as long as there is room."""
    chosen: list[int] = []
    seen = set(asked)
    room = CONTEXT_CHARACTERS
    for i in likely_targets(board, post, asked):
        size = min(len(board.units[i].text), LONGEST_CONTEXT)
        if i not in seen and size <= room:
            chosen.append(i)
            room -= size
        seen.add(i)
        if room < FULL:
            break
    return chosen


def likely_targets(board: Board, post: Post, asked: Sequence[int]) -> Iterator[int]:
    """What the post quotes, the main claims so far, the rest of the post, what it answers, and the posts above."""
    own = board.of_post[post.id]
    before, after = [i for i in own if i < asked[0]], [i for i in own if i > asked[-1]]
    yield from quoted_units(board, post)
    yield from (i for i in board.main if i < asked[0])
    yield from reversed(before[-AHEAD:])
    yield from after[:AHEAD]
    for above in posts_above(board, post):
        yield from most_alike(board, board.of_post.get(above.id, []), asked)
    yield from reversed(before)
    yield from after


def quoted_units(board: Board, post: Post) -> Iterator[int]:
    """The units whose words the post quotes."""
    for quote in post.quotes:
        words = set(WORD.findall(post.text[quote.start : quote.end].lower()))
        for i in board.of_post.get(quote.post or "", []):
            other = set(WORD.findall(board.units[i].text.lower()))
            least = min(len(words), len(other))
            if i < board.of_post[post.id][0] and least and len(words & other) / least >= QUOTED:
                yield i


def posts_above(board: Board, post: Post) -> Iterator[Post]:
    """The post that it answers, the ones above that, and the opening post; the ones before it where it answers none."""
    posts, by_id, above = board.thread.posts, board.thread.by_id, post.reply_to
    if above is None:
        yield from (posts[i] for i in range(board.place[post.id] - 1, -1, -1))
        return
    seen: set[str] = set()
    while above in by_id and above not in seen:
        seen.add(above)
        yield by_id[above]
        above = by_id[above].reply_to or ""
    yield posts[0]


def most_alike(board: Board, pool: Sequence[int], asked: Sequence[int]) -> list[int]:
    """The pool, most like any of the units asked about first."""
    if not pool:
        return []
    likeness = (board.vectors[list(pool)] @ board.vectors[list(asked)].T).max(axis=1)
    return [pool[k] for k in sorted(range(len(pool)), key=lambda k: (-round(float(likeness[k]), 6), k))]


def lines_of(board: Board, post: Post, asked: Sequence[int], number: Mapping[int, int]) -> Iterator[str]:
    """The text of a question, line by line."""
    names = Names()
    if board.thread.title:
        yield f"THREAD: {quoted(board.thread.title, LONGEST_CONTEXT)}"
    earlier = [i for i in number if board.units[i].span.post != post.id]
    if earlier:
        yield "\nEARLIER"
    for name in dict.fromkeys(board.units[i].span.post for i in earlier):
        yield names.header(board.thread.by_id[name])
        yield from (numbered(board, i, number, LONGEST_CONTEXT) for i in earlier if board.units[i].span.post == name)
    main = [f"[{number[i]}]" for i in board.main if i in number and i not in asked]
    if main:
        yield f"Perhaps the main claims so far: {' '.join(main)}"
    yield "\nREAD NOW"
    yield names.header(post)
    rest = [i for i in number if board.units[i].span.post == post.id]
    yield from (numbered(board, i, number, LONGEST_CONTEXT, "not asked: ") for i in rest if i < asked[0])
    yield from asked_lines(board, post, asked, number)
    yield from (numbered(board, i, number, LONGEST_CONTEXT, "not asked: ") for i in rest if i > asked[-1])
    yield f"\nAnswer about [{number[asked[0]]}] to [{number[asked[-1]]}]."


def asked_lines(board: Board, post: Post, asked: Sequence[int], number: Mapping[int, int]) -> Iterator[str]:
    """The units asked about, with the quotes, headings and fragments that stand between them."""
    own = board.of_post[post.id]
    start = 0 if asked[0] == own[0] else board.units[asked[0]].span.start
    end = len(post.text) if asked[-1] == own[-1] else board.units[asked[-1]].span.end
    pieces = [(board.units[i].span.start, board.units[i].span.end, numbered(board, i, number, LONGEST)) for i in asked]
    for quote in post.quotes:
        words = quoted(post.text[quote.start : quote.end], LONGEST_CONTEXT)
        pieces.append((quote.start, quote.end, f"    quotes: {words}"))
    for first, last, line in sorted(pieces):
        if first >= end or last <= start:
            continue
        yield from between(post.text[start:first])
        yield line
        start = max(start, last)
    yield from between(post.text[start:end])


def between(text: str) -> Iterator[str]:
    """What stands between two units, where it has words."""
    if len(WORD.findall(text)) > 1:
        yield f"    between: {quoted(text, LONGEST_CONTEXT)}"


def numbered(board: Board, i: int, number: Mapping[int, int], longest: int, mark: str = "") -> str:
    """The line of a unit."""
    return f"[{number[i]}] {mark}{quoted(board.units[i].text, longest)}"
