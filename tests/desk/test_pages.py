"""Questions are asked by forms, and answers are those of the command."""

import json
import math
import os
import re
import sqlite3
import time
from multiprocessing import Pipe, active_children
from multiprocessing.process import BaseProcess
from signal import SIGINT
from threading import Event
from typing import Any, ClassVar

import pytest

from brownfield.desk.pages.answers.beside import beside
from brownfield.desk.pages.forms import options_for, typed_options
from brownfield.desk.pages.visit import Desk, Visit
from brownfield.desk.runs.board import Board
from brownfield.desk.runs.queue import SPAWN, Queue
from brownfield.desk.runs.worker import STOP, Step, Task, answered, heed
from brownfield.desk.store import runs
from brownfield.desk.store.cases import kept_case
from brownfield.desk.store.link import Link
from brownfield.desk.store.states import state
from brownfield.desk.store.workspace import Workspace
from brownfield.errors import UseError
from brownfield.questions.registry import ROOMS, Room, every_room
from tests.desk.conftest import Reader
from tests.test_cli import run

CLOCKS = ("seconds", "versions")


@pytest.mark.parametrize("room", every_room(), ids=lambda room: room.name)
def test_a_form_left_as_it_is_asks_what_the_command_asks(
    room: Room, reader: Reader
) -> None:
    """Fields at their first value are the options of a bare command."""
    page = reader.client.get(f"/cases/mini/ask/{room.name}.json").json()
    typed = {one["name"]: [one["value"]] for one in page["fields"] if one["value"]}
    kind = room.module("asked").Asked
    bare = {
        one.name: one.option.typed_default
        for one in options_for(kind)
        if one.option.typed_default not in (..., one.default)
    }
    assert typed_options(kind, typed) == bare
    shown = {one["name"] for one in page["fields"]}
    assert {one.name for one in options_for(kind)} == shown
    assert not {"out", "workbook", "io", "run", "cluster", "jobs"} & shown


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ({"draws": ["100"], "resolve": ["yes"]}, {"draws": 100, "resolve": True}),
        ({"under": ["hi\n lo \n\n"]}, {"under": ["hi", "lo"]}),
        ({"gap": ["0.01"], "points": [""]}, {"gap": 0.01}),
        ({"what_ifs": ["hi", "lo"]}, {"what_ifs": ["hi", "lo"]}),
        ({"strange": ["1"]}, {}),
    ],
)
def test_what_was_typed_is_asked(
    typed: dict[str, list[str]], asked: dict[str, Any]
) -> None:
    """Numbers as the command reads them, lists a line each; nothing unknown."""
    kind = next(one for one in ROOMS if one.name == "risk").module("asked").Asked
    assert typed_options(kind, typed) == asked


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"gap": "two"}, "--gap is two. "),
        ({"method": "guess"}, "allowed: auto, extensive, decompose"),
    ],
)
def test_what_is_not_allowed_is_told_above_the_form(
    reader: Reader, typed: dict[str, str], told: str
) -> None:
    """What else was typed stays in the form; nothing is asked."""
    found = reader.send("/cases/mini/ask/plan", **typed, parties="E,H")
    assert found.status_code == 400
    assert told in found.text.replace("&#39;", "'")
    assert 'value="E,H"' in found.text
    assert reader.client.get("/runs.json").json()["runs"] == []


def test_an_answer_is_that_of_the_command(space: Workspace) -> None:
    """Every figure of the JSON, but for clocks; the page has the same sentence."""
    steps: list[Step] = []
    found = answered(task(space, "plan", {"parties": "E"}), steps.append)
    told = json.loads(found.document)
    wanted = json.loads(run("plan", "mini", "--parties", "E", "--json").stdout)
    assert {k: v for k, v in told.items() if k not in CLOCKS} == {
        k: v for k, v in wanted.items() if k not in CLOCKS
    }
    assert found.headline in found.page
    assert found.headline in found.report
    assert not found.is_cut
    best = [one.progress for one in steps if one.title == "best plan"]
    worth = [one.objective for one in best if one and math.isfinite(one.objective)]
    assert worth[-1] == pytest.approx(412.496e6, abs=1e3)  # paper, in case currency


def task(space: Workspace, question: str, options: dict[str, Any]) -> Task:
    """Return the task of a run about `mini`."""
    with space.reading() as link:
        case = kept_case(link, "mini")
        return Task(1, "mini", state(link, case, 0), {}, question, options)


def put(space: Workspace, options: dict[str, Any]) -> int:
    """Put a plan of `mini` in the queue; return its number."""
    with space.changing() as link:
        case = kept_case(link, "mini")
        return runs.ask(link, case, "plan", options, digest="d", who="Ann")


