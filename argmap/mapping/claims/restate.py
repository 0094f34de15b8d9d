"""Whether two texts of a thread say the same.

Likeness of meaning alone does not tell: "guns are legal" and "guns are illegal", or "meat is better than fish" and the
reverse, are as alike as restatements are. So two alike texts must share most of their telling words, and nothing may
turn one against the other: a negation, an opposite, another number, the order of a comparison. What "you" and "I" say
changes with the speaker, unless it is repeated word for word.

Pairs of claims that careful readers called restatements, on 105 training threads (263 pairs, most of them in quite
different words), and perspectives of one meaning in Perspectrum dev (1,050 pairs), by likeness and rule:

    likeness >= .90 and `may_restate`        precision .93, recall .05        .92, .08
    likeness >= .85 and `may_restate`                  .58,        .08        .87, .16
    likeness >= .85 and `says_the_same`                .86,        .07        .91, .12
    likeness >= .80 and `says_the_same`                .62,        .08        .91, .16
"""

import re

from argmap.mapping import cues

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
LEAD = re.compile(
    r"^\W*(?:(?:no|nah|nope|yes|yeah|yep|well|but|and|so|or|though|again|also|however|because|since|then|maybe|obviously|"
    r"sure|ok|okay|still|(?:like|as) i said|i (?:think|believe|guess)|in short)\b[\s,:;—-]*)+",
    re.IGNORECASE,
)
"""Words before a statement that are no part of it: "No, that costs more" denies what was said before it, not itself."""
PERSON = re.compile(r"\b(?:i|me|my|mine|we|us|our|you|your|yours)\b", re.IGNORECASE)
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
PREFIXES = ("un", "in", "il", "im", "ir", "dis", "non")
OPPOSITES = (
    *(("more", "less"), ("more", "fewer"), ("most", "few"), ("always", "never"), ("all", "none"), ("true", "false")),
    *(("right", "wrong"), ("good", "bad"), ("better", "worse"), ("best", "worst"), ("before", "after"), ("up", "down")),
    *(("increas", "decreas"), ("high", "low"), ("higher", "lower"), ("rise", "fall"), ("with", "without")),
    *(("can", "cannot"), ("for", "against"), ("pro", "anti"), ("easy", "hard"), ("easier", "harder"), ("men", "women")),
    *(("safe", "dangerous"), ("cheap", "expensive"), ("fast", "slow"), ("faster", "slower"), ("first", "last")),
)
LEAST_WORDS = 5
"""In fewer words likeness says little."""
SHARED = 0.5
"""Of the telling words of the text that has more, the least share that the other has too."""
FUNCTION_WORDS = """
a an the of to in on at by for from with as is are was were be been being am it its this that these those and or but
so if then than there here do does did have has had will would can could may might must shall should not no i you he
she we they them his her their our my your me us him what which who whom how when where why all any some very just
also too even only really quite
"""
GRAMMAR = frozenset(FUNCTION_WORDS.split())
"""Words that hold a sentence together, and carry none of its meaning."""


def says_the_same(text: str, other: str, *, one_speaker: bool) -> bool:
    """Whether two texts of much the same meaning say the same; `one_speaker` if one person says both."""
    if not may_restate(text, other):
        return False
    return words(text) == words(other) or (
        (one_speaker or not (PERSON.search(text) or PERSON.search(other)))
        and set(NUMBER.findall(text)) == set(NUMBER.findall(other))
        and shares_words(text, other)
        and not is_opposite(text, other)
        and not is_turned(text, other)
    )


def may_restate(text: str, other: str) -> bool:
    """Whether two alike texts can say the same: both denied or neither, both questions or neither, long enough."""
    return (
        denials(text) % 2 == denials(other) % 2
        and cues.is_question(text) == cues.is_question(other)
        and min(len(WORD.findall(text)), len(WORD.findall(other))) >= LEAST_WORDS
    )


def denials(text: str) -> int:
    """The negations of a text, without those that only answer what was said before.

    >>> denials("No, it never was."), denials("No, it was.")
    (1, 0)
    """
    return cues.negations(LEAD.sub("", text))


def shares_words(text: str, other: str) -> bool:
    """Whether the texts have most of their telling words in common."""
    one, two = telling(text), telling(other)
    return len(one & two) >= SHARED * max(len(one), len(two))


def telling(text: str) -> frozenset[str]:
    """The words of a text that carry its meaning, without endings."""
    return frozenset(stem(word) for word in words(text)) - GRAMMAR


def words(text: str) -> list[str]:
    """The words of a text in small letters, in order."""
    return [word.lower().replace("’", "'") for word in WORD.findall(text)]


def stem(word: str) -> str:
    """A word without the commonest endings, so that "increased" and "increases" are one.

    >>> stem("increased"), stem("increases"), stem("class"), stem("used")
    ('increas', 'increas', 'class', 'used')
    """
    if word.endswith("ss"):
        return word
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def is_opposite(text: str, other: str) -> bool:
    """Whether one text has a word where the other has its opposite: "legal" and "illegal", "more" and "less"."""
    one, two = ({stem(word) for word in words(each)} | set(words(each)) for each in (text, other))
    only, other_only = one - two, two - one
    return any((a in only and b in other_only) or (b in only and a in other_only) for a, b in OPPOSITES) or any(
        f"{prefix}{word}" in theirs
        for mine, theirs in ((only, other_only), (other_only, only))
        for word in mine
        if len(word) > 3
        for prefix in PREFIXES
    )


def is_turned(text: str, other: str) -> bool:
    """Whether both compare, and what stands before "than" in one stands after it in the other, both ways."""
    one, two = ([telling(part) for part in re.split(r"\bthan\b", each, maxsplit=1)] for each in (text, other))
    if len(one) < 2 or len(two) < 2:
        return False
    return bool((one[0] - two[0]) & two[1]) and bool((two[0] - one[0]) & one[1])
