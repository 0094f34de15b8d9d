"""What a person corrected in a map is carried over to the map of the grown thread."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.cli import argmap
from argmap.datatypes import ArgumentMap, Claim, Kind, Link, Post, Run, Span, Thread
from argmap.formats.consistency import contradictions
from argmap.formats.json import from_json, to_json
from argmap.mapping.cruxes.main import find_main
from argmap.mapping.cruxes.strength import final_strengths
from argmap.settings import Settings
from argmap.work.corrections.carry import carry_corrections

POSTS = tuple(Post(f"p{n}", text, author) for n, (text, author) in enumerate([("abcdef", "A"), ("ghij", "B")], 1))
SPANS = st.sampled_from([Span(post.id, start, start + 2) for post in POSTS for start in range(3)])


@st.composite
def maps(draw: st.DrawFn, posts: Sequence[Post] = POSTS) -> ArgumentMap:
    """Any small map of one thread: few places and words, so that claims collide."""
    count = draw(st.integers(1, 5))
    ids = draw(st.permutations([f"c{n}" for n in range(1, 7)]))[:count]
    claims = tuple(
        Claim(id, draw(st.sampled_from("xyz")), tuple(draw(st.lists(SPANS, min_size=1, max_size=2)))) for id in ids
    )
    ends = st.sampled_from(ids)
    links = tuple(
        Link(f"l{n}", draw(ends), draw(ends), draw(st.sampled_from(Kind)), draw(st.sampled_from([0.5, 1.0])))
        for n in range(draw(st.integers(0, 5)))
    )
    strengths = final_strengths(claims, links).values
    return ArgumentMap(
        Thread(tuple(posts)), claims, links, strengths, (), (), dict.fromkeys(ids, ()), Run("0", "lexical")
    )


def content(argument_map: ArgumentMap) -> tuple[Counter[Claim], Counter[tuple[Claim, Claim, Kind, float]]]:
    """Claims and links whatever their ids and order."""
    claims = {claim.id: replace(claim, id="") for claim in argument_map.claims}
    links = ((claims[link.source], claims[link.target], link.kind, link.confidence) for link in argument_map.links)
    return Counter(claims.values()), Counter(links)


@settings(deadline=None)
@given(maps(), maps())
def test_without_corrections_nothing_changes(old: ArgumentMap, grown: ArgumentMap) -> None:
    """Where the person changed nothing the model's new map stands as it is."""
    assert carry_corrections(old, old, grown) is grown


@settings(max_examples=300, deadline=None)
@given(maps(), maps())
def test_onto_the_old_map_gives_the_corrected_one(old: ArgumentMap, new: ArgumentMap) -> None:
    """Where the model says what it said before, the result says what the person said, and nothing is lost."""
    result = carry_corrections(old, new, old)
    assert content(result) == content(new)
    assert result.run.dropped == ()


@settings(max_examples=200, deadline=None)
@given(maps(), maps(), maps([POSTS[1], replace(POSTS[0], text="Edit: abcdef"), Post("p3", "klmnop", "C")]))
def test_any_three_maps_give_a_sound_one(old: ArgumentMap, new: ArgumentMap, grown: ArgumentMap) -> None:
    """Whatever was corrected and however the thread has changed, the result contradicts nothing and is whole."""
    result = carry_corrections(old, new, grown)
    assert not list(contradictions(result))
    assert result.thread == grown.thread
    assert set(result.strengths) == set(result.claim_by_id)
    assert from_json(to_json(result)) == result


def grown_thread(argument_map: ArgumentMap) -> ArgumentMap:
    """The map of the same thread after somebody else spoke first and p3 went, so that every id is another."""
    names = {f"p{n}": f"p{n + 1}" for n in (1, 2, 3)}
    posts = tuple(
        replace(post, id=names[post.id], reply_to=names.get(post.reply_to or ""), quotes=())
        for post in argument_map.thread.posts[:2]
    )
    claims = [
        Claim(
            f"c{int(c.id[1:]) + 1}", c.text, tuple(replace(m, post=names[m.post]) for m in c.mentions if m.post != "p3")
        )
        for c in argument_map.claims[:4]
    ]
    first = Claim("c1", "Dogs bark.", (Span("p1", 0, 10),))
    links = [
        Link(f"l{n + 1}", f"c{int(k.source[1:]) + 1}", f"c{int(k.target[1:]) + 1}", k.kind, k.confidence)
        for n, k in enumerate(argument_map.links[:3], 1)
    ]
    extra = Link("l1", "c1", "c4", Kind.OBJECTION, 0.5)
    thread = Thread((Post("p1", "Dogs bark.", "Di"), *posts), "cats")
    return replace(
        argument_map,
        thread=thread,
        claims=(first, *claims),
        links=(extra, *links),
        strengths={claim.id: 0.5 for claim in (first, *claims)},
        main=("c2",),
        cruxes=(),
        claim_cruxes={},
    )


