"""Replies that only agree ("Agreed.", "+1", "This."): who says so asserts the claim that is answered.

Such words are no claim of their own, and they do not state the claim that they mean, so they are none of its mentions:
a claim keeps their places apart, as its `agreements`.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from argmap.datatypes import Claim, Kind, Link, Post, Quote, Span, Thread

HOW = r"(?:(?:totally|completely|fully|entirely|absolutely|definitely|strongly|wholeheartedly|very much|also|so) )?"
FIRM = (
    rf"i {HOW}agree(?: (?:completely|entirely|fully))?(?: with (?:this|that|you|all of (?:this|that|it)|everything))?"
    rf"|{HOW}agreed?|could(?:n['’]t| not) agree more|\+ ?1|seconded|i second this|exactly(?: (?:this|that|right))?"
    r"|precisely|well said|well put|spot on|so true|hear,? hear|amen|bingo|qft|100 ?%|this(?: exactly)?|ditto"
    r"|you(?:['’]re| are)(?: \w+)? right|that(?:['’]s| is)(?: \w+)? (?:right|true|correct)"
)
"""Says that somebody is right, whatever was said before."""
SOFT = r"yes|yeah|yep|yup|yea|true|right|correct|indeed|absolutely|definitely|totally|of course|same(?: here)?|me too"
"""Says so only where no question was asked."""
FILLER = r"thanks?(?: you)?|thx|lol|haha|op|man|mate|good (?:point|comment|post)|great (?:point|comment|post)"
GAP = r"[^\w\"'“”‘’?+%*>\[\]]"
"""What stands between and around such words: space, stops, smileys; neither a question nor somebody else's words."""
ONLY_FIRM = re.compile(rf"{GAP}*(?:{FIRM})(?:{GAP}+(?:{FIRM}|{SOFT}|{FILLER}))*{GAP}*", re.IGNORECASE)
ONLY_SOFT = re.compile(rf"{GAP}*(?:{SOFT})(?:{GAP}+(?:{SOFT}|{FILLER}))*{GAP}*", re.IGNORECASE)
LONGEST = 80
"""Characters of a reply that only agrees."""
FIRST = re.compile(rf"\s*(?P<said>(?:(?:{SOFT}), )?(?:{FIRM}))\s?[.!]+(?=\s)\s*(?P<next>[\w'’]+)?", re.IGNORECASE)
"""A first sentence that agrees, before others."""
TURN = re.compile(r"but|however|though|although|except|still|yet|that['’]s why", re.IGNORECASE)


def find_agreements(claims: Sequence[Claim], links: Sequence[Link], thread: Thread) -> tuple[Claim, ...]:
    """The claims with the places where a reply only agrees with them.

    A reply agrees with the claim that it quotes, else with the one that the rest of the answered post supports; who
    agrees with an agreement, agrees with what that one meant.
    """
    meant: dict[str, str] = {}
    found: dict[str, list[Span]] = {}
    middle, words = central(claims, links), {claim.id: plain(claim.text) for claim in claims}
    speakers = {c.id: frozenset(thread.by_id[span.post].speaker for span in c.mentions) for c in claims}
    for post in thread.posts:
        answered = thread.by_id.get(post.reply_to or "")
        span = agreeing(post, answered) if answered else None
        if answered is None or span is None:
            continue
        claim = quoted(post, span, words) or middle.get(answered.id) or meant.get(answered.id)
        if claim and thread.by_id[span.post].speaker not in speakers[claim]:
            meant[post.id] = claim
            found.setdefault(claim, []).append(span)
    return tuple(replace(claim, agreements=tuple(found.get(claim.id, ()))) for claim in claims)


def agreeing(post: Post, answered: Post) -> Span | None:
    """Where a reply only agrees: all its own words, or its first sentence; None where it does not."""
    start = max((quote.end for quote in leading_quotes(post)), default=0)
    own = post.text[start:]
    said = own.strip()
    begin = start + own.find(said)
    asked = answered.text.rstrip("\"”’') ]\n").endswith("?")
    if len(said) <= LONGEST and (ONLY_FIRM.fullmatch(said) or (not asked and ONLY_SOFT.fullmatch(said))):
        return Span(post.id, begin, begin + len(said))
    first = FIRST.match(own)
    if first is None or (first["next"] and TURN.fullmatch(first["next"])):
        return None
    return Span(post.id, start + first.start("said"), start + first.end("said"))


def leading_quotes(post: Post) -> list[Quote]:
    """The quotes before which the post has no words of its own."""
    found: list[Quote] = []
    end = 0
    for quote in sorted(post.quotes, key=lambda quote: quote.start):
        if post.text[end : quote.start].strip(' \n\r\t>"“”'):
            break
        found.append(quote)
        end = quote.end
    return found


def quoted(post: Post, span: Span, said: Mapping[str, str]) -> str | None:
    """The claim, of those with their plain words, whose words the post quotes just before it agrees."""
    last = next((quote for quote in reversed(leading_quotes(post)) if quote.end <= span.start), None)
    if last is None:
        return None
    words = plain(post.text[last.start : last.end])
    return next((claim for claim, text in said.items() if text in words or words in text), None)


def plain(text: str) -> str:
    """The words of a text, small and singly spaced."""
    return " ".join(re.findall(r"\w+", text.lower()))


def central(claims: Sequence[Claim], links: Sequence[Link]) -> dict[str, str]:
    """The claim of each post that most of its others support, by post, the first where several are."""
    home = {claim.id: claim.mentions[0].post for claim in claims if claim.mentions}
    served = Counter(
        link.target for link in links if link.kind is Kind.SUPPORT and home.get(link.source) == home.get(link.target)
    )
    found: dict[str, str] = {}
    for claim, post in home.items():
        if post not in found or served[claim] > served[found[post]]:
            found[post] = claim
    return found
