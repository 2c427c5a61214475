"""Do hazards and mitigations say what, how long and how much?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.problems import Finding, did_you_mean, listed, shown
from brownfield.tables.rule import Cells, HorizonRule, Rule, each_row, rows_where
from brownfield.tables.targets import names_in_scope, protected, protected_by

if TYPE_CHECKING:
    from brownfield.tables.frames import Tables

WEEKS = ("weeks_low", "weeks_mode", "weeks_high")
SCOPES = ("facility", "place", "party", "outage_domain", "part_source", "lane")
KINDS = ("backup_option", "stock_weeks", "split_domain", "faster_recovery")
HAZARD_HINT = "Correct the target or its scope; a lane is origin or origin>destination"
SIZES = {
    "stock_weeks": "weeks, 0 or more",
    "faster_recovery": "the share saved, from 0 to below 1",
}


def hazard_weeks(tables: Tables) -> Iterator[Finding]:
    """Yield hazards whose short, usual and long case are not in order."""
    low, mode, high = WEEKS
    rows = set()
    for first, second in ((low, mode), (mode, high), (low, high)):
        too_long = pl.col(first) > pl.col(second)
        for row, cells in rows_where(tables["hazards"], too_long):
            if row in rows:
                continue
            rows.add(row)
            yield Finding(
                table="hazards",
                row=row,
                column=second,
                value=shown(cells[second]),
                rule="range_order",
                message=f"{second} is below {first} {shown(cells[first])}",
                hint="Enter weeks_low <= weeks_mode <= weeks_high",
            )


def hazard_targets(tables: Tables) -> Iterator[Finding]:
    """Yield hazards that hit something the case does not have."""
    for row, cells in _hazards_without_target(tables):
        names = names_in_scope(tables, cells["scope"])
        yield Finding(
            table="hazards",
            row=row,
            column="target",
            value=cells["target"],
            rule="unknown_reference",
            message=f"The case has no {cells['scope']} of this name",
            hint=did_you_mean(cells["target"], names, HAZARD_HINT),
        )


def _hazards_without_target(tables: Tables) -> list[tuple[int, Cells]]:
    by_scope = {scope: names_in_scope(tables, scope) for scope in SCOPES}
    is_told = pl.col("scope").is_in(SCOPES) & pl.col("target").is_not_null()
    return [
        (row, cells)
        for row, cells in rows_where(tables["hazards"], is_told)
        if cells["target"] not in by_scope[cells["scope"]]
    ]


def mitigation_targets(tables: Tables) -> Iterator[Finding]:
    """Yield mitigations that protect something the case does not have.

    Targets of hazards that are told as wrong are not offered, and what such a hazard
    may mean is not told twice.
    """
    wrong = [cells for _, cells in _hazards_without_target(tables)]
    meant = {name for cells in wrong for name in names_in_scope(tables, cells["scope"])}
    for row, cells in rows_where(tables["mitigations"], pl.col("kind").is_in(KINDS)):
        target, targets = cells["target"], protected_by(tables, cells["kind"])
        is_meant = cells["kind"] == "faster_recovery" and target in meant
        if target is None or protected(target) in targets or is_meant:
            continue
        names = sorted(targets - {cells["target"] for cells in wrong})
        allowed = listed(names) if names else "nothing; fill the table it names first"
        yield Finding(
            table="mitigations",
            row=row,
            column="target",
            value=target,
            rule="unknown_reference",
            message=f"{cells['kind']} cannot protect this. Allowed: {allowed}",
            hint=did_you_mean(target, names, "Correct the target or the kind"),
        )


def mitigation_sizes(tables: Tables) -> Iterator[Finding]:
    """Yield mitigations without a size where one is needed, or with one too large."""
    is_sized = pl.col("kind").is_in(list(SIZES))
    too_large = (pl.col("kind") == "faster_recovery") & (pl.col("value") >= 1)
    is_wrong = pl.col("value").is_null() | (pl.col("value") < 0) | too_large
    for row, cells in rows_where(tables["mitigations"], is_sized & is_wrong):
        yield Finding(
            table="mitigations",
            row=row,
            column="value",
            value=shown(cells["value"]),
            rule="size",
            message=f"{cells['kind']} needs {SIZES[cells['kind']]}",
            hint="Enter the size",
        )


PLACED = ("facilities", "places", "parties", "bill_of_materials", "lanes")
RULES: tuple[Rule | HorizonRule, ...] = (
    Rule(find=hazard_weeks, reads=("hazards",)),
    each_row(
        table="hazards",
        column="weeks_mode",
        rule="length",
        is_bad=pl.all_horizontal(pl.col(column).is_null() for column in WEEKS),
        message="No length is given",
        hint="Enter weeks_mode, and weeks_low and weeks_high if it is uncertain",
    ),
    Rule(find=hazard_targets, reads=("hazards", *PLACED)),
    Rule(
        find=mitigation_targets,
        reads=(
            *("mitigations", "hazards", "facilities", "products"),
            *("build_options", "bill_of_materials"),
        ),
    ),
    Rule(find=mitigation_sizes, reads=("mitigations",)),
)
