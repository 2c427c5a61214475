"""Which contracts stand at which node, and whose programmes do they cover?"""

import polars as pl

from brownfield.derive.derived import Derived
from brownfield.model.axes import Axes
from brownfield.model.scale import Scale
from brownfield.model.table import Table

KEY = ("contract", "payer", "payee", "node")
COLUMNS = (*KEY, "form", "facility", "product", "guest", "amount", "volume", "is_due")


def contracts_of(derived: Derived, axes: Axes, scale: Scale) -> Table:
    """Return every contract at every node at which it stands.

    Returns
    -------
    contracts
        contract, payer, payee, node, form, facility, product; guest (party whose
        programmes it covers: the payer, or the payee of a government and of a share
        of tooling); amount (case currency, or a share), volume (scaled vehicles a
        year), is_due (whether it is paid at the node).
    """
    parts = [
        nodes.select("node", "year").join(
            derived.case_at(nodes["node"][0]).tables["contracts"], how="cross"
        )
        for _, nodes in derived.tree.nodes.group_by("what_ifs", maintain_order=True)
    ]
    parties = derived.case.tables["parties"]
    states = parties.filter(pl.col("kind") == "government")["party"].to_list()
    first = pl.lit(derived.case.settings.case.first_year)
    helps = pl.col("payer").is_in(states) | (pl.col("form") == "capex_share")
    begun = pl.coalesce("from_year", first)
    runs = (begun <= pl.col("year")) & (
        pl.col("year") <= pl.col("to_year").fill_null(9999)
    )
    frame = pl.concat(parts).with_columns(
        guest=pl.when(helps).then("payee").otherwise("payer"),
        volume=pl.col("volume").fill_null(0.0) / scale.volume,
        is_due=pl.when(pl.col("form") == "grant")
        .then(begun == pl.col("year"))
        .otherwise(runs),
    )
    return axes.read(frame, *COLUMNS)
