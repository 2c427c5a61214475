"""A desk with the case `mini`, and a reader of it; no network, no server."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="the extra web is not installed")
pytest.importorskip("httpx2", reason="httpx2, which asks the desk, is not there")

from httpx2 import Response
from starlette.testclient import TestClient

from brownfield.case.case import Case
from brownfield.case.read import read_case
from brownfield.desk.app.application import application
from brownfield.desk.app.rules import Rules
from brownfield.desk.pages.visit import Desk
from brownfield.desk.runs.queue import Queue
from brownfield.desk.store.cases import keep
from brownfield.desk.store.workspace import Workspace, held, opened
from brownfield.tables.databases.address import address_of
from tests.postgresql import Server

PORT = 8000
HOME = f"http://127.0.0.1:{PORT}"
FILE = "sqlite"
ON_BOTH = ("tests.desk.test_store", "tests.desk.test_tables")
MARK = re.compile(r'name="mark" value="([0-9a-f]{64})"')


@dataclass
class Reader:
    """A browser without scripts.

    Attributes
    ----------
    client
        Asks the application.
    """

    client: TestClient

    def mark(self) -> str:
        """Return the mark that forms of this session carry."""
        found = MARK.search(self.client.get("/").text)
        assert found
        return found[1]

    def send(self, address: str, **fields: str | list[str]) -> Response:
        """Send a form of the desk, as a browser does."""
        return self.client.post(
            address,
            data={"mark": self.mark(), **fields},
            headers={"Origin": HOME, "Sec-Fetch-Site": "same-origin"},
            follow_redirects=False,
        )


@pytest.fixture(scope="session")
def mini() -> Case:
    """Return the smallest case."""
    return read_case("mini")


@pytest.fixture
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Workspace]:
    """Return a workspace without cases, in a file or on a server."""
    if getattr(request, "param", FILE) == FILE:
        yield opened(tmp_path / "desk")
        return
    server: Server = request.getfixturevalue("server")
    found = opened(address_of(server.url("desk")))
    with held(found):
        yield found


@pytest.fixture
def space(empty: Workspace, mini: Case) -> Workspace:
    """Return a workspace that holds `mini`."""
    with empty.changing() as link:
        keep(link, mini, "mini", "Ann")
    return empty


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run the tests of what is kept, found and sorted with each engine."""
    if "empty" in metafunc.fixturenames and metafunc.module.__name__ in ON_BOTH:
        metafunc.parametrize("empty", [FILE, "postgresql"], indirect=True)


@pytest.fixture
def desk(space: Workspace) -> Desk:
    """Return a desk whose queue is not at work."""
    return Desk(space, Queue(space))


@pytest.fixture
def reader(desk: Desk) -> Iterator[Reader]:
    """Return a reader of the desk."""
    app = application(desk, Rules("127.0.0.1", PORT))
    with TestClient(app, base_url=HOME) as client:
        yield Reader(client)
