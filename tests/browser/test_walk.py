"""A walk through the app in a real browser: what a reader does first, and what a stranger's text must not do."""

import json
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import argmap
from argmap.readers.native import from_native

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install -e '.[dev]'")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ATTACK = '<img src=x onerror="window.ran=1"><script>window.ran=1</script> **b** $x$ :material/home: '

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium"),
]


@pytest.fixture(scope="module")
def native_map(demo: Path) -> dict[str, Any]:
    """The demo thread's map by cue words alone, as JSON."""
    thread = from_native(json.loads(demo.read_text("utf-8")))
    found: dict[str, Any] = json.loads(argmap.to_json(argmap.analyze(thread, backend="lexical")))
    return found


@pytest.fixture(scope="module")
def address(root: Path, native_map: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the app runs, with that map open."""
    path = tmp_path_factory.mktemp("walk") / "first.map.json"
    path.write_text(json.dumps(native_map), "utf-8")
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    flags = ["--server.address=localhost", f"--server.port={port}", "--server.headless=true"]
    flags += ["--browser.gatherUsageStats=false", "--server.fileWatcherType=none", "--client.toolbarMode=minimal"]
    command = [sys.executable, "-m", "streamlit", "run", str(root / "app.py"), *flags, "--", str(path)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=root) as server:
        wait_for(f"http://localhost:{port}/_stcore/health", server)
        yield f"http://localhost:{port}"
        server.terminate()


def wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    """Returns when the server answers."""
    for _ in range(120):
        assert server.poll() is None, "the app's server ended at once"
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.25)
    pytest.fail("the app's server did not answer in 30 seconds")


class Visit:
    """A page and everything that it asked for or complained about."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.asked: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda m: self.complaints.append(m.text) if m.type == "error" else None)

    def count(self) -> str:
        """How many claims the page says are shown."""
        return str(self.page.inner_text(".am-count"))

    def upload(self, path: Path) -> None:
        """Opens a file."""
        self.page.get_by_role("button", name="Open").click()
        self.page.set_input_files("input[type=file]", str(path))

    def away(self) -> list[str]:
        """Requests to anywhere but this machine."""
        return [url for url in self.asked if not url.startswith(("http://localhost:", "data:", "blob:"))]


@pytest.fixture
def visit(address: str) -> Iterator[Visit]:
    """The app, opened in a window of laptop size."""
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=flags)
        page = browser.new_page(viewport={"width": 1280, "height": 720}, accept_downloads=True, reduced_motion="reduce")
        visit = Visit(page)
        page.goto(address)
        page.wait_for_selector(".am-graph canvas", timeout=60_000)
        page.wait_for_selector(".am-count")
        yield visit
        browser.close()


def test_a_reader_walks_through_the_app(visit: Visit, native_map: dict[str, Any]) -> None:
    """Click a node, filter by a direction, focus a crux and leave, walk by keyboard, read the list, save the map."""
    page = visit.page
    page.wait_for_timeout(500)
    page.locator(".am-graph").click(position={"x": page.locator(".am-graph").bounding_box()["width"] / 2, "y": 85})
    page.wait_for_selector(".am-role-main")
    main = next(claim for claim in native_map["claims"] if claim["main"])
    assert page.inner_text(".am-claim") == main["text"]
    assert main["text"] in page.inner_text(".am-passage mark")
    assert main["text"] in page.inner_text(".am-posts .am-here")

    whole = visit.count()
    direction = page.locator(".st-key-directions button").last
    number = int(direction.inner_text().rsplit("· ", 1)[1])
    direction.click()
    page.wait_for_function("whole => document.querySelector('.am-count').innerText !== whole", arg=whole)
    assert 0 < int(visit.count().split()[0]) <= number
    direction.click()
    page.wait_for_function("whole => document.querySelector('.am-count').innerText === whole", arg=whole)

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

    page.get_by_role("button", name="Save").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Whole map (JSON)").click()
    saved = json.loads(Path(download.value.path()).read_text("utf-8"))
    schema = Path(argmap.__file__).parent / "export" / "map.schema.json"
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
    page.locator(".am-fold summary").click()
    page.locator(".am-main-claims .am-link", has_text="<script>").first.click()
    page.wait_for_selector(".am-claim")
    assert page.inner_text(".am-claim").startswith(ATTACK.strip())
    box = page.locator(".am-graph").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 85)
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
