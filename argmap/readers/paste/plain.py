"""Plain pasted text -> Thread: by its marks where it has some, by cues where it lost all structure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from argmap.datatypes import Answer, Break, Dropped, Guess, Post, Source, Thread
from argmap.readers.bounds import check_posts
from argmap.readers.paste.boundaries import Starts, find_starts
from argmap.readers.paste.lines import Stretch, join_paragraphs, split_lines
from argmap.readers.paste.marks import Mark, find_marks
from argmap.readers.paste.replies import find_replies
from argmap.readers.paste.spoken import weighed
from argmap.readers.quotes import with_quotes
from argmap.readers.turns import find_turns
from argmap.readers.turns.turn import FURNITURE, Turns
from argmap.settings import Settings

PINGBACK = re.compile(r"[-*•] .{0,300}\d{1,2} \w{3,9} \d{4} \d{1,2}:\d\d UTC; [-−]?\d+ points?\)")
COMMENTS = re.compile(r"(?:\d+ )?(?:comments?|replies|answers)(?: sorted by .{1,40})?:?$", re.IGNORECASE)
BUTTON = re.compile(
    r"(?:reply|share|permalink|link|parent|report|save|edit|like|give award|\[[-+–]\]|level \d+|[▲▼△▽]+)$",
    re.IGNORECASE,
)
LONGEST_TITLE = 120
NOTICES = ("line", "a notice of the program, or a message without words")
LINKS_HERE = "links of other pages to this one, no part of the discussion"


UNLIKELY = 0.1
"""Probability below which a place is not worth a reader's look as the start of a post; as an answer likewise."""
MOST_ANSWERS = 5
FEWER, FEWER_CLEAR = 2, 6
"""How many times more posts the words must show than the marks do, for the marks to be passed over."""
SETTLED = Guess()


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the file that is one post."""

    start: int
    end: int
    author: str | None = None
    score: int | None = None
    guess: Guess = SETTLED
    created_at: str | None = None


def from_plain(text: str, settings: Settings = Settings()) -> Thread:
    """The thread in a pasted text; each post's text is exactly the slice that its `source` names.

    A line that looks like a title is kept as the thread's title and is part of no post. Authors are known only where
    the paste names them; what each post answers is a guess, unless it quotes or addresses another.

    Raises:
        InputError: more posts than `settings.max_posts`.
    """
    if (turns := find_turns(text)) is not None:
        return weighed(_from_turns(turns, text, settings), text, turns.notices)
    lines = split_lines(text)
    marks = find_marks(lines)
    title = lines[0] if _has_title(lines, marks) else None
    body, marks = (lines[1:], find_marks(lines[1:])) if title else (lines, marks)
    pingbacks = sum(PINGBACK.match(line.text) is not None for line in body)
    marked = _marked_pieces(body, marks)
    check_posts(len(marked or ()), settings)  # before the rest is done: posts without marks would have to be still more
    flat = _flat_pieces(body, text)
    if marked is not None and _too_few(marked, flat):
        marked = None
    pieces = flat if marked is None else marked
    check_posts(len(pieces), settings)
    posts = _answered(_posts(pieces, text))
    if not posts:
        posts = (Post("p1", text, source=Source(0, len(text))),)
    dropped = (Dropped("pingback", LINKS_HERE, pingbacks),) if pingbacks and marked is None else ()
    thread = Thread(posts, title=title.text.lstrip("# ") if title else None, dropped=dropped)
    links = [line for line in lines if PINGBACK.match(line.text)] if dropped else []
    return weighed(thread, text, links)


def _from_turns(found: Turns, text: str, settings: Settings) -> Thread:
    """The thread of a text that says who speaks where; what a post answers is guessed where the text does not say."""
    check_posts(len(found.turns), settings)
    pieces = [Piece(turn.start, turn.end, turn.author, turn.score, created_at=turn.created_at) for turn in found.turns]
    posts = _posts(pieces, text)
    known = all(turn.opens or turn.above is not None for turn in found.turns)
    guessed = posts if known else _answered(posts)
    settled = tuple(
        replace(post, reply_to=None if turn.above is None else posts[turn.above].id)
        if turn.opens or turn.above is not None
        else guess
        for post, guess, turn in zip(posts, guessed, found.turns, strict=True)
    )
    dropped = (Dropped(*NOTICES, len(found.notices)),) if found.notices else ()
    return Thread(settled, title=found.title, dropped=dropped)


def _has_title(lines: Sequence[Stretch], marks: Sequence[Mark]) -> bool:
    """Whether the first line looks like a title: short, without a final stop, above something longer."""
    if len(lines) < 2 or len(lines[0].text) > LONGEST_TITLE:
        return False
    if lines[0].text.startswith((">", "@")) or re.search(r"[.!:;,…]$", lines[0].text):
        return False
    mark = next(iter(marks), None)
    if mark is not None and (mark.line == 0 or (mark.author and mark.line == 1)):
        return mark.line == 1
    return len(lines[1].text) > 1.5 * len(lines[0].text) or lines[1].gap > 0


def _marked_pieces(lines: Sequence[Stretch], marks: Sequence[Mark]) -> list[Piece] | None:
    """The posts between the marks, or None where there are no marks; what stands above the first mark is a post."""
    if not marks:
        return None
    ends = [mark.line for mark in marks[1:]] + [len(lines)]
    pieces = [_trimmed(lines, mark.body, end) for mark, end in zip(marks, ends, strict=True)]
    kept = [
        Piece(max(mark.start, piece.start), piece.end, mark.author, mark.score)
        for mark, piece in zip(marks, pieces, strict=True)
        if piece
    ]
    opening = _trimmed(lines, 0, marks[0].line)
    return [opening, *kept] if opening else kept


def _too_few(marked: Sequence[Piece], flat: Sequence[Piece]) -> bool:
    """Whether marks part a text into so few posts that they must be something else, such as a rule within one post."""
    clear = any(piece.author or piece.score is not None for piece in marked)
    return len(flat) > (FEWER_CLEAR if clear else FEWER) * len(marked)


def _trimmed(lines: Sequence[Stretch], first: int, end: int) -> Piece | None:
    """The lines from first to end as one piece, without the buttons of a page around them."""
    while first < end and _is_furniture(lines[first].text):
        first += 1
    while first < end and (
        _is_furniture(lines[end - 1].text)
        or (end - 1 > first and lines[end - 1].text.isdigit() and _is_furniture(lines[end - 2].text))
    ):
        end -= 1
    return Piece(lines[first].start, lines[end - 1].end) if first < end else None


def _is_furniture(text: str) -> bool:
    """Whether a line is of the page around a post; a number alone may be someone's answer."""
    return any(kind.match(text) for kind in (BUTTON, COMMENTS)) or (
        not text[-1:].isdigit() and bool(FURNITURE.match(text))
    )


