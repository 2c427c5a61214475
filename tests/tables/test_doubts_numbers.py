"""Numbers that are allowed and hardly plausible are noted; just inside they are not.

The car of the valid case sells for 30,000; its plant makes 30 x 8 x 1 x 230 a year.
"""

import pytest

from brownfield.tables.problems import Problem
from tests.tables.conftest import VALID, Write
from tests.tables.test_doubts import doubts_of

PATTERN = "facility,pattern,jobs_per_hour,hours_per_shift,shifts_per_day,days_per_year"
OPTION = "build_option,product,facility,programme_owner,mode"
PARTS = "build_option,part_group,source,unit_value"
FEE = "contract,payer,payee,form,amount\nc,guest,maker,fee_per_vehicle,"
MEASURE = "measure,importer,hs_code,kind,specific\nm,UK,8703,mfn,"
PACKAGE = "policy,kind,territory,party,year,amount,one_off_cost\n"
PACKAGE += "p,support_package,UK,state,2026,100,"
LONG = VALID["case.toml"].replace("last_year = 2027", "last_year = 2031")


def option(column: str, cell: str) -> str:
    """Return the only build option with one more cell."""
    return f"{OPTION},{column}\ncar_plant,car,plant,guest,full,{cell}\n"


def of_plant(column: str, cell: str) -> str:
    """Return both plants, the candidate with one more cell."""
    head = f"facility,place,owner,status,{column}\nplant,home,maker,operating,\n"
    return f"{head}site,home,maker,candidate,{cell}\n"


def fixed(cell: str) -> str:
    """Return patterns of which the first has a cost a year."""
    return f"{PATTERN},fixed_cost\nplant,one,30,8,1,230,{cell}\nsite,one,30,8,1,230,0\n"


def lane(cell: str) -> str:
    """Return a lane with its freight."""
    return f"origin,destination,freight\nhome,far,{cell}\n"


def parts(*cells: str) -> str:
    """Return one part group, from as many places as there are values."""
    rows = (
        f"car_plant,body,{p},{c}\n"
        for p, c in zip(("home", "far"), cells, strict=False)
    )
    return f"{PARTS}\n{''.join(rows)}"


def sold(*volumes: str, column: str = "volume") -> dict[str, str]:
    """Return a case in which these stand in the years from 2026 on; blank = none."""
    other = {"volume": "price", "price": "volume"}[column]
    constant = {"volume": "1000", "price": "30000"}[other]
    head = f"product,place,year,{column},{other}\n"
    years = [f"car,home,{2026 + n},{v},{constant}" for n, v in enumerate(volumes) if v]
    return {"demand": "\n".join([head.strip(), *years, ""]), "case": LONG}


def noted(found: list[Problem], *rules: str) -> list[tuple[str, int | None, str]]:
    """Return file, line and rule of the notes of some rules."""
    return [(str(n.file), n.line, n.rule) for n in found if n.rule in rules]


@pytest.mark.parametrize(
    ("table", "text", "usual", "told", "meant"),
    [
        # five vehicles are 150,000; a million are 30,000,000,000
        ("build_options", option, "150000", "149999", "149999000"),
        ("build_options", option, "150000", "14", "14000000"),
        ("build_options", option, "3e10", "30000000001", "30000000.001"),
        ("build_options", option, "0", "149", "149000000"),
        ("facilities", of_plant, "150000", "149999", "149999000"),
    ],
)
def test_an_investment_is_worth_more_than_five_vehicles(
    write_case: Write, table: str, text: object, usual: str, told: str, meant: str
) -> None:
    """And fewer than a million; 0 says that there is none."""
    column = {"build_options": "tooling_cost", "facilities": "opening_cost"}[table]
    assert callable(text)
    assert doubts_of(write_case(**{table: text(column, usual)})) == []
    (note,) = doubts_of(write_case(**{table: text(column, told)}))
    assert (note.file, note.column) == (f"{table}.csv", column)
    assert (note.value, note.rule) == (told, "strange_money")
    assert note.hint == f"Did you mean {meant}? Money is entered in whole units"


