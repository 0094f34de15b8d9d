"""AIF as other tools write it: rephrases are merged, undercuts and joint premises are flattened and counted."""

import json
from typing import Any

from argmap.datatypes import ArgumentMap
from argmap.formats.maps import parse_map


def aif(nodes: dict[str, tuple[str, str]], edges: list[str]) -> dict[str, Any]:
    """A graph of nodes by id (type, text) and edges such as "1 2"."""
    return {
        "nodes": [{"nodeID": id, "type": type, "text": text} for id, (type, text) in nodes.items()],
        "edges": [
            {"edgeID": str(n), "fromID": edge.split()[0], "toID": edge.split()[1]} for n, edge in enumerate(edges)
        ],
        "locutions": [],
    }


def read(nodes: dict[str, tuple[str, str]], edges: list[str]) -> ArgumentMap:
    return parse_map(json.dumps(aif(nodes, edges)).encode())


def links(found: ArgumentMap) -> set[tuple[str, str, str]]:
    return {(link.source, link.target, link.kind.value) for link in found.links}


def lost(found: ArgumentMap) -> dict[str, int]:
    return {dropped.what: dropped.count for dropped in found.run.dropped}


def test_rephrases_are_one_claim() -> None:
    """Claims that rephrases join, over several steps, are the first of them; every wording is a mention of it."""
    found = read(
        {
            "1": ("I", "The bridge is safe."),
            "2": ("I", "It holds."),
            "3": ("MA", "Default Rephrase"),
            "4": ("I", "Nothing is wrong with the bridge."),
            "5": ("MA", "Default Rephrase"),
            "6": ("I", "It was tested."),
            "7": ("RA", "Default Inference"),
            "8": ("L", "Ann : it holds, I say"),
            "9": ("YA", "Asserting"),
        },
        ["2 3", "3 1", "4 5", "5 2", "6 7", "7 4", "8 9", "9 2"],
    )
    assert [claim.text for claim in found.claims] == ["The bridge is safe.", "It was tested."]
    assert links(found) == {("6", "1", "support")}
    posts = {post.id: post.text for post in found.thread.posts}
    said = [posts[span.post][span.start : span.end] for span in found.claims[0].mentions]
    assert sorted(said) == ["Nothing is wrong with the bridge.", "The bridge is safe.", "it holds, I say"]
    assert not {"MA-node", "link"} & set(lost(found))


def test_links_between_restatements_are_counted() -> None:
    """A link inside one merged claim goes, and two that became the same are one; both are counted."""
    found = read(
        {
            "1": ("I", "One."),
            "2": ("I", "Also one."),
            "3": ("MA", "Default Rephrase"),
            "4": ("I", "Why."),
            "5": ("RA", "Default Inference"),
            "6": ("RA", "Default Inference"),
            "7": ("RA", "Default Inference"),
        },
        ["2 3", "3 1", "4 5", "5 1", "4 6", "6 2", "1 7", "7 2"],
    )
    assert links(found) == {("4", "1", "support")}
    assert lost(found)["link"] == 2


def test_undercuts_and_joint_premises() -> None:
    """Premises that work together are links of their own, an undercut an objection to the conclusion; names counted."""
    found = read(
        {
            "1": ("I", "So."),
            "2": ("I", "One."),
            "3": ("I", "Two."),
            "4": ("RA", "Argument From Expert Opinion"),
            "5": ("I", "It does not follow."),
            "6": ("CA", "Default Conflict"),
            "7": ("CA", "Default Conflict"),
        },
        ["2 4", "3 4", "4 1", "5 6", "6 4", "2 7"],
    )
    assert links(found) == {("2", "1", "support"), ("3", "1", "support"), ("5", "1", "objection")}
    counts = lost(found)
    assert counts["joint premises"] == counts["undercut"] == counts["name of a scheme"] == counts["RA- or CA-node"] == 1
