"""Do tables of trips, talent pools and opening years give the placement of paper?"""

import json
from pathlib import Path

import pytest

import brownfield
from brownfield.errors import DataError
from brownfield.questions.site.document import Document, document
from brownfield.questions.site.page import page
from brownfield.questions.site.text import text
from tests.questions.site.small import site_case

FUNCTIONS = "function,staff,opens,owner\noffice,100,,E\nworks,50,2028,E\n"
SITES = (
    "site,name,pay,talent_pool,pool_share,pool_growth,fit_out,closing_chance\n"
    "a,Alpha,40000,1000,0.1,0.3,10000,0.5\n"
    "b,Beta,50000,,,,0,0\n"
    "c,Gamma,,,,,,\n"
)
CRITERIA = "criterion,site,score,worst,best\nx,a,3,0,10\nx,b,2,0,10\nx,c,1,0,10\n"
TRIPS = "function,other,trips\noffice,works,{between}\nworks,NEW,100\n"
JOURNEYS = (
    "site,other,cost\na,b,1000\nc,a,900\nb,c,900\na,NEW,2000\nb,NEW,500\nc,NEW,500\n"
)
FACTORS = [1.08**-age for age in range(5)]
"""Worth today of money of 2026 to 2030, at the 8 % a year of E."""
FIVE, THREE = sum(FACTORS), sum(FACTORS[2:])  # 4.31213 and, from 2028, 2.38620


def told_of(folder: Path, sites: str = SITES, between: int = 1000) -> Document:
    """Return what is told of an office from 2026 and works from 2028."""
    case = site_case(
        folder,
        functions=FUNCTIONS,
        sites=sites,
        criteria=CRITERIA,
        trips=TRIPS.format(between=between),
        journeys=JOURNEYS,
    )
    return document(brownfield.site(case))


def test_all_functions_go_where_a_growing_pool_has_room_in_time(
    tmp_path: Path,
) -> None:
    """Alpha may employ 100 people in 2026, 169 in 2028, when 150 are wanted.

    Office: 100 x 40,000 = 4 m a year and 1 m to move in. Works: 2 m and 100 trips to
    the plant of 2,000, 2.2 m a year, and .5 m in 2028. 4 x 4.31213 + 1 + 2.2 x 2.38620
    + .5 x .85734 = 23.927 m. In Beta 5 x 4.31213 + 2.55 x 2.38620 = 27.645 m.
    """
    found = told_of(tmp_path).placed
    assert found is not None
    assert found.sites == {"office": "a", "works": "a"}
    alpha = 4 * FIVE + 1 + 2.2 * THREE + 0.5 * FACTORS[2]
    assert found.cost == pytest.approx(alpha * 1e6)
    assert found.without_pools == pytest.approx(alpha * 1e6)
    assert found.in_one == pytest.approx(
        {"a": alpha * 1e6, "b": (5 * FIVE + 2.55 * THREE) * 1e6}
    )
    assert found.fits_in_one == {"a": True, "b": True}


def test_a_pool_that_two_functions_drain_parts_them(tmp_path: Path) -> None:
    """Without growth Alpha has 100: the works go to Beta, and 1,000 trips cost 1 m.

    4 x 4.31213 + 1 + (2.55 + 1) x 2.38620 = 26.720 m, 2.793 m more than without pools.
    """
    told = told_of(tmp_path, SITES.replace("0.1,0.3", "0.1,0"))
    found = told.placed
    assert found is not None
    assert found.sites == {"office": "a", "works": "b"}
    assert found.cost == pytest.approx((4 * FIVE + 1 + 3.55 * THREE) * 1e6)
    assert found.fits_in_one == {"a": False, "b": True}
    assert "Office goes to Alpha; Works goes to Beta" in text(told)
    assert "Talent pools are GBP 2.79 m of that." in text(told)
    assert "Too few people for all functions at once: Alpha." in text(told)


def test_staff_and_money_year_by_year(tmp_path: Path) -> None:
    """As above: 5 m in 2026, 4 in 2027, in 2028 4 + 2.55 + 1, and so on.

    All in Alpha: 5, 4, then 4 + 2.2 + .5, 6.2 and 6.2 m.
    """
    found = told_of(tmp_path, SITES.replace("0.1,0.3", "0.1,0")).placed
    assert found is not None
    apart = [row["apart"] / 1e6 for row in found.spent]
    assert apart == pytest.approx([5.0, 4.0, 7.55, 7.55, 7.55])
    alpha = [row["a"] / 1e6 for row in found.spent]
    assert alpha == pytest.approx([5.0, 4.0, 6.7, 6.2, 6.2])
    first, *_, last = found.staff
    assert first == {"year": 2026, "function": "office", "site": "a", "staff": 100.0}
    assert last == {"year": 2030, "function": "works", "site": "b", "staff": 50.0}
    assert len(found.staff) == 5 + 3