def test_a_run_is_answered_and_shown(desk: Desk, reader: Reader) -> None:
    """By a worker process; closing the page loses nothing, an equal one is not made."""
    first = reader.send("/cases/mini/ask/plan", parties="E").headers["Location"]
    desk.queue.open()
    try:
        with reader.client.stream("GET", f"{first}/events") as stream:
            events = list(stream.iter_lines())
    finally:
        desk.queue.close()
    assert "event: end" in events
    assert any('"state": "running"' in one for one in events)
    found = reader.client.get(f"{first}.json").json()["run"]
    assert found["state"] == "done"
    again = reader.send("/cases/mini/ask/plan", parties="E").headers["Location"]
    assert again == f"{first}?found=1"
    assert "nothing was worked out again" in reader.client.get(again).text
    page = reader.client.get(f"{first}/page")
    assert found["headline"] in page.text
    assert "unsafe-inline" not in page.headers["Content-Security-Policy"].split(";")[1]
    assert not re.search(r"<script(?![^>]*src=)(?![^>]*application/json)", page.text)
    assert found["headline"] in reader.client.get("/").text
    assert reader.client.get(f"{first}/document.json").json()["status"] == "optimal"
    report = reader.client.get(f"{first}/report.html")
    assert report.headers["Content-Disposition"].startswith("attachment")
    assert "<script>" in report.text


def test_a_worker_that_dies_leaves_its_run_to_be_asked_again(
    desk: Desk, reader: Reader
) -> None:
    """A server that closes ends its workers; what they did is offered again.

    Ctrl-C in its terminal is for the server alone: it does not stop the search.
    """
    number = put(desk.space, {})
    desk.queue.open()
    while desk.queue.board.seen(number) is None:
        time.sleep(0.01)
    while not any(map(hears_no_terminal, active_children())):
        assert desk.queue.board.seen(number) is not None
        time.sleep(0.01)
    desk.queue.close()
    found = reader.client.get(f"/runs/{number}")
    assert "The server ended while it was at work." in found.text
    assert "Ask again" in found.text
    again = reader.send(f"/runs/{number}/again").headers["Location"]
    assert again == f"/runs/{number + 1}"


def hears_no_terminal(process: BaseProcess) -> bool:
    """Return whether Ctrl-C in a terminal goes past a process: its group is its own."""
    return process.pid is not None and os.getpgid(process.pid) == process.pid


def test_what_the_machine_does_not_allow_is_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No worker is started, or the file is busy; the queue goes on."""
    looked: list[None] = []

    def look(link: Link) -> bool:
        looked.append(None)
        if len(looked) == 1:
            raise sqlite3.OperationalError
        return runs.has_waiting(link)

    def start(_process: object) -> None:
        raise OSError

    monkeypatch.setattr("brownfield.desk.runs.queue.has_waiting", look)
    monkeypatch.setattr("brownfield.desk.runs.queue.PATIENCE", 0.01)
    monkeypatch.setattr(SPAWN.Process, "start", start)
    numbers = [put(desk.space, {"gap": gap}) for gap in (0.1, 0.2)]
    desk.queue.open()
    try:
        while len(looked) < 4 or desk.queue.board.seen(numbers[1]):
            time.sleep(0.01)
    finally:
        desk.queue.close()
    with desk.space.reading() as link:
        found = [runs.run_of(link, number) for number in numbers]
    assert [one.state for one in found] == [runs.LOST, runs.LOST]
    assert "did not start a worker process" in found[0].trouble


class Early(Board):
    """Has a run stopped as it begins, before its worker is there."""

    queue: Queue
    told: ClassVar[list[int]] = []

    def begin(self, run: int) -> None:
        """Begin, and stop."""
        super().begin(run)
        self.queue.stop(run)

    def stopping(self, run: int) -> None:
        """Keep that it was told."""
        self.told.append(run)
        super().stopping(run)


def test_a_word_stops_the_work_and_the_end_of_the_pipe_ends_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The worker presses Ctrl-C on itself, and knows that a person wanted it."""
    done: list[tuple[str, int]] = []
    monkeypatch.setattr("os.kill", lambda _, number: done.append(("kill", number)))
    monkeypatch.setattr("os._exit", lambda code: done.append(("exit", code)))
    ours, theirs = Pipe()
    stopped = Event()
    ours.send(STOP)
    ours.close()
    heed(theirs, stopped)
    assert stopped.is_set()
    assert done == [("kill", SIGINT), ("exit", 1)]


