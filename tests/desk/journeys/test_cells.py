"""Cells and sliders are changed in a real browser; skipped where there is none."""

import pytest
from playwright.sync_api import Page, expect

from tests.desk.journeys.conftest import CHROMIUM

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]


def test_a_cell_is_changed_where_it_stands_by_keys_alone(page: Page) -> None:
    """A wrong one is told beside it, a right one takes the words away.

    Escape leaves the cell as it was; loaded again the page shows the same.
    """
    page.goto("/cases/mini/tables/demand")
    cell = page.locator('#row-1 td[data-column="price"]')
    cell.focus()
    page.keyboard.press("Enter")
    page.keyboard.type("abc")
    cell.locator(".bad").wait_for()  # as one types, before anything is kept
    page.keyboard.press("Enter")
    assert "This column holds a number" in cell.inner_text()
    page.keyboard.press("Enter")
    page.keyboard.type("22000")
    page.keyboard.press("Enter")
    cell.locator(".bad").wait_for(state="detached")
    page.keyboard.press("Enter")
    page.keyboard.type("1")
    page.keyboard.press("Escape")
    assert cell.inner_text().split() == ["22000", "was", "21500"]
    page.reload()
    assert cell.inner_text().split() == ["22000", "was", "21500"]


def test_a_change_without_an_answer_is_told_and_the_next_is_sent(page: Page) -> None:
    """The cell shows what it was; later changes of the row do not wait for it."""
    page.goto("/cases/mini/tables/demand")
    page.route("**/rows/1.json", lambda route: route.fulfill(body="none"), times=1)
    cell = page.locator('#row-1 td[data-column="price"]')
    was = cell.inner_text()
    for typed in ("1", "22000"):
        cell.focus()
        page.keyboard.press("Enter")
        page.keyboard.type(typed)
        page.keyboard.press("Enter")
        cell.locator(".bad").wait_for(state="attached" if typed == "1" else "detached")
        told = "The server did not answer."
        shown = cell.locator("span").first.inner_text()
        assert (shown, told in cell.inner_text()) == (
            (was, True) if typed == "1" else ("22000", False)
        )
    page.reload()
    assert cell.locator("span").first.inner_text() == "22000"


def test_a_slider_moves_the_terms(page: Page) -> None:
    """Until a party leaves; the address then shows the same to others."""
    page.goto("/runs/2/terms")
    slider = page.locator('[data-for="amount-fee"]')
    slider.focus()
    page.keyboard.press("Home")
    page.get_by_text("Host would leave: alone they have more.").wait_for()
    assert page.locator('[data-party="H"]').get_attribute("class") == "bad"
    page.wait_for_url("**/terms?amount-fee=0")
    page.reload()
    expect(page.get_by_text("Host would leave")).to_have_count(1)
