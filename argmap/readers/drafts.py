"""Posts as a site has them -> Thread: ids once, parents before replies, nothing lost in silence."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from argmap.datatypes import Dropped, Post, Quote, Reaction, Thread
from argmap.errors import InputError
from argmap.readers.markup.composer import Body
from argmap.readers.quotes import with_quotes

Losses = Counter[tuple[str, str]]
"""How often what was lost, and why."""

DELETED = ("post", "deleted on the site; its replies were attached to what it answered")
RETRACTED = ("post", "retracted by its author; its replies were attached to what it answered")
STRUCK = ("character", "struck out by its author, and so not read")
SHUT = ("post", "folded to one line on the saved page: unfold it before you save")
EMPTY = ("post", "without words (an image, a video or a link); its replies were attached to what it answered")
TWICE = ("post", "the same id as an earlier one")
UNKNOWN_PARENT = ("reply", "answers a post that is not in the thread; attached to the first post")
RING = ("reply", "stands in a ring of replies; attached to the first post")
NOTICE = ("post", "a notice of the site (closed, joined, pinned, renamed), not someone's words")
MISSING = ("post", "counted by the site, but not in the file: load all of the thread before you save it")
UNREADABLE = ("post", "not in the shape that the site writes")
UNPLACED = ("reaction", "the words that it marks are not in the post; kept for the whole post")
NO_REPLIES = ("reply", "no column says what a row answers: taken to answer what it quotes, else the first row")
NO_OPENING = ("post", "what the comments answer is not in the file; only its title is known")


@dataclass(frozen=True, slots=True)
class Mark:
    """A reaction as a site tells it: the words marked, or None for the whole post."""

    name: str
    count: int
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A post as a site tells it; `reply_to` may name anything, and what was deleted still holds its replies."""

    id: str
    body: Body
    author: str | None = None
    reply_to: str | None = None
    created_at: str | None = None
    score: int | None = None
    reactions: tuple[Mark, ...] = ()
    deleted: bool = False
    folded: bool = False
    retracted: bool = False

    @property
    def gone(self) -> tuple[str, str] | None:
        """Why it has no post of its own; None where it has one."""
        if self.deleted:
            return DELETED
        if self.retracted:
            return RETRACTED
        return None if self.body.text.strip() else SHUT if self.folded else EMPTY

    def answering(self, parent: str | None) -> "Draft":
        """The draft with another parent; itself where it is the same."""
        return self if self.reply_to == parent else replace(self, reply_to=parent)


def thread_of(
    drafts: Iterable[Draft],
    *,
    id: str | None = None,
    title: str | None = None,
    url: str | None = None,
    lost: Losses | None = None,
) -> Thread:
    """The thread that drafts make; every draft that is left out and every reply that is moved is counted.

    Args:
        drafts: in the order of the site.
        id: the site's name for the thread.
        title: its title.
        url: its address.
        lost: what the reader already knows to be lost.

    Raises:
        InputError: no draft has words.
    """
    losses: Losses = Counter(lost or {})
    unique = _unique(drafts, losses)
    kept = _kept(unique, losses)
    if not kept:
        raise InputError("no post in it has any words; save the whole thread, with its comments")
    ordered = _ordered(_attached(kept, losses))
    posts = tuple(_post(draft, losses) for draft in ordered)
    quoted = with_quotes(posts, {post.id for post in posts}, _marked(ordered))
    dropped = tuple(Dropped(what, why, count) for (what, why), count in losses.items() if count > 0)
    return Thread(
        tuple(_credited(quoted, ordered)), id=id or "thread", title=title or None, url=url or None, dropped=dropped
    )


def answering(thread: Thread) -> Thread:
    """The thread with each post answering the post that it quotes first, else the first post."""
    first = thread.posts[0].id
    posts = tuple(
        post if post.id == first else replace(post, reply_to=next((q.post for q in post.quotes if q.post), first))
        for post in thread.posts
    )
    guessed = len(posts) - 1
    dropped = (Dropped(*NO_REPLIES, guessed),) if guessed else ()
    return replace(thread, posts=posts, dropped=thread.dropped + dropped)


def _unique(drafts: Iterable[Draft], losses: Losses) -> dict[str, Draft]:
    found: dict[str, Draft] = {}
    for draft in drafts:
        if found.setdefault(draft.id, draft) is not draft:
            losses[TWICE] += 1
    return found


def _kept(drafts: Mapping[str, Draft], losses: Losses) -> list[Draft]:
    """The drafts with words; a reply to one without answers what that one answered."""
    reasons = {draft.id: reason for draft in drafts.values() if (reason := draft.gone) is not None}
    losses.update(reasons.values())
    losses[STRUCK] += sum(draft.body.struck for draft in drafts.values())
    gone = {*reasons}
    above: dict[str, str | None] = {}
    return [
        draft.answering(_above(draft.reply_to, drafts, gone, above))
        for draft in drafts.values()
        if draft.id not in gone
    ]


