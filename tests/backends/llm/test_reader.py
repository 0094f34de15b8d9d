"""The second reader against a scripted server: what it sends, what it does when things go wrong, what it costs."""

import json

import pytest
from scripted import answer_to, cut, fails, says, silent, whole

import argmap
from argmap.datatypes import Dropped, Post, Thread
from argmap.errors import ModelError
from argmap.stages import Backend

THREAD = Thread(
    (
        Post("p1", "The shed should be green. Green hides the moss very well. We have the paint.", "ann"),
        Post("p2", "Green does not hide the moss at all. It will only look old sooner.", "bo", reply_to="p1"),
        Post("p3", "Moss is good for the birds. We should leave the shed as it is.", "cy", reply_to="p1"),
    ),
    title="Paint it?",
)
GOOD = says(lambda body: json.dumps(answer_to(body["messages"])))


def analyzed(backend, thread=THREAD, **kwargs):
    return argmap.analyze(thread, backend=backend, taxonomy=(), **kwargs)


def missing(argument_map):
    """Why windows have no answer, and how many."""
    return {row.why.split(";")[0]: row.count for row in argument_map.run.dropped if row.what == "window"}


def test_the_model_is_heard(server, llm):
    """What the model says is on the map, claims and links of both kinds; the run tells model, prompts and cost."""
    found = analyzed(llm())
    by_text = {claim.text: claim.id for claim in found.claims}
    links = {(link.source, link.target, str(link.kind)) for link in found.links}
    shed, moss = by_text["The shed should be green."], by_text["Green does not hide the moss at all."]
    assert (moss, shed, "objection") in links
    assert (by_text["It will only look old sooner."], moss, "support") in links
    assert found.run.backend == "llm"
    assert found.run.models["second reader"] == "scripted"
    assert found.run.models["prompts"].startswith("read 1, conclude 1")
    assert found.run.cost["questions"] == found.run.cost["answers"] == len(server.requests) == 4
    assert found.run.cost["tokens"] == 400
    assert missing(found) == {}
    assert argmap.to_json(argmap.from_json(argmap.to_json(found))) == argmap.to_json(found)


def test_what_is_sent_is_the_thread_and_no_name(server, llm, monkeypatch):
    """A request holds the post's words, the form of the answer and the key; no author's name."""
    monkeypatch.setenv("ARGMAP_LLM_KEY", "secret-key")
    found = analyzed(llm())
    for request in server.requests:
        assert request["path"] == "/v1/chat/completions"
        assert request["headers"]["Authorization"] == "Bearer secret-key"
        assert request["body"]["model"] == "scripted"
        assert request["body"]["temperature"] == 0
        assert request["body"]["response_format"]["json_schema"]["strict"]
    sent = json.dumps([request["body"] for request in server.requests])
    assert "Green hides the moss very well." in sent
    assert not any(f'"{name}' in sent or f" {name} " in sent for name in ("ann", "bo", "cy"))
    assert "secret-key" not in argmap.to_json(found) + sent


def test_the_schema_names_the_numbers_that_may_be_said(server, llm):
    """A grammar made from the schema allows no number that is not on the page."""
    analyzed(llm())
    request = next(r for r in server.requests if "Post 2" in r["body"]["messages"][1]["content"])
    schema = request["body"]["response_format"]["json_schema"]["schema"]["properties"]
    assert schema["claims"]["items"]["properties"]["unit"]["enum"] == [4, 5]
    assert schema["supports"]["items"]["properties"]["to"]["enum"] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    "trouble", [cut, fails(429), fails(500), fails(503, retry_after="0"), says('{"claims": [{"unit"', "length")]
)
def test_passing_trouble_costs_an_attempt_and_no_answer(trouble, server, llm):
    """A cut stream, 429, 500 and an answer that was too long are asked for again, and the map is as without them."""
    calm = argmap.to_json(analyzed(llm(keep=False)))
    server.script = [GOOD, trouble]
    found = analyzed(llm(keep=False))
    assert missing(found) == {}
    assert len(server.requests) == 4 + 5
    assert [link["source"] for link in json.loads(calm)["links"]] == [link.source for link in found.links]


