"""How many vehicles does each way to build make, by year and future?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from brownfield.questions.plan.facts.ledger.accounts import Figures, added, in_years
from brownfield.tell.labels import MODES

if TYPE_CHECKING:
    from brownfield.case.case import Case


@dataclass(frozen=True)
class Built:
    """What one way to build makes.

    Attributes
    ----------
    facility, product, mode
        The plant, the product, and how it is built there; printed.
    vehicles
        Vehicles of each year. Shape (years,).
    source
        Facts and statements that its row cites; blank for none.
    """

    facility: str
    product: str
    mode: str
    vehicles: Figures = field(repr=False)
    source: str


@dataclass(frozen=True)
class Volumes:
    """What is built in one future, or expected over all.

    Attributes
    ----------
    view
        The future with its probability, printed, or that it is the expected one.
    lines
        What each way to build makes.
    totals
        All together, vehicles of each year. Shape (years,).
    """

    view: str
    lines: tuple[Built, ...] = field(repr=False)
    totals: Figures = field(repr=False)


def volumes(
    built: pl.DataFrame, views: Sequence[str], case: Case
) -> tuple[Volumes, ...]:
    """Return what is built, view by view.

    Parameters
    ----------
    built
        view, year, build_option, product, facility (printed), vehicles.
    views
        Names of the views in their order; those in which nothing is built are left out.
    case
        The case, for how each is built and what its row cites.
    """
    columns = ("build_option", "mode", "source")
    options = case.tables["build_options"].select(columns).to_dicts()
    by_option = {row["build_option"]: row for row in options}
    by_view = {view: built.filter(pl.col("view") == view) for view in views}
    return tuple(
        _volumes(view, frame, by_option, case)
        for view, frame in by_view.items()
        if not frame.is_empty()
    )


def _volumes(
    view: str,
    built: pl.DataFrame,
    by_option: Mapping[str, Mapping[str, str | None]],
    case: Case,
) -> Volumes:
    keys = ["facility", "product", "build_option"]
    lines = tuple(
        Built(
            str(facility),
            str(product),
            _mode(by_option[str(option)]["mode"] or ""),
            in_years(case, dict(rows.select("year", "vehicles").iter_rows()), 1.0),
            by_option[str(option)]["source"] or "",
        )
        for (facility, product, option), rows in built.sort(
            *keys, maintain_order=True
        ).group_by(keys, maintain_order=True)
    )
    return Volumes(view, lines, added(line.vehicles for line in lines))


def _mode(mode: str) -> str:
    return MODES.get(mode, mode)
