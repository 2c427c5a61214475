"""Which contracts stand at which node, and whose programmes do they cover?"""

import polars as pl

from brownfield.derive.derived import Derived
from brownfield.derive.frames import is_in_force
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
    )
    return axes.read(frame, *COLUMNS)
