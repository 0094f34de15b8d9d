"""What can be seen of each paragraph of a text that lost its structure: numbers and words for the trained reader.

Nothing here judges: every trait is a column, the model in models/paste says what it is worth.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from argmap.readers.paste.openings import (
    FIRST_SENTENCE,
    MARKS,
    OPENINGS,
    SOCIAL,
    ends_sentence,
    first_sentence,
    is_heading,
)
from argmap.readers.paste.repeats import Repeats, find_repeats
from argmap.readers.paste.rolling import Floats, blocks, cosine, cosines_back, running, shifted, window
from argmap.readers.paste.wording import TYPEWRITTEN, Wording, read_words, sign_counts, word_vectors

SHAPES = {"apostrophes": ("'", "’"), "quotation": ('"', "“”"), "ellipses": (("...",), "…")}
OPENING = 10
"""Words of an opening that are looked up one by one."""
FAR = 15
"""Paragraphs above it that one is compared with."""
NEAR = 8
"""Paragraphs above and below it whose matter is summed."""
SMOOTHING = 30.0
"""Words that the whole text's habits weigh in a window's, so that short windows say little."""
FINALS = '.?!:,;)"'
FIRSTS = (
    re.compile(r"[a-z]"),
    re.compile(r"\d"),
    re.compile(r"[-*•·–>]"),
    re.compile(r"[\"']"),
    re.compile(r"[(\[]"),
)
LEAD = re.compile(r"(?:originally )?posted by|quote:|.{2,30} (?:wrote|said|writes):?$|\[/?quote|>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Traits:
    """Of the paragraphs of a text.

    Attributes:
        rows: one row of numbers for each; the columns are those of `trait_names()`.
        grams: for each the words that it opens and closes with, as `gram_names` writes them.
    """

    rows: Floats
    grams: list[list[str]]


def see(paragraphs: Sequence[str], gaps: Sequence[int] = ()) -> Traits:
    """What can be seen of each paragraph.

    Args:
        paragraphs: none of them blank.
        gaps: the blank lines before each, where they were kept.
    """
    plain = [paragraph.translate(TYPEWRITTEN) for paragraph in paragraphs]
    words = read_words(plain)
    columns = _columns(plain, words) | _gaps(gaps or [0] * len(plain)) | _typography(paragraphs)
    return Traits(np.stack(list(columns.values()), 1), [_grams(p, f) for p, f in zip(plain, words.forms, strict=True)])


def trait_names() -> list[str]:
    """The names of the columns, in order."""
    sample = ["One.", "Two."]
    return [*_columns(sample, read_words(sample)), *_gaps([0, 0]), *_typography(sample)]


def _grams(paragraph: str, forms: Sequence[str]) -> list[str]:
    """The words that a paragraph opens with, singly and in runs, and those that it closes with."""
    if not forms:
        return [f"^{paragraph[:1]}"]
    opening = [f"^{' '.join(forms[:n])}" for n in (1, 2, 3) if len(forms) >= n]
    return [*opening, *dict.fromkeys(forms[:OPENING]), f"{forms[-1]}$", f"{paragraph[-1]}$", f"{' '.join(forms[-2:])}$"]


def _columns(paragraphs: Sequence[str], words: Wording) -> dict[str, Floats]:
    size = np.diff(words.ends).astype(np.float32)
    columns = _lengths(size)
    repeats = find_repeats(words.stream, words.ends)
    columns |= _quoted(repeats)
    columns |= _cues(paragraphs)
    columns |= _edges(paragraphs)
    columns |= _habits(sign_counts(paragraphs, words), size, repeats.share <= 0.6)
    columns |= _matters(word_vectors(words))
    return {name: column.astype(np.float32) for name, column in columns.items()}


def _lengths(size: Floats) -> dict[str, Floats]:
    count, log = len(size), np.log1p(size)
    totals = running(log)
    return {
        "paragraphs": np.full(count, np.log(count)),
        "position": np.log1p(np.arange(count)),
        "words": log,
        "usual_words": np.full(count, log.mean()),
        "words_before": window(totals, -4, 0),
        "words_after": window(totals, 0, 4),
        "first": (np.arange(count) == 0) * 1.0,
    }


def _typography(paragraphs: Sequence[str]) -> dict[str, Floats]:
    """How far the shapes of quotation marks and ellipses change at a paragraph: programs and people differ in them."""
    columns = {}
    for name, (one, other) in SHAPES.items():
        counts = np.array([[sum(map(p.count, one)), sum(map(p.count, other))] for p in paragraphs], np.float32)
        totals = running(counts)
        before, after = (window(totals, *span) + 0.5 for span in ((-3, 0), (0, 3)))
        columns[name] = np.abs(before[:, 0] / before.sum(1) - after[:, 0] / after.sum(1))
    return columns


def _gaps(gaps: Sequence[int]) -> dict[str, Floats]:
    """The blank lines before a paragraph, seen against how common they are in the text."""
    blank = np.minimum(2, np.array(gaps, np.float32))
    usual = float(blank[1:].mean()) if len(blank) > 1 else 0.0
    return {"gap": blank, "gap_unusual": blank - usual, "gap_usual": np.full(len(blank), usual, np.float32)}


def _quoted(repeats: Repeats) -> dict[str, Floats]:
    """Where quotations stand, how they follow each other, and which starts and ends later quotations show."""
    count, index = len(repeats.share), np.arange(len(repeats.share))
    some, whole = repeats.share > 0.3, repeats.share > 0.6
    step = np.where(whole & shifted(whole, 1), repeats.first - shifted(repeats.last, 1), -99)
    goes_on = (step == 1) | (step == 0)
    block = np.where(some & ~shifted(some, 1), index, -1)
    block_before = shifted(np.maximum.accumulate(block), 1, -1)
    quoting = shifted(np.maximum.accumulate(np.where(some, index, -1)), 1, -1)
    last_source = np.where(quoting >= 0, repeats.last[quoting], -1)
    opens = some & (repeats.opens > 0) & (repeats.from_top > 0) & ~goes_on
    closes = whole & (repeats.closes > 0) & ~shifted(goes_on, -1)
    return {
        "quoted": repeats.share,
        "quotes_some": some * 1.0,
        "quote_opens": repeats.opens,
        "quote_closes": repeats.closes,
        "quote_from_top": repeats.from_top,
        "quote_goes_on": (step == 1) * 1.0,
        "quote_same_source": (step == 0) * 1.0,
        "quote_distance": np.where(some, np.log1p(index - repeats.first), -1),
        "quote_of_last": (some & (index - repeats.first == 1)) * 1.0,
        "quote_step": np.where(some & (quoting >= 0), np.clip(repeats.first - last_source, -10, 10), 0),
        "quote_steps_down": (some & (quoting >= 0) & (repeats.first - last_source > 0)) * 1.0,
        "quote_of_newer": (some & (block_before >= 0) & (repeats.first >= block_before)) * 1.0,
        "quote_of_answered": (some & (quoting >= 0) & (repeats.first > quoting)) * 1.0,
        "since_quote": np.log1p(np.where(quoting >= 0, index - quoting, 50)),
        "starts_later_quote": np.minimum(2, np.bincount(repeats.first[opens], minlength=count)[:count]),
        "inside_later_quote": np.minimum(2, np.bincount(repeats.first[step == 1], minlength=count)[:count]),
        "after_later_quote": np.minimum(2, np.bincount(repeats.last[closes] + 1, minlength=count)[:count]),
        "quotes_of_text": np.full(count, some.mean()),
    }


def _cues(paragraphs: Sequence[str]) -> dict[str, Floats]:
    found = np.zeros((len(paragraphs), len(OPENINGS) + len(FIRST_SENTENCE)), np.float32)
    openings, sentences = list(OPENINGS.values()), list(FIRST_SENTENCE.values())
    for row, paragraph in zip(found, paragraphs, strict=True):
        text = paragraph[:400].lstrip(MARKS)
        sentence = first_sentence(text)
        row[: len(openings)] = [cue.match(text) is not None for cue in openings]
        row[len(openings) :] = [cue.search(sentence) is not None for cue in sentences]
    names = [*OPENINGS, *FIRST_SENTENCE]
    social = found[:, [names.index(name) for name in SOCIAL]].max(1)
    return dict(zip(names, found.T, strict=True)) | {"social_text": np.full(len(social), social.mean())}


def _edges(paragraphs: Sequence[str]) -> dict[str, Floats]:
    ends = np.array([[p.endswith(mark) for mark in FINALS] for p in paragraphs], np.float32)
    starts = np.array([[cue.match(p) is not None for cue in FIRSTS] for p in paragraphs], np.float32)
    columns = {f"ends_{mark}": column for mark, column in zip(FINALS, ends.T, strict=True)}
    columns |= {f"starts_{number}": column for number, column in enumerate(starts.T)}
    columns["heading"] = np.array([is_heading(p) for p in paragraphs], np.float32)
    columns["open_end"] = np.array([_open_end(p) for p in paragraphs], np.float32)
    columns["lead"] = np.array([LEAD.match(p) is not None for p in paragraphs], np.float32)
    return columns


def _open_end(paragraph: str) -> bool:
    """Whether a paragraph of some length has no final stop, as the last words of a comment often do not."""
    return paragraph.count(" ") >= 15 and not ends_sentence(paragraph) and not paragraph.endswith(":")


def _habits(signs: Floats, size: Floats, own: NDArray[np.bool_]) -> dict[str, Floats]:
    """How a paragraph is written, and how far the writing after it departs from the writing before it."""
    rates = signs / np.maximum(1, size)[:, None]
    said, weights = signs * own[:, None], (size * own)[:, None]
    usual = said.sum(0) / max(1.0, float(weights.sum()))
    sign_totals, word_totals = running(said), running(weights)
    columns = {f"rate_{number}": np.sqrt(rates[:, number]) for number in range(signs.shape[1])}
    for width in (1, 3, 6):
        before, after = (
            (window(sign_totals, *span) + SMOOTHING * usual) / (window(word_totals, *span) + SMOOTHING)
            for span in ((-width, 0), (0, width))
        )
        change = np.sqrt(after) - np.sqrt(before)
        columns[f"departs_{width}"] = np.abs(change).sum(1)
        if width == 3:
            columns |= {f"change_{number}": change[:, number] for number in range(signs.shape[1])}
    return columns


def _matters(vectors: Floats) -> dict[str, Floats]:
    """How alike the matter of a paragraph is to what stands around it, further up, and at the top."""
    count = len(vectors)
    top = vectors[: max(1, min(8, count // 4))].sum(0, keepdims=True)
    parts = [
        {name: column[own] for name, column in _matters_within(vectors[seen], top).items()}
        for seen, own in blocks(count, FAR, NEAR)
    ]
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _matters_within(vectors: Floats, top: Floats) -> dict[str, Floats]:
    count = len(vectors)
    before, totals = shifted(vectors, 1), running(vectors)
    alike = cosines_back(vectors, FAR)
    near = np.maximum(cosine(window(totals, -3, 0), vectors), next(alike))
    far = np.zeros(count, np.float32)
    for further in alike:
        far = np.maximum(far, further)
    columns = {f"alike_{w}": cosine(window(totals, -w, 0), window(totals, 0, w)) for w in (1, 2, 4, NEAR)}
    return columns | {
        "alike_near": near,
        "alike_far": far - near,
        "alike_around": cosine(before, shifted(vectors, -1)),
        "alike_top": cosine(vectors, np.repeat(top, count, 0)),
    }
