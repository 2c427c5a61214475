"""Two servers share a workspace on PostgreSQL: nothing is lost, whoever dies."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from multiprocessing import Pipe

import pytest
from starlette.testclient import TestClient

from brownfield.case.case import Case
from brownfield.desk.app.application import application
from brownfield.desk.app.rules import Rules
from brownfield.desk.pages.visit import Desk
from brownfield.desk.runs.queue import Queue
from brownfield.desk.runs.worker import STOP, Step
from brownfield.desk.serve import serve
from brownfield.desk.served import Served
from brownfield.desk.store import runs
from brownfield.desk.store.cases import keep, kept_case, kept_cases
from brownfield.desk.store.edits import ConflictError, Edit, change
from brownfield.desk.store.history import history
from brownfield.desk.store.link import BusyError, Link
from brownfield.desk.store.states import state
from brownfield.desk.store.workspace import Workspace, held, opened
from brownfield.errors import UseError
from brownfield.solve.backends.solution import Progress
from brownfield.tables.databases import connecting
from brownfield.tables.databases.address import address_of
from tests.desk.conftest import HOME, PORT, Reader
from tests.postgresql import PASSWORD, Server

WRITERS, TIMES = 4, 8
DYING = """
import sys
from brownfield.desk.store.cases import kept_case
from brownfield.desk.store.edits import Edit, change
from brownfield.desk.store.workspace import opened
from brownfield.tables.databases.address import address_of
with opened(address_of(sys.argv[1])).changing() as link:
    case = kept_case(link, "mini")
    edits = [Edit("demand", row, "note", None, "half") for row in (1, 2)]
    change(link, case, edits, who="Cid", summary="")
    print("half-way", flush=True)
    sys.stdin.read()
"""
"""Changes two cells, and dies before they are kept."""


@pytest.fixture
def two(server: Server, mini: Case) -> Iterator[tuple[Workspace, Workspace]]:
    """Give the workspace as two servers have it; it holds `mini`."""
    with ExitStack() as stack:
        spaces = [opened(address_of(server.url("desk"))) for _ in range(2)]
        for space in spaces:
            stack.enter_context(held(space))
        with spaces[0].changing() as link:
            keep(link, mini, "mini", "Ann")
        yield spaces[0], spaces[1]


def noted(link: Link, row: int, was: str | None, now: str, who: str = "Ann") -> int:
    """Change the note of a row of `demand`."""
    edit = Edit("demand", row, "note", was, now)
    return change(link, kept_case(link, "mini"), [edit], who=who, summary="")


def notes(space: Workspace) -> dict[int, str | None]:
    """Return the note of each row of `demand`."""
    with space.reading() as link:
        case = kept_case(link, "mini")
        rows = state(link, case, case.version)["demand"]
    return {number: row.get("note") for number, row in rows.items()}


def test_who_is_second_at_a_cell_is_told(two: tuple[Workspace, Workspace]) -> None:
    """By whom and what stands there now; the first change stays."""
    ann, bob = two
    with ann.changing() as link:
        noted(link, 1, None, "of Ann")
    told = r"demand, row 1, column note is of Ann now\. Ann changed it at .* of Bob is"
    with pytest.raises(ConflictError, match=told), bob.changing() as link:
        noted(link, 1, None, "of Bob", "Bob")
    assert notes(ann)[1] == "of Ann"
    assert notes(bob) == notes(ann)


def test_a_page_tells_the_conflict_and_shows_the_other_change(
    two: tuple[Workspace, Workspace],
) -> None:
    """A form of one server about a cell that was changed at another one."""
    ann, bob = two
    desk = Desk(bob, Queue(bob))
    app = application(desk, Rules("127.0.0.1", PORT))
    with TestClient(app, base_url=HOME) as client:
        assert client.get("/cases/mini/tables/demand").status_code == 200
        with ann.changing() as link:
            noted(link, 1, None, "of Ann")
        cells = {"was-note": "", "now-note": "of Bob"}
        found = Reader(client).send("/cases/mini/tables/demand/rows/1", **cells)
        assert found.status_code == 409
        assert "of Ann now" in found.text
        assert "of Ann" in client.get("/cases/mini/tables/demand").text


def test_no_change_is_lost_among_many_at_once(
    two: tuple[Workspace, Workspace],
) -> None:
    """4 writers count 8 each in one cell and 8 each in one of their own: 32 and 8.

    Each change of the common cell says what it saw; who was too slow looks again.
    """

    def work(number: int) -> int:
        space, conflicts = two[number % 2], 0
        for at in range(TIMES):
            with space.changing() as link:
                was = str(at) if at else None
                noted(link, 2 + number, was, str(at + 1), f"W{number}")
            conflicts += added(space)
        return conflicts

    def added(space: Workspace) -> int:
        for tried in range(WRITERS * TIMES):
            was = notes(space)[1]
            try:
                with space.changing() as link:
                    noted(link, 1, was, str(int(was or 0) + 1))
            except ConflictError:
                continue
            return tried
        pytest.fail("a change is never taken")

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(work, range(WRITERS)))
    found = notes(two[0])
    assert found[1] == str(WRITERS * TIMES)
    assert [found[2 + number] for number in range(WRITERS)] == [str(TIMES)] * WRITERS
    with two[1].reading() as link:
        case = kept_case(link, "mini")
        assert case.version == 2 * WRITERS * TIMES
        assert [one.version for one in history(link, case)] == list(
            range(case.version, -1, -1)
        )


def test_who_is_killed_half_way_leaves_nothing(
    two: tuple[Workspace, Workspace], server: Server
) -> None:
    """Kill -9 between the change of its cells and the end: others go on at once."""
    before = notes(two[0])
    dying = subprocess.Popen(
        [sys.executable, "-c", DYING, server.url("desk")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with dying:
        assert dying.stdout
        assert dying.stdout.readline() == "half-way\n"
        assert notes(two[0]) == before
        os.kill(dying.pid, signal.SIGKILL)
        dying.wait()
    with two[1].changing() as link:
        noted(link, 1, None, "of Bob")
    assert notes(two[0]) == {**before, 1: "of Bob"}


def test_a_change_that_takes_long_is_waited_for(
    server: Server, mini: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And then told; readers do not wait, and see what was there before."""
    monkeypatch.setattr(connecting, "PATIENCE", 0.1)
    with held(space := opened(address_of(server.url("desk")))):
        with space.changing() as link:
            keep(link, mini, "mini", "Ann")
        with space.changing() as link:
            noted(link, 1, None, "slow")
            with pytest.raises(BusyError, match="lock timeout"), space.changing():
                pass
            assert notes(space)[1] is None
        assert notes(space)[1] == "slow"