@pytest.fixture
def corrected(small_map: ArgumentMap) -> ArgumentMap:
    """The small map with every kind of correction."""
    c1, c2, _, c4, c5 = small_map.claims
    l1, _, l3, l4 = small_map.links
    return replace(
        small_map,
        claims=(
            replace(c1, text="Cats make good pets."),
            replace(c2, directions=()),
            c4,
            replace(c5, text="My cat sleeps."),
            Claim("c6", "Nights count.", (Span("p2", 36, 46),)),
        ),
        links=(
            replace(l1, kind=Kind.OBJECTION),
            replace(l3, source="c2", target="c4"),
            l4,
            Link("l5", "c6", "c4", Kind.SUPPORT, 1.0),
        ),
        strengths=dict.fromkeys(("c1", "c2", "c4", "c5", "c6"), 0.5),
        claim_cruxes={},
    )


def test_every_kind_of_correction(small_map: ArgumentMap, corrected: ArgumentMap) -> None:
    """New words, tags, kinds, directions of links, deletions and additions reach the grown map, under its ids."""
    result = carry_corrections(small_map, corrected, grown_thread(small_map))
    assert [(claim.id, claim.text) for claim in result.claims] == [
        ("c1", "Dogs bark."),
        ("c2", "Cats make good pets."),
        ("c3", "They are quiet."),
        ("c5", "They are not quiet at night."),
        ("c6", "Nights count."),
    ]
    assert result.claim_by_id["c3"].directions == ()
    assert result.claim_by_id["c6"].mentions == (Span("p3", 36, 46),)
    assert [(link.source, link.target, link.kind.value) for link in result.links] == [
        ("c3", "c2", "objection"),
        ("c3", "c5", "objection"),
        ("c6", "c5", "support"),
    ]
    assert result.strengths == final_strengths(result.claims, result.links).values
    assert set(result.claim_cruxes) == set(result.claim_by_id)
    assert result.main == find_main(result.claims, result.links, result.thread, Settings())


def test_what_has_no_place_is_told(small_map: ArgumentMap, corrected: ArgumentMap) -> None:
    """A correction of what is gone, and a new link to what the person deleted, are in run.dropped, after the rest."""
    grown = grown_thread(small_map)
    result = carry_corrections(small_map, corrected, grown)
    assert result.run.dropped[: len(grown.run.dropped)] == grown.run.dropped
    assert [(dropped.what, dropped.why) for dropped in result.run.dropped[len(grown.run.dropped) :]] == [
        ("corrected claim “My cat sleeps.”", "the grown thread has no place for it"),
        ("new link from “Dogs bark.” to “They need little.”", "one of these claims was deleted"),
    ]


def test_authors_and_replies_are_carried_over(small_map: ArgumentMap) -> None:
    """What a person said of a post holds for the same post of the grown thread, under its id there."""
    first, second, third = small_map.thread.posts
    posts = (first, replace(second, author="Bo"), replace(third, reply_to="p1"))
    new = replace(small_map, thread=replace(small_map.thread, posts=posts))
    told = grown_thread(small_map)
    grown = replace(
        told, thread=replace(told.thread, posts=(*told.thread.posts, replace(third, id="p9", reply_to="p3")))
    )
    result = carry_corrections(small_map, new, grown)
    assert result.thread.by_id["p3"].author == "Bo"
    assert result.thread.by_id["p9"].reply_to == "p2"
    assert result.thread.by_id["p1"] == grown.thread.by_id["p1"]


def test_found_by_the_model_since(small_map: ArgumentMap) -> None:
    """A claim that the person added and that the model has found in the meantime stands once, in the person's words."""
    first, second, *rest = small_map.claims
    old = replace(small_map, claims=(first, *rest), links=small_map.links[1:2])
    added = replace(second, id="c9", text="Cats are quiet.")
    new = replace(old, claims=(*old.claims, added), links=(*old.links, Link("l9", "c9", "c1", Kind.OBJECTION, 1.0)))
    result = carry_corrections(old, new, small_map)
    assert [claim.id for claim in result.claims] == [claim.id for claim in small_map.claims]
    assert result.claim_by_id["c2"].text == "Cats are quiet."
    assert [link.kind for link in result.links if (link.source, link.target) == ("c2", "c1")] == [Kind.OBJECTION]


def test_command(small_map: ArgumentMap, corrected: ArgumentMap, tmp_path: Path) -> None:
    """`argmap diff OLD NEW --onto GROWN -o FILE` writes the map that the function gives, and tells what is lost."""
    maps = {"old": small_map, "new": corrected, "grown": grown_thread(small_map)}
    for name, argument_map in maps.items():
        (tmp_path / name).write_text(to_json(argument_map), "utf-8")
    old, new, grown = (str(tmp_path / name) for name in maps)
    done = CliRunner().invoke(argmap, ["diff", old, new, "--onto", grown, "-o", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    written = json.loads((tmp_path / "out").read_text("utf-8"))
    assert written == json.loads(to_json(carry_corrections(*maps.values())))
    assert done.stderr.splitlines()[0] == (
        "not carried over: corrected claim “My cat sleeps.”: the grown thread has no place for it"
    )