def _above(name: str | None, drafts: Mapping[str, Draft], gone: set[str], above: dict[str, str | None]) -> str | None:
    """The nearest draft at or above this one that has words; `above` remembers what was found."""
    passed: list[str] = []
    while name in gone and name not in above:
        above[name] = None  # a ring of drafts without words ends here
        passed.append(name)
        name = drafts[name].reply_to
    end = above[name] if name in gone else name
    above.update(dict.fromkeys(passed, end))
    return end


def _attached(drafts: Sequence[Draft], losses: Losses) -> list[Draft]:
    """The drafts, each answering one that is there or none, without rings."""
    index = {draft.id: i for i, draft in enumerate(drafts)}
    first = _first(drafts, index)
    parents = [draft.reply_to for draft in drafts]
    if parents[first] in index:  # every draft stands in a ring or below one
        losses[RING] += 1
        parents[first] = None
    for i, parent in enumerate(parents):
        if parent is not None and parent not in index:
            losses[UNKNOWN_PARENT] += 1
            parents[i] = None if i == first else drafts[first].id
    for i in list(_closing(parents, index)):
        losses[RING] += 1
        parents[i] = drafts[first].id
    return [draft.answering(parent) for draft, parent in zip(drafts, parents, strict=True)]


def _first(drafts: Sequence[Draft], index: Mapping[str, int]) -> int:
    """Which draft opens the thread: the first that answers none, else the first that answers none of these."""
    roots = (i for i, draft in enumerate(drafts) if draft.reply_to is None)
    orphans = (i for i, draft in enumerate(drafts) if draft.reply_to not in index)
    return next(roots, next(orphans, 0))


def _closing(parents: Sequence[str | None], index: Mapping[str, int]) -> Iterator[int]:
    """For each ring of replies the first draft in it."""
    state = [0] * len(parents)  # 1: on the way up from the current start, 2: known to end
    for start in range(len(parents)):
        path, i = [], start
        while state[i] == 0:
            state[i] = 1
            path.append(i)
            parent = parents[i]
            if parent is None:
                break
            i = index[parent]
        else:
            if state[i] == 1:
                yield min(path[path.index(i) :])
        for passed in path:
            state[passed] = 2


def _ordered(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts in their own order where parents come first, else each branch after what it answers."""
    index = {draft.id: i for i, draft in enumerate(drafts)}
    if all(draft.reply_to is None or index[draft.reply_to] < i for i, draft in enumerate(drafts)):
        return list(drafts)
    replies: dict[str | None, list[Draft]] = {}
    for draft in drafts:
        replies.setdefault(draft.reply_to, []).append(draft)
    found: list[Draft] = []
    waiting = list(reversed(replies.get(None, [])))
    while waiting:
        draft = waiting.pop()
        found.append(draft)
        waiting.extend(reversed(replies.get(draft.id, [])))
    return found


def _post(draft: Draft, losses: Losses) -> Post:
    text = draft.body.text
    return Post(
        draft.id,
        text,
        author=draft.author,
        reply_to=draft.reply_to,
        created_at=draft.created_at,
        score=draft.score,
        reactions=tuple(_reaction(mark, text, losses) for mark in draft.reactions if mark.count > 0),
    )


def _reaction(mark: Mark, text: str, losses: Losses) -> Reaction:
    words = " ".join((mark.words or "").split())
    start = text.find(words) if words else -1
    if words and start < 0:
        losses[UNPLACED] += 1
    if start < 0:
        return Reaction(mark.name, mark.count)
    return Reaction(mark.name, mark.count, start, start + len(words))


def _marked(drafts: Sequence[Draft]) -> dict[str, list[Quote]]:
    """The quotations of each draft, with the earlier post that the site names."""
    found: dict[str, list[Quote]] = {}
    for draft in drafts:
        found[draft.id] = [
            Quote(cited.start, cited.end, cited.post if cited.post in found else None) for cited in draft.body.quotes
        ]
    return found


def _credited(posts: Sequence[Post], drafts: Sequence[Draft]) -> Iterator[Post]:
    """The posts; a quotation found in no post is of the latest post by the author that the source names."""
    latest: dict[str, str] = {}
    for post, draft in zip(posts, drafts, strict=True):
        named = {cited.start: latest.get(cited.author.lower()) for cited in draft.body.quotes if cited.author}
        quotes = (quote if quote.post else replace(quote, post=named.get(quote.start)) for quote in post.quotes)
        yield replace(post, quotes=tuple(quotes)) if named else post
        if post.author:
            latest[post.author.lower()] = post.id