def test_a_headquarters_may_close_again(tmp_path: Path) -> None:
    """Half of those in Alpha close each year: 1 + .5 + .25 + .125 + .0625 years.

    On average 4 m x sum of .5^t / 1.08^t + 1 m, and the works with .25 in 2028.
    """
    told = told_of(tmp_path)
    alpha, beta = told.stays
    assert alpha.expected_years == pytest.approx(1.9375)
    assert beta.expected_years == pytest.approx(5.0)
    half = [0.5**age * factor for age, factor in enumerate(FACTORS)]
    mean = 4 * sum(half) + 1 + 2.2 * sum(half[2:]) + 0.5 * half[2]
    assert alpha.expected_cost == pytest.approx(mean * 1e6)
    assert beta.expected_cost == pytest.approx(beta.cost)
    assert "open in 1.9 of 5 years" in text(told)


def test_no_placement_keeps_to_pools_that_are_too_small(tmp_path: Path) -> None:
    """Nobody may employ more than ten people."""
    sites = SITES.replace("1000,0.1", "100,0.1").replace("50000,,", "50000,10,")
    told = told_of(tmp_path, sites)
    assert told.placed is not None
    assert told.placed.sites is None
    assert told.placed.staff == []
    assert "No placement of the functions keeps to the talent pools" in text(told)
    assert page(told).after


def test_functions_that_stand_somewhere_are_told(tmp_path: Path) -> None:
    """The tables have the office in Beta, whatever is cheapest."""
    functions = FUNCTIONS.replace("owner\n", "owner,site\n").replace(
        "office,100,,E", "office,100,,E,b"
    )
    case = site_case(
        tmp_path,
        functions=functions.replace("2028,E", "2028,E,"),
        sites=SITES,
        criteria=CRITERIA,
    )
    told = document(brownfield.site(case))
    assert told.stands == {"office": "b"}
    assert "Plans pay for what stands somewhere: Office in Beta." in text(told)


def test_json_holds_the_placement(tmp_path: Path) -> None:
    """Sites of functions, staff and money by year, and how long places last."""
    case = site_case(tmp_path, functions=FUNCTIONS, sites=SITES, criteria=CRITERIA)
    told = json.loads(brownfield.site(case).to_json())
    assert told["placed"]["sites"] == {"office": "a", "works": "a"}
    assert [row["site"] for row in told["stays"]] == ["a", "b"]
    assert told["opens_way"] == []
    assert told["row_notes"] == []


BAD = {
    "a journey that is missing": (
        {"journeys": JOURNEYS.replace("b,c,900\n", "")},
        "sites.csv, line 3",
        "No journey to c",
    ),
    "a journey to a plant that is missing": (
        {"journeys": JOURNEYS.replace("b,NEW,500\n", "")},
        "sites.csv, line 3",
        "No journey to NEW",
    ),
    "a journey both ways round": (
        {"journeys": JOURNEYS + "b,a,1000\n"},
        "journeys.csv, line 8",
        "Another row says it of a and b",
    ),
    "a trip of a function to itself": (
        {"trips": "function,other,trips\noffice,office,5\n"},
        "trips.csv, line 2",
        "office needs no way to itself",
    ),
    "a trip to nobody": (
        {"trips": "function,other,trips\noffice,moon,5\n"},
        "trips.csv, line 2",
        "moon",
    ),
    "a payer who is nobody": (
        {"functions": FUNCTIONS.replace(",,E", ",,X")},
        "functions.csv, line 2",
        "X",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_placed_is_told_by_row(name: str, tmp_path: Path) -> None:
    """With file, line and what is wrong."""
    texts, where, words = BAD[name]
    whole = {
        "functions": FUNCTIONS,
        "sites": SITES,
        "criteria": CRITERIA,
        "trips": TRIPS.format(between=10),
        "journeys": JOURNEYS,
    }
    with pytest.raises(DataError) as caught:
        site_case(tmp_path, **whole | texts)
    assert where in str(caught.value)
    assert words in str(caught.value)
