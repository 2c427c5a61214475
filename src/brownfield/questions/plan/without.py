"""What would be planned without each policy?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.declared.trade_and_policy import GOVERNMENT_KINDS
from brownfield.tables.doubts.unplanned import UNPLANNED

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.plans.plan import Plan


@dataclass(frozen=True)
class Without:
    """The best plan of a case from which one policy is taken out.

    Attributes
    ----------
    policy
        Its short name; all of its years go.
    kind
        What it is, as in `policies`.
    plan
        The best plan without it.
    """

    policy: str
    kind: str
    plan: Plan


def counted(case: Case) -> dict[str, str]:
    """Return the kind of each policy that bears on the parties planned, by name.

    What a government that does not plan receives or may spend moves nothing, nor do
    policies that no plan of this version takes into account.
    """
    is_counted = ~pl.col("kind").is_in(_unplanned_kinds())
    is_seated = pl.col("party").is_in(case.planned_parties)
    is_idle = pl.col("kind").is_in(GOVERNMENT_KINDS) & ~is_seated.fill_null(value=False)
    rows = case.tables["policies"].filter(is_counted & ~is_idle)
    return dict(rows.select("policy", "kind").iter_rows())


def cases_without(case: Case) -> Mapping[str, Case]:
    """Return the case without each policy that is counted, by the policy's name."""
    return {policy: without(case, policy) for policy in counted(case)}


def without(case: Case, policy: str) -> Case:
    """Return the case without any row of a policy, and without its credits."""
    kept = case.tables["policies"].filter(pl.col("policy") != policy)
    named = (pl.col(column).eq_missing(policy) for column in ("policy", "from_policy"))
    credit_rows = case.tables["credits"].filter(~pl.any_horizontal(named))
    return case.with_tables(
        f"without the policy {policy}", policies=kept, credits=credit_rows
    )


def _unplanned_kinds() -> list[str]:
    return [
        word
        for entry in UNPLANNED
        if entry.table == "policies" and entry.column == "kind"
        for word in entry.words
    ]
