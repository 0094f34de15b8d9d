"""How fast a map of 2,000 claims and 3,000 links is in headless Chromium: `python tests/browser/large.py`.

It starts an app of its own on a map made for it, and prints one line per figure. Milliseconds and frames a second are
those of a browser without a graphics card; nothing else should run beside it. tests/benchmarks/README.md has a record.
"""

import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

import argmap
from argmap.datatypes import ArgumentMap, Claim, Kind, Link, Post, Run, Span, Thread
from argmap.work.corrections.conclude import conclude

ROOT = Path(__file__).parents[2]
PORT = 8791
CLAIMS, LINKS, EACH = 2000, 3000, 20
SELECTED = 25
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
WORDS = "the a claim that people who judge debates know more than models trained on them is worth doubting if it holds"

# Frames while vis-network moves the camera, or, with "drag", while a mouse does.
FRAMES = """(root, [what, seconds]) => new Promise((done) => {
    const { network } = root.bench.graph, start = performance.now();
    const { x, y } = network.getViewPosition(), scale = network.getScale();
    let frames = 0;
    const step = (now) => {
        const part = (now - start) / 1000, across = 900 * Math.sin(3 * part), down = 500 * Math.sin(2 * part);
        frames += 1;
        if (part > seconds) {
            network.moveTo({ position: { x, y }, scale });
            return done(frames / part);
        }
        if (what === "pan") network.moveTo({ position: { x: x + across, y: y + down }, scale });
        if (what === "zoom") network.moveTo({ position: { x, y }, scale: scale * 3 ** Math.sin(2 * part) });
        requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
})"""

# Milliseconds from a click on words until it is seen, and until nothing is on its way any more.
SELECT = """(root, id) => new Promise((done) => {
    const bench = root.bench, start = performance.now();
    bench.select(id, { from: "thread" });
    requestAnimationFrame(() => requestAnimationFrame(() => {
        const seen = performance.now() - start;
        const drawn = () => requestAnimationFrame(() => done([seen, performance.now() - start]));
        const wait = () => (bench.turn === bench.told && bench.graph.nodes.has(id) ? drawn() : setTimeout(wait, 4));
        wait();
    }));
})"""

# Milliseconds from a click on a crux until its neighbourhood is drawn by itself.
FOCUS = """(root, at) => new Promise((done) => {
    const bench = root.bench, start = performance.now(), before = bench.near;
    root.querySelectorAll(".am-crux")[at].click();
    const drawn = () => requestAnimationFrame(() => done(performance.now() - start));
    const wait = () => (bench.near && bench.near !== before ? drawn() : setTimeout(wait, 4));
    wait();
})"""

DRAWN = """(root) => new Promise((done) => {
    const wait = () => (root.bench.graph.nodes.size > 1900 ? done() : setTimeout(wait, 50));
    wait();
})"""
TWO_FRAMES = "(root) => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def made_map(seed: int = 1) -> ArgumentMap:
    """A map as large as the target: every claim answers an earlier one, a third of them two, an objection in three."""
    rng, words = random.Random(seed), WORDS.split()
    texts = [" ".join(rng.choices(words, k=rng.randint(8, 26))) + "." for _ in range(CLAIMS)]
    posts, claims = [], []
    for number in range(0, CLAIMS, EACH):
        id, at = f"p{number // EACH}", 0
        for n in range(number, number + EACH):
            claims.append(Claim(f"c{n}", texts[n], (Span(id, at, at + len(texts[n])),), rng.uniform(0.3, 0.8)))
            at += len(texts[n]) + 1
        above = f"p{rng.randrange(number // EACH)}" if number else None
        posts.append(Post(id, " ".join(texts[number : number + EACH]), f"author {rng.randrange(40)}", above))
    pairs = {(n, max(0, n - rng.randint(1, 60))) for n in range(1, CLAIMS)}
    while len(pairs) < LINKS:
        n = rng.randrange(2, CLAIMS)
        pairs.add((n, rng.randrange(n)))
    links = tuple(
        Link(f"l{k}", f"c{a}", f"c{b}", Kind.OBJECTION if k % 3 == 0 else Kind.SUPPORT, rng.uniform(0.2, 0.95))
        for k, (a, b) in enumerate(sorted(pairs))
    )
    thread = Thread(tuple(posts), title="A large thread")
    return conclude(ArgumentMap(thread, tuple(claims), links, {}, (), (), {}, Run("0", "made")))


