"""The language of posts: English is all that argmap reads, so other languages are told before a map is made."""

import re
from collections import Counter
from dataclasses import replace
from functools import cache
from typing import Protocol

from argmap.datatypes import Post, Thread
from argmap.mapping.units.segment import unquoted

WORD = re.compile(r"[^\W\d_]+")
ADDRESS = re.compile(r"https?://\S+|www\.\S+|(?<!\S)\S{1,64}@\S{1,255}\.\w+")
ENGLISH = {
    *("the", "and", "of", "that", "it", "is", "are", "this", "for", "not", "with", "you", "they", "be", "have", "but"),
    *("would", "which", "what", "there", "their", "if", "because", "about", "than", "then", "when", "how", "can"),
    *("will", "just", "should", "could", "my", "your", "from", "at", "been", "were", "does", "did", "think"),
}
"""Words of nearly every English post, and of hardly one in another language."""
ENGLISH_SHARE = 0.15
"""Share of such words from which a post is English: a quick test that spares the model nearly all English posts."""
SURE = 0.45
"""Confidence from which the model is believed: it names 0 of 5,996 English posts, 50 of 50 sentences of ten others."""
LEAST_LETTERS, LEAST_SIGNS = 15, 5
"""Letters that a language can be told from, and letters of scripts where one is a word or a syllable."""
LOOKED_AT = 2000
MOSTLY = 0.5
DENSE = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
NAMES = {
    "ar": "Arabic", "bg": "Bulgarian", "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
    "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi",
    "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean",
    "lt": "Lithuanian", "lv": "Latvian", "nb": "Norwegian", "nl": "Dutch", "no": "Norwegian", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovene", "sr": "Serbian",
    "sv": "Swedish", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
NO_WORDS = "no words in any post, only signs, pictures or addresses: there is nothing to map"


class Model(Protocol):
    """Tells languages apart."""

    def classify(self, text: str) -> tuple[str, float]:
        """The ISO 639 code of a text's language, and the probability of it."""
        ...


def with_languages(thread: Thread) -> Thread:
    """The thread with the language of each post that is not in English."""
    found = [post.language or language_of(post.text) for post in thread.posts]
    if not any(found):
        return thread
    posts = (replace(post, language=code) if code else post for post, code in zip(thread.posts, found, strict=True))
    return replace(thread, posts=tuple(posts))


def language_note(thread: Thread) -> str | None:
    """A line for people where most of a thread is not in English, or no post has a word; None else."""
    sizes: Counter[str | None] = Counter()
    for post in with_languages(thread).posts:
        sizes[post.language] += len("".join(WORD.findall(ADDRESS.sub("", _own(post)))))
    whole, foreign = sizes.total(), sizes.total() - sizes[None]
    if not whole:
        return NO_WORDS
    return _told(sizes, foreign / whole) if foreign > MOSTLY * whole else None


def language_of(text: str) -> str | None:
    """The ISO 639 code of a text's language; None where it is English, or too short to tell.

    >>> language_of("Das Dach ist sicher, weil dort niemand geht."), language_of("Nobody walks there.")
    ('de', None)
    """
    text = ADDRESS.sub(" ", text[: 2 * LOOKED_AT])[:LOOKED_AT]
    words = WORD.findall(text)
    letters = sum(map(len, words))
    if letters < LEAST_LETTERS and len(DENSE.findall(text)) < LEAST_SIGNS:
        return None
    if sum(word.lower() in ENGLISH for word in words) >= ENGLISH_SHARE * len(words):
        return None
    code, confidence = _model().classify(text)
    return code if code not in ("en", "zxx", "und") and confidence >= SURE else None


def _told(sizes: Counter[str | None], share: float) -> str:
    code = max((name for name in sizes if name), key=lambda name: sizes[name])
    name = f"{NAMES[code]} ({code})" if code in NAMES else f"`{code}`"
    return f"{share:.0%} of it is not in English, but in {name} above all: argmap reads English, so expect a poor map"


def _own(post: Post) -> str:
    """A post's words without those that it quotes."""
    return "".join(post.text[start:end] for start, end in unquoted(post, 0, len(post.text)))


@cache
def _model() -> Model:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    model: Model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    return model
