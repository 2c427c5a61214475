"""The mini case by a second formulation: both reach the published values."""

import pytest

from brownfield.case.read import read_case
from brownfield.solve.run import plan
from tests.peers.mini_by_hand import value_of

MILLION = 1e6


@pytest.mark.peer
@pytest.mark.parametrize(
    ("parties", "published"),
    [(("E",), 412.496), (("H",), 637.790), (("E", "H"), 1336.516)],
)
def test_a_second_formulation_has_the_same_value(
    parties: tuple[str, ...], published: float
) -> None:
    """Plain arrays written from the published data, to 1e-6; published to 1e-3."""
    by_hand = value_of(parties)
    assert by_hand == pytest.approx(published, abs=1e-3)
    ours = plan(read_case("mini").choose(parties))
    assert ours.value / MILLION == pytest.approx(by_hand, rel=1e-6)
