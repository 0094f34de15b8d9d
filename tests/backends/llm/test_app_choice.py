"""The app's choice of a language model: what would leave the machine is shown, and nothing does before consent."""

import json
import sys
import time
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from argmap.formats.json import to_json
from argmap.work.library import Library, library_path, open_work

PETS = json.dumps(
    {
        "format": "argmap-thread/1",
        "title": "Pets",
        "posts": [
            {"id": "p1", "author": "ann", "text": "Cats are good pets. They are very quiet at night."},
            {"id": "p2", "author": "bo", "reply_to": "p1", "text": "Cats are not quiet when they are hungry."},
        ],
    }
)


@pytest.fixture
def app(root, tmp_path, small_map, monkeypatch):
    """The app on a small map, with a library and a cache of its own and the backend that needs no weights beneath."""
    for name, value in {
        "ARGMAP_DATA": str(tmp_path / "data"),
        "ARGMAP_CACHE": str(tmp_path / "cache"),
        "ARGMAP_BACKEND": "lexical",
    }.items():
        monkeypatch.setenv(name, value)
    for name in ("ARGMAP_LLM_URL", "ARGMAP_LLM_MODEL", "ARGMAP_LLM_KEY"):
        monkeypatch.delenv(name, raising=False)
    path = tmp_path / "cats.map.json"
    path.write_text(to_json(small_map), "utf-8")
    monkeypatch.setattr(sys, "argv", [str(root / "app.py"), str(path)])
    return AppTest.from_file(str(root / "app.py"), default_timeout=60).run()


def fill(app, url, model):
    """Types an address and a model."""
    app.text_input(key="llm_url").set_value(url)
    return app.text_input(key="llm_model").set_value(model).run()


def mapped(app, text):
    """The map that the app makes of a paste."""
    app.text_area(key="paste").set_value(text).run()
    next(button for button in app.button if button.label == "Map it").click().run()
    until = time.monotonic() + 120
    while "job" in app.query_params:
        assert time.monotonic() < until
        time.sleep(0.05)
        app.run()
    assert not app.exception
    assert not app.error
    library = Library(library_path())
    return open_work(library, library.cards()[0].id).argument_map


def words(elements, attribute):
    """What the elements say, as it is read on the screen."""
    return unescape("\n".join(getattr(element, attribute) for element in elements)).replace("\u2060", "")


def test_it_is_off_and_cannot_be_turned_on_without_an_address(app):
    """The first screen says that nothing leaves the machine; a bad address is told, with the switch closed."""
    assert "No thread leaves this machine." in words(app.caption, "value")
    assert app.toggle(key="llm_on").disabled
    fill(app, "https://user:secret@example.org/v1", "big")
    assert app.toggle(key="llm_on").disabled
    assert "secret" not in words(app.caption, "value")


def test_what_leaves_is_shown_before_it_does(app, server):
    """Address, model and bound stand beside the switch; off, a thread is not sent; on, it is, and the map says so."""
    fill(app, server.url, "scripted")
    assert "at most 200,000 tokens" in words(app.caption, "value")
    assert f"127.0.0.1:{server.server_port}" in words(app.caption, "value")
    assert mapped(app, PETS).run.backend == "lexical"
    assert server.requests == []
    app.toggle(key="llm_on").set_value(True).run()
    assert f"are sent to the model scripted at {server.url}" in words(app.caption, "value")
    found = mapped(app, PETS.replace("Pets", "Cats at night"))
    assert found.run.backend == "llm"
    assert found.run.cost["answers"] == len(server.requests) > 0


def test_another_address_has_to_be_agreed_to_anew(app, server):
    """A change of address turns the switch off."""
    fill(app, server.url, "scripted")
    app.toggle(key="llm_on").set_value(True).run()
    app.text_input(key="llm_url").set_value("https://example.org/v1").run()
    assert not app.toggle(key="llm_on").value
