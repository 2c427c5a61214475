"""What is a plant worth under the what-ifs of the case that change it?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from brownfield.errors import DataError
from brownfield.questions.why.forced.force import forced_plan
from brownfield.questions.why.forced.targets import Target, is_used
from brownfield.solve.method import searched
from brownfield.solve.results.prices import no_prices
from brownfield.solve.run import Search, plan
from brownfield.tables.definitions import TABLES
from brownfield.tables.where import matching_rows

if TYPE_CHECKING:
    from brownfield.case.case import Case

CHANGED = ("shift_patterns", "facilities")  # tables whose rows are of a plant


@dataclass(frozen=True)
class Way:
    """What is asked about, where the case goes another way.

    Attributes
    ----------
    what_if
        Name of the what-if.
    is_chosen
        Whether the best plan has it then.
    value
        What that plan is worth, case currency.
    cost
        What it is worth less where it is forced the other way, case currency; None if
        that cannot be.
    changes
        What the what-if changes of the plant: ``table.column`` each.
    """

    what_if: str
    is_chosen: bool
    value: float
    cost: float | None
    changes: tuple[str, ...]


def ways(case: Case, target: Target, search: Search = searched) -> Iterator[Way]:
    """Yield what is asked about under each what-if that changes its plant.

    Those that cannot be applied to the case, or leave it without a plan, are left out.

    Parameters
    ----------
    case, target
        The case and what is asked about.
    search
        As for `plan`.

    Raises
    ------
    KeyboardInterrupt
        If Ctrl-C was pressed meanwhile.
    """
    for name, changes in what_ifs_of(case, target).items():
        try:
            other = case.apply(name, is_strict=False)
        except DataError:
            continue
        best = plan(other, pricing=no_prices, search=search)
        if best.status == "interrupted":
            raise KeyboardInterrupt
        if not best.is_sound:
            continue
        is_chosen = is_used(target, best)
        if not _is_left(other, target):
            yield Way(name, is_chosen, best.value, None, changes)
            continue
        forced = forced_plan(
            other, target, is_in=not is_chosen, pricing=no_prices, search=search
        )
        cost = best.value - forced.value if forced.is_sound else None
        yield Way(name, is_chosen, best.value, cost, changes)


def _is_left(case: Case, target: Target) -> bool:
    """Return whether a case has programmes of a target left."""
    names = case.tables["build_options"]["build_option"]
    return bool(names.is_in(target.options).any())


def what_ifs_of(case: Case, target: Target) -> dict[str, tuple[str, ...]]:
    """Return the what-ifs that change a plant that is asked about, and which columns.

    Alternatives of the case are none of them: they are asked about themselves.
    """
    if target.kind != "facility":
        return {}
    rows = case.tables["what_ifs"].filter(
        pl.col("table").is_in(CHANGED), pl.col("op") != "add"
    )
    seen = (*case.what_ifs_applied, *case.settings.alternatives)
    changed: dict[str, dict[str, None]] = {}
    for row in rows.to_dicts():
        if row["what_if"] not in seen and _is_of(case, row, target.name):
            cells = f"{row['table']}.{row['column']}"
            changed.setdefault(row["what_if"], {})[cells] = None
    return {name: tuple(cells) for name, cells in changed.items()}


def _is_of(case: Case, row: dict[str, str], plant: str) -> bool:
    """Return whether a row of `what_ifs` changes this plant, and not every plant."""
    frame = case.tables[row["table"]]
    met = frame.filter(matching_rows(frame, row["where"], TABLES[row["table"]]))
    named = set(met["facility"])
    return plant in named and named != set(frame["facility"])
