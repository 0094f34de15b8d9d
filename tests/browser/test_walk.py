"""A walk through the app in a real browser: what a reader does first, and what a stranger's text must not do."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import argmap

ATTACK = '<img src=x onerror="window.ran=1"><script>window.ran=1</script> **b** $x$ :material/home: '
Visit = Any

pytestmark = pytest.mark.browser


def test_a_reader_walks_through_the_app(visit: Visit, native_map: dict[str, Any]) -> None:
    """Click a node, filter by a direction, focus a crux and leave, walk by keyboard, read the list, save the map."""
    page = visit.page
    page.wait_for_timeout(500)
    main = next(claim for claim in native_map["claims"] if claim["id"] == native_map["cruxes"][0]["about"])
    page.mouse.click(*visit.place(main["id"]))
    page.wait_for_selector(".am-claim")
    assert page.inner_text(".am-claim") == main["text"]
    assert main["text"] in page.inner_text(".am-passage mark")
    assert main["text"] in page.inner_text(".am-posts .am-here")

    whole = visit.count()
    direction = page.locator(".am-quick .am-chip").last
    number = int(direction.locator("small").inner_text())
    direction.click()
    page.locator(".am-count", has_not_text=whole).wait_for()
    assert int(visit.count().split()[0]) == number > 0
    direction.click()
    page.locator(".am-count", has_text=whole).wait_for()

    page.get_by_label("Close this claim").click()
    page.locator(".am-crux").first.click()
    page.get_by_role("button", name="← Show all").wait_for()
    crux = next(claim for claim in native_map["claims"] if claim["id"] == native_map["cruxes"][0]["claim"])
    assert page.inner_text(".am-claim") == crux["text"]
    assert page.locator(".am-crux").first.get_attribute("aria-current") == "true"
    page.get_by_role("button", name="← Show all").click()
    page.get_by_role("button", name="← Show all").wait_for(state="hidden")

    words = page.locator(".am-posts .am-mark").nth(9)
    words.click()
    assert "am-here" in words.get_attribute("class")
    assert page.inner_text(".am-claim").startswith(words.inner_text()[:20])

    page.get_by_label("Close this claim").click()
    page.locator(".am-graph").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector(".am-claim")
    page.locator(".am-graph").focus()
    page.keyboard.press("Escape")
    page.wait_for_selector(".am-claim", state="detached")

    page.get_by_role("button", name="List", exact=True).click()
    assert page.locator(".am-outline .am-link").count() == int(whole.split()[0])
    page.locator(".am-outline .am-link").nth(3).click()
    page.wait_for_selector(".am-claim")

    page.get_by_test_id("stPopoverButton").filter(has_text="Save").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="The whole map (JSON)").click()
    saved = json.loads(Path(download.value.path()).read_text("utf-8"))
    schema = Path(argmap.__file__).parent / "formats" / "map.schema.json"
    jsonschema.validate(saved, json.loads(schema.read_text("utf-8")))
    assert saved == native_map
    assert visit.complaints == []
    assert visit.away() == []


def test_a_strangers_text_is_shown_and_never_run(visit: Visit, native_map: dict[str, Any], tmp_path: Path) -> None:
    """Markup in a title, an author, a post and a claim is read letter by letter, in panes, list and hover."""
    document = json.loads(json.dumps(native_map))
    document["thread"]["title"] = f"{ATTACK}title"
    document["thread"]["posts"][0].update(
        author=f"{ATTACK}author", text=ATTACK + document["thread"]["posts"][0]["text"]
    )
    for claim in document["claims"]:
        claim["text"] = ATTACK + claim["text"]
        for mention in claim["mentions"]:
            if mention["post"] == document["thread"]["posts"][0]["id"]:
                mention["start"] += len(ATTACK)
                mention["end"] += len(ATTACK)
    path = tmp_path / "attack.json"
    path.write_text(json.dumps(document), "utf-8")
    visit.upload(path)
    page = visit.page
    page.wait_for_function("() => document.querySelector('.am-head h1').innerText.includes('<script>')")
    page.keyboard.press("Escape")
    # The header changes before the workbench does: a click on the old map's claim would be undone by the new map.
    main = page.locator(".am-main-claims .am-link", has_text="<script>").first
    main.wait_for(state="attached")
    page.locator(".am-fold summary").click()
    main.click()
    page.wait_for_selector(".am-claim")
    assert page.inner_text(".am-claim").startswith(ATTACK.strip())
    assert page.locator(".am-fold").get_attribute("open") is not None, "the list it was picked from stays unfolded"
    page.mouse.move(*visit.place(main.get_attribute("data-claim")))
    page.wait_for_selector(".vis-tooltip", state="visible")
    assert ATTACK.strip() in page.inner_text(".vis-tooltip")
    page.get_by_role("button", name="List", exact=True).click()
    assert page.evaluate("() => window.ran") is None
    assert page.locator(".am img, .am script, .am-head img").count() == 0
    assert visit.complaints == []
    assert visit.away() == []


def test_a_bad_file_is_one_line_and_the_map_stays(visit: Visit, tmp_path: Path) -> None:
    """A file that is no thread gives a line that names it, letter by letter, and the map before it is still there."""
    path = tmp_path / "**bad** :material_home: $x$.json"
    path.write_text('{"format": "argmap-thread/1", "posts": [{"id": "p1", "text": 3}]}', "utf-8")
    whole = visit.count()
    visit.upload(path)
    alert = visit.page.locator("[data-testid=stAlert]")
    alert.wait_for()
    assert "**bad** :material_home: $x$.json" in alert.inner_text().replace("\u2060", "")
    assert visit.count() == whole
    assert visit.complaints == []
