"""Do the credits of fleet rules name a rule, and give what their kind needs?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.declared.fleet import FLEET_RULES, NEEDS
from brownfield.tables.problems import Finding, did_you_mean
from brownfield.tables.rule import Cells, Rule, each_row, rows_where

if TYPE_CHECKING:
    from brownfield.tables.frames import Tables

KIND = pl.col("kind")


def fleet_rules(tables: Tables) -> Iterator[Finding]:
    """Yield credits of policies that are no fleet rule."""
    policies = tables["policies"]
    names = policies["policy"].to_list()
    rules = policies.filter(KIND.is_in(FLEET_RULES))["policy"].unique(
        maintain_order=True
    )
    for column in ("policy", "from_policy"):
        name = pl.col(column)
        wrong = name.is_in(names) & ~name.is_in(rules.to_list())
        for row, cells in rows_where(tables["credits"], wrong):
            yield Finding(
                table="credits",
                row=row,
                column=column,
                value=cells[column],
                rule="fleet_rule",
                message="Only a fleet rule has credits, and this policy is none",
                hint=did_you_mean(
                    cells[column],
                    rules.to_list(),
                    "Name a policy of kind zev_mandate or co2_limit",
                ),
            )


def one_rule_a_year(tables: Tables) -> Iterator[Finding]:
    """Yield rows of a fleet rule that hold in the same year, or differ in kind."""
    rows = rows_where(tables["policies"], KIND.is_in(FLEET_RULES))
    by_name: dict[str, list[tuple[int, Cells]]] = {}
    for row, cells in rows:
        by_name.setdefault(cells["policy"], []).append((row, cells))
    for same in by_name.values():
        for (_, one), (row, other) in combinations(same, 2):
            reason = _clash(one, other)
            if reason is not None:
                yield _twice(row, other, *reason)


def _clash(one: Cells, other: Cells) -> tuple[str, str] | None:
    """Return the column in which two rows of one name clash, and how."""
    if one["kind"] != other["kind"]:
        return "kind", f"is a {one['kind']} in another row"
    if max(one["year"], other["year"]) <= min(_last(one), _last(other)):
        return "year", f"holds already from {one['year']} to {_last(one)}"
    return None


def _last(cells: Cells) -> int:
    return int(cells["year"] if cells["to_year"] is None else cells["to_year"])


def _twice(row: int, cells: Cells, column: str, reason: str) -> Finding:
    return Finding(
        table="policies",
        row=row,
        column=column,
        value=str(cells[column]),
        rule="fleet_rule_twice",
        message=f"The fleet rule {cells['policy']} {reason}",
        hint="Give the rows years that do not meet and one kind, or another name",
    )


RULES = (
    Rule(find=fleet_rules, reads=("credits", "policies")),
    Rule(find=one_rule_a_year, reads=("policies",)),
    *(
        each_row(
            table="credits",
            column=column,
            rule="credit_terms",
            is_bad=KIND.is_in(kinds) & pl.col(column).is_null(),
            message=f"Credits of kind {{kind}} need {column}",
            hint=f"Enter {column}",
        )
        for column, kinds in NEEDS.items()
    ),
    each_row(
        table="credits",
        column="rate",
        rule="credit_terms",
        is_bad=(KIND == "exchange") & (pl.col("rate") == 0),
        message="At a rate of 0 no credit of the other rule is worth anything here",
        hint="Enter a rate above 0, or leave the row out",
    ),
    each_row(
        table="credits",
        column="from_policy",
        rule="credit_terms",
        is_bad=(KIND == "exchange") & (pl.col("from_policy") == pl.col("policy")),
        message="A rule cannot exchange credits with itself",
        hint="Name another rule in from_policy",
    ),
)
