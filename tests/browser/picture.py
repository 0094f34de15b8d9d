"""Makes corpora/screenshot.png for the README: `python tests/browser/picture.py` while `argmap app` runs."""

import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

PICTURE = Path(__file__).parents[2] / "corpora" / "screenshot.png"


def main(address: str = "http://localhost:8501") -> None:
    """One window of 1280 by 800, the second crux in focus."""
    with sync_playwright() as driver:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        page = browser.new_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
        page.add_init_script("localStorage.setItem('argmap.tour', '\"seen\"')")
        page.goto(address)
        page.locator(".am-crux").nth(1).click(timeout=120_000)
        page.get_by_role("button", name="← Show all").wait_for()
        page.mouse.move(640, 790)
        page.wait_for_timeout(2000)
        page.screenshot(path=PICTURE)
        browser.close()
    Image.open(PICTURE).convert("RGB").quantize(128, dither=Image.Dither.NONE).save(PICTURE, optimize=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
