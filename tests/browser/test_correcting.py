"""A person corrects a map in a real browser: nothing is lost by a reload, a second tab, or a killed server."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from argmap.datatypes import ArgumentMap
from argmap.export.json import to_json

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install -e '.[dev]'")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium"),
]


class Server:
    """The app, which can be killed and started again on the same library."""

    def __init__(self, root: Path, folder: Path, argument_map: ArgumentMap) -> None:
        self.root, self.folder = root, folder
        self.file = folder / "cats.map.json"
        self.file.write_text(to_json(argument_map), "utf-8")
        with socket.socket() as free:
            free.bind(("localhost", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://localhost:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Returns when it answers."""
        flags = ["--server.address=localhost", f"--server.port={self.port}", "--server.headless=true"]
        flags += ["--browser.gatherUsageStats=false", "--server.fileWatcherType=none", "--client.toolbarMode=minimal"]
        command = [sys.executable, "-m", "streamlit", "run", str(self.root / "app.py"), *flags, "--", str(self.file)]
        environment = {**os.environ, "ARGMAP_DATA": str(self.folder / "data"), "ARGMAP_BACKEND": "lexical"}
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen(command, cwd=self.root, env=environment, **quiet)
        for _ in range(240):
            assert self.process.poll() is None, "the app's server ended at once"
            try:
                with urllib.request.urlopen(f"{self.address}/_stcore/health", timeout=1):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.25)
        pytest.fail("the app's server did not answer in a minute")

    def kill(self) -> None:
        """As a crash does."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()


@pytest.fixture
def server(root: Path, tmp_path: Path, small_map: ArgumentMap) -> Iterator[Server]:
    """The app on the small map."""
    found = Server(root, tmp_path, small_map)
    found.start()
    yield found
    found.kill()


@pytest.fixture
def browser() -> Iterator[Any]:
    """Chromium."""
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with playwright.sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield found
        found.close()


def visit(browser: Any, address: str, complaints: list[str]) -> Any:
    """A page with the workbench drawn; errors of the console are noted."""
    page = browser.new_page(viewport={"width": 1280, "height": 720}, reduced_motion="reduce", accept_downloads=True)
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


def test_corrections_survive_reload_crash_and_second_tab(server: Server, browser: Any) -> None:
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
    page.locator(".am-edit-links summary", has_text="2 links").wait_for()
    page.locator('[data-act="crux-true"]').click()
    page.locator('[data-act="crux-true"][aria-pressed="true"]').wait_for()
    assert "map=" in page.url

    page.reload()
    page.locator(".am-crux", has_text="next to nothing").wait_for(state="attached")
    server.kill()
    server.start()
    second = visit(browser, page.url, complaints)
    second.locator(".am-crux", has_text="next to nothing").wait_for(state="attached")

    page.reload()
    page.locator(".am-crux", has_text="next to nothing").wait_for(state="attached")
    second.locator('[data-edit="undo"]').click()
    second.locator(".am-crux", has_text="next to nothing").wait_for(state="detached")
    page.get_by_text("changed elsewhere").wait_for()
    page.locator(".am-crux", has_text="next to nothing").wait_for(state="detached")

    second.locator('[data-edit="undo"]').click()
    second.locator('[data-edit="redo"]:enabled').wait_for()
    second.locator(".am-graph").press("Control+z")
    second.locator(".am-mark", has_text="They need little.").first.click()
    second.locator(".am-claim", has_text="They need little.").wait_for()
    assert second.locator('[data-edit="undo"]').is_disabled()
    assert [line for line in complaints if "ERR_CONNECTION" not in line and "WebSocket" not in line] == []


def test_words_of_the_thread_become_a_claim_and_files_can_be_dropped(
    server: Server, browser: Any, small_map: ArgumentMap, tmp_path: Path
) -> None:
    """Selected words are offered as a claim; a dropped map opens and has its own entry in the library."""
    complaints: list[str] = []
    page = visit(browser, server.address, complaints)
    box = page.locator(".am-words", has_text="They are not quiet at night.").first
    box.scroll_into_view_if_needed()
    place = page.locator(".am-mark", has_text="They are not quiet at night.").first.bounding_box()
    page.mouse.move(place["x"] + 2, place["y"] + 8)
    page.mouse.down()
    page.mouse.move(place["x"] + place["width"] / 2, place["y"] + 8, steps=4)
    page.mouse.up()
    page.get_by_role("button", name="+ Make this a claim").click()
    page.locator(".am-head", has_text="6 claims").wait_for()

    document = json.loads(to_json(small_map))
    document["thread"]["title"] = "Dropped cats"
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
    page.get_by_role("button", name="Maps", exact=True).click()
    page.get_by_role("button", name="Cats & dogs").wait_for()
    page.keyboard.press("Escape")

    with page.expect_download() as download:
        page.get_by_label("Save this picture (PNG)").click()
    assert download.value.suggested_filename == "Dropped-cats.png"
    assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")
    assert complaints == []
