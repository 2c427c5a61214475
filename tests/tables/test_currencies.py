"""Which rows lack a rate, which rates do nothing, and are amounts compared as money?

The car of the valid case sells at home for 30,000 pounds.
"""

import pytest

from tests.tables.conftest import VALID, ProblemsOf, Write
from tests.tables.test_doubts import doubts_of

LOCAL = VALID["case.toml"] + "local_money = true\n"
FAR = "place,customs_territory,currency\nhome,UK,GBP\nfar,CN,CNY\n"
LANES = "origin,destination,freight,currency\nhome,far,100,\nfar,home,100,{}\n"
RATES = "currency,year,rate\nCNY,2026,0.1\nCNY,2027,0.1\n"
SOLD = "product,place,year,volume,price,currency\ncar,home,2026,1000,30000,\n"
SOLD += "car,home,2027,1200,30000,\n"
OPTION = "build_option,product,facility,programme_owner,mode,tooling_cost,currency\n"


def test_a_rate_that_is_missing_is_told_by_file_and_row(
    problems_of: ProblemsOf,
) -> None:
    """The first lane in yuan, which have a rate for 2026 only."""
    (problem,) = problems_of(
        lanes=LANES.format("CNY"), exchange_rates="currency,year,rate\nCNY,2026,0.1\n"
    )
    told = problem.file, problem.line, problem.column, problem.value, problem.rule
    assert told == ("lanes.csv", 3, "currency", "CNY", "exchange_rate")
    assert problem.message == "There is no exchange rate for 2027"
    assert problem.hint == "Add rows for CNY to exchange_rates"


@pytest.mark.parametrize(("case", "count"), [(LOCAL, 1), (VALID["case.toml"], 0)])
def test_money_of_a_place_needs_a_rate_where_money_is_local(
    problems_of: ProblemsOf, case: str, count: int
) -> None:
    """The lane from far names no currency; `origin` says whose money it is."""
    found = problems_of(case=case, lanes=LANES.format(""), places=FAR)
    told = [(p.file, p.line, p.column, p.value) for p in found]
    assert told == [("lanes.csv", 3, "origin", "far")] * count
    assert all(
        p.message == "There is no exchange rate for 2026, 2027, and money is local: "
        "the row is in CNY"
        for p in found
    )


@pytest.mark.parametrize(
    ("case", "currency", "count"),
    [
        (VALID["case.toml"], "", 1),
        (VALID["case.toml"], "CNY", 0),
        (LOCAL, "", 0),
        (LOCAL, "GBP", 1),
    ],
)
def test_a_rate_does_something_if_any_row_is_in_its_currency(
    write_case: Write, case: str, currency: str, count: int
) -> None:
    """A lane that names it, or whose origin does where money is local."""
    mine = write_case(
        case=case, lanes=LANES.format(currency), places=FAR, exchange_rates=RATES
    )
    rules = [note.rule for note in doubts_of(mine)]
    assert rules.count("named_by_nothing") == count


def test_what_local_money_does_is_said(write_case: Write) -> None:
    """One lane of two begins far; without it nothing is in another currency."""
    mine = {"case": LOCAL, "places": FAR, "exchange_rates": RATES}
    (note,) = (
        n
        for n in doubts_of(write_case(lanes=LANES.format(""), **mine))
        if n.rule == "local_money"
    )
    assert note.message.endswith("in that of their place or party: 1 in CNY")
    (note,) = (
        n
        for n in doubts_of(write_case(lanes=LANES.format("GBP"), **mine))
        if n.rule == "local_money"
    )
    assert note.message.endswith("so it does nothing")


@pytest.mark.parametrize(
    ("currency", "cost", "count"),
    [
        ("", "149999", 1),  # less than five vehicles of 30,000
        ("CNY", "1499990", 1),
        ("CNY", "1500000", 0),
        ("", "150000", 0),
    ],
)
def test_an_amount_is_compared_in_case_currency(
    write_case: Write, currency: str, cost: str, count: int
) -> None:
    """Yuan at 0.1: 1.5 m are five vehicles; the cell is told as it stands."""
    option = f"{OPTION}car_plant,car,plant,guest,full,{cost},{currency}\n"
    mine = write_case(build_options=option, exchange_rates=RATES)
    found = [n for n in doubts_of(mine) if n.rule == "strange_money"]
    assert [n.value for n in found] == [cost] * count
    assert all(n.message.startswith("GBP 149,999 is") for n in found)
    assert all(f"Did you mean {int(cost) * 1000}" in n.hint for n in found)


@pytest.mark.parametrize(
    ("case", "price", "currency", "count"),
    [
        (VALID["case.toml"], "300000", "CNY", 0),  # 30,000 pounds, as at home
        (VALID["case.toml"], "300000", "", 1),
        (LOCAL, "300000", "", 0),
        (VALID["case.toml"], "3100000", "CNY", 1),  # 310,000 pounds, over ten times
    ],
)
def test_a_price_that_names_its_currency_is_no_doubt(
    write_case: Write, case: str, price: str, currency: str, count: int
) -> None:
    """Ten times the price at home in yuan is the price at home."""
    rows = SOLD + "".join(
        f"car,far,{year},10,{price},{currency}\n" for year in (2026, 2027)
    )
    mine = write_case(
        case=case, demand=rows, places=FAR, lanes=LANES.format(""), exchange_rates=RATES
    )
    found = [n for n in doubts_of(mine) if n.rule == "price_of_market"]
    assert len(found) == count
    is_named = bool(currency)
    assert all(("prices are read as GBP" in n.message) != is_named for n in found)


def test_a_year_in_another_currency_is_no_jump(write_case: Write) -> None:
    """Years in yuan stand beside years in yuan; one of them ten times too large."""
    case = VALID["case.toml"].replace("last_year = 2027", "last_year = 2029")
    rates = "currency,year,rate\n" + "".join(
        f"CNY,{year},0.1\n" for year in range(2026, 2030)
    )
    sold = "product,place,year,volume,price,currency\n"
    plain = sold + "".join(
        f"car,home,{year},10,{price},{currency}\n"
        for year, price, currency in (
            (2026, "30000", ""),
            (2027, "300000", "CNY"),
            (2028, "300000", "CNY"),
            (2029, "30000", ""),
        )
    )
    found = doubts_of(write_case(case=case, demand=plain, exchange_rates=rates))
    assert "far_from_years_beside" not in [n.rule for n in found]
