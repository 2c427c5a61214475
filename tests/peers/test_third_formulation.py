"""A plan is worth what a third, slow formulation says, and its audit passes."""

import pytest

from tests.peers.third.run import judged, verdict
from tests.properties.every_column import every_column_case
from tests.properties.with_quotas import with_quotas

SEEDS = range(36)
QUOTA_SEEDS = (8, 9)


@pytest.mark.peer
@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("seed", SEEDS)
def test_plan_recount_and_third_formulation_agree(seed: int) -> None:
    """Value within 1e-6, audit passed, on a case that may hold any column."""
    found = verdict(every_column_case(seed))
    assert found.kind == "same", found


@pytest.mark.peer
@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("seed", QUOTA_SEEDS)
def test_all_three_agree_where_a_quota_is_used(seed: int) -> None:
    """Some of the vehicles delivered enter under a quota of 200 a year."""
    found, made = judged(with_quotas(every_column_case(seed)))
    assert found.kind == "same", found
    assert made is not None
    assert made.tables["deliveries"]["quota"].drop_nulls().len() > 0
