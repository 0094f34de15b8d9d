"""Attacks in the app, in real Chromium: every word of the map is an attack, and all of them are shown as letters."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from argmap.datatypes import ArgumentMap
from argmap.formats.json import to_json, to_native_thread

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install -e '.[dev]'")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium"),
]

FOREIGN = """() => {
    const found = [];
    const walk = root => root.querySelectorAll('*').forEach(element => {
        if (element.shadowRoot) walk(element.shadowRoot);
        const bad = [...element.attributes].filter(({name, value}) => name.startsWith('on')
            || (['href', 'src', 'action', 'data', 'srcdoc'].includes(name) && /attacker|script:/i.test(value)));
        if (bad.length || /^(OBJECT|EMBED|BASE|FRAME|MARQUEE|MATH|X)$/i.test(element.nodeName))
            found.push(element.outerHTML.slice(0, 200));
    });
    walk(document);
    return found;
}"""
"""Elements, in the page and in the components on it, that run or load what a stranger wrote."""


@pytest.fixture
def visit(start: Callable[..., Any], attacked_map: ArgumentMap, tmp_path: Path) -> Iterator[Any]:
    """The app, opened on the map of attacks, and what it asked for, ran and complained of."""
    path = tmp_path / "attacked.json"
    path.write_text(to_json(attacked_map), "utf-8")
    server = start(path)
    with playwright.sync_playwright() as driver:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=flags)
        page = browser.new_page(viewport={"width": 1400, "height": 900}, accept_downloads=True)
        page.trouble = []
        page.asked = []
        page.on("dialog", lambda dialog: (page.trouble.append(dialog.message), dialog.dismiss()))
        page.on("popup", lambda popup: page.trouble.append(popup.url))
        page.on("pageerror", lambda error: page.trouble.append(str(error)))
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(server.address)
        page.wait_for_selector("canvas", timeout=120_000)
        yield page
        browser.close()


def unharmed(page: Any) -> bool:
    """Whether nothing of a stranger ran, was loaded or stands in the page as anything but letters."""
    assert page.evaluate("() => window.ran") is None
    assert page.evaluate(FOREIGN) == []
    assert page.trouble == []
    assert [url for url in page.asked if not url.startswith(("http://localhost:", "data:", "blob:"))] == []
    return True


def test_every_pane_shows_letters(visit: Any) -> None:
    """Each crux, claim, passage, tooltip and list, clicked through, shows the attacks as they are written."""
    page = visit
    page.wait_for_timeout(500)
    for number in range(min(60, page.locator(".am button").count())):
        page.evaluate("number => document.querySelectorAll('.am button')[number]?.click()", number)
    box = page.locator("canvas").first.bounding_box()
    for x in range(1, 10):
        page.mouse.move(box["x"] + box["width"] * x / 10, box["y"] + box["height"] / 2)
        page.mouse.click(box["x"] + box["width"] * x / 10, box["y"] + box["height"] / 2)
        page.wait_for_timeout(100)
    page.get_by_placeholder(re.compile("Search")).first.fill("<script>")
    page.keyboard.press("Enter")
    page.wait_for_timeout(1000)
    assert "<script>window.ran=1</script>" in page.inner_text("body")
    assert unharmed(page)


def test_what_is_uploaded_shows_letters(visit: Any, attacked_map: ArgumentMap, tmp_path: Path) -> None:
    """A broken thread whose name and ids are attacks is refused in a line of letters."""
    path = tmp_path / "$x$ **b** :material_home: <img src=x onerror=window.ran=1>.json"
    path.write_text(to_native_thread(attacked_map.thread)[:-200], "utf-8")
    visit.get_by_role("button", name="Open").first.click()
    visit.set_input_files("input[type=file]", str(path))
    alert = visit.locator("[data-testid=stAlert]").first
    alert.wait_for(timeout=60_000)
    assert "<img src=x onerror=window.ran=1>" in alert.inner_text().replace("\u2060", "")
    assert unharmed(visit)


def test_names_of_files_stay_in_their_folder(visit: Any) -> None:
    """A file that is saved is named by harmless letters, whatever the thread calls itself."""
    visit.get_by_role("button", name="Save").first.click()
    with visit.expect_download() as download:
        visit.get_by_role("button", name="The whole map (JSON)").click()
    assert re.fullmatch(r"[\w-][\w.-]{0,80}\.json", download.value.suggested_filename)
    assert unharmed(visit)
