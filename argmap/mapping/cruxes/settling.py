"""What kind of disagreement a crux is, by cue words, what would settle it, and the surest objection to it."""

import re

from argmap.datatypes import ArgumentMap, Crux, Kind

KINDS = (
    (
        re.compile(
            r"\b(?:by definition|defined? as|definition of|means? (?:that|to)|count(?:s|ed)? as|so-called|"
            r"what (?:we|you|i) mean by|the (?:word|term|meaning)|semantic\w*)\b",
            re.IGNORECASE,
        ),
        "a common meaning for the words it turns on",
    ),
    (
        re.compile(
            r"\b(?:will|won['’]t|going to|would (?:lead|end|result|make|cause|become|work)|(?:in|by) 20\d\d|eventually|"
            r"in the (?:future|long run)|(?:un)?likely to|predict\w*|sooner or later)\b",
            re.IGNORECASE,
        ),
        "a prediction: name what would be seen by when, and how probable it is",
    ),
    (
        re.compile(
            r"\b(?:should|ought|must|moral\w*|(?:un)?ethical\w*|(?:un)?fair|(?:un)?just|rights?|deserves?|better|worse|"
            r"worth|(?:un)?acceptable|wrong to|good|bad)\b",
            re.IGNORECASE,
        ),
        "which values come first: name what each side would give up for it",
    ),
    (
        re.compile(
            r"\d|\b(?:is|are|was|were|has|have|had|causes?|caused|shows?|showed|increases?|reduces?|prevents?|happens?)\b",
            re.IGNORECASE,
        ),
        "a fact: name what could be looked up, counted or tried",
    ),
)
"""The cues of a kind, and what settles it; the first that fits is taken."""


def settled_by(text: str) -> str:
    """What would settle a disagreement about a claim, in words; empty where no cue tells."""
    return next((words for cue, words in KINDS if cue.search(text)), "")


def surest_objection(crux: Crux, argument_map: ArgumentMap) -> str:
    """The id of the claim that objects to a crux most surely and is not its speakers' own; empty where none is."""
    posts = argument_map.thread.by_id
    own = {posts[span.post].speaker for span in argument_map.claim_by_id[crux.claim].mentions}
    found = [
        (-link.confidence, link.source)
        for link in argument_map.links
        if link.target == crux.claim
        and link.kind is Kind.OBJECTION
        and not own & {posts[span.post].speaker for span in argument_map.claim_by_id[link.source].mentions}
    ]
    return min(found, default=(0.0, ""))[1]
