"""Where a new comment starts in text that lost its structure: cues, each with a weight, added up.

The weights are in steps of a half and were set by hand; a paragraph starts a comment where their sum passes zero.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp

from argmap.readers.likeness import Likeness

PRIOR = -1.5
"""Most paragraphs go on with the comment before them."""
USUAL_SHARE, SHARE_WEIGHT, MOST_SHIFT = 0.05, 20.0, 1.5
"""Where more than the usual share of paragraphs open as only comments do, comments are short and the prior rises."""
SOCIAL = ("greets", "praises", "agrees", "denies", "exclaims")
MIN_RETURN, FAR_RETURN = 0.2, 0.4
"""By how much a paragraph must be more like the first post than like its own comment to return to it."""
NEAR = 8
"""Paragraphs of the current comment that a paragraph is compared with."""
FAR = 300
"""Paragraphs of the first post that a paragraph is compared with; keeps a book from costing a square."""
LONG_SENTENCE = 400
"""Characters of a first sentence that are looked at."""
LONG_LIST = 40
"""Lines that a list is followed back to its lead."""
END = re.compile(r"[.!?…][\"”'’)\]*_]{0,8}$")
SENTENCE = re.compile(r"[^.!?…]*(?:[.!?…]+(?=[\s\"”'’)\]]|$)|[.!?…]|$)")
LEAD_NAME = re.compile(r"^(?:[A-Z][\w.'’-]*)(?: [A-Z][\w.'’-]*){0,3}:$")


def _cue(weight: float, pattern: str) -> tuple[float, re.Pattern[str]]:
    return weight, re.compile(pattern, re.IGNORECASE)


MARKS = "\"'“‘*_ "
NOUN = r"(?:argument|claim|comment|critique|dichotomy|distinction|framing|objection|piece|point|post|question|view)s?"
OPENINGS = {
    "greets": _cue(3.0, r"(?:thanks|thank you|thx|hi|hello|hey|welcome|congrat\w*|kudos)\b"),
    "praises": _cue(
        2.5,
        r"(?:(?:great|nice|excellent|awesome|lovely|interesting|well (?:said|put)|good post)\b"
        r"|i (?:really |just )*(?:like|liked|love|loved|enjoyed|appreciate)\b"
        r"|(?:this|that|it)(?: is| was|['’]s) (?:an? )?(?:really |very |so |super )*"
        r"(?:great|interesting|good|helpful|useful|cool|awesome|nice|excellent)\b)",
    ),
    "agrees": _cue(
        2.5,
        r"(?:(?:i )?(?:completely |totally |strongly |mostly |fully )?(?:dis)?agreed?|yes|yeah|yep|yup|exactly|true"
        r"|fair(?: enough| point)?|good (?:point|question|catch)|sure|okay?|absolutely|seconded"
        r"|(?:that )?makes sense|\+1|me too)\b(?![’'])",
    ),
    "denies": _cue(2.5, r"(?:no|nope|nah|not really|not quite|not necessarily|wrong|nonsense|i['’]m not sure)\b"),
    "exclaims": _cue(2.5, r"(?:oh|ah|hmm+|huh|lol|haha?|wow|well|u[mh]+|er+|sorry|really\?|come on)\b"),
    "opines": _cue(
        1.5,
        r"(?:i (?:\w+ly )?(?:think|believe|feel|guess|suspect|wonder|find|relate|would|don['’]t (?:think|see|get))\b"
        r"|imh?o\b|fwiw\b|personally\b|in my (?:opinion|view|experience)\b)",
    ),
    "suggests": _cue(
        1.0, r"(?:it (?:might|may|would|could) be (?:worth|good|nice|helpful)|have you|consider|maybe you)\b"
    ),
    "brings": _cue(3.0, r"\(?(?:cross-?post|re-?post|past|copy|quot)(?:ing|ed) (?:this|my|from|here|a|the|an)\b"),
    "answers": _cue(1.0, r"the (?:problem|issue|trouble|point|answer|reason|thing|question) (?:is|here|with)\b"),
    "sums_up": _cue(3.0, rf"(?:these|those|all (?:of )?(?:this|these|that))\b.{{0,25}}\b{NOUN}\b"),
    "goes_on": _cue(
        -2.0,
        r"(?:also|and|but|so|however|then|therefore|thus|hence|similarly|another|second(?:ly)?|third(?:ly)?|finally"
        r"|lastly|for (?:example|instance)|in (?:addition|particular|short|general|fact)|moreover|furthermore"
        r"|additionally|on the other hand|by contrast|relatedly|specifically|rather|next|overall|besides|either way"
        r"|that said|likewise|instead|meanwhile|or|nor|yet|update|edit|note that|there['’]s also)\b",
    ),
    "lists": _cue(-2.5, r"(?:[-*•–·]|\(?\d{1,3}[.)]|\(?[a-z][.)]|\[\d+\])\s"),
    "labels": _cue(-2.0, r"(?:\w{1,15}: )?(?:https?://|www\.)"),
    "aside": _cue(-2.5, r"\((?!cross|re-?post|past|copy|quot)"),
    "signs_off": _cue(-3.0, r"(?:i )?(?:hope (?:this|that|it)|cheers|good luck|best(?: wishes| regards)?,|regards,)"),
}
"""What a paragraph opens with, and what that says."""

FIRST_SENTENCE = {
    "refers": _cue(1.0, rf"\b(?:this|these|your) (?:\w+ )?{NOUN}\b|^\W*i\b.*\b(?:with|about|on) this\b"),
    "asks_you": _cue(2.0, r"\b(?:you|your|you['’]\w+)\b.*\?$"),
    "tells_you": _cue(1.0, r"\b(?:you|your|you['’]\w+)\b.*[^?]$"),
    "asks_for": _cue(1.0, r"^\W*i\b.*\?$"),
    "announces": _cue(
        1.0,
        r"\b(?:i|we)(?: have|['’]ve)?(?: just| recently| also)? (?:wrote|written|released|published|proposed|posted)\b"
        r"|\bmy (?:own )?(?:[\w-]+ )?(?:guide|paper|post|work|article|essay|project)\b",
    ),
}
"""What a paragraph's first sentence does."""


