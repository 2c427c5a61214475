"""Which facts and statements stand behind a kind of cash, or a line of a plan?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import polars as pl

from brownfield.tables.definitions import TABLES
from brownfield.tables.rules.evidence import ids_of
from brownfield.tell.views import table

if TYPE_CHECKING:
    from brownfield.case.case import Case
    from brownfield.plans.plan import Plan

PARTS = ("materials", "inbound_freight", "inbound_duty")
CREWS = ("shift_cost", "hiring", "redundancy")


@dataclass(frozen=True)
class Cited:
    """What the rows behind the cash of each party cite.

    Attributes
    ----------
    plan, case
        The plan and its case.
    """

    plan: Plan = field(repr=False)
    case: Case = field(repr=False)

    def __call__(self, party: str, item: str) -> str:
        """Return ids joined by commas; blank where the rows cite none.

        Duty, credits, public receipts and tax follow from many rows of law: they have
        none here.
        """
        if item not in ROWS:
            return ""
        name, of_rows = ROWS[item]
        return self._ids(name, of_rows(self, party))

    def _ids(self, name: str, rows: pl.Expr) -> str:
        cited = self.case.tables[name].filter(rows)[TABLES[name].citing_column]
        ids = (one for text in cited.drop_nulls() for one in ids_of(text))
        return ", ".join(dict.fromkeys(ids))

    @cached_property
    def _programmes(self) -> pl.DataFrame:
        """Build options that the plan uses, with owner of the programme and plant."""
        owners = self.case.tables["facilities"].select("facility", "owner")
        used = table(self.plan, "production").select("build_option").unique()
        begun = table(self.plan, "starts").select("build_option").unique()
        options = self.case.tables["build_options"].join(owners, on="facility")
        return options.join(
            pl.concat([used, begun]).unique(), on="build_option", how="semi"
        )

    def own(self, party: str, column: str) -> pl.Expr:
        """Return on which rows `column` names something of the party's programmes."""
        mine = self._programmes.filter(programme_owner=party)
        return _any_of(column, mine)

    def at_home(self, party: str) -> pl.Expr:
        """Return on which rows a build option runs at a plant of the party."""
        return _any_of("build_option", self._programmes.filter(owner=party))

    def plants(self, party: str) -> pl.Expr:
        """Return on which rows the plant is the party's and has a crew."""
        used = table(self.plan, "shifts").select("facility").unique()
        owned = self.case.tables["facilities"].filter(owner=party)
        return _any_of("facility", owned.join(used, on="facility", how="semi"))

    def moved(self, party: str) -> pl.Expr:
        """Return on which rows the plant is the party's and is opened or closed."""
        return _any_of("facility", table(self.plan, "openings").filter(owner=party))

    def offices(self, party: str) -> pl.Expr:
        """Return on which rows a function stands somewhere at the party's cost."""
        return (pl.col("owner") == party) & pl.col("site").is_not_null()

    def lanes(self, party: str) -> pl.Expr:
        """Return on which rows a lane carries vehicles of the party."""
        mine = self._programmes.filter(programme_owner=party)
        sent = table(self.plan, "deliveries").join(mine, on="build_option", how="semi")
        stands = self.case.tables["facilities"].select("facility", origin="place")
        used = sent.join(stands, on="facility").select("origin", destination="place")
        pairs = pl.struct("origin", "destination")
        return pairs.is_in(used.unique().to_struct().implode())


def _any_of(column: str, rows: pl.DataFrame) -> pl.Expr:
    return pl.col(column).is_in(rows[column].unique().implode())


def _options(cited: Cited, party: str) -> pl.Expr:
    return cited.own(party, "build_option")


def _begun(cited: Cited, party: str) -> pl.Expr:
    """Return on which rows the party begins a programme that does not run already."""
    return _options(cited, party) & ~pl.col("is_committed")


def _products(cited: Cited, party: str) -> pl.Expr:
    return cited.own(party, "product")


def _contracts(_cited: Cited, party: str) -> pl.Expr:
    return pl.any_horizontal(pl.col("payer", "payee") == party)


def _party(_cited: Cited, party: str) -> pl.Expr:
    return pl.col("party") == party


ROWS: dict[str, tuple[str, Callable[[Cited, str], pl.Expr]]] = {
    "revenue": ("demand", _products),
    "lost_sales": ("demand", _products),
    **dict.fromkeys(PARTS, ("bill_of_materials", _options)),
    "freight": ("lanes", Cited.lanes),
    "insurance": ("lanes", Cited.lanes),
    "conversion": ("build_options", Cited.at_home),
    **dict.fromkeys(CREWS, ("shift_patterns", Cited.plants)),
    "opening": ("facilities", Cited.moved),
    "closing": ("facilities", Cited.moved),
    "tooling": ("build_options", _begun),
    "contracts": ("contracts", _contracts),
    "headquarters": ("functions", Cited.offices),
    "moving": ("functions", Cited.offices),
    "tax": ("parties", _party),
}
"""Table whose rows make an item of cash, and which of its rows."""
