"""The app's widgets, run without a browser."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

import argmap
from argmap.datatypes import ArgumentMap
from argmap.readers.native import from_native

Start = Callable[..., AppTest]


@pytest.fixture(scope="module")
def argument_map(demo: Path) -> ArgumentMap:
    """The demo thread's map by cue words alone, which takes a second."""
    return argmap.analyze(from_native(json.loads(demo.read_text("utf-8"))), backend="lexical")


@pytest.fixture
def start(root: Path, tmp_path: Path, argument_map: ArgumentMap, monkeypatch: pytest.MonkeyPatch) -> Start:
    """Starts the app on a file with that map, as `argmap app FILE` does, or on other text."""

    def started(text: str | None = None) -> AppTest:
        monkeypatch.setenv("ARGMAP_DATA", str(tmp_path / "data"))
        path = tmp_path / "demo.map.json"
        path.write_text(argmap.to_json(argument_map) if text is None else text, "utf-8")
        monkeypatch.setattr(sys, "argv", [str(root / "app.py"), str(path)])
        app = AppTest.from_file(str(root / "app.py"), default_timeout=60).run()
        assert not app.exception
        return app

    return started


def drawn(app: AppTest) -> dict[str, Any]:
    """What the browser is given to draw."""
    data: dict[str, Any] = json.loads(app.get("bidi_component")[0].proto.json)
    return data


def test_start_shows_the_map_of_the_file_on_the_command_line(start: Start, argument_map: ArgumentMap) -> None:
    """The first screen has the whole map, its cruxes in order and drawn, and no error; what is linked is shown."""
    app = start()
    data = drawn(app)
    assert not app.error
    assert not app.markdown, "a bare string in app.py is shown on the page"
    assert [row["claim"] for row in data["map"]["cruxes"]] == [crux.claim for crux in argument_map.cruxes]
    linked = {end for link in argument_map.links for end in (link.source, link.target)}
    assert set(data["shown"]) == linked
    assert {node["id"] for node in data["view"]["nodes"]} >= {crux.claim for crux in argument_map.cruxes}
    assert all(node["shape"] == "custom" and "title" not in node for node in data["view"]["nodes"])


def test_the_address_reaches_the_graph(start: Start) -> None:
    """Words and the choice of unlinked claims in the address change what is drawn; nonsense there changes nothing."""
    app = start()
    whole = len(drawn(app)["shown"])
    app.query_params.update({"unlinked": ["1"], "sure": ["much"], "map": ["7"]})
    app.run()
    assert len(drawn(app)["shown"]) == len(drawn(app)["map"]["claims"]) > whole
    app.query_params["q"] = ["debate"]
    app.run()
    data = drawn(app)
    texts = [data["map"]["claims"][claim] for claim in data["shown"]]
    assert 0 < len(texts) < whole
    assert all("debate" in (claim["text"] + " ".join(claim["authors"])).lower() for claim in texts)
    assert data["controls"]["summary"] == f"{len(texts)} of {len(data['map']['claims'])} claims shown"


def test_a_direction_keeps_its_own_claims_only(start: Start, argument_map: ArgumentMap) -> None:
    """Choosing a direction shows claims of that direction and nothing else."""
    app = start()
    slug = argument_map.claims[0].directions[0]
    app.query_params["direction"] = [slug]
    app.run()
    shown = set(drawn(app)["shown"])
    assert shown
    assert shown <= {claim.id for claim in argument_map.claims if slug in claim.directions}


@pytest.mark.parametrize("text", ["", '{"format": "argmap-thread/1", "posts": 3}', '{"format": "argmap-map/1"}'])
def test_a_bad_paste_is_one_line_and_the_map_before_it_stays(start: Start, text: str) -> None:
    """An error is told in one line; what was on the screen is still there, and a good paste clears the line."""
    app = start()
    before = drawn(app)["map"]["key"]
    app.text_area(key="paste").set_value(text).run()
    next(button for button in app.button if button.label == "Map it").click().run()
    assert not app.exception
    assert len(app.error) == 1
    assert "\n" not in app.error[0].value
    assert drawn(app)["map"]["key"] == before


def test_a_hostile_thread_gives_streamlit_no_markup(start: Start, argument_map: ArgumentMap) -> None:
    """Title, words and names of a thread reach Streamlit only escaped, or as data that the component shows as text."""
    document = json.loads(argmap.to_json(argument_map))
    hostile = "<img src=x onerror=alert(1)>"
    document["thread"]["title"] = hostile
    app = start(json.dumps(document))
    assert hostile not in "".join(html.value for html in app.get("html"))
    assert drawn(app)["map"]["title"] == hostile
