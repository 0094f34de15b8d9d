"""One question to a chat server, and its answer: streamed, with time-outs, back-off and the server's own dialect."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from argmap.backends.llm.address import KEY, check_address, is_local
from argmap.backends.llm.dialect import Dialect, Message, names_a_field
from argmap.errors import ModelError
from argmap.settings import LlmSettings

BUSY = {408, 409, 425, 429, 500, 502, 503, 504, 529}
BAD_REQUEST = {400, 415, 422, 501}
MOST_CHARACTERS = 200_000
WHOLE_ANSWER = 5
"""Times the time-out."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model said, the tokens of question and answer (0 where the server does not tell), and why it stopped."""

    text: str
    tokens: int
    stopped: str


class NoAnswerError(Exception):
    """The server gave no answer.

    Args:
        why: in words that follow "the language model".
        pause: seconds that the server asks to wait, where it does.
        again: whether another attempt may go better.
        begun: whether the attempt may have cost tokens.
    """

    def __init__(self, why: str, pause: float | None = None, *, again: bool = True, begun: bool = True) -> None:
        super().__init__(why)
        self.pause, self.again, self.begun = pause, again, begun


class Server:
    """An OpenAI-compatible chat server; remembers which dialect it understood."""

    def __init__(self, settings: LlmSettings, key: str) -> None:
        self._settings, self._key = settings, key
        self.address = check_address(settings, key)
        self._dialect = Dialect()

    @asynccontextmanager
    async def client(self) -> AsyncIterator[httpx.AsyncClient]:
        """A connection; what goes to this machine never takes a proxy, and no answer leads to another address."""
        headers = {"Authorization": f"Bearer {self._key}"} if self._key else {}
        patience = httpx.Timeout(self._settings.timeout, connect=min(10.0, self._settings.timeout), pool=None)
        options: dict[str, Any] = {"trust_env": not is_local(self.address)}
        if self.address.startswith("http:"):
            options["verify"] = False  # there is no certificate to check, and reading the known ones takes its time
        async with httpx.AsyncClient(headers=headers, timeout=patience, **options) as client:
            yield client

    async def ask(self, client: httpx.AsyncClient, messages: Sequence[Message], schema: dict[str, Any]) -> Reply:
        """The model's reply, asked for once.

        Raises:
            NoAnswerError: there was none.
            ModelError: the server knows neither key nor model.
        """
        try:
            async with asyncio.timeout(WHOLE_ANSWER * self._settings.timeout):
                return await self._understood(client, messages, schema)
        except (TimeoutError, httpx.HTTPError) as error:
            raise as_fault(error) from None

    async def _understood(
        self, client: httpx.AsyncClient, messages: Sequence[Message], schema: dict[str, Any]
    ) -> Reply:
        """One attempt, in a simpler dialect where the request is called bad; what was understood is remembered."""
        dialect = self._dialect
        while True:
            body = dialect.body(self._settings.model, messages, schema, self._settings.answer_tokens)
            async with client.stream("POST", f"{self.address}/chat/completions", json=body) as response:
                if response.is_success:
                    self._dialect = dialect
                    return await read_stream(response)
                complaint = await self._complaint(response)
                if response.status_code not in BAD_REQUEST and not names_a_field(complaint):
                    raise self._refusal(response, complaint)
            simpler = dialect.simpler(complaint)
            if simpler is None:
                raise NoAnswerError("called the question bad", again=False, begun=False)
            dialect = simpler

    def _refusal(self, response: httpx.Response, complaint: str) -> Exception:
        """What a status other than success or a bad request means."""
        status = response.status_code
        if status in BUSY:
            why = "was busy" if status == 429 else f"failed with status {status}"
            return NoAnswerError(why, seconds(response.headers.get("retry-after", "")), begun=False)
        if status in (401, 403):
            return ModelError(f"{self.address} refuses the key: put the right one into {KEY}")
        what = "has no such address or model" if status == 404 else f"answers with status {status}"
        return ModelError(f"{self.address} {what}: {complaint or 'look at --llm-url and --llm-model'}")

    async def _complaint(self, response: httpx.Response) -> str:
        """The beginning of what a server says of an error, the key taken out."""
        text = (await response.aread()).decode("utf-8", "replace")[:2000]
        if self._key:
            text = text.replace(self._key, "…")
        return " ".join(text.split())[:300]


async def read_stream(response: httpx.Response) -> Reply:
    """The pieces of an answer put together (server-sent events), or a whole answer from a server that does not stream.

    Raises:
        NoAnswerError: the stream was cut, or is not what was asked for.
    """
    if "json" in response.headers.get("content-type", ""):
        return reply_of([record_of((await response.aread()).decode("utf-8", "replace"))])
    records: list[dict[str, Any]] = []
    length = 0
    async for line in response.aiter_lines():
        length += len(line)
        data = line.removeprefix("data:").strip()
        if not line.startswith("data:") or not data:
            continue
        if data == "[DONE]":
            break
        records.append(record_of(data))
        if length > MOST_CHARACTERS * 10:
            raise NoAnswerError("did not stop talking", again=False)
    return reply_of(records)


def record_of(text: str) -> dict[str, Any]:
    """One event of a stream.

    Raises:
        NoAnswerError: it is no JSON object, or tells an error.
    """
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        record = None
    if not isinstance(record, dict) or "error" in record:
        raise NoAnswerError("broke off its answer")
    return record


def reply_of(records: Sequence[dict[str, Any]]) -> Reply:
    """The answer that the events of a stream, or one whole answer, give together.

    Raises:
        NoAnswerError: no event says that the answer is finished, or an event has not the form that it should.
    """
    text, stopped, tokens = "", "", 0
    try:
        for record in records:
            tokens = int((record.get("usage") or {}).get("total_tokens") or tokens)
            for choice in (record.get("choices") or [])[:1]:
                piece = choice.get("delta") or choice.get("message") or {}
                text += piece.get("content") or piece.get("refusal") or ""
                stopped = choice.get("finish_reason") or stopped
    except (AttributeError, TypeError, ValueError):
        raise NoAnswerError("does not answer as OpenAI's servers do", again=False) from None
    if not stopped:
        raise NoAnswerError("broke off its answer")
    if len(text) > MOST_CHARACTERS:
        raise NoAnswerError("did not stop talking", again=False)
    return Reply(text, max(tokens, 0), str(stopped))


def as_fault(error: Exception) -> NoAnswerError:
    """A failure of the connection in the words of a report."""
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
        return NoAnswerError("cannot be reached", begun=False)
    if isinstance(error, TimeoutError | httpx.TimeoutException):
        return NoAnswerError("did not answer in time")
    return NoAnswerError("broke off its answer")


def seconds(retry_after: str) -> float | None:
    """What a Retry-After header asks for, where it is a number of seconds.

    >>> seconds("2"), seconds("Wed, 21 Oct 2026 07:28:00 GMT"), seconds("nan")
    (2.0, None, None)
    """
    try:
        value = float(retry_after)
    except ValueError:
        return None
    return value if 0 <= value < float("inf") else None
