"""Can everybody use the page of what-ifs, a file without a server behind it?"""

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

import brownfield
from tests.desk.journeys.conftest import CHROMIUM
from tests.desk.journeys.test_access import violations
from tests.questions.why.toy import toy_with_crew

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]
CHEAPER = {
    "table": "build_options",
    "where": "build_option=there",
    "column": "conversion_cost",
    "value": "1800",
}
CRUSHED = {"table": "build_options", "column": "conversion_cost", "value": "9000"}


@pytest.fixture(name="address", scope="module")
def page_of_what_ifs(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of a page: worth 0.50 m, 0.25 m, 0.60 m and nothing."""
    case = toy_with_crew().add_what_if("cheaper", [CHEAPER])
    case = case.add_what_if("crushed", [CRUSHED])
    target: Path = tmp_path_factory.mktemp("page") / "what-ifs.html"
    names = ["crew-paid", "cheaper", "crushed"]
    brownfield.write_report(brownfield.compare(case, names), target)
    return target.as_uri()


def first_cells(page: Page) -> list[str]:
    """Return the names in the table from the top."""
    return page.locator("table[data-sortable] tbody th").all_inner_texts()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_shuts_nobody_out(
    browser: Browser, address: str, scheme: Literal["light", "dark"], width: int
) -> None:
    """Nothing serious is found; nothing but a table is wider than the screen."""
    page = browser.new_page(
        viewport={"width": width, "height": 900}, color_scheme=scheme
    )
    page.goto(address)
    page.locator("html[data-drawn]").wait_for()
    wide = page.evaluate("document.documentElement.scrollWidth")
    found = violations(page)
    page.close()
    assert (wide <= width, found) == (True, [])


def test_headings_put_the_rows_in_order(browser: Browser, address: str) -> None:
    """The largest first, then the least; what has no difference last; by keys, too."""
    page = browser.new_page()
    page.goto(address)
    assert first_cells(page) == ["As it is", "Crew paid", "Cheaper", "Crushed"]
    heading = page.get_by_role("columnheader", name="Against as it is")
    heading.get_by_role("button").click()
    assert first_cells(page) == ["Cheaper", "Crew paid", "Crushed", "As it is"]
    assert heading.get_attribute("aria-sort") == "descending"
    page.keyboard.press("Enter")
    assert first_cells(page) == ["Crushed", "Crew paid", "Cheaper", "As it is"]
    assert heading.get_attribute("aria-sort") == "ascending"
    page.get_by_role("columnheader", name="What-if").get_by_role("button").click()
    assert first_cells(page) == ["As it is", "Cheaper", "Crew paid", "Crushed"]
    assert heading.get_attribute("aria-sort") is None
    page.close()


def test_the_bridge_of_another_what_if_is_drawn(browser: Browser, address: str) -> None:
    """The one that moves most is drawn first; a choice draws another."""
    page = browser.new_page()
    page.goto(address)
    page.locator("html[data-drawn]").wait_for()
    chart = page.locator("#chart-what-if-bridge-0")
    assert "tooling" not in chart.inner_text()
    page.locator("select[data-signal]").select_option("Crew paid")
    chart.get_by_text("tooling").wait_for()
    page.close()


def test_without_scripts_the_table_is_there(browser: Browser, address: str) -> None:
    """As it was asked, its headings plain words."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert first_cells(page) == ["As it is", "Crew paid", "Cheaper", "Crushed"]
    assert page.locator("table[data-sortable] button").count() == 0
    context.close()
