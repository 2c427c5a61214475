"""How the desk is opened: what was typed, what is there, what is told."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from brownfield.desk import served
from brownfield.desk.app.rules import Rules
from brownfield.desk.app.server import listening, run
from brownfield.desk.pages.visit import Desk
from brownfield.desk.serve import serve
from brownfield.desk.served import Served, check_libraries
from brownfield.desk.store.cases import kept_cases
from brownfield.desk.store.workspace import opened
from brownfield.errors import MissingExtraError, UseError
from tests.desk.conftest import Reader

WORD = "a word & more than sixteen"


@pytest.mark.parametrize(
    ("host", "token", "address"),
    [
        ("127.0.0.1", "", "http://127.0.0.1:8000/"),
        ("::1", "", "http://[::1]:8000/"),
        ("desk.example", WORD, "http://desk.example:8000/?token=a%20word%20%26%20more"),
    ],
)
def test_the_address_is_one_that_can_be_opened(
    host: str, token: str, address: str
) -> None:
    """With the token, as an address writes it."""
    asked = Served(host, 0, Path("desk"), token, 1, has_browser=False)
    assert asked.address(8000).startswith(address)


def test_a_missing_library_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the command that installs it."""

    def find(name: str) -> Any:
        return None if name == "uvicorn" else find_spec(name)

    monkeypatch.setattr(served, "find_spec", find)
    with pytest.raises(
        MissingExtraError, match="needs uvicorn, which is not installed"
    ):
        check_libraries()


def test_a_port_that_is_taken_is_told() -> None:
    """And what to do."""
    with listening("127.0.0.1", 0) as door:
        port = door.getsockname()[1]
        with pytest.raises(UseError, match=f"port {port}: address already in use"):
            listening("127.0.0.1", port)


def test_a_server_that_cannot_say_so_leaves_no_thread(desk: Desk) -> None:
    """Its queue is closed, so that the program ends."""

    def say() -> None:
        raise BrokenPipeError

    with listening("127.0.0.1", 0) as door:
        rules = Rules("127.0.0.1", door.getsockname()[1])
        with pytest.raises(BrokenPipeError):
            run(desk, rules, door, say)
    assert desk.queue.is_closing


def test_cases_are_put_on_the_desk_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second time the case is kept as it was left; the end is told."""
    monkeypatch.setattr("brownfield.desk.serve.run", lambda *parts: parts[3]())
    said: list[str] = []
    asked = Served("127.0.0.1", 0, tmp_path / "desk", "", 1, has_browser=False)
    serve(["mini"], asked, said.append)
    serve(["mini"], asked, said.append)
    with opened(tmp_path / "desk").reading() as link:
        assert [one.name for one in kept_cases(link)] == ["mini"]
    assert said[0].startswith("The desk is open at http://127.0.0.1:")
    assert said[1].startswith("The desk is closed")
    assert said[2] == "mini is on the desk already, as it was left there."


def test_a_workspace_that_is_busy_is_told(
    desk: Desk, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A change that waits too long for another one; what to do stands beside it."""
    monkeypatch.setattr("brownfield.desk.store.engines.sqlite.PATIENCE", 0.01)
    with desk.space.changing():
        found = reader.send("/cases/mini/ask/plan")
    assert found.status_code == 503
    assert "The workspace cannot be used: database is locked." in found.text
    assert "send it again" in found.text


def test_a_name_is_written_where_the_reader_is(reader: Reader) -> None:
    """The form at the foot of a page leads back to that page."""
    page = reader.client.get("/cases/mini/tables/demand?words=VE").text
    assert 'name="back" value="/cases/mini/tables/demand?words=VE"' in page
