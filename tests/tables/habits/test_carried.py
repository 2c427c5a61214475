"""Are assumptions and what-ifs read in the unit of the column they are about?"""

from collections.abc import Callable

import pytest

from brownfield.case.read import check_case
from tests.tables.conftest import VALID, Write

OPTIONS = (
    "build_option,product,facility,programme_owner,mode,Tooling cost (m GBP)\n"
    "car_plant,car,plant,guest,full,200\n"
)
RANGES = "table,where,column,low,mode,high\n"
WHAT_IFS = "what_if,table,where,column,op,value\n"
Notes = Callable[[str], list[str]]


@pytest.mark.parametrize(
    ("written", "read", "told"),
    [
        ("100,200,300", [1e8, 2e8, 3e8], "in 'm GBP' as there"),
        ("1,2,3", [1e6, 2e6, 3e6], "in 'm GBP' as there"),
        ("100000000,200000000,3e8", [1e8, 2e8, 3e8], "in case currency, not 'm GBP'"),
    ],
)
def test_a_range_is_in_the_unit_it_is_nearer_to(
    write_case: Write, written: str, read: list[float], told: str
) -> None:
    """Tooling is 200 m. 300 is nearer to it in millions (1.5 times) than in GBP.

    3 m is a 67th of it, 3 GBP a 67 millionth. 3e8 GBP is 1.5 times it, and in millions
    1.5 million times.
    """
    ranges = f"{RANGES}build_options,,tooling_cost,{written}\n"
    checked = check_case(write_case(build_options=OPTIONS, assumptions=ranges))
    assert checked.problems == ()
    (row,) = checked.tables["assumptions"].select("low", "mode", "high").rows()
    assert list(row) == read
    notes = [note.message for note in checked.notes if note.table == "assumptions"]
    assert notes == [f"1 row on build_options.tooling_cost read {told} (line 2)"]


def test_what_is_set_or_added_has_the_unit_and_a_factor_has_none(
    write_case: Write,
) -> None:
    """250 and 50 are millions; twice is twice."""
    rows = "".join(
        f"{op},build_options,,tooling_cost,{op},{value}\n"
        for op, value in (("set", 250), ("plus", 50), ("times", 2))
    )
    checked = check_case(write_case(build_options=OPTIONS, what_ifs=WHAT_IFS + rows))
    assert checked.problems == ()
    assert checked.tables["what_ifs"]["value"].to_list() == [
        "250000000.0",
        "50000000.0",
        "2",
    ]
    notes = [note.message for note in checked.notes if note.table == "what_ifs"]
    assert notes[0].startswith("2 rows on build_options.tooling_cost read in 'm GBP'")


def test_nothing_is_carried_without_a_unit(write_case: Write) -> None:
    """A heading as declared leaves ranges as they are written, and says nothing."""
    options = OPTIONS.replace("Tooling cost (m GBP)", "tooling_cost")
    ranges = f"{RANGES}build_options,,tooling_cost,100,200,300\n"
    checked = check_case(write_case(build_options=options, assumptions=ranges))
    assert checked.tables["assumptions"]["high"].to_list() == [300.0]
    assert not [note for note in checked.notes if note.rule == "read_so"]


def test_the_clean_case_has_no_unit(write_case: Write) -> None:
    """The case the others change reads without a note of this kind."""
    assert VALID["demand.csv"].startswith("product,place,year,volume,price")
    assert not [n for n in check_case(write_case()).notes if n.rule == "read_so"]
