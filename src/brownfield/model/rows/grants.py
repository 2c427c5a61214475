"""Which grants and support hold where, and for which vehicles or capital?

A purchase_grant follows vehicles delivered and goes to the programme's owner;
operating_support follows vehicles built and goes to the plant's owner; a capital_grant
follows what is spent on tooling and openings and goes to whoever spends it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from brownfield.derive.frames import Tables, facility_places, is_blank_or_equal
from brownfield.model.rows.policies import HOLDS, built
from brownfield.tables.declared.trade_and_policy import GRANT_KINDS
from brownfield.tables.memory import SAME, remembered

if TYPE_CHECKING:
    from brownfield.derive.derived import Derived

KEY = ["policy", "since", "node"]
PURCHASE, OPERATING, CAPITAL = GRANT_KINDS
MATCHED = (
    ("party", "whose"),
    ("product", "made"),
    ("mode", "built"),
    ("powertrain", "drive"),
)
GIVEN = {
    "policy": pl.String,
    "since": pl.Int64,
    "node": pl.String,
    "year": pl.Int64,
    "kind": pl.String,
    "payer": pl.String,
    "amount": pl.Float64,
    "kept": pl.Float64,
    "cap": pl.Float64,
    "is_public": pl.Boolean,
    "is_optional": pl.Boolean,
}
CONDITIONS = (
    "territory",
    "party",
    "product",
    "mode",
    "hs_code",
    "powertrain",
    "made_in",
    "price_cap",
)
NO_ROWS = pl.DataFrame(schema=GIVEN | dict.fromkeys(CONDITIONS, pl.String))
PAIR = {
    "policy": pl.String,
    "since": pl.Int64,
    "node": pl.String,
    "build_option": pl.String,
}
SITE = {
    "policy": pl.String,
    "since": pl.Int64,
    "node": pl.String,
    "facility": pl.String,
}
OF_VEHICLES = ("product", "mode", "hs_code", "powertrain")


def given(derived: Derived) -> pl.DataFrame:
    """Return the grants in force at every node, with their conditions.

    Returns
    -------
    rows
        policy, since (year of its row), node, year, kind, payer (blank: nobody in the
        case); amount (case currency per vehicle, or share of capital); kept (share of
        it that reaches the seller); cap (case currency a year, blank: none);
        is_public (whether the payer plans); is_optional (whether it then decides to
        give it); CONDITIONS.
    """
    if not derived.has_policy(GRANT_KINDS):
        return NO_ROWS
    rows = derived.at_nodes(lambda case: _rows(case.tables))
    planned = list(derived.case.planned_parties)
    is_public = pl.col("payer").is_in(planned).fill_null(value=False)
    is_purchase = pl.col("kind") == PURCHASE
    return (
        rows.filter(HOLDS, pl.col("amount") > 0)
        .with_columns(
            kept=pl.when(is_purchase).then("pass_through").otherwise(1.0),
            is_public=is_public,
            is_optional=is_public & ~is_purchase,
        )
        .select(*GIVEN, *CONDITIONS)
    )


@remembered(policies=None)
def _rows(tables: Tables) -> pl.DataFrame:
    rows = tables["policies"].filter(pl.col("kind").is_in(GRANT_KINDS))
    return rows.rename({"year": "since"})


def decided(derived: Derived, rows: pl.DataFrame) -> pl.DataFrame:
    """Return policy, since, party (the payer), node, one_off_cost (0).

    Where the plan decides whether operating_support or a capital_grant is given: in
    the first year of its row, or of the horizon if that is later.
    """
    first = derived.case.settings.case.first_year
    begins = pl.col("year") == pl.max_horizontal("since", pl.lit(first))
    asked = rows.filter(pl.col("is_optional") & begins)
    return asked.select(
        "policy", "since", pl.col("payer").alias("party"), "node", one_off_cost=0.0
    )


def sold_under(derived: Derived, rows: pl.DataFrame) -> pl.DataFrame:
    """Return policy, since, node, build_option, place: deliveries that are granted."""
    rows = rows.filter(pl.col("kind") == PURCHASE)
    if rows.is_empty():
        return pl.DataFrame(schema=PAIR | {"place": pl.String})
    return _sold(
        {},
        SAME.of(rows),
        derived.at_nodes(lambda case: options_of(case.tables)),
        derived.at_nodes(lambda case: _markets(case.tables)),
        SAME.of(derived.demand, ("node", "place", "price", "product")),
    )


@remembered()
def _sold(
    _: Tables,
    rows: pl.DataFrame,
    options: pl.DataFrame,
    markets: pl.DataFrame,
    demand: pl.DataFrame,
) -> pl.DataFrame:
    buyers = demand.rename({"product": "made"})
    options, markets = options.drop("year"), markets.drop("year")
    pairs = (
        rows.join(options.with_columns(whose="company"), on="node")
        .join(buyers, on=["node", "made"])
        .join(markets, on=["node", "place"])
    )
    fits = (
        is_blank_or_equal("territory", "market"),
        is_blank_or_equal("made_in", "home"),
        pl.col("price_cap").is_null() | (pl.col("price") <= pl.col("price_cap")),
    )
    pairs_sold = pairs.filter(*fits, *matches()).select(*PAIR, "place")
    return pairs_sold.sort(pairs_sold.columns)


def built_under(derived: Derived, rows: pl.DataFrame) -> pl.DataFrame:
    """Return policy, since, node, build_option: vehicles built that are supported."""
    return _under(derived, rows.filter(pl.col("kind") == OPERATING), "owner")


def tooled_under(derived: Derived, rows: pl.DataFrame) -> pl.DataFrame:
    """Return policy, since, node, build_option: starts whose tooling is granted."""
    return _under(derived, rows.filter(pl.col("kind") == CAPITAL), "programme_owner")


def _under(derived: Derived, rows: pl.DataFrame, whose: str) -> pl.DataFrame:
    """Return the rows with the build options that they are for, by who has them."""
    if rows.is_empty():
        return pl.DataFrame(schema=PAIR)
    options = derived.at_nodes(lambda case: options_of(case.tables)).drop("year")
    pairs = rows.join(options.with_columns(whose=whose), on="node")
    pairs_under = pairs.filter(is_blank_or_equal("territory", "home"), *matches())
    return pairs_under.select(*PAIR).sort(*PAIR)


def opened_under(derived: Derived, rows: pl.DataFrame) -> pl.DataFrame:
    """Return policy, since, node, facility: openings that are granted.

    A plant is no vehicle: grants for some vehicles only do not pay for it.
    """
    is_for_any = pl.all_horizontal(pl.col(*OF_VEHICLES).is_null())
    rows = rows.filter(pl.col("kind") == CAPITAL, is_for_any)
    if rows.is_empty():
        return pl.DataFrame(schema=SITE)
    plants = derived.at_nodes(lambda case: facility_places(case.tables)).drop("year")
    pairs = rows.join(plants, on="node")
    asked = (("territory", "customs_territory"), ("party", "owner"))
    sites = pairs.filter(*(is_blank_or_equal(a, b) for a, b in asked))
    return sites.select(*SITE).sort(*SITE)


def matches() -> list[pl.Expr]:
    """Return whether a vehicle is what a policy asks for: whose, what, how built."""
    heading = pl.col("hs_code")
    begins = heading.is_null() | pl.col("heading").str.starts_with(heading)
    return [*(is_blank_or_equal(asked, value) for asked, value in MATCHED), begins]


@remembered(places=("place", "customs_territory"))
def _markets(tables: Tables) -> pl.DataFrame:
    return tables["places"].select("place", market="customs_territory")


def options_of(tables: Tables) -> pl.DataFrame:
    """Return build options with what a policy may ask of them.

    build_option, programme_owner, owner, home, company, made (product), built (mode),
    drive (powertrain), heading.
    """
    products = tables["products"].select(
        "company", made="product", drive="powertrain", heading="hs_code"
    )
    return built(tables).join(products, on="made").drop("place", "facility")
