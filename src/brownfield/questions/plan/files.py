"""Which files are kept of a plan besides its page?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from brownfield.asking.answer import write_page
from brownfield.asking.targets import check_folder_above, check_workbook
from brownfield.plans.files import check_run_folder, write_run
from brownfield.questions.plan.sheets.book import write_workbook
from brownfield.tables.writing.staging import check_writable

if TYPE_CHECKING:
    from brownfield.questions.plan.asked import Asked
    from brownfield.questions.plan.document import Document
    from brownfield.questions.plan.question import Study

WORKBOOK = "plan.xlsx"


def check(asked: Asked) -> None:
    """Raise UseError, before any work, if run folder or workbook cannot be written."""
    check_workbook(asked.workbook, WORKBOOK)
    if asked.out:
        check_run_folder(asked.out)
        check_folder_above(asked.out)
        check_writable(asked.out)


def keep(answer: Study, document: Document, asked: Asked) -> Iterator[tuple[str, Path]]:
    """Write run folder and workbook as asked for; yield label and path of each."""
    if asked.out:
        extras = [partial(add, document) for add in (_page_in, _trace_in, _book_in)]
        write_run(answer.plan, asked.out, extras)
        yield "Run folder", asked.out
    if asked.workbook:
        write_workbook(document, asked.workbook)
        yield "Workbook", asked.workbook


def _page_in(document: Document, run: Path) -> None:
    write_page("brownfield.questions.plan", document, run / "report.html")


def _book_in(document: Document, run: Path) -> None:
    write_workbook(document, run / WORKBOOK)


def _trace_in(document: Document, run: Path) -> None:
    document.duty_trace.write_csv(run / "duty_trace.csv")
