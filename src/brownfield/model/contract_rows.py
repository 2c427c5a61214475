"""Which contracts stand at which node, and whose programmes do they cover?"""

import polars as pl

from brownfield.derive.derived import Derived
from brownfield.derive.frames import is_in_force
from brownfield.model.axes import Axes
from brownfield.model.scale import Scale
from brownfield.model.table import Table

KEY = ("contract", "payer", "payee", "node")
COLUMNS = (
    *KEY,
    "form",
    "facility",
    "product",
    "guest",
    "amount",
    "volume",
    "is_due",
    "is_transfer",
)


def contracts_of(derived: Derived, axes: Axes, scale: Scale) -> Table:
    """Return every contract at every node at which it stands.

    Returns
    -------
    contracts
        contract, payer, payee, node, form, facility, product; guest (party whose
        programmes it covers: the payer, or the payee of a government and of a share
        of tooling); amount (case currency, or a share), volume (scaled vehicles a
        year), is_due (whether it is paid at the node), is_transfer (whether it only
        moves money among those who plan together).
    """
    parties = derived.case.tables["parties"]
    states = parties.filter(pl.col("kind") == "government")["party"].to_list()
    helps = pl.col("payer").is_in(states) | (pl.col("form") == "capex_share")
    begun = pl.col("from_year").fill_null(derived.case.settings.case.first_year)
    frame = derived.at_nodes(lambda case: case.tables["contracts"]).with_columns(
        guest=pl.when(helps).then("payee").otherwise("payer"),
        volume=pl.col("volume").fill_null(0.0) / scale.volume,
        is_due=pl.when(pl.col("form") == "grant")
        .then(begun == pl.col("year"))
        .otherwise(is_in_force()),
        is_transfer=_is_transfer(derived),
    )
    return axes.read(frame, *COLUMNS)


def _is_transfer(derived: Derived) -> pl.Expr:
    """Return whether payer and payee plan, count alike and look at no tail.

    Such a payment is left out of the joint value: it is worth nothing to the two
    together, whatever rate each discounts at. Where payments are free it is kept: the
    plan then says what some contract would make of old losses.
    """
    case = derived.case
    weights = case.settings.plan.objective_weights
    is_careful = (pl.col("tail").fill_null(0.0) > 0) & (pl.col("tail_weight") > 0)
    careful = case.tables["parties"].filter(is_careful)["party"].to_list()
    planned = [p for p in case.planned_parties if p not in careful]
    if case.settings.plan.has_free_payments:
        return pl.lit(value=False)
    alike = [
        pl.all_horizontal(
            pl.col(side).is_in([p for p in planned if weights.get(p, 1.0) == weight])
            for side in ("payer", "payee")
        )
        for weight in {weights.get(p, 1.0) for p in planned}
    ]
    return pl.any_horizontal(pl.lit(value=False), *alike)