@contextmanager
def app(text: str) -> Iterator[str]:
    """The address of the app on a map, with a library of its own."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "large.json"
        file.write_text(text, "utf-8")
        flags = ["--server.address=localhost", f"--server.port={PORT}", "--server.headless=true"]
        flags += ["--browser.gatherUsageStats=false", "--server.fileWatcherType=none"]
        command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), *flags, "--", str(file)]
        environment = {**os.environ, "ARGMAP_DATA": folder, "ARGMAP_BACKEND": "lexical"}
        server = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            for _ in range(240):
                with suppress(OSError), urllib.request.urlopen(f"http://localhost:{PORT}/_stcore/health", timeout=1):
                    break
                time.sleep(0.25)
            yield f"http://localhost:{PORT}"
        finally:
            server.terminate()
            server.wait()


def opened(browser: Any, address: str, query: str) -> tuple[Any, float]:
    """A page, and the seconds from the request until boxes are drawn."""
    page = browser.new_page(viewport={"width": 1280, "height": 720}, reduced_motion="reduce")
    page.add_init_script("localStorage.setItem('argmap.tour', '\"seen\"')")
    start = time.perf_counter()
    page.goto(address + query)
    page.locator(".am-crux").first.wait_for(timeout=120_000)
    page.locator(".am").evaluate(TWO_FRAMES)
    return page, time.perf_counter() - start


def turned_to(browser: Any, address: str) -> float:
    """Seconds from a click on the map in the menu of maps, while another is open, until its boxes are drawn."""
    page, _ = opened(browser, address, "?map=2")
    page.get_by_test_id("stPopoverButton").filter(has_text="Maps").click()
    choice = page.get_by_role("button", name="A large thread", exact=True).last
    choice.wait_for()
    page.wait_for_timeout(500)
    start = time.perf_counter()
    choice.click()
    page.locator(".am").evaluate(
        "(root) => new Promise((done) => { const wait = () => root.bench.state.map.title === 'A large thread' "
        "? done() : setTimeout(wait, 4); wait(); })"
    )
    page.locator(".am").evaluate(TWO_FRAMES)
    seconds = time.perf_counter() - start
    page.close()
    return seconds


def dragged(page: Any) -> float:
    """Frames a second while a mouse drags the graph to and fro."""
    box = page.locator(".am-graph").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.locator(".am").evaluate(
        f"(root) => {{ root.frames = ({FRAMES})(root, ['drag', 3]).then((found) => (root.found = found)); }}"
    )
    end, step = time.perf_counter() + 3, 0
    while time.perf_counter() < end:
        step += 1
        page.mouse.move(x + 9 * (step % 20), y + 5 * (step % 30))
    page.mouse.up()
    return float(page.locator(".am").evaluate("async (root) => (await root.frames, root.found)"))


def figures(page: Any, claims: list[str]) -> Iterator[tuple[str, float, str]]:
    """What is measured of a page: name, value, unit."""
    root = page.locator(".am")
    yield "claims drawn", root.evaluate("(root) => root.bench.graph.nodes.size"), ""
    for name, scale in (("near", 0.78), ("half way", 0.3), ("whole", 0)):
        graph = "root.bench.graph"
        middle = f"{graph}.fit(undefined, 1, false), {graph}.network.getViewPosition()"
        root.evaluate(f"(root) => {{ const at = ({middle}); {scale} && {graph}.move(at, {scale}, false); }}")
        page.wait_for_timeout(800)
        for what in ("pan", "zoom"):
            yield f"{what}, {name}", root.evaluate(FRAMES, [what, 3]), "frames a second"
        yield f"drag by mouse, {name}", dragged(page), "frames a second"
    times = [root.evaluate(SELECT, claim) for claim in claims]
    for name, column in (("selection seen", 0), ("selection settled", 1)):
        values = [each[column] for each in times]
        yield f"{name}, median", statistics.median(values), "ms"
        yield f"{name}, worst", max(values), "ms"


def main() -> None:
    """Prints the figures of the way a large map opens, and of the whole map unfolded."""
    rng, text = random.Random(2), argmap.to_json(made_map())
    with app(text) as address, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page, _ = opened(browser, address, "")  # the first visit reads the map into the library; then a small one
        page.get_by_test_id("stPopoverButton").filter(has_text="Open").click()
        page.set_input_files("input[type=file]", str(ROOT / "corpora" / "threads" / "ev01.thread.json"))
        page.wait_for_url("**map=2*", timeout=120_000)
        page.close()
        print(f"first picture, of a map that is ready: {turned_to(browser, address):.2f} s", flush=True)
        for name, query in (("as it opens", "?map=1"), ("everything", "?map=1&show=map")):
            page, seconds = opened(browser, address, query)
            print(f"{name}: first picture, page and all: {seconds:.2f} s")
            root = page.locator(".am")
            if query.endswith("show=map"):
                page.get_by_role("button", name="Show all reasons").click()
                root.evaluate(DRAWN)
            shown = root.evaluate("(root) => [...root.bench.graph.nodes.keys()]")
            for what, value, unit in figures(page, rng.sample(shown, min(SELECTED, len(shown)))):
                print(f"{name}: {what} {value:.0f} {unit}", flush=True)
            cruxes = [root.evaluate(FOCUS, at) for at in range(root.evaluate("(r) => r.bench.state.map.cruxes.length"))]
            print(f"{name}: crux in focus, median {statistics.median(cruxes):.0f}, worst {max(cruxes):.0f} ms")
            hidden = root.evaluate(
                "(r) => Object.keys(r.bench.state.map.claims).filter((c) => !r.bench.graph.nodes.has(c))"
            )
            if hidden and "show" not in query:
                seen = root.evaluate(SELECT, rng.choice(hidden))
                print(f"{name}: selection of a claim that is not drawn {seen[1]:.0f} ms")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
