"""Which tables make a case?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from brownfield.tables.declared import (
    build,
    carbon,
    evidence,
    fleet,
    futures,
    region,
    said,
    trade_and_policy,
    who_and_where,
)

if TYPE_CHECKING:
    from brownfield.tables.columns import Table

TABLES: dict[str, Table] = {
    declared.name: declared
    for group in (
        who_and_where,
        build,
        carbon,
        trade_and_policy,
        fleet,
        futures,
        region,
        evidence,
        said,
    )
    for declared in group.TABLES
}
