"""What a thread on any subject is about: its most telling phrases, and the claims that gather around each.

A phrase tells something where several claims in several posts use it and these claims are alike beyond their words: the
claims that say "heat pump" are, those that say "people" are not. Phrases whose claims are the same, or as alike, make
one topic, named by the two best. From there topics are inherited as research directions are.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from argmap.datatypes import Claim, Link, Thread, Topic
from argmap.mapping.topics.inheritance import Bearings, chosen, inherit
from argmap.settings import Settings
from argmap.stages import FloatArray

WORD = re.compile(r"[^\W\d_][\w'’\-]+")
NAME = re.compile(r"[^\W\d_]+")
PAUSE = re.compile(r"[.,;:!?()\[\]\"“”—–/]")
LONGEST = 3
"""Words of a phrase."""
LEAST = ((3, 2, 0.15), (2, 1, 0.15), (2, 1, 0.0))
"""In how many claims and posts a phrase stands at least, and by how much its claims are more alike than any claims are.

Each further row holds where those before leave a thread unparted: what ten sentences repeat is all that they are about.
"""
MOST_CLAIMS = 0.4
"""It stands in no more than this share of all claims: else it parts nothing."""
LONGER = 0.3
"""What each further word of a phrase adds to how much it tells."""
SHARED, ALIKE = 0.5, 0.7
"""Two phrases are of one topic where they share so many of the fewer claims, or their claims' centres are as alike."""
MAX_TOPICS = 8
NEAR = 0.5
"""A claim without the words belongs to a topic whose centre is so much like it."""
WORDS = """
a able about above act actual actually after again against ago agree agreed all almost alone along already also
although always am among amount an and another answer any anybody anyone anything anyway anywhere april are argue
argument around as ask asked at august average away back bad be became because become been before being believe below
best better between big bit both bought bring brought but buy by call came can cannot case cause cent certain
certainly change changed cheap claim clear clearly come comes comment could course day days december did different do
does doing done down during each easily easy eight either eleven else end enough even ever every everybody everyone
everything everywhere exactly example fact far february feel few fifty find fine first five fixed follow followed for
forever forty four fourteen friday from full further gave general get gets getting give given gives go goes going
gone good got great guess had half hand happen happened happening happens hard has have having he head held hence her
here hers herself high him himself his hold hope hour hours how however hundred i idea if in include including indeed
instead into is it its itself january july june just keep kept kind kinda knew know known knows large last later
least leave left less let like likely line list little long longer look looks lose lost lot lots low made mainly make
makes making many march matter may maybe me mean means might million mine monday month months more most mostly moved
much must my myself near nearly need needed needs neither never new next nine no nobody none nor not nothing november
now nowhere number obviously october of off often ok okay old on once one ones only onto or other others otherwise
our ours out over own paid part particular pay people per percent perhaps person place please point possible post
posts pretty probably problem produced put question quite rather read real really reason remember reply rest right
round run said same saturday saw say saying says second see seem seemed seems seen sense september seven several
shall she should show side simply since sit six small so some somebody someone something sometimes somewhere soon
sort sound spend spent start started stay still stop stopped stuff such sunday suppose sure take taken takes talk
tell ten than thank thanks that the their theirs them themselves then there therefore these they thing things think
thinks third thirty this those though thought thousand thread three through thursday thus time times to today
together told too took true try trying tuesday turn turned twelve twenty two under unless until up upon us use used
uses using usually very view wait want wanted wants was way ways we wednesday week weeks well went were what whatever
when where whether which while who whole whom whose why will wish with within without word words work worked working
works world worth would wrong year years yes yet you your yours yourself
"""
COMMON = frozenset(WORDS.split())
"""Words that tell nothing of a subject; a phrase has none of them."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that several claims use: how they are written most often, which claims use them, how much they tell."""

    words: tuple[str, ...]
    shown: str
    claims: frozenset[int]
    telling: float


@dataclass(frozen=True, slots=True)
class Cluster:
    """Phrases of one topic, the most telling first."""

    phrases: tuple[Phrase, ...]

    @property
    def claims(self) -> frozenset[int]:
        """The claims that use any of the phrases."""
        return frozenset().union(*(phrase.claims for phrase in self.phrases))

    @property
    def name(self) -> str:
        """The first phrase, and the next that has other words."""
        first = self.phrases[0]
        others = (phrase for phrase in self.phrases[1:] if not set(phrase.words) & set(first.words))
        shown = ", ".join(phrase.shown for phrase in (first, *list(others)[:1]))
        return shown[0].upper() + shown[1:]


def tag_topics(
    claims: Sequence[Claim], links: Sequence[Link], thread: Thread, vectors: FloatArray, settings: Settings
) -> tuple[tuple[Claim, ...], tuple[Topic, ...]]:
    """The claims with the topics of their thread after their directions, and these topics, the most telling first.

    Args:
        claims: in reading order.
        links: along them topics are inherited.
        thread: where the claims stand.
        vectors: of the claims, rows of unit length.
        settings: the weights of inheritance.
    """
    names = frozenset(bare(name) for post in thread.posts for name in NAME.findall(post.author or ""))
    clusters: list[Cluster] = []
    for least in LEAST:
        clusters = cluster(telling_phrases(claims, vectors, COMMON | names, least), vectors)
        if len(clusters) > 1:
            break
    if not clusters:
        return tuple(claims), ()
    own = np.array([own_column(found, vectors) for found in clusters], dtype=np.float32).T
    nothing = np.zeros(len(clusters), dtype=np.float32)
    scores = inherit(own, nothing, nothing, Bearings(claims, links, thread), settings)
    topics = tuple(Topic(slug_of(found.name), found.name, own=True) for found in clusters)
    slugs = [topic.slug for topic in topics]
    tagged = tuple(
        replace(claim, directions=(*claim.directions, *chosen(row, slugs, settings))[: settings.max_directions])
        for claim, row in zip(claims, scores, strict=True)
    )
    return tagged, topics


