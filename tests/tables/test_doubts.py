"""What is allowed and hardly meant is noted with file, row and cure; never an error."""

from pathlib import Path

import pytest

from brownfield.tables.check import check
from brownfield.tables.files.read import read_raw
from brownfield.tables.problems import Problem
from tests.tables.conftest import VALID, Write

CASE = VALID["case.toml"]
FORM = "contract,payer,payee,form,amount,volume\n"
POLICY = "policy,kind,territory,year,to_year,target,amount\n"
HAZARD = "hazard,scope,target,rate_per_year,weeks_low,weeks_mode,weeks_high\n"
SLOWED = HAZARD.replace("\n", ",residual_capacity\n")
WHAT_IF = "what_if,table,where,column,op,value\n"


def doubts_of(folder: Path) -> list[Problem]:
    """Return the notes of a case without problems, but for what no plan reads."""
    checked = check(read_raw(folder))
    assert checked.problems == ()
    assert {note.severity for note in checked.notes} <= {"note"}
    return [note for note in checked.notes if note.rule != "changes_no_plan"]


def duty(rate: str) -> str:
    """Return a duty on cars from anywhere into the territory of `home`."""
    return f"measure,importer,hs_code,kind,ad_valorem\nm,UK,8703,mfn,{rate}\n"


@pytest.mark.parametrize(
    ("table", "text", "hint"),
    [
        ("trade_measures", duty("10"), "0.1? Leave it if 1,000 %"),
        ("trade_measures", duty("1"), "0.01? Leave it if 100 %"),
        ("contracts", FORM + "c,guest,maker,cost_plus,8,\n", "0.08? Leave it if 800 %"),
        (
            "policies",
            POLICY + "p,zev_mandate,UK,2026,,33,\n",
            "0.33? Leave it if 3,300 %",
        ),
    ],
)
def test_a_share_above_one_may_be_per_cent(
    write_case: Write, table: str, text: str, hint: str
) -> None:
    """10 is read as 10 x 100 = 1,000 %; meant as 10 % it is 10 / 100 = 0.1."""
    (note,) = doubts_of(write_case(**{table: text}))
    assert (note.file, note.line, note.rule) == (f"{table}.csv", 2, "per_cent")
    assert note.hint.startswith(f"Did you mean {hint} is meant")


@pytest.mark.parametrize(
    ("table", "text"),
    [
        ("trade_measures", duty("0.999")),
        ("trade_measures", duty("1").replace("mfn", "drawback")),
        ("contracts", FORM + "c,guest,maker,fee_per_vehicle,1500,\n"),
        ("policies", POLICY + "p,zev_mandate,UK,2026,,1,\n"),
    ],
)
def test_usual_shares_and_money_are_not_noted(
    write_case: Write, table: str, text: str
) -> None:
    """A mandate of 1 asks for every car; a fee and a price of carbon are money."""
    assert doubts_of(write_case(**{table: text})) == []


@pytest.mark.parametrize(
    ("lines", "column", "words"),
    [
        ("terminal_multiple = 3\n", "case.terminal_multiple", "does nothing"),
        ('terminal = "multiple"\n', "case.terminal", "count nothing"),
        ('terminal = "salvage"\n', "case.terminal", "No capital is recovered"),
        ('terminal = "salvage"\nterminal_multiple = 0\n', "case.terminal", "or 0"),
    ],
)
def test_a_terminal_rule_and_its_number_need_each_other(
    write_case: Write, lines: str, column: str, words: str
) -> None:
    """The horizon takes lines 1 to 4, so the rule is in line 5."""
    (note,) = doubts_of(write_case(case=CASE + lines))
    assert (note.file, note.line, note.column) == ("case.toml", 5, column)
    assert words in note.message
    both = CASE + 'terminal = "multiple"\nterminal_multiple = 3\n'
    assert doubts_of(write_case(case=both)) == []


@pytest.mark.parametrize(
    ("weeks", "column"),
    [("1,2,53", "weeks_high"), (",60,", "weeks_mode"), ("1,2,52", None)],
)
def test_a_stop_longer_than_a_year_is_noted(
    write_case: Write, weeks: str, column: str | None
) -> None:
    """A year has 52 weeks."""
    notes = doubts_of(write_case(hazards=HAZARD + f"h,facility,plant,1,{weeks}\n"))
    found = [(note.line, note.column, note.rule) for note in notes]
    assert found == ([(2, column, "long_stop")] if column else [])


