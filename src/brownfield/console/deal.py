"""What does `brownfield deal` do and print?"""

from dataclasses import dataclass
from math import inf
from pathlib import Path

from brownfield.case.case import Case
from brownfield.console.opening import Options, opened, parties_of, party_of
from brownfield.console.progress import steps
from brownfield.console.say import DONE, NO_ANSWER, say, warn
from brownfield.console.targets import check_report
from brownfield.errors import UseError
from brownfield.questions.deal.question import Deal, deal
from brownfield.questions.deal.seats import seated_with_hosts
from brownfield.questions.deal.terms.ranges import Range
from brownfield.questions.deal.terms.tables import Table
from brownfield.questions.deal.words import headline as words
from brownfield.questions.deal.words import names as called
from brownfield.questions.deal.words.support import support_sentence
from brownfield.questions.deal.words.views import check_view, view_lines
from brownfield.questions.registry import to_json, write_report
from brownfield.tell.numbers import grouped, significant
from brownfield.tell.text import grid, with_notes, with_notice


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
    say(to_json(told) if asked.is_json else _text(told, view))
    if asked.report:
        _write(told, asked.report, is_json=asked.is_json)
    return DONE


def _text(told: Deal, view: str | None) -> str:
    noted = with_notes(told.case, answer(told, view))
    return with_notice(told.case, noted)


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


def answer(told: Deal, view: str | None = None) -> str:
    """Return the deal as text for a terminal."""
    if view is not None:
        return "\n".join(view_lines(told, view))
    first, later = words.sentences(told)
    parts = [
        words.headline(told),
        *first,
        splits(told),
        *terms(told),
        *later,
        *[support_sentence(told, part) for part in told.support],
    ]
    return "\n\n".join(part for part in parts if part)


def splits(told: Deal) -> str:
    """Return what each party has alone and by each sharing rule, in millions."""
    names, game, shown = called.names_of(told), told.game, called.splits_of(told)
    million = f"{told.case.settings.case.currency} m"
    header = (million, "alone", *(called.RULE_WORDS[rule] for rule in shown))
    rows = [
        (
            names[party],
            grouped(game.alone[party] / 1e6, 1),
            *(grouped(split[party] / 1e6, 1) for split in shown.values()),
        )
        for party in game.parties
    ]
    return grid(header, rows)


def terms(told: Deal) -> list[str]:
    """Return the range of every contract form, for each talk that there is."""
    if called.has_two_talks(told):
        titles = ("Without governments:", "Everybody at the table:")
        pairs = zip(titles, (told.private, told.public), strict=True)
        return [f"{title}\n{_terms(made)}" for title, made in pairs if made]
    return [_terms(told.table)] if told.table else []


def _terms(table: Table) -> str:
    header = (
        "contract form",
        "from",
        "to",
        "±",
        "meet at",
        "worst futures only",
        "unit",
    )
    rows = [_form_row(name, found) for name, found in table.ranges.items()]
    return grid(header, rows)


def _form_row(name: str, found: Range) -> tuple[str, ...]:
    by, unit = called.shown_in(found.unit, found.high or found.low or 0.0)
    return (
        called.form_words(name),
        _number(found.low, by),
        _number(found.high, by) if found.low is not None else "-",
        _off(found, by),
        _number(found.nash, by),
        _tail(found.tail_low, found.tail_high, by),
        unit + (f", {found.note}" if found.note else ""),
    )


def _number(value: float | None, by: float) -> str:
    return "-" if value is None else significant(value / by)


def _off(found: Range, by: float) -> str:
    """Return by how much the ends may be off."""
    if found.low is None:
        return "-"
    return "all" if found.off == inf else significant(found.off / by)


def _tail(low: float | None, high: float | None, by: float) -> str:
    if low is None or high is None:
        return "-"
    return f"{significant(low / by)} to {significant(high / by)}"
