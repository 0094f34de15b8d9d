"""How to put a request to servers that call themselves OpenAI-compatible and do not all understand the same."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

Message = dict[str, str]
FIELDS = ("response_format", "stream_options", "temperature", "max_tokens", "max_completion_tokens")


def names_a_field(complaint: str) -> bool:
    """Whether an error speaks of a part of the request that not all know; llama-cpp-python gives it status 500."""
    return any(field in complaint for field in FIELDS)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a request is put; begins with what most servers understand.

    Attributes:
        form: how the answer's form is demanded: 0 by `json_schema` (OpenAI, Ollama, llama.cpp, vLLM), 1 by
            `json_object` with a schema (llama-cpp-python), 2 by `json_object` alone, 3 by the prompt alone.
        limit: what the longest answer is called.
        temperature: whether the temperature may be said.
        usage: whether a count of tokens may be asked for.
    """

    form: int = 0
    limit: str = "max_tokens"
    temperature: bool = True
    usage: bool = True

    def body(self, model: str, messages: Sequence[Message], schema: dict[str, Any], longest: int) -> dict[str, Any]:
        """The request."""
        body: dict[str, Any] = {"model": model, "messages": list(messages), "stream": True, self.limit: longest}
        if self.temperature:
            body["temperature"] = 0
        if self.usage:
            body["stream_options"] = {"include_usage": True}
        if self.form == 0:
            form = {"name": "answer", "strict": True, "schema": schema}
            body["response_format"] = {"type": "json_schema", "json_schema": form}
        elif self.form == 1:
            body["response_format"] = {"type": "json_object", "schema": schema}
        elif self.form == 2:
            body["response_format"] = {"type": "json_object"}
        return body

    def simpler(self, complaint: str) -> "Dialect | None":
        """What to try after the server called a request bad: without what it names, else in a simpler form."""
        if "stream_options" in complaint and self.usage:
            return replace(self, usage=False)
        if "temperature" in complaint and self.temperature:
            return replace(self, temperature=False)
        if "max_completion_tokens" in complaint and self.limit == "max_tokens":
            return replace(self, limit="max_completion_tokens")
        return replace(self, form=self.form + 1) if self.form < 3 else None