@pytest.mark.parametrize(("still_runs", "count"), [("0.49", 1), ("0.5", 0)])
def test_what_still_runs_by_half_may_last_longer_than_a_year(
    write_case: Write, still_runs: str, count: int
) -> None:
    """78 weeks: more than half stands still, or exactly half."""
    rows = SLOWED + f"h,facility,plant,1,8,26,78,{still_runs}\n"
    assert len(doubts_of(write_case(hazards=rows))) == count


def test_names_that_differ_in_letter_case_are_noted(write_case: Write) -> None:
    """Parties, outage domains and part groups; the second spelling is told."""
    plants = VALID["facilities.csv"].replace("status\n", "status,outage_domain\n")
    plants = plants.replace("operating\n", "operating,it\n").replace(
        "candidate\n", "candidate,IT\n"
    )
    parts = "build_option,part_group,source,unit_value\n"
    parts += "car_plant,Body,home,10000\ncar_plant,body,home,10000\n"
    parties = VALID["parties.csv"] + "Maker,company\n"
    folder = write_case(facilities=plants, bill_of_materials=parts, parties=parties)
    notes = doubts_of(folder)
    assert [(n.table, n.line, n.value, n.hint) for n in notes] == [
        ("parties", 5, "Maker", "Write 'maker', if they are the same"),
        ("bill_of_materials", 3, "body", "Write 'Body', if they are the same"),
        ("facilities", 3, "IT", "Write 'it', if they are the same"),
    ]


def test_a_plant_may_be_named_like_its_own_place_only(write_case: Write) -> None:
    """`far` stands at home; `home` stands at home, but parts are bought from `home`."""
    rows = "far,home,maker,operating\nhome,home,maker,operating\n"
    plants = VALID["facilities.csv"] + rows
    (note,) = doubts_of(write_case(facilities=plants))
    assert (note.line, note.value, note.rule) == (4, "far", "plant_like_place")
    assert note.message.endswith("it stands at home")
    parts = "build_option,part_group,source,unit_value\ncar_plant,body,home,10000\n"
    _, note = doubts_of(write_case(facilities=plants, bill_of_materials=parts))
    assert (note.line, note.value) == (5, "home")
    assert note.message.endswith("in bill_of_materials means the plant")


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        ("w,demand,,price,set,30000\n", 1),
        ("w,demand,,price,times,1\n", 1),
        ("w,demand,,lost_sale_penalty,times,2\n", 1),  # 0 x 2 is 0
        ("w,case,,last_year,set,2027\n", 1),
        ("w,solve,,gap,set,0.00010\n", 1),
        ("w,solve,,gap,set,0.001\n", 0),
        ("w,solve,,gap,set,5\n", 0),  # refused when it is applied
        ("w,plan,,parties,set,guest\n", 0),
        ("w,parties,party=guest,tail,set,\n", 1),
        ("w,demand,,price,set,30000\nw,demand,year>0,price,plus,1\n", 0),
        ("w,demand,year=2026,price,set,1\n", 0),
        ('w,demand,"product=car, place=far, year=2026, volume=0, price=1",,add,\n', 0),
    ],
)
def test_a_what_if_that_changes_nothing_is_noted(
    write_case: Write, rows: str, count: int
) -> None:
    """Every price is 30,000, every penalty 0, the last year 2027."""
    lanes = "origin,destination\nhome,far\n"
    measures = "measure,importer,hs_code,kind\nm,CN,87,mfn\n"
    folder = write_case(what_ifs=WHAT_IF + rows, lanes=lanes, trade_measures=measures)
    notes = doubts_of(folder)
    assert [(n.file, n.line, n.rule) for n in notes] == [
        ("what_ifs.csv", 2, "idle_what_if")
    ] * count


def test_doubts_wait_until_there_is_no_problem(write_case: Write) -> None:
    """What is wrong is told first; a doubt may only follow from it."""
    bad = duty("10") + "m,UK,8704,mfn,0.1\n"
    checked = check(read_raw(write_case(trade_measures=bad)))
    assert [problem.rule for problem in checked.problems] == ["duplicate_key"]
    assert checked.notes == ()
