"""Comments of YouTube: what yt-dlp saves of a video (`--write-comments`), and threads of the Data API."""

from argmap.datatypes import Thread
from argmap.readers.fields import row_in
from argmap.readers.messages.read import Style, from_messages
from argmap.readers.sites.apis.objects import begins_with


def is_youtube(document: object) -> bool:
    """Whether a JSON document is of a video with its comments, or a list of threads of comments."""
    video = isinstance(document, dict) and "comments" in document and ("extractor" in document or "channel" in document)
    return video or begins_with(document, lambda row: "topLevelComment" in row_in(row, "snippet"))


def from_youtube(document: object) -> Thread:
    """The thread of a video: its description, or its title, and the comments on it.

    Raises:
        InputError: it holds no words.
    """
    if isinstance(document, dict) and "comments" in document:
        kept = ("title", "description", "uploader", "channel", "timestamp", "like_count", "webpage_url", "comments")
        document = {name: document[name] for name in kept if name in document}
        if not str(document.get("description") or "").strip():
            document.pop("description", None)
    thread = from_messages(document, style=Style(site="YouTube"))
    assert thread is not None, "a comment has an author and a text"
    return thread
