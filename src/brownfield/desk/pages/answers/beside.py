"""How do answers stand side by side, and where do they differ?"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from brownfield.desk.pages.asking import above
from brownfield.desk.pages.visit import Cell, Desk, Moved, Shown, Visit
from brownfield.desk.store.cases import kept_case
from brownfield.desk.store.runs import DONE, Run, ask, kept_text, run_of, runs
from brownfield.errors import UseError
from brownfield.tell.numbers import significant

MOST_RUNS = 12  # side by side
MOST_LINES = 400  # that are shown
NOT_COMPARED = ("seconds", "versions", "case_digest", "model", "row_notes", "audit")
AS_IT_IS = "as it is"
APART: tuple[Callable[[Run], str], ...] = (
    lambda run: run.question,
    lambda run: f"version {run.version}",
    lambda run: f"run {run.id}",
)
"""What tells runs apart that were asked under the same."""
MILLION = 1e6
Value = str | int | float


@dataclass(frozen=True)
class Column:
    """An answer among others.

    Attributes
    ----------
    run
        Its run.
    name
        What it was asked under: its what-ifs and options.
    """

    run: Run
    name: str


@dataclass(frozen=True)
class Line:
    """A fact in every answer.

    Attributes
    ----------
    name
        What it is.
    cells
        What each answer says, as it is printed; blank = nothing.
    values
        The same as numbers and words; None = nothing.
    differences
        What each answer has more or less than the first; blank = no numbers.
    """

    name: str
    cells: list[str]
    values: list[Value | None]
    differences: list[str]


@dataclass(frozen=True)
class Beside:
    """Answers side by side.

    Attributes
    ----------
    columns
        The answers.
    lines
        Facts, only those that differ unless all are asked for.
    num_alike, num_hidden
        How many facts are the same in all, and how many are left out for length.
    currency
        Of every amount of money; blank where the answers do not share one.
    is_all
        Whether facts that do not differ are shown, too.
    is_open
        Whether an answer is still to come.
    """

    columns: list[Column]
    lines: list[Line]
    num_alike: int
    num_hidden: int
    currency: str
    is_all: bool
    is_open: bool

    def as_rows(self) -> list[list[Cell]]:
        """Return the facts, with numbers in full."""
        heads = ["fact", *(one.name for one in self.columns)]
        return [list[Cell](heads), *([one.name, *one.values] for one in self.lines)]


@dataclass(frozen=True)
class Choice:
    """What may be set side by side.

    Attributes
    ----------
    case
        Name of the case.
    what_ifs
        Its what-ifs.
    runs
        Its answers, the newest first.
    """

    case: str
    what_ifs: tuple[str, ...]
    runs: list[Run]


def choice(desk: Desk, visit: Visit) -> Shown:
    """Return the form that chooses what-ifs or runs."""
    with desk.space.reading() as link:
        case = kept_case(link, visit.place["case"])
        read = desk.known.read(desk.space, link, case)
        answered = [one for one in runs(link, case.name) if one.state == DONE]
    names = tuple(dict.fromkeys(read.checked.tables["what_ifs"]["what_if"]))
    page = Choice(case.name, names, answered)
    return Shown("choice.html.j2", f"Compare {case.name}", page, above(case.name))


def plan_each(desk: Desk, visit: Visit) -> Moved:
    """Plan a case as it is and under each chosen what-if.

    Raises
    ------
    UseError
        If none is chosen, or too many.
    """
    names = visit.asked.get("what_if", [])
    if not names or len(names) >= MOST_RUNS:
        message = f"{len(names)} what-ifs are chosen. Choose 1 to {MOST_RUNS - 1}."
        raise UseError(message)
    with desk.space.changing() as link:
        case = kept_case(link, visit.place["case"])
        digest = desk.known.read(desk.space, link, case).case().digest
        each: list[dict[str, Any]] = [{}, *({"what_ifs": [name]} for name in names)]
        asked = [
            ask(link, case, "plan", options, digest=digest, who=visit.who)
            for options in each
        ]
    desk.queue.call()
    return Moved(f"/compare?{'&'.join(f'run={number}' for number in asked)}")


def beside(desk: Desk, visit: Visit) -> Shown:
    """Return answers side by side."""
    numbers = [
        int(n) for n in visit.asked.get("run", []) if n.isascii() and n.isdigit()
    ]
    numbers = list(dict.fromkeys(numbers))
    if not 2 <= len(numbers) <= MOST_RUNS:
        message = f"{len(numbers)} runs are named. Name 2 to {MOST_RUNS}."
        raise UseError(message)
    with desk.space.reading() as link:
        compared_runs = [run_of(link, number) for number in numbers]
        texts = [kept_text(link, number, "document") for number in numbers]
    facts = [dict(_facts(json.loads(text))) if text else {} for text in texts]
    page = _page(compared_runs, facts, is_all=bool(visit.one("all")))
    crumbs = above(compared_runs[0].case)
    return Shown("beside.html.j2", "Side by side", page, crumbs, is_live=page.is_open)


def _page(
    compared_runs: list[Run], facts: list[dict[str, Value]], *, is_all: bool
) -> Beside:
    names = dict.fromkeys(name for of_run in facts for name in of_run)
    answered = [of_run for of_run in facts if of_run]
    alike = {of_run.get("currency") for of_run in answered}
    differ = [n for n in names if len({of_run.get(n) for of_run in answered}) > 1]
    shown = list(names) if is_all else differ
    lines = [_line(n, [of_run.get(n) for of_run in facts]) for n in shown]
    return Beside(
        columns=[
            Column(run, name)
            for run, name in zip(compared_runs, named(compared_runs), strict=True)
        ],
        lines=lines[:MOST_LINES],
        num_alike=len(names) - len(differ),
        num_hidden=max(len(lines) - MOST_LINES, 0),
        currency=str(next(iter(alike)) or "") if len(alike) == 1 else "",
        is_all=is_all,
        is_open=any(run.is_open for run in compared_runs),
    )


def _line(name: str, values: list[Value | None]) -> Line:
    first, *rest = values
    more = ["", *(_difference(first, one) for one in rest)]
    return Line(name, [_told(one) for one in values], values, more)


def _difference(first: Value | None, other: Value | None) -> str:
    """Return what a number has more or less than the first; blank where none is."""
    if isinstance(first, str) or isinstance(other, str):
        return ""
    if first is None or other is None:
        return ""
    change = other - first
    return _told(change) if change < 0 else f"+{_told(change)}"


def named(compared_runs: Sequence[Run]) -> list[str]:
    """Return a name for each run that tells it from the others.

    What-ifs and options come first; where those are equal, what else differs.
    """
    names = [_name(run) for run in compared_runs]
    for more in APART:
        words = [more(run) for run in compared_runs]
        if len(set(names)) < len(names) and len(set(words)) > 1:
            names = [f"{n}, {w}" for n, w in zip(names, words, strict=True)]
    return names


def _name(run: Run) -> str:
    given = {name: value for name, value in run.options.items() if name != "what_ifs"}
    what_ifs = run.options.get("what_ifs", [])
    words = [*what_ifs, *(f"{name} {value}" for name, value in given.items())]
    return ", ".join(words) or AS_IT_IS


def _facts(content: Any, name: str = "") -> Iterator[tuple[str, Value]]:
    """Yield the facts of a document: words, numbers, and rows named by their labels."""
    if isinstance(content, Mapping):
        for key, value in content.items():
            if name or key not in NOT_COMPARED:
                yield from _facts(value, f"{name} {key}".strip().replace("_", " "))
    elif isinstance(content, list):
        for entry in content:
            yield from _of_list(entry, name)
    elif content is not None:
        yield name, str(content) if isinstance(content, bool) else content


def _of_list(entry: Any, name: str) -> Iterator[tuple[str, Value]]:
    if not isinstance(entry, Mapping):
        yield f"{name} {_told(entry)}", "yes"
        return
    labels = [str(v) for k, v in entry.items() if _is_label(k, v)]
    place = f"{name}: {', '.join(labels)}" if labels else name
    rest = {k: v for k, v in entry.items() if not _is_label(k, v)}
    yield from _facts(rest, place) if rest else iter([(place, "yes")])


def _is_label(key: str, value: Any) -> bool:
    return isinstance(value, str) or key == "year" or isinstance(value, bool)


def _told(value: Any) -> str:
    """Return a fact as it is printed; large numbers in millions, whole ones whole."""
    if value is None or isinstance(value, str | bool):
        return "" if value is None else str(value)
    if abs(value) >= MILLION:
        return f"{significant(value / MILLION)} m"
    return str(value) if isinstance(value, int) else significant(value)
