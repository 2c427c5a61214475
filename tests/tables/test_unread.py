"""A cell of a policy that its kind does not look at is doubted."""

import pytest

from brownfield.tables.declared.trade_and_policy import POLICIES
from brownfield.tables.definitions import TABLES
from brownfield.tables.doubts.unread import READ, SAID, unread_cells
from brownfield.tables.frames import Row, typed_frame
from tests.model.small_cases import small_case


def doubted(**cells: str | float) -> list[str | None]:
    """Return the columns doubted in a policy of 2030."""
    case = small_case({})
    rows: list[Row] = [{"policy": "p", "year": 2030, **cells}]
    tables = dict(case.tables) | {"policies": typed_frame(TABLES["policies"], rows)}
    return [found.column for found in unread_cells(tables, case.settings)]


@pytest.mark.parametrize(
    ("cells", "columns"),
    [
        ({"kind": "operating_support", "made_in": "HL"}, ["made_in"]),
        ({"kind": "purchase_grant", "made_in": "HL", "pass_through": 0.5}, []),
        ({"kind": "capital_grant", "pass_through": 0.5}, ["pass_through"]),
        ({"kind": "capital_grant", "pass_through": 1.0, "target": 0.1}, ["target"]),
        ({"kind": "carbon_price", "payer": "state", "cap": 5.0}, ["cap", "payer"]),
        ({"kind": "carbon_cap", "target": 5.0, "covers": "parts"}, []),
        (
            {"kind": "carbon_price", "target": 5.0, "made_in": "HL"},
            ["made_in", "target"],
        ),
        ({"kind": "operating_support", "covers": "parts"}, ["covers"]),
        ({"kind": "zev_mandate", "powertrain": "bev", "mode": "ckd"}, None),
        ({"kind": "aid_ceiling", "target": 0.1, "amount": 3.0}, ["amount"]),
        ({"kind": "support_package", "one_off_cost": 9.0}, []),
        ({"kind": "receipts_per_vehicle", "one_off_cost": 9.0}, ["one_off_cost"]),
        ({"kind": "purchase_grant", "condition": "for some"}, []),
    ],
)
def test_what_a_kind_does_not_read_is_named(
    cells: dict[str, str | float], columns: list[str] | None
) -> None:
    """By its column; a default that is written out is no doubt."""
    expected = ["mode", "powertrain"] if columns is None else columns
    assert sorted(map(str, doubted(**cells))) == sorted(expected)


def test_every_kind_says_what_it_reads() -> None:
    """And names columns that are declared."""
    names = {column.name for column in POLICIES.columns}
    assert set(READ) == set(POLICIES.column("kind").allowed)
    assert {name for read in READ.values() for name in read} | set(SAID) == names
