"""How a unit speaks, as numbers: what tells a conclusion from what is told for it within one post."""

import re
from collections.abc import Sequence

import numpy as np

from argmap.stages import FloatArray

COUNTED = {
    "demands": r"\b(should|must|ought|need to|have to|has to|better)\b",
    "thinks": r"\b(i think|i believe|imo|in my opinion|i feel|seems?|probably|i guess)\b",
    "tells": r"\b(i|my|we|our)\b",
    "counts": r"\d",
    "exemplifies": r"\b(for example|for instance|e\.g|such as|like|say)\b",
    "denies": r"\b(no|not|never|nothing|none)\b|n['’]t\b",
    "compares": r"\b(more|less|better|worse|most|than)\b",
    "recalls": r"\b(was|were|had|did|said|went|\w+ed)\b",
    "generalises": r"\b(all|every|always|any|people|everyone|generally|usually)\b",
    "addresses": r"\byou",
    "supposes": r"\bif\b",
    "reasons": r"\b(why|because|since|reason|so that|that['’]?s why|therefore|hence|thus)\b",
    "asks": r"^(what|why|how|who|when|where|do|does|is|are|can)\b",
    "judges": r"\b(good|bad|wrong|right|important|true|false|best|great|terrible|problem|ridiculous|stupid|"
    r"(un)?fair)\b",
    "quotes": r"[\"“]",
}
"""What is counted in a unit."""
PATTERNS = tuple(re.compile(pattern, re.IGNORECASE) for pattern in COUNTED.values())
OPENINGS = (
    "and or also",
    "but however though although even yet",
    "so therefore thus then",
    "because since for as",
    "if when while otherwise unless",
    "i my we our",
    "you your",
    "it that this they these those",
    "he she",
    "the there a some all most",
    "no yes not nope yeah",
    "what why how who where",
    "of course just",
    "at by on with in",
)
OPENERS = {word: number for number, group in enumerate(OPENINGS, start=1) for word in group.split()}
"""First words by what they do, as numbers, 0 for all others; the trees split on them."""
MANNERS = ("starts_small", "ends_with_stop", "ends_with_colon", "words", "opener", *COUNTED)
"""The columns of `manners`, in order."""


def manner_of(text: str) -> list[float]:
    """How one unit speaks: whether it starts small, ends with a stop or a colon, its words, its first one, the counts.

    >>> manner_of("but 2 buses were late.")[:5]
    [1.0, 1.0, 0.0, 5.0, 2.0]
    """
    words = text.split()
    first = words[0].lower().strip(",.:;") if words else ""
    end = text.rstrip()
    shape = (text[:1].islower(), end.endswith((".", "!", "?")), end.endswith(":"), len(words), OPENERS.get(first, 0))
    return [*map(float, shape), *(float(len(pattern.findall(text))) for pattern in PATTERNS)]


def manners(texts: Sequence[str]) -> FloatArray:
    """A row for each unit, shape (units, len(MANNERS))."""
    return np.array([manner_of(text) for text in texts], dtype=np.float32).reshape(-1, len(MANNERS))
