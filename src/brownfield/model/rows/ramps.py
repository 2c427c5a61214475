"""Which share of its full rate has a programme reached, by its start and its plant?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from brownfield.model.arrays.table import Array, Table

if TYPE_CHECKING:
    from brownfield.derive.derived import Derived
    from brownfield.model.arrays.axes import Axes


@dataclass(frozen=True)
class Curve:
    """A ramp curve, or full rate at once.

    Attributes
    ----------
    years, shares
        Its rows in order: years since the start, share of full rate. Shape (rows,).
    """

    years: Array
    shares: Array

    def at(self, ages: Array) -> Array:
        """Return the share at every age: that of the last row reached; 0 before."""
        last = np.searchsorted(self.years, ages, side="right")
        return np.append(0.0, self.shares)[last]

    @property
    def final(self) -> float:
        """Share that later years keep."""
        return float(self.shares[-1]) if len(self.shares) else 0.0

    @property
    def installation(self) -> int:
        """Years at the beginning of the curve in which nothing is built."""
        return int(self.years[self.shares > 0].min(initial=len(self.shares)))


AT_ONCE = Curve(np.zeros(1, np.int64), np.ones(1))


def ages_of(derived: Derived, axes: Axes) -> Table:
    """Return the ramp of every build option by age, in years.

    Returns
    -------
    ages
        build_option, age; share (of full rate, that many years after the start) and
        is_full (whether it is the last share, so that a promised volume is owed);
        site_share and is_site_full: the same, that many years after the opening of a
        plant that must be opened. The years of installation at the beginning of a
        curve may pass while the plant is built.
    """
    settings = derived.case.settings.case
    ages = np.arange(settings.last_year - settings.first_year + 1)
    options = derived.case.tables["build_options"]
    plants = derived.case.tables["facilities"]
    lead = {
        name: None if status == "operating" else years
        for name, status, years in plants.select(
            "facility", "status", "lead_years"
        ).iter_rows()
    }
    curves = _curves(derived)
    columns = ("ramp_curve", "is_committed", "facility")
    rows = [
        _shares(AT_ONCE if is_running else curves[name], lead[facility], ages)
        for name, is_running, facility in options.select(columns).iter_rows()
    ]
    grid = axes.read(options, "build_option").cross(Table({"age": ages}, {}, len(ages)))
    names = ("share", "is_full", "site_share", "is_site_full")
    empty = (np.empty(0), np.empty(0, bool), np.empty(0), np.empty(0, bool))
    stacked = [
        np.concatenate([*parts, none])
        for parts, none in zip(
            zip(*rows, strict=True) if rows else ((), (), (), ()), empty, strict=True
        )
    ]
    return grid.with_columns(**dict(zip(names, stacked, strict=True)))


def _shares(curve: Curve, lead: int | None, ages: Array) -> tuple[Array, ...]:
    share = curve.at(ages)
    site = np.ones(len(ages))
    is_site_full = np.ones(len(ages), bool)
    if lead is not None:
        site = np.where(ages >= lead, curve.at(ages - lead + curve.installation), 0.0)
        is_site_full = (site > 0) & (site >= curve.final)
    return share, (share > 0) & (share >= curve.final), site, is_site_full


def _curves(derived: Derived) -> dict[str | None, Curve]:
    table = derived.case.tables["ramp_curves"].sort("years_since_start")
    curves: dict[str | None, Curve] = {None: AT_ONCE}
    for (name,), rows in table.group_by("ramp_curve"):
        curves[str(name)] = Curve(
            rows["years_since_start"].to_numpy(), rows["share"].to_numpy()
        )
    named = derived.case.tables["build_options"]["ramp_curve"]
    for name in set(named) - set(curves):
        curves[name] = Curve(np.zeros(0, np.int64), np.zeros(0))
    return curves
