"""A cluster gives the answer of one process, whatever happens to its workers.

The cluster is dask's local one: a scheduler and two worker processes of this machine.
"""

import logging
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

import brownfield
from brownfield import extras
from brownfield.errors import MissingExtraError, UseError, WorkerError
from brownfield.solve.batch import mapped
from brownfield.work import cluster as clusters
from brownfield.work import remote
from brownfield.work.cluster import Cluster
from brownfield.work.executor import Executor, workers
from brownfield.work.interrupts import Pressed, interrupts, pressed_elsewhere
from brownfield.work.remote import Sent, differing
from tests.work import tasks
from tests.work.pressing import pressing, telling

distributed = pytest.importorskip("distributed", reason="needs the extra cluster")
CLOSED = "tcp://127.0.0.1:1"  # where nothing listens


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Return the address of a scheduler with two workers."""
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        host="127.0.0.1",
        protocol="tcp",
        dashboard_address=":0",
        silence_logs=logging.CRITICAL,
    ) as local:
        yield local.scheduler_address


@pytest.fixture(scope="module")
def executor(address: str) -> Iterator[Executor]:
    """Return an executor of that cluster."""
    with workers(None, cluster=address) as found:
        yield found


def test_results_come_in_order_with_their_notes(executor: Executor) -> None:
    """Squares of 0..4 are 0, 1, 4, 9, 16; every item tells its note once."""
    notes: list[tuple[int, int]] = []
    found = executor.map(tasks.squared, range(5), lambda i, n: notes.append((i, n)))
    assert list(found) == [0, 1, 4, 9, 16]
    assert sorted(notes) == [(number, number) for number in range(5)]


def test_an_error_comes_in_the_turn_of_its_item(executor: Executor) -> None:
    """Items before the one that fails are given first, then its own error."""
    found = executor.map(tasks.refused, [1, 2, 3, 4])
    assert [next(found), next(found)] == [1, 2]
    with pytest.raises(UseError, match="three is not allowed"):
        next(found)
    assert list(executor.map(tasks.squared, [5])) == [25]


def test_an_error_that_cannot_travel_comes_as_its_story(executor: Executor) -> None:
    """What failed at the worker is told in words."""
    with pytest.raises(WorkerError, match=r"(?s)Traceback.*Unsendable: 7"):
        list(executor.map(tasks.hidden, [7]))


def test_ctrl_c_keeps_what_is_finished_and_leaves_nothing_running(
    executor: Executor,
) -> None:
    """Searches that run give their best so far, and the workers are free again."""
    found: list[str] = []
    came = pressing({"found 0", "1 is at work"}, _press)
    told = executor.map(
        tasks.looking, [0, 1, 2, 3, 4], lambda i, _note: came(f"{i} is at work")
    )
    with pytest.raises(KeyboardInterrupt):
        found.extend(telling(told, came))  # keeps what came before the error
    assert found[:2] == ["found 0", "best so far 1"]
    assert len(found) <= 3
    assert list(executor.map(tasks.squared, [2, 3])) == [4, 9]


def _press() -> None:
    signal.raise_signal(signal.SIGINT)


def test_what_is_left_in_the_middle_is_stopped(executor: Executor) -> None:
    """A search that nobody waits for any more ends by itself."""
    found = executor.map(tasks.looking, [0, 1, 2])
    assert next(found) == "found 0"
    found.close()  # type: ignore[attr-defined]
    assert list(executor.map(tasks.squared, [4, 5])) == [16, 25]


def test_a_worker_killed_in_the_middle_loses_nothing(
    executor: Executor, tmp_path: Path
) -> None:
    """Its plan is made by another worker; both are those of one process, in order."""
    case = brownfield.read_case("starter")
    cases = {"as it is": case, "doubled": case.apply("duty-doubled")}
    marks = {"as it is": str(tmp_path / "begun"), "doubled": ""}
    asked = {name: (marks[name], case) for name, case in cases.items()}
    found = mapped(tasks.planned, asked, {n: n for n in asked}, executor=executor)
    assert (tmp_path / "begun").read_text() == "2"
    assert list(found) == list(cases)
    for name, made in found.items():
        alone = brownfield.plan(cases[name])
        assert made.value == alone.value
        assert made.is_sound
        for table, frame in made.tables.items():
            assert frame.equals(alone.tables[table])


def test_other_versions_at_a_worker_are_told(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message names worker, library, both versions and what to do."""
    here = {**remote.versions_here(), "polars": "0.1"}
    monkeypatch.setattr(clusters, "differing", lambda _here, t: differing(here, t))
    expected = (
        rf"--cluster {address}: worker tcp://\S+ has polars [\d.]+ instead of 0\.1\. "
        "Install the same versions"
    )
    with pytest.raises(UseError, match=expected), workers(None, cluster=address):
        pass


def test_a_piece_of_other_versions_is_not_even_read() -> None:
    """A worker that came later refuses it: what is no pickle at all stays unread."""
    sent = Sent("run", 0, {**remote.versions_here(), "python": "2.7"}, b"no pickle")
    (kind, error), told = remote.worked(sent, lambda _note: None)
    assert (kind, told) == ("error", 0)
    assert "instead of 2.7" in str(error)


def test_where_no_scheduler_answers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the address and how to start one."""
    monkeypatch.setattr(clusters, "CONNECT_SECONDS", 0.2)
    expected = rf"--cluster {CLOSED}: no scheduler answers there.*dask scheduler"
    with pytest.raises(UseError, match=expected), workers(None, cluster=CLOSED):
        pass


def test_a_scheduler_without_workers_is_told() -> None:
    """The message says how to start one."""
    with distributed.LocalCluster(
        n_workers=0, host="127.0.0.1", protocol="tcp", dashboard_address=":0"
    ) as local:
        empty = workers(None, cluster=local.scheduler_address)
        with pytest.raises(UseError, match=r"has no worker\. .*dask worker tcp"), empty:
            pass


class Gone:
    """What the client of a scheduler does that is lost, and not yet known to be."""

    status = "running"

    def subscribe_topic(self, _name: str, _handler: object) -> None:
        """Listen."""

    def run(self, *_parts: object, **_options: object) -> None:
        """Fail."""
        raise distributed.comm.CommClosedError

    nthreads = cancel = unsubscribe_topic = run


def test_a_scheduler_that_is_lost_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the library knows, and what is left is left in peace."""
    monkeypatch.setattr(clusters, "_connected", lambda _address: Gone())
    monkeypatch.setattr(clusters, "_check_workers", lambda *_parts: None)
    monkeypatch.setattr(clusters, "PATIENCE_SECONDS", -1.0)
    executor = Cluster(CLOSED).__enter__()
    with pytest.raises(WorkerError, match=r"has not answered .*leave out --cluster"):
        list(executor.map(tasks.squared, [1]))


def test_without_the_extra_the_message_says_how_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It names the extra."""

    def missing(_name: str) -> None:
        raise ImportError

    monkeypatch.setattr(extras, "import_module", missing)
    with (
        pytest.raises(MissingExtraError, match=r"pip install 'brownfield\[cluster\]'"),
        workers(None, cluster=CLOSED),
    ):
        pass


def test_a_stop_between_two_blocks_raises_at_the_next() -> None:
    """Pressed while no block looks, it ends the work; pressed inside, it is counted."""
    pressed = Pressed()
    with pressed_elsewhere(pressed):
        with interrupts(raises_at=1) as outer, interrupts(raises_at=1) as inner:
            pressed.count += 1
            assert (outer.count, inner.count) == (1, 1)
        with pytest.raises(KeyboardInterrupt), interrupts(raises_at=2):
            pass