@pytest.mark.parametrize(
    ("trouble", "why"),
    [
        (cut, "the language model broke off its answer"),
        (fails(429), "the language model was busy"),
        (fails(500), "the language model failed with status 500"),
        (fails(429, retry_after="3600"), "the language model was busy"),
        (says("I cannot help with that."), "the language model gave no usable answer"),
        (says("", "content_filter"), "the language model gave no usable answer"),
        (says('{"claims": [{"unit": 4, "sure": 90}], "supports": ['), "the language model gave no usable answer"),
        (says("[" * 100_000), "the language model gave no usable answer"),
        (fails(400, "no such thing"), "the language model called the question bad"),
    ],
)
def test_lasting_trouble_leaves_the_window_to_the_parser(trouble, why, server, llm):
    """A window without an answer is the parser's alone, says why, and changes no other window."""
    neural = analyzed("lexical")
    server.script = [GOOD, *[trouble] * 4]
    found = analyzed(llm(at_once=1, attempts=4 if trouble is not cut else 2, timeout=1.0))
    assert missing(found)[why] >= 1
    alone = {c.text for c in neural.claims if c.mentions[0].post == "p2"}
    assert alone <= {c.text for c in found.claims}
    assert "Green hides the moss very well." in {c.text for c in found.claims}


def answer(**lists):
    return json.dumps({"claims": [], "supports": [], "objections": [], "restates": [], **lists})


@pytest.mark.parametrize(
    "text",
    [
        answer(claims=[{"unit": 1, "sure": 90}]),
        answer(claims=[{"unit": 99, "sure": 90}]),
        answer(claims=[{"unit": 4, "sure": 101}]),
        answer(claims=[{"unit": 4, "sure": 0.5}]),
        answer(claims=[{"unit": "4", "sure": 90}]),
        answer(claims=[{"unit": 4, "sure": 90, "text": "The shed is mine."}]),
        answer(claims=[{"unit": 4, "sure": 90}] * 2),
        answer(supports=[{"from": 4, "to": 1, "sure": 90}]),
        answer(claims=[{"unit": 4, "sure": 90}], supports=[{"from": 4, "to": 6, "sure": 90}]),
        answer(claims=[{"unit": 4, "sure": 90}], supports=[{"from": 4, "to": 0, "sure": 90}]),
        answer(claims=[{"unit": 4, "sure": 90}], supports=[{"from": 4, "to": 4, "sure": 90}]),
        answer(claims=[{"unit": 4, "sure": 90}], objections=[{"from": 4, "to": 5, "sure": 90}]),
        answer(claims=[{"unit": 4, "sure": 90}], objections=[{"from": 1, "to": 4, "sure": 90}]),
        answer(claims=[{"unit": 4, "sure": 90}], restates=[{"unit": 4, "of": 5}]),
        answer(
            claims=[{"unit": 4, "sure": 90}, {"unit": 5, "sure": 90}],
            supports=[{"from": 4, "to": 5, "sure": 90}],
            objections=[{"from": 5, "to": 4, "sure": 90}],
        ),
    ],
)
def test_a_made_up_number_is_caught_told_and_repaired(text, server, llm):
    """An answer that names what is not on the page is refused; the model is told why, once, and its repair counts."""
    server.script = [GOOD, says(text)]
    found = analyzed(llm())
    assert missing(found) == {}
    repair = server.requests[2]["body"]["messages"]
    assert [message["role"] for message in repair] == ["system", "user", "assistant", "user"]
    assert repair[2]["content"] == text
    assert "cannot be used: " in repair[3]["content"]
    assert "{error}" not in repair[3]["content"]


def test_a_fence_and_thinking_around_the_answer_are_no_harm(server, llm):
    """Models that wrap their JSON are understood."""
    server.usual = says(lambda body: f"<think>hm</think>\n```json\n{json.dumps(answer_to(body['messages']))}\n```")
    assert missing(analyzed(llm())) == {}


def test_a_server_that_does_not_stream_is_understood(server, llm):
    """A whole answer counts as a stream of one piece, and its tokens are estimated where they are not told."""
    server.usual = whole(lambda body: json.dumps(answer_to(body["messages"])))
    found = analyzed(llm())
    assert missing(found) == {}
    assert found.run.cost["tokens"] > 1000


