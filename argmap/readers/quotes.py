"""Finding the stretches of a post that repeat an earlier post's words."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from argmap.datatypes import Post, Quote

WORD = re.compile(r"[^\W_]+(?:['’ʼ`´][^\W_]+)*")
APOSTROPHES = str.maketrans("’ʼ`´", "''''")
MARKED = re.compile(
    r"^(?:[^\n>]{1,160}\b(?:wrote|writes|said):[ \t]*\r?\n(?:[ \t]*\r?\n)?)?[ \t]*>.*(?:\r?\n[ \t]*>.*)*", re.MULTILINE
)
"""Lines with `>`, and the "Ann wrote:" above them: it says whose words they are and asserts nothing."""
SAID = re.compile(r"^[ \t]*[\"“](?P<words>[^\"“”\n]{8,2000})[\"”][ \t]*$", re.MULTILINE)
"""A line that is all in quotation marks: a quotation, if most of its words stand in an earlier post."""
BLOCK = re.compile(r"^[ \t]*(?:\"[^\"“”]{8,4000}\"|“[^“”]{8,4000}”)[ \t\r]*$", re.MULTILINE)
"""Lines that are all in one pair of quotation marks: a source, such as an article that was pasted."""
BLOCK_WORDS = 8
MOST = 0.8
RUN = 8
"""Words that must stand in an earlier post in the same order; shorter runs are common by chance."""
MARKED_RUN = 3
"""The same for words that `>` already marks as a quotation: only whose they are is open."""
REMEMBERED = 8
"""Posts remembered for a run of words: text that everyone repeats (a signature) must not cost a square."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a post as they are compared, and where each stands."""

    forms: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


Places = list[tuple[int, int]]
"""Where a run of words stands: the index of the post, and of its first word in it; oldest first."""


def with_quotes(
    posts: Sequence[Post], missing: set[str], marked: Mapping[str, Sequence[Quote]] | None = None
) -> tuple[Post, ...]:
    """The posts, those in `missing` with the quotes found in them.

    Works in time near linear in the words of the thread. A stretch that itself repeats another post is no
    origin: the words belong to whoever said them first.

    Args:
        posts: in reading order; a quote's origin always comes earlier.
        missing: ids of the posts whose quotes are unknown.
        marked: where the source of a post marks quotations, in order; whose words each is may be known or not. The
            lines with `>` of posts that are not in it count as marked.
    """
    finder, marks = _Finder(posts), marked or {}
    return tuple(
        replace(post, quotes=finder.quotes(i, marks.get(post.id))) if post.id in missing else finder.passed(i)
        for i, post in enumerate(posts)
    )


def blocks_of(text: str) -> list[Quote]:
    """The blocks of a post that stand in quotation marks, of unknown origin; none where the post is nothing else."""
    found = [Quote(*match.span()) for match in BLOCK.finditer(text) if len(match[0].split()) >= BLOCK_WORDS]
    length = sum(quote.end - quote.start for quote in found)
    return found if found and len(text.strip()) > length + len(found) else []


def words_of(text: str) -> Words:
    """The words of a text, indifferent to case, space, punctuation and the shape of an apostrophe."""
    found = list(WORD.finditer(text))
    return Words(
        tuple(match[0].lower().translate(APOSTROPHES) for match in found),
        tuple(match.start() for match in found),
        tuple(match.end() for match in found),
    )