def test_a_look_sees_one_state(two: tuple[Workspace, Workspace]) -> None:
    """However much is changed while it lasts."""
    ann, bob = two
    with ann.reading() as link:
        version = kept_case(link, "mini").version
        with bob.changing() as other:
            noted(other, 1, None, "new")
        assert kept_case(link, "mini").version == version
        assert "note" not in state(link, kept_case(link, "mini"), version)["demand"][1]


def test_connections_that_broke_are_made_anew(
    two: tuple[Workspace, Workspace], server: Server
) -> None:
    """The server was begun again: who looks does not notice, who changes is told."""
    ann, _ = two
    end = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE application_name = 'brownfield' AND pid <> pg_backend_pid()"
    )
    before = notes(ann)
    server.run(end)
    assert notes(ann) == before
    with pytest.raises(BusyError, match="Nothing is changed"), ann.changing() as link:
        _noted_while_it_breaks(link, server, end)
    assert notes(ann) == before


def _noted_while_it_breaks(link: Link, server: Server, end: str) -> None:
    noted(link, 1, None, "lost")
    server.run(end)
    noted(link, 2, None, "lost")


def test_one_leads_until_it_is_gone(
    two: tuple[Workspace, Workspace], server: Server
) -> None:
    """What was at work there is offered again by the next who leads, and only then."""
    ann, bob = two
    first, second = Queue(ann, jobs=0), Queue(bob, jobs=0)
    first.open()
    second.open()
    with ann.changing() as link:
        number = runs.ask(
            link, kept_case(link, "mini"), "plan", {}, digest="d", who="Ann"
        )
        runs.begin(link)
    assert (ann.leads(), bob.leads()) == (True, False)
    second.close()
    server.run(
        "SELECT pg_terminate_backend(pid) FROM pg_locks "
        "WHERE locktype = 'advisory' AND granted"
    )
    with bob.reading() as link:
        assert runs.run_of(link, number).state == runs.RUNNING
    third = Queue(bob, jobs=0)
    third.open()
    with bob.reading() as link:
        found = runs.run_of(link, number)
    assert (found.state, bob.leads(), ann.leads()) == (runs.LOST, True, False)
    first.close()
    third.close()


def test_what_is_asked_at_one_server_is_answered_by_the_other(
    two: tuple[Workspace, Workspace], monkeypatch: pytest.MonkeyPatch
) -> None:
    """At once, as it hears of it: by itself it would look in an hour."""
    monkeypatch.setattr("brownfield.desk.runs.queue.PATIENCE", 3600.0)
    ann, bob = two
    leading, asking = Queue(ann), Queue(bob)
    leading.open()
    try:
        asking.open()
        with bob.changing() as link:
            parts = link, kept_case(link, "mini"), "plan", {"what_ifs": ["none"]}
            number = runs.ask(*parts, digest="d", who="Bob")
        asking.call()
        found = ended(bob, number)
    finally:
        asking.close()
        leading.close()
    assert found.state == runs.FAILED
    assert "none" in found.trouble


