"""On which lines do plans of one case read differently, side by side?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

from brownfield.tell.labels import item_name
from brownfield.tell.numbers import money

if TYPE_CHECKING:
    from brownfield.tell.beside.differences import Differences

VOLUME = "vehicles a year, mean over the horizon and futures"


@dataclass(frozen=True)
class Part:
    """One kind of figure of plans side by side.

    Attributes
    ----------
    title, unit
        What the rows are, and their unit.
    rows
        Printed cells: name of the line, then one for each plan; only lines that differ.
    """

    title: str
    unit: str
    rows: tuple[tuple[str, ...], ...]


def parts(differences: Differences) -> tuple[Part, ...]:
    """Return value, cash, starts and volumes where the plans read differently."""
    values = {"together": differences.together} | dict(differences.values)
    worth = {name: [*map(_millions, row)] for name, row in values.items()}
    starts = {
        o: [", ".join(s or ["-"]) for s in row] for o, row in differences.starts.items()
    }
    built = {
        o: [f"{volume:,.0f}" for volume in row] for o, row in differences.built.items()
    }
    cash = {
        item_name(item): [*map(_millions, row)]
        for item, row in differences.cash.items()
    }
    return (
        _part("Value", f"{differences.currency} m, present value", worth),
        _part("Cash", f"{differences.currency} m, present value of all who plan", cash),
        _part("Starts", "branch and year", starts),
        _part("Built", VOLUME, built),
    )


def _part(title: str, unit: str, rows: Mapping[str, list[str]]) -> Part:
    differing = ((name, *row) for name, row in rows.items() if len(set(row)) > 1)
    return Part(title, unit, tuple(differing))


def _millions(value: float | None) -> str:
    if value is None or not isfinite(value):
        return "-"
    return f"{round(value / 1e6, 1) + 0.0:,.1f}"  # no -0.0


def unproved(differences: Differences) -> list[str]:
    """Return a sentence on each difference that is no gain or loss."""
    return [
        f"{name} is worth {money(abs(difference), differences.currency)} "
        f"{'more' if difference > 0 else 'less'} than the case as it is, within what "
        "the searches left open: no difference is proved. Ask for a smaller --gap."
        for name, difference in differences.unproved.items()
    ]


def ranks(differences: Differences) -> list[tuple[str, ...]]:
    """Return name, value, difference and starts that differ, most valuable first.

    The plan of the case as it is stands where its value puts it.
    """
    order = sorted(
        range(len(differences.names)), key=lambda at: -_number(differences.together[at])
    )
    first = differences.together[0]
    return [
        (
            differences.names[at],
            _millions(differences.together[at]),
            _millions(differences.together[at] - first) if at else "-",
            _otherwise(differences, at),
        )
        for at in order
    ]


def _number(value: float) -> float:
    return value if isfinite(value) else float("-inf")


def _otherwise(differences: Differences, at: int) -> str:
    """Return which build options a plan starts, and starts no more, or when else."""
    changes = []
    for option, row in differences.starts.items():
        if row[at] and not row[0]:
            changes.append(f"+ {option}")
        elif row[0] and not row[at]:
            changes.append(f"- {option}")
        elif row[at] != row[0]:
            changes.append(f"{option} at other times")
    return ", ".join(changes) or "-"
