"""Who answers whom in a thread that does not say: every earlier post that may be meant, each with its probability."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from argmap.datatypes import Post
from argmap.readers.paste.doubts import doubts
from argmap.readers.paste.echoes import echoes
from argmap.readers.paste.lines import split_lines
from argmap.readers.paste.openings import FIRST_SENTENCE, OPENINGS, first_sentence
from argmap.readers.paste.rolling import Floats, Ints, blocks, cosine
from argmap.readers.paste.trained import Kind, load_replies
from argmap.readers.paste.wording import Portraits, portraits

BACK = 12
"""Posts looked back over, besides the first one and those that are quoted or addressed."""
QUOTING = 0.25
"""Share of posts that lead with a quotation from which a paste is one that quotes; most have many more or fewer."""
ADDRESSED = re.compile(r"@?(\w[\w.'’-]{1,40})[,:]\s|@(\w[\w.'’-]{1,40})")
TO_LAST = re.compile(
    r"\bthis comment\b|\bwhat you (?:said|wrote|mean)\b|\byour (?:comment|reply|answer)\b", re.IGNORECASE
)
TO_FIRST = re.compile(
    r"\b(?:this|your|great|nice) (?:post|article|essay|thread)\b|\bop\b|\bnta\b|\byta\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class View:
    """What is seen of one post by itself.

    Attributes:
        quoted: index of an earlier post -> share of this post's text that repeats its words.
        leading: the post whose words open it or open one of its paragraphs first.
        named: the post whose author it opens with.
        signs: its own columns.
    """

    quoted: dict[int, float]
    leading: int | None
    named: int | None
    signs: list[float]


def find_replies(posts: Sequence[Post]) -> list[dict[int, float]]:
    """For each post the indices of the earlier posts that it may answer, likeliest first, each with its probability.

    The probabilities of one post sum to 1; the first post answers none. Who opens with an author's name answers them.

    Args:
        posts: in reading order, with their quotes, and their authors where known.
    """
    views = views_of(posts)
    targets, rows = pair_rows(posts, views)
    scores, found, start = load_replies(kind_of(views)).scores(rows) if len(rows) else np.zeros(0, np.float32), [], 0
    for own, view in zip(targets, views, strict=True):
        score = scores[start : start + len(own)]
        start += len(own)
        if view.named is not None and view.leading is None:
            found.append({view.named: 1.0})
            continue
        shares = np.exp(score - score.max(initial=-np.inf)) if own else score
        order = sorted(range(len(own)), key=lambda i: (-shares[i], -own[i]))
        found.append({own[i]: float(shares[i] / shares.sum()) for i in order})
    return found


def kind_of(views: Sequence[View]) -> Kind:
    """Which kind of paste the posts are of."""
    return "quoting" if sum(view.leading is not None for view in views) >= QUOTING * len(views) else "plain"


def _targets(index: int, view: View) -> list[int]:
    named = {target for target in (view.leading, view.named, *view.quoted) if target is not None}
    return sorted({0, *range(max(0, index - BACK), index), *named}) if index else []


def pair_rows(posts: Sequence[Post], views: Sequence[View]) -> tuple[list[list[int]], Floats]:
    """The candidates of each post, and a row of traits for each post and candidate, one after the other."""
    if len(posts) < 2:
        return [[] for _ in posts], np.zeros((0, 0), np.float32)
    looks = portraits([[line.text for line in split_lines(post.text)] or [post.text] for post in posts])
    targets = [_targets(index, view) for index, view in enumerate(views)]
    answered = np.zeros(len(posts), np.float32)
    lengths = np.log1p([len(post.text) for post in posts])
    leading, quoting = np.mean([[view.leading is not None, bool(view.quoted)] for view in views], axis=0)
    paste = [float(lengths[0]), float(lengths[0] - lengths[1:].mean()), float(leading), float(quoting)]
    rows: list[Floats] = []
    for index, own in enumerate(targets):
        pairs = [[*_pair(posts, views, index, target, float(answered[target])), *paste] for target in own]
        rows += [np.array(pairs, np.float32)] if own else []
        for target in views[index].quoted:
            answered[target] += 1
    alike, echoed = _likeness(looks, targets), echoes([post.text for post in posts], targets)
    compared = [column for found in (alike, echoed) for column in (found, found - _best(found, targets))]
    return targets, np.hstack([np.concatenate(rows), *compared, doubts(posts, targets)])


def _pair(posts: Sequence[Post], views: Sequence[View], index: int, target: int, answered: float) -> list[float]:
    ours, theirs, view = posts[index], posts[target], views[index]
    both = ours.author is not None and theirs.author is not None
    return [
        float(target == 0),
        float(target == index - 1),
        float(target == index - 2),
        float(np.log1p(index - target)),
        float(np.log1p(index)),
        float(view.leading == target),
        float(view.leading is not None and view.leading != target),
        view.quoted.get(target, 0.0),
        float(bool(view.quoted) and target not in view.quoted),
        float(view.named == target),
        float(view.named is not None and view.named != target),
        float(both and ours.author == theirs.author),
        float(both),
        min(answered, 3.0),
        *view.signs,
        *views[target].signs,
    ]


def _likeness(looks: Portraits, targets: Sequence[Sequence[int]]) -> Floats:
    """How alike the posts of each pair are in matter and in manner."""
    pairs = np.array([(index, target) for index, own in enumerate(targets) for target in own], np.int64)
    return np.concatenate([_alike(looks, *pairs[part].T) for part, _ in blocks(len(pairs), 0, 0)])


def _best(rows: Floats, targets: Sequence[Sequence[int]]) -> Floats:
    """For each row the highest numbers among the candidates of the same post."""
    sizes = [len(own) for own in targets if own]
    return np.repeat(np.maximum.reduceat(rows, np.cumsum([0, *sizes[:-1]])), sizes, axis=0)


def _alike(looks: Portraits, ours: Ints, theirs: Ints) -> Floats:
    """A row of likenesses for each pair."""
    columns = [
        cosine(looks.matter[ours], looks.matter[theirs]),
        cosine(looks.opening[ours], looks.matter[theirs]),
        cosine(looks.opening[ours], looks.ending[theirs]),
        -np.abs(looks.manner[ours] - looks.manner[theirs]).sum(1),
    ]
    return np.stack(columns, 1).astype(np.float32)


def views_of(posts: Sequence[Post]) -> list[View]:
    """What is seen of each post by itself."""
    index_of = {post.id: i for i, post in enumerate(posts)}
    latest: dict[str, int] = {}
    found = []
    for index, post in enumerate(posts):
        quoted: dict[int, float] = {}
        for quote in post.quotes:
            if quote.post is not None and index_of[quote.post] < index:
                target = index_of[quote.post]
                quoted[target] = quoted.get(target, 0.0) + (quote.end - quote.start) / max(1, len(post.text))
        leading = next((index_of[q.post] for q in post.quotes if q.post and _leads(post.text, q.start)), None)
        called = ADDRESSED.match(post.text[:200])
        named = latest.get((called[1] or called[2]).lower()) if called else None
        found.append(View(quoted, leading, named, _signs(post)))
        if post.author:
            latest[post.author.lower()] = index
            latest.setdefault(post.author.lower().split()[0], index)
    return found


def _leads(text: str, start: int) -> bool:
    """Whether a quote opens its paragraph; words repeated in mid-sentence name no one."""
    return not text[:start].rpartition("\n")[2].strip(" \t\"'“‘>")


def _signs(post: Post) -> list[float]:
    """What the post's own first words and last mark say of an exchange."""
    quoted = post.quotes[0].end if post.quotes and post.quotes[0].start < 3 else 0
    own = post.text[quoted:].strip() or post.text
    opening = first_sentence(own)
    return [
        *(float(cue.match(own[:400]) is not None) for cue in OPENINGS.values()),
        *(float(cue.search(opening) is not None) for cue in FIRST_SENTENCE.values()),
        float(TO_LAST.search(opening) is not None),
        float(TO_FIRST.search(own[:400]) is not None),
        float(own.endswith("?")),
        float(np.log1p(own[:3000].count(" "))),
        float(len(re.findall(r"\byou\b", own[:600])) > 0),
        float(bool(post.quotes)),
    ]
