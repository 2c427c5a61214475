"""How soon does a browser show a page of the desk, and how much does it load for it?

Give the address of a page of a desk that is open, e.g. an answer. Told are bytes on the
wire without anything kept, the first paint with all kept, and, for the terms of a deal,
how soon a moved slider is answered.

    python benchmarks/desk_paint.py http://127.0.0.1:8000/runs/1/page
    python benchmarks/desk_paint.py http://127.0.0.1:8000/runs/2/terms
"""

import os
import shutil
import statistics
import sys
import time

from playwright.sync_api import Page, sync_playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
TIMES = 7


def weight(page: Page, address: str) -> float:
    """Return the bytes on the wire of a page that was never opened."""
    sizes: list[float] = []
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on(
        "Network.loadingFinished", lambda one: sizes.append(one["encodedDataLength"])
    )
    page.goto(address, wait_until="networkidle")
    first = sum(sizes)
    for figure in page.locator("[data-figure]").all():
        if figure.is_visible():
            figure.scroll_into_view_if_needed()
            page.wait_for_timeout(200)
    page.wait_for_load_state("networkidle")
    print(
        f"on the wire, cold: {first / 1e3:.0f} kB; scrolled {sum(sizes) / 1e3:.0f} kB"
    )
    return first


def paint(page: Page, address: str) -> list[float]:
    """Return milliseconds until the first paint, of several loads."""
    found = []
    for _ in range(TIMES):
        page.goto(address)
        page.wait_for_function(PAINT)
        found.append(page.evaluate(PAINT))
    return found


def moved(page: Page) -> list[float]:
    """Return milliseconds until a moved slider is answered, of several moves."""
    slider = page.locator("[data-for]").first
    low, high = (float(slider.get_attribute(n) or 0) for n in ("min", "max"))
    found = []
    for place in range(1, TIMES + 1):
        began = time.perf_counter()
        with page.expect_response(lambda one: "/terms.json" in one.url):
            slider.fill(f"{low + (high - low) * place / (TIMES + 1):.6g}")
        found.append(1e3 * (time.perf_counter() - began))
    return found


def told(what: str, found: list[float]) -> None:
    """Print the middle and the ends of what was measured."""
    middle = statistics.median(found)
    print(f"{what}: median {middle:.0f} ms, {min(found):.0f} to {max(found):.0f} ms")


def main() -> None:
    """Open the page, and print what was measured."""
    address = sys.argv[1]
    path = next(filter(None, map(shutil.which, BROWSERS)))
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        weight(page, address)
        told("first paint, warm", paint(page, address))
        if page.locator("[data-terms]").count():
            told("a moved slider", moved(page))
        browser.close()
    print(f"machine: {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
