"""Which tables make a case?"""

from brownfield.tables.columns import Table
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