class _Finder:
    """What has been read so far: the words of each post and where each run of them stands."""

    def __init__(self, posts: Sequence[Post]) -> None:
        self.posts = posts
        self.index_of = {post.id: i for i, post in enumerate(posts)}
        self.words: list[Words] = []
        self.runs: dict[tuple[str, ...], Places] = {}
        self.marked_runs: dict[tuple[str, ...], Places] = {}

    def quotes(self, index: int, marks: Sequence[Quote] | None = None) -> tuple[Quote, ...]:
        """The quotes of the next post, which is then read itself."""
        post, words = self.posts[index], words_of(self.posts[index].text)
        self.words.append(words)
        if marks is None:
            marks = [Quote(*match.span()) for match in MARKED.finditer(post.text)]
        marked = [mark if mark.post else self._marked(index, mark.start, mark.end) for mark in marks]
        marked = self._with_said(index, marked)
        runs = [quote for quote in self._repeated(index) if not _overlaps(quote.start, quote.end, marked)]
        quotes = sorted(marked + runs, key=lambda quote: quote.start)
        self._remember(index, tuple(quotes))  # a source's words stand here first: who repeats them quotes this post
        blocks = [quote for quote in blocks_of(post.text) if not _overlaps(quote.start, quote.end, quotes)]
        return tuple(sorted(quotes + blocks, key=lambda quote: quote.start))

    def passed(self, index: int) -> Post:
        """The next post, whose quotes are known, after its words were noted."""
        self.words.append(words_of(self.posts[index].text))
        self._remember(index, self.posts[index].quotes)
        return self.posts[index]

    def _remember(self, index: int, quotes: tuple[Quote, ...]) -> None:
        words = self.words[index]
        own = [i for i, start in enumerate(words.starts) if not _overlaps(start, start + 1, quotes)]
        for runs, size in ((self.runs, RUN), (self.marked_runs, MARKED_RUN)):
            for first, last in zip(own, islice(own, size - 1, None), strict=False):
                if last - first == size - 1:
                    places = runs.setdefault(words.forms[first : last + 1], [])
                    if len(places) < REMEMBERED and (not places or places[-1][0] != index):
                        places.append((index, first))

    def _repeated(self, index: int) -> list[Quote]:
        words, above, found, i = self.words[index], self._above(index), [], 0
        while i + RUN <= len(words.forms):
            places = self.runs.get(words.forms[i : i + RUN])
            if not places:
                i += 1
                continue
            origin, at = _preferred(places, above)
            length = _common(words.forms, i, self.words[origin].forms, at)
            found.append(Quote(words.starts[i], words.ends[i + length - 1], self.posts[origin].id))
            i += length
        return found

    def _with_said(self, index: int, marked: list[Quote]) -> list[Quote]:
        """The marked quotes, and the lines in quotation marks that repeat an earlier post."""
        found = [self._marked(index, *match.span(), MOST) for match in SAID.finditer(self.posts[index].text)]
        said = [quote for quote in found if quote.post and not _overlaps(quote.start, quote.end, marked)]
        return sorted(marked + said, key=lambda quote: quote.start)

    def _marked(self, index: int, start: int, end: int, least: float = 0.0) -> Quote:
        """The quote that is marked from start to end, and the post where most of its runs stand, if any does.

        Args:
            index: the post with the quote.
            start: where it begins.
            end: where it ends.
            least: the share of its runs that must stand in one post for it to be taken from there.
        """
        forms, above = words_of(self.posts[index].text[start:end]).forms, self._above(index)
        votes: dict[int, int] = {}
        for i in range(len(forms) - MARKED_RUN + 1):
            for origin, _ in self.marked_runs.get(forms[i : i + MARKED_RUN], ()):
                votes[origin] = votes.get(origin, 0) + 1
        if not votes or max(votes.values()) <= least * (len(forms) - MARKED_RUN + 1):
            return Quote(start, end)
        best = max(votes, key=lambda origin: (votes[origin], origin in above, origin))
        return Quote(start, end, self.posts[best].id)

    def _above(self, index: int) -> frozenset[int]:
        """The three nearest posts above this one in the reply tree; climbing on would cost a square."""
        found: list[int] = []
        parent = self.posts[index].reply_to
        while parent is not None and len(found) < 3:
            found.append(self.index_of[parent])
            parent = self.posts[found[-1]].reply_to
        return frozenset(found)


def _preferred(places: Places, above: frozenset[int]) -> tuple[int, int]:
    """A post above the quoting one where there is one, else the most recent."""
    return max(places, key=lambda place: (place[0] in above, place[0]))


def _common(ours: Sequence[str], i: int, theirs: Sequence[str], j: int) -> int:
    length = RUN
    while i + length < len(ours) and j + length < len(theirs) and ours[i + length] == theirs[j + length]:
        length += 1
    return length


def _overlaps(start: int, end: int, quotes: Sequence[Quote]) -> bool:
    """Whether a stretch shares a character with one of some quotes, which are in order."""
    at = bisect_left(quotes, end, key=lambda quote: quote.start) - 1
    return at >= 0 and start < quotes[at].end