@dataclass(frozen=True)
class Place:
    """A paragraph that may start a comment, with what stands before it.

    Attributes:
        paragraphs: all of them, in order.
        index: the one in question, from 1.
        start: index of the first paragraph of the comment that it would go on with.
        post_end: index of the first paragraph after the first post.
        likeness: of every two paragraphs.
    """

    paragraphs: Sequence[str]
    index: int
    start: int
    post_end: int
    likeness: Likeness

    @property
    def text(self) -> str:
        """The paragraph itself, without marks before its first word."""
        return self.paragraphs[self.index].lstrip(MARKS)

    @property
    def before(self) -> str:
        """The paragraph before it."""
        return self.paragraphs[self.index - 1].rstrip()


def first_sentence(text: str) -> str:
    """A text up to the end of its first sentence."""
    found = SENTENCE.match(text[:LONG_SENTENCE])
    return found[0] if found else ""


def ends_sentence(text: str) -> bool:
    """Whether a text ends in a final stop, closing quotation marks and brackets aside."""
    return END.search(text.rstrip()[-12:]) is not None


def is_heading(text: str) -> bool:
    """Whether a paragraph looks like a heading: a few words without a final stop."""
    return len(text.split()) <= 8 and "://" not in text and not re.search(r"[.!…:,;)\]\"”]$", text.rstrip())


def _after_lead(place: Place) -> bool:
    return place.before.endswith((":", ",", ";")) and not _after_emptied_leads(place)


def _after_emptied_leads(place: Place) -> bool:
    """Whether names stand before it as leads to quotations that the paste left out, at least two in a row."""
    return place.index >= 2 and all(
        LEAD_NAME.match(place.paragraphs[i].strip()) for i in (place.index - 1, place.index - 2)
    )


def _after_short_opener(place: Place) -> bool:
    """Whether the comment so far is one greeting or nod, which what follows is likely to carry on from."""
    words = len(place.before.split())
    opens = place.index - place.start == 1
    return opens and (words <= 2 or (words <= 10 and bool(OPENINGS["greets"][1].match(place.before))))


def _after_question(place: Place) -> bool:
    """Whether the comment so far opens with a question to someone, so that an answer is due."""
    opening = first_sentence(place.paragraphs[place.start])
    return place.index - place.start == 1 and bool(FIRST_SENTENCE["asks_you"][1].search(opening))


def _after_open_end(place: Place) -> bool:
    """Whether a paragraph of some length before it has no final stop, as the last words of a comment often do not."""
    return len(place.before.split()) >= 15 and not ends_sentence(place.before) and not _in_list(place)


def _in_list(place: Place) -> bool:
    """Whether only lines without a final stop lie between it and a lead that ends in a colon."""
    index = place.index - 1
    last = max(place.start, place.index - LONG_LIST)
    while index > last and not ends_sentence(place.paragraphs[index]):
        if place.paragraphs[index].rstrip().endswith(":"):
            return True
        index -= 1
    return place.paragraphs[index].rstrip().endswith(":")


def _after_nod(place: Place) -> bool:
    """Whether the comment so far is one paragraph of thanks, praise or assent, which is often all there is."""
    social = opens_socially(place.before, ("greets", "praises", "agrees"))
    return social and place.index - place.start == 1 and not _after_short_opener(place)


def _after_sign_off(place: Place) -> bool:
    return bool(OPENINGS["signs_off"][1].match(place.before))


