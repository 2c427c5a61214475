"""How is any question asked, and its answer told?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from brownfield.asking.answer import Answer
from brownfield.asking.options import asked_with
from brownfield.asking.work import Work
from brownfield.errors import UseError
from brownfield.plans.plan import Plan
from brownfield.questions.registry import ROOMS, Room, every_room
from brownfield.tell.values import values

if TYPE_CHECKING:
    from brownfield.case.case import Case


def ask(question: str, case: Case, *, work: Work | None = None, **options: Any) -> Any:
    """Return the answer to a question.

    Parameters
    ----------
    question
        Its name, as the command is called.
    case
        The case.
    work
        How it is worked out; in this process and in silence if not given.
    options
        Options of the command, by the names of the fields of its `Asked`.

    Raises
    ------
    UseError
        If there is no such question or option.
    """
    room = _named(question)
    asked = asked_with(room.module("asked").Asked, options)
    return room.module("question").answer(case, asked, work or Work())


def document(answer: object) -> dict[str, Any]:
    """Return the answer to a question as plain values, those of ``--json``.

    Parameters
    ----------
    answer
        A plan, study, comparison, deal or stress test.

    Raises
    ------
    UseError
        If it is none of these.
    """
    by_name: dict[str, Any] = values(_whole(answer).document)
    return by_name


def to_json(answer: object) -> str:
    """Return the answer to a question as JSON text, that of ``--json``.

    Raises
    ------
    UseError
        If it is no answer.
    """
    return _whole(answer).to_json()


def write_report(answer: object, path: Path | str) -> None:
    """Write the answer to a question as one self-contained HTML file, atomically.

    Parameters
    ----------
    answer
        A plan, study, comparison, deal or stress test; a plan is told without
        alternatives.
    path
        File to write; an earlier one is replaced.

    Raises
    ------
    UseError
        If it is no answer.
    FileError
        If the file cannot be written; what was there is as it was.
    """
    _whole(answer).write_report(path)


def _whole(answer: object) -> Answer:
    """Return an answer; a plan by itself as a study without alternatives."""
    if isinstance(answer, Plan):
        room = _named("plan").module("question")
        answer = getattr(answer, "study", None) or room.beside_nothing(answer)
    if isinstance(answer, Answer) and any(room.holds(answer) for room in every_room()):
        return answer
    message = (
        f"{type(answer).__name__} is no answer. Answers are what these return: "
        f"{_names()}."
    )
    raise UseError(message)


def _named(question: str) -> Room:
    for room in every_room():
        if room.name == question:
            return room
    message = f"There is no question {question!r}; there are: {_names()}."
    raise UseError(message)


def _names() -> str:
    return ", ".join(room.name for room in ROOMS)
