"""The app in headless Chromium: a server with one map, and visits to it."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import argmap
from argmap.datatypes import ArgumentMap
from argmap.readers.native import from_native

sys.path.insert(0, str(Path(__file__).parent))  # workbench.py, as test modules are imported each by its own file

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SHOTS = Path(__file__).parent / "shots"
"""What each test saw last lies here, to be looked at; git ignores it."""
SIZE = {"width": 1280, "height": 720}


@pytest.fixture(scope="session")
def native_map(demo: Path) -> dict[str, Any]:
    """The demo thread's map by cue words alone, as JSON."""
    thread = from_native(json.loads(demo.read_text("utf-8")))
    found: dict[str, Any] = json.loads(argmap.to_json(argmap.analyze(thread, backend="lexical")))
    return found


class Server:
    """The app on a map, with a library of its own; it can be killed and started again.

    Args:
        root: the repository.
        ports: of this machine.
        folder: where the map and the library lie.
        text: the map.
    """

    def __init__(self, root: Path, ports: Any, folder: Path, text: str) -> None:
        self.root, self.ports, self.file, self.data = root, ports, folder / "first.map.json", folder / "data"
        self.file.write_text(text, "utf-8")
        self.port = ports.free()
        self.address = f"http://localhost:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Returns when it answers."""
        flags = ["--server.address=localhost", f"--server.port={self.port}", "--server.headless=true"]
        flags += ["--browser.gatherUsageStats=false", "--server.fileWatcherType=none", "--client.toolbarMode=minimal"]
        command = [sys.executable, "-m", "streamlit", "run", str(self.root / "app.py"), *flags, "--", str(self.file)]
        environment = {**os.environ, "ARGMAP_DATA": str(self.data), "ARGMAP_BACKEND": "lexical"}
        self.process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.root, env=environment
        )
        self.ports.wait(self.port, self.process)

    def kill(self) -> None:
        """As a crash does."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()


@pytest.fixture(scope="session")
def address(
    root: Path, ports: Any, native_map: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Where the app runs, with that map open."""
    server = Server(root, ports, tmp_path_factory.mktemp("walk"), json.dumps(native_map))
    server.start()
    yield server.address
    server.kill()


@pytest.fixture
def server(root: Path, ports: Any, small_map: ArgumentMap, tmp_path: Path) -> Iterator[Server]:
    """The app on the small map, for one test that may do anything to it."""
    server = Server(root, ports, tmp_path, argmap.to_json(small_map))
    server.start()
    yield server
    server.kill()


@pytest.fixture(scope="module")
def thread_server(
    root: Path, ports: Any, native_map: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """The app on the demo thread's map, for the tests of a module, which may do anything to it and undo it."""
    server = Server(root, ports, tmp_path_factory.mktemp("thread"), json.dumps(native_map))
    server.start()
    yield server
    server.kill()


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
        """How many claims the page says pass the filters, whether they are drawn or folded away."""
        return str(self.page.inner_text(".am-count")).split(" · ")[0].removesuffix(" shown")

    def upload(self, path: Path) -> None:
        """Opens a file."""
        self.page.get_by_test_id("stPopoverButton").filter(has_text="Open").click()
        self.page.set_input_files("input[type=file]", str(path))

    def place(self, claim: str) -> tuple[float, float]:
        """Where a claim's box is on the page."""
        code = """(root, claim) => {
            const { graph, part } = root.bench, { x, y } = graph.nodes.get(claim);
            const at = graph.network.canvasToDOM({ x, y }), { left, top } = part.graph.getBoundingClientRect();
            return [left + at.x, top + at.y];
        }"""
        x, y = self.page.locator(".am").evaluate(code, claim)
        return x, y

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
def enter(browser: Any, address: str, request: pytest.FixtureRequest) -> Iterator[Callable[..., Visit]]:
    """A function that opens the app as a new reader who has seen the tour; options are those of a browser context."""
    contexts, visits = [], []

    def entered(query: str = "", tour: bool = False, **options: Any) -> Visit:
        context = browser.new_context(**{"viewport": SIZE, "reduced_motion": "reduce", **options})
        contexts.append(context)
        if not tour:
            context.add_init_script("localStorage.setItem('argmap.tour', '\"seen\"')")
        visit = Visit(context.new_page())
        visits.append(visit)
        visit.page.goto(address + query)
        visit.page.wait_for_selector(".am-graph canvas", state="attached", timeout=60_000)
        visit.page.wait_for_selector(".am-controls", state="visible")
        return visit

    yield entered
    for number, visit in enumerate(visits, 1):
        keep_shot(visit.page, f"{request.node.name}-{number}")
    for context in contexts:
        context.close()


def keep_shot(page: Any, name: str) -> None:
    """Keeps what a page shows now as a picture in SHOTS."""
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / f"{re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-')}.png")


@pytest.fixture
def shoot() -> Callable[[Any, str], None]:
    """A function that keeps what a page shows now, by a name."""
    return keep_shot


@pytest.fixture
def visit(enter: Callable[..., Visit]) -> Visit:
    """The app, opened in a window of laptop size."""
    return enter()
