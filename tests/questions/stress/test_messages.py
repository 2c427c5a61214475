"""What a stress test says of names, sizes and lengths that cannot be."""

from dataclasses import replace

import numpy as np
import pytest

from brownfield.case.case import Case
from brownfield.errors import UseError
from brownfield.plans.plan import Plan
from brownfield.questions.stress.cures.cures import Cure, cures, with_cured_hazards
from brownfield.questions.stress.design import design
from brownfield.questions.stress.flexibility.flexibility import closed_cuts, sales
from brownfield.questions.stress.network.hits import availability, check_element
from brownfield.questions.stress.network.of_plan import plan_network
from brownfield.questions.stress.network.planned import usual_node
from brownfield.questions.stress.question import stress
from brownfield.questions.stress.risk import simulate
from brownfield.questions.stress.setting import Setting
from brownfield.questions.stress.sweep.neighbourhood import Neighbourhood
from brownfield.questions.stress.weeks.events import outages_of
from brownfield.questions.stress.weeks.resilience import weeks_to
from brownfield.questions.stress.weeks.weekly import Weekly
from brownfield.questions.stress.years.frequency import Lengths
from brownfield.questions.stress.years.hazards import Hazard, hazards, named
from brownfield.solve.run import plan
from brownfield.tables.definitions import TABLES
from brownfield.tables.frames import Row, typed_frame
from brownfield.tables.problems import TableError
from tests.peers.annual_stops import AnnualStops
from tests.questions.stress.small import line_and_spare, stopped

LONG = Lengths(60.0, 60.0, 60.0)


def with_rows(case: Case, table: str, *rows: Row) -> Case:
    """Return the case with other rows in a table."""
    frame = typed_frame(TABLES[table], rows)
    return replace(case, tables=dict(case.tables) | {table: frame})


def test_a_hazard_needs_a_length(starter: Case) -> None:
    """The message names the row and the columns."""
    row: Row = {"hazard": "x", "scope": "party", "target": "host", "rate_per_year": 1.0}
    told = r"column weeks_mode \(hazard=x\): No length is given\. Enter weeks_mode"
    with pytest.raises(TableError, match=told):
        with_rows(starter, "hazards", row).checked()


def test_the_spread_of_demand_says_why_it_is_limited() -> None:
    """Two spreads of 0.6 are more than the mean."""
    told = r"spread is 0\.6; it must be above 0 and at most 0\.5\. It is the standard"
    with pytest.raises(UseError, match=told):
        Setting(demand_spread=0.6)


def test_a_hazard_must_hit_something(starter: Case) -> None:
    """What is near is proposed."""
    row: Row = {"hazard": "x", "scope": "facility", "target": "hom_plant"}
    length: Row = {"rate_per_year": 1.0, "weeks_mode": 2.0}
    with pytest.raises(TableError, match=r"no facility of this name.*'home_plant'"):
        with_rows(starter, "hazards", {**row, **length}).checked()


def test_a_hazard_without_a_usual_length_has_the_mean(starter: Case) -> None:
    """2 and 6 weeks: 4 in the middle."""
    row: Row = {
        "hazard": "x",
        "scope": "party",
        "target": "host",
        "rate_per_year": 1.0,
        "weeks_low": 2.0,
        "weeks_high": 6.0,
    }
    lengths = hazards(with_rows(starter, "hazards", row))[0].lengths
    assert (lengths.low, lengths.mode, lengths.high) == (2, 4, 6)


def test_an_unknown_hazard_or_event_is_told_with_what_there_is(starter: Case) -> None:
    """Names that exist are listed; a what-if that stops nothing says why."""
    with pytest.raises(UseError, match=r"no hazard 'x'\. The case has: host"):
        named(hazards(starter), "x")
    with pytest.raises(UseError, match="There is no hazard or what-if 'x'"):
        outages_of(starter, "x")
    with pytest.raises(
        UseError, match=r"Did you mean 'host-cyber'\? Known: host-cyber"
    ):
        outages_of(starter, "host-cybre")
    with pytest.raises(UseError, match=r"Did you mean 'host-cyber'\? The case has"):
        named(hazards(starter), "host-cybr")
    bare = with_rows(starter, "hazards")
    with pytest.raises(UseError, match="The case has none: fill the table hazards"):
        outages_of(bare, "x")
    with pytest.raises(UseError, match="The case has none: fill the table hazards"):
        named(hazards(bare), "x")
    with pytest.raises(UseError, match="changes no hazard, so nothing stops"):
        outages_of(starter, "duty-doubled")


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (
            {"kind": "stock_weeks", "target": "newcar"},
            "stock_weeks needs weeks, 0 or more",
        ),
        (
            {"kind": "faster_recovery", "target": "host-cyber", "value": 1.0},
            "faster_recovery needs the share saved",
        ),
        (
            {"kind": "split_domain", "target": "moon"},
            "cannot protect this. Allowed: .*Found: 'moon'",
        ),
    ],
)
def test_a_cure_that_cannot_be_is_told(
    starter: Case, cells: dict[str, str | float], told: str
) -> None:
    """The row, what was found, what is allowed."""
    case = with_rows(starter, "mitigations", {"mitigation": "x", **cells})
    with pytest.raises(TableError, match=rf"\(mitigation=x\): .*{told}"):
        case.checked()