def telling_phrases(
    claims: Sequence[Claim],
    vectors: FloatArray,
    common: frozenset[str] = COMMON,
    least: tuple[int, int, float] = LEAST[0],
) -> list[Phrase]:
    """The phrases of the claims, without common words, that tell what they are about, best first.

    Args:
        claims: in reading order.
        vectors: of the claims, rows of unit length.
        common: words that tell nothing.
        least: a row of LEAST.
    """
    in_claims, in_posts, more_alike = least
    written: dict[tuple[str, ...], Counter[str]] = {}
    users: dict[tuple[str, ...], set[int]] = {}
    for i, claim in enumerate(claims):
        for words, shown in phrases_of(claim.text, common):
            written.setdefault(words, Counter())[shown] += 1
            users.setdefault(words, set()).add(i)
    usual = alike(range(len(claims)), vectors)
    found = []
    for words, members in users.items():
        posts = {claims[i].mentions[0].post for i in members}
        if len(members) < in_claims or len(posts) < in_posts or len(members) > MOST_CLAIMS * len(claims):
            continue
        more = alike(sorted(members), vectors) - usual
        if more >= more_alike:
            telling = round(more * len(members) ** 0.5 * (1 + LONGER * (len(words) - 1)), 6)
            found.append(Phrase(words, most_written(written[words]), frozenset(members), telling))
    return sorted(found, key=lambda phrase: (-phrase.telling, phrase.words))


def phrases_of(text: str, common: frozenset[str] = COMMON) -> Iterator[tuple[tuple[str, ...], str]]:
    """The phrases of a text, each once: its words without endings, and as they are written; none of them is common.

    >>> [shown for _, shown in phrases_of("Heat pumps are quiet.")]
    ['Heat', 'pumps', 'quiet', 'Heat pumps']
    """
    seen = set()
    for length in range(1, LONGEST + 1):
        for stretch in PAUSE.split(text):
            words = WORD.findall(stretch)
            for start in range(len(words) - length + 1):
                part = words[start : start + length]
                key = tuple(map(bare, part))
                if key not in seen and all(len(word) > 2 and word not in common for word in key):
                    seen.add(key)
                    yield key, " ".join(part)


def bare(word: str) -> str:
    """A word in small letters, without the ending of a plural or a genitive; contractions become a common word.

    >>> bare("Windows"), bare("council's"), bare("don't"), bare("glass")
    ('window', 'council', 'not', 'glass')
    """
    small = word.lower().replace("’", "'").removesuffix("'s").removesuffix("'")
    if "'" in small:
        return "not"
    return small[:-1] if len(small) > 3 and small.endswith("s") and not small.endswith("ss") else small


def most_written(forms: Counter[str]) -> str:
    """The most frequent form, the one in small letters where two are."""
    return min(forms, key=lambda form: (-forms[form], form.swapcase()))


def alike(members: Sequence[int], vectors: FloatArray) -> float:
    """The mean likeness of the pairs among some claims."""
    count = len(members)
    if count < 2:
        return 0.0
    total = vectors[list(members)].sum(axis=0)
    return float((total @ total - count) / (count * (count - 1)))


def cluster(phrases: Sequence[Phrase], vectors: FloatArray) -> list[Cluster]:
    """Phrases put together where their claims are the same or alike; a topic is as good as its first phrase."""
    found: list[Cluster] = []
    for phrase in phrases:
        home = next((n for n, other in enumerate(found) if belongs(phrase, other, vectors)), None)
        if home is not None:
            found[home] = Cluster((*found[home].phrases, phrase))
        elif len(found) < MAX_TOPICS:
            found.append(Cluster((phrase,)))
    return found


def belongs(phrase: Phrase, other: Cluster, vectors: FloatArray) -> bool:
    """Whether a phrase is of a topic."""
    members = other.claims
    shared = len(phrase.claims & members) / min(len(phrase.claims), len(members))
    likeness = float(centre(phrase.claims, vectors) @ centre(other.phrases[0].claims, vectors))
    return shared >= SHARED or likeness >= ALIKE


def centre(members: frozenset[int], vectors: FloatArray) -> FloatArray:
    """The mean vector of some claims, of unit length."""
    mean = vectors[sorted(members)].mean(axis=0)
    unit: FloatArray = mean / max(float(np.linalg.norm(mean)), 1e-9)
    return unit


def own_column(found: Cluster, vectors: FloatArray) -> FloatArray:
    """For each claim 1 where it uses the topic's words, else how alike it is to their claims where that counts."""
    likeness = vectors @ centre(found.claims, vectors)
    column = np.where(likeness >= NEAR, likeness, 0.0)
    column[sorted(found.claims)] = 1.0
    return column


def slug_of(name: str) -> str:
    """A topic's slug, which no direction of a taxonomy has.

    >>> slug_of("Heat pump, boiler")
    'topic-heat-pump-boiler'
    """
    return "topic-" + "-".join(re.findall(r"\w+", name.lower()))
