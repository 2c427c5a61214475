"""On which lines do plans of one case read differently, side by side?"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite

from brownfield.questions.plan.differences import Differences
from brownfield.tell.labels import item_name
from brownfield.tell.numbers import money

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


def parts(found: Differences) -> tuple[Part, ...]:
    """Return value, cash, starts and volumes where the plans read differently."""
    values = {"together": found.together} | dict(found.values)
    worth = {name: [*map(_millions, row)] for name, row in values.items()}
    starts = {
        o: [", ".join(s or ["-"]) for s in row] for o, row in found.starts.items()
    }
    built = {o: [f"{volume:,.0f}" for volume in row] for o, row in found.built.items()}
    cash = {item_name(item): [*map(_millions, row)] for item, row in found.cash.items()}
    return (
        _part("Value", f"{found.currency} m, present value", worth),
        _part("Cash", f"{found.currency} m, present value of all who plan", cash),
        _part("Starts", "branch and year", starts),
        _part("Built", VOLUME, built),
    )


def _part(title: str, unit: str, rows: Mapping[str, list[str]]) -> Part:
    differing = ((name, *row) for name, row in rows.items() if len(set(row)) > 1)
    return Part(title, unit, tuple(differing))


def _millions(value: float | None) -> str:
    return f"{value / 1e6:,.1f}" if value is not None and isfinite(value) else "-"


def unproved(found: Differences) -> list[str]:
    """Return a sentence on each difference that is no gain or loss."""
    return [
        f"{name} is worth {money(abs(difference), found.currency)} "
        f"{'more' if difference > 0 else 'less'} than the case as it is, within what "
        "the searches left open: no difference is proved. Ask for a smaller --gap."
        for name, difference in found.unproved.items()
    ]
