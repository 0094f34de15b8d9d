"""WebVTT and SRT: transcripts with times; what one person says in cues that follow each other is one post."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from argmap.datatypes import Thread
from argmap.readers.bounds import check_posts
from argmap.readers.drafts import Draft, thread_of
from argmap.readers.losses import with_losses
from argmap.readers.markup.composer import paragraphs
from argmap.settings import Settings

CLOCK = r"(?:\d{1,3}:)?\d\d:\d\d[.,]\d{1,3}"
TIMING = re.compile(rf"^(?P<start>{CLOCK})[ \t]+-->[ \t]+{CLOCK}.*$", re.MULTILINE)
VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+(?P<name>[^>]{1,80})>(?P<words>.*?)(?:</v>|(?=<v[\s.])|$)", re.DOTALL)
NAMED = re.compile(r"(?:>>\s*)?(?:-\s+)?(?P<name>[^\W\d_][^:\n<>!?]{0,40}):\s+(?=\S)|>>\s*")
TAG = re.compile(r"</?[a-zA-Z0-9][^<>]{0,200}>|\{\\an?\d\}")
MOST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Cue:
    """What is said at a time, and by whom where the file names them; `begins` a turn even of the same unnamed voice."""

    at: str
    author: str | None
    words: str
    begins: bool = False


def is_subtitles(text: str) -> bool:
    """Whether a text begins as WebVTT or SRT does."""
    start = text.lstrip("\ufeff\r\n ")[:2000].replace("\r\n", "\n")
    first = TIMING.search(start)
    return first is not None and (
        start.startswith("WEBVTT") or re.fullmatch(r"\s*\d*\s*", start[: first.start()]) is not None
    )


def from_subtitles(text: str, settings: Settings = Settings()) -> Thread:
    """The thread in a transcript: a post a turn, with the time from its beginning (`00:01:30`); each answers the last.

    Raises:
        InputError: more turns than `settings.max_posts`, or none with words.
    """
    cues = list(_cues(text.replace("\r\n", "\n")))
    turns: list[list[Cue]] = []
    for cue in cues:
        known = turns[-1][0].author if turns else None
        if not turns or cue.begins or (cue.author or known) != known:
            turns.append([])
        turns[-1].append(cue)
    check_posts(len(turns), settings)
    drafts = [
        Draft(
            f"t{number}",
            paragraphs(" ".join(cue.words for cue in turn)),
            turn[0].author,
            reply_to=f"t{number - 1}" if number > 1 else None,
            created_at=turn[0].at,
        )
        for number, turn in enumerate(turns, 1)
    ]
    return with_losses(thread_of(drafts), _lines(text.replace("\r\n", "\n")))


def _lines(text: str) -> Iterator[str]:
    """The lines of a file that are words, notes among them: not times, numbers, names and styles."""
    for block in re.split(r"\n[ \t]*\n", text):
        lines = block.strip("\n").split("\n")
        if lines[0].startswith(("WEBVTT", "STYLE", "REGION")):
            continue
        timing = next((i for i, line in enumerate(lines) if TIMING.match(line)), -1)
        for line in lines[timing + 1 :]:
            yield NAMED.sub("", _plain(line), count=1)


def _cues(text: str) -> Iterator[Cue]:
    found = list(TIMING.finditer(text))
    ends = [*(timing.start() for timing in found[1:]), len(text)]
    for timing, end in zip(found, ends, strict=True):
        block = re.split(r"\n[ \t]*\n", text[timing.end() : end].strip("\n"))[0]
        at = _time(timing["start"])
        voices = list(VOICE.finditer(block))
        if voices:
            yield from (Cue(at, " ".join(one["name"].split()), _plain(one["words"])) for one in voices)
            continue
        lines = [line for line in block.split("\n") if not re.fullmatch(r"\s*\d+\s*", line) or line is block]
        yield from _spoken(at, [_plain(line) for line in lines])


def _spoken(at: str, lines: list[str]) -> Iterator[Cue]:
    """The cues of lines, some of which begin with a name."""
    author: str | None = None
    words: list[str] = []
    begins = False
    for line in lines:
        named = NAMED.match(line)
        if named and (named["name"] is None or len(named["name"].split()) <= MOST_WORDS):
            if words:
                yield Cue(at, author, " ".join(words), begins)
            author, words, begins = named["name"], [line[named.end() :]], named["name"] is None
        elif line:
            words.append(line)
    if any(words):
        yield Cue(at, author, " ".join(words), begins)


def _plain(text: str) -> str:
    return " ".join(html.unescape(TAG.sub("", text)).split())


def _time(clock: str) -> str:
    """A time from the beginning as hours, minutes and seconds."""
    *hours, minutes, seconds = clock.replace(",", ".").split(":")
    return f"{int(hours[0]) if hours else 0:02}:{minutes}:{seconds.split('.')[0]}"
