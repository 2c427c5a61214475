"""Which files are kept of a plan besides its page?"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from brownfield.asking.answer import write_page
from brownfield.asking.targets import check_folder_above
from brownfield.plans.files import check_run_folder, write_run
from brownfield.questions.plan.asked import Asked
from brownfield.questions.plan.document import Document
from brownfield.questions.plan.question import Study
from brownfield.tables.writing.staging import check_writable


def check(asked: Asked) -> None:
    """Raise UseError, before any work, if the run folder cannot be written."""
    if asked.out:
        check_run_folder(asked.out)
        check_folder_above(asked.out)
        check_writable(asked.out)


def keep(answer: Study, document: Document, asked: Asked) -> Iterator[tuple[str, Path]]:
    """Write the run folder asked for, report and all; yield its label and path."""
    if asked.out:
        pages = partial(_page_in, document)
        write_run(answer.plan, asked.out, [pages, partial(_trace_in, document)])
        yield "Run folder", asked.out


def _page_in(document: Document, run: Path) -> None:
    write_page("brownfield.questions.plan", document, run / "report.html")


def _trace_in(document: Document, run: Path) -> None:
    document.duty_trace.write_csv(run / "duty_trace.csv")
