"""How is a question answered in a process of its own?"""

from __future__ import annotations

import os
import signal
import threading
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from brownfield.asking.options import asked_with, options_of
from brownfield.asking.shared import Options, applied, shared_with
from brownfield.asking.work import Work
from brownfield.case.said.texts import keep_text
from brownfield.desk.passing import passing
from brownfield.desk.runs.telling import told
from brownfield.desk.tables.reading import read
from brownfield.errors import BrownfieldError
from brownfield.questions.registry import every_room
from brownfield.startup import prepare

if TYPE_CHECKING:
    from brownfield.desk.store.runs import Answered
    from brownfield.desk.store.states import State
    from brownfield.solve.backends.solution import OnProgress, Progress

STOP = "stop"


@dataclass(frozen=True)
class Task:
    """A question for a worker.

    Attributes
    ----------
    run
        Number of the run.
    case
        Name of the case.
    cells, texts
        What stands in its tables, and beside them.
    question, options
        The question, and its options by field where they were given.
    """

    run: int
    case: str
    cells: State = field(repr=False)
    texts: Mapping[str, str] = field(repr=False)
    question: str
    options: Mapping[str, Any]


@dataclass(frozen=True)
class Step:
    """How far a piece of work is.

    Attributes
    ----------
    title
        What is at work.
    progress
        How far its search is; None for work that is no search.
    """

    title: str
    progress: Progress | None = None


@dataclass(frozen=True)
class Failed:
    """Why there is no answer.

    Attributes
    ----------
    message
        In words.
    is_stopped
        Whether a person stopped it before there was one.
    """

    message: str
    is_stopped: bool = False


def work(pipe: Connection, task: Task) -> None:
    """Answer a question; send steps, then an `Answered` or `Failed` (in the worker).

    A word through the pipe stops the search, which then gives the best plan so far.
    The process ends at once where the other end of the pipe is gone. Ctrl-C in the
    terminal of the server is not for it: that offers its run again.
    """
    if hasattr(os, "setpgid"):
        os.setpgid(0, 0)
    prepare()
    stopped = threading.Event()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    threading.Thread(target=heed, args=(pipe, stopped), daemon=True).start()
    send = _sender(pipe)
    with suppress(BrokenPipeError):
        send(_found(task, send, stopped))


def heed(pipe: Connection, stopped: threading.Event) -> None:
    """Turn a word into an interrupt, and the end of the pipe into that of the process.

    Parameters
    ----------
    pipe
        Leads to the server.
    stopped
        Set once a person wants the work to stop.
    """
    try:
        while pipe.recv() == STOP:
            stopped.set()
            os.kill(os.getpid(), signal.SIGINT)
    except (EOFError, OSError):
        os._exit(1)


def _sender(pipe: Connection) -> Callable[[object], None]:
    lock = threading.Lock()

    def send(what: object) -> None:
        with lock:
            pipe.send(what)

    return send


def _found(
    task: Task, send: Callable[[object], None], stopped: threading.Event
) -> Answered | Failed:
    """Return what is found; an error of a library is told with its story."""
    try:
        answer = answered(task, send, before_telling=_deaf)
        return replace(answer, is_cut=stopped.is_set())
    except KeyboardInterrupt:
        return Failed(
            "It was stopped before a first answer was found.", is_stopped=True
        )
    except BrownfieldError as error:
        return Failed(str(error))
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 (the page tells it, the server goes on)
        return Failed("".join(traceback.format_exception(error)))


def _deaf() -> None:
    """Hear no interrupt any more: what is found is not lost."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def nothing() -> None:
    """Do nothing."""
    return


def answered(
    task: Task,
    send: Callable[[Step], None],
    before_telling: Callable[[], None] = nothing,
) -> Answered:
    """Return what is kept of the answer to a question.

    Parameters
    ----------
    task
        The question.
    send
        Called with every step of the work.
    before_telling
        Called once the answer is found and is to be told.

    Raises
    ------
    UseError
        If something is asked that is not allowed.
    DataError
        If anything is wrong with the case.
    """
    (room,) = [one for one in every_room() if one.name == task.question]
    kind = room.module("asked").Asked
    own = {one.name for one in options_of(kind)}
    shared = {one.name for one in shared_with(kind)}
    options = asked_with(Options, _some(task.options, shared))
    asked = asked_with(kind, _some(task.options, own))
    with passing() as folder:
        _put_texts(task, folder)
        case = applied(read(task.case, task.cells).case(folder), options)
        answer = room.module("question").answer(case, asked, _work(send))
        before_telling()
        return told(room, answer, asked, task.run)


def _put_texts(task: Task, folder: Path) -> None:
    for name, text in task.texts.items():
        if (folder / name).resolve().is_relative_to(folder.resolve()):
            keep_text(folder, name, text)


def _some(options: Mapping[str, Any], names: set[str]) -> dict[str, Any]:
    """Return the options of some names; lists as tuples."""
    return {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in options.items()
        if name in names
    }


def _work(send: Callable[[Step], None]) -> Work:
    def on_step(title: str) -> OnProgress:
        send(Step(title))
        return lambda progress: send(Step(title, progress))

    return Work(
        1, is_for_page=True, on_step=on_step, on_begin=lambda title: send(Step(title))
    )
