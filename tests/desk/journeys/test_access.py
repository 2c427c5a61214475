"""Can everybody use every page: axe, keys, narrow and dark screens, no scripts?"""

import hashlib
import re
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.desk.journeys.conftest import CHROMIUM, DEAL, PLAN, STRESS, opening

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]
AXE = Path(__file__).parents[1] / "vendor" / "axe.min.js"
SHA256 = "880970c081707360e64f34cea25ff91892f5bc95675b0776925b9709dd8a68bb"
"""Of axe-core 4.10.3, MPL-2.0, as published; its licence stands beside it."""
BAD = ("serious", "critical")
PAGES = (
    "/",
    "/runs",
    f"/runs/{PLAN}",
    f"/runs/{PLAN}/page",
    f"/runs/{PLAN}/tables",
    f"/runs/{DEAL}/terms",
    f"/runs/{STRESS}/page",
    f"/compare?run={PLAN}&run={STRESS}",
    "/cases/mini",
    "/cases/mini/ask/plan",
    "/cases/mini/ask/stress",
    "/cases/mini/compare",
    "/cases/mini/history",
    "/cases/mini/history/difference",
    "/cases/mini/review",
    "/cases/mini/stops?target=facility:HAL",
    "/cases/mini/tables",
    "/cases/mini/tables/demand",
    "/cases/mini/tables/demand/rows/1",
    "/cases/mini/tables/demand/new",
)
FOUND = """async () => {
  const found = await axe.run(document, { resultTypes: ["violations"] });
  return found.violations.map((one) => [
    one.impact, one.id, one.nodes.map((node) => node.html.slice(0, 160)),
  ]);
}"""


def violations(page: Page) -> list[Any]:
    """Return what axe finds on a page that is serious or worse."""
    page.evaluate(AXE.read_text("utf-8"))
    return [one for one in page.evaluate(FOUND) if one[0] in BAD]


def test_axe_is_what_was_published() -> None:
    """By its digest; the licence is there."""
    assert hashlib.sha256(AXE.read_bytes()).hexdigest() == SHA256
    assert "Mozilla Public License" in AXE.with_name("axe.LICENSE.txt").read_text()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_shuts_anybody_out(
    browser: Browser, home: str, scheme: Literal["light", "dark"], width: int
) -> None:
    """Nothing serious is found; nothing but a table is wider than the screen."""
    size = {"width": width, "height": 900}
    with opening(browser, home) as open_page:
        page = open_page(viewport=size, color_scheme=scheme)
        found = {}
        for address in PAGES:
            page.goto(address)
            wide = page.evaluate("document.documentElement.scrollWidth")
            bad = violations(page)
            if bad or wide > width:
                found[address] = (wide, bad)
    assert found == {}


def test_a_wrong_cell_is_seen_on_a_telephone(browser: Browser, home: str) -> None:
    """At 390 px what is wrong stands on the screen while one types."""
    with opening(browser, home) as open_page:
        page = open_page(viewport={"width": 390, "height": 800})
        page.goto("/cases/mini/tables/demand")
        page.locator('#row-5 td[data-column="price"]').click()
        page.keyboard.type("abc")
        page.keyboard.press("Enter")
        line = page.locator("[data-wrongs] li")
        line.wait_for()
        box = line.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        assert 0 <= box["y"] <= 800
        assert "Row 5, price: This column holds a number" in line.inner_text()


def test_decisions_fit_a_telephone(browser: Browser, home: str) -> None:
    """At 390 px the table of decisions is not cut."""
    with opening(browser, home) as open_page:
        page = open_page(viewport={"width": 390, "height": 800})
        page.goto(f"/runs/{PLAN}")
        box = page.locator(".scroll:has(> .steps)").first
        assert box.evaluate("(one) => one.scrollWidth - one.clientWidth") <= 0


def test_a_column_fits_a_telephone(browser: Browser, home: str) -> None:
    """At 390 px a cell of 60 letters without a gap is broken, and seen as a whole."""
    with opening(browser, home) as open_page:
        page = open_page(viewport={"width": 390, "height": 800})
        page.goto(f"/runs/{PLAN}/page")
        cell = page.locator(".scroll td").first
        cell.evaluate("(one) => { one.textContent = 'x'.repeat(60); }")
        box, screen = cell.bounding_box(), page.locator(".scroll").first.bounding_box()
        assert box
        assert screen
        assert 0 < box["width"] <= 0.75 * screen["width"]


def test_a_planner_uses_keys_alone(browser: Browser, home: str) -> None:
    """From the first page to a changed cell and the question, by Tab and Enter."""
    with opening(browser, home) as open_page:
        page = open_page(viewport={"width": 1280, "height": 900})
        page.goto("/")
        for words in ("mini", "Tables", "demand"):
            press_to(page, words)
        page.keyboard.press("Tab")
        for _ in range(60):
            if page.evaluate("document.activeElement.dataset.column") == "price":
                break
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.type("22000")
        page.keyboard.press("Enter")
        page.locator('#row-1 td[data-column="price"].changed').wait_for()
        page.goto("/cases/mini/ask/plan")
        press_to(page, "Ask")
        page.wait_for_url(re.compile(r"/runs/\d+"))


def press_to(page: Page, words: str) -> None:
    """Press Tab until something of these words has the focus, then Enter."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == words:
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    raise AssertionError(words)


def test_a_planner_has_no_scripts(browser: Browser, home: str) -> None:
    """A row is changed, a stop is chosen, terms are moved, a question is asked."""
    with opening(browser, home) as open_page:
        page = open_page(java_script_enabled=False)
        page.goto("/cases/mini/tables/demand/rows/1")
        page.get_by_label("price, GBP per vehicle").fill("22k")
        page.get_by_role("button", name="Save the row").click()
        expect(page.get_by_text("Read as 22000.")).to_have_count(1)
        expect(page.get_by_text("It was 21500 when the case was read.")).to_have_count(
            1
        )
        page.goto(f"/runs/{DEAL}/terms")
        page.get_by_label("fee, GBP").first.fill("10")
        page.get_by_role("button", name="Show").click()
        expect(page.get_by_text("Host would leave")).to_have_count(1)
        page.goto("/cases/mini/stops?zoom=16")
        page.locator('svg a[aria-label^="Host line"]').click()
        expect(page.get_by_text("Host line stops for 6 weeks.")).to_have_count(1)
        page.goto("/cases/mini/ask/plan")
        page.get_by_role("button", name="Ask").click()
        expect(page.get_by_role("status")).to_have_text("waiting")
