"""The language model as a second reader: every question asked once, answers checked, repaired once, kept."""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Coroutine, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import httpx

from argmap.backends.llm.address import is_local
from argmap.backends.llm.answers import (
    Answer,
    Closing,
    UnusableError,
    answer_schema,
    check_answer,
    check_closing,
    closing_schema,
    conclusion_of,
    joined,
    opinion_of,
)
from argmap.backends.llm.dialect import Message
from argmap.backends.llm.kept import Kept, Shelf, key_of
from argmap.backends.llm.ledger import Ledger, tokens_of
from argmap.backends.llm.prompts import messages_of, read_prompt
from argmap.backends.llm.server import NoAnswerError, Reply, Server
from argmap.datatypes import Dropped
from argmap.errors import ModelError
from argmap.settings import LlmSettings
from argmap.stages import Conclusion, Opinion, Progress, Question

STAGE = "Asking the language model"
Result = TypeVar("Result")
HEARTBEAT = 0.25
"""Seconds between two reports of progress, so that what they raise ends the work soon."""
AT_ONCE = 4
LONGEST_WAIT = 60.0
"""Seconds; a server that asks for more is not waited for."""
LONGEST_QUOTE = 4000
"""Characters of an unusable answer that are shown to the model again."""


class OverspentError(NoAnswerError):
    """There are no tokens left for another attempt."""


@dataclass(frozen=True)
class Kind:
    """A kind of question: the prompt above it, the form of its answer, and the check of it."""

    prompt: str
    schema: Callable[[Question], dict[str, Any]]
    check: Callable[[str, Question], Answer | Closing]


READ = Kind("read", answer_schema, check_answer)
CONCLUDE = Kind("conclude", closing_schema, check_closing)


