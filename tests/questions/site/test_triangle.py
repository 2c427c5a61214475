"""Is the best place right all over the triangle of weights, and are ranges told?"""

from pathlib import Path

import numpy as np
import pytest

import brownfield
from brownfield.questions.site.document import Document, document
from brownfield.questions.site.facts.corners import Corners
from brownfield.questions.site.figures.corners import corners_figure
from brownfield.questions.site.text import text
from tests.questions.site.small import site_case

SITES = "site,name\na,Alpha\nb,Beta\nc,Gamma\n"
SPECIALISTS = (
    "criterion,site,score,worst,best,swing,weight_low,weight_high\n"
    "x,a,10,0,10,50,0.2,1\nx,b,0,,,,,\nx,c,0,,,,,\n"
    "y,a,0,0,10,30,,\ny,b,10,,,,,\ny,c,0,,,,,\n"
    "z,a,0,0,10,15,,\nz,b,0,,,,,\nz,c,10,,,,,\n"
    "u,a,0,0,10,5,,\nu,b,0,,,,,\nu,c,10,,,,,\n"
)
"""Each place is best on one corner: x, y, and z with u."""


def told(folder: Path, **texts: str) -> Document:
    """Return what is told of three places."""
    case = site_case(folder, **{"sites": SITES, "criteria": SPECIALISTS} | texts)
    return document(brownfield.site(case, draws=200))


def triangle(folder: Path) -> Corners:
    """Return the triangle of three specialists."""
    found = told(folder).triangle
    assert found is not None
    return found


def test_each_place_is_best_where_its_criterion_weighs_most(tmp_path: Path) -> None:
    """Worth a = first, b = second, c = others, so the largest weight decides."""
    found = triangle(tmp_path)
    assert found.corners == (("x",), ("y",), ("z", "u"))
    assert found.today == pytest.approx((0.5, 0.3, 0.2))
    assert len(found.points) == 31 * 32 / 2  # thirty steps a side
    for point in found.points:
        weights = [point["first"], point["second"], point["others"]]
        assert sum(weights) == pytest.approx(1.0)
        if sorted(weights)[1] < max(weights) - 1e-9:
            assert point["site"] == "abc"[int(np.argmax(weights))]
        assert point["is_allowed"] == (weights[0] >= 0.2 - 1e-9)
    assert sum(found.shares.values()) == pytest.approx(1.0)
    assert found.shares["a"] == pytest.approx(1 / 3, abs=0.05)
    assert found.shares_allowed["a"] > found.shares["a"]


def test_the_triangle_is_drawn_with_a_point_for_each_weight(tmp_path: Path) -> None:
    """Corners at (0, 0), (1, 0) and (1/2, root 3 / 2); pale where not allowed."""
    figure = corners_figure(told(tmp_path))
    assert figure is not None
    data = figure.panels[0].spec["datasets"]
    by_weight = {(p["first"], p["second"]): p for p in data["points"]}
    right, left, top = by_weight[1, 0], by_weight[0, 1], by_weight[0, 0]
    assert [(p["x"], p["y"]) for p in (left, right)] == [(0.0, 0.0), (1.0, 0.0)]
    assert (top["x"], top["y"]) == pytest.approx((0.5, 0.866), abs=1e-3)
    assert (right["opacity"], left["opacity"]) == (1.0, 0.3)
    assert [row[0] for row in figure.legend] == ["Alpha", "Beta", "Gamma"]


def test_two_criteria_make_no_triangle(tmp_path: Path) -> None:
    """A strip says it all."""
    two = "".join(SPECIALISTS.splitlines(keepends=True)[:7])
    found = told(tmp_path, criteria=two)
    assert found.triangle is None
    assert corners_figure(found) is None


RANGED = (
    "table,where,column,low,mode,high,distribution\n"
    'criteria,"criterion=x, site=a|b",score,2,6,8,uniform\n'
)
ONE = "criterion,site,score,worst,best\nx,a,6,0,10\nx,b,6,,\nx,c,5,,\n"


def test_sites_of_one_assumption_move_together(tmp_path: Path) -> None:
    """Alpha and Beta always tie, so both are first where the number is above 5.

    Of 2 to 8 that is a half; drawn one by one they would tie never.
    """
    case = site_case(tmp_path, sites=SITES, criteria=ONE, assumptions=RANGED)
    found = document(brownfield.site(case, draws=20_000))
    first = {site: ranks[0] for site, ranks in found.acceptability.items()}
    assert first["a"] == first["b"]
    assert first["a"] == pytest.approx(0.5, abs=3 * found.standard_error["a"][0])
    assert first["a"] + first["c"] == pytest.approx(1.0)
    ranges = {place.site: place.score_ranges for place in found.places}
    assert ranges == {"a": {"x": (2.0, 8.0)}, "b": {"x": (2.0, 8.0)}, "c": {}}


def test_a_cost_has_the_range_of_its_pay(tmp_path: Path) -> None:
    """150 people at 30,000 to 50,000: 4.5 to 7.5 m, and 3,000 square metres at 100.

    With rent .3 m: 4.8 to 7.8 m, evenly. Beta costs 6.3 m, so Alpha is first in half.
    """
    found = told(
        tmp_path,
        sites="site,pay,rent\na,40000,100\nb,40000,100\n",
        criteria="criterion,site,worst,best\ncost,a,9e6,4e6\ncost,b,,\n",
        assumptions=(
            "table,where,column,low,mode,high,distribution\n"
            "sites,site=a,pay,30000,40000,50000,uniform\n"
        ),
    )
    alpha = next(place for place in found.places if place.site == "a")
    assert alpha.score_ranges["cost"] == pytest.approx((4.8e6, 7.8e6))
    assert found.scores_drawn == 1
    assert alpha.first == pytest.approx(0.5, abs=0.15)  # 200 draws
    assert "So is one score, from its range" in text(found)
