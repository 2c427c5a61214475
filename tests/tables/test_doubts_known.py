"""What contradicts the month up to which the tables know the world, and their money."""

import pytest

from brownfield.tables.check import check
from brownfield.tables.files.read import read_raw
from brownfield.tables.problems import Problem
from tests.tables.conftest import VALID, ProblemsOf, Write

CASE = VALID["case.toml"]
OPTIONS = "build_option,product,facility,programme_owner,mode,first_year,is_committed\n"
SAID = "statement,date,claim\n"


def doubts_of(write_case: Write, **files: str) -> list[Problem]:
    """Return the notes of a case without problems, but for what no plan reads."""
    checked = check(read_raw(write_case(**files)))
    assert checked.problems == ()
    return [note for note in checked.notes if note.rule != "changes_no_plan"]


def dated(month: str, more: str = "") -> str:
    """Return a case.toml of 2026 to 2027 as known in a month."""
    return f'{CASE}as_of = "{month}"\n{more}'


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ('"2026-11"', "2026-11"),
        ("2026-11-30", "2026-11"),
        ('"2026-11-30"', "2026-11"),
        ('"2026-11-01 00:00:00"', "2026-11"),
        ('""', None),
    ],
)
def test_a_month_or_a_date_is_read_as_its_month(
    write_case: Write, text: str, month: str | None
) -> None:
    """A workbook writes the first of November with its midnight."""
    settings = check(read_raw(write_case(case=f"{CASE}as_of = {text}\n"))).settings
    assert settings is not None
    assert settings.case.as_of == month
    assert settings.case.known_year == (None if month is None else 2026)


@pytest.mark.parametrize("text", ['"2026"', '"2026-13"', '"soon"', "2026", '"1800-01"'])
def test_anything_else_is_refused_with_an_example(
    problems_of: ProblemsOf, text: str
) -> None:
    """A year alone does not say whether its decisions are over."""
    (problem,) = problems_of(case=f"{CASE}as_of = {text}\n")
    assert (problem.column, problem.line) == ("case.as_of", 5)
    assert problem.message == 'It must be a month or a date, e.g. "2026-11"'


@pytest.mark.parametrize(
    ("month", "plan", "column"),
    [
        ("2025-12", "", None),
        ("2026-01", "", "case.first_year"),
        ("2026-01", "[plan]\nearliest_start_year = 2026\n", "plan.earliest_start_year"),
        ("2026-12", "[plan]\nearliest_start_year = 2027\n", None),
        ("2027-01", "[plan]\nearliest_start_year = 2027\n", "plan.earliest_start_year"),
    ],
)
def test_decisions_must_begin_after_the_year_that_is_known(
    write_case: Write, month: str, plan: str, column: str | None
) -> None:
    """Known in 2026: the first decision may fall in 2026 + 1 = 2027."""
    notes = doubts_of(write_case, case=dated(month, plan))
    assert [note.column for note in notes] == ([column] if column else [])
    if column:
        year = int(month[:4])
        assert notes[0].rule == "as_of"
        assert notes[0].hint == f"Write earliest_start_year = {year + 1} in [plan]"


@pytest.mark.parametrize(
    ("first", "is_committed", "is_noted"),
    [("2026", "false", True), ("2026", "true", False), ("2027", "false", False)],
)
def test_a_start_of_its_own_that_has_passed_is_noted(
    write_case: Write, first: str, is_committed: str, *, is_noted: bool
) -> None:
    """What runs already needs no decision."""
    row = f"car_plant,car,plant,guest,full,{first},{is_committed}\n"
    case = dated("2026-11", "[plan]\nearliest_start_year = 2027\n")
    notes = doubts_of(write_case, case=case, build_options=OPTIONS + row)
    found = [(note.table, note.line, note.column) for note in notes]
    assert ("build_options", 2, "first_year") in found if is_noted else not found


def test_a_statement_of_a_later_month_is_noted(write_case: Write) -> None:
    """October and November are known, December is not; a bare year is not judged."""
    plan = "[plan]\nearliest_start_year = 2027\n"
    said = "a,2026-10-31,x\nb,2026-11-30,x\nc,2026-12-01~,x\nd,2027,x\n"
    notes = doubts_of(write_case, case=dated("2026-11", plan), statements=SAID + said)
    assert [(note.table, note.line, note.rule) for note in notes] == [
        ("statements", 4, "as_of")
    ]


def test_a_row_that_cites_a_superseded_fact_is_noted_once_a_table(
    write_case: Write,
) -> None:
    """F2 has taken the place of F1; two markets cite F1, a plant cites F2."""
    facts = "fact,value,superseded_by\nF1,10000,F2\nF2,17308,\n"
    sold = VALID["demand.csv"].replace("price\n", "price,source\n")
    sold = sold.replace("30000\n", '30000,"F1,F2"\n')
    notes = doubts_of(write_case, facts=facts, demand=sold)
    assert [(n.table, n.line, n.value, n.rule) for n in notes] == [
        ("demand", 2, "F1", "superseded")
    ]
    assert notes[0].message == "F2 has taken the place of F1"


def test_newer_facts_that_lead_in_a_circle_are_told_at_each(
    problems_of: ProblemsOf,
) -> None:
    """F2 and F3 name each other; F1 only leads there, F4 is the newest."""
    facts = "fact,superseded_by\nF1,F2\nF2,F3\nF3,F2\nF0,F4\nF4,\n"
    found = problems_of(facts=facts)
    assert [(p.rule, p.line, p.value) for p in found] == [
        ("superseded", 3, "F3"),
        ("superseded", 4, "F2"),
    ]


@pytest.mark.parametrize(
    ("lines", "is_noted"),
    [
        ('discount_rates = "nominal"\nprice_base = 2025\n', True),
        ('discount_rates = "nominal"\n', False),
        ('discount_rates = "real"\nprice_base = 2025\n', False),
    ],
)
def test_nominal_rates_beside_prices_of_one_year_are_noted(
    write_case: Write, lines: str, *, is_noted: bool
) -> None:
    """Prices of 2025 hold no inflation; a nominal rate does."""
    notes = doubts_of(write_case, case=CASE + lines)
    told = [(note.line, note.rule) for note in notes]
    assert told == ([(5, "real_or_nominal")] if is_noted else [])


def test_a_case_that_says_neither_is_not_judged(write_case: Write) -> None:
    """Blank keys: as before."""
    assert doubts_of(write_case, statements=SAID + "a,2199-12-31,x\n") == []
