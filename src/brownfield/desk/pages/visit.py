"""What does a page get from a reader, and what may it give back?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable
from urllib.parse import quote, urlencode

from brownfield.desk.store.workspace import AbsentError, Workspace
from brownfield.desk.tables.known import Known

if TYPE_CHECKING:
    from brownfield.desk.runs.queue import Queue
    from brownfield.desk.tables.uploads import Sheet


@dataclass(frozen=True)
class Desk:
    """What every page may use.

    Attributes
    ----------
    space
        The workspace.
    queue
        Answers questions.
    known
        Versions of cases that were read last.
    """

    space: Workspace
    queue: Queue
    known: Known = field(default_factory=Known)


@dataclass(frozen=True)
class Visit:
    """What a reader asks for.

    Attributes
    ----------
    place
        Parts of the address by name.
    asked
        What stands behind the question mark, or in the form; a list for each name.
    who
        Who asks.
    files
        Files that were sent.
    """

    place: Mapping[str, str]
    asked: Mapping[str, list[str]]
    who: str
    files: tuple[Sheet, ...] = ()

    def one(self, name: str, otherwise: str = "") -> str:
        """Return the last text of a name."""
        found = self.asked.get(name)
        return found[-1] if found else otherwise

    def number(self, name: str, otherwise: int = 0) -> int:
        """Return a whole number from 0; `otherwise` if it is none."""
        text = self.one(name)
        is_whole = text.isascii() and text.isdigit() and len(text) < 10
        return int(text) if is_whole else otherwise

    def at(self, name: str) -> int:
        """Return a number of the address.

        Raises
        ------
        AbsentError
            If it is none.
        """
        text = self.place[name]
        if not (text.isascii() and text.isdigit() and len(text) < 10):
            message = f"There is no page at {text!r}."
            raise AbsentError(message)
        return int(text)


@dataclass(frozen=True)
class Shown:
    """A page, which is also given as JSON.

    Attributes
    ----------
    template
        Template of the page.
    title
        What the browser calls it, and its heading.
    content
        A frozen dataclass: what the template shows, and JSON has by field.
    crumbs
        Pages above it: words and address of each.
    status
        Status of HTTP.
    is_live
        Whether a reader without scripts should see it again soon.
    notices
        What its cases say that their figures are.
    """

    template: str
    title: str
    content: Any
    crumbs: tuple[tuple[str, str], ...] = ()
    status: int = 200
    is_live: bool = False
    notices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Moved:
    """Another page that the reader should see."""

    address: str


@dataclass(frozen=True)
class Sent:
    """A text or file as it is.

    Attributes
    ----------
    content
        Its bytes.
    kind
        Media type.
    name
        File name to save it as; blank = it is shown.
    is_page
        Whether it is a page with charts, whose marks have styles of their own.
    is_packed
        Whether the bytes are gzipped.
    """

    content: bytes = field(repr=False)
    kind: str
    name: str = ""
    is_page: bool = False
    is_packed: bool = False


Given = Shown | Moved | Sent
Cell = str | int | float | None


@runtime_checkable
class Tabled(Protocol):
    """Content of a page that is also given as a table."""

    def as_rows(self) -> list[list[Cell]]:
        """Return the names of its columns, then its rows."""
        ...


def address(*parts: object, **asked: object) -> str:
    """Return the address of a page: parts of the path, then what is asked.

    Examples
    --------
    >>> address("cases", "mini", "tables", "demand", page=2)
    '/cases/mini/tables/demand?page=2'
    """
    path = "/" + "/".join(quote(str(part), safe="") for part in parts)
    some = {n: value for n, value in asked.items() if value not in (None, "", [])}
    return f"{path}?{urlencode(some, doseq=True)}" if some else path
