"""Does the answer on places agree with paper, from table to JSON?"""

import json
from pathlib import Path

import pytest

import brownfield
from brownfield.errors import DataError, UnansweredError
from tests.questions.site.small import CRITERIA, MINI, site_case

PAID = """site,name,pay,rent,incentive
a,Alpha,40000,200,1000
b,Beta,50000,100,
c,Gamma,30000,400,
"""
COSTS = """criterion,site,score,worst,best
cost,a,,10000000,0
cost,b,,,
cost,c,,,
travel,a,30,60,20
travel,b,50,,
travel,c,24,,
"""


def test_worth_of_each_place_and_what_it_is_made_of(tmp_path: Path) -> None:
    """Weights .5, .3, .2: a .3 + .225 + .12, b 0 + .075 + .18, c .2 + .27 + .04."""
    told = brownfield.site(site_case(tmp_path)).document
    assert told.weights == pytest.approx({"price": 0.5, "travel": 0.3, "quality": 0.2})
    found = {place.site: place.value for place in told.places}
    assert found == pytest.approx({"a": 0.645, "c": 0.51, "b": 0.255})
    assert list(found) == ["a", "c", "b"]
    first = told.places[0]
    assert first.parts == pytest.approx(
        {"price": 0.3, "travel": 0.225, "quality": 0.12}
    )
    assert first.name == "Alpha"
    assert told.unsupported == 9


def test_what_would_have_to_be_true(tmp_path: Path) -> None:
    """Gamma is .135 behind: price .27 of its range of 200 better, 220 - 54 = 166.

    Travel: .135/.3 = .45 more is 1.35, beyond the best. Quality: .135/.2 = .675 more is
    .875, a score of 8.75. By weight of travel, price and quality 5 to 2: a
    (.6 x 5 + .6 x 2)/7 = .6, c (.4 x 5 + .2 x 2)/7 = 2.4/7; .6(1 - w) + .75 w =
    2.4/7 (1 - w) + .9 w at 1.8/7 (1 - w) = .15 w, w = 1.8/2.85 = .6316.
    """
    told = brownfield.site(site_case(tmp_path)).document
    gamma = next(one for one in told.would_have_to_be_true if one.site == "c")
    assert gamma.behind == pytest.approx(0.135)
    found = {turn.criterion: turn for turn in gamma.turns}
    assert found["price"].score == pytest.approx(166.0)
    assert found["travel"].score is None
    assert found["quality"].score == pytest.approx(8.75)
    assert found["travel"].weight == pytest.approx(1.8 / 2.85)


def test_cost_follows_from_staff_pay_space_and_rent(tmp_path: Path) -> None:
    """150 people, 100 x 10 + 50 x 40 = 3,000 square metres.

    a 150 x 40,000 + 3,000 x 200 = 6.6 m, b 7.5 + .3 = 7.8 m, c 4.5 + 1.2 = 5.7 m. On a
    range of 10 m to 0: .34, .22, .43.
    """
    case = site_case(tmp_path, sites=PAID, criteria=COSTS)
    told = brownfield.site(case).document
    costs = {place.site: place.cost for place in told.places}
    assert costs == pytest.approx({"a": 6.6e6, "b": 7.8e6, "c": 5.7e6})
    scores = {place.site: place.scores["cost"] for place in told.places}
    assert scores == pytest.approx(costs)
    assert {p.site: p.incentive for p in told.places} == {"a": 150e3, "b": 0, "c": 0}
    weights = told.weights  # no swings: the middle of all weights
    assert weights["cost"] == pytest.approx(0.5, abs=0.02)
    value = next(p.value for p in told.places if p.site == "c")
    assert value == pytest.approx(0.43 * weights["cost"] + 0.9 * weights["travel"])


def test_pay_twice_as_high_costs_twice_as_much_and_nothing_is_counted_twice(
    tmp_path: Path,
) -> None:
    """A cost written beside pay and rent is refused."""
    both = COSTS.replace("cost,b,,", "cost,b,7800000,")
    with pytest.raises(DataError, match="counted once"):
        site_case(tmp_path, sites=PAID, criteria=both)


def test_scores_with_a_range_are_drawn(tmp_path: Path) -> None:
    """One criterion: b scores 5, a anything from 4 to 8, so a is first in 3 of 4."""
    case = site_case(
        tmp_path,
        sites="site\na\nb\n",
        criteria="criterion,site,score,worst,best\nx,a,6,0,10\nx,b,5,,\n",
        assumptions=(
            "table,where,column,low,mode,high,distribution\n"
            'criteria,"criterion=x, site=a",score,4,6,8,uniform\n'
        ),
    )
    told = brownfield.site(case, draws=20_000).document
    assert told.scores_drawn == 1
    error = told.standard_error["a"][0]
    assert abs(told.acceptability["a"][0] - 0.75) <= 3 * error
    assert told.places[0].confidence == pytest.approx(0.75, abs=3 * error)


