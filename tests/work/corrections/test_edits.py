"""What each edit does to a map."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from argmap.datatypes import Alternative, ArgumentMap, Kind, Topic
from argmap.mapping.cruxes.strength import final_strengths
from argmap.work.corrections.edits import (
    AddClaim,
    AddLink,
    DeleteClaim,
    DeleteLink,
    DetachMention,
    Edit,
    EditError,
    JoinPosts,
    MergeClaims,
    MoveBoundary,
    MoveLink,
    RelabelLink,
    ReverseLink,
    RewriteClaim,
    SetAuthor,
    SetReply,
    SplitClaim,
    SplitPost,
)
from argmap.work.corrections.journal import Entry, Journal, edited, replay

After = Callable[..., ArgumentMap]


def links(argument_map: ArgumentMap) -> list[tuple[str, str, str, float]]:
    """Source, target, kind and confidence of every link."""
    return [(link.source, link.target, link.kind.value, link.confidence) for link in argument_map.links]


def words(argument_map: ArgumentMap, claim: str) -> list[str]:
    """What stands at each mention of a claim."""
    posts = argument_map.thread.by_id
    return [posts[m.post].text[m.start : m.end] for m in argument_map.claim_by_id[claim].mentions]


def test_strengths_and_cruxes_follow_at_once(state_after: After, pasted_map: ArgumentMap) -> None:
    """Without the objection to its support a claim stands firmer, and what fell out is no crux."""
    found = state_after(DeleteClaim("c4"))
    assert found.strengths == final_strengths(found.claims, found.links).values
    assert found.strengths["c1"] > state_after(RewriteClaim("c3", "x")).strengths["c1"]
    assert "c4" not in {crux.claim for crux in found.cruxes}
    assert pasted_map.strengths["c1"] == 0.75, "what the model said is as it was"


def test_what_a_map_has_besides_stays(pasted_map: ArgumentMap) -> None:
    """Topics and the record of the run are those of the model, whatever is corrected."""
    rich = replace(pasted_map, topics=(Topic("policy", "Policy"), Topic("pets", "Pets", own=True)))
    found = replay(Journal(rich, (Entry("t", DeleteClaim("c3")),))).argument_map
    assert (found.topics, found.run) == (rich.topics, rich.run)


def test_new_words_are_on_one_line(state_after: After) -> None:
    """A claim's text is a line; its mentions stay."""
    found = state_after(RewriteClaim("c2", " They\nhush. "))
    assert found.claim_by_id["c2"].text == "They hush."
    assert words(found, "c2") == ["They are quiet."]


def test_merged_claims_share_mentions_and_links(state_after: After) -> None:
    """The other claim's mentions and links are the first one's; a link between the two is gone."""
    found = state_after(MergeClaims("c2", "c5"))
    assert "c5" not in found.claim_by_id
    assert words(found, "c2") == ["They are quiet.", "Mine sleeps all night."]
    assert ("c2", "c4", "objection", 0.75) in links(found)
    assert len(state_after(MergeClaims("c1", "c2")).links) == 3


def test_a_split_claim_parts_its_words(state_after: After) -> None:
    """Both halves stand where their words do; the first keeps the links; other mentions stay with it."""
    found = state_after(SplitClaim("c1", 8))
    assert (found.claim_by_id["c1"].text, found.claim_by_id["c6"].text) == ("Cats are", "good pets.")
    assert words(found, "c1") == ["Cats are", "Cats are good pets!"]
    assert words(found, "c6") == ["good pets."]
    assert found.supports["c1"] == ("c2", "c3")
    assert [claim.id for claim in found.claims][:2] == ["c1", "c6"]


def test_a_rewritten_claim_splits_on_its_whole_mention(state_after: After) -> None:
    """Where a claim's words are a person's, both parts are shown where the claim stood."""
    found = state_after(RewriteClaim("c2", "Cats hush; cats purr."), SplitClaim("c2", 10))
    assert (found.claim_by_id["c2"].text, found.claim_by_id["c6"].text) == ("Cats hush;", "cats purr.")
    assert words(found, "c2") == words(found, "c6") == ["They are quiet."]


def test_a_detached_mention_is_a_claim_of_its_own(state_after: After) -> None:
    """Its words are those of the place; without the mention that gave its words a claim takes those of the next."""
    found = state_after(DetachMention("c1", 1))
    assert (words(found, "c1"), words(found, "c6")) == (["Cats are good pets."], ["Cats are good pets!"])
    found = state_after(DetachMention("c1", 0))
    assert found.claim_by_id["c1"].text == "Cats are good pets!"
    assert found.claim_by_id["c6"].text == "Cats are good pets."


def test_chosen_words_become_a_claim(state_after: After) -> None:
    """Space around the chosen words is left out."""
    found = state_after(AddClaim("p2", 17, 31))
    assert found.claim_by_id["c6"].text == "They are not"
    assert words(found, "c6") == ["They are not"]


def test_links_are_made_turned_and_removed(state_after: After) -> None:
    """What a person says of a link is certain, and two claims are joined once in one direction."""
    assert ("c5", "c1", "support", 1.0) in links(state_after(AddLink("c5", "c1", Kind.SUPPORT)))
    assert ("c2", "c4", "objection", 1.0) in links(state_after(ReverseLink("l3")))
    moved = links(state_after(MoveLink("l3", "c4", "c1")))
    assert ("c4", "c1", "objection", 1.0) in moved
    assert not any(link[:2] == ("c4", "c2") for link in moved)
    assert ("c4", "c2", "support", 1.0) in links(state_after(RelabelLink("l3", Kind.SUPPORT)))
    assert len(state_after(DeleteLink("l3")).links) == 3
    again = state_after(AddLink("c4", "c2", Kind.SUPPORT))
    assert [link for link in links(again) if link[:2] == ("c4", "c2")] == [("c4", "c2", "support", 1.0)]


