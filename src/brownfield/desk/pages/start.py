"""Which cases are on the desk, and how does another one come there?"""

from dataclasses import dataclass

from brownfield.case.read import read_case, shipped_cases
from brownfield.desk.pages.visit import Desk, Moved, Shown, Visit, address
from brownfield.desk.store.cases import Kept, keep, kept_cases
from brownfield.desk.store.runs import Run, newest_plan
from brownfield.desk.tables.uploads import read_sheets
from brownfield.errors import UseError


@dataclass(frozen=True)
class Line:
    """A case in the list.

    Attributes
    ----------
    name, origin, version
        Of the case.
    decision
        What its newest plan, as it is, says; blank for none.
    run
        Number of that run; None without one.
    is_current
        Whether that plan is of the last version.
    """

    name: str
    origin: str
    version: int
    decision: str
    run: int | None
    is_current: bool


@dataclass(frozen=True)
class Start:
    """What the first page shows.

    Attributes
    ----------
    cases
        Cases of the workspace.
    shipped
        Names of cases that come with the program.
    """

    cases: list[Line]
    shipped: tuple[str, ...]


def start(desk: Desk, _visit: Visit) -> Shown:
    """Return the list of cases."""
    with desk.space.reading() as link:
        lines = [_line(one, newest_plan(link, one)) for one in kept_cases(link)]
    return Shown("start.html.j2", "Cases", Start(lines, shipped_cases()))


def _line(case: Kept, plan: Run | None) -> Line:
    of_case = case.name, case.origin, case.version
    if plan is None:
        return Line(*of_case, "", None, is_current=False)
    is_current = plan.version == case.version
    return Line(*of_case, plan.headline, plan.id, is_current=is_current)


def add(desk: Desk, visit: Visit) -> Moved:
    """Add a case that comes with the program, or one that was sent.

    Raises
    ------
    UseError
        If there is no such case, or nothing was sent.
    DataError
        If anything is wrong with its tables.
    """
    shipped = visit.one("shipped")
    if shipped and shipped not in shipped_cases():
        message = f"{shipped!r} is none of the cases that come with the program."
        raise UseError(message)
    if not shipped and not visit.files:
        message = "Choose a file, or one of the cases that come with the program."
        raise UseError(message)
    case = read_case(shipped) if shipped else read_sheets(visit.files)
    origin = shipped or ", ".join(one.name for one in visit.files[:3])
    with desk.space.changing() as link:
        kept = keep(link, case, origin, visit.who)
    return Moved(address("cases", kept.name))
