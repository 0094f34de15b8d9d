"""The exported page in real Chromium, opened from a file, without a network."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from argmap import analyze
from argmap.datatypes import ArgumentMap
from argmap.formats.documents.html import to_html
from argmap.formats.json import from_json, to_json
from argmap.readers.native import from_native
from argmap.screen import answer, ask_from

pytestmark = pytest.mark.browser

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


class Visit:
    """A page that was opened, and all that it said, asked for or popped up."""

    def __init__(self, page: Any, path: Path) -> None:
        self.page = page
        self.trouble: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.trouble.append(message.text))
        page.on("pageerror", lambda error: self.trouble.append(str(error)))
        page.on("dialog", lambda dialog: (self.trouble.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: self.requests.append(request.url))
        page.goto(path.as_uri())
        page.wait_for_selector(".am-graph canvas")


@pytest.fixture
def open_page(tmp_path: Path) -> Iterator[Any]:
    """A function that exports a map and opens the page."""
    if CHROMIUM is None:
        pytest.skip("no Chromium was found; install Debian's chromium")
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

    def visit(argument_map: ArgumentMap) -> Visit:
        path = tmp_path / "map.html"
        path.write_text(to_html(argument_map), encoding="utf-8")
        return Visit(browser.new_page(viewport={"width": 1280, "height": 800}), path)

    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield visit
        browser.close()


def test_a_reader_of_the_page(open_page: Any, small_map: ArgumentMap) -> None:
    """A crux opens in the inspector, filters count what they leave, the saved map is the whole map; all in silence."""
    visit = open_page(small_map)
    page = visit.page
    assert page.inner_text(".am-count") == "5 of 5 claims shown"
    page.click(".am-crux >> nth=0")
    assert "They are quiet." in page.inner_text(".am-inspector")
    page.get_by_role("button", name="Filters").click()
    page.locator("[data-act='link:support']").click()
    assert page.inner_text(".am-count") == "3 of 5 claims shown"
    page.locator(".am-clear").click()
    page.get_by_role("button", name="Filters").click()
    page.locator("[data-act='direction:myopia']").first.click()
    assert page.inner_text(".am-count") == "1 of 5 claims shown"
    page.locator(".am-clear").click()
    page.fill(".am-search", "ann")
    page.locator(".am-count", has_text="3 of 5 claims shown").wait_for()
    page.locator(".am-clear").click()
    page.get_by_label("Group claims by").select_option("author")
    assert bench(page, "bench.graph.scene.frames.map((frame) => frame.name)") == ["Ann", "unknown (p2)", "unknown (p3)"]
    page.get_by_role("button", name="Dispute", exact=True).click()
    assert bench(page, "bench.drawn") == "dispute"
    page.get_by_role("button", name="Map", exact=True).click()
    page.get_by_role("button", name="Fold all reasons away").click()
    assert bench(page, "[...bench.graph.nodes.keys()]") == ["c1"]
    page.get_by_role("button", name="Show all reasons").click()
    assert bench(page, "bench.graph.nodes.size") == 5
    with page.expect_download() as saved:
        page.click("#save")
    text = Path(saved.value.path()).read_text("utf-8")
    assert json.loads(text) == json.loads(to_json(small_map))
    assert from_json(text) == small_map
    assert visit.trouble == []
    assert len(visit.requests) == 1


def bench(page: Any, code: str) -> Any:
    """The value of JavaScript about `bench`, the workbench of the page."""
    return page.locator(".am").evaluate(f"(root) => {{ const bench = root.bench; return {code}; }}")


ANSWER = """(ask) => {
    const screen = JSON.parse(document.getElementById("argmap-screen").textContent);
    const { controls, shown, drawn, nodes, edges } = $answer.answer(screen, { ask, folded: [], drawn: null });
    return { controls, shown, drawn, nodes: nodes.map(({ id }) => id), edges: edges.map(({ id }) => id) };
}"""
ASKS: list[dict[str, list[str]]] = [
    {},
    {"show": ["dispute"]},
    {"show": ["dispute"], "claim": ["c3"]},
    {"contested": ["1"]},
    {"unlinked": ["1"], "sure": ["60"]},
    {"link": ["objection"], "q": ["the"]},
    {"role": ["crux", "main"]},
    {"post": ["p1", "p3"], "by": ["author"]},
    {"q": ["no such words"]},
]


def test_the_page_answers_as_the_app_does(open_page: Any, small_map: ArgumentMap, demo: Path) -> None:
    """For whatever is asked the page counts, shows and draws what a server would."""
    thread = from_native(json.loads(demo.read_text("utf-8")))
    for argument_map in (small_map, analyze(thread, backend="lexical")):
        page = open_page(argument_map).page
        authors = [{"author": [author]} for author in {post.author for post in argument_map.thread.posts} if author]
        directions = [{"direction": [topic.slug]} for topic in argument_map.topics]
        for ask in (*ASKS, *authors[:3], *directions[:3]):
            found = answer(argument_map, ask_from(ask), ())
            told = page.evaluate(ANSWER, ask)
            assert told["controls"] == found.around["controls"], ask
            assert told["shown"] == found.around["shown"], ask
            assert told["drawn"] == found.around["drawn"], ask
            assert set(told["nodes"]) == {claim.id for claim in found.fold.view.claims}, ask
            assert set(told["edges"]) <= {link.id for link in found.fold.view.links}, ask


def test_hostile_texts_stay_texts(open_page: Any, nasty_map: ArgumentMap) -> None:
    """Scripts, handlers and addresses in texts, names, titles and directions run nothing and load nothing."""
    visit = open_page(nasty_map)
    visit.page.click(".am-crux >> nth=0")
    visit.page.click("text=List")
    for number in range(5):
        visit.page.click(f".am-outline button >> nth={number}")
    assert "<script>alert(1)</script>" in visit.page.inner_text("h1")
    assert visit.page.query_selector_all("main script, main img, main a") == []
    assert visit.trouble == []
    assert len(visit.requests) == 1
