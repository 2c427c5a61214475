"""What was changed in a case, by whom, and how is it taken back?"""

from dataclasses import dataclass

from brownfield.desk.pages.asking import above
from brownfield.desk.pages.visit import Cell, Desk, Moved, Shown, Visit, address
from brownfield.desk.store.cases import Kept, kept_case
from brownfield.desk.store.edits import Edit, undo
from brownfield.desk.store.history import Version, difference, history, restore
from brownfield.desk.tables.as_what_if import keep_as_what_if

MOST = 500  # changes shown of a difference


@dataclass(frozen=True)
class Past:
    """What the history of a case shows.

    Attributes
    ----------
    case, version
        Of the case.
    versions
        Its last versions, the newest first.
    """

    case: str
    version: int
    versions: list[Version]

    def as_rows(self) -> list[list[Cell]]:
        """Return a row for each change."""
        heads: list[Cell] = ["version", "who", "at", "told", *HEADS]
        return [heads, *(row for one in self.versions for row in _rows(one))]


HEADS = ("table", "row", "column", "was", "now")


def _rows(version: Version) -> list[list[Cell]]:
    about = version.version, version.who, version.at, version.told
    return [[*about, *_cells(one)] for one in version.edits] or [[*about]]


def _cells(edit: Edit) -> list[Cell]:
    return [edit.table, edit.row, edit.column, edit.was, edit.now]


@dataclass(frozen=True)
class Between:
    """What differs between two versions of a case.

    Attributes
    ----------
    case
        Name of the case.
    first, last
        Numbers of the versions.
    edits
        A change for each cell or row that differs, the first of them.
    count
        How many there are.
    is_last
        Whether the second version is the last one of the case.
    """

    case: str
    first: int
    last: int
    edits: list[Edit]
    count: int
    is_last: bool

    def as_rows(self) -> list[list[Cell]]:
        """Return a row for each change."""
        return [list[Cell](HEADS), *map(_cells, self.edits)]


def past(desk: Desk, visit: Visit) -> Shown:
    """Return the history of a case."""
    with desk.space.reading() as link:
        case = kept_case(link, visit.place["case"])
        page = Past(case.name, case.version, history(link, case))
    return Shown("past.html.j2", f"History of {case.name}", page, above(case.name))


def between(desk: Desk, visit: Visit) -> Shown:
    """Return what differs between two versions; the last one if none is named."""
    with desk.space.reading() as link:
        case = kept_case(link, visit.place["case"])
        first, last = visit.number("first"), visit.number("last", case.version)
        first, last = sorted((min(first, case.version), min(last, case.version)))
        edits = difference(link, case, first, last)
    is_last = last == case.version
    page = Between(case.name, first, last, edits[:MOST], len(edits), is_last)
    title = f"{case.name}: from version {first} to {last}"
    crumbs = (*above(case.name), ("History", _address(case)))
    return Shown("between.html.j2", title, page, crumbs)


def take_back(desk: Desk, visit: Visit) -> Moved:
    """Take the last change back."""
    with desk.space.changing() as link:
        case = kept_case(link, visit.place["case"])
        undo(link, case, visit.who)
    return Moved(_address(case))


def go_back(desk: Desk, visit: Visit) -> Moved:
    """Bring the case back to an earlier version."""
    with desk.space.changing() as link:
        case = kept_case(link, visit.place["case"])
        restore(link, case, visit.number("version"), visit.who)
    return Moved(_address(case))


def keep(desk: Desk, visit: Visit) -> Moved:
    """Keep the changes since a version as a what-if, and go back to that version."""
    name, first = visit.one("name").strip(), visit.number("first")
    with desk.space.changing() as link:
        case = kept_case(link, visit.place["case"])
        keep_as_what_if(link, case, min(first, case.version), name, visit.who)
    return Moved(address("cases", case.name, "tables", "what_ifs"))


def _address(case: Kept) -> str:
    return address("cases", case.name, "history")
