"""Text from strangers -> what Streamlit shows letter by letter."""

import re
from html import escape

from argmap.datatypes import ArgumentMap


def plain(text: str) -> str:
    """Text that Streamlit's Markdown shows letter by letter: no markup, LaTeX, emoji, icon or colour directive, no HTML."""
    line = " ".join(text.split())
    return re.sub(r"([\\`*_{}\[\]()<>#+\-.!|~$:&\"'=^/@])", lambda found: f"&#{ord(found[1])};", line)


def header_html(argument_map: ArgumentMap) -> str:
    """The head of the page as HTML, every word of the thread escaped."""
    thread = argument_map.thread
    authors = len({post.speaker for post in thread.posts})
    counts = f"{len(thread.posts)} posts · {authors} voices · {len(argument_map.claims)} claims · {len(argument_map.links)} links"
    title = escape(thread.title or "Untitled thread")
    return f'<div class="am-head"><b>argmap</b><h1 title="{title}">{title}</h1><span>{counts}</span></div>'