@pytest.mark.parametrize(
    ("table", "head", "usual", "told", "limit"),
    [
        ("shift_patterns", fixed("{}"), "30000", "29999", "at least 30,000"),
        (
            "facilities",
            of_plant("closing_cost", "{}"),
            "30000",
            "29",
            "at least 30,000",
        ),
        ("policies", PACKAGE + "{}\n", "30000", "29999", "at least 30,000"),
        ("lanes", lane("{}"), "60000", "60001", "at most 60,000"),
        ("contracts", FEE + "{}\n", "600000", "600001", "at most 600,000"),
        ("trade_measures", MEASURE + "{}\n", "600000", "600001", "at most 600,000"),
        (
            "build_options",
            option("conversion_cost", "{}"),
            "600000",
            "600001",
            "600,000",
        ),
    ],
)
def test_other_money_is_between_one_vehicle_and_a_few(
    write_case: Write, table: str, head: str, usual: str, told: str, limit: str
) -> None:
    """One is 30,000, the least for a plant; two are 60,000, the most for freight."""
    assert doubts_of(write_case(**{table: head.format(usual)})) == []
    (note,) = doubts_of(write_case(**{table: head.format(told)}))
    assert (note.table, note.value, note.rule) == (table, told, "strange_money")
    assert f"usual is {limit}" in note.message or limit in note.message


def test_without_a_price_no_money_is_strange(write_case: Write) -> None:
    """Cars given away have no worth to count in."""
    free = VALID["demand.csv"].replace("30000", "0")
    tooling = option("tooling_cost", "1")
    found = doubts_of(write_case(demand=free, build_options=tooling))
    assert noted(found, "strange_money") == []


@pytest.mark.parametrize(("rate", "count"), [("0.5", 0), ("0.51", 1), ("0.08", 0)])
def test_a_discount_rate_above_a_half_is_strange(
    write_case: Write, rate: str, count: int
) -> None:
    """8 is refused, being above 1; 0.8 is read, and hardly meant."""
    parties = f"party,kind,discount_rate\nmaker,company,{rate}\nguest,company,0\n"
    parties += "state,government,0\n"
    notes = doubts_of(write_case(parties=parties))
    expected = [("parties.csv", 2, "strange_number")] * count
    assert noted(notes, "strange_number") == expected


def test_a_cap_in_tonnes_is_no_share(write_case: Write) -> None:
    """50,000 tonnes are not 5,000,000 %."""
    rows = "policy,kind,territory,party,year,target,amount\n"
    rows += "p,carbon_cap,UK,guest,2026,50000,60\n"
    assert noted(doubts_of(write_case(policies=rows)), "per_cent") == []


@pytest.mark.parametrize(
    ("amount", "hint"),
    [("2900", "in form fee_per_vehicle? Leave it if 290,000 %"), ("100", "mean 1? ")],
)
def test_a_share_that_is_money_is_taken_for_a_fee(
    write_case: Write, amount: str, hint: str
) -> None:
    """2,900 / 100 is 29, still no share."""
    rows = FEE.replace("fee_per_vehicle", "cost_plus") + f"{amount}\n"
    (note,) = doubts_of(write_case(contracts=rows))
    assert note.rule == "per_cent"
    assert hint in note.hint


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        (("60000",), None),  # half of it is the price
        (("60001",), "price_below_cost"),
        (("60001", "60000"), None),  # the cheaper source counts
        (("3000",), None),  # ten times it is the price
        (("2999",), "price_above_cost"),
        (("2999", "3000"), None),  # the dearer source counts
        ((), None),  # no parts, no known cost
    ],
)
def test_a_price_is_between_half_and_ten_times_the_cost(
    write_case: Write, values: tuple[str, ...], rule: str | None
) -> None:
    """The price is 30,000, and parts are all that the car costs."""
    notes = doubts_of(write_case(bill_of_materials=parts(*values)))
    rules = [n.rule for n in notes if n.rule.startswith("price")]
    assert rules == ([rule] if rule else [])


