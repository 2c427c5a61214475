"""Can everybody read the answers of every question, with their charts drawn?"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from brownfield.case.case import Case
from brownfield.case.read import read_case
from brownfield.desk.pages.visit import Desk
from brownfield.desk.runs.queue import Queue
from brownfield.desk.store.cases import keep
from brownfield.desk.store.workspace import opened
from tests.desk.journeys.conftest import CHROMIUM, opening, put, served
from tests.desk.journeys.test_access import violations
from tests.questions.evidence.small import two
from tests.questions.site.small import site_case
from tests.questions.site.test_site import COSTS, PAID

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]
ASKED: tuple[tuple[str, str, dict[str, int]], ...] = (
    ("mini", "deal", {}),
    ("starter", "why", {}),
    ("starter", "risk", {"draws": 0}),
    ("starter", "impact", {"draws": 0}),
    ("places", "site", {}),
    ("claims", "evidence", {"draws": 500}),
)
OPEN_ALL = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"
UNDRAWN = """() => [...document.querySelectorAll(".chart")]
  .filter((one) => !one.querySelector("svg"))"""


@pytest.fixture(scope="module")
def answered_rooms(tmp_path_factory: pytest.TempPathFactory, mini: Case) -> Path:
    """Return the folder of a workspace with an answer of every other question."""
    folder = tmp_path_factory.mktemp("rooms")
    cases = {
        "mini": mini,
        "starter": read_case("starter"),
        "places": site_case(folder, sites=PAID, criteria=COSTS),
        "claims": two("A"),
    }
    space = opened(folder / "desk")
    with space.changing() as link:
        kept = {name: keep(link, case, name, "Ann") for name, case in cases.items()}
    for name, question, options in ASKED:
        put(space, kept[name].name, question, options)
    return folder / "desk"


@pytest.fixture
def rooms(answered_rooms: Path, tmp_path: Path) -> Iterator[str]:
    """Give the address of a desk with these answers."""
    space = opened(Path(shutil.copytree(answered_rooms, tmp_path / "answered")))
    with served(Desk(space, Queue(space))) as address:
        yield address


def _drawn(page: Page, address: str) -> None:
    """Open an answer with all that is folded, and wait for its charts."""
    page.goto(address, wait_until="networkidle")
    page.evaluate(OPEN_ALL)
    for figure in page.locator("[data-figure]").all():
        figure.scroll_into_view_if_needed()
        figure.locator(".chart svg").first.wait_for(state="attached")
    page.wait_for_function(f"({UNDRAWN})().length === 0")


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_answer_shuts_anybody_out(
    browser: Browser, rooms: str, scheme: Literal["light", "dark"], width: int
) -> None:
    """Nothing serious is found; nothing but a table is wider than the screen."""
    size = {"width": width, "height": 900}
    found = {}
    with opening(browser, rooms) as open_page:
        page = open_page(viewport=size, color_scheme=scheme)
        for run, (_, question, _) in enumerate(ASKED, 1):
            _drawn(page, f"/runs/{run}/page")
            wide = page.evaluate("document.documentElement.scrollWidth")
            bad = violations(page)
            if bad or wide > width:
                found[question] = (wide, bad)
    assert found == {}
