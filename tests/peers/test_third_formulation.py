"""A plan is worth what a third, slow formulation says, and its audit passes."""

import pytest

from tests.peers.third.run import judged, verdict
from tests.properties.every_column import every_column_case
from tests.properties.with_quotas import with_quotas
from tests.properties.with_reliefs import with_reliefs

SEEDS = range(36)
QUOTA_SEEDS = (6, 21)
LICENCE_SEEDS = (6, 21)
POOL_SEEDS = (29, 53)
DRAWBACK_SEEDS = (14, 44)


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


@pytest.mark.peer
@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("seed", LICENCE_SEEDS)
def test_all_three_agree_where_licences_are_sold(seed: int) -> None:
    """A licence to enter costs 20 a vehicle, and the first party has it."""
    found, made = judged(with_quotas(every_column_case(seed), fee=20.0))
    assert found.kind == "same", found
    assert made is not None
    assert (made.tables["cash"]["item"] == "licences").any()


@pytest.mark.peer
@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("seed", POOL_SEEDS)
def test_all_three_agree_where_reliefs_are_used(seed: int) -> None:
    """A quota and an undertaking fill one pool of 150 a year between them."""
    found, made = judged(with_reliefs(every_column_case(seed)))
    assert found.kind == "same", found
    assert made is not None
    used = made.tables["deliveries"]["quota"].drop_nulls().str.split("-").list.first()
    assert {"quota", "undertaking"} <= set(used)


@pytest.mark.peer
@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("seed", DRAWBACK_SEEDS)
def test_all_three_agree_where_duty_on_parts_comes_back(seed: int) -> None:
    """Some of the vehicles delivered leave the territory that taxed their parts."""
    found, made = judged(with_reliefs(every_column_case(seed), is_shared=False))
    assert found.kind == "same", found
    assert made is not None
    assert made.tables["deliveries"]["regime"].str.contains("drawback").any()
