"""Does a board read of candidate places what the command prints?"""

from pathlib import Path

import pytest

import brownfield
from brownfield.questions.site import words
from brownfield.questions.site.document import Document
from brownfield.questions.site.paper import paper as paper_of
from brownfield.tell.paper.pdf import pdf
from tests.questions.site.small import site_case
from tests.questions.site.test_site import COSTS, PAID
from tests.tell.paper.papers import pages


def document(folder: Path, **texts: str) -> Document:
    """Return what is told of three places."""
    told: Document = brownfield.site(site_case(folder, **texts)).document
    return told


def test_the_pages_hold_the_figures_of_the_json(tmp_path: Path) -> None:
    """Alpha .645, Gamma .51, Beta .255; quality 8.75 would make Gamma the first."""
    told = document(tmp_path)
    first, second, third, last = pages(pdf(paper_of(told)))
    assert words.headline(told) in first
    for name, value in (("Alpha", "0.645"), ("Gamma", "0.510"), ("Beta", "0.255")):
        assert f"{name} {value}" in first
    assert "no cost is known" in second
    assert "8.75" in third
    assert "price 300 100 50 % 0 % to 100 %" in last.lower()
    assert told.case_digest[:12] in last


def test_the_chart_holds_what_each_function_costs(tmp_path: Path) -> None:
    """Alpha: 100 x (40,000 + 10 x 200) = 4.2 m, 50 x (40,000 + 40 x 200) = 2.4 m."""
    chart = paper_of(document(tmp_path, sites=PAID, criteria=COSTS)).sheets[1].chart
    assert chart is not None
    place = chart.labels.index("Alpha")
    found = {one.name: one.values[place] for one in chart.series}
    assert found == pytest.approx({"Office": 4.2e6, "Works": 2.4e6})
    assert chart.ends[place] == "GBP 6.60 m"
