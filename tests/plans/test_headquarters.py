"""Headquarters that stand somewhere are paid in a plan as on paper."""

from pathlib import Path

import polars as pl
import pytest

import brownfield
from brownfield.case.case import Case
from brownfield.derive.derive import derive
from brownfield.errors import DataError
from brownfield.solve.run import audit_tables
from tests.questions.site.small import site_case

FUNCTIONS = (
    "function,staff,space,opens,owner,site\n"
    "spare,70,5,,,\n"  # stands nowhere
    "office,100,10,,{owner},a\n"
    "works,50,20,2028,{owner},b\n"  # at a site whose rent is not given
    "empty,,10,,{owner},a\n"  # nobody works there
)
SITES = "site,pay,rent,fit_out,incentive\na,40000,100,10000,0\nb,50000,,0,2000\nc,,,,\n"
FACTORS = [1.08**-age for age in range(5)]
"""Worth today of money of 2026 to 2030, at the entrant's 8 % a year."""


def placed(folder: Path, owner: str = "E", functions: str = FUNCTIONS) -> Case:
    """Return mini with an office from 2026 and works from 2028."""
    told = functions.format(owner=owner)
    return site_case(folder, functions=told, sites=SITES, criteria="")


def test_a_plan_pays_for_headquarters_to_the_end_and_after(tmp_path: Path) -> None:
    """Office: 100 x (40,000 + 10 x 100) = 4.1 m a year, 1 m to move in in 2026.

    Works from 2028: 50 x 50,000 = 2.5 m, and 50 x 2,000 = .1 m is given for them. Mini
    pays no tax and repeats the last year three times: 4.1 x 4.31213 + 2.5 x 2.38620 + 1
    - .1 x .85734 + 3 x 6.6 x .73503 = 39.113 m.
    """
    found = brownfield.plan(placed(tmp_path))
    less = brownfield.plan(brownfield.read_case("mini")).value - found.value
    running = 4.1 * sum(FACTORS) + 2.5 * sum(FACTORS[2:])
    once = 1.0 - 0.1 * FACTORS[2]
    paper = running + once + 3 * 6.6 * FACTORS[4]
    assert paper == pytest.approx(39.113, abs=1e-3)
    assert less == pytest.approx(paper * 1e6, rel=1e-6)
    assert found.is_sound
    cash = found.tables["cash"].filter(pl.col("node").is_in(["root", "hi@2028"]))
    items = {
        (item, year): amount / 1e6
        for item, year, amount in cash.select("item", "year", "amount").iter_rows()
        if item in ("headquarters", "moving")
    }
    assert items == pytest.approx(
        {
            ("headquarters", 2026): -4.1,
            ("moving", 2026): -1.0,
            ("headquarters", 2028): -6.6,
            ("moving", 2028): 0.1,
        }
    )


def test_headquarters_of_who_does_not_plan_cost_no_plan(tmp_path: Path) -> None:
    """With the host as owner, and only the entrant planning, nothing is paid."""
    case = placed(tmp_path, "H").with_settings("plan", {"parties": ["E"]})
    cash = brownfield.plan(case).tables["cash"]
    assert not set(cash["item"]) & {"headquarters", "moving"}


def test_a_plan_that_pays_too_little_is_found(tmp_path: Path) -> None:
    """Half the cost of headquarters is missing from its cash."""
    case = placed(tmp_path)
    found = brownfield.plan(case)
    cash = found.tables["cash"]
    is_paid = pl.col("item") == "headquarters"
    half = pl.when(is_paid).then(pl.col("amount") / 2).otherwise("amount")
    tables = dict(found.tables) | {"cash": cash.with_columns(amount=half)}
    wrong = audit_tables(derive(case), tables, found.value)
    failed = wrong.failures["check"].to_list()
    assert any(check.startswith("cash headquarters") for check in failed)


@pytest.mark.parametrize(
    ("functions", "line", "words"),
    [
        ("function,staff,site\noffice,100,a\n", 2, "stands in a and nobody pays"),
        ("function,staff,site,owner\noffice,100,c,E\n", 2, "c has no pay"),
        ("function,staff,site,owner\noffice,100,x,E\n", 2, "x"),
    ],
)
def test_headquarters_that_nobody_can_pay_are_told(
    functions: str, line: int, words: str, tmp_path: Path
) -> None:
    """With file, line and what to do."""
    with pytest.raises(DataError) as caught:
        placed(tmp_path, functions=functions)
    assert f"functions.csv, line {line}" in str(caught.value)
    assert words in str(caught.value)