def test_a_server_is_spoken_to_in_its_own_dialect(server, llm):
    """What a server calls a bad request is left out, one thing after the other, once for the whole run."""
    complaints = {
        "stream_options": "unknown field stream_options",
        "temperature": "temperature does not support 0",
        "max_tokens": "use max_completion_tokens",
    }

    def picky(handler, body):
        for field, complaint in complaints.items():
            if field in body:
                return fails(400, complaint)(handler, body)
        if body.get("response_format", {}).get("type") == "json_schema":
            return fails(422, "Input should be 'text' or 'json_object'")(handler, body)
        return GOOD(handler, body)

    server.usual = picky
    assert missing(analyzed(llm(at_once=1))) == {}
    assert len(server.requests) == 4 + 4
    assert server.requests[-1]["body"]["max_completion_tokens"] == 1500
    assert server.requests[-1]["body"]["response_format"]["type"] == "json_object"


def test_one_bad_request_leaves_the_others_as_they_are(server, llm):
    """A page that is refused in every form is left to the parser; the next is asked for as before."""
    server.script = [GOOD, *[fails(400, "the context is full")] * 4]
    found = analyzed(llm())
    assert missing(found) == {"the language model called the question bad": 1}
    assert server.requests[-1]["body"]["response_format"]["type"] == "json_schema"


def test_kept_answers_outlive_their_server(server, llm):
    """Where all windows are kept and the server is gone, the map is made without what it did not say."""
    server.script = [GOOD, GOOD, GOOD, *[fails(500)] * 4]
    analyzed(llm(at_once=1))
    server.usual = fails(500)
    again = analyzed(llm(at_once=1))
    assert again.run.cost["answers"] == 3
    assert missing(again) == {"the language model failed with status 500": 1}


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        (fails(401, "bad key secret-key"), "refuses the key: put the right one into ARGMAP_LLM_KEY"),
        (fails(404, "no model"), "no such address or model"),
        (fails(302, location="http://example.org/"), "status 302"),
        (silent, "did not answer in time"),
    ],
)
def test_no_server_at_all_is_one_clear_line(trouble, told, server, llm, monkeypatch):
    """Where the first question already fails, the run does; the line has no key in it, and no redirect is followed."""
    monkeypatch.setenv("ARGMAP_LLM_KEY", "secret-key")
    server.usual = trouble
    with pytest.raises(ModelError, match=told) as error:
        analyzed(llm(timeout=0.1, attempts=2))
    assert "secret-key" not in str(error.value)
    assert "\n" not in str(error.value)


def test_nobody_listens(llm):
    """An address where nothing listens is one clear line."""
    with pytest.raises(ModelError, match="cannot be reached: see that the server runs"):
        analyzed(llm(url="http://127.0.0.1:9/v1", attempts=2))


def test_a_server_that_stops_answering_is_asked_no_more(server, llm):
    """After a few windows in a row without an answer the rest are the parser's, without waiting for each."""
    posts = tuple(Post(f"p{n}", f"Claim number {n} is quite true.", f"a{n}") for n in range(1, 13))
    server.script = [GOOD]
    server.usual = cut
    found = analyzed(llm(at_once=1, attempts=1, patience=3), Thread(posts))
    assert missing(found) == {
        "the language model broke off its answer": 3,
        "the language model had stopped answering": 8,
    }
    assert len(server.requests) == 4


def test_the_budget_stops_the_run_cleanly_with_what_is_done(server, llm):
    """No request is sent that could exceed the tokens allowed; what was answered counts, the rest says why."""
    server.usual = says(lambda body: json.dumps(answer_to(body["messages"])), tokens=3000)
    found = analyzed(llm(max_tokens=7000))
    assert missing(found) == {"the language model had no tokens left": 2}
    assert found.run.cost["tokens"] == 6000
    nothing = analyzed(llm(max_tokens=0, keep=False))
    assert nothing.run.cost["answers"] == 0
    assert nothing.claims == analyzed("lexical").claims


def test_a_broken_attempt_is_paid_for(server, llm):
    """An attempt that may have cost tokens counts against the budget, whatever the server says of it."""
    server.script = [GOOD, cut]
    found = analyzed(llm(max_tokens=4000, at_once=1))
    assert missing(found)["the language model had no tokens left"] == 3
    assert len(server.requests) == 2


def test_the_same_question_costs_nothing_again(server, llm):
    """A second run sends nothing and writes the same bytes, cost included."""
    first = argmap.to_json(analyzed(llm()))
    asked = len(server.requests)
    again = argmap.to_json(analyzed(llm()))
    assert len(server.requests) == asked
    assert again == first


