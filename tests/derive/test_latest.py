"""A case that is planned again is not worked out again, and another one is."""

from brownfield.derive.derive import derive
from tests.model.small_cases import small_case


def test_the_latest_case_is_kept_and_no_other() -> None:
    """The same object comes back; of an equal case, or after another one, a new one."""
    one, other = small_case({}), small_case({})
    first = derive(one)
    assert derive(one) is first
    assert derive(other) is not first
    again = derive(one)
    assert again is not first
    assert again.unit_costs.equals(first.unit_costs)
