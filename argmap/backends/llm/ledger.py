"""What a run's answers cost, and what was not answered."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from argmap.backends.llm.dialect import Message
from argmap.datatypes import Dropped

BYTES_PER_TOKEN = 3
"""Less than any tokenizer in use needs for running text, so that an estimate is no less than what a server counts."""
WINDOW = "window"
"""What a question is called in the record of a run."""


def tokens_of(messages: Sequence[Message], answer: int) -> int:
    """The most tokens that messages and an answer of so many can take."""
    return sum(len(message["content"].encode()) // BYTES_PER_TOKEN + 10 for message in messages) + answer


@dataclass
class Ledger:
    """The account of one run.

    Attributes:
        max_tokens: what the run may spend.
        spent: tokens that were spent in this run, failed attempts included.
        reserved: what the questions under way may still spend.
        questions: how many there were.
        answers: how many have an answer, kept ones included.
        tokens: what those answers took when they were given.
        seconds: likewise.
        missing: reasons for which a question has no answer, counted.
    """

    max_tokens: int
    spent: int = 0
    reserved: int = 0
    questions: int = 0
    answers: int = 0
    tokens: int = 0
    seconds: float = 0.0
    missing: Counter[str] = field(default_factory=Counter)

    def has_room(self, tokens: int) -> bool:
        """Whether so many tokens can be spent and no more than allowed."""
        return self.spent + self.reserved + tokens <= self.max_tokens

    @contextmanager
    def reserving(self, tokens: int) -> Iterator[None]:
        """Hold so many tokens ready while a question is under way."""
        self.reserved += tokens
        try:
            yield
        finally:
            self.reserved -= tokens

    def enter(self, tokens: int, seconds: float) -> None:
        """An answer, and what it took when it was given."""
        self.answers += 1
        self.tokens += tokens
        self.seconds += seconds

    @property
    def cost(self) -> dict[str, float]:
        """For the record of the run: the same answers give the same figures, whether they were kept or given now."""
        return {
            "questions": self.questions,
            "answers": self.answers,
            "tokens": self.tokens,
            "seconds": round(self.seconds, 1),
        }

    @property
    def dropped(self) -> tuple[Dropped, ...]:
        """What has no answer, and why."""
        return tuple(
            Dropped(WINDOW, f"the language model {why}; read by the parser alone", count)
            for why, count in sorted(self.missing.items())
        )
