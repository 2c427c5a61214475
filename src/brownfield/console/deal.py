"""What does `brownfield deal` do and print?"""

from dataclasses import dataclass
from pathlib import Path

from brownfield.case.case import Case
from brownfield.console.opening import Options, opened, parties_of, party_of
from brownfield.console.progress import steps
from brownfield.console.say import DONE, NO_ANSWER, say, warn
from brownfield.console.targets import check_report
from brownfield.errors import UseError
from brownfield.questions.deal.document import document
from brownfield.questions.deal.question import Deal, deal
from brownfield.questions.deal.seats import seated_with_hosts
from brownfield.questions.deal.text import text
from brownfield.questions.deal.words.views import check_view
from brownfield.questions.registry import to_json, write_report


@dataclass(frozen=True)
class Asked:
    """What was asked for of a deal.

    Attributes
    ----------
    view
        Party to tell the deal to; None = everybody.
    report
        HTML file to write; None = none.
    is_json
        Whether to print JSON.
    is_seating_hosts
        Whether hosts talk as well; None = as `seated_with_hosts` decides.
    """

    view: str | None = None
    report: Path | None = None
    is_json: bool = False
    is_seating_hosts: bool | None = None


def run(path: str, options: Options, asked: Asked) -> int:
    """Work out a deal, print the answer and write the report asked for."""
    check_report(asked.report, "deal.html")
    case = opened(
        path, Options(options.what_ifs, None, options.gap, options.time_limit)
    )
    names = () if options.parties is None else parties_of(case, options.parties)
    view = _checked_view(case, names, asked)
    try:
        with steps() as on_step:
            told = deal(
                case,
                names,
                jobs=options.jobs,
                on_step=on_step,
                is_moved=bool(asked.report),
                is_seating_hosts=asked.is_seating_hosts,
            )
    except KeyboardInterrupt:
        warn("brownfield: stopped; a deal needs every coalition's value.\n")
        return NO_ANSWER
    say(to_json(told) if asked.is_json else text(document(told, view)))
    if asked.report:
        _write(told, asked.report, is_json=asked.is_json)
    return DONE


def _checked_view(case: Case, names: tuple[str, ...], asked: Asked) -> str | None:
    """Return the party meant by the view.

    Raises
    ------
    UseError
        Before any work, if the view cannot be told.
    """
    if asked.view is None:
        return None
    if asked.is_json:
        message = "--view tells the deal in words, --json gives all of it. Take one."
        raise UseError(message)
    view = party_of(case, asked.view) or asked.view
    seated = seated_with_hosts(case, names, is_seating=asked.is_seating_hosts)
    check_view(seated.parties, view)
    return view


def _write(told: Deal, report: Path, *, is_json: bool) -> None:
    write_report(told, report)
    if not is_json:
        say(f"Report: {report}")
