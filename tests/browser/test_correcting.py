"""A person corrects a map in a real browser: nothing is lost by a reload, a second tab, or a killed server."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from argmap.datatypes import ArgumentMap
from argmap.formats.json import to_json
from argmap.work.library import Library, open_work

pytestmark = pytest.mark.browser


def visit(browser: Any, address: str, complaints: list[str]) -> Any:
    """A page with the workbench drawn; errors of the console are noted."""
    context = browser.new_context(viewport={"width": 1280, "height": 720}, reduced_motion="reduce")
    context.add_init_script("localStorage.setItem('argmap.tour', '\"seen\"')")
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.goto(address)
    page.locator(".am-graph canvas").wait_for()
    return page


def select(page: Any, words: str) -> None:
    """Selects a claim by its words in the thread."""
    page.locator(".am-mark", has_text=words).first.click()
    page.locator(".am-claim").wait_for()


def test_corrections_survive_reload_crash_and_second_tab(server: Any, browser: Any) -> None:
    """Rewrite, link, mark; reload; kill the server; a second tab is told; undo leads back to what the model said."""
    complaints: list[str] = []
    page = visit(browser, server.address, complaints)
    select(page, "They need little.")
    page.locator('[data-act="edit-text"]').click()
    page.locator(".am-edit textarea").fill("They need next to nothing.")
    page.locator('[data-act="save-text"]').click()
    page.locator(".am-claim", has_text="next to nothing").wait_for()
    page.locator('[data-act="edit-link"]').click()
    page.locator(".am-edit select").select_option(label="This claim objects to …")
    page.locator('[data-pick="c4"]').click()
    page.locator(".am-inspector .am-answers").nth(1).wait_for()
    page.locator('[data-act="crux-true"]').click()
    page.locator('[data-act="crux-true"][aria-pressed="true"]').wait_for()
    assert "map=" in page.url

    page.reload()
    page.locator('.am-crux[data-claim="c3"]', has_text="next to nothing").wait_for(state="attached")
    server.kill()
    server.start()
    second = visit(browser, page.url, complaints)
    second.locator('.am-crux[data-claim="c3"]', has_text="next to nothing").wait_for(state="attached")

    page.reload()
    page.locator('.am-crux[data-claim="c3"]', has_text="next to nothing").wait_for(state="attached")
    complaints.clear()  # of the killed server
    second.locator('[data-edit="undo"]').click()
    second.locator('.am-crux[data-claim="c3"]', has_text="next to nothing").wait_for(state="detached")
    page.get_by_text("changed elsewhere").wait_for()
    page.locator('.am-crux[data-claim="c3"]', has_text="next to nothing").wait_for(state="detached")

    second.locator('[data-edit="undo"]').click()
    second.locator(".am-graph").press("Control+z")  # at once: neither is lost
    second.locator('[data-edit="undo"]:disabled').wait_for()
    second.locator(".am-mark", has_text="They need little.").first.click()
    second.locator(".am-claim", has_text="They need little.").wait_for()
    assert complaints == []


def make_claim(page: Any, words: str) -> str:
    """Selects words of the thread near those given, and makes them a claim: the words that the browser selected."""
    mark = page.locator(".am-mark", has_text=words).first
    mark.scroll_into_view_if_needed()
    place = mark.bounding_box()
    page.mouse.move(place["x"] + 1, place["y"] + 8)
    page.mouse.down()
    page.mouse.move(place["x"] + place["width"] / 2, place["y"] + 8, steps=4)
    page.mouse.up()
    chosen = "node => (node.getRootNode().getSelection?.() ?? getSelection()).toString()"
    selected = " ".join(str(page.locator(".am-posts").evaluate(chosen)).split())
    page.get_by_role("button", name="+ Make this a claim").click()
    return selected


def test_words_of_the_thread_become_a_claim_and_files_can_be_dropped(
    server: Any, browser: Any, small_map: ArgumentMap, tmp_path: Path
) -> None:
    """Selected words are offered as a claim, at their place behind emoji too; a dropped map opens and is saved."""
    complaints: list[str] = []
    page = visit(browser, server.address, complaints)
    make_claim(page, "They are not quiet at night.")
    page.locator(".am-head", has_text="6 claims").wait_for()

    document = json.loads(to_json(small_map))
    document["thread"]["title"] = "Dropped cats"
    document["thread"]["posts"][0]["text"] = "🐈🐈 " + document["thread"]["posts"][0]["text"]
    for mention in (
        mention for claim in document["claims"] for mention in claim["mentions"] if mention["post"] == "p1"
    ):
        mention.update(start=mention["start"] + 3, end=mention["end"] + 3)
    page.evaluate(
        """text => {
          const data = new DataTransfer();
          data.items.add(new File([text], "dropped.map.json", { type: "application/json" }));
          for (const name of ["dragover", "drop"])
            document.body.dispatchEvent(new DragEvent(name, { dataTransfer: data, bubbles: true, cancelable: true }));
        }""",
        json.dumps(document),
    )
    page.locator(".am-head h1", has_text="Dropped cats").wait_for()
    page.locator(".am-words", has_text="🐈🐈 Cats").wait_for()
    selected = make_claim(page, "They need little.")
    page.locator(".am-head", has_text="6 claims").wait_for()
    library = Library(server.data / "library.sqlite3")
    made = open_work(library, library.cards()[0].id).argument_map.claim_by_id["c6"]
    assert selected in made.text
    assert made.text in document["thread"]["posts"][0]["text"]
    assert re.fullmatch(r"\w*", made.text.removeprefix(selected)), "a word selected in part is taken whole, and no more"
    assert selected.startswith("🐈🐈 Cats"), "what comes behind characters that count twice is tried as well"
    page.get_by_role("button", name="Maps", exact=True).click()
    page.get_by_role("button", name="Cats & dogs").wait_for()
    page.keyboard.press("Escape")

    with page.expect_download() as download:
        page.get_by_label("Save this picture").click()
        page.get_by_role("button", name="Picture (PNG)").click()
    assert download.value.suggested_filename == "Dropped-cats.png"
    assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")
    assert complaints == []
