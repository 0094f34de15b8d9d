"""The last question: what the whole disagreement turns on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from argmap.datatypes import Claim, Kind, Link, Thread
from argmap.mapping.second.questions.lines import Names, quoted
from argmap.stages import Question

MAX_CLAIMS = 24
LONGEST = 220


def closing_question(
    thread: Thread, claims: Sequence[Claim], links: Sequence[Link], candidates: Sequence[str]
) -> Question:
    """The likeliest main claims and cruxes in reading order, with who is for and against each.

    Args:
        thread: where the claims stand.
        claims: all of them; `shown` in the question are places in this sequence.
        links: all of them.
        candidates: ids of the likeliest claims, best first; the first 24 are shown.
    """
    place = {claim.id: i for i, claim in enumerate(claims)}
    shown = sorted(place[claim] for claim in dict.fromkeys(candidates[:MAX_CLAIMS]))
    page = Page(thread, claims, links, {claims[i].id: n for n, i in enumerate(shown, start=1)}, place)
    return Question(text="\n".join(page.lines(shown)), shown=tuple(shown), first=1, last=len(shown))


@dataclass(frozen=True)
class Page:
    """What the lines are made from: the map, the number of each claim shown, and the place of every claim."""

    thread: Thread
    claims: Sequence[Claim]
    links: Sequence[Link]
    number: dict[str, int]
    place: dict[str, int]
    names: Names = field(default_factory=Names)

    def lines(self, shown: Sequence[int]) -> Iterator[str]:
        """The page, line by line."""
        if self.thread.title:
            yield f"THREAD: {quoted(self.thread.title, LONGEST)}"
        for i in shown:
            claim = self.claims[i]
            said_by = dict.fromkeys(self.speaker(mention.post) for mention in claim.mentions)
            yield f"[{self.number[claim.id]}] {' and '.join(said_by)}: {quoted(claim.text, LONGEST)}"
            for kind, word in ((Kind.SUPPORT, "for"), (Kind.OBJECTION, "against")):
                sources = [link.source for link in self.links if link.target == claim.id and link.kind is kind]
                if sources:
                    yield f"    {word} it: {self.reasons(sources)}"
        yield f"\nAnswer about [1] to [{len(shown)}]."

    def speaker(self, post: str) -> str:
        """The letter of a post's speaker."""
        return self.names.speaker(self.thread.by_id[post].speaker)

    def reasons(self, sources: Sequence[str]) -> str:
        """The numbers of the reasons that are shown, how many others there are, and who gives them."""
        here = [f"[{self.number[source]}]" for source in sources if source in self.number]
        more = len(sources) - len(here)
        who = sorted({self.speaker(self.claims[self.place[source]].mentions[0].post) for source in sources})
        return f"{' '.join([*here, *([f'{more} more'] if more else [])])} (by {', '.join(who)})"
