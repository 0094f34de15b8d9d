"""What two maps of one thread differ in."""

import json
from dataclasses import replace

from argmap.datatypes import ArgumentMap, Claim, Kind, Link, Post, Span
from argmap.formats.diff import diff_json, diff_maps, diff_text, match_claims


def renamed(argument_map: ArgumentMap) -> ArgumentMap:
    """The same map of a thread in which somebody inserted a first post with a claim, so that all ids are others."""
    names = {claim.id: f"c{number}" for number, claim in enumerate(argument_map.claims, 2)}
    claims = tuple(replace(claim, id=names[claim.id]) for claim in argument_map.claims)
    links = tuple(
        replace(link, id=f"l{number}", source=names[link.source], target=names[link.target])
        for number, link in enumerate(argument_map.links, 2)
    )
    first = Claim("c1", "Dogs bark.", (Span("p9", 0, 10),))
    return replace(
        argument_map,
        thread=replace(argument_map.thread, posts=(Post("p9", "Dogs bark."), *argument_map.thread.posts)),
        claims=(first, *claims),
        links=(Link("l1", "c1", names["c1"], Kind.OBJECTION, 0.5), *links),
        strengths={"c1": 0.5, **{names[claim]: value for claim, value in argument_map.strengths.items()}},
        main=tuple(names[claim] for claim in argument_map.main),
        cruxes=tuple(replace(crux, claim=names[crux.claim], about=names[crux.about]) for crux in argument_map.cruxes),
        claim_cruxes={"c1": ()},
    )


def test_equal_maps(small_map: ArgumentMap, nasty_map: ArgumentMap) -> None:
    """A map does not differ from itself."""
    assert diff_maps(small_map, small_map) == diff_maps(nasty_map, nasty_map) == ()
    assert diff_text(()) == "No difference.\n"


def test_grown_thread(small_map: ArgumentMap) -> None:
    """In a thread that has grown only what is new is a difference, though every id has changed."""
    grown = renamed(small_map)
    assert match_claims(small_map, grown) == {f"c{n}": f"c{n + 1}" for n in range(1, 6)}
    assert [(change.what, change.how, change.new) for change in diff_maps(small_map, grown)] == [
        ("claim", "added", "c1"),
        ("link", "added", "l1"),
    ]
    assert [(change.what, change.how, change.old) for change in diff_maps(grown, small_map)] == [
        ("claim", "removed", "c1"),
        ("link", "removed", "l1"),
    ]


def test_corrected_map(small_map: ArgumentMap) -> None:
    """New words, a link of the other kind, a moved strength and another order of cruxes are told, each once."""
    first, *rest = small_map.claims
    link, *links = small_map.links
    corrected = replace(
        small_map,
        claims=(replace(first, text="Cats are fine pets."), *rest),
        links=(replace(link, kind=Kind.OBJECTION), *links),
        strengths={**small_map.strengths, "c3": 0.6},
        main=("c2",),
        cruxes=small_map.cruxes[::-1],
    )
    text = diff_text(diff_maps(small_map, corrected))
    assert text.splitlines() == [
        "~ claim c1: “Cats are good pets.” now reads “Cats are fine pets.”",
        "~ claim c3: “They need little.” goes from 0.50 to 0.60",
        "~ link l1: “They are quiet.” is an objection to “Cats are fine pets.”, was support",
        "- main claim c1: “Cats are good pets.”",
        "+ main claim c2: “They are quiet.”",
        "~ crux c2: “They are quiet.” goes from place 1 to 2",
        "~ crux c4: “They are not quiet at night.” goes from place 2 to 1",
    ]


def test_json_says_the_same(small_map: ArgumentMap) -> None:
    """The JSON has one record a change, with the ids on both sides."""
    changes = diff_maps(small_map, renamed(small_map))
    record = json.loads(diff_json(changes))
    assert record["format"] == "argmap-diff/1"
    assert [item["new"] for item in record["changes"]] == ["c1", "l1"]
    assert record["changes"][0]["old"] is None


def test_moved_words_match_by_text(small_map: ArgumentMap) -> None:
    """Where a post was edited, so that places say nothing, claims are matched by their words."""
    posts = tuple(replace(post, text=post.text + " (edited)") for post in small_map.thread.posts)
    edited = replace(small_map, thread=replace(small_map.thread, posts=posts))
    assert diff_maps(small_map, edited) == ()
