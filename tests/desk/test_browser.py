"""What a reader does in a real browser; skipped where there is none."""

import shutil
import threading
from collections.abc import Iterator

import pytest
import uvicorn

pytest.importorskip(
    "playwright", reason="Playwright, which drives a browser, is not there"
)

from playwright.sync_api import Page, sync_playwright

from brownfield.desk.app.application import application
from brownfield.desk.app.rules import Rules
from brownfield.desk.app.server import listening
from brownfield.desk.pages.visit import Desk
from brownfield.desk.store import runs
from brownfield.desk.store.cases import kept_case
from brownfield.questions.deal.moving import to_text
from tests.desk.test_terms import PAYOFFS

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]
FOREIGN = "a page asked another server"


@pytest.fixture
def home(desk: Desk) -> Iterator[str]:
    """Give the address of a desk that listens, with a deal in it."""
    with desk.space.changing() as link:
        case = kept_case(link, "mini")
        number = runs.ask(link, case, "deal", {}, digest="d", who="Ann")
        runs.begin(link)
        answer = runs.Answered("meet", "", "{}", "<p>", "<p>", to_text(PAYOFFS))
        runs.finish(link, number, answer)
    with listening("127.0.0.1", 0) as door:
        port = door.getsockname()[1]
        app = application(desk, Rules("127.0.0.1", port))
        config = uvicorn.Config(app, log_config=None, lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture
def page(home: str) -> Iterator[Page]:
    """Give a page of a browser that notes errors and foreign requests."""
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        found = browser.new_page(base_url=home)
        told: list[str] = []
        found.on("console", lambda one: told.append(one.text))
        found.on("pageerror", lambda one: told.append(str(one)))
        found.on("request", lambda one: told.append(_foreign(one.url, home)))
        yield found
        browser.close()
    assert [words for words in told if words] == []


def _foreign(url: str, home: str) -> str:
    return "" if url.startswith((home, "data:")) else f"{FOREIGN}: {url}"


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
    assert cell.inner_text() == "22000"
    page.reload()
    assert cell.inner_text() == "22000"


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
        assert (was in cell.inner_text(), told in cell.inner_text()) == (
            (True, True) if typed == "1" else (False, False)
        )
    page.reload()
    assert cell.inner_text() == "22000"


def test_a_slider_moves_the_terms(page: Page) -> None:
    """Until a party leaves; the address then shows the same to others."""
    page.goto("/runs/1/terms")
    slider = page.locator('[data-for="amount-fee"]')
    slider.focus()
    page.keyboard.press("Home")
    page.get_by_text("Host would leave: alone they have more.").wait_for()
    assert page.locator('[data-party="H"]').get_attribute("class") == "bad"
    page.wait_for_url("**/terms?amount-fee=0")
    page.reload()
    assert page.get_by_text("Host would leave").count() == 1


@pytest.mark.parametrize(
    "address", ["/", "/cases/mini", "/cases/mini/ask/risk", "/cases/mini/tables/demand"]
)
def test_nothing_is_wider_than_a_telephone(page: Page, address: str) -> None:
    """At 390 px nothing but a table scrolls sideways."""
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
