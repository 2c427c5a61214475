"""The hand-made cases of trade law hold for what is handed to the model."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from tests.law.law_case import LawCase
from tests.law.trade_law_cases import TRADE_LAW_CASES

if TYPE_CHECKING:
    from tests.derive.conftest import Frames, MakeTables

Derive = Callable[[Mapping[str, pl.DataFrame]], "Frames"]
Duties = dict[tuple[str, str | None], float]


def frames(case: LawCase, make_tables: "MakeTables", derive_frames: Derive) -> "Frames":
    """Return every derived frame of a case."""
    return derive_frames(make_tables(**case.tables))


def offered(opens: Mapping[tuple[str, str | None], float]) -> Duties:
    """Return the cheapest regime without a quota, and of every quota."""
    dearest_first = sorted(opens.items(), key=lambda way: way[1], reverse=True)
    cheapest = {quota: (name, duty) for (name, quota), duty in dearest_first}
    return {(name, quota): duty for quota, (name, duty) in cheapest.items()}


@pytest.mark.parametrize(
    "name", [n for n, c in TRADE_LAW_CASES.items() if c.opens is not None]
)
def test_the_car_enters_under_the_regimes_of_paper(
    make_tables: "MakeTables", derive_frames: Derive, name: str
) -> None:
    """The cheapest regime and every quota are offered, each at its duty."""
    case = TRADE_LAW_CASES[name]
    routes = frames(case, make_tables, derive_frames).routes
    columns = ("regime", "quota", "duty")
    found = {(r, quota): duty for r, quota, duty in routes.select(columns).iter_rows()}
    assert found == pytest.approx(offered(case.opens or {}))


@pytest.mark.parametrize("name", [n for n, c in TRADE_LAW_CASES.items() if c.origin])
def test_the_car_originates_as_on_paper(
    make_tables: "MakeTables", derive_frames: Derive, name: str
) -> None:
    """Foreign value, price at the gate, limit, missing part and outcome agree."""
    case = TRADE_LAW_CASES[name]
    origin = frames(case, make_tables, derive_frames).origin
    for agreement, expected in case.origin.items():
        found: dict[str, Any] = origin.row(
            by_predicate=pl.col("agreement") == agreement, named=True
        )
        assert found["non_originating_value"] == pytest.approx(expected.foreign)
        assert found["ex_works"] == pytest.approx(expected.ex_works)
        assert found["is_originating"] is expected.originates
        assert found["limit"] == expected.limit
        assert found["missing_part"] == expected.missing


@pytest.mark.parametrize(
    "name", [n for n, c in TRADE_LAW_CASES.items() if c.inbound_duty is not None]
)
def test_parts_pay_their_duty(
    make_tables: "MakeTables", derive_frames: Derive, name: str
) -> None:
    """Duty on the parts of one car is that of paper."""
    case = TRADE_LAW_CASES[name]
    costs = frames(case, make_tables, derive_frames).costs
    assert costs["inbound_duty"].to_list() == pytest.approx([case.inbound_duty])
