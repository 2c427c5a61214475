"""Which sheet shows the contracts of the case, who must agree, and what is granted?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from brownfield.questions.plan.sheets.cash import BLANK
from brownfield.questions.plan.sheets.cited import rows_of
from brownfield.tell.book.cells import Cell, Row, Sheet, texts
from brownfield.tell.labels import pretty

if TYPE_CHECKING:
    from brownfield.questions.plan.document import Document

NAME = "Contracts"
WIDTHS = (24, 24, 24, 24, 18, 12, 24, 12, 7, 7, 20, 40)
CONTRACTS = (
    "Pays",
    "Is paid",
    "Plant",
    "Product",
    "Form",
    "Amount",
    "Counted in",
    "Promised (vehicles a year)",
    "From",
    "To",
    "Source",
    "Note",
)
UNITS = {
    "fee_per_vehicle": "{} for each vehicle",
    "take_or_pay": "{} for each vehicle, built or missing from the promise",
    "exit_fee": "{} for leaving",
    "cost_plus": "share of the conversion cost, on top of it",
    "capex_share": "share of the tooling",
    "reservation": "{} a year, once begun",
    "grant": "{}",
}
"""What the amount of each form of contract is counted in."""


def agreed(document: Document) -> tuple[Sheet, ...]:
    """Return the sheet; none where nothing is agreed, to be agreed or granted."""
    rows = (*_contracts(document), *_agreements(document), *_granted(document))
    if not rows:
        return ()
    title: Row = (Cell("Contracts, consent and support", "title"),)
    return (Sheet(NAME, (title, BLANK, *rows), WIDTHS, frozen=(1, 0)),)


def _contracts(document: Document) -> Iterator[Row]:
    rows = rows_of(document, "contracts")
    if not rows:
        return
    yield (Cell("Contracts of the case", "bold"),)
    yield texts(CONTRACTS, "head")
    currencies = document.ledger.contract_currencies
    for row, currency in zip(rows, currencies, strict=True):
        yield _contract(document, row, currency)
    yield BLANK


def _contract(document: Document, row: Mapping[str, Any], currency: str) -> Row:
    names = document.labels
    form = row["form"]
    return (
        Cell(names.parties.get(row["payer"], row["payer"]), "wrap"),
        Cell(names.parties.get(row["payee"], row["payee"]), "wrap"),
        Cell(names.facilities.get(row.get("facility") or "", "any"), "wrap"),
        Cell(names.products.get(row.get("product") or "", "any"), "wrap"),
        Cell(pretty(form), "wrap"),
        Cell(row["amount"], "whole top" if "{}" in UNITS[form] else "share top"),
        Cell(UNITS[form].format(currency), "wrap apart"),
        Cell(row.get("volume"), "whole top"),
        Cell(row.get("from_year"), "year top"),
        Cell(row.get("to_year"), "year top"),
        Cell(row.get("source"), "wrap"),
        Cell(row.get("note"), "wrap"),
    )


def _agreements(document: Document) -> Iterator[Row]:
    if not document.agreements:
        return
    unit = f"({document.currency} a vehicle)"
    heads = ("Guest", "Host", "Plant", f"Least fee tabled {unit}", f"Most {unit}")
    yield (Cell("Who must agree, since one builds in the other's plant", "bold"),)
    yield texts(heads, "head")
    for one in document.agreements:
        ends = (Cell(end, "whole") for end in (one.fee, one.fee_most))
        yield (*texts((one.guest, one.host, one.facility)), *ends)
    yield BLANK


def _granted(document: Document) -> Iterator[Row]:
    if not document.granted:
        return
    unit = f"({document.currency}, all years, expected)"
    yield (Cell("Grants and support by the vehicle or on capital", "bold"),)
    yield texts(
        ("Policy", "Who has it", f"Paid {unit}", f"Of which it has {unit}"), "head"
    )
    for one in document.granted:
        yield (
            *texts((pretty(one.policy), one.party)),
            Cell(one.paid, "whole"),
            Cell(one.amount, "whole"),
        )