def test_who_stops_a_run_that_just_began_is_heard(space: Workspace) -> None:
    """Before its worker is there: the word waits for it, and the page says so."""
    number, board = put(space, {}), Early()
    board.queue = Queue(space, board=board)
    board.queue.open()
    try:
        while not board.told or board.seen(number) is not None:
            time.sleep(0.05)
    finally:
        board.queue.close()
    assert board.told == [number]
    with space.reading() as link:
        found = runs.run_of(link, number)
    assert found.state == runs.STOPPED
    assert found.trouble == "It was stopped before a first answer was found."


def test_what_waits_is_stopped_at_once(desk: Desk, reader: Reader) -> None:
    """It never begins."""
    number = put(desk.space, {})
    assert reader.send(f"/runs/{number}/stop").status_code == 303
    run_ = reader.client.get(f"/runs/{number}.json").json()["run"]
    assert (run_["state"], run_["trouble"]) == (
        "stopped",
        "It was stopped before it began.",
    )


def test_answers_stand_side_by_side(desk: Desk) -> None:
    """Only what differs, unless all is asked for."""
    numbers = [put(desk.space, {"gap": gap}) for gap in (0.1, 0.2, 0.3)]
    for number, value in zip(numbers, (7.0, 9.0, 7.0), strict=True):
        with desk.space.changing() as link:
            runs.begin(link)
            text = json.dumps(
                {
                    "value": value,
                    "currency": "GBP",
                    "value_by_party": {"E": 5.0},
                    "starts": [{"product": "VE", "year": int(value)}],
                    "seconds": {"solve": value},
                }
            )
            answer = runs.Answered("worth", "", text, "", "", is_cut=False)
            runs.finish(link, number, answer)
    asked = {"run": [str(number) for number in numbers]}
    page = beside(desk, Visit({}, asked, "Ann")).content
    assert {line.name: line.cells for line in page.lines} == {
        "value": ["7.00", "9.00", "7.00"],
        "starts: VE, 7": ["yes", "", "yes"],
        "starts: VE, 9": ["", "yes", ""],
    }
    assert (page.num_alike, page.currency) == (2, "GBP")
    every = beside(desk, Visit({}, asked | {"all": ["1"]}, "Ann")).content
    assert len(every.lines) == 5
    with pytest.raises(UseError, match="Name 2 to 12"):
        beside(desk, Visit({}, {"run": ["1"]}, "Ann"))


def test_what_ifs_are_planned_each(desk: Desk, reader: Reader) -> None:
    """As it is, and under each that is chosen, once."""
    found = reader.send("/cases/mini/compare", what_if=["hi", "lo"])
    assert found.headers["Location"] == "/compare?run=1&run=2&run=3"
    page = reader.client.get(found.headers["Location"])
    assert page.text.count("waiting") == 3
    with desk.space.reading() as link:
        asked = [one.options for one in runs.runs(link)]
    assert asked == [{"what_ifs": ["lo"]}, {"what_ifs": ["hi"]}, {}]


def test_many_what_ifs_are_asked_about_at_once(
    space: Workspace, reader: Reader
) -> None:
    """The page of answers side by side leads there; what is told is the command's."""
    assert "/cases/mini/ask/compare" in reader.client.get("/cases/mini/compare").text
    asked = reader.send("/cases/mini/ask/compare", what_ifs=["hi", "lo"])
    assert asked.headers["Location"] == "/runs/1"
    options = {"what_ifs": ["hi", "lo"]}
    found = answered(task(space, "compare", options), lambda _: None)
    both = ("--what-if", "hi", "--what-if", "lo")
    wanted = json.loads(run("compare", "mini", *both, "--json").stdout)
    told = json.loads(found.document)
    assert list(told) == list(wanted)
    for name, plan in wanted.items():
        for key in ("value", "difference", "bridge"):
            assert told[name][key] == plan[key]
    assert found.headline in found.page
    with pytest.raises(UseError, match="Choose at least one what-if"):
        answered(task(space, "compare", {}), lambda _: None)


@pytest.mark.parametrize(
    "address", ["/runs/9", "/runs/x", "/runs/9/page", "/cases/no", "/cases/mini/ask/no"]
)
def test_what_is_not_there_is_told(reader: Reader, address: str) -> None:
    """With status 404, also as JSON."""
    for one in (address, f"{address}.json"):
        if not one.endswith("/page.json"):
            assert reader.client.get(one).status_code == 404


def test_a_reader_is_called_as_he_likes(reader: Reader) -> None:
    """The name stands beside what is changed; a foreign address leads home."""
    sent = reader.send("/who", who="  Bé\u202e Smith ", back="//evil.example")
    assert sent.headers["Location"] == "/"
    reader.send("/cases/mini/tables/demand/rows/1", **{"was-note": "", "now-note": "x"})
    version = reader.client.get("/cases/mini/history.json").json()["versions"][0]
    assert version["who"].startswith("Bé")
    assert "\u202e" not in version["who"]
