"""A workbook of somebody else becomes a case: columns are copied, few cells are typed.

The shape is that of a public example of plant location (samirsaci,
supply-chain-optimization): a cross table for capacity by place and size, one for fixed
cost, one for variable cost and one for freight by place and place, and demand by place,
all of one month, with units in their first cells. The figures here are our own.
"""

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from brownfield.case.read import read_case
from brownfield.solve.run import plan

Rows = list[list[Any]]

CAPACITY: Rows = [
    ["Capacity (kUnits/month)", "Low", "High"],
    ["North", 10, 30],
    ["South", 10, 30],
]
FIXED: Rows = [["", "Low", "High"], ["North", 50, 80], ["South", 20, 60]]
VARIABLE: Rows = [
    ["Variable Costs ($/Unit)", "North", "South"],
    ["North", 12, 12],
    ["South", 8, 8],
]
FREIGHT: Rows = [
    ["Freight Costs ($/Container)", "North", "South"],
    ["North", 0, 1_000],
    ["South", 3_000, 0],
]
DEMAND: Rows = [["(Units/month)", "Demand"], ["North", 12_000], ["South", 3_000]]
IN_A_CONTAINER = 1_000  # units
MOST_TYPED = 20  # cells, each once, however far it is filled down


class Hand:
    """Counts the cells that somebody types; what is copied costs nothing."""

    def __init__(self) -> None:
        self.typed: list[object] = []

    def types(self, cell: object) -> object:
        """Return a cell, and remember that it was typed."""
        self.typed.append(cell)
        return cell

    def down(self, cell: object, rows: int) -> list[object]:
        """Return a cell that is typed once and filled down."""
        return [self.types(cell)] * rows


def copied(table: Rows, column: int) -> list[Any]:
    """Return a column of a table below its heading."""
    return [row[column] for row in table[1:]]


def stacked(table: Rows) -> tuple[list[Any], list[Any], list[Any]]:
    """Return a cross table as three columns: row names, column names, figures."""
    wide = range(1, len(table[0]))
    names = [name for _ in wide for name in copied(table, 0)]
    above = [table[0][column] for column in wide for _ in table[1:]]
    return names, above, [cell for column in wide for cell in copied(table, column)]


def sheets_by(hand: Hand) -> dict[str, dict[str, list[Any]]]:
    """Return the columns of each sheet; the headings are those of a blank workbook."""
    places, wanted = copied(DEMAND, 0), copied(DEMAND, 1)
    num = len(places)
    plants, sizes, capacity = stacked(CAPACITY)
    _, _, fixed = stacked(FIXED)
    origins, destinations, freight = stacked(FREIGHT)
    return {
        "parties": {"party": hand.down("maker", 1)},
        "places": {"place": places, "customs_territory": places},
        "facilities": {
            "facility": places,
            "place": places,
            "owner": hand.down("maker", num),
        },
        "shift_patterns": {
            "facility": plants,
            "pattern": sizes,
            str(hand.types("jobs_per_hour (k)")): capacity,
            "hours_per_shift": hand.down(1, 2 * num),
            "shifts_per_day": hand.down(1, 2 * num),
            "days_per_year": hand.down(1, 2 * num),
            str(hand.types("fixed_cost (k USD)")): fixed,
        },
        "products": {
            "product": hand.down("unit", 1),
            "company": hand.down("maker", 1),
            "hs_code": hand.down("870323", 1),
            "powertrain": hand.down("ice", 1),
        },
        "build_options": {
            "build_option": places,
            "product": hand.down("unit", num),
            "facility": places,
            "programme_owner": hand.down("maker", num),
            "mode": hand.down("full", num),
            "conversion_cost": copied(VARIABLE, 1),
        },
        "lanes": {
            "origin": origins,
            "destination": destinations,
            "freight": divided(hand, freight),
        },
        "demand": {
            "product": hand.down("unit", num),
            "place": places,
            "year": hand.down(2026, num),
            "volume": wanted,
            "price": hand.down(100, num),
        },
    }


def divided(hand: Hand, freight: list[Any]) -> list[Any]:
    """Return freight of one unit as a formula that is typed once and filled down."""
    hand.types("=E2/1000")
    return [
        (f"=E{row}/1000", cell / IN_A_CONTAINER)
        for row, cell in enumerate(freight, start=2)
    ]


def case_by(hand: Hand, path: Path) -> Path:
    """Write the workbook as a person fills it, and return its path."""
    sheets: dict[str, dict[str, list[Any]]] = {
        "case": {
            "key": ["case.currency", "case.first_year", "case.last_year"],
            "value": [hand.types("USD"), 2026, hand.types(2026)],
        },
        **sheets_by(hand),
    }
    with xlsxwriter.Workbook(str(path)) as book:
        for name, columns in sheets.items():
            sheet = book.add_worksheet(name)
            for place, (heading, cells) in enumerate(columns.items()):
                sheet.write(0, place, heading)
                for row, cell in enumerate(cells, start=1):
                    if isinstance(cell, tuple):
                        sheet.write_formula(row, place, cell[0], None, cell[1])
                    else:
                        sheet.write(row, place, cell)
            if name == "lanes":
                sheet.write_column(1, len(columns) + 1, stacked(FREIGHT)[2])
    return path


def test_few_cells_are_typed(tmp_path: Path) -> None:
    """Everything else is copied from the tables as they are."""
    hand = Hand()
    read_case(case_by(hand, tmp_path / "theirs.xlsx"))
    assert len(hand.typed) <= MOST_TYPED, hand.typed


def test_the_units_of_the_headings_are_used(tmp_path: Path) -> None:
    """10 kUnits are 10,000, and 50 k$ are 50,000; freight of a container by 1,000."""
    case = read_case(case_by(Hand(), tmp_path / "theirs.xlsx"))
    patterns = case.tables["shift_patterns"].row(0, named=True)
    assert patterns["facility"] == "North"
    assert patterns["jobs_per_hour"] == 10_000.0
    assert patterns["fixed_cost"] == 50_000.0
    lanes = case.tables["lanes"].select("origin", "destination", "freight").rows()
    assert ("South", "North", 3.0) in lanes
    assert ("North", "South", 1.0) in lanes


def test_the_plan_is_the_cheapest_network(tmp_path: Path) -> None:
    """All in the large plant of the South, by hand (k$ a month).

    South high: 60 + 15 x 8 + 12 x 3 = 216. North high: 80 + 15 x 12 + 3 x 1 = 263.
    Both low, South full: 20 + 10 x 8 + 7 x 3 + 50 + 5 x 12 = 231. One low plant leaves
    5 x 100 unsold; more capacity than in these three only costs. Sales are 15 x 100 =
    1,500, so the value is 1,500 - 216 = 1,284.
    """
    found = plan(read_case(case_by(Hand(), tmp_path / "theirs.xlsx")))
    assert found.is_sound
    assert found.value == pytest.approx(1_284_000.0)
    (shift,) = found.tables["shifts"].select("facility", "pattern").rows()
    assert shift == ("South", "High")