def _after_heading(place: Place) -> bool:
    return is_heading(place.before) and place.index - place.start >= 1


def _goes_on_lower(place: Place) -> bool:
    near = place.paragraphs[max(0, place.index - NEAR) : place.index]
    return place.text[:1].islower() and any(other[:1].isupper() for other in near)


def _bare(place: Place) -> bool:
    """Whether it is a heading or a lead rather than a sentence, and nothing personal follows."""
    if not (is_heading(place.text) and not place.text.endswith("?")) and not LEAD_NAME.match(place.text):
        return False
    following = place.paragraphs[place.index + 1 : place.index + 2]
    return not any(FIRST_SENTENCE["announces"][1].search(first_sentence(text)) for text in following)


def _announces_below(place: Place) -> bool:
    """Whether it is a heading above words that present the writer's own work: the title of a comment."""
    return is_heading(place.text) and not place.text.endswith("?") and not _bare(place)


def _returns(place: Place) -> bool:
    """Whether it takes up a matter of the first post that its own comment does not touch."""
    return _gain(place) > MIN_RETURN


def _returns_far(place: Place) -> bool:
    return _gain(place) > FAR_RETURN


def _gain(place: Place) -> float:
    if place.start < place.post_end:
        return 0.0
    return _best(place, range(min(place.post_end, FAR))) - _own(place)


def _keeps_to(place: Place) -> bool:
    return _own(place) > 0.12


def _own(place: Place) -> float:
    return _best(place, range(max(place.start, place.index - NEAR), place.index))


def _best(place: Place, others: range) -> float:
    return max((place.likeness.of(place.index, other) for other in others), default=0.0)


CONTEXT: dict[str, tuple[float, Callable[[Place], bool]]] = {
    "after_lead": (-4.0, _after_lead),
    "after_emptied_leads": (1.0, _after_emptied_leads),
    "after_short_opener": (-2.0, _after_short_opener),
    "after_nod": (1.0, _after_nod),
    "after_question": (1.0, _after_question),
    "after_open_end": (1.0, _after_open_end),
    "after_sign_off": (2.0, _after_sign_off),
    "after_heading": (-1.5, _after_heading),
    "goes_on_lower": (-2.0, _goes_on_lower),
    "bare": (-2.0, _bare),
    "announces_below": (2.0, _announces_below),
    "returns": (1.0, _returns),
    "returns_far": (1.0, _returns_far),
    "keeps_to": (-0.5, _keeps_to),
}
"""What stands around a paragraph."""


def cues_at(place: Place) -> dict[str, float]:
    """The cues that hold at a place, each with its weight."""
    sentence = first_sentence(place.text)
    found = {name: weight for name, (weight, cue) in OPENINGS.items() if cue.match(place.text)}
    found |= {name: weight for name, (weight, cue) in FIRST_SENTENCE.items() if cue.search(sentence)}
    return found | {name: weight for name, (weight, holds) in CONTEXT.items() if holds(place)}


@dataclass(frozen=True, slots=True)
class Starts:
    """Where posts start.

    Attributes:
        indices: of the paragraphs that start a post, in order; the first paragraph always does.
        confidence: for every paragraph the probability that it starts a post.
    """

    indices: tuple[int, ...]
    confidence: tuple[float, ...]


def find_starts(paragraphs: Sequence[str], *, post_end: int | None = None) -> Starts:
    """Where posts start, decided from the first paragraph to the last.

    Args:
        paragraphs: none of them blank.
        post_end: index of the first paragraph after the first post, where it is known.
    """
    if not paragraphs:
        return Starts((), ())
    likeness, starts = Likeness(paragraphs), [0]
    first = post_end if post_end is not None and post_end < len(paragraphs) else 0
    starts += [first] if first else []
    shares = [float(index in starts) for index in range(first + 1)]
    prior = _prior(paragraphs[post_end or 0 :])
    for index in range(first + 1, len(paragraphs)):
        end = starts[1] if len(starts) > 1 else index
        score = prior + sum(cues_at(Place(paragraphs, index, starts[-1], end, likeness)).values())
        shares.append(1 / (1 + exp(-score)))
        if score > 0:
            starts.append(index)
    return Starts(tuple(starts), tuple(shares))


def _prior(paragraphs: Sequence[str]) -> float:
    social = sum(opens_socially(text) for text in paragraphs)
    excess = social / max(len(paragraphs), 1) - USUAL_SHARE
    return PRIOR + min(MOST_SHIFT, max(0.0, SHARE_WEIGHT * excess))


def opens_socially(text: str, names: Sequence[str] = SOCIAL) -> bool:
    """Whether a text opens as one person turns to another: thanks, praise, assent, dissent, exclamation."""
    opening = text[:LONG_SENTENCE].lstrip(MARKS)
    return any(OPENINGS[name][1].match(opening) for name in names)
