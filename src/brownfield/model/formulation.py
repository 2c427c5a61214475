"""Which columns, rows and objective state the planning problem of a case?"""

from dataclasses import dataclass, field

import polars as pl

from brownfield.derive.derive import Derived
from brownfield.model.blocks import (
    balance,
    demand,
    hours,
    minimum_volume,
    opening,
    profit,
    programme,
    quota,
    reservation,
    shift_change,
    start,
    supply,
    support,
    tail,
    value,
)
from brownfield.model.columns import Columns, add_columns
from brownfield.model.data import Data, data_of
from brownfield.model.group_tax import group_tax
from brownfield.model.linear import LinearBuilder, LinearModel
from brownfield.model.money import fixed_payments, money_terms, tax_terms
from brownfield.model.worth import present_values

FAMILIES = (
    balance,
    demand,
    programme,
    start,
    opening,
    hours,
    reservation,
    supply,
    minimum_volume,
    quota,
    shift_change,
    support,
)


@dataclass(frozen=True)
class Formulation:
    """The model of a case and what its columns mean.

    Attributes
    ----------
    linear
        The model as sparse arrays.
    columns
        Every family of columns with its keys.
    terms
        Money terms: column, party, node, item, amount.
    payments
        Payments that follow no decision: party, node, item, amount.
    constant
        Expected present value of `payments`, in ``data.scale.money``.
    data
        The numbers behind it, with their scale.
    """

    linear: LinearModel
    columns: Columns = field(repr=False)
    terms: pl.DataFrame = field(repr=False)
    payments: pl.DataFrame = field(repr=False)
    constant: float
    data: Data = field(repr=False)


def formulate(derived: Derived) -> Formulation:
    """Return the model of METHODS A2 for a derived case.

    Raises
    ------
    LabelError
        If a term finds no row or a row no term.
    """
    data, builder = data_of(derived), LinearBuilder()
    columns = add_columns(builder, data)
    for family in FAMILIES:
        family.add(builder, data, columns)
    terms, payments = money_terms(data, columns), fixed_payments(data)
    profit.add(builder, data, columns, terms, payments)
    terms = pl.concat([terms, tax_terms(columns), group_tax(data, terms)])
    payments = with_group_tax(data, payments)
    value.add(builder, data, terms)
    tail.add(builder, data, columns, terms, payments)
    fixed = present_values(data, payments)
    return Formulation(
        builder.finish(), columns, terms, payments, float(fixed["value"].sum()), data
    )


def with_group_tax(data: Data, payments: pl.DataFrame) -> pl.DataFrame:
    """Return the payments that follow no decision, with the tax on them."""
    numbered = payments.with_columns(column=pl.lit(0, pl.UInt32))
    taxed = group_tax(data, numbered).select(payments.columns)
    return pl.concat([payments, taxed])
