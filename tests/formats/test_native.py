"""argmap-map/1 and argmap-thread/1: what is written fits the schema and comes back equal."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from argmap.datatypes import Alternative, ArgumentMap, Claim, Kind, Link, Post, Run, Span, Stance, StanceKind, Thread
from argmap.errors import InputError
from argmap.formats.json import from_json, to_json, to_native_thread
from argmap.formats.maps import is_map, parse_map, read_map
from argmap.formats.schema import read_schema

UNIT = st.floats(0, 1)


@st.composite
def maps(draw: st.DrawFn) -> ArgumentMap:
    """Small maps with any text, lone surrogates included."""
    texts = draw(st.lists(st.text(st.characters(), max_size=30), min_size=1, max_size=4))
    posts = tuple(Post(f"p{n}", text, draw(st.none() | st.text(max_size=5))) for n, text in enumerate(texts))
    claims = tuple(
        Claim(f"c{n}", post.text, (Span(post.id, 0, len(post.text)),), draw(UNIT)) for n, post in enumerate(posts)
    )
    ends = st.sampled_from([claim.id for claim in claims])
    links = tuple(
        Link(f"l{n}", draw(ends), draw(ends), draw(st.sampled_from(Kind)), draw(UNIT))
        for n in range(draw(st.integers(0, 4)))
    )
    strengths = {claim.id: draw(UNIT) for claim in claims}
    cruxes = {claim.id: (claims[0].id,) for claim in claims}
    return ArgumentMap(Thread(posts), claims, links, strengths, (claims[-1].id,), (), cruxes, Run("0", "lexical"))


@pytest.fixture(params=["small_map", "nasty_map", "empty_map"])
def any_map(request: pytest.FixtureRequest) -> ArgumentMap:
    """Each of the maps made by hand."""
    found: ArgumentMap = request.getfixturevalue(request.param)
    return found


def test_the_alternatives_of_a_link_are_kept_and_must_name_claims(small_map: ArgumentMap) -> None:
    """They stand in the JSON only where a link has some, and come back as they were."""
    doubtful = replace(small_map.links[0], alternatives=(Alternative("c3", Kind.OBJECTION, 0.25),))
    argument_map = replace(small_map, links=(doubtful, *small_map.links[1:]))
    text = to_json(argument_map)
    assert text.count('"alternatives"') == 1
    assert from_json(text) == argument_map
    with pytest.raises(InputError, match="an alternative of link l1 names the claim c9"):
        from_json(text.replace('{"target": "c3"', '{"target": "c9"'))


def test_round_trip(any_map: ArgumentMap) -> None:
    """A map that is written and read is equal in every field, and is written the same again."""
    text = to_json(any_map)
    assert from_json(text) == any_map
    assert to_json(from_json(text)) == text


@given(maps())
def test_any_map_comes_back(argument_map: ArgumentMap) -> None:
    """No text and no number is lost on the way through UTF-8 JSON."""
    assert from_json(to_json(argument_map).encode().decode()) == argument_map


def test_fits_the_schema(any_map: ArgumentMap) -> None:
    """What is written fits the schema that ships, for maps and for threads."""
    Draft202012Validator(read_schema("map")).validate(json.loads(to_json(any_map)))
    Draft202012Validator(read_schema("thread")).validate(json.loads(to_native_thread(any_map.thread)))


def test_schemas_are_sound_and_agree() -> None:
    """Both schemas are JSON Schema 2020-12, and a post is the same in both, but for its stance, which a map adds."""
    for name in ("map", "thread"):
        Draft202012Validator.check_schema(read_schema(name))
    of_map, of_thread = (json.loads(json.dumps(read_schema(name)["$defs"])) for name in ("map", "thread"))
    del of_map["post"]["properties"]["stance"]
    for shared in ("post", "quote", "dropped"):
        assert of_map[shared] == of_thread[shared]


def test_stances_come_back(small_map: ArgumentMap) -> None:
    """The stance of a reply is kept; a post that answers none has null; a map without stances has no such key."""
    reply = next(post for post in small_map.thread.posts if post.reply_to)
    stance = Stance(StanceKind.SUPPORTS, reply.reply_to or "", 0.64)
    judged = replace(small_map, stances={reply.id: stance})
    posts = {post["id"]: post for post in json.loads(to_json(judged))["thread"]["posts"]}
    assert posts[reply.id]["stance"] == {"kind": "supports", "toward": reply.reply_to, "confidence": 0.64}
    assert posts[small_map.thread.posts[0].id]["stance"] is None
    assert from_json(to_json(judged)) == judged
    assert '"stance"' not in to_json(small_map)


def test_fields_keep_their_names(small_map: ArgumentMap) -> None:
    """The fields that the design promises are there, under these names."""
    record = json.loads(to_json(small_map))
    assert record["format"] == "argmap-map/1"
    claim = record["claims"][0]
    assert claim["supports"] == ["c2", "c3"]
    assert claim["objections"] == []
    assert claim["cruxes"] == ["c2", "c4"]
    assert claim["main"] is True
    assert record["cruxes"][0]["for"] == ["Ann"]
    assert record["cruxes"][0]["against"] == ["p2"]
    assert record["thread"]["posts"][2]["source"] == {"start": 100, "end": 142}
    assert set(record["run"]) == {"argmap", "backend", "models", "settings", "dropped"}


def test_one_record_a_line(small_map: ArgumentMap) -> None:
    """Changing one claim changes one line, so that golden maps can be read as a diff."""
    changed = replace(small_map, claims=(replace(small_map.claims[0], text="New."), *small_map.claims[1:]))
    lines = zip(to_json(small_map).splitlines(), to_json(changed).splitlines(), strict=True)
    assert sum(old != new for old, new in lines) == 1


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "broken JSON"),
        ('{"format": "argmap-map/1",', "broken JSON"),
        ("[]", "top level must be an object"),
        ("[" * 100_000, "nested too deeply"),
        ('{"format": "argmap-map/2"}', "argmap-map/1"),
        ("9" * 5000, "number that cannot be read"),
    ],
)
def test_bad_text_is_refused(text: str, problem: str) -> None:
    """What is no map is refused in one line that says what is wrong."""
    with pytest.raises(InputError, match=problem) as caught:
        from_json(text)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        (("claims", 0, "text"), 5, r"claims\[0\]\.text"),
        (("claims", 0, "strength"), float("nan"), "NaN is not JSON"),
        (("claims", 1, "id"), "c1", "claim id c1 is used 2 times"),
        (("claims", 0, "mentions", 0, "end"), 999, "outside"),
        (("claims", 0, "mentions", 0, "post"), "p9", "p9"),
        (("claims", 0, "cruxes"), ["c99"], "c99"),
        (("links", 0, "target"), "c99", "c99"),
        (("links", 0, "kind"), "attack", r"links\[0\]\.kind"),
        (("links", 0, "confidence"), 7, "confidence"),
        (("main",), ["c99"], "c99"),
        (("cruxes", 0, "about"), "c99", "c99"),
        (("thread", "posts", 0, "reply_to"), "p2", "not an earlier post"),
        (("thread", "posts", 1, "quotes", 0, "post"), "p9", "p9"),
        (("thread", "posts", 2, "guess", "answers", 0, "post"), "p3", "may answer p3, which is not an earlier post"),
        (("thread", "posts", 2, "guess", "breaks", 0, "start"), 42, "a break of post p3"),
        (("run", "settings"), {"x": 10**400}, "settings"),
    ],
)
def test_contradictions_are_refused(
    small_map: ArgumentMap, path: tuple[str | int, ...], value: object, problem: str
) -> None:
    """A map that contradicts its schema or itself is refused, and the place is named."""
    record = json.loads(to_json(small_map))
    place = record
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(InputError, match=problem) as caught:
        from_json(json.dumps(record))
    assert "\n" not in str(caught.value)


def test_files(small_map: ArgumentMap, tmp_path: Path) -> None:
    """A map file is read with or without a byte order mark; what is wrong with it names the file."""
    path = tmp_path / "map.json"
    path.write_bytes(b"\xef\xbb\xbf" + to_json(small_map).encode())
    assert read_map(path) == small_map
    assert is_map(path.read_bytes())
    assert not is_map(to_native_thread(small_map.thread).encode())
    with pytest.raises(InputError, match=r"gone\.json"):
        read_map(tmp_path / "gone.json")
    with pytest.raises(InputError, match=r"m\.json:1: broken JSON"):
        parse_map(b"{", name="m.json")
    with pytest.raises(InputError, match="not UTF-8"):
        parse_map(b"\xff\xfe\x00", name="m.json")
