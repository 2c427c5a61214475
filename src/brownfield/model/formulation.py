"""Which columns, rows and objective state the planning problem of a case?"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from brownfield.model.arrays.axes import Axes, axes_of
from brownfield.model.arrays.linear import LinearBuilder, LinearModel
from brownfield.model.arrays.scale import Scale, scale_of
from brownfield.model.arrays.table import Table, concat
from brownfield.model.blocks import (
    balance,
    carbon,
    demand,
    fleet,
    minimum_volume,
    programme,
    promises,
    quota,
    start,
)
from brownfield.model.blocks.money import (
    grants,
    payments,
    profit,
    support,
    tail,
    value,
)
from brownfield.model.blocks.plants import hours, opening, reservation, shift_change
from brownfield.model.columns import (
    Columns,
    ColumnTables,
    add_columns,
    labelled_columns,
)
from brownfield.model.data import Data, DataTables, data_of, labelled_data
from brownfield.model.group_tax import group_tax
from brownfield.model.money import FLOW, money_terms, revenues, tax_terms
from brownfield.model.transfers import Contracted, contracted
from brownfield.model.worth import present_values
from brownfield.work.pages import give_back_at_once

if TYPE_CHECKING:
    from brownfield.derive.derived import Derived
    from brownfield.model.arrays.labels import Positions
    from brownfield.model.arrays.linear import Floats

MANY = 20_000  # ways to market of a case whose model takes much memory
FEW = 300_000  # money terms that are kept; more take less time than memory
FAMILIES = (
    balance,
    demand,
    programme,
    start,
    opening,
    hours,
    reservation,
    minimum_volume,
    quota,
    shift_change,
    support,
    grants,
    payments,
    promises,
    fleet,
    carbon,
)


@dataclass(frozen=True)
class Formulation:
    """The model of a case and what its columns mean.

    Attributes
    ----------
    linear
        The model as sparse arrays.
    constant
        Expected present value of `payments`, in ``data.scale.money``.
    tables
        Every family of columns with its keys, labels as positions.
    fixed
        The payments that follow no decision, labels as positions.
    taxed, untaxed
        What contracts pay among those who plan together, before tax: its cash is no
        part of the objective; the tax on the first is, the tax on the second is not.
    numbers
        The data, labels as positions.
    few_flows
        The money terms, if they are few enough to be kept.
    """

    linear: LinearModel
    constant: float
    tables: ColumnTables = field(repr=False)
    fixed: Table = field(repr=False)
    taxed: Contracted = field(repr=False)
    untaxed: Contracted = field(repr=False)
    numbers: DataTables = field(repr=False)
    few_flows: Table | None = field(repr=False)

    @property
    def flows(self) -> Table:
        """The money terms, labels as positions; many of them are stated anew."""
        if self.few_flows is not None:
            return self.few_flows
        full = contracted(self.numbers, self.tables)["in full"]
        return _taxed(self.numbers, self.tables, full.terms, self.taxed.terms)

    @cached_property
    def net_revenues(self) -> tuple[Positions, Floats]:
        """Column of each money term of revenue, and its present value after tax."""
        earned, parties = revenues(self.tables), self.numbers.parties
        taxes = earned.join(parties.select("party", "tax_rate"), ["party"])
        kept = 1.0 - taxes["tax_rate"]
        return earned["column"], present_values(self.numbers, earned) * kept

    def worth(self, objective: float) -> float:
        """Return what an objective of the arrays is worth, in case currency."""
        return (objective + self.constant) * self.numbers.scale.money

    def objective(self, worth: float) -> float:
        """Return the objective of the arrays that is worth so much case currency."""
        return worth / self.numbers.scale.money - self.constant

    @cached_property
    def columns(self) -> Columns:
        """Every family of columns with its keys."""
        return labelled_columns(self.tables)

    @cached_property
    def terms(self) -> pl.DataFrame:
        """Money terms: column, party, node, item, amount."""
        return self.flows.labelled().cast({"item": pl.String})

    @cached_property
    def payments(self) -> pl.DataFrame:
        """Payments that follow no decision: party, node, item, amount."""
        return self.fixed.labelled().cast({"item": pl.String})

    @cached_property
    def data(self) -> Data:
        """The numbers behind it, with their scale."""
        return labelled_data(self.numbers)


def formulate(
    derived: Derived, axes: Axes | None = None, scale: Scale | None = None
) -> Formulation:
    """Return the model of METHODS A2 for a derived case.

    Parameters
    ----------
    derived
        The derived case.
    axes, scale
        Of a larger case that it is some of; its own if not given.

    Raises
    ------
    LabelError
        If a term finds no row or a row no term.
    """
    if derived.choices.height >= MANY:
        give_back_at_once()
    axes, scale = axes or axes_of(derived), scale or scale_of(derived)
    data, builder = data_of(derived, axes, scale), LinearBuilder()
    columns = add_columns(builder, data)
    for family in FAMILIES:
        family.add(builder, data, columns)
    full, taxed, untaxed = contracted(data, columns).values()
    terms, paid = _before_tax(data, columns, full.terms), full.fixed
    profits, fixed = concat([terms, taxed.terms]), concat([paid, taxed.fixed])
    profit.add(builder, data, columns, profits, fixed)
    terms = concat([terms, tax_terms(columns), group_tax(data, profits)])
    paid = concat([paid, fixed_tax(data, fixed)])
    value.add(builder, data, terms)
    tail.add(builder, data, columns, terms, paid)
    constant = float(present_values(data, paid).sum())
    inside, few = (taxed, untaxed), terms if terms.height <= FEW else None
    del terms, profits
    return Formulation(builder.finish(), constant, columns, paid, *inside, data, few)


def _before_tax(data: DataTables, columns: ColumnTables, full: Table) -> Table:
    """Return the money terms before tax; `full` are those of contracts."""
    by_law = [
        grants.terms(data, columns),
        fleet.terms(columns),
        carbon.terms(data, columns),
    ]
    return concat([money_terms(data, columns), *by_law, full])


def _taxed(data: DataTables, columns: ColumnTables, full: Table, taxed: Table) -> Table:
    """Return every money term, with those of contracts in full and for tax."""
    terms = _before_tax(data, columns, full)
    tax = group_tax(data, concat([terms, taxed]))
    return concat([terms, tax_terms(columns), tax])


def fixed_tax(data: DataTables, payments: Table) -> Table:
    """Return the tax on payments that follow no decision, as such payments."""
    numbered = payments.with_columns(column=np.zeros(payments.height, np.int64))
    return group_tax(data, numbered).select(*FLOW)