class LlmReader:
    """Reads a thread on numbered pages; one for a run.

    Args:
        server: where to ask.
        settings: how much, and how patiently.
        shelf: where answers are kept.
    """

    def __init__(self, server: Server, settings: LlmSettings, shelf: Shelf) -> None:
        self._server, self._settings, self._shelf = server, settings, shelf
        self._ledger = Ledger(settings.max_tokens)
        self._heard = False
        self._silent = 0

    @property
    def cost(self) -> Mapping[str, float]:
        """See `argmap.stages.SecondReader`."""
        return self._ledger.cost

    @property
    def dropped(self) -> tuple[Dropped, ...]:
        """See `argmap.stages.SecondReader`."""
        return self._ledger.dropped

    def read(self, questions: Sequence[Question], progress: Progress | None) -> Opinion:
        """See `argmap.stages.SecondReader`.

        Raises:
            ModelError: the server cannot be reached at all, or knows neither key nor model.
        """
        answers = run(self._ask_all(questions, READ, progress))
        pairs = zip(answers, questions, strict=True)
        return joined(opinion_of(answer, question) for answer, question in pairs if isinstance(answer, Answer))

    def conclude(self, question: Question, progress: Progress | None) -> Conclusion:
        """See `argmap.stages.SecondReader`."""
        (answer,) = run(self._ask_all([question], CONCLUDE, progress))
        return conclusion_of(answer, question) if isinstance(answer, Closing) else Conclusion()

    async def _ask_all(
        self, questions: Sequence[Question], kind: Kind, progress: Progress | None
    ) -> list[Answer | Closing | None]:
        """The checked answers, None where there is none; begun in the order of the questions, several at once.

        Until the server has said something one question is under way by itself: it settles whether there is a server.
        """
        self._ledger.questions += len(questions)
        answers = [self._find(question, kind) for question in questions]
        waiting = deque(i for i, answer in enumerate(answers) if answer is None)
        under_way: dict[asyncio.Task[Answer | Closing | None], int] = {}
        async with self._server.client() as client:
            try:
                while waiting or under_way:
                    while waiting and len(under_way) < (self._most_at_once if self._heard else 1):
                        i = waiting.popleft()
                        under_way[asyncio.create_task(self._answer(client, questions[i], kind))] = i
                    if progress is not None:
                        progress(STAGE, len(questions) - len(waiting) - len(under_way), len(questions))
                    done, _ = await asyncio.wait(under_way, timeout=HEARTBEAT, return_when=asyncio.FIRST_COMPLETED)
                    for task in done:
                        answers[under_way.pop(task)] = task.result()
            finally:
                for task in under_way:
                    task.cancel()
                await asyncio.gather(*under_way, return_exceptions=True)
        return answers

    @property
    def _most_at_once(self) -> int:
        return self._settings.at_once or (1 if is_local(self._server.address) else AT_ONCE)

    async def _answer(self, client: httpx.AsyncClient, question: Question, kind: Kind) -> Answer | Closing | None:
        """The checked answer to one question, after one try to have it repaired; None is entered with its reason."""
        try:
            return await self._checked(client, question, kind)
        except UnusableError:
            self._ledger.missing["gave no usable answer"] += 1
        except OverspentError:
            self._ledger.missing["had no tokens left"] += 1
        except NoAnswerError as fault:
            if not self._heard and not self._ledger.answers:
                raise ModelError(f"{self._server.address} {fault}: see that the server runs, or --llm-url") from None
            self._silent += 1
            self._ledger.missing[str(fault)] += 1
        return None

    async def _checked(self, client: httpx.AsyncClient, question: Question, kind: Kind) -> Answer | Closing:
        """The answer, asked for once more with the fault told where the first does not hold.

        Raises:
            UnusableError: the second does not hold either.
            NoAnswerError: the server gave none.
        """
        start, tokens = time.monotonic(), 0
        messages = messages_of(question, kind.prompt)
        schema = kind.schema(question)
        for last in (False, True):
            reply = await self._reply(client, messages, schema)
            tokens += reply.tokens
            try:
                answer = checked(reply, question, kind)
            except UnusableError as fault:
                if last:
                    raise
                messages += repair_of(reply, fault)
            else:
                seconds = round(time.monotonic() - start, 1)
                self._keep(question, kind, Kept(answer.model_dump_json(by_alias=True), tokens, seconds))
                return answer
        raise AssertionError("the second attempt returns or raises")

    async def _reply(self, client: httpx.AsyncClient, messages: Sequence[Message], schema: dict[str, Any]) -> Reply:
        """The model's reply, asked for again where the server is busy or breaks off; every attempt is paid for.

        Raises:
            NoAnswerError: there was none in as many attempts as are allowed, or there are no tokens left for another.
        """
        pause, most = self._settings.pause, tokens_of(messages, self._settings.answer_tokens)
        for left in reversed(range(self._settings.attempts)):
            if self._silent >= self._settings.patience:
                raise NoAnswerError("had stopped answering")
            if not self._ledger.has_room(most):
                raise OverspentError("had no tokens left")
            try:
                with self._ledger.reserving(most):
                    reply = await self._server.ask(client, messages, schema)
            except NoAnswerError as fault:
                self._ledger.spent += most if fault.begun else 0
                wait = pause if fault.pause is None else fault.pause
                if not left or not fault.again or wait > LONGEST_WAIT:
                    raise
                await asyncio.sleep(wait)
                pause *= 2
            else:
                self._heard, self._silent = True, 0
                reply = reply if reply.tokens else replace(reply, tokens=tokens_of(messages, len(reply.text) // 3))
                self._ledger.spent += reply.tokens
                return reply
        raise NoAnswerError("was not asked")

    def _find(self, question: Question, kind: Kind) -> Answer | Closing | None:
        """The kept answer to a question, checked again."""
        kept = self._shelf.find(self._key(question, kind))
        try:
            answer = kind.check(kept.answer, question) if kept else None
        except UnusableError:
            return None
        if kept:
            self._ledger.enter(kept.tokens, kept.seconds)
        return answer

    def _keep(self, question: Question, kind: Kind, kept: Kept) -> None:
        self._ledger.enter(kept.tokens, kept.seconds)
        self._shelf.keep(self._key(question, kind), kept)

    def _key(self, question: Question, kind: Kind) -> str:
        return key_of([self._server.address, self._settings.model, messages_of(question, kind.prompt)])


def checked(reply: Reply, question: Question, kind: Kind) -> Answer | Closing:
    """The answer in a reply.

    Raises:
        UnusableError: there is none that holds.
    """
    if reply.stopped == "length":
        raise UnusableError("it was too long and was cut off; leave out what you are least sure of")
    return kind.check(reply.text, question)


def repair_of(reply: Reply, fault: UnusableError) -> list[Message]:
    """What is said to a model whose answer does not hold."""
    return [
        {"role": "assistant", "content": reply.text[:LONGEST_QUOTE] or "-"},
        {"role": "user", "content": read_prompt("repair").replace("{error}", str(fault))},
    ]


def run(work: Coroutine[Any, Any, Result]) -> Result:
    """What the work returns; where this thread already runs an event loop (a notebook), in another one."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()
