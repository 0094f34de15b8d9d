"""The app without a browser: mapping in a worker, the library, corrections, a doubtful paste."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from argmap.datatypes import ArgumentMap
from argmap.formats.json import to_json
from argmap.work.corrections.edits import RewriteClaim
from argmap.work.library import Library, act, library_path, open_work

FLAT = """The bridge must be closed

The bridge is old, so it must be closed before somebody is hurt. I have looked at every report of the last ten years.

I disagree. Nobody was ever hurt on it, and closing it would cost the town its only road to the hospital.

But the hospital has a ferry! So the road is not needed because the ferry is faster.

The ferry runs at night as well.

Thanks for looking into the reports. What did they say about the northern pillar?
"""
TEXT = "Cats are good pets because they are quiet. Dogs are louder than cats, so they disturb the neighbours."


def native(posts: int) -> str:
    """A thread in argmap's own format, which leaves no doubt."""
    rows = [{"id": f"p{n}", "text": f"{TEXT} That was number {n}."} for n in range(posts)]
    return json.dumps({"format": "argmap-thread/1", "title": "Pets", "posts": rows})


Start = Callable[..., AppTest]


@pytest.fixture
def start(root: Path, tmp_path: Path, small_map: ArgumentMap, monkeypatch: pytest.MonkeyPatch) -> Start:
    """Starts the app on the small map, with a library of its own and the backend that needs no weights."""
    monkeypatch.setenv("ARGMAP_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("ARGMAP_BACKEND", "lexical")
    path = tmp_path / "cats.map.json"
    path.write_text(to_json(small_map), "utf-8")

    def started(query: str = "") -> AppTest:
        monkeypatch.setattr(sys, "argv", [str(root / "app.py"), str(path)])
        app = AppTest.from_file(str(root / "app.py"), default_timeout=60)
        if query:
            app.query_params["map"] = query
        app.run()
        assert not app.exception
        return app

    return started


def press(app: AppTest, label: str) -> AppTest:
    """Presses the first button with that label."""
    found = next(button for button in app.button if button.label == label)
    found.click().run()
    assert not app.exception
    return app


def shown(app: AppTest) -> str:
    """Everything that the page says in HTML, boxes and texts."""
    parts = [*app.get("html"), *app.markdown, *app.caption, *app.info, *app.error, *app.warning, *app.text]
    return "\n".join(part.value for part in parts).replace("&#8288;", "")


def mapped(app: AppTest) -> AppTest:
    """The app once the mapping under way has ended."""
    until = time.monotonic() + 120
    while "job" in app.query_params:
        assert time.monotonic() < until
        time.sleep(0.05)
        app.run()
        assert not app.exception
    return app


@pytest.mark.slow
def test_a_paste_is_mapped_in_a_worker_and_saved(start: Start) -> None:
    """The map before stays while it is mapped; then the new one opens, is in the library, and opens at once later."""
    app = start()
    app.text_area(key="paste").set_value(native(2)).run()
    press(app, "Map it")
    assert "Cats &amp; dogs" in shown(app)
    mapped(app)
    card = Library(library_path()).cards()[0]
    assert (card.name, card.posts) == ("Pets", 2)
    assert app.query_params["map"] == str(card.id)
    press(app, "Map it")
    assert "job" not in app.query_params
    assert len(Library(library_path()).cards()) == 2


@pytest.mark.slow
def test_a_cancelled_mapping_changes_nothing(start: Start) -> None:
    """The map that was open is still open, and the library has no other."""
    app = start()
    app.text_area(key="paste").set_value(native(3000)).run()
    press(app, "Map it")
    press(app, "Cancel")
    mapped(app)
    assert "Cats &amp; dogs" in shown(app)
    assert not app.error
    assert len(Library(library_path()).cards()) == 1


@pytest.mark.slow
def test_a_doubtful_paste_is_shown_before_it_is_mapped(start: Start) -> None:
    """Its posts can be joined, parted and given an author; what was set right is what is mapped."""
    app = start()
    app.text_area(key="paste").set_value(FLAT).run()
    press(app, "Map it")
    review = app.session_state["review"]
    assert "Before it is mapped" in app.subheader[0].value
    count = len(review.thread.posts)
    press(app, "Yes, part it here")
    changed = app.session_state["review"].thread
    assert len(changed.posts) == count + 1
    app.button(key="undo-review").click().run()
    assert app.session_state["review"].thread == review.thread
    author = next(field for field in app.text_input if field.label == "Author")
    author.set_value("Ann").run()
    press(app, "Map it now")
    mapped(app)
    found = open_work(Library(library_path()), Library(library_path()).cards()[0].id).argument_map.thread
    assert found.posts[0].author == "Ann"
    assert [post.text for post in found.posts] == [post.text for post in review.thread.posts]


@pytest.mark.slow
def test_the_posts_of_a_map_can_be_checked_again(start: Start) -> None:
    """Each step is a correction of the map that is saved and can be undone; mapped again, the corrections stay."""
    app = start()
    app.text_area(key="paste").set_value(FLAT).run()
    press(app, "Map it")
    press(app, "Map it now")
    mapped(app)
    library = Library(library_path())
    id = library.cards()[0].id
    count = len(open_work(library, id).argument_map.thread.posts)
    press(app, "Check the posts")
    assert app.subheader[0].value == "Are these the posts?"
    doubts = app.session_state["review"].thread
    press(app, "That is right" if any(button.label == "That is right" for button in app.button) else "Yes")
    assert app.session_state["review"].thread != doubts
    assert not open_work(library, id).state.done, "a guess that is right corrects nothing"
    press(app, "Yes, part it here")
    assert len(open_work(library, id).argument_map.thread.posts) == count + 1
    app.button(key="undo-review").click().run()
    assert len(open_work(library, id).argument_map.thread.posts) == count
    press(app, "Yes, part it here")
    press(app, "Map again")
    mapped(app)
    work = open_work(library, id)
    assert len(work.argument_map.thread.posts) == count + 1
    assert len(work.state.done) >= 1
    assert "review" not in app.session_state


def begin_twice() -> None:
    """A page where the server hears twice of one click on "Map it now"."""
    import streamlit as st

    from argmap.app import desk, review
    from argmap.datatypes import Post, Thread

    shown = st.session_state.review = desk.Review("a paste", "", Thread((Post("p1", "Cats are quiet."),)))
    review._begin(shown)
    review._begin(shown)
    st.text(str(len(desk.jobs())))
    for followed in desk.jobs():
        followed.job.cancel()


@pytest.mark.usefixtures("start")
def test_a_click_that_comes_twice_maps_once() -> None:
    """A paste is mapped once, also where the server hears of the same click again."""
    app = AppTest.from_function(begin_twice, default_timeout=60).run()
    assert not app.exception
    assert app.text[0].value == "1"


def test_a_reload_finds_the_corrected_map(start: Start) -> None:
    """The address names the map; its corrections are there, and can be undone."""
    start()
    library = Library(library_path())
    id = library.cards()[0].id
    act(library, open_work(library, id), RewriteClaim("c2", "They hush."))
    app = start(str(id))
    assert app.session_state["work"].argument_map.claim_by_id["c2"].text == "They hush."
    assert "Rewrote" in shown(app)
    press(app, "Undo")
    assert app.session_state["work"].argument_map.claim_by_id["c2"].text == "They are quiet."
    assert library.card(id).version == 2


def test_the_second_tab_is_told(start: Start) -> None:
    """A change made elsewhere is shown with a line, and a change on top of the old state is not made."""
    app = start()
    library = Library(library_path())
    id = library.cards()[0].id
    act(library, open_work(library, id), RewriteClaim("c2", "They hush."))
    app.run()
    assert "changed elsewhere" in app.info[0].value
    assert app.session_state["work"].version == 1
    app.run()
    assert not app.info


@pytest.mark.slow
def test_a_reload_finds_the_mapping_under_way(start: Start, root: Path) -> None:
    """The address names it by a secret word; whoever comes back sees it go on, and its map opens."""
    app = start()
    app.text_area(key="paste").set_value(native(300)).run()
    press(app, "Map it")
    again = AppTest.from_file(str(root / "app.py"), default_timeout=60)
    for name in ("map", "job"):
        again.query_params[name] = app.query_params[name]
    mapped(again.run())
    assert "Pets" in shown(again)


@pytest.mark.parametrize("address", ["lesswrong.com", "ftp://example.com/x", "http://127.0.0.1:9/thread"])
def test_an_address_that_cannot_be_had_is_one_line(start: Start, address: str) -> None:
    """No address, no web address, no public one: the line says so, and the map stays."""
    app = start()
    app.text_input(key="address").set_value(address).run()
    press(app, "Fetch and map it")
    assert len(app.error) == 1
    assert "\n" not in app.error[0].value
    assert "Cats &amp; dogs" in shown(app)


def test_a_page_without_a_map_says_what_to_do(start: Start) -> None:
    """After the open map is deleted nothing is open, which is no error."""
    app = start()
    app.button(key=f"delete-{Library(library_path()).cards()[0].id}").click().run()
    assert "No map is open" in shown(app)
    assert not app.error


def test_maps_are_managed(start: Start) -> None:
    """Rename, duplicate, delete, and take the deletion back."""
    app = start()
    library = Library(library_path())
    id = library.cards()[0].id
    app.text_input(key=f"name-{id}").set_value("Pets").run()
    app.button(key=f"copy-{id}").click().run()
    assert {card.name for card in library.cards()} == {"Pets", "Pets (copy)"}
    app.button(key=f"delete-{id}").click().run()
    assert [card.name for card in library.cards()] == ["Pets (copy)"]
    assert "was deleted" in app.info[0].value
    app.button(key="undo-delete").click().run()
    assert app.session_state["work"].id == id
    assert len(library.cards()) == 2


def test_a_library_that_cannot_be_used_is_told(start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The app works all the same, and says that nothing is kept."""
    (tmp_path / "data").write_text("a file where a folder should be")
    app = start()
    assert "not being saved" in app.warning[0].value
    assert "Cats &amp; dogs" in shown(app)


@pytest.mark.slow
def test_a_new_run_keeps_corrections(start: Start) -> None:
    """Mapped again, the thread has the model's new claims and the person's words."""
    app = start()
    library = Library(library_path())
    id = library.cards()[0].id
    act(library, open_work(library, id), RewriteClaim("c4", "By night they are loud."))
    app.run()
    press(app, "Map again")
    mapped(app)
    work = open_work(library, id)
    assert work.state.said.run.backend == "lexical"
    assert "By night they are loud." in {claim.text for claim in work.argument_map.claims}
    assert app.session_state["work"].version == 2
