"""The thread that argmap was asked for, a paste without names or separators: what has to hold on its map."""

import pytest

import argmap

PASTE = "agi-safety-career-advice.txt"
INNER = "not doing anything about inner alignment"
DEFENCE = "It’s fairly plausible to me that"


@pytest.fixture(scope="module")
def found(shared) -> argmap.ArgumentMap:
    """Its map."""
    return argmap.analyze(argmap.read_thread(shared / "threads" / PASTE))


def claim_with(found: argmap.ArgumentMap, words: str) -> argmap.Claim:
    return next(claim for claim in found.claims if words in claim.text)


def speaker(found: argmap.ArgumentMap, claim: str) -> str:
    return found.thread.by_id[found.claim_by_id[claim].mentions[0].post].speaker


def objected(found: argmap.ArgumentMap, claim: argmap.Claim) -> list[str]:
    return [link.target for link in found.links if link.source == claim.id and link.kind == "objection"]


@pytest.mark.slow
def test_the_objection_to_debate_is_a_crux(found):
    """That debate does nothing about inner alignment objects to what it argues against, and is among the first five."""
    claim = claim_with(found, INNER)
    assert [found.claim_by_id[target].text for target in objected(found, claim)] == [
        "Debate is a plausible basis for an alignment solution."
    ]
    assert claim.id in [crux.claim for crux in found.cruxes[:5]]


@pytest.mark.slow
def test_the_defence_of_debate_objects_to_its_critic(found):
    """The reply argues against a claim of the one who criticised debate."""
    critic = speaker(found, claim_with(found, INNER).id)
    assert [speaker(found, target) for target in objected(found, claim_with(found, DEFENCE))] == [critic]


@pytest.mark.slow
def test_a_direction_keeps_its_own_exchange(found):
    """Scalable oversight keeps the debate exchange and drops the compute-governance list."""
    kept = [claim for claim in found.claims if "scalable-oversight" in claim.directions]
    assert claim_with(found, INNER) in kept
    assert claim_with(found, "The world won’t be short of debate schemes") in kept
    assert not any("compute" in claim.text.lower() for claim in kept)