def test_the_same_seed_gives_the_same_answer(tmp_path: Path) -> None:
    """And another one a little different."""
    case = site_case(tmp_path)
    one, same, other = (
        brownfield.site(case, draw_seed=seed).document.acceptability
        for seed in (3, 3, 4)
    )
    assert one == same
    assert one != other


def test_money_in_another_unit_changes_no_rank(tmp_path: Path) -> None:
    """Pay, rent and the range of the cost doubled: the same values."""
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    one = site_case(tmp_path / "one", sites=PAID, criteria=COSTS)
    doubled = (
        PAID.replace("40000,200,1000", "80000,400,2000")
        .replace("50000,100", "100000,200")
        .replace("30000,400", "60000,800")
    )
    two = site_case(
        tmp_path / "two", sites=doubled, criteria=COSTS.replace("10000000", "20000000")
    )
    first, second = (brownfield.site(case).document for case in (one, two))
    assert first.acceptability == second.acceptability
    assert [p.value for p in first.places] == pytest.approx(
        [p.value for p in second.places]
    )


def test_json_has_what_a_reader_needs(tmp_path: Path) -> None:
    """Shares of a place sum to 1, no number is not a number."""
    told = json.loads(brownfield.site(site_case(tmp_path)).to_json())
    assert {
        "places",
        "acceptability",
        "central_weights",
        "would_have_to_be_true",
    } <= set(told)
    for site in "abc":
        assert sum(told["acceptability"][site]) == pytest.approx(1.0)
    # Beta leads only where quality decides: .9 against .6 and .2
    assert told["central_weights"]["b"]["quality"] > 0.5


def test_a_case_without_a_headquarters_says_what_is_missing() -> None:
    """By the names of its tables."""
    case = brownfield.read_case(MINI)
    with pytest.raises(UnansweredError, match="functions, sites, criteria"):
        brownfield.site(case)


BAD = {
    "site without a score": (
        CRITERIA.replace("travel,c,24,,,\n", ""),
        "sites",
        4,
        "No score on travel",
    ),
    "score outside the range": (
        CRITERIA.replace("travel,c,24", "travel,c,70"),
        "criteria",
        7,
        "The range of travel is 60 to 20",
    ),
    "range without width": (
        CRITERIA.replace("30,60,20,60", "30,60,60,60"),
        "criteria",
        5,
        "no score counts",
    ),
    "range without an end": (
        CRITERIA.replace("30,60,20,60", "30,60,,60"),
        "criteria",
        5,
        "travel needs it",
    ),
    "two ranges": (
        CRITERIA.replace("travel,c,24,,,", "travel,c,24,90,,"),
        "criteria",
        7,
        "Another row of travel says 60",
    ),
    "swing of some": (
        CRITERIA.replace("6,0,10,40", "6,0,10,"),
        "criteria",
        8,
        "Other criteria have a swing",
    ),
    "no score": (
        CRITERIA.replace("travel,c,24", "travel,c,"),
        "criteria",
        7,
        "A score is needed",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_compared_is_told_by_row(name: str, tmp_path: Path) -> None:
    """With file, line and what to do."""
    text, table, line, words = BAD[name]
    with pytest.raises(DataError) as caught:
        site_case(tmp_path, criteria=text)
    message = str(caught.value)
    assert words in message
    assert f"{table}.csv, line {line}" in message


@pytest.mark.parametrize(
    ("ends", "words"),
    [
        ("0.6,1", "The least weights sum to 1.8"),
        ("0,0.3", "The most weights sum to 0.9"),
    ],
)
def test_weights_that_cannot_sum_to_one_are_told(
    ends: str, words: str, tmp_path: Path
) -> None:
    """Three criteria at .6 and more, or at .3 and less."""
    lines = [
        line + (",weight_low,weight_high" if place == 0 else f",{ends}")
        for place, line in enumerate(CRITERIA.splitlines())
    ]
    with pytest.raises(DataError, match=words) as caught:
        site_case(tmp_path, criteria="\n".join(lines) + "\n")
    assert "criteria.csv, line 2" in str(caught.value)


def test_a_place_may_count_in_its_own_money(tmp_path: Path) -> None:
    """Gamma in euros: 5.7 m of them are 4.56 m at .8, the rate of the first year."""
    sites = PAID.replace("incentive\n", "incentive,currency\n").replace(
        ",1000\n", ",1000,\n"
    )
    sites = sites.replace("100,\n", "100,,\n").replace("400,\n", "400,,EUR\n")
    rates = "currency,year,rate\n" + "".join(
        f"EUR,{year},{0.8 if year == 2026 else 0.9}\n" for year in range(2026, 2031)
    )
    case = site_case(tmp_path, sites=sites, criteria=COSTS, exchange_rates=rates)
    told = brownfield.site(case).document
    costs = {place.site: place.cost for place in told.places}
    assert costs == pytest.approx({"a": 6.6e6, "b": 7.8e6, "c": 4.56e6})
