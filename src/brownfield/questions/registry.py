"""Which questions are there, and where is the answer of each told?

A room is loaded when it is asked for, so that naming it costs nothing.
"""

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from brownfield.errors import UseError
from brownfield.plans.json_text import json_text
from brownfield.plans.plan import Plan
from brownfield.tell.values import values


@dataclass(frozen=True)
class Room:
    """One question.

    Attributes
    ----------
    name
        As the command is called.
    answer
        Class of its answer, as ``module:name``.
    document
        Function from the answer to plain values, for JSON.
    page
        Function that writes the answer to an HTML file.
    """

    name: str
    answer: str
    document: str
    page: str

    def holds(self, answer: object) -> bool:
        """Return whether an answer is one to this question."""
        kind = type(answer)
        return f"{kind.__module__}:{kind.__name__}" == self.answer


HOME = "brownfield.questions"
ROOMS = (
    Room(
        "plan",
        f"{HOME}.plan.question:Study",
        f"{HOME}.plan.document:document",
        f"{HOME}.plan.page:write_report",
    ),
    Room(
        "deal",
        f"{HOME}.deal.question:Deal",
        f"{HOME}.deal.document:document",
        f"{HOME}.deal.page:write_deal_report",
    ),
    Room(
        "stress",
        f"{HOME}.stress.question:StressTest",
        f"{HOME}.stress.document:document",
        f"{HOME}.stress.page:write_stress_report",
    ),
)


def document(answer: object) -> dict[str, Any]:
    """Return the answer to a question as plain values, those of ``--json``.

    Parameters
    ----------
    answer
        A plan, study, deal or stress test.

    Raises
    ------
    UseError
        If it is none of these.
    """
    answer = _whole(answer)
    found: dict[str, Any] = values(_loaded(_room(answer).document)(answer))
    return found


def to_json(answer: object) -> str:
    """Return the answer to a question as JSON text, that of ``--json``.

    Raises
    ------
    UseError
        If it is no answer.
    """
    return json_text(document(answer))


def write_report(answer: object, path: Path | str) -> None:
    """Write the answer to a question as one self-contained HTML file, atomically.

    Parameters
    ----------
    answer
        A plan, study, deal or stress test; a plan is told without alternatives.
    path
        File to write; an earlier one is replaced.

    Raises
    ------
    UseError
        If it is no answer.
    FileError
        If the file cannot be written; what was there is as it was.
    """
    answer = _whole(answer)
    room = _room(answer)
    told = _loaded(room.document)(answer) if room.name == "plan" else answer
    _loaded(room.page)(told, Path(path))


def _whole(answer: object) -> object:
    """Return an answer; a plan by itself as a study without alternatives."""
    if not isinstance(answer, Plan):
        return answer
    study = _loaded(ROOMS[0].answer)
    return study(answer.case, answer, (), None)


def _room(answer: object) -> Room:
    for room in ROOMS:
        if room.holds(answer):
            return room
    known = ", ".join(room.name for room in ROOMS)
    message = (
        f"{type(answer).__name__} is no answer. Answers are what these return: {known}."
    )
    raise UseError(message)


def _loaded(home: str) -> Any:
    module, _, name = home.partition(":")
    return getattr(import_module(module), name)
