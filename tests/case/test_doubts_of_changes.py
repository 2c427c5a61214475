"""What a what-if sets is looked at as the table's own cell is, and told at its row.

Rows added to the what-ifs of the shipped case starter, whose last line is 5.
"""

from pathlib import Path

import pytest

from brownfield.case.read import check_case
from tests.tables.omissions import change, starter, times, with_cell

KITS = "build_option=newcar_kits"
NEXT = '"origin=farport, destination=next_market"'


def with_what_ifs(folder: Path, *rows: str) -> Path:
    """Return a case with more rows of what-ifs."""
    path = folder / "what_ifs.csv"
    text = path.read_text(encoding="utf-8").rstrip()
    path.write_text("\n".join([text, *(f"{row}," for row in rows), ""]), "utf-8")
    return folder


def told(folder: Path) -> list[tuple[str, str | None, int | None, str]]:
    """Return rule, file, line and hint of each note of a case without problems."""
    checked = check_case(folder)
    assert checked.problems == ()
    return [(n.rule, n.file, n.line, n.hint) for n in checked.notes]


@pytest.mark.parametrize(
    ("row", "rule", "hint"),
    [
        (f"w,build_options,{KITS},tooling_cost,set,60", "strange_money", "60000000?"),
        # 950 + 94,050 = 95,000; two vehicles are 41,000
        (f"w,lanes,{NEXT},freight,plus,94050", "strange_money", "mean"),
        (f"w,lanes,{NEXT},freight,times,50", "strange_money", "mean"),  # 47,500
        ("w,parties,party=host,discount_rate,times,0.01", "strange_number", "0.09?"),
        ("w,demand,product=oldcar,price,times,0.001", "price_below_cost", "17800?"),
        ("w,demand,product=oldcar,price,set,0", "free_of_charge", "price"),
        ("w,demand,,volume,times,0.001", "tiny_demand", "25000?"),
        ("w,demand,year=2028,volume,times,0.04", "far_from_years_beside", "Did you"),
        (
            "w,bill_of_materials,build_option=oldcar_home,unit_value,times,100",
            "far_from_other_rows",
            "14000?",
        ),
        ("w,ramp_curves,,share,times,0.01", "flat_ramp", "1?"),
        ("w,demand,product=newcar,volume,times,60", "strange_factor", "0.6?"),
        ("w,lanes,,days,times,0.012", "strange_factor", "1.2?"),
        ("w,build_options,,labour_hours,times,5000", "strange_factor", "Correct it"),
        (
            'w,lanes,"origin=far_parts, destination=next_market, freight=95000",,add,',
            "strange_money",
            "mean",
        ),
    ],
)
def test_what_a_what_if_sets_is_told_at_its_row(
    tmp_path: Path, row: str, rule: str, hint: str
) -> None:
    """The row added is line 6; nothing is told of the tables themselves."""
    notes = told(with_what_ifs(starter(tmp_path), row))
    assert {(r, file, line) for r, file, line, _ in notes} == {
        (rule, "what_ifs.csv", 6)
    }
    assert hint in notes[0][3]


@pytest.mark.parametrize(
    "row",
    [
        f"w,build_options,{KITS},tooling_cost,set,30000000",
        f"w,lanes,{NEXT},freight,times,3",
        "w,demand,,volume,times,0.5",
        "w,demand,,price,times,1.2",
        "w,lanes,,days,times,20",
        "w,lanes,,days,times,0",
        "w,lanes,,days,times,0.05",
        "w,parties,,discount_rate,set,0.12",
        "w,trade_measures,measure=next-extra,,drop,",
        "w,case,,terminal_multiple,set,3",
    ],
)
def test_a_usual_change_is_not_told(tmp_path: Path, row: str) -> None:
    """As much as planners ask for."""
    assert told(with_what_ifs(starter(tmp_path), row)) == []


def test_what_was_in_doubt_before_is_told_once(tmp_path: Path) -> None:
    """Moved it is as it was; set to another number it is told again."""
    folder = starter(tmp_path)
    slip = with_cell(("build_option", "newcar_kits"), "tooling_cost", "60")
    change(folder, "build_options", slip)
    with_what_ifs(folder, f"w,build_options,{KITS},tooling_cost,times,2")
    assert [line for _, _, line, _ in told(folder)] == [3]
    with_what_ifs(folder, f"v,build_options,{KITS},tooling_cost,set,90")
    assert [line for _, _, line, _ in told(folder)] == [3, 7]


def test_the_row_that_brings_it_is_named(tmp_path: Path) -> None:
    """Of two rows of one what-if the second sets the price."""
    folder = with_what_ifs(
        starter(tmp_path),
        "w,demand,product=oldcar,volume,times,1.1",
        "w,demand,product=oldcar,price,times,0.001",
    )
    assert [(rule, line) for rule, _, line, _ in told(folder)] == [
        ("price_below_cost", 7)
    ]


def test_doubts_of_the_tables_are_not_told_after_each_what_if(tmp_path: Path) -> None:
    """Duties in per cent are noted in the table, and not again after each what-if."""
    folder = starter(tmp_path)
    change(folder, "trade_measures", times(None, "ad_valorem", 100))
    assert {file for _, file, _, _ in told(folder)} == {"trade_measures.csv"}
