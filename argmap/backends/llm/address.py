"""Where the language model is, and the key to it: checked before a word is sent."""

import ipaddress
import os
from dataclasses import replace
from urllib.parse import urlsplit

from argmap.errors import ModelError
from argmap.settings import LlmSettings

URL, MODEL, KEY = "ARGMAP_LLM_URL", "ARGMAP_LLM_MODEL", "ARGMAP_LLM_KEY"
"""The environment variables that are read; other programs' keys are not."""


def from_environment(settings: LlmSettings) -> LlmSettings:
    """The settings with address and model from the environment where they are empty."""
    return replace(
        settings,
        url=settings.url or os.environ.get(URL, ""),
        model=settings.model or os.environ.get(MODEL, ""),
    )


def read_key() -> str:
    """The key from the environment; empty where there is none."""
    return os.environ.get(KEY, "").strip()


def check_address(settings: LlmSettings, key: str) -> str:
    """The address that questions are sent to, without a slash at its end.

    Raises:
        ModelError: there is none, it holds a key, or a key would be sent unencrypted to another machine.
    """
    if not settings.url or not settings.model:
        raise ModelError(f"name the language model: --llm-url and --llm-model, or {URL} and {MODEL}")
    try:
        parts = urlsplit(settings.url)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        host, parts = "", urlsplit("")
    if parts.scheme not in ("http", "https") or not host:
        raise ModelError("the address of the language model is no http address, such as http://localhost:11434/v1")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ModelError(f"the address of the language model may hold no key or query: put the key into {KEY}")
    if key and parts.scheme == "http" and not is_local(settings.url):
        raise ModelError(f"{KEY} would be sent to {host} unencrypted: use an https address")
    return settings.url.rstrip("/")


def notice(settings: LlmSettings) -> str:
    """What is said before anything leaves the machine: what goes where, and how many tokens at most.

    Raises:
        ModelError: no model is named, or its address is not fit to be used.
    """
    settings = from_environment(settings)
    address = check_address(settings, read_key())
    where = "on this machine" if is_local(address) else "over the network"
    return (
        f"The thread's text, without its authors' names, goes to the model {settings.model} at {address} ({where}); "
        f"at most {settings.max_tokens:,} tokens."
    )


def is_local(url: str) -> bool:
    """Whether the address is this machine.

    >>> is_local("http://localhost:11434/v1"), is_local("http://127.0.0.1:80"), is_local("https://example.org/v1")
    (True, True, False)
    """
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
