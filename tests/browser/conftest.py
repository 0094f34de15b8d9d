"""The app in headless Chromium: a server with one map, and visits to it."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import argmap
from argmap.readers.native import from_native

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SIZE = {"width": 1280, "height": 720}


@pytest.fixture(scope="session")
def native_map(demo: Path) -> dict[str, Any]:
    """The demo thread's map by cue words alone, as JSON."""
    thread = from_native(json.loads(demo.read_text("utf-8")))
    found: dict[str, Any] = json.loads(argmap.to_json(argmap.analyze(thread, backend="lexical")))
    return found


@pytest.fixture(scope="session")
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
    environment = {**os.environ, "ARGMAP_DATA": str(path.parent / "data"), "ARGMAP_BACKEND": "lexical"}
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=root, env=environment
    ) as server:
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
        self.page.get_by_test_id("stPopoverButton").filter(has_text="Open").click()
        self.page.set_input_files("input[type=file]", str(path))

    def away(self) -> list[str]:
        """Requests to anywhere but this machine."""
        return [url for url in self.asked if not url.startswith(("http://localhost:", "data:", "blob:"))]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Headless Chromium; what needs it is skipped where there is none."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install -e '.[dev]'")
    if CHROMIUM is None:
        pytest.skip("no Chromium here: apt-get install chromium")
    with sync_api.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def enter(browser: Any, address: str) -> Iterator[Callable[..., Visit]]:
    """A function that opens the app as a new reader who has seen the tour; options are those of a browser context."""
    contexts = []

    def entered(query: str = "", tour: bool = False, **options: Any) -> Visit:
        context = browser.new_context(**{"viewport": SIZE, "reduced_motion": "reduce", **options})
        contexts.append(context)
        if not tour:
            context.add_init_script("localStorage.setItem('argmap.tour', '\"seen\"')")
        visit = Visit(context.new_page())
        visit.page.goto(address + query)
        visit.page.wait_for_selector(".am-graph canvas", timeout=60_000)
        visit.page.wait_for_selector(".am-controls", state="visible")
        return visit

    yield entered
    for context in contexts:
        context.close()


@pytest.fixture
def visit(enter: Callable[..., Visit]) -> Visit:
    """The app, opened in a window of laptop size."""
    return enter()
