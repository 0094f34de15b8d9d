"""The prompts: a version is never changed once it is released, a better text gets the next number."""

import hashlib
from functools import cache
from importlib.resources import files

from argmap.backends.llm.dialect import Message
from argmap.stages import Question

VERSIONS = {"read": 1, "conclude": 1, "repair": 1}


@cache
def read_prompt(name: str) -> str:
    """The text of a prompt in its current version."""
    return files(__name__).joinpath(f"{name}-{VERSIONS[name]}.md").read_text("utf-8")


def messages_of(question: Question, prompt: str = "read") -> list[Message]:
    """What is sent for a question."""
    return [{"role": "system", "content": read_prompt(prompt)}, {"role": "user", "content": question.text}]


def version_line() -> str:
    """Names, versions and a hash of all prompts, for the record of a run."""
    texts = "\n".join(read_prompt(name) for name in VERSIONS)
    names = ", ".join(f"{name} {version}" for name, version in VERSIONS.items())
    return f"{names} ({hashlib.sha256(texts.encode()).hexdigest()[:12]})"
