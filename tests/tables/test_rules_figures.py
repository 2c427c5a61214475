"""Figures that no plant, party or horizon can have are errors with row and cure."""

import pytest

from brownfield.case.read import read_case
from brownfield.errors import UseError
from tests.tables.conftest import VALID, ProblemsOf, Write

CASE = VALID["case.toml"]


def salvage(share: str) -> str:
    """Return the settings with a share of capital recovered."""
    return CASE + f'terminal = "salvage"\nterminal_multiple = {share}\n'


def test_a_share_of_capital_above_one_is_no_salvage(problems_of: ProblemsOf) -> None:
    """Share 3 would give 50 m spent back as 150 m; up to 1 is a share."""
    (problem,) = problems_of(case=salvage("3"))
    assert str(problem).startswith("case.toml, line 6, key case.terminal_multiple: ")
    assert "share of capital recovered, from 0 to 1" in problem.message
    assert 'terminal = "multiple"' in problem.hint
    assert problems_of(case=salvage("1.0001"))
    assert not problems_of(case=salvage("1"))
    assert not problems_of(case=salvage("3").replace("salvage", "multiple"))


def test_a_what_if_may_go_from_years_to_a_share(write_case: Write) -> None:
    """First salvage, then 0.3: only what both rows leave is judged, not the way."""
    years = CASE + 'terminal = "multiple"\nterminal_multiple = 3\n'
    rows = "what_if,table,where,column,op,value\n"
    rows += "w,case,,terminal,set,salvage\nw,case,,terminal_multiple,set,0.3\n"
    changed = read_case(write_case(case=years, what_ifs=rows)).apply("w")
    assert changed.settings.case.terminal_multiple == 0.3


@pytest.mark.parametrize(
    ("cells", "count"),
    [("1,", 1), ("0.1,", 1), ("1,0", 1), ("0,", 0), ("1,0.25", 0), (",0.25", 0)],
)
def test_the_weight_of_a_tail_needs_a_tail(
    problems_of: ProblemsOf, cells: str, count: int
) -> None:
    """A weight above 0 without a share of futures weighs nothing; else no harm."""
    parties = "party,kind,tail_weight,tail\n"
    parties += f"maker,company,{cells}\nguest,company,,\nstate,government,,\n"
    problems = problems_of(parties=parties)
    assert [(p.line, p.column, p.rule) for p in problems] == [
        (2, "tail", "tail")
    ] * count


@pytest.mark.parametrize(
    ("hours", "shifts", "count"),
    [(8, 3, 0), (400 / 24, 24, 1), (12, 2.1, 1), (24, 1, 0)],
)
def test_a_day_has_24_hours(
    problems_of: ProblemsOf, hours: float, shifts: float, count: int
) -> None:
    """8 x 3 and 24 x 1 are 24; 16.7 x 24 = 400 and 12 x 2.1 = 25.2 are too many."""
    patterns = VALID["shift_patterns.csv"]
    patterns = patterns.replace("site,one,30,8,1", f"site,one,30,{hours},{shifts}")
    problems = problems_of(shift_patterns=patterns)
    assert [(p.line, p.rule) for p in problems] == [(3, "hours_of_a_day")] * count


@pytest.mark.parametrize(
    ("table", "text", "column"),
    [
        ("lanes", "origin,destination,days\nhome,far,400\n", "days"),
        (
            "shift_patterns",
            VALID["shift_patterns.csv"].replace(
                "site,one,30,8,1,230", "site,one,30,8,1,367"
            ),
            "days_per_year",
        ),
        (
            "shops",
            "facility,shop,jobs_per_hour,hours_per_year\nplant,body,9,8785\n",
            "hours_per_year",
        ),
        (
            "hazards",
            "hazard,scope,target,rate_per_year,weeks_mode\nh,facility,plant,1,521\n",
            "weeks_mode",
        ),
    ],
)
def test_figures_beyond_a_year_are_out_of_bounds(
    problems_of: ProblemsOf, table: str, text: str, column: str
) -> None:
    """366 days x 24 hours = 8,784 hours a year; ten years x 52 weeks = 520 weeks."""
    (problem,) = problems_of(**{table: text})
    assert (problem.table, problem.column, problem.rule) == (table, column, "bounds")


@pytest.mark.parametrize(
    ("key", "year"),
    [("first_year", 26), ("last_year", 99_999), ("price_base", 0), ("last_year", 2201)],
)
def test_years_of_the_horizon_are_calendar_years(
    problems_of: ProblemsOf, key: str, year: int
) -> None:
    """As in every table: 1900 to 2200."""
    lines = {"first_year": 2026, "last_year": 2027} | {key: year}
    text = "[case]\n" + "".join(f"{name} = {value}\n" for name, value in lines.items())
    (problem,) = problems_of(case=text)
    assert problem.column == f"case.{key}"
    assert "a whole number from 1900 to 2200" in problem.message


def test_a_policy_ends_after_it_begins(problems_of: ProblemsOf) -> None:
    """From 2027 to 2026 no year is left."""
    rows = "policy,kind,year,to_year,target\nzev,zev_mandate,2027,2026,0.3\n"
    (problem,) = problems_of(policies=rows)
    assert (problem.line, problem.column) == (2, "to_year")
    assert problem.message == "to_year lies before year 2027"


@pytest.mark.parametrize("section", ["plan", "deal"])
def test_a_party_is_named_once_in_the_settings(
    problems_of: ProblemsOf, section: str
) -> None:
    """A party that plans twice would count its value twice."""
    text = CASE + f'[{section}]\nparties = ["maker", "guest", "maker"]\n'
    (problem,) = problems_of(case=text)
    assert str(problem).startswith(f"case.toml, line 6, key {section}.parties: ")
    assert "A party is named twice: maker. Name each party once" in problem.message


def test_a_party_is_chosen_once() -> None:
    """As `--parties E,E` asks."""
    with pytest.raises(UseError, match=r"A party is named twice: E\. Name each"):
        read_case("mini").choose(("E", "E"))
