"""What do people do at the desk: two at once, a stop replayed, terms planned again?"""

import re
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.desk.journeys.conftest import CHROMIUM, PLAN, Open

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]
LONG = 240_000  # ms that a run may take on a busy machine


def ended(page: Page) -> None:
    """Wait until the run that a page shows has its answer."""
    page.get_by_text("The whole answer").wait_for(timeout=LONG)


def price(page: Page, typed: str) -> str:
    """Change the price of the first row; return what stands in its cell then."""
    cell = page.locator('#row-1 td[data-column="price"]')
    cell.focus()
    page.keyboard.press("Enter")
    page.keyboard.type(typed)
    with page.expect_response(lambda one: one.request.method == "POST"):
        page.keyboard.press("Enter")  # what was there before may be bad, too
    cell.locator(".was, .bad").first.wait_for()
    return cell.inner_text()


def test_two_people_edit_one_case(open_working: Open) -> None:
    """Who comes second is told who was quicker, and what stands there."""
    one, other = open_working(), open_working()
    for page in (one, other):
        page.goto("/cases/mini/tables/demand")
    one.get_by_label("Your name").fill("Bea")
    one.get_by_role("button", name="Keep").click()
    assert "20000" in price(one, "20000")
    told = price(other, "19000")
    assert "column price is 20000 now. Bea changed it" in told
    other.reload()
    cell = other.locator('#row-1 td[data-column="price"]')
    assert cell.inner_text().split() == ["20000", "was", "21500"]


def test_a_newcomer_changes_plans_and_compares(open_working: Open) -> None:
    """A price is wrong, told, mended; the case is planned and set beside the first."""
    page = open_working(viewport={"width": 1280, "height": 900})
    page.goto("/")
    page.get_by_role("link", name="mini", exact=True).click()
    page.get_by_role("link", name="Tables").click()
    page.get_by_role("link", name="demand", exact=True).click()
    assert "This column holds a number" in price(page, "abc")
    assert "was 21500" in price(page, "30000")
    page.goto("/cases/mini/ask/plan")
    page.get_by_role("button", name="Ask").click()
    ended(page)
    page.goto("/cases/mini/compare")
    for box in page.get_by_role("checkbox", name=re.compile("plan, version")).all():
        box.check()
    page.get_by_role("button", name="Compare", exact=True).click()
    heads = page.locator("thead").inner_text()
    assert "as it is, version 0" in heads
    assert "as it is, version 2" in heads
    assert "Difference" in heads


def test_a_stop_is_drawn_and_replayed(open_working: Open) -> None:
    """Pressed and dragged on the map, then followed week by week."""
    page = open_working(viewport={"width": 1280, "height": 900})
    page.goto("/cases/mini/stops?zoom=16")
    there = page.locator('svg a[aria-label^="Host line"] circle').bounding_box()
    assert there
    x, y = there["x"] + there["width"] / 2, there["y"] + there["height"] / 2
    page.mouse.move(x - 30, y - 30)
    page.mouse.down()
    page.mouse.move(x - 10, y - 10)
    page.mouse.move(x + 30, y + 30)
    page.mouse.up()
    page.wait_for_url(re.compile("radius="))
    assert "Host line" in page.locator("#answer").inner_text()
    page.get_by_role("button", name="Replay this stop").click()
    ended(page)
    assert "6 weeks" in page.locator("#answer").inner_text()


def test_progress_is_told_each_second(open_working: Open) -> None:
    """From the question to the answer; the middle pause, as the machine may be busy."""
    page = open_working()
    page.goto("/cases/mini/ask/why")
    page.get_by_role("button", name="Ask").click()
    page.wait_for_url(re.compile(r"/runs/\d+"))
    number = page.url.rpartition("/")[2]
    listener = open_working()  # the page of the run leaves it when it ends
    listener.goto("/")
    heard = listener.evaluate(
        """async (address) => {
          const heard = [performance.now()];
          const source = new EventSource(address);
          await new Promise((done) => {
            source.onmessage = () => heard.push(performance.now());
            source.addEventListener("end", done);
            setTimeout(done, 8000);
          });
          source.close();
          return heard;
        }""",
        f"/runs/{number}/events",
    )
    pauses = [later - before for before, later in pairwise(heard)]
    assert len(pauses) > 3
    assert sorted(pauses)[len(pauses) // 2] <= 1000


def test_a_plan_is_asked_twice_and_found(open_working: Open) -> None:
    """The second answer is the first one, and says so."""
    page = open_working()
    for _ in range(2):
        page.goto("/cases/mini/ask/plan")
        page.get_by_role("button", name="Ask").click()
        ended(page)
    expect(page.get_by_text("nothing was worked out again")).to_have_count(1)


def test_charts_are_loaded_as_they_come_near(open_working: Open) -> None:
    """Cold, a page is at most 400 kB on the wire; its charts are drawn when seen."""
    page = open_working(viewport={"width": 1280, "height": 400})
    sizes: dict[str, float] = {}
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    names: dict[str, str] = {}
    wire.on("Network.requestWillBeSent", lambda one: names.update(_named(one)))
    wire.on("Network.loadingFinished", lambda one: sizes.update(_sized(one)))
    page.goto(f"/runs/{PLAN}/page", wait_until="networkidle")
    assert not [url for url in names.values() if "charts.min" in url]
    assert 0 < sum(sizes.values()) <= 400_000
    page.locator("#map").scroll_into_view_if_needed()
    page.locator("#map .chart svg").first.wait_for(timeout=LONG)
    assert len([url for url in names.values() if "charts.min" in url]) == 1
    expect(page.locator("#cash .chart svg")).to_have_count(0)


def _named(one: dict[str, Any]) -> dict[str, str]:
    return {one["requestId"]: one["request"]["url"]}


def _sized(one: dict[str, Any]) -> dict[str, float]:
    return {one["requestId"]: one["encodedDataLength"]}
