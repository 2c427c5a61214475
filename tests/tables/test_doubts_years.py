"""Rows that hold in no year of the horizon, and years left out, are noted."""

import pytest

from brownfield.tables.doubts.years import years_in_words
from tests.tables.conftest import VALID, Write
from tests.tables.test_doubts import doubts_of

LONG = VALID["case.toml"].replace("2027", "2031")
DEMAND = "product,place,year,volume,price\n"
MEASURE = "measure,importer,hs_code,kind,from_year,to_year\nm,UK,8703,mfn,"
CONTRACT = "contract,payer,payee,form,amount,from_year,to_year\nc,state,guest,"
POLICY = "policy,kind,territory,year,to_year,target\np,zev_mandate,UK,"
PLANTS = "facility,place,owner,first_year,last_year\nplant,home,maker,,\n"
OPTIONS = "build_option,product,facility,programme_owner,mode,first_year,last_year"
OPTIONS += ",is_committed\nb,car,plant,guest,full,,,\nc,car,plant,guest,full,"


def sold_in(*years: int, place: str = "home") -> str:
    """Return rows of demand for the car in these years."""
    return "".join(f"car,{place},{year},1000,30000\n" for year in years)


@pytest.mark.parametrize(
    ("table", "text", "place"),
    [
        ("trade_measures", MEASURE + "2020,2025\n", (2, "to_year")),
        ("trade_measures", MEASURE + ",2025\n", (2, "to_year")),
        ("trade_measures", MEASURE + "2028,\n", (2, "from_year")),
        ("contracts", CONTRACT + "reservation,5,2020,2025\n", (2, "to_year")),
        ("contracts", CONTRACT + "grant,5,2028,\n", (2, "from_year")),
        ("contracts", CONTRACT + "grant,5,2025,\n", (2, "from_year")),
        ("contracts", CONTRACT + "grant,5,2020,2025\n", (2, "to_year")),
        ("policies", POLICY + "2025,,0.3\n", (2, "year")),
        ("policies", POLICY + "2020,2025,0.3\n", (2, "to_year")),
        ("policies", POLICY + "2028,2030,0.3\n", (2, "year")),
        ("facilities", PLANTS + "site,home,maker,,2025\n", (3, "last_year")),
        ("facilities", PLANTS + "site,home,maker,2028,\n", (3, "first_year")),
        ("build_options", OPTIONS + ",2025,\n", (3, "last_year")),
        ("build_options", OPTIONS + "2028,,\n", (3, "first_year")),
    ],
)
def test_a_row_outside_the_horizon_is_noted(
    write_case: Write, table: str, text: str, place: tuple[int, str]
) -> None:
    """The horizon is 2026 and 2027: what ends in 2025 or begins in 2028 never acts."""
    (note,) = doubts_of(write_case(**{table: text}))
    assert (note.file, note.rule) == (f"{table}.csv", "outside_horizon")
    assert (note.line, note.column) == place


@pytest.mark.parametrize(
    ("table", "text"),
    [
        ("trade_measures", MEASURE + "2020,2026\n"),
        ("trade_measures", MEASURE + "2027,2040\n"),
        ("contracts", CONTRACT + "reservation,5,2020,\n"),
        ("contracts", CONTRACT + "grant,5,,\n"),
        ("policies", POLICY + "2020,2030,0.3\n"),
        ("build_options", OPTIONS + "2020,2026,\n"),
        ("build_options", OPTIONS + ",2025,true\n"),
    ],
)
def test_a_row_of_one_year_of_the_horizon_is_not(
    write_case: Write, table: str, text: str
) -> None:
    """One year of 2026 and 2027 is enough; a running programme needs no start."""
    assert doubts_of(write_case(**{table: text})) == []


def test_a_start_outside_the_years_of_the_plan_is_noted(write_case: Write) -> None:
    """Programmes are decided in 2026 only; the option may start in 2027 only."""
    case = VALID["case.toml"] + "[plan]\nlatest_start_year = 2026\n"
    (note,) = doubts_of(write_case(case=case, build_options=OPTIONS + "2027,,\n"))
    assert (note.line, note.column) == (3, "first_year")
    assert "decided from 2026 to 2026, so it never starts" in note.message


@pytest.mark.parametrize(
    ("years", "missing"),
    [
        ((2026, 2030, 2031), "2027..2029"),
        ((2026, 2028, 2029, 2031), "2027, 2030"),
        ((2031, 2029, 2026), "2027..2028, 2030"),
    ],
)
def test_years_left_out_between_others_are_noted(
    write_case: Write, years: tuple[int, ...], missing: str
) -> None:
    """Milestone years are not years without buyers, unless a 0 says so."""
    (note,) = doubts_of(write_case(case=LONG, demand=DEMAND + sold_in(*years)))
    assert (note.file, note.line, note.column) == ("demand.csv", 2, "year")
    assert note.message == (
        f"Demand for car at home has no rows for {missing}: nothing is sold then"
    )


def test_a_market_may_begin_late_and_its_years_stand_in_any_order(
    write_case: Write,
) -> None:
    """2028 to 2031 without a gap: a car that is not sold before."""
    rows = sold_in(2030, 2028, 2031, 2029)
    assert doubts_of(write_case(case=LONG, demand=DEMAND + rows)) == []


def test_markets_that_end_early_are_noted_by_product(write_case: Write) -> None:
    """Of three markets two end before 2031; they share one note."""
    lanes = "origin,destination\nhome,far\nhome,third\n"
    places = VALID["places.csv"] + "third,UK\n"
    measures = "measure,importer,hs_code,kind\nm,CN,87,mfn\n"
    rows = sold_in(*range(2026, 2032)) + sold_in(2026, 2027, place="far")
    rows += sold_in(2028, place="third")
    (note,) = doubts_of(
        write_case(
            case=LONG,
            demand=DEMAND + rows,
            lanes=lanes,
            places=places,
            trade_measures=measures,
        )
    )
    assert (note.line, note.rule) == (8, "missing_years")
    assert note.message.startswith(
        "Demand for car ends before 2031: at far in 2027, third in 2028; nothing"
    )


def test_commitments_and_policies_may_leave_out_years_too(write_case: Write) -> None:
    """Commitments of 2026 and 2029; a mandate of 2026..2027 and 2030."""
    commitments = "facility,product,year,vehicles\nplant,car,2026,5\nplant,car,2029,5\n"
    policies = POLICY + "2026,2027,0.3\np,zev_mandate,UK,2030,,0.5\n"
    notes = doubts_of(
        write_case(
            case=LONG,
            demand=DEMAND + sold_in(*range(2026, 2032)),
            commitments=commitments,
            policies=policies,
        )
    )
    assert [(note.table, note.line) for note in notes] == [
        ("commitments", 2),
        ("policies", 2),
    ]
    assert "no rows for 2027..2028: nothing is built" in notes[0].message
    assert "p skips 2028..2029: " in notes[1].message


def test_years_are_written_as_runs() -> None:
    """2027, 2028 and 2029 are one run, 2031 stands alone."""
    assert years_in_words([2031, 2028, 2027, 2029]) == "2027..2029, 2031"
