"""Which contracts are never paid in a plan, or only by one side?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.problems import Finding
from brownfield.tables.rule import Cells, rows_where

if TYPE_CHECKING:
    from brownfield.tables.frames import Tables
    from brownfield.tables.settings import Settings

COVERS_NOTHING = ("grant",)  # forms that are paid whatever is built


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
        elif owner := _without_programme(tables, cells, kind):
            yield _note(
                row,
                cells,
                f"{owner} owns no programme that the contract covers, so "
                "nothing is paid",
                "Correct payer, payee, facility or product",
            )


def _without_programme(
    tables: Tables, cells: Cells, kind: dict[str, str]
) -> str | None:
    """Return whose programmes a contract is for, if it covers none of them."""
    is_share = cells["form"] == "capex_share"
    is_public = kind.get(cells["payer"]) == "government"
    owner = cells["payee"] if is_share or is_public else cells["payer"]
    if cells["form"] in COVERS_NOTHING or kind.get(owner) != "company":
        return None
    owned = tables["build_options"].filter(
        pl.col("programme_owner") == owner,
        ~(pl.col("is_committed") & is_share),
        *(
            pl.col(name) == cells[name]
            for name in ("facility", "product")
            if cells[name] is not None
        ),
    )
    return str(owner) if owned.is_empty() else None


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
