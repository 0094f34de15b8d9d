"""Discourse's `/raw/ID`: the Markdown of a topic, a line with name, time and number above each post."""

import re
from dataclasses import replace

from argmap.datatypes import Thread
from argmap.readers.bounds import check_posts
from argmap.readers.clock import moment
from argmap.readers.drafts import Draft, answering, thread_of
from argmap.readers.losses import with_losses
from argmap.readers.markup.composer import Body
from argmap.readers.markup.markdown_text import markdown_body
from argmap.settings import Settings

HEAD = re.compile(
    r"^(?P<author>[^\s|]{1,60}) \| (?P<when>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC) \| #(?P<number>\d+)[ \t]*$",
    re.MULTILINE,
)
RULE = re.compile(r"\n-{25}\s*$")
QUOTE = re.compile(r"\[quote(?P<about>=[^\]\n]{0,300})?\](?P<words>(?:(?!\[/?quote\b).)*?)\[/quote\]", re.DOTALL)
ABOUT = re.compile(r'="?(?P<author>[^",]+)?(?:,\s*post:(?P<post>\d+))?')
MOST_QUOTES = 200


def is_raw_topic(text: str) -> bool:
    """Whether a text begins as a topic that Discourse gives as Markdown."""
    return HEAD.match(text.lstrip("\ufeff\r\n ").replace("\r\n", "\n")[:300]) is not None


def from_raw_topic(text: str, settings: Settings = Settings()) -> Thread:
    """The thread in a topic; a post answers the post that it quotes first, else the first.

    Raises:
        InputError: more posts than `settings.max_posts`, or none with words.
    """
    text = text.replace("\r\n", "\n")
    heads = list(HEAD.finditer(text))
    check_posts(len(heads), settings)
    ends = [*(head.start() for head in heads[1:]), len(text)]
    bodies = [RULE.sub("", text[head.end() : end].rstrip()).strip() for head, end in zip(heads, ends, strict=True)]
    drafts = [
        Draft(head["number"], _body(words), head["author"], created_at=moment(head["when"]))
        for head, words in zip(heads, bodies, strict=True)
    ]
    return with_losses(answering(thread_of(drafts)), (QUOTE.sub(r"\n\g<words>\n", words) for words in bodies))


def _body(words: str) -> Body:
    """The body of a post, whose quotations say whose they are."""
    cited: list[re.Match[str]] = list(QUOTE.finditer(words))[:MOST_QUOTES]
    pieces, last = list[Body](), 0
    for found in cited:
        pieces.append(markdown_body(words[last : found.start()]))
        lines = "\n".join(f"> {line}" for line in found["words"].strip().split("\n"))
        about = ABOUT.match(found["about"] or "")
        inner = markdown_body(lines)
        quotes = (
            tuple(replace(one, author=about["author"], post=about["post"]) for one in inner.quotes)
            if about
            else inner.quotes
        )
        pieces.append(replace(inner, quotes=quotes))
        last = found.end()
    return _joined([*pieces, markdown_body(words[last:])])


def _joined(bodies: list[Body]) -> Body:
    """Bodies one below the other."""
    text, quotes = "", []
    for body in bodies:
        if not body.text:
            continue
        text += "\n\n" if text else ""
        quotes += [replace(one, start=one.start + len(text), end=one.end + len(text)) for one in body.quotes]
        text += body.text
    return Body(text, tuple(quotes), sum(body.struck for body in bodies))