def ended(space: Workspace, number: int) -> runs.Run:
    """Return a run once it is no more at work."""
    while True:
        with space.reading() as link:
            found = runs.run_of(link, number)
        if not found.is_open:
            return found
        time.sleep(0.05)


def test_a_run_is_stopped_from_another_server(
    two: tuple[Workspace, Workspace],
) -> None:
    """The worker of the one that leads hears it."""
    ann, bob = two
    leading, asking = Queue(ann, jobs=0), Queue(bob, jobs=0)
    leading.open()
    try:
        with bob.changing() as link:
            case = kept_case(link, "mini")
            number = runs.ask(link, case, "plan", {}, digest="d", who="Bob")
            runs.begin(link)
        ours, worker = Pipe()
        leading._pipes[number] = ours  # as if a worker were there
        asking.stop(number)
        assert worker.poll(60.0)
        assert worker.recv() == STOP
    finally:
        leading.close()


def test_every_server_shows_how_far_a_run_is(
    two: tuple[Workspace, Workspace],
) -> None:
    """What the one that leads tells reaches the other, until the run ends."""
    ann, bob = two
    leading, other = Queue(ann, jobs=0), Queue(bob, jobs=0)
    bob.heard(0.0)  # from now on no word is missed
    leading.board.begin(7)
    leading.board.note(7, Step("searching", Progress(2.0, 4e6, 5e6, 0.25)), 10.0)
    leading._tell(7)
    (word,) = bob.heard(60.0)
    other._heed(word)
    seen = other.board.seen(7)
    assert seen is not None
    assert (seen.title, seen.value, seen.bound) == ("searching", 4e6, 5e6)
    assert seen.seconds_left == 8.0  # 2 of 10
    leading.board.end(7)
    leading._tell(7)
    (word,) = bob.heard(60.0)
    other._heed(word)
    assert other.board.seen(7) is None


def test_no_password_is_kept_or_told(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What `serve` prints, the address of a case in its history, and the rows."""
    monkeypatch.setattr("brownfield.desk.serve.run", lambda *parts: parts[3]())
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    said: list[str] = []
    store = address_of(server.tcp(user="ann"))
    asked = Served("127.0.0.1", 0, store, "", 1, has_browser=False)
    serve(["mini"], asked, said.append)
    serve(["mini"], asked, said.append)
    assert (
        said[1]
        == f"The desk is closed; {store}#brownfield_desk keeps all that was done."
    )
    assert said[2] == "mini is on the desk already, as it was left there."
    found = server.run("SELECT * FROM brownfield_desk.versions")
    assert PASSWORD not in f"{said} {found}"
    with held(space := opened(store)):
        assert PASSWORD not in repr(space)
        with space.reading() as link:
            assert [one.name for one in kept_cases(link)] == ["mini"]


def test_another_schema_is_left_alone(server: Server) -> None:
    """One that is no workspace, and one of another version."""
    server.run("CREATE SCHEMA mine", "CREATE TABLE mine.notes (a text)")
    with pytest.raises(UseError, match=r"is no workspace\. Name another schema"):
        opened(address_of(server.url("mine")))
    with held(opened(address_of(server.url("desk")))):
        server.run("UPDATE desk.workspace SET version = 9")
        with pytest.raises(UseError, match="is of version 9; this program reads"):
            opened(address_of(server.url("desk")))


def test_who_may_not_is_told(server: Server) -> None:
    """To open a workspace, and to change one that may be read."""
    there = address_of(server.url("desk", user="guest"))
    with pytest.raises(UseError, match='GRANT CREATE ON DATABASE "team"'):
        opened(there)
    with held(opened(address_of(server.url("desk")))):
        server.run(
            "GRANT USAGE ON SCHEMA desk TO guest",
            "GRANT SELECT ON ALL TABLES IN SCHEMA desk TO guest",
        )
        with held(space := opened(there)):
            with space.reading() as link:
                assert kept_cases(link) == []
            with (
                pytest.raises(
                    UseError, match='GRANT ALL ON ALL TABLES IN SCHEMA "desk"'
                ),
                space.changing(),
            ):
                pass


def test_a_sign_that_no_database_keeps_is_told(
    two: tuple[Workspace, Workspace],
) -> None:
    """The cell stays as it was."""
    with pytest.raises(UseError, match="NUL"), two[0].changing() as link:
        noted(link, 1, None, "a\0b")
    assert notes(two[0])[1] is None
