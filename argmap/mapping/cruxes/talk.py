"""What is said about persons and about the discussion, not about its subject: it is no crux and disputes none.

Of the annotated cruxes of the training threads these patterns hit 1.6 of 100, and of other claims 2.4; a question that
asks without asserting is told from a rhetorical one ("Then why ban magazines that carry 10 bullets?") by its opening.
"""

import re

from argmap.datatypes import Claim, Thread
from argmap.mapping import cues

INSULT = re.compile(
    r"\b(?:idiots?|morons?|stupid|trolls?|trolling|clowns?|imbeciles?|losers?|dumb|dumbass|pathetic|ignorant|ignoramus|"
    r"fools?|liars?|hypocrites?|jerks?|asshole|shills?|delusional|shut up|get a life|grow up|crybaby|bigots?|"
    r"brainwashed|clueless|cretins?|scum|jackass|nitwit|get lost|go away|pompous|arrogant)\b",
    re.IGNORECASE,
)
LONGEST_INSULT = 16
"""Words; who says more gives a reason."""
ABOUT_TALK = re.compile(
    r"\b(?:this (?:thread|discussion|conversation|exchange|debate|post)\b|off[- ]topic|"
    r"(?:as|like) i(?:['’]ve| have)? (?:said|wrote|stated|mentioned|pointed out|explained)|"
    r"your (?:last |previous |own |original )?(?:post|comment|reply|response)s?\b|"
    r"(?:ignored?|misread|misunderst\w+|misrepresent\w*|missed|dodg\w+|evad\w+|twist\w*) (?:my|your|me|what i)\b|"
    r"you (?:did|do|have)(?:n['’]t| not) (?:answer|address|read|respond)\w*|(?:down|up)vot\w+|agree to disagree|"
    r"i(?:['’]m| am) (?:just |also |really )?(?:curious|wondering|confused)|"
    r"i(?:['’]d| would) (?:be (?:curious|interested)|(?:love|like) to (?:know|hear|see))|"
    r"what (?:i|you) (?:meant|wrote)|"
    r"i (?:don['’]t|do not) understand your|nice try|thanks? (?:for|you)|my (?:previous|last|earlier) "
    r"(?:post|comment|reply|response|answer|question)s?\b)",
    re.IGNORECASE,
)
ASKING = re.compile(
    r"^\W*(?:(?:and|but|so|ok|well|also)\b,? )*(?:what|where|who|how|which|when|can|could|would you|will you|do you|"
    r"did you|have you|are you|is there|are there|any|got|does any|has any)\b",
    re.IGNORECASE,
)
LEAD = re.compile(
    r"^\W*(?:here (?:are|is|['’]s)\b|(?:in )?the following\b|below (?:are|is)\b|some (?:examples|topics|links)\b"
    r"|(?:\w+[ -]){0,4}\w+: \w+ing\b)",
    re.IGNORECASE,
)
"""Opens a list, or names what a heading is about ("Mechanistic interpretability: finding ways to ...")."""
QUOTED = re.compile(r"\s*[\"“«].*[\"”»][\s.]*", re.DOTALL)


def is_talk(text: str) -> bool:
    """Whether a text greets or thanks, insults somebody, or speaks of the discussion itself."""
    insults = bool(INSULT.search(text)) and len(text.split()) <= LONGEST_INSULT
    return cues.is_courtesy(text) or insults or bool(ABOUT_TALK.search(text))


def only_asks(text: str) -> bool:
    """Whether a text asks for an answer and asserts nothing."""
    return cues.is_question(text) and bool(ASKING.match(text)) and not cues.negations(text)


def is_told(claim: Claim, thread: Thread) -> bool:
    """Whether a speaker asserts a claim in their own words, about the subject."""
    talk = is_talk(claim.text) or only_asks(claim.text) or LEAD.match(claim.text)
    return not (talk or is_repeated(claim, thread))


def is_repeated(claim: Claim, thread: Thread) -> bool:
    """Whether the words that give a claim are somebody else's: half of them or more stand in a quotation."""
    if QUOTED.fullmatch(claim.text):
        return True
    span = claim.mentions[0]
    quotes = thread.by_id[span.post].quotes
    repeated = sum(max(0, min(span.end, quote.end) - max(span.start, quote.start)) for quote in quotes)
    return 2 * repeated >= span.end - span.start and repeated > 0
