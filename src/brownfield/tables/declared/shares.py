"""Which columns hold a share in some rows, and in the others a number of their unit?"""

from collections.abc import Mapping
from typing import NamedTuple


class Shares(NamedTuple):
    """Rows of a column that hold shares: those whose `by` is one of the words."""

    by: str
    words: tuple[str, ...]


SHARES: Mapping[tuple[str, str], Shares] = {
    ("contracts", "amount"): Shares("form", ("cost_plus", "capex_share")),
    ("policies", "amount"): Shares("kind", ("capital_grant",)),
    ("policies", "target"): Shares("kind", ("zev_mandate", "aid_ceiling")),
    ("precedents", "value"): Shares("kind", ("share_of_aid",)),
    ("mitigations", "value"): Shares("kind", ("faster_recovery",)),
}
"""By table and column."""
