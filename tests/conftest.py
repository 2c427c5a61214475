"""What tests of several folders need."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from brownfield.work import processes
from tests.kept_workers import KeptProcesses, end_waiting
from tests.postgresql import Server, missing, running


@pytest.fixture(scope="session", autouse=True)
def _kept_workers() -> Iterator[None]:
    """Let worker processes serve one test after another."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(processes, "Processes", KeptProcesses)
        yield
    end_waiting()


@pytest.fixture(scope="session")
def one_server() -> Iterator[Server]:
    """Give a PostgreSQL server; without one the test is skipped, with a reason."""
    reason = missing()
    if reason:
        pytest.skip(reason)
    with running() as server:
        yield server


@pytest.fixture
def server(
    one_server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[Server]:
    """Give the server without a schema, and no variable that says how it is reached."""
    for name in [name for name in os.environ if name.startswith("PG")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PGPASSFILE", str(tmp_path / "no-passwords"))
    yield one_server
    one_server.empty()
