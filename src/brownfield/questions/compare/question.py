"""What is a case under each what-if, beside what it is?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from brownfield.asking.answer import Answer, telling
from brownfield.errors import DataError, UseError
from brownfield.notebook import html_block, html_table, millions
from brownfield.plans.plan import Plan
from brownfield.questions.compare.side_by_side import parts
from brownfield.solve.batch import OnStep, silent
from brownfield.solve.what_ifs import plans_beside
from brownfield.tell.beside.differences import differences

if TYPE_CHECKING:
    from brownfield.asking.work import Work
    from brownfield.case.case import Case
    from brownfield.questions.compare.asked import Asked
    from brownfield.work.executor import Executor

AS_IT_IS = "as it is"


@dataclass(frozen=True, repr=False)
class Comparison(Answer, Mapping[str, Plan]):
    """Plans of one case by name: `as it is` and each what-if.

    Attributes
    ----------
    plans
        The plans, in the order asked for.
    left_out
        What-ifs that were not planned when Ctrl-C was pressed.
    refused
        Why what-ifs that were not named do not stand here, a sentence each.
    """

    plans: Mapping[str, Plan] = field(repr=False)
    left_out: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()

    def __getitem__(self, name: str) -> Plan:
        return self.plans[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.plans)

    def __len__(self) -> int:
        return len(self.plans)

    def __repr__(self) -> str:
        """Return names and worth of the plans in one line."""
        values = "; ".join(f"{name}: {plan.in_short}" for name, plan in self.items())
        return f"<Comparison: {values}>"

    def write_figures(self, path: Path | str) -> None:
        """Write all figures to a file, a line each, atomically.

        Parameters
        ----------
        path
            A .csv file, or a .xlsx workbook, which has a table of the what-ifs and one
            of their bridges beside; an earlier one is replaced.

        Raises
        ------
        UseError
            If it ends otherwise.
        FileError
            If it cannot be written; what was there is as it was.
        """
        telling(self, "files").write_figures(self.document, Path(path))

    def _repr_html_(self) -> str:
        """Return worth and proof of each plan, then the lines that differ."""
        contrast = differences(self)
        unit = f"{contrast.currency} m, present value"
        first = contrast.together[0]
        worth = [
            (
                name,
                millions(plan.value),
                millions(plan.value - first),
                plan.status.replace("_", " "),
                plan.is_sound,
            )
            for name, plan in self.items()
        ]
        header = ("plan", unit, "less the first", "status", "audit passed")
        tables = (
            html_table((f"{part.title} ({part.unit})", *self), part.rows)
            for part in parts(contrast)
            if part.rows
        )
        return html_block("What differs", html_table(header, worth), *tables)


def answer(case: Case, asked: Asked, work: Work) -> Comparison:
    """Return the plan of a case as it is and under each what-if that is asked for.

    Raises
    ------
    UseError
        If there is no such what-if, none is named, or a bridge is asked for that is not
        planned.
    DataError
        If one that is named cannot be applied.
    """
    under = {name: case.apply(name) for name in asked.what_ifs}
    refused = _add_every(case, under) if asked.every else ()
    if asked.bridge is not None and asked.bridge not in under:
        message = (
            f"--bridge is {asked.bridge}, which is not among the what-ifs: "
            f"{', '.join(under)}."
        )
        raise UseError(message)
    if not (asked.what_ifs or asked.every):
        message = "Choose at least one what-if, or all of them."
        raise UseError(message)
    with work.workers() as executor:
        return _compared(case, under, work.on_step, executor, tuple(refused))


def _add_every(case: Case, under: dict[str, Case]) -> list[str]:
    """Add the case under every other what-if; return what keeps some from being."""
    refused = []
    for name in dict.fromkeys(case.tables["what_ifs"]["what_if"]):
        if name in (*case.what_ifs_applied, *under):
            continue
        try:
            under[name] = case.apply(name)
        except DataError as problem:
            refused.append(str(problem))
    return refused


def compare(
    case: Case,
    what_ifs: Sequence[str],
    *,
    on_step: OnStep = silent,
    executor: Executor | None = None,
) -> Comparison:
    """Return the plan of the case as it is and under each what-if, by name.

    Of six what-ifs and more most are planned by a model that is kept of the case. After
    Ctrl-C those that were finished.

    Parameters
    ----------
    case
        The case.
    what_ifs
        Names of what-ifs, each planned by itself.
    on_step
        Called with the title of each solve; returns what to call with its progress.
    executor
        Runs the solves; one after another in this process if not given. The plans are
        the same.

    Raises
    ------
    UseError
        If there is no such what-if.
    DataError
        If one cannot be applied.
    KeyboardInterrupt
        If Ctrl-C was pressed before the first plan was finished.
    """
    under = {name: case.apply(name) for name in what_ifs}
    return _compared(case, under, on_step, executor)


def _compared(
    case: Case,
    under: Mapping[str, Case],
    on_step: OnStep,
    executor: Executor | None,
    refused: tuple[str, ...] = (),
) -> Comparison:
    plans = plans_beside(AS_IT_IS, case, under, on_step=on_step, executor=executor)
    return Comparison(plans, tuple(n for n in under if n not in plans), refused)
