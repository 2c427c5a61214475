"""Which contracts are never paid in a plan, or only by one side?"""

from collections.abc import Iterator

import polars as pl

from brownfield.tables.frames import Tables
from brownfield.tables.problems import Finding
from brownfield.tables.rule import Cells, rows_where
from brownfield.tables.settings import Settings

BY_VEHICLE = ("fee_per_vehicle", "cost_plus", "take_or_pay", "exit_fee")


def unpaid_contracts(tables: Tables, settings: Settings | None) -> Iterator[Finding]:
    """Yield a note for each contract that a plan leaves out or never pays."""
    kind = dict(tables["parties"].select("party", "kind").iter_rows())
    companies = tuple(name for name, what in kind.items() if what == "company")
    planned = (settings.plan.parties if settings else ()) or companies
    for row, cells in rows_where(tables["contracts"], pl.lit(value=True)):
        sides = (cells["payer"], cells["payee"])
        absent = [s for s in sides if kind.get(s) == "company" and s not in planned]
        if absent:
            yield _note(
                row,
                cells,
                f"{absent[0]} does not plan, so the contract is left out",
                "Add it to parties in [plan], or leave it so",
            )
        elif kind.get(cells["payer"]) == "company" and not _covers(tables, cells):
            yield _note(
                row,
                cells,
                f"{cells['payer']} owns no programme that the contract covers, so it "
                "pays nothing by the vehicle",
                "Correct payer, facility or product",
            )


def _covers(tables: Tables, cells: Cells) -> bool:
    """Return whether the payer of a contract by the vehicle owns what it covers."""
    if cells["form"] not in BY_VEHICLE:
        return True
    owned = tables["build_options"].filter(
        pl.col("programme_owner") == cells["payer"],
        *(
            pl.col(name) == cells[name]
            for name in ("facility", "product")
            if cells[name] is not None
        ),
    )
    return not owned.is_empty()


def _note(row: int, cells: Cells, message: str, hint: str) -> Finding:
    return Finding(
        table="contracts",
        row=row,
        column="payer",
        value=cells["payer"],
        rule="contract_unpaid",
        message=message,
        hint=hint,
    )
