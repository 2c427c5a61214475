"""Which page stands at which address?"""

from collections.abc import Callable
from dataclasses import dataclass

from brownfield.desk.pages import asking, past, rows, start, tables
from brownfield.desk.pages.answers import beside, running, sheets
from brownfield.desk.pages.rooms import again, paper, review, stops, terms
from brownfield.desk.pages.visit import Desk, Given, Visit

View = Callable[[Desk, Visit], Given]
JSON, CSV = ".json", ".csv"


@dataclass(frozen=True)
class Route:
    """A page, or what a form does.

    Attributes
    ----------
    path
        Its address; words in braces are parts of it.
    view
        Gives the page.
    is_change
        Whether it changes something, so that it is only reached by a form.
    has_twin
        Whether it is also given as JSON.
    is_json
        Whether it is given as JSON alone.
    has_sheet
        Whether its table is also given as CSV.
    """

    path: str
    view: View
    is_change: bool = False
    has_twin: bool = False
    is_json: bool = False
    has_sheet: bool = False

    @property
    def twin(self) -> str:
        """Address of its JSON."""
        return f"{'/index' if self.path == '/' else self.path}{JSON}"

    @property
    def sheet(self) -> str:
        """Address of its CSV."""
        return f"{self.path}{CSV}"


def _page(path: str, view: View, *, has_sheet: bool = False) -> Route:
    return Route(path, view, has_twin=True, has_sheet=has_sheet)


def _file(path: str, view: View) -> Route:
    return Route(path, view)


def _change(path: str, view: View) -> Route:
    return Route(path, view, is_change=True)


OF_CASE = "/cases/{case}"
TABLE = f"{OF_CASE}/tables/{{table}}"
ROW = f"{TABLE}/rows/{{row}}"
ROUTES = (
    _page("/", start.start),
    _change("/cases", start.add),
    _page("/compare", beside.beside, has_sheet=True),
    _page("/runs", running.run_list, has_sheet=True),
    _file("/runs/{run}/page", running.answer),
    _file("/runs/{run}/document.json", running.document),
    _file("/runs/{run}/report.html", running.report),
    _file("/runs/{run}/paper.pdf", paper.as_pdf),
    _file("/runs/{run}/slides.pptx", paper.as_slides),
    _page("/runs/{run}/terms", terms.terms, has_sheet=True),
    _change("/runs/{run}/terms/plan", again.plan_again),
    _page("/runs/{run}/tables", sheets.sheet_list),
    _file("/runs/{run}/tables/{number}", sheets.sheet_csv),
    _change("/runs/{run}/stop", running.stop),
    _change("/runs/{run}/again", running.again),
    _page("/runs/{run}", running.run_page),
    _page(f"{OF_CASE}/ask/{{question}}", asking.form),
    _change(f"{OF_CASE}/ask/{{question}}", asking.post),
    _file(f"{OF_CASE}/file/{{form}}", tables.case_file),
    _page(f"{OF_CASE}/history", past.past, has_sheet=True),
    _page(f"{OF_CASE}/history/difference", past.between, has_sheet=True),
    _change(f"{OF_CASE}/history/keep", past.keep),
    _change(f"{OF_CASE}/history/undo", past.take_back),
    _change(f"{OF_CASE}/history/restore", past.go_back),
    _page(f"{OF_CASE}/compare", beside.choice),
    _change(f"{OF_CASE}/compare", beside.plan_each),
    _page(f"{OF_CASE}/stops", stops.stops, has_sheet=True),
    _change(f"{OF_CASE}/stops", stops.replay),
    _page(f"{OF_CASE}/review", review.review),
    _change(f"{OF_CASE}/review", review.act),
    _page(f"{OF_CASE}/tables", tables.table_list, has_sheet=True),
    _file(f"{TABLE}/csv", tables.table_csv),
    _change(f"{TABLE}/take", tables.take_rows),
    _page(f"{TABLE}/new", rows.new_page),
    _change(f"{TABLE}/new", rows.add),
    Route(f"{ROW}{JSON}", rows.save_and_tell, is_change=True, is_json=True),
    Route(f"{ROW}/judge{JSON}", rows.judge, is_json=True),
    _page(ROW, rows.row_page),
    _change(ROW, rows.save),
    _change(f"{ROW}/drop", rows.drop),
    _page(TABLE, tables.table_page),
    _page(OF_CASE, asking.case_page),
)
"""More exact addresses stand before those with fewer parts."""
