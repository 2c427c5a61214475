"""A desk with answers that listens, and browsers that note what goes wrong."""

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import uvicorn

pytest.importorskip(
    "playwright", reason="Playwright, which drives a browser, is not there"
)

from playwright.sync_api import Browser, Page, expect, sync_playwright

from brownfield.case.case import Case
from brownfield.desk.app.application import application
from brownfield.desk.app.rules import Rules
from brownfield.desk.app.server import listening
from brownfield.desk.pages.visit import Desk
from brownfield.desk.runs.queue import Queue
from brownfield.desk.runs.worker import Task, answered
from brownfield.desk.store import runs
from brownfield.desk.store.cases import keep, kept_cases
from brownfield.desk.store.states import state
from brownfield.desk.store.workspace import Workspace, opened
from brownfield.questions.deal.moving import to_text
from tests.desk.test_terms import PAYOFFS

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
FOREIGN = "a page asked another server"
expect.set_options(timeout=30_000)  # milliseconds; the machine may be busy
PLAN, DEAL, STRESS = 1, 2, 3  # numbers of the runs that are answered


@pytest.fixture(scope="session")
def answers(tmp_path_factory: pytest.TempPathFactory, mini: Case) -> Path:
    """Return the folder of a workspace in which `mini` is answered.

    A plan, a deal whose terms are those of the test of terms, and a stress test.
    """
    folder = tmp_path_factory.mktemp("answers")
    space = opened(folder)
    with space.changing() as link:
        keep(link, mini, "mini", "Ann")
    put(space, "mini", "plan", {})
    with space.changing() as link:
        (case,) = kept_cases(link)
        number = runs.ask(link, case, "deal", {}, digest="d", who="Ann")
        runs.begin(link)
        answer = runs.Answered("meet", "", "{}", "<p>", "<p>", to_text(PAYOFFS))
        runs.finish(link, number, answer)
    put(space, "mini", "stress", {"sweep": True})
    return folder


def put(space: Workspace, name: str, question: str, options: dict[str, Any]) -> int:
    """Answer a question of a case, as a worker would; return the number of its run."""
    with space.changing() as link:
        (case,) = [one for one in kept_cases(link) if one.name == name]
        key = f"{question} {options}"
        number = runs.ask(link, case, question, options, digest=key, who="Ann")
        runs.begin(link)
        cells = state(link, case, case.version)
    task = Task(number, name, cells, {}, question, options)
    found = answered(task, lambda _: None)
    with space.changing() as link:
        runs.finish(link, number, found)
    return number


@contextmanager
def served(desk: Desk) -> Iterator[str]:
    """Let a desk listen, and give its address."""
    with listening("127.0.0.1", 0) as door:
        port = door.getsockname()[1]
        app = application(desk, Rules("127.0.0.1", port))
        config = uvicorn.Config(
            app, log_config=None, lifespan="off", timeout_graceful_shutdown=1
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture
def answered_desk(answers: Path, tmp_path: Path) -> Desk:
    """Return a desk of one's own with the answers."""
    space = opened(Path(shutil.copytree(answers, tmp_path / "answered")))
    return Desk(space, Queue(space))


@pytest.fixture
def home(answered_desk: Desk) -> Iterator[str]:
    """Give the address of a desk with answers whose queue is not at work."""
    with served(answered_desk) as address:
        yield address


@pytest.fixture
def working(answered_desk: Desk) -> Iterator[str]:
    """Give the address of a desk with answers whose queue is at work."""
    answered_desk.queue.open()
    try:
        with served(answered_desk) as address:
            yield address
    finally:
        answered_desk.queue.close()


@dataclass
class Watched:
    """What a browser was told that it should not have been."""

    home: str
    told: list[str]

    def watch(self, page: Page) -> Page:
        """Note errors, foreign requests and answers that are none."""
        page.on("console", lambda one: self.told.append(_unforeseen(one.text)))
        page.on("pageerror", lambda one: self.told.append(str(one)))
        page.on("request", lambda one: self.told.append(self._foreign(one.url)))
        return page

    def _foreign(self, url: str) -> str:
        return "" if url.startswith((self.home, "data:")) else f"{FOREIGN}: {url}"


def _unforeseen(words: str) -> str:
    """Return what a console says, but that a change was refused with a conflict."""
    return "" if "status of 409" in words else words


@pytest.fixture
def browser() -> Iterator[Browser]:
    """Give a browser."""
    with sync_playwright() as play:
        found = play.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield found
        found.close()


Open = Callable[..., Page]


@contextmanager
def opening(browser: Browser, home: str) -> Iterator[Open]:
    """Give what opens a page; afterwards nothing was told that should not be."""
    watched = Watched(home, [])

    def open_page(**given: Any) -> Page:
        context = browser.new_context(base_url=home, **given)
        return watched.watch(context.new_page())

    try:
        yield open_page
    finally:
        for context in browser.contexts:
            context.close()  # a server does not end while a page hears of a run
    assert [words for words in watched.told if words] == []


@pytest.fixture
def page(browser: Browser, home: str) -> Iterator[Page]:
    """Give a page of a desk whose queue is not at work."""
    with opening(browser, home) as open_page:
        yield open_page()


@pytest.fixture
def open_working(browser: Browser, working: str) -> Iterator[Open]:
    """Give what opens pages of a desk at work."""
    with opening(browser, working) as open_page:
        yield open_page
