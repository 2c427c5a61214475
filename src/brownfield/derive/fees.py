"""What does the owner of a programme pay for a vehicle, fees to its host included?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from brownfield.derive.frames import is_blank_or_equal, is_in_force, total

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.derive.derived import Derived

BY_VEHICLE = ("fee_per_vehicle", "cost_plus")  # forms; others follow volume or dates


def buyer_costs(derived: Derived, landed: pl.DataFrame) -> pl.DataFrame:
    """Return `landed` with the fee by the vehicle and the cost its buyer bears.

    Parameters
    ----------
    derived
        Derived columns of the case.
    landed
        recipe, node, conversion and landed_cost, case currency per vehicle.

    Returns
    -------
    frame
        `landed`, fee (what the programme's owner pays less what it receives under
        contracts `fee_per_vehicle` and `cost_plus` in force) and buyer_cost
        (landed_cost with the fee, without conversion that another party's plant
        bears); case currency per vehicle.
    """
    owners = derived.recipes.select("recipe", "owner", "programme_owner")
    fees = vehicle_fees(derived)
    rows = landed.join(owners, on="recipe", how="left", maintain_order="left").join(
        fees, on=["recipe", "node"], how="left", maintain_order="left"
    )
    is_guest = pl.col("owner") != pl.col("programme_owner")
    borne = pl.when(is_guest).then(0.0).otherwise("conversion")
    return (
        rows.with_columns(pl.col("fee").fill_null(0.0))  # no contract, no fee
        .with_columns(
            buyer_cost=pl.col("landed_cost")
            - pl.col("conversion")
            + borne
            + pl.col("fee")
        )
        .drop("owner", "programme_owner")
    )


def vehicle_fees(derived: Derived) -> pl.DataFrame:
    """Return recipe, node, fee (case currency per vehicle) where a contract is due.

    A contract covers the programmes of its payer, or of its payee if a government
    pays: then the fee is negative.
    """
    contracts = derived.at_nodes(_by_vehicle).filter(is_in_force())
    recipes = derived.recipes.select("recipe", "programme_owner", "facility", "product")
    covered = recipes.join(contracts, on="programme_owner").filter(
        is_blank_or_equal("only_facility", "facility"),
        is_blank_or_equal("only_product", "product"),
    )
    costs = derived.unit_costs.select("recipe", "node", "conversion")
    by_cost = (1.0 + pl.col("amount")) * pl.col("conversion")
    paid = pl.when(pl.col("form") == "cost_plus").then(by_cost).otherwise("amount")
    return (
        covered.join(costs, on=["recipe", "node"])
        .sort("recipe", "node", "contract")
        .group_by("recipe", "node", maintain_order=True)
        .agg(fee=total(paid * pl.col("sign")))
    )


def _by_vehicle(case: Case) -> pl.DataFrame:
    """Return contracts by the vehicle, whose programmes they follow, and the sign."""
    parties = case.tables["parties"].select(payer="party", payer_kind="kind")
    is_state = pl.col("payer_kind") == "government"
    return (
        case.tables["contracts"]
        .filter(pl.col("form").is_in(BY_VEHICLE), pl.col("payer") != pl.col("payee"))
        .join(parties, on="payer", how="left", maintain_order="left")
        .select(
            "contract",
            "form",
            "amount",
            "from_year",
            "to_year",
            only_facility="facility",
            only_product="product",
            programme_owner=pl.when(is_state).then("payee").otherwise("payer"),
            sign=pl.when(is_state).then(-1.0).otherwise(1.0),
        )
    )