def _flat_pieces(lines: Sequence[Stretch], text: str) -> list[Piece]:
    """The posts of a text without marks: the first ends at a list of pingbacks or a count of comments, if any."""
    if not lines:
        return []
    cuts = {i for i, line in enumerate(lines) if PINGBACK.match(line.text) or COMMENTS.match(line.text)}
    cut = min((i for i in cuts if i > 0), default=None)
    below = cut
    while below is not None and below in cuts:
        below += 1
    first = join_paragraphs(lines[:cut], text)
    rest = join_paragraphs(lines[below:], text) if below is not None else []
    paragraphs = [*first, *rest]
    starts = find_starts(
        [p.text for p in paragraphs], [p.gap for p in paragraphs], post_end=len(first) if rest else None
    )
    ends = [*starts.indices[1:], len(paragraphs)]
    return [
        Piece(paragraphs[a].start, paragraphs[b - 1].end, guess=_guess(paragraphs, a, b, starts))
        for a, b in zip(starts.indices, ends, strict=True)
    ]


def _guess(paragraphs: Sequence[Stretch], first: int, end: int, starts: Starts) -> Guess:
    """How sure it is that the paragraphs from first to end are one post."""
    breaks = tuple(
        Break(paragraphs[i].start - paragraphs[first].start, round(starts.confidence[i], 3))
        for i in range(first + 1, end)
        if starts.confidence[i] >= UNLIKELY
    )
    return Guess(round(starts.confidence[first], 3) if first else None, breaks)


def _posts(pieces: Sequence[Piece], text: str) -> tuple[Post, ...]:
    posts = tuple(
        Post(
            f"p{i}",
            text[piece.start : piece.end],
            author=piece.author,
            created_at=piece.created_at,
            score=piece.score,
            source=Source(piece.start, piece.end),
            guess=piece.guess,
        )
        for i, piece in enumerate(pieces, 1)
    )
    return with_quotes(posts, {post.id for post in posts})


def _answered(posts: tuple[Post, ...]) -> tuple[Post, ...]:
    """The posts, each with what it answers."""
    return tuple(
        replace(post, reply_to=answers[0].post if answers else None, guess=_with_answers(post.guess, answers))
        for post, answers in zip(posts, answers_of(posts), strict=True)
    )


def _with_answers(guess: Guess | None, answers: tuple[Answer, ...]) -> Guess | None:
    """The guess with the answers, or None where nothing was guessed."""
    settled = all(answer.confidence == 1 for answer in answers)
    found = replace(guess or SETTLED, answers=() if settled else answers)
    return None if found == SETTLED else found


def answers_of(posts: Sequence[Post]) -> list[tuple[Answer, ...]]:
    """For each post what it may answer, the likeliest first; the first post answers nothing."""
    return [
        tuple(
            Answer(posts[index].id, round(share, 3))
            for rank, (index, share) in enumerate(ranked.items())
            if rank == 0 or (rank < MOST_ANSWERS and share >= UNLIKELY)
        )
        for ranked in find_replies(posts)
    ]