def test_conversion_freight_index_and_penalty_count(write_case: Write) -> None:
    """Parts 50,000 x 1.1 and conversion 10,000: half of 65,000 is above 30,000.

    With the index at 0.8 in the other year it is half of 50,000. A sale worth 30,000
    and a penalty of 2,501 saved is worth more than half of 65,000.
    """
    head = f"{PARTS},cost_index\ncar_plant,body,home,50000,steel\n"
    steel = "index,year,factor\nsteel,2026,1.1\nsteel,2027,{}\n"
    mine = {
        "bill_of_materials": head,
        "build_options": option("conversion_cost", "10000"),
    }
    (note,) = doubts_of(write_case(**mine, cost_indices=steel.format(1.1)))
    assert (note.line, note.rule, note.value) == (2, "price_below_cost", "30000")
    assert note.hint.startswith("Correct it")  # 30,000,000 would be as strange
    assert "53.8 % less than its cheapest parts" in note.message  # 1 - 30 / 65
    assert doubts_of(write_case(**mine, cost_indices=steel.format(0.8))) == []
    spared = "product,place,year,volume,price,lost_sale_penalty\n"
    spared += "car,home,2026,1000,30000,2501\ncar,home,2027,1000,30000,2501\n"
    saved = write_case(**mine, cost_indices=steel.format(1.1), demand=spared)
    assert doubts_of(saved) == []


def test_parts_in_another_currency_count_at_its_rate(write_case: Write) -> None:
    """300,000 yuan at 0.1 are 30,000, the price; at 0.21 they are above twice it."""
    rows = f"{PARTS},currency\ncar_plant,body,far,300000,CNY\n"
    rates = "currency,year,rate\nCNY,2026,{}\nCNY,2027,{}\n"
    usual = write_case(bill_of_materials=rows, exchange_rates=rates.format(0.1, 0.1))
    assert doubts_of(usual) == []
    dear = write_case(bill_of_materials=rows, exchange_rates=rates.format(0.21, 0.21))
    assert [note.rule for note in doubts_of(dear)] == ["price_below_cost"]


@pytest.mark.parametrize(
    ("currency", "price", "lines"),
    [
        ("CNY", "150000", []),  # five times
        ("CNY", "150001", [4]),
        ("CNY", "6000", []),
        ("CNY", "5999", [4]),
        ("", "300000", []),  # ten times
        ("", "300001", [4]),
        ("GBP", "300000", []),
    ],
)
def test_a_price_far_from_the_other_market_is_noted(
    write_case: Write, currency: str, price: str, lines: list[int]
) -> None:
    """Five times the other market where a currency explains it, ten times elsewhere."""
    places = f"place,customs_territory,currency\nhome,UK,GBP\nfar,CN,{currency}\n"
    rows = VALID["demand.csv"] + f"car,far,2026,10,{price}\ncar,far,2027,10,{price}\n"
    notes = doubts_of(write_case(places=places, demand=rows, lanes=lane("0")))
    found = [note for note in notes if note.rule == "price_of_market"]
    assert [note.line for note in found] == lines
    assert all(("CNY" in note.message) == (currency == "CNY") for note in found)


def test_of_three_markets_the_odd_one_is_noted(write_case: Write) -> None:
    """Its price is 11 times the middle of 30,000, 30,000 and 330,000."""
    places = VALID["places.csv"] + "third,CN\n"
    rows = VALID["demand.csv"]
    rows += "".join(f"car,far,{year},10,330000\n" for year in (2026, 2027))
    rows += "".join(f"car,third,{year},10,30000\n" for year in (2026, 2027))
    (note,) = (
        note
        for note in doubts_of(write_case(places=places, demand=rows))
        if note.rule == "price_of_market"
    )
    assert (note.line, note.value) == (4, "330000")
    assert "11 times what other markets pay (30,000)" in note.message


@pytest.mark.parametrize(
    ("volumes", "lines"),
    [
        (("1000", "1100", "20001", "1000", "900"), []),  # 20 x 1,100 is not passed
        (("1000", "1100", "22001", "1000", "900"), [4]),
        (("1000", "1100", "49", "1000", "900"), [4]),  # 1,000 / 20 is 50
        (("1000", "1100", "50", "1000", "900"), []),
        (("1", "4", "16", "64", "256"), []),  # a trend
        (("50001", "1000", "1000", "1000", "1000"), []),  # at an end 100 times
        (("100001", "1000", "1000", "1000", "1000"), [2]),
        (("1000", "1000", "1000", "1000", "9"), [6]),
        (("1000", "0", "30000", "1000", "1100"), [4]),  # a year of 0 is not compared
        (("1", "90000", "2", "60000", "1"), []),  # its own spread is as wide
    ],
)
def test_a_year_far_from_those_beside_it_is_noted(
    write_case: Write, volumes: tuple[str, ...], lines: list[int]
) -> None:
    """Twenty times both years beside it, and a hundred times at an end."""
    notes = doubts_of(write_case(**sold(*volumes)))
    assert noted(notes, "far_from_years_beside") == [
        ("demand.csv", line, "far_from_years_beside") for line in lines
    ]


