"""Is the impact of a plan told alike in terminal, page and JSON?"""

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

import brownfield
from brownfield.plans.json_text import json_text
from brownfield.questions.impact import words
from brownfield.questions.impact.document import Brought, Document
from brownfield.questions.impact.page import page
from brownfield.questions.impact.text import text
from brownfield.questions.impact.views import TITLES, view
from brownfield.tell.numbers import money, price
from brownfield.tell.page import render
from brownfield.tell.values import values

JSON = ("jobs", "gross", "net", "steps", "exchequer", "cost_per_net_job", "regions")


@pytest.fixture(scope="module")
def document() -> Document:
    """Return what is told of the starter case."""
    found: Document = brownfield.impact(
        brownfield.read_case("starter"), draws=20
    ).document
    return found


@pytest.fixture(scope="module")
def brought(document: Document) -> Brought:
    """Return what its plan brings."""
    assert document.brought is not None
    return document.brought


def test_what_comes_anyway_stands_first(document: Document, brought: Brought) -> None:
    """Then the headline, which says jobs, cost and whether it is earned back."""
    first, second, *_ = text(document).split("\n\n")
    gross, lost = brought.gross, brought.gross - 600.0
    assert first.startswith(f"In 2030 {gross:,.0f} people work on what only the")
    assert f"{lost:,.0f} of them ({100 * lost / gross:.3g} %) would be in" in first
    assert first.endswith("so 600 are additional.")
    assert second.startswith(f"The plan brings Homeland {brought.net:,.0f} jobs net")
    assert brought.cost_per_net_job is not None
    cost = price(brought.cost_per_net_job, "GBP")
    assert f"each costs the state {cost} of support and customs duty" in second
    assert brought.exchequer.balance < 0.0
    assert "over 30 years the state does not get it back: GBP -" in second


def test_anyway_is_what_is_not_additional_and_taxed_like_the_rest(
    brought: Brought,
) -> None:
    """All but 600; 7,600 + 5,000 + 4,240 = 16,840 of tax on each of them."""
    anyway = -{step.name: step.change for step in brought.steps}["anyway"]
    assert anyway == pytest.approx(brought.gross - 600.0)
    assert brought.exchequer.anyway == pytest.approx(16_840.0 * anyway)


def test_a_region_is_told_by_itself(document: Document, brought: Brought) -> None:
    """405 in the plant, and suppliers of what it spends on conversion."""
    assert words.in_region(document, brought) == ""
    own = replace(brought, region="homeshire")
    chain, pay = (getattr(own.regions[0], name) for name in ("chain", "pay"))
    told = words.in_region(document, own)
    assert told.startswith(
        f"Homeshire has {405 + chain:,.0f} jobs of these, 405 jobs in"
    )
    assert f"{chain:,.0f} jobs at suppliers, with {money(pay, 'GBP')} of pay" in told


def test_heads_have_the_name_of_their_first_band(brought: Brought) -> None:
    """The second band of the tax on pay has none."""
    names = {one.tax: one.name for one in brought.exchequer.heads}
    assert names["income_tax"] == "Tax on pay"
    assert names["customs_duty"] == "Customs duty"


def test_induced_jobs_are_apart(document: Document, brought: Brought) -> None:
    """They are told once, and are in no step and not in the headline."""
    assert brought.jobs.induced > 0.0
    assert brought.jobs.net == pytest.approx(brought.jobs.direct + brought.jobs.chain)
    assert f"{brought.jobs.induced:,.0f}" in words.beside(brought)
    assert f"{brought.jobs.induced:,.0f}" not in words.headline(document)


def test_every_field_is_in_the_json(document: Document) -> None:
    """Those that the reference promises, at the top."""
    told = json.loads(json_text(values(document)))
    assert {*JSON, "co2", "ranges", "multipliers"} <= set(told)
    assert told["steps"][0]["name"] == "gross"
    assert told["regions"][0]["region"] == "homeshire"
    assert set(told["ranges"]) == {
        "jobs",
        "balance",
        "balance_of_plan",
        "cost_per_net_job",
    }


@pytest.mark.parametrize("name", TITLES)
def test_each_view_ends_with_what_to_ask(
    document: Document, brought: Brought, name: str
) -> None:
    """Whoever looks: what it gives, what it risks, what to ask."""
    title, lines = view(replace(document, view=name), brought)
    assert title == TITLES[name]
    assert lines[-1].startswith("Ask: ")
    assert len(lines) >= 3


def test_the_page_shows_four_figures(
    document: Document, brought: Brought, tmp_path: Path
) -> None:
    """Waterfall, regions, years and purse, each with its numbers as a table."""
    made = page(document)
    assert [one.name for one in made.figures] == [
        "waterfall",
        "regions",
        "years",
        "purse",
    ]
    for figure in made.figures:
        assert figure.table.height
    (waterfall,) = (one for one in made.figures if one.name == "waterfall")
    bars = waterfall.panels[0].spec["datasets"]["steps"]
    assert bars[0]["to"] == pytest.approx(brought.gross, abs=0.051)
    assert bars[-1]["to"] == pytest.approx(brought.net, abs=0.051)
    for before, after in pairwise(bars[:-1]):
        assert after["from"] == pytest.approx(before["to"], abs=0.11)
    target = tmp_path / "page.html"
    target.write_text(render(made), encoding="utf-8")
    assert target.stat().st_size > 10_000


def test_losses_are_told_as_losses() -> None:
    """Whole numbers with their sign; less than half a job is none."""
    assert words.people(0.4) == "no jobs"
    assert words.people(1.0) == "1 job"
    assert words.people(-1_250.0) == "-1,250 jobs"


def test_without_draws_there_are_no_ranges() -> None:
    """`draws=0` is an answer without ranges, with assumptions as without."""
    case = brownfield.read_case("starter")
    rows = [{"table": "taxes", "where": "tax=sales_tax", "column": "rate", "low": 0.01}]
    ranged = case.with_table("assumptions", [{**rows[0], "mode": 0.1, "high": 0.2}])
    assert brownfield.impact(ranged, draws=50).document.brought.ranges
    assert not brownfield.impact(ranged, draws=0).document.brought.ranges
