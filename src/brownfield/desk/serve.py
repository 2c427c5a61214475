"""What does `brownfield serve` do?"""

from __future__ import annotations

import webbrowser
from collections.abc import Callable, Sequence
from functools import partial
from socket import socket
from typing import TYPE_CHECKING

from brownfield.case.read import read_case
from brownfield.desk.app.rules import Rules
from brownfield.desk.app.server import listening, run
from brownfield.desk.pages.visit import Desk
from brownfield.desk.passing import take_away
from brownfield.desk.runs.queue import Queue
from brownfield.desk.store.cases import keep, kept_cases, named
from brownfield.desk.store.workspace import Workspace, held, opened

if TYPE_CHECKING:
    from brownfield.desk.served import Served

Say = Callable[[str], None]


def serve(cases: Sequence[str], asked: Served, say: Say) -> None:
    """Serve the desk until Ctrl-C.

    Parameters
    ----------
    cases
        Cases to put on the desk; one of a name that is there already is kept as it is.
    asked
        How it is served.
    say
        Prints a line.

    Raises
    ------
    UseError
        If a case is none, the workspace is taken, or the address cannot be had.
    DataError
        If anything is wrong with the tables of a case.
    """
    asked.check()
    take_away()
    space = opened(asked.workspace)
    with held(space):
        for path in cases:
            _put(space, path, say)
        with listening(asked.host, asked.port) as door:
            _run(space, asked, door, say)
    say(f"The desk is closed; {space} keeps all that was done.")


def _put(space: Workspace, path: str, say: Say) -> None:
    """Put a case on the desk, unless one of its name is there."""
    case = read_case(path)
    with space.changing() as link:
        if named(case.name) in {one.name for one in kept_cases(link)}:
            say(f"{case.name} is on the desk already, as it was left there.")
        else:
            keep(link, case, path, "brownfield serve")


def _run(space: Workspace, asked: Served, door: socket, say: Say) -> None:
    port = int(door.getsockname()[1])
    rules = Rules(asked.host, port, asked.token)
    desk = Desk(space, Queue(space, asked.jobs))
    run(desk, rules, door, partial(_tell, asked, port, say))


def _tell(asked: Served, port: int, say: Say) -> None:
    say(f"The desk is open at {asked.address(port)} (Ctrl-C closes it).")
    if asked.has_browser:
        webbrowser.open(asked.address(port))
