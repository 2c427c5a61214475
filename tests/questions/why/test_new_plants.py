"""A plant that is to be built at is opened, and staffed, as a whole.

500 cars sell at 3,000. The far plant stands and makes them at 2,000 each, so 500,000
are earned. The new plant makes them at 500 each and costs 1,000,000 to open; two
programmes could start there, each with tooling of 10,000. Forced in, it earns
500 x 2,500 - 1,000,000 - 10,000 = 240,000, or 140,000 with a crew of 100,000. A model
that may open half of it for half a start of each programme would promise 740,000.
"""

import pytest

from brownfield.case.case import Case
from brownfield.derive.derive import derive
from brownfield.model.formulation import formulate
from brownfield.questions.why.flips.other_side import other_side
from brownfield.questions.why.forced.force import forced_plan
from brownfield.questions.why.forced.having import having_of
from brownfield.questions.why.forced.new_plants import opened_for, staffed_for
from brownfield.questions.why.forced.targets import target_of
from brownfield.solve.backends.highs import HighsBackend
from brownfield.tables.frames import Row
from tests.model.small_cases import buyers, option, pattern, small_case
from tests.questions.why.toy import FAR

NEW: Row = {
    "facility": "new",
    "place": "home",
    "owner": "firm",
    "status": "candidate",
    "opening_cost": 1e6,
}


def case_of(crew: float | None = None, **cells: float) -> Case:
    """Return the case, with a crew that costs something or nobody."""
    paid = {} if crew is None else {"fixed_cost": crew}
    usual: dict[str, str | float | bool | None] = {
        "facility": "new",
        "tooling_cost": 1e4,
    }
    here = usual | {"conversion_cost": 500.0} | cells
    return small_case(
        {
            "facilities": [FAR, NEW],
            "shift_patterns": [pattern("far", 1e4), pattern("new", 1e4, **paid)],
            "build_options": [
                option("one", **here),
                option("other", **here),
                option("there", facility="far", conversion_cost=2e3),
            ],
            "demand": [buyers(500, 3_000)],
        }
    )


@pytest.mark.parametrize(("crew", "value"), [(None, 240_000.0), (1e5, 140_000.0)])
def test_a_new_plant_is_not_opened_in_part(crew: float | None, value: float) -> None:
    """Half a start of each programme needs the whole plant."""
    case = case_of(crew)
    target = target_of(case, "facility=new")
    assert forced_plan(case, target, is_in=True).value == pytest.approx(value)
    model, having = formulate(derive(case)), having_of(case, target)
    assert having is not None
    within = other_side(model, having, is_within=False)
    relaxed = HighsBackend().load(within.linear.relaxed()).solve()
    assert within.worth(relaxed.objective) == pytest.approx(value)


def test_it_is_said_only_where_it_follows() -> None:
    """Not of a plant that stands, nor of a crew that costs nothing or is not needed."""
    free, paid, idle = case_of(), case_of(1e5), case_of(1e5, capacity_use=0.0)
    for case, is_staffed in ((free, False), (paid, True), (idle, False)):
        model, target = formulate(derive(case)), target_of(case, "facility=new")
        assert opened_for(model, target) is not None
        assert (staffed_for(model, target) is not None) == is_staffed
    far = target_of(paid, "facility=far")
    model = formulate(derive(paid))
    assert opened_for(model, far) is None
    assert staffed_for(model, far) is None
