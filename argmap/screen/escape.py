"""Text from strangers -> what Streamlit shows letter by letter."""

import re
from html import escape

from argmap.datatypes import ArgumentMap, Thread

JOINER = "&#8288;"
TAKEN = ":-<>=~"


def plain(text: str) -> str:
    """Text that Streamlit's Markdown shows letter by letter: no markup, LaTeX, emoji, icon, colour or HTML.

    Streamlit looks for icons (`:material/home:`) and arrows (`->`) in the words left after Markdown is read, so
    an invisible joiner stands behind the characters that these are made of.
    """
    return re.sub(
        r"[!-/:-@\[-`{-~]", lambda found: f"&#{ord(found[0])};{JOINER * (found[0] in TAKEN)}", " ".join(text.split())
    )


def header_html(argument_map: ArgumentMap) -> str:
    """The head of the page as HTML, every word of the thread escaped."""
    thread = argument_map.thread
    counts = (
        counted(len(thread.posts), "post"),
        voices(thread),
        counted(len(argument_map.claims), "claim"),
        counted(len(argument_map.links), "link"),
    )
    title = escape(thread.title or "Untitled thread")
    return f'<div class="am-head"><b>argmap</b><h1 title="{title}">{title}</h1><span>{" · ".join(counts)}</span></div>'


def voices(thread: Thread) -> str:
    """How many people speak, as far as posts name their author.

    >>> from argmap.datatypes import Post
    >>> voices(Thread((Post("p1", "a", "ann"), Post("p2", "b"))))
    '1 voice, 1 post without a name'
    """
    names = {post.author for post in thread.posts if post.author}
    unnamed = sum(not post.author for post in thread.posts)
    if not names:
        return "authors unknown"
    return counted(len(names), "voice") + (f", {counted(unnamed, 'post')} without a name" if unnamed else "")


def counted(number: int, word: str) -> str:
    """The number with its word, in the plural where it must be."""
    return f"{number} {word}{'' if number == 1 else 's'}"
