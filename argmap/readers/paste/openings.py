"""What paragraphs open with, and what their first sentences do: cues of where one writer stops and another starts."""

import re

SOCIAL = ("greets", "praises", "agrees", "denies", "exclaims")
LONG_SENTENCE = 400
"""Characters of a first sentence that are looked at."""
END = re.compile(r"[.!?…][\"”'’)\]*_]{0,8}$")
SENTENCE = re.compile(r"[^.!?…]*(?:[.!?…]+(?=[\s\"”'’)\]]|$)|[.!?…]|$)")


def _cue(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


MARKS = "\"'“‘*_ "
NOUN = r"(?:argument|claim|comment|critique|dichotomy|distinction|framing|objection|piece|point|post|question|view)s?"
OPENINGS = {
    "greets": _cue(r"(?:thanks|thank you|thx|hi|hello|hey|welcome|congrat\w*|kudos)\b"),
    "praises": _cue(
        r"(?:(?:great|nice|excellent|awesome|lovely|interesting|well (?:said|put)|good post)\b"
        r"|i (?:really |just )*(?:like|liked|love|loved|enjoyed|appreciate)\b"
        r"|(?:this|that|it)(?: is| was|['’]s) (?:an? )?(?:really |very |so |super )*"
        r"(?:great|interesting|good|helpful|useful|cool|awesome|nice|excellent)\b)",
    ),
    "agrees": _cue(
        r"(?:(?:i )?(?:completely |totally |strongly |mostly |fully )?(?:dis)?agreed?|yes|yeah|yep|yup|exactly|true"
        r"|fair(?: enough| point)?|good (?:point|question|catch)|sure|okay?|absolutely|seconded"
        r"|(?:that )?makes sense|\+1|me too)\b(?![’'])",
    ),
    "denies": _cue(r"(?:no|nope|nah|not really|not quite|not necessarily|wrong|nonsense|i['’]m not sure)\b"),
    "exclaims": _cue(r"(?:oh|ah|hmm+|huh|lol|haha?|wow|well|u[mh]+|er+|sorry|really\?|come on)\b"),
    "opines": _cue(
        r"(?:i (?:\w+ly )?(?:think|believe|feel|guess|suspect|wonder|find|relate|would|don['’]t (?:think|see|get))\b"
        r"|imh?o\b|fwiw\b|personally\b|in my (?:opinion|view|experience)\b)",
    ),
    "suggests": _cue(r"(?:it (?:might|may|would|could) be (?:worth|good|nice|helpful)|have you|consider|maybe you)\b"),
    "brings": _cue(r"\(?(?:cross-?post|re-?post|past|copy|quot)(?:ing|ed) (?:this|my|from|here|a|the|an)\b"),
    "answers": _cue(r"the (?:problem|issue|trouble|point|answer|reason|thing|question) (?:is|here|with)\b"),
    "sums_up": _cue(rf"(?:these|those|all (?:of )?(?:this|these|that))\b.{{0,25}}\b{NOUN}\b"),
    "goes_on": _cue(
        r"(?:also|and|but|so|however|then|therefore|thus|hence|similarly|another|second(?:ly)?|third(?:ly)?|finally"
        r"|lastly|for (?:example|instance)|in (?:addition|particular|short|general|fact)|moreover|furthermore"
        r"|additionally|on the other hand|by contrast|relatedly|specifically|rather|next|overall|besides|either way"
        r"|that said|likewise|instead|meanwhile|or|nor|yet|update|edit|note that|there['’]s also)\b",
    ),
    "lists": _cue(r"(?:[-*•–·]|\(?\d{1,3}[.)]|\(?[a-z][.)]|\[\d+\])\s"),
    "labels": _cue(r"(?:\w{1,15}: )?(?:https?://|www\.)"),
    "aside": _cue(r"\((?!cross|re-?post|past|copy|quot)"),
    "signs_off": _cue(r"(?:i )?(?:hope (?:this|that|it)|cheers|good luck|best(?: wishes| regards)?,|regards,)"),
}
"""What a paragraph opens with."""

FIRST_SENTENCE = {
    "refers": _cue(rf"\b(?:this|these|your) (?:\w+ )?{NOUN}\b|^\W*i\b.*\b(?:with|about|on) this\b"),
    "asks_you": _cue(r"\b(?:you|your|you['’]\w+)\b.*\?$"),
    "tells_you": _cue(r"\b(?:you|your|you['’]\w+)\b.*[^?]$"),
    "asks_for": _cue(r"^\W*i\b.*\?$"),
    "announces": _cue(
        r"\b(?:i|we)(?: have|['’]ve)?(?: just| recently| also)? (?:wrote|written|released|published|proposed|posted)\b"
        r"|\bmy (?:own )?(?:[\w-]+ )?(?:guide|paper|post|work|article|essay|project)\b",
    ),
}
"""What a paragraph's first sentence does."""


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
