"""What does a case say now, and how is a question asked of it?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from brownfield.desk.pages.forms import Field, fields_of, typed_options
from brownfield.desk.pages.visit import Desk, Moved, Shown, Visit, address
from brownfield.desk.store.cases import Kept, kept_case
from brownfield.desk.store.runs import DONE, Run, ask, newest_plan, runs
from brownfield.desk.store.workspace import AbsentError
from brownfield.errors import UseError
from brownfield.questions.registry import Room, every_room

if TYPE_CHECKING:
    from brownfield.desk.tables.reading import Read

MOST_RUNS = 20  # shown of a case
SHOWN = (
    ("Decision", ("plan", "#answer")),
    ("Map and flows", ("plan", "#map-title")),
    ("Plan over time", ("plan", "#timeline-title")),
    ("Assumptions", ("plan", "#assumptions")),
    ("Deal", ("deal", "")),
    ("Stress", ("stress", "")),
    ("Why", ("why", "")),
    ("Evidence", ("evidence", "")),
    ("Region", ("impact", "")),
    ("Headquarters", ("site", "")),
    ("Risk", ("risk", "")),
    ("What-ifs", ("compare", "")),
)
"""What can be seen of a case: its name, the question, the part of the page."""


@dataclass(frozen=True)
class Asking:
    """A question that may be asked.

    Attributes
    ----------
    name, meaning
        As the command is called, and what it answers.
    """

    name: str
    meaning: str


@dataclass(frozen=True)
class Place:
    """A page of a case.

    Attributes
    ----------
    name, address
        What it shows, and where.
    is_answer
        Whether that is answered; else it is asked there.
    """

    name: str
    address: str
    is_answer: bool


@dataclass(frozen=True)
class CasePage:
    """What the page of a case shows.

    Attributes
    ----------
    case, title, origin, version
        Name, title in words, where it was read from, number of its last change.
    decision
        The answer of its newest plan, as it is, in a sentence; blank for none.
    run
        Number of the run of that plan; None without one.
    is_current
        Whether that plan is of the last version.
    num_problems, num_notes
        What is wrong with its cells, and what is doubtful.
    questions
        What may be asked.
    places
        Pages of what was answered, or where it is asked.
    runs
        Its last runs.
    """

    case: str
    title: str
    origin: str
    version: int
    decision: str
    run: int | None
    is_current: bool
    num_problems: int
    num_notes: int
    questions: list[Asking]
    places: list[Place]
    runs: list[Run]


@dataclass(frozen=True)
class Form:
    """What the form of a question shows.

    Attributes
    ----------
    case, version
        Of the case.
    question, meaning
        The question, and what it answers.
    fields
        Its options.
    trouble
        Why what was typed cannot be asked; blank for nothing.
    """

    case: str
    version: int
    question: str
    meaning: str
    fields: list[Field]
    trouble: str


def above(case: str) -> tuple[tuple[str, str], ...]:
    """Return the pages above one of a case."""
    return (("Cases", "/"), (case, address("cases", case)))


def case_page(desk: Desk, visit: Visit) -> Shown:
    """Return the page of a case: what it says, and what may be asked."""
    with desk.space.reading() as link:
        case = kept_case(link, visit.place["case"])
        asked = [desk.queue.as_is(one) for one in runs(link, case.name)]
        plan = newest_plan(link, case)
        read = desk.known.read(desk.space, link, case)
    checked = read.checked
    page = CasePage(
        case=case.name,
        title=checked.settings.case.title if checked.settings else case.name,
        origin=case.origin,
        version=case.version,
        decision=plan.headline if plan else "",
        run=plan.id if plan else None,
        is_current=bool(plan and plan.version == case.version),
        num_problems=len(checked.problems),
        num_notes=len(checked.notes),
        questions=[Asking(room.name, room.meaning) for room in every_room()],
        places=_places(case.name, plan, asked),
        runs=asked[:MOST_RUNS],
    )
    return Shown("case.html.j2", page.title or case.name, page, (("Cases", "/"),))


def _places(case: str, plan: Run | None, asked: list[Run]) -> list[Place]:
    """Return where each thing is seen that a case can show: its newest answer."""
    newest = {run.question: run for run in reversed(asked) if run.state == DONE}
    if plan is not None:
        newest["plan"] = plan
    return [_place(case, name, newest.get(place[0]), *place) for name, place in SHOWN]


def _place(case: str, name: str, run: Run | None, question: str, part: str) -> Place:
    if run is None:
        return Place(name, address("cases", case, "ask", question), is_answer=False)
    page = address("runs", run.id, "page")
    return Place(name, f"{page}{part}", is_answer=True)


def form(desk: Desk, visit: Visit) -> Shown:
    """Return the form of a question."""
    case, read, room = _asked(desk, visit)
    return _form(case, read, room, visit, "")


def _asked(desk: Desk, visit: Visit) -> tuple[Kept, Read, Room]:
    with desk.space.reading() as link:
        case = kept_case(link, visit.place["case"])
        read = desk.known.read(desk.space, link, case)
    rooms = [one for one in every_room() if one.name == visit.place["question"]]
    if not rooms:
        names = ", ".join(one.name for one in every_room())
        message = (
            f"There is no question {visit.place['question']!r}; there are {names}."
        )
        raise AbsentError(message)
    return case, read, rooms[0]


def _form(case: Kept, read: Read, room: Room, visit: Visit, trouble: str) -> Shown:
    kind = room.module("asked").Asked
    fields = fields_of(kind, read.case(), visit.asked)
    parts = case.name, case.version, room.name, room.meaning, fields, trouble
    title = f"{room.name.capitalize()} of {case.name}"
    status = 400 if trouble else 200
    return Shown("form.html.j2", title, Form(*parts), above(case.name), status)


def post(desk: Desk, visit: Visit) -> Moved | Shown:
    """Ask a question; what cannot be asked is told above the form."""
    case, read, room = _asked(desk, visit)
    try:
        options = typed_options(room.module("asked").Asked, visit.asked)
    except UseError as error:
        return _form(case, read, room, visit, str(error))
    digest = read.case().digest
    with desk.space.changing() as link:
        last = kept_case(link, case.name)
        if last.version != case.version:
            digest = desk.known.read(desk.space, link, last).case().digest
        before = [one.id for one in runs(link, most=1)]
        run = ask(link, last, room.name, options, digest=digest, who=visit.who)
    desk.queue.call()
    is_known = run <= max(before, default=0)
    return Moved(address("runs", run, found=1 if is_known else None))