def test_the_number_that_was_meant_is_moved_by_tens(write_case: Write) -> None:
    """14 between 14,000 and 14,000: by three places."""
    notes = doubts_of(write_case(**sold("14000", "14", "14000", "14000", "14000")))
    (note,) = (n for n in notes if n.rule == "far_from_years_beside")
    assert note.hint.startswith("Did you mean 14000?")
    assert "1,000 times less than the years beside it" in note.message


@pytest.mark.parametrize(("price", "count"), [("150000", 0), ("150001", 1)])
def test_a_price_may_be_five_times_the_years_beside_it(
    write_case: Write, price: str, count: int
) -> None:
    """The years beside it have 30,000."""
    prices = ("30000", "30000", price, "30000", "30000")
    notes = doubts_of(write_case(**sold(*prices, column="price")))
    assert len(noted(notes, "far_from_years_beside")) == count


@pytest.mark.parametrize(
    ("value", "count"), [("300000", 0), ("300001", 1), ("0.3", 0), ("0.299", 1)]
)
def test_a_part_a_thousand_times_the_others_is_noted(
    write_case: Write, value: str, count: int
) -> None:
    """The middle of 300, 300, 300, 300 and the odd one is 300."""
    groups = "abcd"
    rows = "".join(f"car_plant,{group},home,300\n" for group in groups)
    rows = f"{PARTS}\n{rows}car_plant,odd,home,{value}\n"
    notes = doubts_of(write_case(bill_of_materials=rows))
    assert (
        noted(notes, "far_from_other_rows")
        == [("bill_of_materials.csv", 6, "far_from_other_rows")] * count
    )


def test_few_or_scattered_rows_have_no_middle(write_case: Write) -> None:
    """Four rows are too few; where rows differ by tens, a thousand is no outlier."""
    few = "".join(f"car_plant,{group},home,300\n" for group in "abc")
    few = f"{PARTS}\n{few}car_plant,odd,home,900000\n"
    assert (
        noted(doubts_of(write_case(bill_of_materials=few)), "far_from_other_rows") == []
    )
    wide = zip("abcdef", ("1", "10", "100", "1000", "10000", "150000"), strict=True)
    wide_rows = "".join(f"car_plant,{group},home,{value}\n" for group, value in wide)
    notes = doubts_of(write_case(bill_of_materials=f"{PARTS}\n{wide_rows}"))
    assert noted(notes, "far_from_other_rows") == []


@pytest.mark.parametrize(("rate", "count"), [("0.0013", 1), ("0.0014", 0)])
def test_a_plant_that_makes_next_to_nothing_is_noted(
    write_case: Write, rate: str, count: int
) -> None:
    """1,200 cars are wanted; 0.2 % of them are 2.4.

    0.0013 x 8 x 1 x 230 is 2.39, 0.0014 x 8 x 1 x 230 is 2.58. The other plant builds
    nothing and is not judged.
    """
    rows = f"{PATTERN}\nplant,one,{rate},8,1,230\nsite,one,0.0001,8,1,230\n"
    notes = doubts_of(write_case(shift_patterns=rows))
    assert (
        noted(notes, "tiny_plant") == [("shift_patterns.csv", 2, "tiny_plant")] * count
    )


def test_amounts_of_other_forms_are_not_compared(write_case: Write) -> None:
    """Five fees of 1,500 and a reservation of 9,000,000; a fee of 1 stands out."""
    head = "contract,payer,payee,form,amount\n"
    fees = "".join(f"c{n},guest,maker,fee_per_vehicle,1500\n" for n in range(5))
    booked = f"{head}{fees}r,guest,maker,reservation,9000000\n"
    assert noted(doubts_of(write_case(contracts=booked)), "far_from_other_rows") == []
    slip = f"{head}{fees}r,guest,maker,fee_per_vehicle,1\n"
    assert noted(doubts_of(write_case(contracts=slip)), "far_from_other_rows") == [
        ("contracts.csv", 7, "far_from_other_rows")
    ]