def test_what_guards_absent_plants_goes_with_them(starter: Case) -> None:
    """The importer alone has no home plant to stop or to protect."""
    rows: tuple[Row, ...] = (
        {"mitigation": "guard", "kind": "split_domain", "target": "home_plant"},
        {
            "mitigation": "drill",
            "kind": "faster_recovery",
            "target": "host-cyber",
            "value": 0.5,
        },
        {"mitigation": "cars", "kind": "stock_weeks", "target": "newcar", "value": 1.0},
    )
    alone = with_rows(starter, "mitigations", *rows).checked().restrict(["importer"])
    assert "host-cyber" not in set(alone.tables["hazards"]["hazard"])
    assert [cure.name for cure in cures(alone)] == ["cars"]


def test_a_domain_without_plants_in_use_stays_whole(found: Plan) -> None:
    """Splitting what nobody uses changes nothing."""
    planned = plan_network(found, usual_node(found), Setting())
    hazard = Hazard("h", ("outage_domain", "nobody"), 0.1, LONG)
    cure = Cure("split", "split_domain", "nobody", 1.0)
    assert with_cured_hazards([hazard], [cure], planned) == [hazard]


def test_unknown_elements_are_told(starter: Case, found: Plan) -> None:
    """Scope and target, with what is allowed."""
    with pytest.raises(UseError, match=r"no scope 'moon'\. Allowed: facility"):
        check_element(starter, ("moon", "x"))
    planned = plan_network(found, usual_node(found), Setting())
    with pytest.raises(UseError, match=r"no facility 'x'\. It has: "):
        availability(planned, ("facility", "x"))


@pytest.mark.parametrize(
    ("hazard", "year", "told"),
    [
        (Hazard("h", ("part_source", "far_parts"), 0.1, LONG), 2028, "stops no plant"),
        (Hazard("h", ("party", "host"), 0.1, LONG), 2028, "takes the whole year"),
        (
            Hazard("h", ("party", "host"), 0.1, Lengths(1, 2, 3)),
            1999,
            "has no year 1999",
        ),
    ],
)
def test_a_design_needs_a_stop_of_a_plant(
    found: Plan, hazard: Hazard, year: int, told: str
) -> None:
    """Shorter than a year, in a year of the plan."""
    with pytest.raises(UseError, match=told):
        design(found, hazard, year, 47.0)


def test_a_case_without_a_plan_cannot_be_stopped(starter: Case) -> None:
    """Neither over the years nor in one of them."""
    with pytest.raises(UseError, match="There is no plan to test"):
        stress(Plan(**(vars(plan(starter)) | {"tables": {}})))
    rows: list[Row] = [
        {
            "facility": name,
            "product": "newcar",
            "year": 2028,
            "vehicles": 9e6,
        }
        for name in starter.tables["facilities"]["facility"].head(1)
    ]
    with pytest.raises(UseError, match="The case has no plan, so nothing can stop"):
        AnnualStops(with_rows(starter, "commitments", *rows))


def test_shapes_and_counts_are_told() -> None:
    """Availability by week, years of a simulation."""
    replay = Weekly(line_and_spare(), 4)
    with pytest.raises(UseError, match=r"shape \(2, 3\), the network needs \(2, 4\)"):
        replay.replay(np.ones((2, 3)))
    with pytest.raises(UseError, match="1 years cannot show a spread"):
        simulate([], (), 1)


def test_designs_that_cannot_be_counted_out_are_told() -> None:
    """Twenty products of their own plant and a star: too many cuts; 63 plants."""
    ring = np.eye(20, dtype=np.bool_)
    with pytest.raises(UseError, match="more than 65,536 closed cuts"):
        closed_cuts(ring, np.ones(20))
    wide = np.ones((2, 63), dtype=np.bool_)
    with pytest.raises(UseError, match="links 63 plants; 62 are allowed"):
        sales(wide, np.ones(63), np.ones((1, 2)))


def test_a_course_that_does_not_come_back_has_no_week() -> None:
    """Still at 0.5 at the end."""
    times = np.array([0.0, 1.0, 2.0])
    assert weeks_to(times, np.array([1.0, 0.5, 0.5]), 0.9) is None


class Silent:
    """A solver without an answer."""

    def least(self, _model: object) -> None:
        """Return nothing."""


def test_a_stop_without_an_answer_is_told() -> None:
    """The message says what to check."""
    network = line_and_spare()
    near = Neighbourhood(network, Silent())
    cost = near.ways.cost(np.ones(1), np.zeros(2), np.zeros(1))
    offered = network.offered(stopped(network, "line"))
    with pytest.raises(UseError, match="check flows and capacity"):
        near.settled(offered, 1.0, cost, None)