def test_joined_posts_keep_every_word_in_its_place(state_after: After) -> None:
    """The words of both, claims where they were, and answers to the second go to the first."""
    found = state_after(JoinPosts("p2"))
    assert [post.id for post in found.thread.posts] == ["p1", "p2"]
    assert found.thread.posts[0].text.endswith("They need little.\n\n> They are quiet\n\nThey are not quiet at night.")
    assert words(found, "c4") == ["They are not quiet at night."]
    assert found.thread.by_id["p2"].reply_to == "p1"


def test_a_split_post_keeps_every_word_in_its_place(state_after: After) -> None:
    """The second part is a post of unknown author, and claims stand in the part that has their words."""
    found = state_after(SplitPost("p3", 22))
    first, second = found.thread.posts[2:]
    assert (first.text, second.text) == ("Mine sleeps all night.", "Cats are good pets!")
    assert (second.id, second.author) == ("p4", None)
    assert words(found, "c1") == ["Cats are good pets.", "Cats are good pets!"]
    assert words(found, "c5") == ["Mine sleeps all night."]
    assert found.claim_by_id["c1"].mentions[1].post == "p4"


@pytest.mark.parametrize(("start", "moved"), [(103 + 22, "c5"), (55 + 18, "c4")])
def test_a_moved_boundary_takes_claims_along(
    state_after: After, pasted_map: ArgumentMap, start: int, moved: str
) -> None:
    """The words that change sides take their claims to the other post; ids, authors and answers stay."""
    found, before = state_after(MoveBoundary("p3", start)), pasted_map
    assert [(p.id, p.author, p.reply_to) for p in found.thread.posts] == [
        (p.id, p.author, p.reply_to) for p in before.thread.posts
    ]
    assert words(found, moved) == words(before, moved)
    other = {"p2": "p3", "p3": "p2"}
    assert found.claim_by_id[moved].mentions[0].post == other[before.claim_by_id[moved].mentions[0].post]


def test_only_a_paste_can_be_parted(small_map: ArgumentMap) -> None:
    """Where a site says which words are a post nothing is moved; whom it answers can still be set."""
    with pytest.raises(EditError, match="pasted"):
        edited(small_map, SplitPost("p3", 22))
    assert edited(small_map, SetReply("p3", "p1")).thread.by_id["p3"].reply_to == "p1"


def test_a_claim_across_a_new_boundary_stays_with_its_larger_part(state_after: After) -> None:
    """A mention lies in one post."""
    assert words(state_after(SplitPost("p2", 22)), "c4") == ["are not quiet at night."]


def test_authors_and_replies_are_set(state_after: After) -> None:
    """Who speaks decides who is for and against a crux."""
    found = state_after(SetAuthor("p2", " Bo "), SetReply("p3", "p1"))
    assert found.thread.by_id["p2"].author == "Bo"
    assert found.thread.by_id["p3"].reply_to == "p1"
    assert any("Bo" in (*crux.for_, *crux.against) for crux in found.cruxes)


@pytest.mark.parametrize(
    "edit",
    [
        RewriteClaim("c9", "x"),
        RewriteClaim("c1", " \n"),
        MergeClaims("c1", "c1"),
        SplitClaim("c1", 0),
        SplitClaim("c1", 19),
        DetachMention("c2", 0),
        DetachMention("c1", 2),
        AddClaim("p1", 19, 20),
        AddClaim("p1", 50, 60),
        DeleteClaim("c9"),
        AddLink("c1", "c1", Kind.SUPPORT),
        AddLink("c1", "c9", Kind.SUPPORT),
        DeleteLink("l9"),
        JoinPosts("p1"),
        JoinPosts("p9"),
        SplitPost("p1", 0),
        SplitPost("p1", 53),
        MoveBoundary("p2", 101),
        SetReply("p2", "p3"),
        SetReply("p2", "p2"),
    ],
)
def test_what_cannot_be_done_is_one_line(state_after: After, edit: Edit) -> None:
    """An edit of what is not there, or that leaves nothing, says so."""
    with pytest.raises(EditError) as error:
        state_after(edit)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("edit", "left"),
    [
        (RewriteClaim("c5", "Mine sleeps."), ["c4", "c5"]),
        (DeleteClaim("c4"), ["c5"]),
        (MergeClaims("c3", "c5"), ["c4"]),
        (RelabelLink("l1", Kind.OBJECTION), []),
        (ReverseLink("l1"), []),
    ],
)
def test_alternatives_name_claims_that_are_there_and_go_where_a_person_decides(
    pasted_map: ArgumentMap, edit: Edit, left: list[str]
) -> None:
    """Those of a claim that is gone go with it; a link that a person changed is certain and has none."""
    others = tuple(Alternative(name, Kind.SUPPORT, 0.2) for name in ("c4", "c5"))
    doubted = replace(pasted_map, links=(replace(pasted_map.links[0], alternatives=others), *pasted_map.links[1:]))
    found = replay(Journal(doubted, (Entry("t", edit),))).argument_map
    link = next(link for link in found.links if link.id == "l1")
    assert [other.target for other in link.alternatives] == left
