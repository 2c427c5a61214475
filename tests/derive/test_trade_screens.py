"""Does the screen give the shares worked out by hand?"""

import pytest

from brownfield.derive.trade.trade_screens import circumvention_screen
from brownfield.errors import UseError


def test_kits_of_mostly_foreign_parts_with_little_work_are_flagged() -> None:
    """8,400 / 12,000 = 70 %; 2,600 / (12,000 + 2,600) = 17.8 %."""
    screen = circumvention_screen(12_000, 8_400, 2_600)
    assert screen.target_share == pytest.approx(0.70)
    assert screen.value_added_share == pytest.approx(0.178, abs=1e-4)
    assert screen.is_flagged


@pytest.mark.parametrize(
    ("target", "assembly", "is_flagged"),
    [
        (7_200, 4_000, True),  # exactly 60 % and exactly 25 %
        (7_199, 4_000, False),  # under 60 %
        (7_200, 4_001, False),  # over 25 %
    ],
)
def test_both_limits_belong_to_the_flagged_side(
    target: float, assembly: float, is_flagged: bool
) -> None:
    """At least 60 % of 12,000 is 7,200; at most 25 % of 16,000 is 4,000."""
    screen = circumvention_screen(12_000, target, assembly)
    assert screen.is_flagged == is_flagged


@pytest.mark.parametrize("values", [(0, 0, 1), (10, 11, 1), (10, -1, 1), (10, 5, -1)])
def test_impossible_values_are_an_error(values: tuple[float, float, float]) -> None:
    """Shares outside 0 and 1 mean nothing."""
    with pytest.raises(UseError, match="parts_value > 0"):
        circumvention_screen(*values)
