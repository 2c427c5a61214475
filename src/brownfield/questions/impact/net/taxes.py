"""How much tax does a person's pay, a firm's profit or a purchase bring?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from brownfield.tables.declared.region import PAY, SPENDING

if TYPE_CHECKING:
    from brownfield.case.shapes import Floats


@dataclass(frozen=True)
class Tax:
    """A tax with its bands.

    Attributes
    ----------
    name
        Short name.
    base
        pay, profit or spending.
    payer
        worker or employer.
    above, rates
        Where each band begins, case currency a year, in rising order; tax on each unit
        of money in it. Shape (bands,).
    """

    name: str
    base: str
    payer: str
    above: tuple[float, ...]
    rates: tuple[float, ...]

    def of(self, amount: Floats) -> Floats:
        """Return the tax on amounts. Shape and unit of `amount`."""
        ends = (*self.above[1:], np.inf)
        due = np.zeros_like(amount)
        for begin, end, rate in zip(self.above, ends, self.rates, strict=True):
            due = due + rate * np.clip(amount - begin, 0.0, end - begin)
        return due


def taxes_of(table: pl.DataFrame) -> tuple[Tax, ...]:
    """Return the taxes of the table `taxes`, in its order."""
    taxes = []
    for (name,), rows in table.group_by("tax", maintain_order=True):
        ordered = rows.sort("above")
        taxes.append(
            Tax(
                str(name),
                rows["base"][0],
                rows["payer"][0],
                tuple(ordered["above"]),
                tuple(ordered["rate"]),
            )
        )
    return tuple(taxes)


def on_pay(taxes: tuple[Tax, ...], pay: Floats) -> Mapping[str, Floats]:
    """Return each tax on the pay of one person. Shape and unit of `pay`."""
    return {tax.name: tax.of(pay) for tax in taxes if tax.base == PAY}


def taken_home(taxes: tuple[Tax, ...], pay: Floats) -> Floats:
    """Return what is left of the pay of one person. Shape and unit of `pay`."""
    own = [tax.of(pay) for tax in taxes if (tax.base, tax.payer) == (PAY, "worker")]
    return pay - sum(own, np.zeros_like(pay))


def taxes_per_head(taxes: tuple[Tax, ...], pay: Floats) -> dict[str, Floats]:
    """Return each tax that one person brings: on pay, and on what is bought from it.

    Returns
    -------
    dict
        By tax; shape and unit of `pay`. A tax on profit is 0.
    """
    heads, home = on_pay(taxes, pay), taken_home(taxes, pay)
    return {
        tax.name: heads.get(tax.name, tax.of(home) if tax.base == SPENDING else 0 * pay)
        for tax in taxes
    }


def before_employers(taxes: tuple[Tax, ...], cost: Floats) -> Floats:
    """Return the pay before tax of people who cost so much, employers' taxes with it.

    Shape and unit of `cost`.
    """
    on_top = [tax for tax in taxes if (tax.base, tax.payer) == (PAY, "employer")]
    bends = {0.0, *(above for tax in on_top for above in tax.above)}
    pay = np.array([*sorted(bends), max(bends) + cost.max(initial=0.0) + 1.0])
    costs = pay + sum((tax.of(pay) for tax in on_top), np.zeros_like(pay))
    pay_before: Floats = np.interp(cost, costs, pay)
    return pay_before
