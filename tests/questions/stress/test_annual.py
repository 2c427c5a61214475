"""METHODS A6: six weeks without the host's plants in year 2 of the mini case."""

import pytest

from brownfield.case.read import read_case
from tests.peers.annual_stops import AnnualStops

MILLION = 1e6


@pytest.fixture(scope="module")
def stops() -> AnnualStops:
    """Return the joint plan of entrant and host, decided."""
    return AnnualStops(read_case("mini").choose(("E", "H")))


def test_a_six_week_stop_of_the_host_costs_what_two_models_say(
    stops: AnnualStops,
) -> None:
    """Alpha = 1 - 6/47 in 2028: 1336.516 falls by 19.877."""
    found = stops.stop(["HAL"], 2028, 6 / 47)
    assert found.running / MILLION == pytest.approx(1336.516, abs=1e-3)
    assert found.loss / MILLION == pytest.approx(19.877, abs=1e-3)


def test_the_import_route_is_worth_the_difference_in_a_stop(
    stops: AnnualStops,
) -> None:
    """Without it the same stop costs 23.616, so the backup is worth 3.739."""
    bare = stops.stop(["HAL"], 2028, 6 / 47, without=["cbu"]).loss
    kept = stops.stop(["HAL"], 2028, 6 / 47).loss
    assert bare / MILLION == pytest.approx(23.616, abs=1e-3)
    assert (bare - kept) / MILLION == pytest.approx(3.739, abs=1e-3)
