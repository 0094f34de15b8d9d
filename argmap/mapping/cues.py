"""Cue words of English discussion: what marks an assertion, a hedge, an agreement, a disagreement."""

import re

WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?")
LINKS = "Links:"
"""Stands above the addresses at the end of a post that was read from HTML or Markdown."""

HEDGE = re.compile(
    r"\b(?:may|might|maybe|perhaps|possibly|probably|plausibl[ey]|presumably|seems?|seemed|appears?|suspect|guess|"
    r"i think|i believe|i feel|i['’]d (?:guess|say)|imo|imho|in my (?:view|opinion)|somewhat|likely|unclear|"
    r"not sure|could|tends? to|kind of|sort of|afaik)\b",
    re.IGNORECASE,
)
CONDITIONAL = re.compile(r"^\W*(?:if|unless|suppose|assuming|were|should we|so long as|as long as)\b", re.IGNORECASE)
REPORTED = re.compile(
    r"\b(?:he|she|they|people|some|many|others|critics|researchers|experts|everyone|somebody|someone|you) "
    r"(?:\w+ )?(?:say|says|said|claim|claims|claimed|argue|argues|argued|believe|believes|think|thinks|thought)\b"
    r"|\baccording to\b|\bone (?:could|might|may) (?:say|believe|argue|think)\b",
    re.IGNORECASE,
)
COURTESY = re.compile(
    r"^\W*(?:thanks?|thank you|hi|hello|hey|welcome|cheers|sorry|congrat\w*|great (?:post|question|comment)|nice post|"
    r"good (?:point|question|catch)|fair enough|will (?:edit|fix|do)|edit(?:ed)?\b|"
    r"i hope this (?:is|helps|was)|"
    r"hope this helps|agreed|\+1|this|same|lol|haha|see (?:also|here|the))\b",
    re.IGNORECASE,
)
AGREEMENT = re.compile(
    r"^\W*(?:agreed?|i agree|exactly|yes|yeah|yep|yup|true|right|indeed|absolutely|definitely|\+1|seconded|this|same|"
    r"good point|fair (?:point|enough)|well said|correct|of course)\b",
    re.IGNORECASE,
)
DISAGREEMENT = re.compile(
    r"^\W*(?:no|nope|but|however|disagree|i disagree|i (?:don['’]t|do not) (?:think|agree|see|believe|buy)|actually|"
    r"not (?:really|true|quite|necessarily|at all|so)|wrong|false|nonsense|rather|instead|that['’]s not|that is not|"
    r"this is not|isn['’]t|aren['’]t|why (?:do|would|should)|how (?:do|is|can|would)|"
    r"on the (?:other hand|contrary)|still|yet|although|though|i doubt|the problem is|"
    r"except|unfortunately|sure, but|yes,? but|even if|another issue)\b",
    re.IGNORECASE,
)
REASON = re.compile(
    r"^\W*(?:because|since|for (?:example|instance)|e\.g\.|after all|as |given|due to|that['’]s why|which is why|"
    r"in (?:fact|particular)"
    r"|specifically|namely|the reason|evidence|firstly|first|second|secondly|also|moreover|furthermore|besides)\b",
    re.IGNORECASE,
)
CONCLUSION = re.compile(
    r"^\W*(?:so|therefore|thus|hence|consequently|accordingly|in (?:short|conclusion|sum)|overall|my guess is|"
    r"i conclude|as a result|that means|this means|which means|ultimately|tl;?dr)\b",
    re.IGNORECASE,
)
CONTRAST = re.compile(
    r"^\W*(?:but|however|yet|although|though|still|nevertheless|on the other hand|instead|rather)\b",
    re.IGNORECASE,
)
NEGATION = re.compile(
    r"\b(?:not|no|never|none|nothing|nobody|neither|nor|without|hardly|cannot|\w+n['’]t|lacks?|fails?|false|wrong|impossible)\b",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"\b(?:you|your|yours|you['’](?:re|ve|ll|d))\b", re.IGNORECASE)
ANAPHOR = re.compile(r"^\W*(?:this|that|these|those|it|they|he|she|which|such)\b", re.IGNORECASE)
REFUTATION = re.compile(
    r"\b(?:false|wrong|mistaken|confused|implausible|unlikely|doubt|disagree|incorrect|untrue|nonsense|fails?|not|no|n['’]t)\b",
    re.IGNORECASE,
)
ITEM = re.compile(r"\((\d{1,2})\)|\b(?:point|claim|item|premise|argument|number) \(?(\d{1,2})\b", re.IGNORECASE)
ABSOLUTE = re.compile(
    r"\b(?:clearly|certainly|obviously|definitely|always|never|must|essentially|entirely|every|all)\b",
    re.IGNORECASE,
)


def is_question(text: str) -> bool:
    """Whether it ends as a question."""
    return text.rstrip("\"”’') ]").endswith("?")


def is_courtesy(text: str) -> bool:
    """Whether a short text only greets, thanks, agrees or points elsewhere."""
    return bool(COURTESY.match(text)) and len(WORD.findall(text.lower())) <= 9


def negations(text: str) -> int:
    """How many negating words it has."""
    return len(NEGATION.findall(text))


def assertiveness(text: str) -> float:
    """A hand-set probability, in [0, 1], that a text is an assertion; the floor that trained scorers are held to."""
    words = len(WORD.findall(text.lower()))
    if words < 3 or is_courtesy(text):
        return 0.1
    if is_question(text):
        return 0.35 if negations(text) else 0.2
    return 0.9 if words >= 5 else 0.6


def firmness(text: str) -> float:
    """How firmly it is asserted, in (0, 1): flat .6, hedged .5, conditional or reported less, emphatic a little more.

    The place in the middle keeps the strength open to both sides; the steps are the order that DESIGN asks for.
    """
    value = 0.6
    value += 0.05 if ABSOLUTE.search(text) else 0.0
    value -= 0.1 if HEDGE.search(text) else 0.0
    value -= 0.1 if CONDITIONAL.match(text) else 0.0
    value -= 0.15 if REPORTED.search(text) else 0.0
    return max(0.2, round(value, 4))


def agreement(source: str) -> float:
    """A hand-set likelihood, in [0, 1], that a text speaks for what it answers."""
    return 0.8 if AGREEMENT.match(source) and not DISAGREEMENT.search(source[:40]) else 0.4


def disagreement(source: str, target: str) -> float:
    """A hand-set likelihood, in [0, 1], that a text speaks against what it answers."""
    value = 0.3
    value += 0.35 if DISAGREEMENT.match(source) else 0.0
    value += 0.15 if (negations(source) % 2) != (negations(target) % 2) else 0.0
    value += 0.1 if is_question(source) else 0.0
    return min(value, 0.9)
