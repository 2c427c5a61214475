"""The document of a plan: what JSON holds, and what sentences under figures name."""

from dataclasses import fields

import polars as pl
import pytest

from brownfield.plans.files import summary
from brownfield.questions.plan.document import Document
from brownfield.questions.plan.facts import highlights, value
from brownfield.questions.plan.facts.decision import Decision, decisions
from brownfield.questions.plan.facts.highlights import (
    Amount,
    Deliveries,
    LaneCosts,
    OriginFall,
    PeakUse,
)
from brownfield.questions.plan.question import Study
from brownfield.tell.values import values


def test_json_holds_what_a_run_folder_holds(starter: Study, told: Document) -> None:
    """Same keys in the same order, same values; the rest is told in words only.

    Duty by delivery stands there as a file of its own, with each node by itself;
    screens and notes on rows are no part of a plan.
    """
    found, known = values(told), summary(starter.plan)
    assert found.pop("duty_by_delivery") == told.duty_by_delivery.to_dicts()
    assert found.pop("row_notes") == []
    assert found.pop("screens") == told.screens.to_dicts()
    assert found.pop("quota_rents") == []
    (plant,) = found.pop("jobs")
    assert (plant["facility"], plant["today"]) == ("Home plant", 1_300.0)
    assert plant["planned"] == list(told.jobs[0].planned)
    assert found.pop("agreements") == [vars(one) for one in told.agreements]
    assert list(found.pop("decision")) == [one.name for one in fields(told.decision)]
    assert found.pop("investment") == pytest.approx(60e6)  # tooling_cost of its kits
    for name in ("payback", "after_last_year"):
        assert found.pop(name) == getattr(told, name)
    assert found.pop("rejected") == []
    assert list(found) == list(known)
    assert found == known
    assert len(fields(told)) > len(known)


def test_a_decision_sums_the_chances_of_its_years() -> None:
    """0.5 + 0.25 = 0.75 of starting at all, and 0.25 of that later than 2027."""
    rows = [("A", "X", 2027, 2028, 0.5, False), ("A", "X", 2029, 2028, 0.25, False)]
    rows += [("B", "X", 2026, 2026, 1.0, False), ("C", "X", 2026, 2026, 1.0, True)]
    schema = ["product", "facility", "year", "first_built", "probability"]
    schema += ["is_committed"]
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    assert decisions(frame) == (
        Decision("X", "A", 2027, 2028, 0.75, is_certain=False, may_start_later=True),
        Decision("X", "B", 2026, 2026, 1.0, is_certain=True, may_start_later=False),
    )


@pytest.mark.parametrize(
    ("other", "bound", "difference", "is_clear"),
    [(9.0, 10.5, 1.0, True), (9.6, 10.5, 0.4, False), (11.0, 10.0, -1.0, True)],
)
def test_a_gain_within_the_open_search_is_not_clear(
    other: float, bound: float, difference: float, *, is_clear: bool
) -> None:
    """Worth 10 with 10.5 possible: 1 more is clear, 0.4 more is not."""
    names = {"title": ["best", "poor", "other"], "is_sound": [True, True, True]}
    options = pl.DataFrame(names | {"value": [10.0, 1.0, other]})
    found = value.next_best(options, bound)
    assert found is not None
    assert found.title == "other"
    assert found.difference == pytest.approx(difference)
    assert found.is_clear is is_clear


def test_guests_peak_where_they_use_most() -> None:
    """30 of 120 is a quarter; another view does not count."""
    frame = pl.DataFrame(
        {
            "view": ["v", "v", "w"],
            "facility": ["X", "Y", "X"],
            "year": [2026, 2027, 2028],
            "guest_used": [20.0, 30.0, 90.0],
            "capacity": [100.0, 120.0, 100.0],
        }
    )
    assert highlights.peak_use(frame, "v") == PeakUse("Y", 2027, 30.0, 0.25)
    assert highlights.peak_use(frame, "none") is None


def test_who_invests_most_is_told_without_a_sign() -> None:
    """5 + 3 of A are more than 7 of B; sales are no investment."""
    rows = [("A", "Investment", -5.0), ("A", "Investment", -3.0)]
    rows += [("B", "Investment", -7.0), ("C", "Sales", -99.0)]
    frame = pl.DataFrame(rows, schema=["party", "group", "amount"], orient="row")
    cash = frame.with_columns(view=pl.lit("v"))
    assert highlights.largest_investor(cash, "v") == Amount("A", 8.0)
    assert highlights.largest_investor(cash, "w") is None


def test_the_first_market_is_served_at_a_range_of_cost() -> None:
    """In 2030 from 10 to 12; a market with one way has no range."""
    rows = [("SUV in UK", "a", 2030, 12.0), ("SUV in UK", "b", 2030, 10.0)]
    rows += [("SUV in UK", "b", 2031, 1.0), ("SUV in EU", "a", 2030, 2.0)]
    schema = ["serves", "way", "year", "landed_cost"]
    lanes = pl.DataFrame(rows, schema=schema, orient="row")
    known = LaneCosts("SUV in UK", 2030, Amount("b", 10.0), Amount("a", 12.0))
    assert highlights.lane_costs(lanes, 2030) == known
    assert highlights.lane_costs(lanes, 2031) is None


def test_recipes_fall_in_the_year_of_the_largest_step() -> None:
    """3, 2 and 0 of 3 originate: the fall by 2 is in 2028."""
    passed = [True, True, True, True, True, False, False, False, False]
    years = [2026] * 3 + [2027] * 3 + [2028] * 3
    frame = pl.DataFrame({"year": years, "is_originating": passed})
    assert highlights.origin_fall(frame) == OriginFall(2028, 2, 0, 3)
    assert highlights.origin_fall(frame.head(3)) is None


def test_the_busiest_year_is_the_first_with_most_vehicles() -> None:
    """7 + 3 in 2026 are as many as 10 in 2027."""
    rows = [("X", "UK", 2026, 3.0), ("Y", "UK", 2026, 7.0), ("X", "EU", 2027, 10.0)]
    schema = ["facility", "place", "year", "vehicles"]
    flows = pl.DataFrame(rows, schema=schema, orient="row")
    assert highlights.busiest_year(flows) == Deliveries(2026, 10.0, "Y", "UK", 7.0)
    assert highlights.busiest_year(flows.clear()) is None


def test_futures_and_options_stand_from_end_to_end() -> None:
    """Futures add up their parties; an option without a plan has no place."""
    futures = pl.DataFrame(
        {"future": ["low", "high", "low"], "value": [1.0, 9.0, 3.0]},
    )
    known = (Amount("low", 4.0), Amount("high", 9.0))
    assert highlights.by_future(futures) == known
    options = pl.DataFrame(
        {"title": ["a", "b", "c"], "value": [2.0, 5.0, float("nan")]}
    )
    assert highlights.by_option(options) == (Amount("b", 5.0), Amount("a", 2.0))
    assert highlights.by_option(options.head(1)) == (Amount("a", 2.0),)
    assert highlights.by_option(options.clear()) == ()
