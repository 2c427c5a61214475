"""Which runs are there, how far is each, and where is its answer?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from markupsafe import Markup

from brownfield.desk.pages.answers.top import top_of
from brownfield.desk.pages.asking import above
from brownfield.desk.pages.visit import (
    Cell,
    Desk,
    Moved,
    Sent,
    Shown,
    Visit,
    address,
)
from brownfield.desk.store.cases import SETTINGS, kept_case
from brownfield.desk.store.runs import (
    DONE,
    Run,
    ask_again,
    has_text,
    kept,
    kept_text,
    run_of,
    runs,
)
from brownfield.desk.store.states import rows_of_table
from brownfield.desk.store.workspace import AbsentError
from brownfield.errors import UseError

if TYPE_CHECKING:
    from brownfield.desk.runs.board import Seen

CURRENCY = "case.currency"  # where the settings of a case name it
HTML, JSON = "text/html; charset=utf-8", "application/json"


@dataclass(frozen=True)
class Runs:
    """The last runs, the newest first."""

    runs: list[Run]

    def as_rows(self) -> list[list[Cell]]:
        """Return a row for each run."""
        heads: list[Cell] = ["run", "question", "case", "version", "state"]
        heads += ["asked_at", "who", "answer"]
        return [heads, *map(_row, self.runs)]


def _row(run: Run) -> list[Cell]:
    about = run.id, run.question, run.case, run.version, run.state
    return [*about, run.asked_at, run.who, run.headline or run.trouble]


@dataclass(frozen=True)
class RunPage:
    """What the page of a run shows.

    Attributes
    ----------
    run
        The run.
    seen
        How far it is; None if it is not at work.
    currency
        Of value and bound; blank if unknown.
    has_page, has_terms, has_paper
        Whether there is an answer to be looked at, terms that can be moved, and a paper
        for a board.
    is_found
        Whether the reader asked what this run had been asked before.
    answer
        What stands at the top of the page of the answer, as HTML; blank for none.
    """

    run: Run
    seen: Seen | None
    currency: str
    has_page: bool
    has_terms: bool
    has_paper: bool
    is_found: bool
    answer: str = field(repr=False)


def run_list(desk: Desk, _visit: Visit) -> Shown:
    """Return the list of runs."""
    with desk.space.reading() as link:
        last_runs = [desk.queue.as_is(run) for run in runs(link)]
    return Shown("runs.html.j2", "Runs", Runs(last_runs), (("Cases", "/"),))


def run_page(desk: Desk, visit: Visit) -> Shown:
    """Return how far a run is, or how it ended."""
    number = visit.at("run")
    with desk.space.reading() as link:
        run = desk.queue.as_is(run_of(link, number))
        has_page, has_terms, has_paper = (
            has_text(link, number, what) for what in ("page", "terms", "paper")
        )
        text = kept_text(link, number, "page") if has_page else ""
        case = kept_case(link, run.case)
        settings = rows_of_table(link, case, SETTINGS)
    seen = desk.queue.board.seen(number)
    pairs = {row.get("key"): row.get("value", "") for row in settings.values()}
    currency = pairs.get(CURRENCY, "")
    answer = Markup(top_of(text, address("runs", number, "page")))  # noqa: S704 (ours)
    is_found = bool(visit.one("found"))
    has = has_page, has_terms, has_paper
    page = RunPage(run, seen, currency, *has, is_found, answer)
    title = f"Run {run.id}: {run.question} of {run.case}"
    return Shown("run.html.j2", title, page, above(run.case), is_live=run.is_open)


def answer(desk: Desk, visit: Visit) -> Sent | Moved:
    """Return the page of an answer; of a run without one the page of the run."""
    number = visit.at("run")
    with desk.space.reading() as link:
        run_of(link, number)
        packed = kept(link, number, "page")
        if packed is None or not has_text(link, number, "page"):
            return Moved(address("runs", number))
    return Sent(packed, HTML, is_page=True, is_packed=True)


def document(desk: Desk, visit: Visit) -> Sent:
    """Return the answer as the command prints it with ``--json``."""
    return Sent(_needed(desk, visit, "document"), JSON, is_packed=True)


def report(desk: Desk, visit: Visit) -> Sent:
    """Return the answer as one page that stands for itself."""
    name = f"run-{visit.at('run')}.html"
    return Sent(_needed(desk, visit, "report"), HTML, name, is_packed=True)


def _needed(desk: Desk, visit: Visit, what: str) -> bytes:
    number = visit.at("run")
    with desk.space.reading() as link:
        run_of(link, number)
        content = kept(link, number, what)
        if content is None or not has_text(link, number, what):
            message = f"Run {number} has no answer."
            raise AbsentError(message)
    return content


def stop(desk: Desk, visit: Visit) -> Moved:
    """Stop a run; the best plan so far is its answer."""
    number = visit.at("run")
    with desk.space.reading() as link:
        run = run_of(link, number)
    if run.is_open:
        desk.queue.stop(number)
    return Moved(address("runs", number))


def again(desk: Desk, visit: Visit) -> Moved:
    """Ask once more what was asked in a run that has no whole answer.

    Raises
    ------
    UseError
        If it has one, or is not ended.
    """
    with desk.space.changing() as link:
        run = run_of(link, visit.at("run"))
        if run.is_open or (run.state == DONE and not run.is_cut):
            message = f"Run {run.id} is {run.state}; there is nothing to ask again."
            raise UseError(message)
        number = ask_again(link, run.id, visit.who)
    desk.queue.call()
    return Moved(address("runs", number))
