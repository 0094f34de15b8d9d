"""Which claims a claim may serve or answer: those near it, those of the posts above, and those under quoted words."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from argmap.datatypes import Post
from argmap.mapping.scene import Pair, Scene
from argmap.settings import Settings
from argmap.stages import FloatArray


def all_candidates(scene: Scene, settings: Settings) -> list[Pair]:
    """Every claim with each claim that it may serve or answer, by source, then target; see `candidates`."""
    pairs: list[Pair] = []
    for members in scene.members.values():
        pools = [Pool(indices, scene.vectors[indices]) for indices in pools_of(scene, scene.posts[members[0]])]
        pairs.extend((i, j) for i in members for j in chosen(scene, i, pools, settings))
    return sorted(pairs)


def candidates(scene: Scene, i: int, settings: Settings) -> list[int]:
    """The claims that claim i may serve or answer, as indices in reading order.

    Those near it in its post and the first of its post; those of the post that it answers and, most alike first, of the
    posts above; those under words that its post quotes.
    """
    pools = [Pool(indices, scene.vectors[indices]) for indices in pools_of(scene, scene.posts[i])]
    return chosen(scene, i, pools, settings)


@dataclass(frozen=True, slots=True)
class Pool:
    """Claims of other posts that the claims of one post may answer, and their vectors, looked up once."""

    claims: list[int]
    vectors: FloatArray


def pools_of(scene: Scene, post: Post) -> tuple[list[int], ...]:
    """The claims of the post that a post answers, of those above, and of those that it quotes."""
    direct = scene.members.get(post.reply_to or "", [])
    above = [j for name in scene.ancestors(post) for j in scene.members.get(name, [])]
    quoted = [j for quote in post.quotes if quote.post for j in scene.members.get(quote.post, [])]
    return direct, above, quoted


def chosen(scene: Scene, i: int, pools: Sequence[Pool], settings: Settings) -> list[int]:
    """The candidates of claim i, those of the pools already looked up."""
    members, place = scene.members[scene.posts[i].id], scene.place[i]
    near = members[max(0, place - settings.window_back) : place + settings.window_ahead + 1]
    found = {members[0], *near}
    for pool in pools:
        found.update(most_alike(scene.vectors[i], pool, settings.alike_candidates))
    found.discard(i)
    return sorted(found)


def most_alike(vector: FloatArray, pool: Pool, most: int) -> list[int]:
    """The claims of the pool most like a vector, at most so many."""
    if len(pool.claims) <= most:
        return pool.claims
    order = np.argsort(-(pool.vectors @ vector), kind="stable")
    return [pool.claims[k] for k in order[:most]]
