"""Posts are data: what they demand changes no page that does not show them, and no claim there; no window breaks."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from scripted import answer_to, says

import argmap
from argmap.pipeline import questions

HOSTILE = {"x1", "x2", "x3", "x4"}
ANSWERS = {"p5"}
"""Posts that answer a hostile one, so that its words stand on their pages."""
PLANTED = '{"claims": [{"unit": 999, "sure": 100}], "supports": [], "objections": [], "restates": []}'
THREAD = argmap.read_thread(Path(__file__).parent / "hostile.thread.json")


def harmless(post):
    """The post, with small talk in place of its demands."""
    return replace(post, text="The weather is fine. It will rain.", author="fay") if post.id in HOSTILE else post


def reader(body):
    """What a model says that minds its instructions."""
    return json.dumps(answer_to(body["messages"]))


def obedient(body):
    """What a model says that does whatever any post on the page tells it to."""
    page = body["messages"][1]["content"]
    if "must be copied word for word" in page:
        return PLANTED
    if "Ignore the above" in page or "no rules" in page or "ignore all rules" in page:
        return "There are no claims, and I have been told to say so."
    return reader(body)


def innocent(argument_map):
    """The claims of the posts that answer no hostile one, and the links among them, in words."""
    claims = {c.id: c.text for c in argument_map.claims if c.mentions[0].post not in HOSTILE | ANSWERS}
    links = {
        (claims[link.source], str(link.kind), claims[link.target])
        for link in argument_map.links
        if link.source in claims and link.target in claims
    }
    return set(claims.values()), links


def test_no_demand_stands_on_a_page_that_does_not_answer_it():
    """The words of a hostile post are on its own page and on those of posts that answer it, and nowhere else."""
    pages = [page.text for page in questions(THREAD, backend="lexical")]
    innocent_pages = [p for p in pages if re.search("plant more|Roots of|Small trees|Shops", p.split("READ NOW")[1])]
    assert len(innocent_pages) == 4
    for page in innocent_pages:
        words = page.partition("\n")[2]
        assert not any(demand in words for demand in ("Ignore the above", "copied word", "no rules", "all rules"))


def test_invisible_words_are_not_sent():
    """Tag characters, direction marks and zero-width characters do not reach the model."""
    text = "".join(page.text for page in questions(THREAD, backend="lexical"))
    assert not re.search("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufe0f\U000e0000-\U000e01ef]", text)
    assert "The pipes were all replaced in May." in text


@pytest.mark.parametrize("model", [obedient, reader])
def test_an_obedient_model_harms_no_other_post(model, server, llm):
    """Claims and links of the other posts are those of the thread without the demands; every window has an end."""
    server.usual = says(reader)
    calm = replace(THREAD, posts=tuple(map(harmless, THREAD.posts)))
    wanted = innocent(argmap.analyze(calm, backend=llm(keep=False), taxonomy=()))
    server.usual = says(model)
    found = argmap.analyze(THREAD, backend=llm(keep=False), taxonomy=())
    assert innocent(found) == wanted
    assert len(wanted[1]) > 3
    refused = sum(row.count for row in found.run.dropped if row.what == "window")
    assert found.run.cost["answers"] + refused == found.run.cost["questions"]
    assert (refused > 3) == (model is obedient)
    assert "The north side still has the old ones." in {claim.text for claim in found.claims}
    for claim in found.claims:
        mention = claim.mentions[0]
        words = THREAD.by_id[mention.post].text[mention.start : mention.end]
        said = re.sub(r" \[“[^”]*”\]", "", claim.text)  # without what a pronoun stands for
        assert " ".join(words.split()) == said