def test_new_comments_cost_only_what_is_new(server, llm):
    """A thread that has grown asks about the new posts, and once more what it all turns on."""
    analyzed(llm())
    asked = len(server.requests)
    new = [
        Post("p0", "I have a green shed and like it a lot.", "dee", reply_to="p2"),
        Post("p9", "Birds can find moss on the oak tree.", "ed", reply_to="p3"),
    ]
    grown = Thread((*THREAD.posts[:2], new[0], THREAD.posts[2], new[1]), title=THREAD.title)
    analyzed(llm(), grown)
    assert len(server.requests) == asked + 2 + 1


def test_what_is_kept_has_no_words_and_can_be_damaged(server, llm, tmp_path, monkeypatch):
    """The cache holds numbers only; a damaged file is asked for again."""
    monkeypatch.setenv("ARGMAP_LLM_KEY", "secret-key")
    analyzed(llm())
    files = list((tmp_path / "cache").rglob("*.json"))
    assert len(files) == 4
    assert not any(word in path.read_text() for path in files for word in ("moss", "shed", "secret-key", "ann"))
    for path, text in zip(
        files, ["", '{"answer": 3, "tokens": "x"}', '{"answer": "{}", "tokens": 1, "seconds": 1}', "null"], strict=True
    ):
        path.write_text(text)
    asked = len(server.requests)
    assert missing(analyzed(llm())) == {}
    assert len(server.requests) == asked + 4


def test_questions_are_under_way_together_and_not_more_than_allowed(server, llm):
    """With room for three, three questions are open at once; the first is asked alone."""
    import threading

    open_now, most, lock = [0], [0], threading.Lock()
    three = threading.Barrier(3, timeout=10)

    def counted(handler, body):
        with lock:
            open_now[0] += 1
            most[0] = max(most[0], open_now[0])
        if "Post 1" not in body["messages"][1]["content"].split("READ NOW")[-1] and '"main"' not in str(body):
            three.wait()
        with lock:
            open_now[0] -= 1
        GOOD(handler, body)

    server.usual = counted
    posts = (THREAD.posts[0], *(Post(f"q{n}", f"I think that option {n} is best.", reply_to="p1") for n in range(6)))
    assert missing(analyzed(llm(at_once=3), Thread(posts))) == {}
    assert most[0] == 3


def test_progress_is_told_and_cancels(server, llm):
    """Progress counts windows; what it raises ends the run at once, and what was answered is kept."""
    seen = []

    class EnoughError(Exception):
        pass

    def report(stage, done, total):
        if stage == "Asking the language model":
            seen.append((done, total))
            if done == 1:
                raise EnoughError

    server.script = [GOOD]
    server.usual = silent
    with pytest.raises(EnoughError):
        analyzed(llm(timeout=60.0), progress=report)
    assert seen[0] == (0, 3)
    assert seen[-1] == (1, 3)
    server.usual = GOOD
    before = len(server.requests)
    analyzed(llm())
    assert len(server.requests) - before == 3


def test_inside_a_running_loop(server, llm):
    """A notebook, whose thread already runs an event loop, can use it as well."""
    import asyncio

    async def cell():
        return analyzed(llm())

    assert missing(asyncio.run(cell())) == {}


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("", "name the language model"),
        ("ftp://example.org/v1", "no http address"),
        ("example.org", "no http address"),
        ("http://[", "no http address"),
        ("http://user:key@example.org/v1", "may hold no key"),
        ("https://example.org/v1?key=abc", "may hold no key"),
        ("http://example.org/v1", "unencrypted"),
    ],
)
def test_an_address_that_is_not_fit_is_refused_before_anything_is_sent(url, told, llm, monkeypatch):
    """Keys stand in the environment only, and never go over the network in the open."""
    monkeypatch.setenv("ARGMAP_LLM_KEY", "secret-key")
    with pytest.raises(ModelError, match=told) as error:
        llm(url=url)
    assert "abc" not in str(error.value)
    assert "user:key" not in str(error.value)


def test_nothing_is_sent_before_a_thread_is_read(server, llm):
    """Loading the backend makes no request; nor does a thread without words."""
    backend = llm()
    assert isinstance(backend, Backend)
    found = analyzed(backend, Thread((Post("p1", "…"),)))
    assert found.run.cost["questions"] == 0
    assert server.requests == []
    assert Dropped not in map(type, backend.models.values())
