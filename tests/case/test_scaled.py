"""Numbers of a case times a factor, those that futures may change and those not."""

import pytest

from brownfield.case.case import Case
from brownfield.case.one_currency import paid_by_node
from brownfield.case.scaled import scaled
from brownfield.tables.frames import Row
from tests.model.small_cases import buyers, small_case

HIGH: Row = {"what_if": "many", "table": "demand", "column": "volume", "op": "times"}


def two_futures() -> Case:
    """Return a case of 500 cars, 1,000 of them in one of two futures, at a rate."""
    branch: Row = {"parent": "start", "year": 2031, "probability": 0.5}
    return small_case(
        {
            "parties": [{"party": "firm", "discount_rate": 0.08}],
            "demand": [buyers(500, 3_000, year=2031)],
            "what_ifs": [{**HIGH, "value": "2"}],
            "scenarios": [
                {"node": "start", "year": 2030, "probability": 1.0},
                {**branch, "node": "low"},
                {**branch, "node": "high", "what_if": "many"},
            ],
        },
        years=2,
    )


def test_a_number_of_a_future_is_scaled_there_too() -> None:
    """500 cars times 3, and twice that."""
    found = scaled(two_futures(), "demand", "", ("volume",), 3.0).checked()
    at = paid_by_node(found)
    assert at("low").tables["demand"]["volume"][0] == pytest.approx(1_500.0)
    assert at("high").tables["demand"]["volume"][0] == pytest.approx(3_000.0)


def test_a_number_of_the_whole_tree_is_scaled_once() -> None:
    """8 % times 1.5: no future may say otherwise, so none is asked to."""
    case = two_futures()
    found = scaled(case, "parties", "", ("discount_rate",), 1.5).checked()
    at = paid_by_node(found)
    for node in ("start", "low", "high"):
        assert at(node).tables["parties"]["discount_rate"][0] == pytest.approx(0.12)
    assert found.tables["what_ifs"].equals(case.tables["what_ifs"])


def test_what_was_scaled_once_is_scaled_again_alike() -> None:
    """The change is remembered; the case that was made of it is not mixed up in it."""
    case = two_futures()
    for _ in range(2):
        again = scaled(case, "demand", "", ("volume",), 3.0).checked()
        at = paid_by_node(again)
        assert at("high").tables["demand"]["volume"][0] == pytest.approx(3_000.0)
        assert again.tables["what_ifs"].height == 3  # off, the case's own, on
