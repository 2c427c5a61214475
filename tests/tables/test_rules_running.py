"""What runs, is promised or bought at a plant that cannot: told with row and cure."""

import pytest

from brownfield.case.case import Case
from brownfield.tables.check import check_typed
from brownfield.tables.doubts.unpaid import unpaid_contracts
from brownfield.tables.frames import Row
from brownfield.tables.problems import TableError
from brownfield.tables.rules.running import groups_that_are_taken
from tests.model.small_cases import option, pattern, small_case

SITE: Row = {"facility": "site", "place": "home", "owner": "firm"}
PLANT: Row = {"facility": "plant", "place": "home", "owner": "firm"}
KIT: Row = {"build_option": "make", "part_group": "kit", "source": "site"}
TAKEN: Row = {"facility": "plant", "product": "car", "year": 2030, "vehicles": 1.0}


def rules_broken(rows: dict[str, list[Row]], *, years: int = 1) -> list[str]:
    """Return the rules that a small case breaks."""
    try:
        case: Case = small_case(rows, years=years)
    except TableError as error:
        return sorted({problem.rule for problem in error.problems})
    assert not check_typed(dict(case.tables), case.settings)
    return []


@pytest.mark.parametrize(
    ("rows", "rule"),
    [
        (
            {
                "facilities": [PLANT, {**SITE, "status": "candidate"}],
                "bill_of_materials": [{**KIT, "unit_value": 1.0}],
            },
            "no_shift_pattern",
        ),
        ({"facilities": [PLANT, {**SITE, "closing_cost": 1.0}]}, "no_shift_pattern"),
        (
            {
                "facilities": [PLANT, SITE],
                "shift_patterns": [pattern("plant", 10), pattern("site", 10)],
                "bill_of_materials": [
                    {**KIT, "unit_value": 1.0, "units_per_vehicle": 0.0}
                ],
            },
            "no_line_time",
        ),
        (
            {
                "build_options": [
                    option(name, is_committed=True, exclusive_group="g")
                    for name in ("make", "make2")
                ]
            },
            "two_run_in_one_group",
        ),
        (
            {
                "facilities": [{**PLANT, "status": "candidate"}],
                "shift_patterns": [pattern("plant", 10, is_current=True)],
            },
            "current_at_closed_plant",
        ),
        (
            {"facilities": [{**PLANT, "first_year": 2031}], "commitments": [TAKEN]},
            "commitment_at_shut_plant",
        ),
        (
            {"facilities": [{**PLANT, "last_year": 2029}], "commitments": [TAKEN]},
            "commitment_at_shut_plant",
        ),
        (
            {
                "facilities": [{**PLANT, "status": "candidate", "lead_years": 1}],
                "commitments": [TAKEN],
            },
            "commitment_at_shut_plant",
        ),
        (
            {
                "facilities": [PLANT, SITE],
                "commitments": [{**TAKEN, "facility": "site"}],
            },
            "commitment_at_shut_plant",
        ),
    ],
    ids=[
        "seller of parts",
        "closable",
        "no line time",
        "group",
        "current",
        "before",
        "after",
        "lead",
        "unstaffed",
    ],
)
def test_what_cannot_happen_is_told(rows: dict[str, list[Row]], rule: str) -> None:
    """Each breaks its rule and no other."""
    assert rules_broken(rows) == [rule]


@pytest.mark.parametrize(
    "rows",
    [
        {
            "facilities": [PLANT, SITE],
            "bill_of_materials": [{**KIT, "unit_value": 1.0}],
        },
        {"facilities": [{**PLANT, "first_year": 2030}], "commitments": [TAKEN]},
        {"facilities": [{**PLANT, "status": "candidate"}], "commitments": [TAKEN]},
    ],
    ids=["open seller", "first year", "no lead"],
)
def test_what_can_happen_is_not(rows: dict[str, list[Row]]) -> None:
    """The neighbours of the rules above."""
    assert rules_broken(rows) == []


def test_an_option_whose_group_is_taken_is_noted() -> None:
    """A running programme of the group keeps the other from ever starting."""
    case = small_case(
        {
            "build_options": [
                option("make", is_committed=True, exclusive_group="g"),
                option("later", exclusive_group="g"),
                option("free"),
            ]
        }
    )
    notes = groups_that_are_taken(dict(case.tables))
    assert [(note.row, note.value) for note in notes] == [(1, "g")]
    assert "make of this group runs already" in notes[0].message


def contract(payer: str, payee: str, **cells: str | float) -> Row:
    """Return a fee by the vehicle."""
    usual: Row = {"contract": "c", "form": "fee_per_vehicle", "amount": 1.0}
    return {**usual, "payer": payer, "payee": payee, **cells}


@pytest.mark.parametrize(
    ("row", "parties", "words"),
    [
        (contract("host", "firm"), (), "host owns no programme"),
        (contract("firm", "host", product="van"), (), "firm owns no programme"),
        (contract("firm", "host"), ("firm",), "host does not plan"),
        (contract("firm", "host"), (), None),
        (contract("state", "firm"), (), None),
        (contract("host", "firm", form="reservation"), (), "host owns no"),
        (contract("state", "host"), (), "host owns no programme"),
        (contract("firm", "host", form="capex_share"), (), "host owns no"),
        (contract("host", "firm", form="capex_share"), (), None),
        (contract("host", "firm", form="grant"), (), None),
    ],
)
def test_a_contract_that_pays_nothing_is_noted(
    row: Row, parties: tuple[str, ...], words: str | None
) -> None:
    """Left out, or without a vehicle to pay for; a state pays for the payee's."""
    case = small_case(
        {
            "parties": [
                {"party": "firm"},
                {"party": "host"},
                {"party": "state", "kind": "government"},
            ],
            "products": [
                {"product": name, "company": "firm", "hs_code": "8703",
                 "powertrain": "bev"}
                for name in ("car", "van")
            ],
            "contracts": [row],
        },
        parties=parties,
    )  # fmt: skip
    notes = list(unpaid_contracts(dict(case.tables), case.settings))
    assert [words in note.message for note in notes if words] == [True] * bool(words)
    assert bool(notes) == bool(words)
