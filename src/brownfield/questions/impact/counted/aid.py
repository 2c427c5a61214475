"""What does a plan receive in support, and what do the ceilings on aid allow?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from brownfield.case.one_currency import at_first_year

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.plans.plan import Plan
    from brownfield.questions.impact.counted.home import Home
    from brownfield.questions.impact.counted.nodes import Nodes

PACKAGE = "support_package"
INCENTIVE = "incentive"
BUYERS = "purchase_grant"
PAID = ("operating_support", "capital_grant", BUYERS)
CEILING = "aid_ceiling"
PARTS = {
    "policy": pl.String,
    "kind": pl.String,
    "territory": pl.String,
    "node": pl.String,
    "amount": pl.Float64,
}
NEAR = 1e-6  # share of a ceiling that rounding may go above it


@dataclass(frozen=True)
class Support:
    """What a plan receives under one policy.

    Attributes
    ----------
    policy
        Short name; of an incentive that of its site.
    kind
        support_package, operating_support, capital_grant, incentive, or
        purchase_grant, which buyers get and no ceiling counts.
    paid
        Over the years that count, mean of the futures, case currency.
    """

    policy: str
    kind: str
    paid: float


@dataclass(frozen=True)
class Ceiling:
    """A row of `policies` that says how much aid is legal, and a plan's aid beside it.

    Attributes
    ----------
    policy, territory
        Short name, and where it holds; None = everywhere.
    from_year, to_year
        Years it holds.
    condition, source, note
        Whom it is for (region, size) in words, and where that is from; None = not said.
    cap, share
        Most aid, case currency, and as a share of the capital spent; None = no such
        limit.
    capital
        Tooling and openings there in these years, mean of the futures, case currency.
    most
        Most aid that is legal, case currency.
    support
        What the plan receives there in these years, by policy, without grants to
        buyers.
    paid
        All of it, case currency.
    above
        How far that is above `most`, case currency; 0 = legal.
    is_legal
        Whether it is not above.
    """

    policy: str
    territory: str | None
    from_year: int
    to_year: int
    condition: str | None
    source: str | None
    note: str | None
    cap: float | None
    share: float | None
    capital: float
    most: float
    support: tuple[Support, ...]
    paid: float
    above: float
    is_legal: bool


@dataclass(frozen=True)
class Aid:
    """The support of a plan at home.

    Attributes
    ----------
    support
        By policy, over all years, grants to buyers with it.
    ceilings
        What is legal, row by row.
    """

    support: tuple[Support, ...]
    ceilings: tuple[Ceiling, ...]


def aid_of(
    nodes: Nodes, case: Case, plan: Plan, home: Home, offices: pl.DataFrame
) -> Aid:
    """Return the support of a plan at home beside what ceilings on aid allow.

    Parameters
    ----------
    nodes, case, plan, home
        The plan at its nodes, its case, and the nation.
    offices
        Functions of headquarters of the plan, with their incentive.
    """
    places = case.tables["places"].filter(
        pl.col("place").is_in(list(home.place_region))
    )
    ours = places["customs_territory"].drop_nulls().unique()
    chance = nodes.frame.select("node", "year", "probability")
    paid = _paid(nodes, plan, case, offices).filter(_within("territory", ours))
    spent = _capital(nodes, plan).filter(pl.col("territory").is_in(ours.implode()))
    paid, spent = paid.join(chance, on="node"), spent.join(chance, on="node")
    aid = paid.filter(pl.col("kind") != BUYERS)
    rows = at_first_year(case).tables["policies"].filter(kind=CEILING)
    rows = rows.filter(
        _within("territory", ours),
        pl.any_horizontal(pl.col("cap", "target").is_not_null()),
    )
    return Aid(
        _by_policy(paid),
        tuple(_ceiling(row, aid, spent) for row in rows.iter_rows(named=True)),
    )


def _within(column: str, names: pl.Series) -> pl.Expr:
    return pl.col(column).is_null() | pl.col(column).is_in(names.implode())


def _paid(nodes: Nodes, plan: Plan, case: Case, offices: pl.DataFrame) -> pl.DataFrame:
    """Return policy, kind, territory, node and amount of all that is paid."""
    parts = [pl.DataFrame(schema=PARTS), _incentives(case, offices)]
    for one, rows in nodes.by_case():
        policies = one.tables["policies"].with_columns(since="year")
        kinds = policies.select("policy", "since", "kind", "territory", "one_off_cost")
        given = plan.tables["grants"].join(rows.select("node"), on="node", how="semi")
        taken = plan.tables["support"].join(rows.select("node"), on="node", how="semi")
        grants = given.join(kinds, on=["policy", "since"])
        packages = taken.join(kinds, on=["policy", "since"]).filter(kind=PACKAGE)
        is_aid = pl.col("kind").is_in(PAID)
        parts.append(grants.filter(is_aid).select(*list(PARTS)[:-1], amount="paid"))
        parts.append(packages.select(*list(PARTS)[:-1], amount="one_off_cost"))
    return pl.concat(parts)


def _incentives(case: Case, offices: pl.DataFrame) -> pl.DataFrame:
    sites = case.tables["sites"].select("site", "place")
    places = case.tables["places"].select("place", territory="customs_territory")
    paid = offices.filter(pl.col("incentive") > 0.0).join(sites, on="site")
    return paid.join(places, on="place").select(
        pl.col("site").alias("policy"),
        pl.lit(INCENTIVE).alias("kind"),
        "territory",
        "node",
        amount="incentive",
    )


def _capital(nodes: Nodes, plan: Plan) -> pl.DataFrame:
    """Return territory, node and amount of tooling and openings."""
    opened, parts = plan.tables["openings"].filter(action="open"), []
    for case, rows in nodes.by_case():
        tables = case.tables
        places = tables["places"].select("place", territory="customs_territory")
        plants = tables["facilities"].join(places, on="place")
        sited = plants.select("facility", "territory", "opening_cost")
        costs = tables["build_options"].select("build_option", "tooling_cost")
        begun = plan.begun.join(rows, on="node", how="semi")
        tooled = begun.select("build_option", "facility", "node").join(
            costs, on="build_option"
        )
        founded = opened.join(rows, on="node", how="semi").select("facility", "node")
        for frame, column in ((tooled, "tooling_cost"), (founded, "opening_cost")):
            amount = pl.col(column).fill_null(0.0).cast(pl.Float64)
            placed = frame.join(sited, on="facility")
            parts.append(placed.select("territory", "node", amount=amount))
    return pl.concat(parts)


def _by_policy(paid: pl.DataFrame) -> tuple[Support, ...]:
    expected = (pl.col("amount") * pl.col("probability")).sum()
    sums = paid.group_by("policy", "kind", maintain_order=True).agg(paid=expected)
    return tuple(Support(*row) for row in sums.iter_rows() if row[-1] > 0.0)


def _ceiling(row: dict[str, Any], paid: pl.DataFrame, spent: pl.DataFrame) -> Ceiling:
    """Return one ceiling with what is paid and spent under it."""
    last = row["to_year"] if row["to_year"] is not None else row["year"]
    holds = pl.col("year").is_between(pl.lit(row["year"]), pl.lit(last))
    if row["territory"] is not None:
        holds = holds & (pl.col("territory") == row["territory"]).fill_null(value=True)
    support = _by_policy(paid.filter(holds))
    capital = spent.filter(holds).select(
        (pl.col("amount") * pl.col("probability")).sum()
    )
    return _judged(row, support, float(capital.item()))


def _judged(
    row: dict[str, Any], support: tuple[Support, ...], capital: float
) -> Ceiling:
    by_share = None if row["target"] is None else row["target"] * capital
    most = min(one for one in (row["cap"], by_share) if one is not None)
    paid = sum(one.paid for one in support)
    is_legal = paid <= most + NEAR * max(most, 1.0)
    return Ceiling(
        row["policy"],
        row["territory"],
        row["year"],
        row["year"] if row["to_year"] is None else row["to_year"],
        row["condition"],
        row["source"],
        row["note"],
        row["cap"],
        row["target"],
        capital,
        most,
        support,
        paid,
        0.0 if is_legal else paid - most,
        is_legal,
    )
