"""Waiting and stages are worth what the books say, by plans of our own tables."""

import polars as pl
import pytest

import brownfield
from tests.questions.risk.options import THOUSAND, stages, widget


def test_the_widget_is_worth_more_next_year() -> None:
    """Now: -1,600 + 200 + .5 (3,000 + 1,000) = 600.

    For ever from next year on, 300 is worth 300 x 11 / 1.1 = 3,000. Later, and only if
    it sells at 300: .5 (3,000 - 1,600 / 1.1) = 772.73; waiting is worth 172.73.
    """
    known = brownfield.worth_of_knowing(widget())
    assert known.recourse / THOUSAND == pytest.approx(772.727, abs=1e-3)
    assert known.now_or_never is not None
    assert known.now_or_never / THOUSAND == pytest.approx(600.0, abs=1e-3)
    assert known.waiting is not None
    assert known.waiting / THOUSAND == pytest.approx(172.727, abs=1e-3)


def test_contract_first_and_an_own_plant_if_sales_go_up_twice() -> None:
    """310.701: headquarters and contract now, then the own plant after two steps up.

    Now: -170 + 30 (1.1 / 1.08 + 1.21 / 1.08^2 x 13.5) = 280.694, where
    1.1 = .5 (1.6 + .6) is the mean step. After two steps up the own plant brings 20 a
    year more, 2.56 times, for ever: .25 / 1.08^2 (20 x 2.56 x 12.5 - 500) = 30.007.
    """
    found = brownfield.plan(stages())
    assert found.is_sound
    assert found.value / THOUSAND == pytest.approx(310.701, abs=1e-3)
    own = found.tables["starts"].filter(pl.col("build_option") == "own")
    assert own["node"].to_list() == ["up_up@2032"]
    assert found.tables["openings"]["node"].to_list() == ["now"]


def test_what_must_be_decided_now_is_the_contract_alone() -> None:
    """280.694, as above; so waiting is worth 30.007."""
    known = brownfield.worth_of_knowing(stages())
    assert known.now_or_never is not None
    assert known.now_or_never / THOUSAND == pytest.approx(280.694, abs=1e-3)
    assert known.waiting is not None
    assert known.waiting / THOUSAND == pytest.approx(30.007, abs=1e-3)


def test_the_contract_stage_is_worth_what_is_lost_without_it() -> None:
    """310.701 - 279.211 = 31.490.

    Without it: -20, and the own plant after a step up,
    .5 / 1.08 (50 x 1.6 x 1.1 / 1.08 x 13.5 - 500) = .5 / 1.08 x 600 = 277.778, or after
    down and up, .25 / 1.08^2 (50 x .96 x 12.5 - 500) = 21.433.
    """
    fewer = brownfield.plan(stages(has_contract=False))
    assert fewer.is_sound
    assert fewer.value / THOUSAND == pytest.approx(279.211, abs=1e-3)
    lost = brownfield.plan(stages()).value - fewer.value
    assert lost / THOUSAND == pytest.approx(31.490, abs=1e-3)
