"""What holds back the plan that is asked about, and what is more room worth?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from brownfield.case.one_currency import by_year
from brownfield.tell.views import weighed

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.plans.plan import Plan
    from brownfield.questions.why.forced.bridge import Rivals
    from brownfield.questions.why.forced.targets import Target

LEAST = 0.5  # case currency below which more room is worth nothing
CREW = ("shift_cost", "hiring", "redundancy")


@dataclass(frozen=True)
class Binding:
    """A row of the tables that holds a plan back.

    Attributes
    ----------
    kind
        line_time or full_rate: a limit; crew: people and site, which come in the steps
        of shift patterns; minimum_volume: vehicles promised and not built; origin: duty
        paid since a vehicle does not originate.
    table
        Table the row stands in.
    where
        Which row.
    worth
        Of one more unit of a limit in every year, or of all that is paid: expected
        present value, case currency.
    unit
        What `worth` is for.
    """

    kind: str
    table: str
    where: str
    worth: float
    unit: str


TABLES = {
    "line_time": ("shift_patterns", "a standard vehicle of line time a year"),
    "full_rate": ("build_options", "a vehicle of full rate a year"),
}


def bindings(case: Case, target: Target, rivals: Rivals) -> tuple[Binding, ...]:
    """Return what holds back the plan that has what is asked about, dearest first.

    Parameters
    ----------
    case
        The case.
    target
        What is asked about; an alternative is looked at as a whole.
    rivals
        The plan that has it, and the one that has not.
    """
    plan = rivals.within
    plants = _plants(case, target, rivals)
    limits = [
        *_limits(case, plants, plan),
        *_crews(case, plants, rivals),
        *_promises(case, target, plan),
        *_origin(case, target, plan),
    ]
    return tuple(sorted(limits, key=lambda one: -one.worth))


def _plants(case: Case, target: Target, rivals: Rivals) -> list[str]:
    """Return the plants in which the plan builds what is asked about.

    Of an alternative those in which it builds more of a programme than the other plan.
    """
    free = case.tables["build_options"].filter(~pl.col("is_committed"))["build_option"]
    built, other = (plan.vehicles_by_option for plan in (rivals.within, rivals.without))
    more = [name for name in free if built.get(name, 0.0) > other.get(name, 0.0) + 1.0]
    here = rivals.within.tables["production"].filter(
        pl.col("build_option").is_in(target.options or more), pl.col("vehicles") > 0
    )
    return here["facility"].unique(maintain_order=True).to_list()


def _limits(case: Case, plants: Sequence[str], plan: Plan) -> Iterator[Binding]:
    """Yield limits of which a unit more would be worth something at these plants."""
    prices = plan.tables["prices"].filter(
        pl.col("quantity").is_in(list(TABLES)),
        pl.col("facility").is_in(plants),
    )
    whose = prices.with_columns(party=pl.lit(case.planned_parties[0]))
    sums = _sums(weighed(case, plan, whose, "party"), ["quantity", "facility"], "value")
    for (quantity, plant), worth in sums.items():
        if worth > LEAST:
            table, unit = TABLES[quantity]
            yield Binding(quantity, table, f"facility={plant}", worth, unit)


def _crews(case: Case, plants: Sequence[str], rivals: Rivals) -> Iterator[Binding]:
    """Yield what crews cost more than in the other plan."""
    owners = dict(case.tables["facilities"].select("facility", "owner").iter_rows())
    steps = [step for step in rivals.steps if step.item in CREW]
    for plant in plants:
        more = sum(step.amount for step in steps if step.party == owners[plant])
        if more > LEAST:
            where, unit = f"facility={plant}", "its owner's crews cost more"
            yield Binding("crew", "shift_patterns", where, more, unit)


def _promises(case: Case, target: Target, plan: Plan) -> Iterator[Binding]:
    """Yield what is paid for vehicles promised and not built."""
    options = case.tables["build_options"]
    charge = by_year(case, "build_options").select(
        "build_option", "year", "programme_owner", "shortfall_charge"
    )
    short = plan.tables["shortfall"]
    named = short.join(charge, on=["build_option", "year"], how="left")
    mine = named.filter(
        pl.col("build_option").is_in(target.options or options["build_option"])
    )
    yield from _summed(case, plan, mine, "shortfall_charge", "minimum_volume")


def _origin(case: Case, target: Target, plan: Plan) -> Iterator[Binding]:
    """Yield duty that is paid although an agreement covers the way."""
    options = case.tables["build_options"].select("build_option", "programme_owner")
    tested = plan.tables["origin"].filter(~pl.col("is_originating"))
    failing = tested.select("recipe", "node").unique(maintain_order=True)
    sent = plan.tables["deliveries"].join(failing, on=["recipe", "node"], how="semi")
    named = sent.join(options, on="build_option", how="left").filter(
        pl.col("build_option").is_in(target.options or options["build_option"]),
        pl.col("duty") > 0,
    )
    yield from _summed(case, plan, named, "duty_per_vehicle", "origin")


def _summed(
    case: Case, plan: Plan, rows: pl.DataFrame, each: str, kind: str
) -> Iterator[Binding]:
    """Yield what is paid for each build option, expected present value."""
    table, unit = {
        "minimum_volume": ("build_options", "all that is promised and not built"),
        "origin": ("origin_rules", "all duty that origin would save"),
    }[kind]
    paid_for = weighed(case, plan, rows, "programme_owner").with_columns(
        paid=pl.col(each).fill_null(0.0) * pl.col("vehicles")
    )
    sums = _sums(paid_for, ["build_option"], "paid")
    for (name,), paid in sums.items():
        if paid > LEAST:
            yield Binding(kind, table, f"build_option={name}", paid, unit)


def _sums(
    rows: pl.DataFrame, by: list[str], amount: str
) -> dict[tuple[str, ...], float]:
    """Return the present value of an amount of weighed rows, by some columns."""
    worth = (pl.col(amount) * pl.col("weight")).sum().alias("worth of all rows")
    summed = rows.group_by(by, maintain_order=True).agg(worth)
    return {tuple(key): value for *key, value in summed.iter_rows()}
